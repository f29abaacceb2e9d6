"""An OpenAPI document that a documentation page holds in a piece of code, as sites serve it in the `.md` of a page.

## OpenAPI

````yaml POST /v1/images
openapi: 3.1.0
...
````
"""

import re
from typing import Final

_FENCE: Final = re.compile(r"(?P<mark>`{3,}|~{3,})[ \t]*(?P<language>[\w+-]{0,20})[^`\n]{0,300}")
_OPENS: Final = re.compile(r"(?:openapi|swagger)[\"']?[ \t]*:[ \t]*[\"']?[23]\.\d|\{\s*\"(?:openapi|swagger)\"\s*:")
_LANGUAGES: Final = ("", "yaml", "yml", "json", "openapi")
_MOST_BEFORE: Final = 5  # lines of code above the one that says what it is


def embedded(text: str) -> str | None:
    """The text of the first such document, every line of it where the page has it; None when the page holds none."""
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
