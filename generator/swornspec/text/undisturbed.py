"""Work during which the collector of reference cycles rests."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def undisturbed() -> Iterator[None]:
    """Without the collector of reference cycles: nearly all that is made while a text is read is kept, and to look through it
    again and again takes as long as reading. What a text can take is bounded by its length. In the end all of it counts as old
    at once, as what is kept does; this takes no time.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            if not gc.get_freeze_count():  # else the program has frozen objects of its own, which are to stay so
                gc.freeze()
                gc.unfreeze()
            gc.enable()
