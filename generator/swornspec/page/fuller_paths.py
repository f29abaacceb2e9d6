"""The path as a page shows it elsewhere, where a heading or an example shows less of it, or a value in place of a parameter.

## GET /search                          and below it `{site}/search/{kind}?query=…`: /{site}/search/{kind}
PATCH /v1/parcels/yal-123456            and below it PATCH /v1/parcels/:tracking: /v1/parcels/{tracking}
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from swornspec.page.block import templated
from swornspec.page.filled_paths import is_value
from swornspec.page.markdown import Element
from swornspec.text import Passage, within

_SEGMENT: Final = r"(?:[\w.~%@+-]{1,80}|\{[\w -]{1,60}\}|<[\w -]{1,60}>|\[[\w -]{1,60}\]|:[\w-]{1,60})"
_ALONE: Final = re.compile(
    rf"(?P<tick>`)?(?:https?://[\w.:-]{{1,120}})?(?P<path>/?{_SEGMENT}(?:/{_SEGMENT}){{1,14}}/?)(?:\?[^`\n]{{0,600}})?(?(tick)`)"
)
_CALLED: Final = re.compile(
    rf"`?(?P<method>GET|PUT|POST|DELETE|PATCH)\s{{1,4}}(?:https?://[\w.:-]{{1,120}})?(?P<path>/{_SEGMENT}(?:/{_SEGMENT}){{1,14}}/?)`?(?:\s\w{{1,12}}){{0,2}}"
)
_PLACE: Final = re.compile(r"\{[^{}]{1,80}\}")
_MOST: Final = 700
_MOST_SHOWN: Final = 60


def fuller_path(path: Passage, method: str | None, lines: Sequence[Passage], elements: Sequence[Element]) -> Passage:
    """The one fuller form of a path that the lines of an operation show; the path itself where there is none, or several differ."""
    own = _segments(path.text)
    if len(own) == 0:
        return path
    found: dict[str, Passage] = {}
    for n, shown in enumerate(_shown(method, lines, elements)):
        if n >= _MOST_SHOWN:
            break
        whole = _segments(shown.text)
        if whole != own and (_has_places(own, whole) or _holds(own, whole)):
            found.setdefault("/".join(whole), shown)
    return next(iter(found.values())) if len(found) == 1 else path


def _shown(method: str | None, lines: Sequence[Passage], elements: Sequence[Element]) -> Iterator[Passage]:
    """The paths that stand alone on a line, in ticks or as all of a piece of code, and those behind the same method."""
    for element in elements:
        code = element.kind == "code"
        if element.kind not in ("paragraph", "code"):
            continue
        part = [line for line in (lines[slice(*element.code)] if code else lines[element.first : element.last + 1]) if line.text]
        for line in part:
            if len(line.text) > _MOST or "/" not in line.text:
                continue
            called = _CALLED.fullmatch(line.text)
            if called is not None:
                if called["method"] == method:
                    yield within(line, *called.span("path"))
                continue
            alone = _ALONE.fullmatch(line.text) if (code and len(part) == 1) or line.text[0] == "`" else None
            if alone is not None:
                yield within(line, *alone.span("path"))


def _segments(path: str) -> list[str]:
    return [part for part in templated(path).split("/") if part]


def _has_places(own: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether a path is another one with values in the places of its parameters."""
    if len(own) != len(whole):
        return False
    differing = [(one, other) for one, other in zip(own, whole, strict=True) if one != other]
    return all(_PLACE.fullmatch(other) and is_value(one) for one, other in differing)


def _holds(own: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether a path is part of another one that has nothing but parameters besides."""
    for at in range(len(whole) - len(own) + 1):
        if whole[at : at + len(own)] == own:
            return all(_PLACE.fullmatch(part) for part in (*whole[:at], *whole[at + len(own) :]))
    return False


__all__ = ["fuller_path"]
