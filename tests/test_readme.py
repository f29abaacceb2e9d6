"""The README shows what really happens: each example is run, and its output compared (or rewritten by `make accept`)."""

import json
import os
import re
import shlex
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.walk import ROOT, walked

README = ROOT / "README.md"
BLOCK = re.compile(r"^```console\n(.*?)^```$|^```python\n(.*?)^```\n\n```text\n.*?^```$", re.MULTILINE | re.DOTALL)
PORT = "8080"


def test_readme_shows_what_happens(golden: Callable[[Path, str], None]) -> None:
    text = README.read_text(encoding="utf-8")

    with mock(text) as (first, port):
        real = BLOCK.sub(lambda found: block(found, first, port), text)

    golden(README, real)


def block(found: re.Match[str], first: str, port: str) -> str:
    """A block with the output that its commands, or its program, really have."""
    console, program = found.groups()
    if program is not None:
        return f"```python\n{program}```\n\n```text\n{run([sys.executable, '-c', program])}```"
    shown = []
    for command in re.findall(r"^\$ (.*)$", console, re.MULTILINE):
        output = first if " mock " in command else answer(command, port) if command.startswith("curl") else run(["sh", "-c", here(command)])
        shown.append(f"$ {command}\n{output}")
    return f"```console\n{''.join(shown)}```"


def here(command: str) -> str:
    """A command with the interpreter that runs the tests in the place of the virtual environment's."""
    python = shlex.quote(sys.executable)
    programs = {".venv/bin/swornspec": f"{python} -m swornspec", ".venv/bin/python": python}
    return re.sub(r"\.venv/bin/\w+", lambda found: programs[found[0]], command)


def run(arguments: list[str]) -> str:
    clients = os.pathsep.join(str(p) for p in sorted((ROOT / "generated").glob("*_client")))
    done = subprocess.run(arguments, cwd=ROOT, env={**os.environ, "PYTHONPATH": clients}, capture_output=True, text=True, check=False)
    assert done.stdout, f"{arguments} printed nothing; {done.stderr}"
    return done.stdout


def answer(command: str, port: str) -> str:
    """What curl would print; curl need not be there."""
    words = shlex.split(command.split(" | ")[0])
    headers = dict(words[n + 1].split(": ") for n, word in enumerate(words) if word == "-H")
    data = words[words.index("-d") + 1].encode()
    [address] = [word for word in words if word.startswith("http://")]
    request = urllib.request.Request(address.replace(PORT, port), data, headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as response:
            content = response.read()
    except urllib.error.HTTPError as error:
        content = error.read()
    if "json.tool" in command:
        return json.dumps(json.loads(content), indent=4) + "\n"
    return f"{content.decode()}\n"


@contextmanager
def mock(text: str) -> Iterator[tuple[str, str]]:
    """The mock server of the README on a free port: its first line of output, and the port."""
    [command] = re.findall(r"^\$ \.venv/bin/swornspec (mock .*)$", text, re.MULTILINE)
    arguments = shlex.split(command.replace(PORT, "0"))
    server = subprocess.Popen(
        [sys.executable, "-m", "swornspec", *arguments], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        assert server.stdout is not None
        line = server.stdout.readline()
        port = re.findall(r":(\d+)/", line)[0]
        yield line.replace(port, PORT), port
    finally:
        server.terminate()
        server.communicate(timeout=10)


def test_your_own_api_takes_what_the_readme_says(golden: Callable[[Path, str], None], tmp_path: Path) -> None:
    text = README.read_text(encoding="utf-8")
    start = text.index("## Your own API in five minutes")
    section = text[start : text.index("\n## ", start)]

    real = walked(section.replace("$PWD/.venv/bin", shlex.quote(str(tmp_path))), ROOT, tmp_path)

    golden(README, text.replace(section, real.replace(shlex.quote(str(tmp_path)), "$PWD/.venv/bin")))
