"""A browser for the tests of pages: Debian's Chromium, or the one that CHROMIUM names."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, expect, sync_playwright

expect.set_options(timeout=60_000)  # nothing takes long; a machine that runs many tests may
_NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="module")  # Playwright runs an event loop in this thread, which other modules could not begin one beside
def browser() -> Iterator[Browser]:
    """A browser without a window; where there is none these tests are skipped, and fail on CI."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        why = "there is no Chromium on this machine: run `make setup-browser` as root, or name one in CHROMIUM"
        (pytest.skip if os.environ.get("CI", "") in ("", "0", "false") else pytest.fail)(why)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found)
        yield opened
        opened.close()


@pytest.fixture
def opened(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open a file in a page of its own; what the page complains about, asks for elsewhere or pops up fails the test."""
    trouble: list[str] = []
    contexts = []

    def asked(request: Request) -> None:
        if not request.url.startswith("file://"):
            trouble.append(f"asked for {request.url}")

    def open_file(path: Path, width: int = 1280, **options: object) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: trouble.append(message.text))
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("dialog", lambda dialog: trouble.append(f"a dialog: {dialog.message}"))
        page.on("request", asked)
        page.goto(path.resolve().as_uri())
        return page

    yield open_file
    for context in contexts:
        context.close()
    assert trouble == []
