r"""The requests that a sample shows: curl commands, HTTP messages and JSON, to what is called and the body that is sent.

    curl -X POST https://api.example.com/v1/kites \       POST /v1/kites HTTP/1.1
      -d '{"size": 2}'                                   Host: api.example.com

                                                         {"size": 2}

What is no JSON (a form, a file, `...` where something was left out) is no body; a sample that shows no request shows none.
"""

import json
import re
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any, Final

from swornspec.page.requests import METHODS

Path = tuple[str | int, ...]
"""The keys and indices that lead to a part of a JSON value."""

_MOST: Final = 20_000  # characters of a sample; more is data
_MOST_DEEP: Final = 100
_MOST_COMMANDS: Final = 20
_DATA: Final = ("-d", "--data", "--data-raw", "--data-binary", "--data-ascii", "--json")
_IN_ADDRESS: Final = ("-G", "--get")
_FORM: Final = ("-F", "--form", "--form-string", "--data-urlencode", "-T", "--upload-file")
_METHOD: Final = ("-X", "--request")
_WITH_WORD: Final = (
    "-H",
    "--header",
    "-u",
    "--user",
    "-o",
    "--output",
    "-A",
    "--user-agent",
    "-b",
    "--cookie",
    "-e",
    "--referer",
    "-w",
    "-m",
)
_AFTER: Final = (";", "&&", "||", "|", ">")
_HEREDOC: Final = re.compile(r"<<-?[ \t]*[\"']?(?P<end>\w{1,20})[\"']?[ \t]*\n")
_REQUEST_LINE: Final = re.compile(
    rf"(?P<method>{'|'.join(METHODS)})[ \t]+(?P<address>(?:https?://|/)\S{{0,2000}})(?:[ \t]+HTTP/[\d.]{{1,4}})?"
)
_ADDRESS: Final = re.compile(r"https?://\S+")
_BLANKS: Final = re.compile(r"\s*")
_TOKEN: Final = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Sent:
    """A request that a sample shows: `address` is empty where it shows a body alone, `body` None where that is no JSON object.

    `places` has the offset in the sample of each part of the body, where it stands there as it is.
    """

    method: str | None
    address: str
    body: dict[str, Any] | None
    places: dict[Path, int]


def requests_in(code: str) -> tuple[Sent, ...]:
    """The requests that a piece of code shows, in its order."""
    if len(code) > _MOST:
        return ()
    bare = code.lstrip()
    if bare.startswith("{"):
        body, places = _body(code, code)
        return (Sent(None, "", body, places),) if body is not None else ()
    if found := _REQUEST_LINE.match(bare):
        body, places = _body(code, re.split(r"\n[ \t]*\r?\n", bare, maxsplit=1)[-1])
        return (Sent(found["method"], found["address"], body, places),)
    return tuple(_commands(code)) if "curl" in code else ()


def read_object(text: str) -> dict[str, Any] | None:
    """The JSON object that a text is (RFC 8259); None where it is none, or too deep to be a sample."""
    if _depth(text) > _MOST_DEEP:
        return None
    try:
        value = json.loads(text, parse_constant=_no_number)
        json.dumps(value, ensure_ascii=False, allow_nan=False).encode()  # halves of characters and numbers beyond all bounds are no JSON
    except ValueError:
        return None
    return value if isinstance(value, dict) else None


def _depth(text: str) -> int:
    """How many brackets are open at once at most, those in texts included."""
    signs = ((c in "[{") - (c in "]}") for c in text)
    return max(accumulate(signs, initial=0))


def _no_number(word: str) -> None:
    raise ValueError(word)


def _body(code: str, text: str) -> tuple[dict[str, Any] | None, dict[Path, int]]:
    body = read_object(text)
    at = code.find(text) if body is not None else -1
    return body, dict(_places(text, at)) if at >= 0 else {}


def _commands(code: str) -> Iterator[Sent]:
    heredoc = _HEREDOC.search(code)
    piped = code[heredoc.end() :].partition(f"\n{heredoc['end']}")[0] if heredoc else ""
    try:
        words = shlex.split(code[: heredoc.start()] if heredoc else code)
    except ValueError:  # a quote without its end: what belongs to the command is not known
        return
    words = [word.lstrip("\n") for word in words if word.strip("\n")]
    starts = [n for n, word in enumerate(words) if word == "curl"][:_MOST_COMMANDS]
    for start, end in pairwise([*starts, len(words)]):
        yield _command(code, words[start + 1 : end], piped if end == len(words) else "")


def _command(code: str, words: Sequence[str], piped: str) -> Sent:
    method, address, data, form = None, "", [], False
    options = iter(words)
    for word in options:
        name, value = _option(word)
        if word in _AFTER:
            break
        if name in _METHOD:
            method = value or next(options, "")
        elif name in _DATA:
            data.append(value or next(options, ""))
        elif name in _WITH_WORD:
            _ = value or next(options, "")
        elif name == "--url":
            address = value or next(options, "")
        elif name in _FORM or name in _IN_ADDRESS:
            form = True
        elif not address and _ADDRESS.fullmatch(word):
            address = word
    text = data[0] if len(data) == 1 and not form else ""
    body, places = _body(code, piped if text == "@-" else text)
    return Sent(method if method in METHODS else None if method else "POST" if data or form else "GET", address, body, places)


def _option(word: str) -> tuple[str, str]:
    """An option and the value that stands in the same word: `--data={}`, `-d{}`."""
    if word.startswith("--"):
        name, _, value = word.partition("=")
        return name, value
    return (word[:2], word[2:]) if word[:1] == "-" else (word, "")


def _places(text: str, base: int) -> Iterator[tuple[Path, int]]:
    """Where each part of a valid JSON text begins: a member at its name."""
    yield (), _filled(text, 0) + base
    path: list[str | int] = []
    named = False  # whether the text that stood last is the name of a member
    for match in _TOKEN.finditer(text):
        mark = match.group()
        if mark == "{":
            path.append("")
            named = False
        elif mark == "[":
            path.append(0)
            yield tuple(path), base + _filled(text, match.end())
        elif mark in "}]":
            path.pop()
        elif mark == ",":
            if path and isinstance(path[-1], int):
                path[-1] += 1
                yield tuple(path), base + _filled(text, match.end())
            named = False
        elif mark == ":":
            named = True
        elif path and isinstance(path[-1], str) and not named:
            path[-1] = json.loads(mark)
            yield tuple(path), base + match.start()


def _filled(text: str, at: int) -> int:
    """The offset of the first character from one on that is no white space."""
    found = _BLANKS.match(text, at)
    return found.end() if found else at
