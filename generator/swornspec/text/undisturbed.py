"""Work during which the collector of reference cycles rests."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def undisturbed() -> Iterator[None]:
    """Without the collector of reference cycles: nearly all that is made while a text is read is kept, and to look through it
    again and again takes as long as reading. What a text can take is bounded by its length.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
