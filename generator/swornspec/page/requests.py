"""Where a page says what is called: `POST /v1/images`, `Endpoint: …`, a curl command, a request line in a piece of code.

Method, server and path come with the passages that say so. A path that is only mentioned in a sentence is none.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from swornspec.page.block import templated
from swornspec.text import Passage, Span, within

METHODS: Final = ("GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE")
_TYPED: Final = r"(?<=/)\((?:int|integer|string|str|float|number|path|uuid|any|regexp|default):\s?[\w-]{1,60}\)"  # as Sphinx prints them
_SMALL: Final = frozenset(method.lower() for method in METHODS if method not in ("OPTIONS", "HEAD", "TRACE"))  # which are words, too
_BRACED: Final = r"\{[\w.-]{1,60}(?:#[\w./-]{1,120}|=[\w*/.-]{1,120})?\}"  # `{id#note}`, `{parent=pots/*}`
_PATH: Final = rf"/(?:(?!https?://)[\w.~:/@%+$*-]|{_TYPED}|{_BRACED}|\(\{{[\w.-]{{1,60}}\}}\)|<[\w.-]{{1,60}}>|\\_|(?<=/)\[[A-Za-z_][\w-]{{0,60}}\](?!\())*"
_HOST: Final = r"(?P<server>https?://(?:[\w.-]|\{[\w.-]{1,60}\}|<[\w-]{1,60}>|:(?=\d))+)"
_SITE: Final = r"[\w.-]{0,30}(?i:base|host|url|domain|root|server|site|endpoint|origin)[\w.-]{0,30}"
_STANDS_FOR_HOST: Final = (
    rf"(?:\{{\{{?\s?{_SITE}\s?\}}?\}}|\$\{{?{_SITE}\}}?|<{_SITE}>|(?=[A-Z]+_[A-Z]){_SITE})(?=/)"  # `{{base_url}}/v1/x`
)
ADDRESS: Final = rf"(?:{_HOST}(?P<path>{_PATH})?|(?:{_STANDS_FOR_HOST})?(?P<alone>{_PATH}))"
_DECORATION: Final = r"(?:</?(?:mark|strong|span|code|kbd|pre|em|b|i|p)\b[^<>]{0,120}>|[\s`*_|\[\]()<>:#→⇒–—•-])*"
_CELL: Final = r"\|[\s*_`]{0,6}(?i:[a-z ]{0,20}\b(?:method|endpoint|url|request|call|access|http)\b[a-z ]{0,20})[\s*_`:]{0,6}(?=\|)"
_LINE: Final = re.compile(
    rf"(?:{_CELL})?{_DECORATION}"
    rf"(?:(?i:http request|request|(?:base |api )?endpoint|method|url|call|route|path){_DECORATION}){{0,2}}(?:\"|')?"
    rf"(?P<method>GET|PUT|POST|DELETE|OPTIONS|HEAD|PATCH|TRACE|(?i:get|put|post|delete|patch)(?=[\s`*_]{{1,6}}(?:/|http))){_DECORATION}{ADDRESS}"
    r"(?:\?[^\s`]{0,500})?(?:[\s]+HTTP/[\d.]{1,4})?[\s`*_|\])\"'.¶]*(?P<rest>.{0,60})$"
)
_HEADED: Final = re.compile(  # a heading: ``### POST `/v1/x`: What it does, in a sentence.``
    rf"(?:#{{1,6}}[\s`*_]+)?(?P<method>GET|PUT|POST|DELETE|OPTIONS|HEAD|PATCH|TRACE)[\s`*_]+{ADDRESS}(?:\?[^\s`]{{0,500}})?[`*_]{{0,4}}\s?[:–—-]\s"
)
_LABELLED: Final = re.compile(
    rf"{_DECORATION}(?i:(?:base endpoint|(?:api )?(?:endpoint|request url|url|address|resource url|http request|route|uri|syntax)"
    rf"|(?:(?:request|endpoint|resource) )?path)){_DECORATION}"
    rf"{ADDRESS}(?:\?[^\s`]{{0,500}})?[\s`*_|.]*$"
)
_ONLY_METHOD: Final = re.compile(
    rf"{_DECORATION}(?i:(?:http |request )?(?:method|verb)){_DECORATION}"
    r"(?P<method>GET|PUT|POST|DELETE|OPTIONS|HEAD|PATCH|TRACE|(?<=[:`*] )(?i:get|put|post|delete|patch))[\s`*_|.]*$"
)
_OPENING: Final = re.compile(  # ``- `GET /v1/pots` returns all of them.``
    rf"(?:[-*+•]\s{{1,8}})?`(?P<method>GET|PUT|POST|DELETE|PATCH)\s{{1,4}}{ADDRESS}(?:\?[^\s`]{{0,500}})?`\s{{1,4}}(?:will\s|[a-z]{{2,20}}(?<!as)s\s)"
)
_METHOD_LABEL: Final = re.compile(  # `POST method: /v1/x`, `Get request URL: https://…`
    rf"{_DECORATION}(?P<method>(?i:get|put|post|delete|patch))[ -](?i:method|request|endpoint|url)(?: (?i:url|path|uri))?\s?:{_DECORATION}"
    rf"{ADDRESS}(?:\?[^\s`]{{0,500}})?[\s`*_|.]*$"
)
_METHODS_BESIDE: Final = re.compile(r"\b(?:GET|PUT|POST|DELETE|PATCH) ?/ ?(?:GET|PUT|POST|DELETE|PATCH)\b")  # `GET/POST`
_GLUED: Final = re.compile(
    rf"(?P<method>GET|PUT|POST|DELETE|PATCH|get|put|post|delete|patch){ADDRESS}(?:https?://\S{{1,300}})?"
)  # `post/v1/x`, as copies have it
_BEHIND: Final = re.compile(  # `/v1/x (POST)`, `https://… [POST]`
    rf"[\s`*_-]{{0,6}}{ADDRESS}[`*_]{{0,4}}\s{{1,4}}[(\[]`?(?P<method>GET|PUT|POST|DELETE|PATCH)`?[)\]][\s`*_]{{0,4}}"
)
_BADGE: Final = re.compile(  # `![POST](https://img.shields.io/badge/POST-blue) /v1/x`
    rf"[#\s]{{0,8}}!\[(?P<method>GET|PUT|POST|DELETE|PATCH)\]\([^()\s]{{1,300}}\)[\s`*_]{{1,6}}{ADDRESS}[\s`*_]{{0,4}}"
)
_RELATIVE: Final = r"(?!and/or\b)(?:<[\w-]{1,60}>|[A-Za-z{][\w.~{}-]{0,80})(?:/[\w.~{}:<>-]{1,80}){1,12}"
_METHOD_RELATIVE: Final = re.compile(  # `# POST api/pots/{id}`
    rf"[#\s`*_]*(?P<method>GET|PUT|POST|DELETE|PATCH)[\s`*_]+(?P<alone>{_RELATIVE})(?:\?[^\s`]{{0,500}})?[\s`*_]*"
)
_BASE: Final = re.compile(
    rf"{_DECORATION}(?i:(?:the )?(?:api )?(?:base|root|server|host)(?: ?url| address| path)?(?: is)?"
    rf"|all (?:uris|urls|paths) are relative to){_DECORATION}"
    rf"{_HOST}(?P<path>{_PATH})?[\s`*_|.]*$"
)
_TITLED: Final = re.compile(
    r"(?P<title>[^%|–—:(\[`]{1,80}?)\s*(?:\s[%|–—-]|[:(\[])[\s`*(\[]*"
    rf"(?P<method>GET|PUT|POST|DELETE|OPTIONS|HEAD|PATCH|TRACE)\b[\s`*:]+{ADDRESS}(?:\?[^\s`)\]]{{0,300}})?[\s`*)\]]*"
)
_ENTITLED: Final = re.compile(  # a title by itself: `Fire a pot (POST /v1/pots)`
    rf"(?!(?i:see|use|call|via|also)\b)[A-Z][^%|–—:(\[`.,;]{{1,60}}\s[(\[][`*]{{0,3}}(?P<method>GET|PUT|POST|DELETE|PATCH)\s{{1,4}}(?=\S\S)"
    rf"{ADDRESS}(?:\?[^\s`)\]]{{0,300}})?[`*]{{0,3}}[)\]]"
)
_ADDRESSED: Final = re.compile(rf"[\s`*]*{ADDRESS}(?:\?[^\s`]{{0,1000}})?[\s`*]*")
_RELATIVE_PATH: Final = re.compile(rf"(?:{_RELATIVE}|[A-Za-z][\w.~-]{{0,80}})/?")
_MOST_OF_METHOD: Final = 60
_METHOD_ENDS: Final = frozenset(
    (*"".join(method[-1] + method[-1].lower() for method in METHODS), *"`*_|. \t\r\n")
)  # of a line that says no more than a method
_MOST_OF_BLOCK: Final = 2000
_MOST_LABELS: Final = 8
_CODE_LABEL: Final = re.compile(r"[A-Za-z][\w -]{1,30}\s?[:=]\s*\S")
_REMARK: Final = re.compile(r"(?<=[`\w}/])\s{1,4}\((?=\w+\s\w+\s\w)[^()\n]{3,200}\)\.?$")  # `POST /v1/pots (fires the newest pot)`
_CURL: Final = re.compile(r"(?<![A-Za-z_-])curl\b")
_BELOW_REQUEST: Final = re.compile(r"\s*(?:[?&][\w.\[\]-]{1,60}=|[A-Z][\w-]{1,40}: \S)")
_TITLE: Final = re.compile(r"\s*(?:--|[–—|])\s+[A-Z]")  # behind an address: `POST /v1/images -- Create an image`
_NUMBER: Final = re.compile(r"\d{0,4}")
_CURL_METHOD: Final = re.compile(r"(?:-X|--request)[\s=]*[\"']?(?P<method>[A-Z]{3,7})\b")
_CURL_ADDRESS: Final = re.compile(_HOST + rf"(?P<path>{_PATH})?")
_CURL_DATA: Final = re.compile(r"(?:^|\s)(?:-d|--data(?:-\w+)?|--json|-F|--form)\b")


_BLOCK: Final = re.compile(
    r"\{%[ \t]*(?:swagger|api-method)[ \t]|<[A-Z]\w{0,30}\s(?=.{0,300}\bmethod=\").{0,300}\b(?:uri|path|url|endpoint|route|href)=\"(?:/|https?://)"
)
_CLASSED: Final = re.compile(  # `<div class="endpoint post">/v1/x</div>`
    r"<(?P<tag>[a-z][\w-]{0,20})\s(?:[^<>]{0,200}\s)?class=[\"'](?:[\w -]{0,100}[ -])?"
    r"(?P<method>get|put|post|delete|patch)(?:[ -][\w -]{0,100})?[\"'][^<>]{0,200}>"
    r"\s{0,8}(?P<address>(?:https?://|/)[^<>\s]{0,300})\s{0,8}</(?P=tag)>",
    re.IGNORECASE,
)
_ADDRESSES: Final = ("path", "uri", "url", "endpoint", "route", "href")
_BLOCK_SAYS: Final = re.compile(r"\b(?P<word>method|path|uri|url|endpoint|route|href|baseUrl|host)=\"(?P<value>[^\"\n]{0,400})\"")


_Place = tuple[int, int]


class Call(Struct, frozen=True, gc=False):
    """What is called, as one line of a page says it; what it does not say is None. `strong` says that it is about nothing else."""

    method: str | None
    server: Passage | None
    path: Passage | None
    strong: bool = True

    @property
    def key(self) -> tuple[str | None, str]:
        """What two lines have in common that say the same."""
        return self.method, templated(self.path.text) if self.path else ""


def read_call(line: Passage) -> Call | None:
    """What a line says is called, when it is about nothing else; None otherwise."""
    text = line.text
    if len(text) > 600:
        return None
    if "/" not in text:
        found = _ONLY_METHOD.match(text) if text[-1:] in _METHOD_ENDS and len(text) < _MOST_OF_METHOD else None
        return Call(found["method"].upper(), None, None) if found else None
    said = _call_in(text)
    if said is None:
        return None
    method, server, path = said
    return Call(method, None if server is None else within(line, *server), None if path is None else within(line, *path))


@lru_cache(maxsize=1024)  # a line is asked for again for each line beside it
def _call_in(text: str) -> tuple[str | None, _Place | None, _Place | None] | None:
    """The method, the server and the path that a text with a slash in it calls, these by their characters [start, end)."""
    if _METHODS_BESIDE.search(text) is not None:
        return None
    found = _LINE.match(_REMARK.sub("", text, count=1) if text[-1] in ")." else text)
    if found and found["alone"] == "/" and found["rest"].strip():
        return None  # `POST / Fire a pot`: a bar between two titles
    if found and not _sentence(found["rest"]):
        return found["method"].upper(), _place(found, "server"), _place(found, "path") or _place(found, "alone")
    found = _HEADED.match(text) if text[0] == "#" else None
    if found:
        return found["method"], _place(found, "server"), _place(found, "path") or _place(found, "alone")
    found = _LABELLED.match(text)
    if found:
        return None, _place(found, "server"), _place(found, "path") or _place(found, "alone")
    found = _METHOD_LABEL.match(text) if ":" in text[:_MOST_OF_METHOD] else None
    if found:
        return found["method"].upper(), _place(found, "server"), _place(found, "path") or _place(found, "alone")
    found = _METHOD_RELATIVE.fullmatch(text)
    if found:
        return found["method"], None, _place(found, "alone")
    found = _ENTITLED.fullmatch(text) if text[-1] in ")]" else None
    found = found or _GLUED.fullmatch(text) or _BEHIND.fullmatch(text) or (_BADGE.fullmatch(text) if "![" in text[:12] else None)
    return (found["method"].upper(), _place(found, "server"), _place(found, "path") or _place(found, "alone")) if found else None


def method_of(text: str) -> str | None:
    """The method that a text only names, in capitals or in small letters; None where it says anything else."""
    word = text.strip("`* ")
    return word.upper() if word in METHODS or word in _SMALL else None


def read_headed(heading: Passage) -> Call | None:
    """What the text of a heading calls that has signs or a number before it: ``## 2.1. POST `/v1/pots`: Fire a pot``."""
    call = read_call(heading) if heading.text else None
    found = _HEADED.match(heading.text) if call is None and "/" in heading.text and len(heading.text) <= _MOST_OF_BLOCK else None
    if found is None:
        return call
    return Call(found["method"], _part(heading, found, "server"), _part(heading, found, "path") or _part(heading, found, "alone"))


def read_opening(line: Passage) -> Call | None:
    """What a sentence says is called that begins with it: ``- `GET /v1/pots` returns all of them.``"""
    text = line.text
    if "/" not in text or len(text) > _MOST_OF_BLOCK:
        return None
    found = _OPENING.match(text)
    if found is None:
        return None
    return Call(found["method"], _part(line, found, "server"), _part(line, found, "path") or _part(line, found, "alone"), strong=False)


def read_labelled(lines: Sequence[Passage]) -> Call | None:
    """What code says is called that is no more than labels, one of them for the method and one for the address."""
    filled = [line for line in lines if line.text]
    if not 2 <= len(filled) <= _MOST_LABELS or not all(_CODE_LABEL.match(line.text) for line in filled):
        return None
    said = [call for line in filled if (call := read_call(line)) is not None]
    method = next((call.method for call in said if call.method and call.path is None), None)
    address = next((call for call in said if call.method is None and call.path is not None), None)
    return None if method is None or address is None else replace(address, method=method, strong=False)


def read_block(line: Passage) -> Call | None:
    """What a block of a GitBook source, or a tag, says is called: `{% swagger method="post" path="/v1/x" baseUrl="https://…" %}`."""
    if line.text[:1] not in ("{", "<") or len(line.text) > _MOST_OF_BLOCK:
        return None
    if line.text[0] == "<" and (classed := _CLASSED.fullmatch(line.text)) is not None:
        server, path = _address(within(line, *classed.span("address")))
        return Call(classed["method"].upper(), server, path) if path is not None else None
    if not _BLOCK.match(line.text):
        return None
    said = {m["word"]: within(line, *m.span("value")) for m in _BLOCK_SAYS.finditer(line.text)}
    method = said["method"].text.upper() if "method" in said else ""
    base = said.get("baseUrl") or said.get("host")
    server, path = (None, None) if base is None else _address(base)
    if (shown := next((said[word] for word in _ADDRESSES if word in said), None)) is not None and shown.text.strip():
        own, path = _address(shown)
        server = own or (None if base is None else within(base, 0, len(base.text.rstrip("/"))))
    return Call(method if method in METHODS else None, server, path)


def _address(shown: Passage) -> tuple[Passage | None, Passage | None]:
    """The server and the path of an address; None for what it does not have."""
    found = _ADDRESSED.fullmatch(shown.text)
    if found is None:
        return None, shown if _RELATIVE_PATH.fullmatch(shown.text) else None
    return _part(shown, found, "server"), _part(shown, found, "path") or _part(shown, found, "alone")


def read_address(line: Passage) -> Call | None:
    """What a line calls that is nothing but an address with its server, by whatever method."""
    found = _ADDRESSED.fullmatch(line.text) if "://" in line.text and len(line.text) <= _MOST_OF_BLOCK else None
    if found is None or not found["path"]:
        return None
    return Call(None, _part(line, found, "server"), _part(line, found, "path"), strong=False)


def read_address_alone(text: Passage) -> Call | None:
    """What a text calls that is nothing but an address, by whatever method; one of a single word is none: `/`."""
    found = _ADDRESSED.fullmatch(text.text) if "/" in text.text and len(text.text) <= _MOST_OF_BLOCK else None
    path = (_part(text, found, "path") or _part(text, found, "alone")) if found is not None else None
    return Call(None, _part(text, found, "server"), path) if found is not None and path is not None and len(path.text) > 1 else None


def read_titled(heading: Passage) -> Call | None:
    """What a heading says is called behind a title: `Paint an image (POST /v1/images)`; None when it says nothing of the kind."""
    found = _TITLED.fullmatch(heading.text) if len(heading.text) <= 600 else None
    if found is None:
        return None
    path = _part(heading, found, "path") or _part(heading, found, "alone")
    return Call(found["method"], _part(heading, found, "server"), path)


def read_tabled(method: Passage, address: Passage) -> Call | None:
    """What a row with a method and an address says is called; None when these are none."""
    found = _ADDRESSED.fullmatch(address.text)
    if (word := method_of(method.text)) is None or found is None:
        return None
    return Call(word, _part(address, found, "server"), _part(address, found, "path") or _part(address, found, "alone"))


def read_base(line: Passage) -> Passage | None:
    """The address that a line says all paths are joined to."""
    found = _BASE.match(line.text) if "://" in line.text and len(line.text) <= 600 else None
    if not found:
        return None
    end = found.end("path") if found["path"] else found.end("server")
    start = found.start("server")
    return within(line, start, start + len(line.text[start:end].rstrip("/")))


def read_curl(lines: list[Passage]) -> Call | None:
    """What a curl command in a piece of code calls; the numbers of its lines may stand in it."""
    lines = [line for line in lines if not _NUMBER.fullmatch(line.text)]
    at = next((n for n, line in enumerate(lines) if _CURL.search(line.text)), None)
    if at is None:
        return None
    end = at
    while end + 1 < len(lines) and lines[end].text.endswith("\\"):
        end += 1
    command = lines[at : end + 1]
    method = next((m["method"] for line in command if (m := _CURL_METHOD.search(line.text))), None)
    sent = any(_CURL_DATA.search(line.text) for line in command)
    for line in command:
        if found := _CURL_ADDRESS.search(line.text):
            known = method if method in METHODS else "POST" if sent else "GET"
            return Call(known, _part(line, found, "server"), _part(line, found, "path"), strong=False)
    return None


def read_request(lines: Sequence[Passage]) -> Call | None:
    """What a request in a piece of code calls: its first line, that says it is HTTP, or has queries, headers or nothing at all below it."""
    filled = [line for line in lines if line.text]
    call = read_call(filled[0]) if filled else None
    if call is None or call.method is None or call.path is None:
        return None
    alone = len(filled) == 1 or " HTTP/" in filled[0].text or _BELOW_REQUEST.match(filled[1].text)
    return replace(call, strong=False) if alone else None


def server_of(path: Passage | None, curls: Iterable[Call]) -> Passage | None:
    """The server of the command that calls a path, whatever it has in place of the path's parameters; None without one.

    What a command has between its server and the path (`https://api.example/v1` of `/kites`) belongs to the server.
    """
    if path is None:
        return None
    parts = templated(path.text).rstrip("/").split("/")
    below: Passage | None = None
    for call in curls:
        shown = templated(call.path.text).rstrip("/").split("/") if call.server and call.path else []
        ends = shown[-len(parts) + 1 :] if len(parts) > 1 else []
        if not ends or len(ends) != len(parts) - 1 or not all(a == b or (a[:1] == "{" and b) for a, b in zip(parts[1:], ends, strict=True)):
            continue
        if len(shown) == len(parts):
            return call.server
        below = below or _with_base(call, len(shown) - len(parts))
    return below


def _with_base(call: Call, many: int) -> Passage | None:
    """The server of a call with the first parts of its path; None where these hold a parameter."""
    if call.server is None or call.path is None or call.path.span.start != call.server.span.end:
        return None
    base = "/".join(call.path.text.split("/")[: many + 1])
    if templated(base) != base:
        return None
    span = call.server.span
    return Passage(call.server.text + base, Span(span.page, span.first, span.last, span.start, span.end + len(base)), call.server.level)


def _part(line: Passage, found: re.Match[str], group: str) -> Passage | None:
    place = _place(found, group)
    return None if place is None else within(line, *place)


def _place(found: re.Match[str], group: str) -> _Place | None:
    if not found[group]:
        return None
    text = found[group].rstrip(".:*-") or found[group][:1]
    return found.start(group), found.start(group) + len(text)


def _sentence(rest: str) -> bool:
    """Whether words behind an address make the line a sentence that only mentions it."""
    if _TITLE.match(rest):
        return False
    return (
        len(rest.split()) > 6
        or rest.rstrip().endswith((".", ";", ","))
        or bool(re.match(r"\s*(?:to|for|with|and|is|will|returns?)\b", rest))
    )


def calls(lines: list[Passage]) -> Iterator[tuple[int, Call]]:
    """The lines that say what is called, by their index."""
    for n, line in enumerate(lines):
        if line.text and (call := read_call(line)):
            yield n, call
