"""Documents that would break or exhaust who reads them are refused in one line, and the others mean what they always meant."""

from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from swornspec.errors import DocumentError
from swornspec.spec.document import load_document

HEAD = b"openapi: 3.1.0\npaths: {}\n"
BOMB = b"a: &a [x, x, x, x, x, x, x, x, x, x]\n" + b"".join(
    b"%c: &%c [%s]\n" % (98 + n, 98 + n, b", ".join([b"*%c" % (97 + n)] * 10)) for n in range(9)
)
STAIRS = b"a0: &a0 [x]\n" + b"".join(b"a%d: &a%d [*a%d]\n" % (n, n, n - 1) for n in range(1, 400))
REFUSED = {
    "brackets": (b"a: " + b"[" * 100_000, "x.yaml", ":3: nested deeper than 200 levels (flatten it)"),
    "braces": (b"a: " + b"{a: " * 100_000, "x.yaml", ":3: nested deeper than 200 levels (flatten it)"),
    "dashes": (b"a:\n  " + b"- " * 100_000, "x.yaml", ":4: nested deeper than 200 levels (flatten it)"),
    "indents": (b"".join(b" " * n + b"a:\n" for n in range(300)), "x.yaml", "nested deeper than 200 levels (flatten it)"),
    "bomb": (BOMB, "x.yaml", "aliases make the document too large (write fewer of them)"),
    "merged bomb": (BOMB.replace(b"[", b"{<<: [").replace(b"]", b"]}"), "x.yaml", "(write"),
    "stairs": (STAIRS, "x.yaml", "aliases make the document deeper than 200 levels (write fewer of them)"),
    "cycle": (b"a: &a\n  b: *a\n", "x.yaml", ":4: the alias *a stands within its own anchor"),
    "nan": (b"a:\n- .nan\n", "x.yaml", ":4: .nan is no number that JSON has (write a number"),
    "infinite": (b"a: -.inf\n", "x.yml", ":3: -.inf is no number that JSON has (write a number"),
    "too large": (b"a: 1.0e+999\n", "x.yaml", ":3: 1.0e+999 is no number that JSON has (write a number"),
    "too large in 1.1": (b"a: 1_0.0e+999\n", "x.yaml", ":3:4: not valid YAML: 1_0.0e+999 is no number that JSON has; write one"),
    "digits": (b"a: " + b"9" * 5000 + b"\n", "x.yaml", "not valid YAML"),
    "tag": (b"a: !!python/name:os.system x\n", "x.yaml", "(write the plain value)"),
    "set": (b"a: !!set {b}\n", "x.yaml", "(write the plain value)"),
    "cut": (b"a: [\n", "x.yaml", ":4:1: not valid YAML"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_document_that_cannot_be_borne_is_refused_in_one_line(case: str, tmp_path: Path) -> None:
    content, name, words = REFUSED[case]
    path = tmp_path / name
    path.write_bytes(HEAD + content)

    with pytest.raises(DocumentError) as refused:
        load_document(path)

    assert words in str(refused.value)
    assert str(refused.value).startswith(str(path))
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("content", [b"[" * 100_000, b'{"a": ' * 300 + b"1" + b"}" * 300, b'{"a": NaN}', b'{"a": 1e999}', b'{"a": }'])
def test_so_is_one_in_json(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(content)

    with pytest.raises(DocumentError, match=r"x\.json:1") as refused:
        load_document(path)

    assert "\n" not in str(refused.value)


def test_scalars_mean_what_yaml_1_1_says_except_for_dates(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + HEAD + b"x-a: [yes, 0x1F, 017, 1_000, 2020-01-01, '1', ~, 1e3]\n")

    assert load_document(path).raw["x-a"] == [True, 31, 15, 1000, "2020-01-01", "1", None, "1e3"]


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**9), 10**9)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text("ab: \n-#'", max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab1<", min_size=1, max_size=3), inner, max_size=3),
    max_leaves=8,
)


@given(VALUES, st.booleans())
@settings(max_examples=60)
def test_any_document_is_read_as_it_was_written(tmp_path_factory: pytest.TempPathFactory, value: Any, flow: bool) -> None:
    path = tmp_path_factory.mktemp("any") / "x.yaml"
    path.write_text(yaml.safe_dump({"openapi": "3.1.0", "x-value": value}, default_flow_style=flow), encoding="utf-8")

    assert load_document(path).raw["x-value"] == value


@given(st.text("[]{}&*a:-,!<|>'\"? \n.%@`#nt", max_size=60))
@settings(max_examples=150)
def test_any_text_is_a_document_or_an_error(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("any") / "x.yaml"
    path.write_text(f"openapi: 3.1.0\nx-value: {text}", encoding="utf-8")

    with suppress(DocumentError):
        assert isinstance(load_document(path).raw, dict)
