"""Generated files are put in place exactly, and only where they differ."""

import errno
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from swornspec.cli.place import Change, changes, put_in_place

TREES = st.dictionaries(st.sampled_from(["gen/a", "gen/b/c", "gen/b/d", "specs/x", "specs/y/z"]), st.binary(max_size=3))


def grow(root: Path, tree: dict[str, bytes]) -> None:
    for path, content in tree.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)


def files(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


@given(made=TREES, there=TREES)
def test_once_in_place_nothing_differs(tmp_path_factory: object, made: dict[str, bytes], there: dict[str, bytes]) -> None:
    folder = tmp_path_factory.mktemp("place")  # type: ignore[attr-defined] # pytest's own type is private
    new, root = folder / "new", folder / "root"
    new.mkdir()
    root.mkdir()
    grow(new, made)
    grow(root, there)

    differing = changes(new, root, ["gen"])
    assert files(root) == there, "looking changes nothing"
    put_in_place(new, root, differing)

    grow(new, made)  # they were moved
    assert changes(new, root, ["gen"]) == ()
    assert files(root) == {p: c for p, c in there.items() if p.startswith("specs/")} | made
    assert {c.path for c in differing} == {p for p in made if there.get(p) != made[p]} | {
        p for p in there if p.startswith("gen/") and p not in made
    }


def test_what_tools_leave_behind_is_not_ours(tmp_path: Path) -> None:
    grow(tmp_path / "root", {"gen/__pycache__/a.pyc": b"", "gen/x.egg-info/PKG": b"", "gen/old.py": b""})
    (tmp_path / "new").mkdir()

    assert changes(tmp_path / "new", tmp_path / "root", ["gen"]) == (Change("gen/old.py", "orphaned"),)


def test_emptied_folders_go_with_their_last_file(tmp_path: Path) -> None:
    grow(tmp_path / "root", {"gen/deep/er/old.py": b"", "gen/kept.py": b""})
    grow(tmp_path / "new", {"gen/kept.py": b""})

    put_in_place(tmp_path / "new", tmp_path / "root", changes(tmp_path / "new", tmp_path / "root", ["gen"]))

    assert [p.name for p in (tmp_path / "root" / "gen").iterdir()] == ["kept.py"]


def test_line_ends_are_no_difference(tmp_path: Path) -> None:
    grow(tmp_path / "root", {"gen/a": b"one\r\ntwo\r\n", "gen/b": b"one\r\ntwo\n\n"})
    grow(tmp_path / "new", {"gen/a": b"one\ntwo\n", "gen/b": b"one\ntwo\n"})

    assert changes(tmp_path / "new", tmp_path / "root", ["gen"]) == (Change("gen/b", "changed"),)


def test_what_a_person_put_there_is_copied_before_it_goes(tmp_path: Path) -> None:
    grow(tmp_path / "root", {"gen/a": b"mine", "gen/b": b"old", "gen/c": b"own"})
    grow(tmp_path / "new", {"gen/a": b"new", "gen/b": b"new"})

    found = changes(tmp_path / "new", tmp_path / "root", ["gen"], lambda path, _: path != "gen/b")
    put_in_place(tmp_path / "new", tmp_path / "root", found, tmp_path / "kept")

    assert found == (Change("gen/a", "edited", True), Change("gen/b", "changed"), Change("gen/c", "orphaned", True))
    assert files(tmp_path / "root") == {"gen/a": b"new", "gen/b": b"new"}
    assert files(tmp_path / "kept") == {"gen/a": b"mine", "gen/c": b"own"}


def test_another_file_system_is_no_obstacle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    grow(tmp_path / "new", {"gen/a": b"new"})
    replace, apart = os.replace, [OSError(errno.EXDEV, "Invalid cross-device link")]

    def replaced(old: Path, new: Path) -> None:
        if apart:
            raise apart.pop()
        replace(old, new)

    monkeypatch.setattr(os, "replace", replaced)
    put_in_place(tmp_path / "new", tmp_path, [Change("gen/a", "new")])

    assert files(tmp_path / "gen") == {"a": b"new"}
