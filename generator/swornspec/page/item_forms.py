"""Items of lists whose field does not stand first: a type, a demand or a tag stands before its name.

- `string` **mode** How fast.             type, then name
- **Required** `mode` - How fast.         demand, then name
- [x] `mode` How fast.                    a box that is ticked, as task lists have
- "mode": How fast.                       a quoted name
- @param {string} [mode=fast] How fast.   a tag of source code, whose brackets say that it may be left out
"""

import re
from typing import Final, NamedTuple

from swornspec.page.facets import Facet, Facets
from swornspec.page.kinds import read_kind
from swornspec.page.names import Leading, Named, leading_names
from swornspec.text import Passage, within

_NAME: Final = r"[A-Za-z_$][\w$.\[\]-]{0,100}"
_BOX: Final = re.compile(r"\[[ xX✓✔]\]\s+")
_TAG: Final = re.compile(
    rf"@(?:param|arg|argument|property|field)\s+\{{(?P<type>[^{{}}\n]{{1,60}})\}}\s+"
    rf"(?:(?P<open>\[)\s?(?P<maybe>{_NAME}?)(?:\s?=\s?(?P<default>[^\]\n]{{1,80}}))?\s?\]|(?P<name>{_NAME}))(?:\s+[-–:])?(?=\s|$)"
)
_TYPED: Final = re.compile(
    rf"(?P<mark>`|\*{{1,2}}|_{{1,2}}|\{{|\(|<)(?P<type>[A-Za-z][\w<>\[\] |/-]{{0,40}})(?:`|\*{{1,2}}|_{{1,2}}|\}}|\)|>)\s+"
    rf"(?P<apart>\*\*|__|`)(?P<name>{_NAME}?)(?P=apart)(?=[\s:(–-]|$)"
)
_DEMANDED: Final = re.compile(
    r"(?P<open>\*\*|__|\*|_|\(|\[|`)?(?P<demand>required|optional|mandatory)(?:\*\*|__|\*|_|\)|\]|`)?:?\s+"
    rf"(?P<apart>\*\*|__|`)(?P<name>{_NAME}?)(?P=apart)(?=[\s:(–-]|$)",
    re.IGNORECASE,
)
_QUOTED: Final = re.compile(rf"[\"“](?P<name>{_NAME}?)[\"”](?=\s?[:–-]\s+[A-Z][a-z]+\s)")  # no line of JSON


class Form(NamedTuple):
    """What an item begins with, as a name with what stands behind it, and what stands before its name."""

    leading: Leading
    said: tuple[Facet, ...]


def item_form(body: Passage) -> Form | None:
    """An item whose field does not stand first; None for any other."""
    if (box := _BOX.match(body.text)) is not None:
        inner = within(body, box.end(), len(body.text))
        leading = leading_names(inner)
        ticked = leading is not None and leading.apart and bool(leading.names)
        return Form(Leading(leading.names, leading.end + box.end(), apart=True), ()) if leading is not None and ticked else None
    if (tag := _TAG.match(body.text)) is not None:
        return _tagged(body, tag)
    if (quoted := _QUOTED.match(body.text)) is not None:
        return Form(_leading(body, quoted, "name"), ())
    for pattern, role in ((_TYPED, "type"), (_DEMANDED, "demand")):
        found = pattern.match(body.text)
        if found is not None and (role != "type" or read_kind(found["type"]) is not None):
            said: Facet = ("type", within(body, *found.span("type"))) if role == "type" else ("badge", within(body, *found.span("demand")))
            return Form(_leading(body, found, "name"), (said,))
    return None


def with_said(before: tuple[Facet, ...], facets: Facets) -> Facets:
    """What is said behind a name, with what stands before it."""
    return Facets((*before, *facets.said), facets.prose, facets.mark) if before else facets


def _tagged(body: Passage, found: re.Match[str]) -> Form | None:
    """A tag of source code: a name in brackets may be left out, and has its default behind it."""
    if read_kind(found["type"]) is None:
        return None
    said: list[Facet] = [("type", within(body, *found.span("type")))]
    if found["default"]:
        said.append(("default", within(body, *found.span("default"))))
    return Form(_leading(body, found, "maybe" if found["open"] else "name"), tuple(said))


def _leading(body: Passage, found: re.Match[str], group: str) -> Leading:
    name = within(body, *found.span(group))
    return Leading((Named(name, name.text, around=body),), found.end(), apart=True)


__all__ = ["Form", "item_form", "with_said"]
