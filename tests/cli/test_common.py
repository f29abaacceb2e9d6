"""Bodies are read strictly, and documents are found by name."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from swornspec.cli.common import apis, find_document, find_documents, parse_json
from swornspec.errors import DocumentError, RequestError

NUMBERS = st.integers(-(10**30), 10**30) | st.floats(allow_nan=False, allow_infinity=False)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)


@given(VALUES, st.booleans())
def test_json_comes_back_as_it_was(value: Any, ascii_only: bool) -> None:
    assert parse_json(json.dumps(value, ensure_ascii=ascii_only).encode(), "body") == value


@given(st.binary(max_size=60) | st.text('{}[]",:\\u d80123e+-.tfn', max_size=40).map(str.encode))
def test_any_bytes_are_json_or_a_request_error(content: bytes) -> None:
    with suppress(RequestError):
        value = parse_json(content, "body")

        assert json.loads(content) == value


def test_api_is_found_by_name_file_and_folder(project: Path) -> None:
    document = Path("specs/printer/openapi.yaml")

    assert find_document("printer") == find_document("specs/printer") == find_document(str(document)) == document
    assert find_documents(["printer", "printer"]) == [document, document]


def test_file_named_like_no_api_is_taken(project: Path) -> None:
    Path("spec").write_text("", encoding="utf-8")

    assert find_document("spec") == Path("spec")


def test_apis_are_the_folders_that_hold_something(project: Path) -> None:
    Path("specs/empty").mkdir()
    Path("specs/.hidden/pages").mkdir(parents=True)

    assert apis(project) == ["printer", "scanner"]


def test_folder_without_apis_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    with pytest.raises(DocumentError, match="no specs folder"):
        find_documents([])
    with pytest.raises(DocumentError, match="no specs folder"):
        find_document("printer")
