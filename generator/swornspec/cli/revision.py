"""Files of another revision: `git-ref:path` to a copy of that file or folder. git is asked, never through a shell, and only to read."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from swornspec.errors import DocumentError

_SECONDS: Final = 60
_MOST_FILES: Final = 2_000
_LARGEST: Final = 64 * 1024 * 1024
"""Bytes of a file that are read at most."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A path in a revision; `path` is relative to the current directory."""

    ref: str
    path: str

    def __str__(self) -> str:
        """`HEAD~1:specs/lamps`."""
        return f"{self.ref}:{self.path}"

    def copied(self, into: Path) -> Path:
        """A copy of the file or folder below another folder, laid out as it is; DocumentError where there is none."""
        files = self.files()
        if not files:
            raise DocumentError(f"{self.path!r} does not exist in {self.ref!r}", mend=f"run: git ls-tree {self.ref}")
        for name, blob in files.items():
            target = into / name
            if not target.resolve().is_relative_to(into.resolve()):
                raise DocumentError(f"{name!r} lies outside of the current directory", where=str(self))
            target.parent.mkdir(parents=True, exist_ok=True)
            if int(_git("cat-file", "-s", blob)) > _LARGEST:
                raise DocumentError(f"the file is larger than {_LARGEST // 2**20} MiB", where=f"{self.ref}:{name}")
            target.write_bytes(_git("cat-file", "blob", blob))
        return into / os.path.normpath(self.path)

    def files(self) -> dict[str, str]:
        """The files at the path or below it with their git objects; none where there is none. DocumentError without such a revision."""
        commit = self.commit()
        listed = _git("--literal-pathspecs", "ls-tree", "-r", "-z", commit, "--", self.path).decode("utf-8", "surrogateescape")
        found: dict[str, str] = {}
        for entry in filter(None, listed.split("\0")):
            facts, name = entry.split("\t", 1)
            mode, kind, blob = facts.split(" ")
            if kind == "blob" and mode != "120000":  # a link leads elsewhere
                found[name] = blob
        if len(found) > _MOST_FILES:
            raise DocumentError(f"{self.path!r} holds {len(found)} files; name one API or file", where=str(self))
        return found

    def commit(self) -> str:
        """The object that the revision names; DocumentError where there is no repository, or no such revision in it."""
        try:
            return _git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{self.ref}^{{tree}}").decode("ascii").strip()
        except _RefusedError:
            _git("rev-parse", "--git-dir")  # says so where this is no repository
            raise DocumentError(f"git knows no revision {self.ref!r} here", mend="fetch it, or name another one") from None


class _RefusedError(DocumentError):
    """What git would not do."""


def _git(*arguments: str) -> bytes:
    """What git prints."""
    environment = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1"}
    try:
        done = subprocess.run(  # noqa: S603 - a list of arguments, no shell
            ["git", *arguments],  # noqa: S607 - the git that the user has
            capture_output=True,
            check=False,
            env=environment,
            timeout=_SECONDS,
        )
    except FileNotFoundError as error:
        raise DocumentError("git is not installed, and other revisions are read by it", mend="install git, or compare two files") from error
    except (subprocess.TimeoutExpired, ValueError) as error:  # ValueError: a zero byte in an argument
        raise DocumentError(f"git could not be asked: {type(error).__name__}") from error
    if done.returncode:
        said = " ".join(done.stderr.decode("utf-8", "replace").split())[:300]
        raise _RefusedError(f"git says: {said or f'exit code {done.returncode}'}", mend="run this inside of a git repository")
    return done.stdout
