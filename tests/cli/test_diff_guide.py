"""docs/diff.md shows what really happens: each example is run, and its output compared (or rewritten by `make accept`)."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "diff.md"


def test_the_guide_shows_what_happens(golden: Callable[[Path, str], None]) -> None:
    text = GUIDE.read_text(encoding="utf-8")

    real = re.sub(r"^```console\n\$ (.*)\n(?:.*\n)*?```$", block, text, flags=re.MULTILINE)

    golden(GUIDE, real)


def block(found: re.Match[str]) -> str:
    python = shlex.quote(sys.executable)
    command = found[1].replace("swornspec", f"{python} -m swornspec", 1).replace("| python ", f"| {python} ")
    done = subprocess.run(["sh", "-c", command], cwd=ROOT, env=dict(os.environ), capture_output=True, text=True, check=False)
    assert done.stdout, f"{command} printed nothing; {done.stderr}"
    return f"```console\n$ {found[1]}\n{done.stdout.rstrip()}\n```"
