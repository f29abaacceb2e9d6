"""The report in a browser: a click on a sentence shows what it states; keyboard, filters, no script, narrow, dark and printed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from swornspec.contract.case import Kind
from swornspec.contract.derive import plan
from swornspec.digest import digest
from swornspec.report.html import overview_as_html
from swornspec.report.overview import overview
from swornspec.report.results import results_in
from swornspec.spec.document import load_document

Opened = Callable[..., Page]
ROOT = Path(__file__).parents[2]
APIS = ("leonardo", "scenario", "stablecog")
RULE = "If width is over 100, must be at most 4."
HOSTILE = """</script><script>alert(1)</script><img src=x onerror=alert(2)><svg onload=alert(3)> "x' <a href="javascript:alert(4)">go</a>"""
PAGE = f"""\
Print {HOSTILE}

POST

/v1/print

Prints. {HOSTILE}

Request Body

width

min10  max200 | int

The width. The value should be a multiple of 5.

{HOSTILE}

copies

int

How many copies. {RULE} We recommend 2 copies. It must not be odd on Sundays.
"""


def written(document: Path, out: Path, *, failing: str = "") -> Path:
    """The report of a document; with `failing`, every request that breaks this constraint was accepted, and all others were right."""
    read = load_document(document)
    plans = [plan(read, e) for e in read.endpoints]
    results = None
    if failing:
        wrong = [c.id for p in plans for c in p.cases if c.constraint == failing and c.kind is Kind.INVALID]
        shows = {"fault": {"title": "an invalid request was accepted"}, "expected": "a refusal", "actual": "200", "answer": HOSTILE}
        source = {"path": document.as_posix(), "sha256": digest(document.read_bytes())}
        passed = [c.id for p in plans for c in p.cases if c.id not in wrong]
        failures = [{"id": name, **shows} for name in wrong]
        run = {"version": 1, "document": source, "server": None, "cases": {"run": 3}, "failures": failures, "passed": passed}
        results = results_in(run, "run.json")
    out.write_text(overview_as_html(overview(read, document, read.endpoints, plans, results)), encoding="utf-8")
    return out


@pytest.fixture
def printer(tmp_path: Path, documented: Callable[..., Path]) -> Path:
    folder = documented(tmp_path / "specs/printer", PAGE, title=HOSTILE, evidence=HOSTILE)
    return written(folder / "openapi.yaml", tmp_path / "report.html", failing="copies-at-most-when-width")


def visible(page: Page) -> int:
    return page.locator("details.statement:visible").count()


def test_a_sentence_shows_what_it_states_and_how_it_went(printer: Path, opened: Opened) -> None:
    page = opened(printer)
    page.get_by_role("link", name=RULE).first.click()
    card = page.locator("details.statement:visible")

    expect(card).to_have_count(1)
    expect(card).to_have_attribute("open", "")
    expect(card.locator("summary")).to_contain_text("copies must be at most 4 when width is over 100")
    expect(card.locator("summary")).to_contain_text("failed")
    expect(card.locator(".counterexample")).to_contain_text('"copies": 5')
    expect(card.locator(".counterexample")).to_contain_text(HOSTILE)
    expect(card.locator(".cases tbody tr").first).to_contain_text("failed")
    assert card.locator(".cases tbody tr").count() > 1


def test_everything_can_be_done_with_keys(printer: Path, opened: Opened) -> None:
    page = opened(printer)
    rule = page.get_by_role("link", name=RULE).first
    rule.focus()
    page.keyboard.press("Enter")
    expect(page.locator("details.statement:visible")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(rule).to_be_focused()
    assert visible(page) > 5
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("link", name="We recommend 2 copies.").first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(rule).to_be_focused()


def test_filters_choose_statements_and_colours(printer: Path, opened: Opened) -> None:
    page = opened(printer)
    whole = visible(page)
    page.get_by_label("Status").select_option("failed")
    expect(page.locator("details.statement:visible")).to_have_count(1)
    page.get_by_role("button", name="Clear").click()
    expect(page.locator("details.statement:visible")).to_have_count(whole)
    page.get_by_label("Field").select_option("width")
    assert 3 < visible(page) < whole
    page.get_by_label("Words").fill("multiple of")
    expect(page.locator("details.statement:visible")).to_have_count(1)
    page.get_by_role("checkbox", name="keyword").uncheck()
    expect(page.locator("#nothing")).to_be_visible()
    expect(page.get_by_text("The value should be a multiple of 5.", exact=True).first).to_have_class("s keyword off")


def test_an_address_with_a_statement_opens_it(printer: Path, opened: Opened) -> None:
    page = opened(printer)
    page.evaluate("location.hash = '#s2'")

    expect(page.locator("#s2")).to_have_attribute("open", "")


def test_without_a_script_everything_is_there(printer: Path, opened: Opened) -> None:
    page = opened(printer, java_script_enabled=False)
    rule = page.get_by_role("link", name=RULE).first

    expect(page.locator("#filters")).to_be_hidden()
    expect(page.locator("details.statement .facts").first).to_be_visible()
    assert visible(page) == page.locator("details.statement").count()
    rule.click()
    target = page.locator(rule.get_attribute("href") or "")
    expect(target).to_be_in_viewport()
    expect(target).to_contain_text("copies must be at most 4 when width is over 100")


def test_hostile_text_stays_text(printer: Path, opened: Opened) -> None:
    page = opened(printer)
    page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")

    expect(page.locator("h1")).to_have_text(HOSTILE)
    assert page.locator("img, main svg, script").count() == 2
    assert page.locator("a:not([href^='#'])").count() == 0


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (320, "light")])
def test_no_barrier_is_found_by_axe(printer: Path, opened: Opened, width: int, scheme: str) -> None:
    page = opened(printer, width, color_scheme=scheme)
    first = Axe().run(page)
    page.get_by_role("link", name=RULE).first.click()
    second = Axe().run(page)

    assert first.violations_count == 0, first.generate_report()
    assert second.violations_count == 0, second.generate_report()


def test_nothing_is_cut_off_on_a_narrow_screen(printer: Path, opened: Opened) -> None:
    page = opened(printer, 320)
    page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")

    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_print_shows_every_statement_and_no_control(printer: Path, opened: Opened) -> None:
    page = opened(printer)
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    cards = page.locator("details.statement")

    assert [cards.nth(n).evaluate("d => d.open") for n in range(cards.count())] == [True] * cards.count()
    expect(page.locator("#filters")).to_be_hidden()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator("details[open]").count() == 0


@pytest.mark.parametrize("api", APIS)
def test_reports_of_the_apis_are_small_and_work(api: str, tmp_path: Path, opened: Opened) -> None:
    report = written(ROOT / "specs" / api / "openapi.yaml", tmp_path / f"{api}.html")
    page = opened(report)
    whole = visible(page)
    page.locator("a.s.rule").first.click()

    assert report.stat().st_size < 2_000_000
    assert whole > 30
    assert visible(page) in range(1, 10)
