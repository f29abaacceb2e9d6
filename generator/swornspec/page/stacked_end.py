"""What is known of a stacked page once all of it is read: which fields are parts of which, where they are sent, the path."""

import re
from collections.abc import Container, Iterable, Sequence
from typing import Any

from swornspec.page.entry import Entry
from swornspec.page.markdown import Element
from swornspec.page.requests import Call
from swornspec.page.stacked_line import Line, command_end
from swornspec.page.stacked_say import read_body
from swornspec.page.unplaced import QUERIED
from swornspec.text import Passage, joined


def nest(entries: Sequence[tuple[Entry, bool, str]]) -> None:
    """Fields whose anchors say so are parts of others: `#body-size-width` below `#body-size`."""
    held = {slug: entry for entry, _, slug in entries if slug}
    for entry, _, slug in entries:
        if not slug:
            continue
        own = f"-{_slug(entry.name)}"
        if slug.endswith(own) and (parent := held.get(slug.removesuffix(own))) is not None and parent is not entry:
            if entry.location in ("body", "response") and parent.location == entry.location and "." not in entry.name:
                entry.base = parent.path
        elif slug.count("-") == own.count("-") and slug.partition("-")[0] in ("body", "response"):
            entry.base = ()


def free(entries: Iterable[Entry], branch: Container[int], unions: Container[tuple[str, ...]]) -> list[Passage]:
    """Fields of one of several alternatives are required by none of the others: the words that say so, which no longer require them."""
    freed: list[Passage] = []
    for entry in entries:
        if id(entry) in branch or any(entry.path[:n] in unions for n in range(1, len(entry.path))):
            said = [p for role, p in entry.said if role in ("demand", "badge") and p.text.lower() == "required"]
            entry.said = [(role, p) for role, p in entry.said if p not in said]
            freed += said
    return freed


def place(entries: Iterable[Entry], method: str | None, path: Passage | None, call: Call | None) -> None:
    """Fields of a form that does not say where they are sent: those that the path names are sent in it, the others as the method says."""
    method = method or (call.method if call else None)
    path = path or (call.path if call else None)
    segments = {segment.strip() for segment in path.text.split("/")} if path is not None else set()  # some pages show them on lines
    for entry in entries:
        if entry.base or entry.location != "body":
            continue
        needed = any(role in ("demand", "badge") and passage.text.lower() == "required" for role, passage in entry.said)
        if f"{{{entry.name}}}" in segments or (entry.name in segments and needed):
            entry.location = "path"
        elif method in QUERIED:
            entry.location = "query"


def split_path(text: str, lines: Sequence[Line], uses: Sequence[object]) -> Passage | None:
    """The path that a page shows in pieces, one to a line."""
    shown = ("structure", "path")
    pieces = [line.whole for line, use in zip(lines, uses, strict=True) if use == shown] if shown in uses else []
    if not pieces or pieces[0].text != "/":
        return None
    return joined(text, pieces[0], pieces[-1])


def sent_by(text: str, page: Sequence[Passage], code: Iterable[Element], here: range | None = None) -> Any:
    """The body that the first command on a page sends, wherever it stands on the lines `here`, by index; None when none sends one."""
    for element in code:
        if element.kind == "code" and element.last - element.first > 1:
            sample = joined(text, page[element.first + 1], page[element.last - 1]).text
            if "curl" in sample[:200] and (body := read_body(sample)) is not None:
                return body
    for at in here if here is not None else range(len(page)):
        if page[at].text.startswith("curl ") and (end := command_end(page, at)) is not None:
            return read_body(joined(text, page[at], page[end]).text)
    return None


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
