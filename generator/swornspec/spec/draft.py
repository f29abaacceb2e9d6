"""Pages to a first api.yaml: what they say is left to them, and what a person must still supply is written `???`.

servers:
- url: "???"  # perhaps https://api.example.com/v1
evidence: "???"
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from swornspec.page import Block, Page, called
from swornspec.rules.python import identifier
from swornspec.spec.annotation_check import BLANK
from swornspec.spec.marked import quoted
from swornspec.spec.skeleton import propose_names, short, skeleton
from swornspec.spec.where import path_of, server_of, slug_of

_HEADING: Final = """\
# What the pages in pages/ do not say about this API, and who says it instead.
#
# Whatever the pages do say is read from them and not repeated here. Fields stand in the order of the page; a fingerprint
# ties each entry to the block it was written for. Every value has its evidence: where you know it from.
"""
_TO_FILL: Final = f'# Replace every "{BLANK}".'
_ON_PAGE: Final = "the page"
_LONGEST: Final = 100  # characters of a quote
_CREDENTIALS: Final[tuple[tuple[re.Pattern[str], Mapping[str, str]], ...]] = (
    (re.compile(r"\bbearer\b", re.IGNORECASE), {"type": "http", "scheme": "bearer"}),
    (re.compile(r"\bbasic\b(?! (?:plan|tier|information|usage|example))", re.IGNORECASE), {"type": "http", "scheme": "basic"}),
)
"""What a page says of credentials, and the security scheme that this is."""


@dataclass(frozen=True, slots=True)
class Blank:
    """Something that the pages do not say.

    `key` identifies it in `answers`, `line` is where the draft has it, `what` names it, `proposals` are the likeliest values.
    """

    key: str
    line: int
    what: str
    proposals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """The text of an api.yaml and what is still blank in it, in the order of the file."""

    text: str
    blanks: tuple[Blank, ...]


def draft(
    api: str,
    pages: Iterable[Sequence[Page]],
    answers: Mapping[str, str] | None = None,
    *,
    layout: str | None = None,
    origins: Mapping[str, tuple[str, str]] | None = None,
) -> Draft:
    """The draft for some pages, the operations of one file together.

    `answers` fill blanks by their key, with the person who gave them as evidence; `layout` is what the pages were read in
    when it was not recognised, `origins` the address and date of those that were fetched, by file name.
    """
    writer = _Writer(api, [list(of_file) for of_file in pages], answers or {}, layout, origins or {})
    writer.write()
    if not writer.blanks:
        return Draft("\n".join(writer.lines) + "\n", ())
    text = "\n".join([*writer.lines[:1], "#", _TO_FILL, *writer.lines[1:]])
    return Draft(f"{text}\n", tuple(replace(blank, line=blank.line + 2) for blank in writer.blanks))


class _Writer:
    def __init__(
        self,
        api: str,
        pages: list[list[Page]],
        answers: Mapping[str, str],
        layout: str | None,
        origins: Mapping[str, tuple[str, str]],
    ) -> None:
        self._origins = origins
        self._api = api
        self._layout = layout
        self._pages = pages
        self._answers = answers
        self._all = [page for of_file in pages for page in of_file]
        self.lines = _HEADING.splitlines()
        self.blanks: list[Blank] = []

    def write(self) -> None:
        self.lines += ["", f"api: {self._api}"]
        titles = dict.fromkeys(p.title.text for p in self._all if p.title)
        self._value("title: ", "title", "the name of the API as people know it", None, tuple(titles)[:3])
        self._value("version: ", "version", "the version of the API", None, ("1",))
        self.lines.append(f"evidence: {self._evidence('title', 'version')}")
        self._servers()
        self._auth()
        self.lines += ["", "operations:"]
        taken: list[str] = []
        for of_file in self._pages:
            for page in of_file:
                taken.append(identifier(slug_of(page), taken))
                self._operation(taken[-1], page, several=len(of_file) > 1)

    def _value(self, start: str, key: str, what: str, known: str | None, proposals: tuple[str, ...] = ()) -> None:
        """A line with a value: what the page shows, else an answer, else a blank."""
        value = known if known is not None else self._answers.get(key)
        if value is None:
            self.blanks.append(Blank(key, len(self.lines) + 1, what, proposals))
        hint = f"  # perhaps {' or '.join(short(p, _LONGEST) for p in proposals)}" if value is None and proposals else ""
        self.lines.append(f"{start}{quoted(BLANK if value is None else value)}{hint}")

    def _evidence(self, *keys: str, known: str = "") -> str:
        """The evidence of some values; blank where one of them is."""
        if any(key not in self._answers for key in keys):
            return quoted(BLANK)
        return quoted(known if not keys else "the person who ran swornspec init")

    def _servers(self) -> None:
        shown = dict.fromkeys(server for page in self._all if (server := server_of(page)) is not None)
        self.lines += ["", "servers:"]
        for server in shown:
            self.lines += [f"  - url: {quoted(server)}", f"    evidence: {quoted(_ON_PAGE)}"]
        if not shown:
            self._value("  - url: ", "server", "the address of the server", None)
            self.lines.append(f"    evidence: {self._evidence('server')}")

    def _auth(self) -> None:
        said = " ".join(passage.text for page in self._all for passage in page.auth)
        scheme = next((found for pattern, found in _CREDENTIALS if pattern.search(said)), None)
        if scheme is None:
            about = f"the pages say: {short(said, _LONGEST)}" if said else "the pages do not say how a caller is identified"
            self.lines += ["", f"# auth: {about}"]
            return
        name = scheme["scheme"]
        parts = ("USER", "PASSWORD") if name == "basic" else ("KEY",)
        variables = ", ".join(f"{self._api.upper()}_API_{part}" for part in parts)
        self.lines += ["", "auth:", f"  {name}:", f"    type: {scheme['type']}", f"    scheme: {name}"]
        self.lines += [f"    environment: [{variables}]", f"    evidence: {quoted(_ON_PAGE)}"]

    def _operation(self, ident: str, page: Page, *, several: bool) -> None:
        self.lines += [f"  {ident}:", f"    page: {quoted(page.name)}"]
        if several:
            self.lines.append(f"    section: {quoted(called(page))}")
        if self._layout is not None:
            self.lines.append(f"    layout: {quoted(self._layout)}")
        if page.name in self._origins:
            address, date = self._origins[page.name]
            self.lines += [f"    # fetched on {date}", f"    documentation: {quoted(address)}"]
        lost = []
        if page.method is None:
            lost.append(f"{ident}.method")
            self._value("    method: ", lost[-1], f"the HTTP method of {ident}", None, ("POST",) if _sends(page) else ("GET",))
        if page.route is None:
            known = path_of(page)
            lost += [] if known else [f"{ident}.path"]
            self._value("    path: ", f"{ident}.path", f"the path of {ident}, below the server's address", known)
        nameless = [n for n, block in enumerate(page.blocks) if block.name is None]
        keys = [*lost, *(f"{ident}.{n}" for n in nameless)]
        self.lines.append(f"    evidence: {self._evidence(*keys, known=_ON_PAGE)}")
        self._fields(ident, page)
        self._responses(page)

    def _fields(self, ident: str, page: Page) -> None:
        blocks = iter(enumerate(page.blocks))
        for line in skeleton(page).splitlines():
            if line.lstrip().startswith("- {name:"):
                n, block = next(blocks)
                line = self._named(f"{ident}.{n}", ident, page, block, line)
            self.lines.append(f"    {line}")

    def _named(self, key: str, ident: str, page: Page, block: Block, line: str) -> str:
        if block.name is not None:
            return line
        if key in self._answers:
            return line.replace(f"name: {quoted(BLANK)}", f"name: {quoted(self._answers[key])}", 1)
        what = f"the name of the field of {ident} at {block.kind.span.page} line {block.kind.span.first}: {short(_about(block), _LONGEST)}"
        self.blanks.append(Blank(key, len(self.lines) + 1, what, propose_names(page, block)))
        return line

    def _responses(self, page: Page) -> None:
        self.lines += ["    responses:", '      "200":', "        description: The documented response."]
        if any(block.location == "response" for block in page.blocks):
            self.lines += ["        from: page", f"        evidence: {quoted(_ON_PAGE)}"]
        else:
            self.lines.append(f"        evidence: {quoted('the page describes no response body that was read')}")


def _sends(page: Page) -> bool:
    return any(block.location == "body" for block in page.blocks)


def _about(block: Block) -> str:
    prose = f": {block.prose[0].text}" if block.prose else ""
    return f"{block.kind.text}{prose}"
