"""An OpenAPI document within a page: sites that render one (ReadMe, Redoc, Swagger UI) often keep it in a script, as JSON.

<script id="spec">window.data = {"openapi": "3.0.3", "info": {…}, "paths": {…}};</script>
"""

import json
import re
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

_VERSION: Final = re.compile(r"\"(?:openapi|swagger)\"\s{0,20}:\s{0,20}\"[23]\.\d")
_MOST_VERSIONS: Final = 5
_MOST_OPENINGS: Final = 6  # braces before the version that may open the document
_FAR: Final = 20_000  # characters from the brace to the version


@dataclass(frozen=True, slots=True)
class Scripted:
    """A document and where it stands: its characters [start, end) and the line that it begins in."""

    value: dict[str, Any]
    start: int
    end: int
    line: int


def scripted(text: str) -> Scripted | None:
    """The first OpenAPI or Swagger document in a text, which has paths; None when there is none."""
    decoder = json.JSONDecoder()
    for version in islice(_VERSION.finditer(text), _MOST_VERSIONS):
        at = version.start()
        for _ in range(_MOST_OPENINGS):
            at = text.rfind("{", max(0, version.start() - _FAR), at)
            if at < 0:
                break
            try:
                value, end = decoder.raw_decode(text, at)
            except (ValueError, RecursionError):
                continue
            if isinstance(value, dict) and {"openapi", "swagger"} & set(value) and isinstance(value.get("paths"), dict):
                return Scripted(value, at, end, text.count("\n", 0, at) + 1)
    return None
