"""Fingerprints: which block of a page an annotation was written for."""

import hashlib
from typing import Final

from swornspec.page import Block

LENGTH: Final = 8
_LETTERS: Final = "bcdfghjklmnpqrstvwxz"  # no digits, so YAML takes none for a number; no vowels, so none reads as a word


def fingerprint(block: Block) -> str:
    """Eight letters that stand for what identifies a block: its type line and its prose.

    White space does not count, nor where paragraphs end, nor flags: a default that changes shows in the built
    document, and the annotation stays right. Blocks that read the same have the same fingerprint.
    """
    words = " ".join([block.kind.text, *(passage.text for passage in block.prose)]).split()
    number = int.from_bytes(hashlib.sha256(" ".join(words).encode("utf-8", "surrogatepass")).digest()[:8])
    letters = []
    for _ in range(LENGTH):
        number, letter = divmod(number, len(_LETTERS))
        letters.append(_LETTERS[letter])
    return "".join(letters)
