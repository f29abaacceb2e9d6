"""An OpenAPI document that a documentation page holds: in a piece of code, as sites serve it in the `.md` of a page, or in a script.

## OpenAPI

````yaml POST /v1/images
openapi: 3.1.0
...
````
"""

import re
from typing import Final

from swornspec.spec.source.scripted import scripted

_FENCE: Final = re.compile(r"(?P<mark>`{3,}|~{3,})[ \t]*(?P<language>[\w+-]{0,20})[^`\n]{0,300}")
_OPENS: Final = re.compile(r"(?:openapi|swagger)[\"']?[ \t]*:[ \t]*[\"']?[23]\.\d|\{\s*\"(?:openapi|swagger)\"\s*:")
_LANGUAGES: Final = ("", "yaml", "yml", "json", "openapi")
_MOST_BEFORE: Final = 5  # lines of code above the one that says what it is


def embedded(text: str) -> str | None:
    """The text of the document that a page holds, in a piece of code or in a script, its lines where the page has them; None without."""
    if (held := fenced(text)) is not None:
        return held
    found = scripted(text)
    return None if found is None else "\n" * (found.line - 1) + text[found.start : found.end]


def fenced(text: str) -> str | None:
    """The text of the first document in a piece of code, every line of it where the page has it; None when there is none."""
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        fence = _FENCE.fullmatch(lines[at].strip())
        if fence is None or fence["language"].lower() not in _LANGUAGES:
            at += 1
            continue
        end = next((n for n in range(at + 1, len(lines)) if lines[n].strip() == fence["mark"]), None)
        if end is None:
            return None
        head = "\n".join(lines[at + 1 : at + 1 + _MOST_BEFORE])
        if any(_OPENS.match(line.strip()) for line in head.split("\n")) or _OPENS.match(head.strip()):
            return "\n" * (at + 1) + "\n".join(lines[at + 1 : end]) + "\n"
        at = end + 1
    return None
