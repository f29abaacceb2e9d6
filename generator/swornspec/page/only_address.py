"""What a page calls that says so in none of the usual ways: by the one address that it shows.

https://api.example.com/v1/pots        a line, or a piece of code, that is nothing else
POST                                   a method, and below it a path whose pieces stand apart
/ v1 / pots
{endpoint}v1/pots                      a path behind what stands for the server
url = "https://api.example.com/v1/pots"      an address that a program calls
/v1/potsFire a pot                     a path with the title that a copy has run together with it

The first of these forms decides that a page has one address of. Where it has several, it does not say which one is called.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from msgspec import structs

from swornspec.page.block import Block, Page, templated
from swornspec.page.requests import METHODS, method_of
from swornspec.text import Passage, within

_SERVER: Final = r"https?://(?:[\w.-]|\{\{?\w{1,60}\}?\}|<\w{1,60}>){1,120}(?::(?:\d{1,5}|port|PORT|\{port\}|<port>))?"
_PATH: Final = r"/[\w.~/{}<>:@%+$-]{0,200}[\w}>/]"
_ALONE: Final = re.compile(rf"[`*\s>]{{0,4}}(?P<server>{_SERVER})(?P<path>{_PATH})(?:\?[^\s`]{{0,300}})?[`*\s]{{0,4}}")
_APART: Final = re.compile(r"(?P<path>(?:/ ?[\w.{}~-]{1,60} ){1,8}/ ?[\w.{}~-]{1,60})\s?")
_BEHIND: Final = re.compile(
    r"[`\s]{0,4}(?:\{\{?[\w .-]{1,40}\}\}?|<[\w-]{1,40}>|\[[\w -]{1,40}\])(?P<path>/?[a-z][\w.-]{0,60}(?:/[\w.{}:-]{1,60}){1,8})[`\s]{0,4}"
)
_CALLS: Final = re.compile(
    r"(?:CURLOPT_URL\s{0,3},|\b(?:url|URL|uri|endpoint)\b[\"']?\s{0,3}(?::|=>?)"
    r"|\b(?:fetch|axios|requests|request|http|client|session)(?:\.\w{2,12})?\(|\.(?:post|put|patch|Post|open)\(|(?:HttpPost|URI\.create|URL)\()"
    rf"[^\"'`\n]{{0,30}}[\"'`](?P<server>{_SERVER})(?P<path>{_PATH})(?:\?[^\"'`\n]{{0,300}})?[\"'`]"
)
_GLUED: Final = re.compile(r"(?P<path>/[a-z0-9{][\w/{}.-]{1,120}?[a-z0-9}])(?=[A-Z][a-z]{1,20} [a-z])(?P<title>.{2,80})")
_VERBS: Final = re.compile(r"\b(?:POST|PUT|PATCH|GET|DELETE)\b|\.(?:post|put|patch)\(|CURLOPT_POST\b|HttpPost\b")
_SENDS: Final = re.compile(r"\b(?:POST|PUT|PATCH|DELETE)\b")
_OTHER: Final = re.compile(
    r"\.(?:png|jpe?g|gif|svg|webp|md|html?|pdf|mp[34]|zip|wav|txt|ya?ml|css|js|ico)$|/(?:docs?|reference|guides?|blog|images?)(?:/|$)",
    re.IGNORECASE,
)
_QUERIED: Final = re.compile(
    r"(?<![\w/@.-])(?P<server>https?://[\w.-]{1,120}(?::\d{1,5})?|(?:localhost|[\d.]{7,15}):\d{2,5})"
    r"(?P<path>/[\w.~%+{}-]{1,60}(?:/[\w.~%+{}-]{1,60}){0,8}/?) ?\?(?P<query>[\w.-]{1,60}=(?:[^\s`\"'<>()\[\]]| (?=&)){0,1000})"
)
_KEY: Final = re.compile(r"(?:^|&(?:amp;)?)([\w.-]{1,60})=")
_EITHER: Final = re.compile(r"\bGET ?/ ?POST\b")  # what is asked by either may be asked by GET
_MOST_OF_ADDRESS: Final = 4_000
_FEWEST: Final = 2  # fields that queries name,
_PART: Final = 8  # and one in so many of all there are
_NAME: Final = re.compile(r"\{([^{}]{1,80})\}")
_MOST: Final = 400  # characters of a line
_MOST_LINES: Final = 4_000
_SENDING: Final = ("POST", "PUT", "PATCH")


def with_address(page: Page) -> Page:
    """The page of one operation of which nothing says what is called, with the one address that it shows."""
    if page.path is not None or page.address is not None or page.method not in (None, *_SENDING):
        return page
    if not any(b.location == "body" for b in page.blocks):
        return page
    lines = [use.line for use in page.lines if use.line.text][:_MOST_LINES]
    if page.method is None and (asked := _asked(lines, page.blocks)) is not None:
        return _asked_by(page, *asked)
    for form in (_alone, _apart, _behind, _called, _glued):
        found = list(form(lines))
        routes = {templated(path.text) for _, _, path in found}
        if len(routes) == 1:
            methods = {method for method, _, _ in found if method}
            method = page.method or (methods.pop() if len(methods) == 1 else _spoken(lines))
            if method not in (None, *_SENDING):
                return page
            _, server, path = found[0]
            if page.method is None and any(_EITHER.search(line.text[:_MOST]) for line in lines):
                return _asked_by(page, server, path)
            return replace(page, method=method, path=path, address=server, blocks=tuple(_placed(page.blocks, routes.pop())))
    return page


def _asked_by(page: Page, server: Passage | None, path: Passage) -> Page:
    """The page of an operation that is asked by GET: what is sent is sent in the query."""
    blocks = tuple(structs.replace(b, name=b.path, within=(), location="query") if b.location == "body" else b for b in page.blocks)
    route = templated(path.text)
    return replace(page, method="GET", path=path, address=server, blocks=tuple(_placed(blocks, route)))


def _asked(lines: Iterable[Passage], blocks: Sequence[Block]) -> tuple[Passage | None, Passage] | None:
    """The one address with queries that name fields of a page, some of them at least; it is asked by GET."""
    own = [b for b in blocks if b.location != "response"]
    fields = {str(b.name) for b in own if b.location == "body" and not b.within}
    if any("[]" in name for b in own for name in b.within):
        return None
    named: set[str] = set()
    found: dict[str, tuple[Passage | None, Passage]] = {}
    alone = False  # an address on a line of its own is what is called
    for line in lines:
        asks = "?" in line.text and len(line.text) <= _MOST_OF_ADDRESS and not _SENDS.search(line.text)
        for shown in _QUERIED.finditer(line.text) if asks else ():
            names = set(_KEY.findall(shown["query"]))
            if names & fields and 2 * len(names & fields) >= len(names):
                named |= names & fields
                alone = alone or len(shown.group()) >= len(line.text.strip("`* "))
                server = within(line, *shown.span("server")) if "://" in (shown["server"] or "") else None
                found.setdefault(shown["path"], (server, within(line, *shown.span("path"))))
    enough = len(named) >= (_FEWEST if alone else max(_FEWEST, len(fields) // _PART))
    return next(iter(found.values())) if len(found) == 1 and enough else None


_Found = tuple[str | None, Passage | None, Passage]


def _alone(lines: Sequence[Passage]) -> Iterator[_Found]:
    yield from _matching(lines, _ALONE)


def _apart(lines: Sequence[Passage]) -> Iterator[_Found]:
    for above, line in pairwise(lines):
        if (
            len(above.text) < _MOST
            and (method := method_of(above.text))
            and line.text[:1] == "/"
            and (found := _APART.fullmatch(line.text))
        ):
            yield method, None, within(line, *found.span("path"))


def _behind(lines: Sequence[Passage]) -> Iterator[_Found]:
    yield from _matching(lines, _BEHIND)


def _matching(lines: Iterable[Passage], form: re.Pattern[str]) -> Iterator[_Found]:
    """The lines that are all of a form; a method that stands alone above one is that of the call."""
    method = None
    for line in lines:
        text = line.text.strip("#`*: ")
        if text in METHODS:
            method = text
        found = form.fullmatch(line.text) if len(line.text) <= _MOST and "/" in line.text else None
        if found and not _OTHER.search(found["path"]) and found["path"].strip("/"):
            server = within(line, *found.span("server")) if "server" in form.groupindex else None
            yield method, server, within(line, *found.span("path"))


def _called(lines: Iterable[Passage]) -> Iterator[_Found]:
    """The addresses that programs call."""
    for line in lines:
        found = _CALLS.search(line.text) if len(line.text) <= _MOST and "://" in line.text else None
        if found and not _OTHER.search(found["path"]):
            yield None, within(line, *found.span("server")), within(line, *found.span("path"))


def _glued(lines: Sequence[Passage]) -> Iterator[_Found]:
    found = _GLUED.fullmatch(lines[0].text) if lines and len(lines[0].text) <= _MOST else None
    if found:
        yield None, None, within(lines[0], *found.span("path"))


def _spoken(lines: Iterable[Passage]) -> str | None:
    """The one method that a page speaks of, or that its programs use."""
    said = {found.upper() for line in lines for found in _VERBS.findall(line.text[:_MOST])}
    methods = {next(m for m in METHODS if m in word) for word in said if any(m in word for m in METHODS)}
    return methods.pop() if len(methods) == 1 else None


def _placed(blocks: Iterable[Block], route: str) -> Iterator[Block]:
    """The blocks, those for which the path has a place in the path."""
    names = set(_NAME.findall(route))
    for block in blocks:
        inside = block.location in ("body", "query") and not block.within and block.name in names
        yield structs.replace(block, location="path") if inside else block


__all__ = ["with_address"]
