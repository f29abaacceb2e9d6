"""What commands are given: the APIs of a project, documents, request bodies; read strictly, refused in one line."""

import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

import click

from swornspec.errors import DocumentError, RequestError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_LARGEST_BODY: Final = 16 * 1024 * 1024
"""Bytes of a request body that are read at most."""
_DEEPEST_BODY: Final = 128
"""How deep a request body may be nested; our mock server reads no more either."""


def apis(root: Path) -> list[str]:
    """The names of the APIs of a project: the folders of `specs` that hold annotations, pages or a document."""
    parts = ("api.yaml", "pages", "openapi.yaml")
    folders = (root / "specs").glob("*")
    return sorted(f.name for f in folders if _NAME.fullmatch(f.name) and any((f / part).exists() for part in parts))


def complete_api(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> "list[CompletionItem]":
    """What a shell may put in the place of an API or a file: the APIs of the project here that begin so, then files."""
    from click.shell_completion import CompletionItem

    named = [CompletionItem(name) for name in apis(Path()) if name.startswith(incomplete)]
    return named or [CompletionItem(incomplete, type="file")]


def find_document(api_or_file: str) -> Path:
    """The OpenAPI document of an API of the project in the current directory, or a file; DocumentError when neither."""
    if _NAME.fullmatch(api_or_file):
        path = Path("specs", api_or_file, "openapi.yaml")
        if path.is_file():
            return path
        if path.parent.is_dir() and not Path(api_or_file).is_file():
            raise DocumentError(f"{path} does not exist yet", mend=f"run: swornspec build {api_or_file}")
    given = Path(api_or_file)
    if given.is_dir() and (given / "openapi.yaml").is_file():
        return given / "openapi.yaml"
    if given.is_file():
        return given
    known = apis(Path())
    there = f"the APIs here are {', '.join(known)}" if known else "there is no specs folder with APIs in the current directory"
    raise DocumentError(f"{api_or_file!r} is neither an API nor a file; {there}")


def find_documents(given: Iterable[str]) -> list[Path]:
    """The documents of some APIs or files; of all APIs of the project when none are given."""
    named = list(given)
    if named:
        return [find_document(name) for name in named]
    found = [find_document(name) for name in apis(Path())]
    if not found:
        raise DocumentError("there is no specs folder with APIs in the current directory", mend="name an API or an OpenAPI file")
    return found


def from_here(path: Path) -> Path:
    """A path relative to the current directory where it lies below it: code hosts match it with the files of the repository."""
    return path.relative_to(Path.cwd()) if path.is_absolute() and path.is_relative_to(Path.cwd()) else path


def read_body(source: str) -> Any:
    """A request body from a JSON file, or from standard input for `-`; RequestError when it is not strict JSON (RFC 8259)."""
    name = "standard input" if source == "-" else source
    try:
        if source == "-":
            content = sys.stdin.buffer.read(_LARGEST_BODY + 1)
        else:
            with Path(source).open("rb") as file:
                content = file.read(_LARGEST_BODY + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise RequestError(f"cannot read the request body: {reason}", where=name) from error
    if len(content) > _LARGEST_BODY:
        raise RequestError(f"the request body is larger than {_LARGEST_BODY // 2**20} MiB", where=name)
    return parse_json(content, name)


def parse_json(content: bytes, name: str) -> Any:
    """The value of strict JSON: UTF-8, no duplicate names, no NaN or Infinity, no half characters; else RequestError."""
    from swornspec.spec.source.json_text import line_below

    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RequestError(f"not UTF-8 text: byte {error.start} cannot be read", where=name) from error
    deep = line_below(text, _DEEPEST_BODY)
    if deep is not None:
        raise RequestError(f"nested deeper than {_DEEPEST_BODY} levels", where=f"{name}:{deep}", mend="flatten it")
    try:
        value = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant, parse_float=_finite)
        json.dumps(value, ensure_ascii=False).encode("utf-8")  # refuses half characters such as \ud800
    except json.JSONDecodeError as error:
        raise RequestError(f"not valid JSON: {error.msg}", where=f"{name}:{error.lineno}:{error.colno}") from error
    except UnicodeEncodeError as error:
        raise RequestError("not valid JSON: a string holds half of a character (a lone surrogate)", where=name) from error
    except _NotStrictError as error:
        raise RequestError(f"not valid JSON: {error}", where=name) from error
    except ValueError as error:
        raise RequestError("not readable JSON: a number has too many digits", where=name) from error
    return value


class _NotStrictError(Exception):
    """JSON that Python reads and RFC 8259 does not allow, or leaves without a meaning."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        seen: set[str] = set()
        twice = next(k for k, _ in pairs if k in seen or seen.add(k))  # type: ignore[func-returns-value] # add gives None
        raise _NotStrictError(f"the name {twice!r} stands twice in one object")
    return made


def _no_constant(word: str) -> NoReturn:
    raise _NotStrictError(f"{word} is not a JSON value")


def _finite(digits: str) -> float:
    value = float(digits)
    if value in (float("inf"), -float("inf")):
        raise _NotStrictError(f"the number {digits[:40]} is too large")
    return value
