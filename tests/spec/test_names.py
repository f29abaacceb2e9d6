"""Names survive in Python and in the tools that print them, whatever a document calls things."""

import keyword

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openapi_python_client.strings import ClassName, PythonIdentifier

from swornspec.spec.names import class_name, member_name, parameter_name, python_name, snake_case


@pytest.mark.parametrize(
    ("documented", "name"),
    [
        ("topP", "top_p"),
        ("modelId", "model_id"),
        ("ensureIPCleared", "ensure_ip_cleared"),
        ("num_images", "num_images"),
        ("X-Request-ID", "x_request_id"),
        ("SD1_5", "sd1_5"),
        ("4k", "field_4k"),
        ("class", "class_"),
        ("list", "list_"),
        ("id", "id"),
        ("type", "type"),
        ("", "field"),
        ("中文", "field"),
        ("__init__", "init"),
    ],
)
def test_names_are_snake_case(documented: str, name: str) -> None:
    assert python_name(documented) == name


@pytest.mark.parametrize(
    ("documented", "name"),
    [
        ("create_generation request", "CreateGenerationRequest"),
        ("TGenerationSettings", "TGenerationSettings"),
        ("controlnetInput", "ControlnetInput"),
        ("4K", "Model4K"),
        ("None", "ModelNone"),
        ("", "Model"),
    ],
)
def test_classes_are_pascal_case(documented: str, name: str) -> None:
    assert class_name(documented) == name


@pytest.mark.parametrize(("value", "name"), [("Low", "LOW"), ("4K", "VALUE_4K"), ("", "EMPTY"), ("a b", "A_B"), ("!", "VALUE")])
def test_members_are_upper_case(value: str, name: str) -> None:
    assert member_name(value) == name


def test_letters_lose_their_marks_alone() -> None:
    assert (snake_case("ünïCode é"), class_name("été"), member_name("Ångström")) == ("uni_code_e", "Ete", "ANGSTROM")


def test_names_that_clash_are_numbered_in_order() -> None:
    taken: list[str] = []
    for documented in ("topP", "top_p", "TopP", "class", "class_"):
        taken.append(python_name(documented, taken))

    assert taken == ["top_p", "top_p_2", "top_p_3", "class_", "class_2"]


@given(st.lists(st.text(max_size=80), max_size=6))
def test_any_text_has_a_name_of_its_own(texts: list[str]) -> None:
    names: list[str] = []
    classes: list[str] = []
    for text in texts:
        names.append(python_name(text, names))
        classes.append(class_name(text, classes))

    assert len({*names}) == len(texts) == len({*classes})
    for name in (*names, *classes):
        assert name.isidentifier()
        assert name.isascii()
        assert not keyword.iskeyword(name)
    assert all(str(PythonIdentifier(n, "field_")) == n for n in names)
    assert all(str(ClassName(c, "field_")) == c for c in classes)
    assert all(snake_case(n) == n.rstrip("_") for n in names)


@pytest.mark.parametrize(
    ("location", "wire", "taken", "name"),
    [
        ("header", "Idempotency-Key", (), "idempotency_key"),
        ("header", "X-IDEMPOTENCY-KEY", (), "idempotency_key"),
        ("header", "X-Idempotency-Key", ("idempotency_key",), "x_idempotency_key"),
        ("header", "Idempotency-Key", ("idempotency_key",), "idempotency_key_2"),
        ("query", "idempotencyKey", (), "idempotency_key_2"),
        ("header", "Max-Retries", (), "max_retries_2"),
        ("query", "timeout", ("timeout_2",), "timeout_3"),
    ],
)
def test_only_the_header_of_an_idempotency_key_is_called_like_an_option(
    location: str, wire: str, taken: tuple[str, ...], name: str
) -> None:
    assert parameter_name(location, wire, taken) == name
