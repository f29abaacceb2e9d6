"""Pages from the web, politely: one page, its Markdown twin first, nothing that the site asks robots not to read.

An address in, its text out. Redirects are followed on the same site alone; time and size have limits; nothing is
fetched that was not asked for, except /robots.txt and the same address with `.md`, which documentation sites serve.
"""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.robotparser import RobotFileParser

from swornspec.errors import PageError

if TYPE_CHECKING:
    import httpx

KEPT: Final = Path(".swornspec", "pages")
"""Where fetched pages are kept."""

LARGEST: Final = 8 * 1024 * 1024
"""Bytes of a page that are read at most."""
_SECONDS: Final = 20.0
_MOST_REDIRECTS: Final = 5
_AGENT: Final = "swornspec"
_BY_HAND: Final = "save the page in your browser instead"
_TEXT: Final = re.compile(r"text/|application/(?:xhtml\+xml|json|yaml|x-yaml)|\+(?:json|xml|yaml)")
_SUFFIXES: Final = {"text/html": ".html", "text/markdown": ".md", "application/json": ".json", "application/xhtml+xml": ".html"}
_WORD: Final = re.compile(r"[A-Za-z0-9]+")


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as it arrived: its own address, a file name for it, its bytes, and the moment (UTC) it came."""

    address: str
    name: str
    content: bytes
    when: datetime


def gathered(pages: Sequence[str], say: Callable[[str], None] = lambda _: None) -> dict[Path, Fetched | None]:
    """The files of some pages, each a file or an address; what is fetched is kept below .swornspec/pages, with its address and date."""
    found: dict[Path, Fetched | None] = {}
    for page in pages:
        if not is_address(page):
            found[Path(page)] = None
            continue
        fetched = fetch(page, say)
        path = KEPT / fetched.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(fetched.content)
        origin = {"address": fetched.address, "fetched": f"{fetched.when:%Y-%m-%dT%H:%M:%SZ}"}
        path.with_name(f"{path.name}.origin").write_text(json.dumps(origin) + "\n", encoding="utf-8")
        say(f"kept as {path}")
        found[path] = fetched
    return found


def is_address(text: str) -> bool:
    """Whether an argument is an address rather than a file."""
    return text.startswith(("https://", "http://"))


def fetch(address: str, say: Callable[[str], None] = lambda _: None, client: "httpx.Client | None" = None) -> Fetched:
    """A page, in Markdown where the site serves it so. PageError says why there is none."""
    import httpx

    with client or httpx.Client(timeout=_SECONDS, headers={"User-Agent": _AGENT, "Accept-Encoding": "gzip"}) as http:
        try:
            url = httpx.URL(address)
            robots = _robots(http, url)
            for candidate in _candidates(url):
                if robots is not None and not robots.can_fetch(_AGENT, str(candidate)):
                    raise PageError("the site's robots.txt asks not to read it", where=address, mend=_BY_HAND)
                found = _page(http, candidate, twin=candidate != url)
                if found is not None:
                    say(f"{found.address}: {len(found.content)} bytes")
                    return found
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
            reason = str(error) or type(error).__name__
            raise PageError(f"cannot fetch the page: {reason}", where=address, mend=_BY_HAND) from error
    raise PageError("there is no page", where=address)


def _candidates(url: "httpx.URL") -> "list[httpx.URL]":
    """The addresses to try: the page's Markdown twin, then the page itself."""
    last = url.path.rstrip("/").rsplit("/", 1)[-1]
    twin = url.copy_with(path=f"{url.path.rstrip('/')}.md", query=None, fragment=None)
    return [twin, url] if last and "." not in last else [url]


def _robots(http: "httpx.Client", url: "httpx.URL") -> RobotFileParser | None:
    """What the site asks of robots (RFC 9309); None where it asks nothing."""
    answer = _get(http, url.copy_with(path="/robots.txt", query=None, fragment=None), 512 * 1024)
    if answer is None or answer[0].status_code != 200:
        return None
    parser = RobotFileParser()
    parser.parse(answer[1].decode("utf-8", "replace").splitlines())
    return parser


def _page(http: "httpx.Client", url: "httpx.URL", *, twin: bool) -> Fetched | None:
    """The page at an address; None where a twin is none."""
    answer = _get(http, url, LARGEST)
    kind = "" if answer is None else answer[0].headers.get("content-type", "").split(";")[0].strip().lower()
    if twin and (answer is None or answer[0].status_code != 200 or kind not in ("text/markdown", "text/plain", "text/x-markdown")):
        return None
    if answer is None:
        raise PageError("the address leads to another site", where=str(url), mend="give the address that it leads to")
    response, content = answer
    if response.status_code != 200:
        raise PageError(f"the server answered {response.status_code}", where=str(url), mend="open it in a browser, and save it from there")
    if kind and not _TEXT.search(kind):
        raise PageError(f"it is {kind[:60]}, no text", where=str(url))
    words = "-".join(_WORD.findall(response.url.path)[-4:]).lower().removesuffix("-md")[:80]
    suffix = ".md" if twin else _SUFFIXES.get(kind, ".txt")
    return Fetched(str(response.url), f"{words or 'page'}{suffix}", content, datetime.now(UTC))


def _get(http: "httpx.Client", url: "httpx.URL", most: int) -> "tuple[httpx.Response, bytes] | None":
    """A response and its body, after redirects on the same site; None where they lead to another."""
    first = url
    for _ in range(_MOST_REDIRECTS + 1):
        with http.stream("GET", url, follow_redirects=False) as response:
            if not response.has_redirect_location:
                return response, _body(response, most)
            url = response.url.join(response.headers["location"])
        if url.scheme not in ("http", "https") or _site(url) != _site(first) or (first.scheme, url.scheme) == ("https", "http"):
            return None
    raise PageError(f"it leads on and on, over {_MOST_REDIRECTS} times", where=str(first))


def _site(url: "httpx.URL") -> tuple[str, int | None]:
    return url.host.removeprefix("www."), url.port


def _body(response: "httpx.Response", most: int) -> bytes:
    content = bytearray()
    for piece in response.iter_bytes():
        content += piece
        if len(content) > most:
            raise PageError(f"it is longer than {most} bytes", where=str(response.url), mend="save the part about the operation")
    return bytes(content)
