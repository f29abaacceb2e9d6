"""Progress is a bar on a terminal, plain lines elsewhere, and nothing where quiet is asked for; results are never mixed with it."""

import os
import pty
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

PUMPS = Path(__file__).parents[1] / "contract" / "pumps.yaml"
COMMAND = [sys.executable, "-m", "swornspec", "test", str(PUMPS), "--only", "unauthorized"]


def on_a_terminal(*options: str, command: Sequence[str] = COMMAND) -> tuple[str, str]:
    """Standard output, and what a terminal on standard error shows."""
    ours, theirs = pty.openpty()
    environment = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "CI")} | {"TERM": "xterm", "COLUMNS": "100"}
    process = subprocess.Popen([*command, *options], stdout=subprocess.PIPE, stderr=theirs, env=environment)
    os.close(theirs)
    shown = b""
    while True:
        try:
            part = os.read(ours, 65_536)
        except OSError:  # the terminal's other end is closed
            break
        if not part:
            break
        shown += part
    os.close(ours)
    stdout, _ = process.communicate(timeout=60)
    return stdout.decode(), shown.decode()


def test_a_terminal_sees_a_bar_and_the_result_is_clean() -> None:
    stdout, shown = on_a_terminal()

    assert "12/12" in shown
    assert "\x1b[" in shown
    assert "\x1b" not in stdout
    assert stdout.endswith("12 cases run, 12 passed, 0 failed\n")


def test_quiet_shows_nothing() -> None:
    assert on_a_terminal("-q")[1] == ""


def test_elsewhere_lines_are_plain() -> None:
    done = subprocess.run(COMMAND, capture_output=True, text=True, check=True, timeout=60)

    assert done.stderr.splitlines() == ["deriving the cases of pumps", "sending up to 12 requests to our mock"]


def test_a_build_says_on_a_terminal_what_it_is_at_and_leaves_nothing_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "specs" / "press"
    (folder / "pages").mkdir(parents=True)
    (folder / "api.yaml").write_text("api: press\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    stdout, shown = on_a_terminal(command=[sys.executable, "-m", "swornspec", "build"])

    assert stdout == ""
    assert "building press" in shown
    assert "\x1b[" in shown
    assert "swornspec: specs/press/api.yaml:1: " in shown
