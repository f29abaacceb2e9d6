"""`swornspec build --watch` builds again when a page changes, shows what that changed, and outlives what cannot be built."""

import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest
from click.testing import CliRunner

from swornspec.cli.main import cli
from swornspec.report.changed import changed_as_text

PAGE = "Print pages\n\nPOST\n\n/v1/print\n\nPrints a text.\n\nRequest Body\n\ntext required\n\nstring\n\nThe text to print.\n"
ANNOTATIONS = """\
api: printer
title: Printer
version: "1"
evidence: made up
servers: [{url: https://printer.example, evidence: made up}]
auth: {bearer: {type: http, scheme: bearer, environment: [PRINTER_KEY], evidence: made up}}
operations:
  print_pages:
    page: print.txt
    evidence: made up
    fields:
      - {name: text, fingerprint: tmmdvtsp}
    responses:
      '200': {description: Printed., evidence: made up}
"""


_INTERRUPTIBLE = """\
import runpy, signal
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell that runs the tests in the background has it ignored
runpy.run_module("swornspec", run_name="__main__")
"""


class Watching:
    """A watcher at work, and what it says on both of its streams."""

    def __init__(self, root: Path) -> None:
        command = [sys.executable, "-c", _INTERRUPTIBLE, "build", "--watch"]
        self.process = subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.heard: queue.SimpleQueue[str] = queue.SimpleQueue()
        for stream in (self.process.stdout, self.process.stderr):
            threading.Thread(target=self._listen, args=(stream,), daemon=True).start()

    def _listen(self, stream: IO[str]) -> None:
        for line in stream:
            self.heard.put(line)

    def until(self, words: str) -> str:
        """All that is said until some words are."""
        said = ""
        while words not in said:
            said += self.heard.get(timeout=60)
        return said


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "specs" / "printer"
    (folder / "pages").mkdir(parents=True)
    (folder / "pages" / "print.txt").write_text(PAGE, encoding="utf-8")
    (folder / "api.yaml").write_text(ANNOTATIONS, encoding="utf-8")
    return tmp_path


@pytest.fixture
def watching(pages: Path) -> Iterator[Watching]:
    made = Watching(pages)
    try:
        yield made
    finally:
        made.process.kill()
        made.process.wait()


def test_a_change_is_built_and_shown_a_mistake_is_told_and_an_interrupt_ends_it(pages: Path, watching: Watching) -> None:
    page, document = pages / "specs/printer/pages/print.txt", pages / "specs/printer/openapi.yaml"
    watching.until("watching specs")
    first = document.read_text(encoding="utf-8")

    page.write_text(PAGE.replace("Prints a text.", "Prints some text."), encoding="utf-8")
    shown = watching.until("built in ")
    page.write_text(PAGE.replace("The text to print.", "Any text."), encoding="utf-8")
    refused = watching.until("mend: ")
    page.write_text(PAGE, encoding="utf-8")
    watching.until("built in ")
    watching.process.send_signal(signal.SIGINT)

    assert "changed: specs/printer/pages/print.txt" in shown
    assert "the page has changed since the entry was written" in refused
    assert document.read_text(encoding="utf-8") == first
    assert watching.process.wait(timeout=60) == 0
    watching.until("stopped")


def test_watching_goes_with_neither_checking_nor_nothing_to_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    assert CliRunner().invoke(cli, ["build", "--watch", "--check"]).exit_code == 2
    done = CliRunner().invoke(cli, ["build", "--watch"])
    assert (done.exit_code, done.stderr) == (2, "swornspec: there are no APIs here (specs/API/api.yaml and pages/)\n")


def document(most: int, more: str = "") -> bytes:
    schema = f"{{type: object, properties: {{copies: {{type: integer, maximum: {most}}}}}}}"
    body = f"requestBody: {{content: {{application/json: {{schema: {schema}}}}}}}"
    operation = f"    post:\n      operationId: print_pages\n      {body}\n      responses: {{'200': {{description: Printed.}}}}\n"
    return f"openapi: 3.1.0\ninfo: {{title: Printer, version: '1'}}\npaths:\n  /print:\n{operation}{more}".encode()


def test_what_changed_is_said_in_words_and_then_line_by_line() -> None:
    text = changed_as_text("openapi.yaml", document(8), document(4))

    said, *lines = text.splitlines()
    assert said.startswith("  breaking: print_pages.copies: ")
    assert [line[2] for line in lines if "maximum" in line] == ["-", "+"]
    assert changed_as_text("openapi.yaml", document(8), document(8)) == ""


def test_a_long_change_is_cut_and_a_document_that_was_broken_is_said_to_be() -> None:
    comments = "".join(f"# {n}\n" for n in range(100))

    assert changed_as_text("openapi.yaml", document(8), document(8, comments)).endswith("\n  and 62 lines more\n")
    assert changed_as_text("openapi.yaml", b"[", document(8)).startswith("  not compared: openapi.yaml:")
    assert "\x1b[32m+" in changed_as_text("openapi.yaml", b"", document(8), colour=True)
    assert "\x1b" not in changed_as_text("openapi.yaml", b"", document(8, "# \x1b[2J\n"))
