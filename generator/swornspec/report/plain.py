"""Text for people: what a page or body says, made safe to print."""

import json
from typing import Any

from swornspec.rules.rule import Said
from swornspec.safe import printable

__all__ = ["json_text", "one_line", "printable", "quoted"]

_LONGEST_QUOTE = 300


def json_text(value: Any) -> str:
    """A value as indented JSON in ASCII; halves of characters, which no JSON reader need accept, become question marks."""
    whole = json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")
    return json.dumps(json.loads(whole), indent=2, ensure_ascii=True) + "\n"


def one_line(text: str) -> str:
    """Printable text with every run of white space as one space."""
    return printable(" ".join(text.split()))


def quoted(said: Said) -> str:
    """`page.txt line 4: "the words"`, or the evidence of what no page says."""
    words = one_line(said.quote)
    words = words if len(words) <= _LONGEST_QUOTE else f"{words[: _LONGEST_QUOTE - 3]}..."
    if said.evidence is not None:
        source = f"not on the page; from {one_line(said.evidence)}"
        return f'{source}: "{words}"' if words else source
    return f'{one_line(str(said))}: "{words}"' if words else one_line(str(said))
