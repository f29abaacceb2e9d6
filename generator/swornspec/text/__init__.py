"""Lines, sentences and their places: what every reader of text works on."""

from swornspec.text.lines import indented, joined, lines, next_filled, within
from swornspec.text.span import Passage, Span

__all__ = ["Passage", "Span", "indented", "joined", "lines", "next_filled", "within"]
