"""Examples in documents, run as a reader would run them.

The `sh` blocks of a page are run one after the other in one shell, with `swornspec` and `python` on the path; the `text` block
after one of them shows what it prints, and a block without one prints nothing. A block that cannot be run stands below a comment:

    <!-- not run: it needs the network -->
"""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
_FENCE = re.compile(r"^(?:<!-- not run: (?P<why>[^\n]+) -->\n)?```(?P<language>\w+)\n(?P<content>.*?)^```$", re.MULTILINE | re.DOTALL)
_MARK = "=========="  # between what two blocks print


@dataclass(frozen=True, slots=True)
class Block:
    """A block of code: its language, its text, where that stands in the page, and why it is not run, if it is not."""

    language: str
    content: str
    start: int
    end: int
    why: str | None


def blocks(text: str) -> list[Block]:
    """All blocks of a page, in order."""
    found = _FENCE.finditer(text)
    return [Block(f["language"], f["content"], f.start("content"), f.end("content"), f["why"]) for f in found]


def walked(text: str, at: Path, programs: Path, **settings: str) -> str:
    """A page with what its `sh` blocks really print, run in a folder; `programs` is a folder for the programs on the path."""
    for name, command in (("swornspec", "-m swornspec "), ("python", "")):
        (programs / name).write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} {command}"$@"\n', encoding="utf-8")
        (programs / name).chmod(0o755)
    steps = [block for block in blocks(text) if block.language in ("sh", "text") and block.why is None]
    script = "set -e\n" + "".join(f"{block.content}echo {_MARK}\n" for block in steps if block.language == "sh")
    settings = {"PATH": f"{programs}{os.pathsep}{os.environ['PATH']}", **settings}
    done = subprocess.run(
        ["sh", "-c", script], cwd=at, env={**os.environ, **settings}, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    printed = done.stdout.split(f"{_MARK}\n")
    for block, output in reversed(list(_shown(steps, printed))):
        text = f"{text[: block.start]}{output}{text[block.end :]}"
    return text


def _shown(steps: list[Block], printed: list[str]) -> Iterator[tuple[Block, str]]:
    """Each block of output with what belongs into it."""
    outputs = iter(printed)
    for block, after in zip(steps, [*steps[1:], None], strict=True):
        if block.language == "sh":
            output = next(outputs)
            if after is not None and after.language == "text":
                yield after, output
            else:
                assert output == "", f"nothing shows what this prints: {block.content}"
