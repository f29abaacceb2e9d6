r"""Where code begins and ends on a page that was copied from a browser: fences, JSON, commands, numbered lines, programs.

The lines of a page go in; the first and last line of each piece of code come out.

    curl https://api.example.com/v1/kites \        import kites
      -d '{"size": 2}'                             client = kites.Client()

A command goes on while its lines do, a program while its lines look like code.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Final

from swornspec.page.sample import sample_ends
from swornspec.text import Passage

LANGUAGES: Final = frozenset(
    (
        *("curl", "http", "shell", "bash", "cli", "json", "python", "javascript", "typescript", "node", "node.js", "go"),
        *("java", "kotlin", "swift", "ruby", "php", "c#", "csharp", "rust", "terraform"),
    )
)
_COMMAND: Final = re.compile(r"(?:[$>]\s*)?curl\s+(?:-|--|\\|[\"']?(?:https?://|\$)).*")
_ARGUMENT: Final = re.compile(r"(?:>\s*)?(?:-[A-Za-z]\s|--[a-z][a-z-]+[\s=]).*")
_PROGRAM: Final = re.compile(
    r"(?:import\s+[\w.{*]+.*|from\s+[\w.]+\s+import\s.*|(?:const|let|var)\s+[\w{].*=.*|require\s+[\"'].*|using\s+[\w.]+;|package\s+\w+;?|\w{1,40}\s*=\s*[\w.]{1,80}\(.*"
    r"|npm install .*|pip install .*|<\?php)"
)
_WORDS: Final = ("import", "from", "require", "using", "package", "npm", "pip", "<?php")  # what such a line begins with that has no `=`
_FIRST: Final = frozenset("`$>c1" + "".join(word[0] for word in _WORDS))  # what code begins with, if it has no `=`
_INSIDE: Final = re.compile(
    r"(?:[})\]\"'#]|//|\.\w|import\b|from\s+\w+\s+import\b|const\b|let\b|var\b|print\(|console\.|await\b|client\.|return\b).*"
    r"|.*[{(\[,;\\]|[\w.]{1,80}\s?[=:]\s?[\"'\w\[{(].{0,300}|[\w.]{1,80}\(.{0,300}\)"
)
_SENTENCE: Final = re.compile(r"[A-Z][^=(){}\[\]\"';]{20,}[.:]")
_NUMBERED: Final = re.compile(r"(?P<number>[1-9]\d{0,3})(?:\t.*)?")
_MOST_APART: Final = 3  # lines between the numbers of two lines of code


def fences_code(text: str) -> bool:
    """Whether a line begins or ends a piece of code: three backticks that a word stands between begin a line of prose."""
    return text.startswith("```") and "`" not in text.lstrip("`")


def code_ends(lines: Sequence[Passage]) -> dict[int, int]:
    """For each line with which code begins, the index of the line with which it ends; code is never within code."""
    fences = [n for n, line in enumerate(lines) if line.text[:1] == "`" and fences_code(line.text)]
    samples = sample_ends(lines)
    found: dict[int, int] = {}
    last = -1
    for at in [n for n, line in enumerate(lines) if line.text[:1] in _FIRST or "=" in line.text or n in samples]:
        if at > last and (end := _end(lines, at, fences, samples)) is not None:
            found[at] = last = end
    return found


def _end(lines: Sequence[Passage], at: int, fences: Sequence[int], samples: Mapping[int, int]) -> int | None:
    text = lines[at].text
    if fences_code(text):
        after = bisect_right(fences, at)
        return fences[after] if after < len(fences) else None
    if at in samples:
        return samples[at]
    if text[:1] in "$>c" and _COMMAND.fullmatch(text):
        return command_end(lines, at)
    if text[:1] == "1" and _NUMBERED.fullmatch(text):
        return _numbered(lines, at)
    return (
        _program(lines, at)
        if ("=" in text or text.startswith(_WORDS)) and _PROGRAM.fullmatch(text) and not _SENTENCE.fullmatch(text)
        else None
    )


def command_end(lines: Sequence[Passage], at: int) -> int:
    """The last line of a command: lines are continued, arguments stand below, and a text in quotes goes on to its end."""
    quoted = lines[at].text.count("'") % 2 == 1
    while at + 1 < len(lines):
        line = lines[at + 1].text
        if not (quoted or lines[at].text.endswith("\\") or _ARGUMENT.fullmatch(line)):
            break
        if not line:
            break
        quoted ^= line.count("'") % 2 == 1
        at += 1
    return at


def _numbered(lines: Sequence[Passage], at: int) -> int | None:
    """The last line of code whose lines bear their numbers, each on a line of its own or before a tab; None where it is no code."""
    wanted, last, others, tabs = 1, at, 0, 0
    n = at
    while n < len(lines) and n - last <= _MOST_APART:
        found = _NUMBERED.fullmatch(lines[n].text)
        if found and int(found["number"]) == wanted:
            wanted, last = wanted + 1, n
            tabs += "\t" in lines[n].text
        elif lines[n].text:
            others += 1
        n += 1
    if wanted < 3 or (not tabs and others < 2):
        return None
    follows = last + 1 < len(lines) and not tabs and bool(_INSIDE.fullmatch(lines[last + 1].text))
    return last + 1 if follows else last


def _program(lines: Sequence[Passage], at: int) -> int:
    last = at
    n = at + 1
    while n < len(lines) and n - last <= 2:
        text = lines[n].text
        if text and _INSIDE.fullmatch(text) and not _SENTENCE.fullmatch(text):
            last = n
        elif text:
            break
        n += 1
    return last
