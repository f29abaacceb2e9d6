"""Pages come from the web politely: the Markdown twin first, the same site alone, what robots may read, within limits."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.cli.site import HTML, MARKDOWN, Answer, Site

from swornspec.cli import fetch as fetching
from swornspec.cli.fetch import fetch
from swornspec.cli.main import cli
from swornspec.errors import PageError

MOSAIC = (Path(__file__).parents[1] / "cases" / "mosaic" / "page.md").read_bytes()


@pytest.fixture
def sites() -> Iterator[list[Site]]:
    started: list[Site] = []
    yield started
    for site in started:
        site.close()


def site(sites: list[Site], pages: dict[str, Answer]) -> Site:
    sites.append(Site(pages))
    return sites[-1]


def test_the_markdown_twin_of_a_page_comes_first(sites: list[Site]) -> None:
    here = site(sites, {"/api/tiles.md": (200, MARKDOWN, MOSAIC), "/api/tiles": (200, HTML, b"<p>")})

    found = fetch(f"{here.address}/api/tiles?tab=1#top")

    assert (found.name, found.content, found.address) == ("api-tiles.md", MOSAIC, f"{here.address}/api/tiles.md")
    assert here.asked == ["/robots.txt", "/api/tiles.md"]


@pytest.mark.parametrize("twin", [(404, HTML, b""), (200, HTML, b"<html>our single page</html>")])
def test_a_page_without_a_twin_is_taken_itself(sites: list[Site], twin: Answer) -> None:
    here = site(sites, {"/api/tiles.md": twin, "/api/tiles": (200, HTML, b"<p>tiles</p>")})

    assert fetch(f"{here.address}/api/tiles").name == "api-tiles.html"


def test_robots_are_told_what_they_may_not_read(sites: list[Site]) -> None:
    here = site(
        sites, {"/robots.txt": (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /api/\n"), "/api/x": (200, HTML, b"x")}
    )

    with pytest.raises(PageError, match=r"robots\.txt asks not to read it"):
        fetch(f"{here.address}/api/x")

    assert here.asked == ["/robots.txt"]


def test_redirects_stay_on_the_site(sites: list[Site]) -> None:
    other = site(sites, {"/api/x": (200, HTML, b"elsewhere")})
    here = site(
        sites,
        {
            "/a": (302, {"Location": "/b"}, b""),
            "/b": (200, HTML, b"here"),
            "/away": (302, {"Location": f"{other.address}/api/x"}, b""),
            "/round": (302, {"Location": "/round"}, b""),
        },
    )

    assert fetch(f"{here.address}/a").content == b"here"
    with pytest.raises(PageError, match="leads to another site"):
        fetch(f"{here.address}/away")
    with pytest.raises(PageError, match="leads on and on"):
        fetch(f"{here.address}/round")

    assert other.asked == []


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ((500, HTML, b""), "the server answered 500"),
        ((200, {"Content-Type": "image/png"}, b"\x89PNG"), "it is image/png, no text"),
        ((200, HTML, b"x" * 2000), "longer than 1000 bytes"),
        ((200, {**HTML, "Content-Encoding": "gzip"}, gzip.compress(b"x" * 1_000_000)), "longer than 1000 bytes"),
        ((200, {**HTML, "Content-Encoding": "gzip"}, b"no gzip"), "cannot fetch the page"),
    ],
)
def test_what_is_no_page_is_refused(sites: list[Site], monkeypatch: pytest.MonkeyPatch, answer: Answer, said: str) -> None:
    monkeypatch.setattr(fetching, "LARGEST", 1000)
    here = site(sites, {"/page.html": answer})

    with pytest.raises(PageError, match=said):
        fetch(f"{here.address}/page.html")


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/page", "http://", "https://[bad", "http://exa mple/x"])
def test_an_address_that_leads_nowhere_is_one_message(address: str) -> None:
    with pytest.raises(PageError):
        fetch(address)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["--quiet", *arguments])


def test_read_and_init_take_addresses_and_keep_what_they_fetch(sites: list[Site], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    here = site(sites, {"/docs/tiles.md": (200, MARKDOWN, MOSAIC)})

    read = run("read", f"{here.address}/docs/tiles")

    assert read.exit_code == 0, read.output
    assert "/mosaics/{workshop_id}/tiles:" in read.stdout
    assert Path(".swornspec/pages/docs-tiles.md").read_bytes() == MOSAIC
    assert f'"address": "{here.address}/docs/tiles.md"' in Path(".swornspec/pages/docs-tiles.md.origin").read_text()

    started = run("init", "mosaic", f"{here.address}/docs/tiles", "--yes")

    assert started.exit_code == 0, started.output
    assert Path("specs/mosaic/pages/docs-tiles.md").read_bytes() == MOSAIC
    assert f'documentation: "{here.address}/docs/tiles.md"' in Path("specs/mosaic/api.yaml").read_text()
