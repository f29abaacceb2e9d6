"""A generated client's verdict on any body is that of `Checker`, and its models change nothing that they carry."""

import importlib
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from swornspec.spec.check import Checker
from swornspec.spec.document import Document, Endpoint, load_document

HERE = Path(__file__).parent
DOCUMENTS = [*sorted((HERE / "documents").glob("*.yaml")), *sorted((HERE.parents[1] / "specs").glob("*/openapi.yaml"))]
pytestmark = pytest.mark.filterwarnings("ignore:.*deprecated:DeprecationWarning")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 2000) | st.sampled_from([0.5, 512.0, 512.5, 1e300]) | st.text(max_size=5),
    lambda v: st.lists(v, max_size=3) | st.dictionaries(st.text(max_size=5), v, max_size=3),
    max_leaves=6,
)


def numbers_about(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    bounds = [schema[k] for k in ("minimum", "maximum", "multipleOf") if k in schema]
    near = [b + d for b in bounds for d in (-1, 0, 1, 0.5)] + [float(b) for b in bounds]
    return st.sampled_from([*near, 0, 1, 8, 512, 768, 1024, 0.05, 2.5, 9999999998, 9999999999])


def whole(document: Document, schema: Any) -> dict[str, Any]:
    """A schema with its references followed and the properties of the parts of its `allOf`."""
    found = dict(document.resolve(schema))
    for part in found.get("allOf", ()):
        other = whole(document, part)
        found = {**other, **found, "properties": {**other.get("properties", {}), **found.get("properties", {})}}
    return found


def values(document: Document, schema: Any, depth: int = 0) -> st.SearchStrategy[Any]:
    """Values that a schema mostly allows."""
    schema = whole(document, schema)
    types = schema.get("type", ())
    listed = [types] if isinstance(types, str) else list(types)
    choices: list[st.SearchStrategy[Any]] = []
    if "enum" in schema:
        choices.append(st.sampled_from(schema["enum"]))
    if "null" in listed:
        choices.append(st.none())
    if "boolean" in listed:
        choices.append(st.booleans())
    if "string" in listed and "enum" not in schema:
        choices.append(st.sampled_from(["", "a", "v1", "#00ff00", "x" * 101]))
    if {"integer", "number"} & set(listed):
        choices.append(numbers_about(schema))
    if "array" in listed:
        items = values(document, schema.get("items", {}), depth + 1) if depth < 3 else JSON
        choices.append(st.lists(items, max_size=4))
    if "object" in listed:
        choices.append(objects(document, schema, depth))
    return st.one_of(*choices, *([] if choices and depth == 0 else [JSON]))


def objects(document: Document, schema: Any, depth: int) -> st.SearchStrategy[Any]:
    """Objects with some of the documented properties, mostly as documented, and at times something else."""
    properties = whole(document, schema).get("properties", {})
    if depth > 3 or not properties:
        return st.dictionaries(st.text(max_size=3), JSON, max_size=2)
    near = {n: values(document, s, depth + 1) | (values(document, s, depth + 1) | JSON) for n, s in properties.items()}
    names = st.lists(st.sampled_from(sorted(properties)), max_size=6, unique=True)
    required = [n for n in document.resolve(schema).get("required", ()) if n in near]
    some = names.map(lambda chosen: sorted({*chosen, *required}))
    return some.flatmap(lambda chosen: st.fixed_dictionaries({n: near[n] for n in chosen})) | JSON


def bodies(document: Document, endpoint: Endpoint) -> st.SearchStrategy[Any]:
    assert endpoint.body is not None
    return values(document, endpoint.body.schema)


def ids(broken: Any) -> list[tuple[str, str]]:
    return sorted((b.constraint, b.pointer) for b in broken)


OPERATIONS = [
    pytest.param(path, endpoint.operation_id, id=f"{document.raw['info']['x-api']}-{endpoint.operation_id}")
    for path in DOCUMENTS
    for document in [load_document(path)]
    for endpoint in document.endpoints
    if endpoint.body and endpoint.body.component
]


@pytest.mark.parametrize(("path", "operation"), OPERATIONS)
def test_the_client_judges_as_the_document_does(
    path: Path, operation: str, generated: Callable[[Path], tuple[Document, ModuleType]]
) -> None:
    document, client = generated(path)
    checker = Checker(document, document.endpoint(operation))
    seen: set[str] = set()

    @settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(bodies(document, document.endpoint(operation)) | JSON)
    def agree(body: Any) -> None:
        reference, found = checker.broken(body), client.check(operation, body)
        seen.update(b.constraint for b in reference)

        assert ids(found) == ids(reference), body
        texts = {(b.constraint, b.pointer, b.text) for b in found if "breaks " not in b.text}
        assert texts <= {(b.constraint, b.pointer, b.text) for b in reference}, body

    agree()
    assert len(seen) >= 5, f"the bodies are too tame to show anything: {seen}"


def test_a_constraint_carries_what_the_documentation_says(workshop: ModuleType, workshop_document: Document) -> None:
    body = {"prompt": "x", "width": 8, "count": 8}
    reference = Checker(workshop_document, workshop_document.endpoint("createPicture")).broken(body)

    found = workshop.check("createPicture", body)

    assert [[(s.page, s.line, s.end_line, s.quote) for s in b.said] for b in found] == [
        [(s.page, s.first, s.last, s.quote) for s in b.said] for b in reference
    ]
    assert any(b.said for b in found)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_an_accepted_body_goes_through_its_model_unchanged(workshop: ModuleType, workshop_document: Document, data: st.DataObject) -> None:
    body = data.draw(bodies(workshop_document, workshop_document.endpoint("createPicture")).filter(lambda b: isinstance(b, dict)))
    if workshop.check("createPicture", body):
        return
    runtime = workshop._client._read_request.__globals__

    model = workshop._client._read_request(workshop.CreatePictureRequest, body)

    assert runtime["json_value"](model) == body
    assert runtime["json_value"](model).keys() == body.keys()
    assert type(runtime["json_value"](model).get("strength")) is type(body.get("strength"))


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_a_model_accepts_what_the_check_accepts(workshop: ModuleType, workshop_document: Document, data: st.DataObject) -> None:
    body = data.draw(bodies(workshop_document, workshop_document.endpoint("createPicture")).filter(lambda b: isinstance(b, dict)))
    broken = workshop.check("createPicture", body)
    if broken:
        with pytest.raises(ValueError, match="validation error") as caught:
            workshop.CreatePictureRequest.model_validate(body)

        assert caught.value.error_count() == len(broken)
    else:
        assert workshop.CreatePictureRequest.model_validate(body).prompt == body["prompt"]


def in_one_go(take: Callable[[Any], Any], fields: dict[str, Any]) -> bool:
    try:
        take(fields)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize("path", list(dict.fromkeys(case.values[0] for case in OPERATIONS)), ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_a_model_built_in_one_go_breaks_nothing_and_carries_what_was_given(
    path: Path, generated: Callable[[Path], tuple[Document, ModuleType]]
) -> None:
    document, client = generated(path)
    runtime = client._client._read_request.__globals__
    contracts, ready, taken = runtime["CONTRACTS"], runtime["_READY"], set()
    drawn = {name: values(document, contract.schema).filter(lambda v: isinstance(v, dict)) for name, contract in contracts.items()}

    @settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(st.sampled_from(sorted(contracts)).flatmap(lambda name: st.tuples(st.just(name), drawn[name])), st.booleans())
    def agree(case: tuple[str, dict[str, Any]], by_name: bool) -> None:
        (name, body), model = case, getattr(client, case[0])
        known = {info.alias or n: n for n, info in model.model_fields.items()}
        fields = {known.get(k, k): v for k, v in body.items()} if by_name else body
        broken = contracts[name].broken(body)
        if broken:
            with pytest.raises(ValueError, match="validation error") as caught:
                model(**fields)

            assert caught.value.error_count() == len(broken)
            assert not in_one_go(ready[model][0], fields)
            return
        built = model(**fields)
        taken.update([name] * in_one_go(ready[model][0], fields))

        assert runtime["json_value"](built) == body
        assert {k: runtime["json_value"](vars(built)[n]) for k, n in known.items() if k in body} == {k: body[k] for k in known if k in body}
        assert built == model.model_validate(body)

    agree()
    assert taken, "nothing was built in one go"


LEONARDO = HERE.parents[1] / "specs" / "leonardo" / "openapi.yaml"


@pytest.mark.parametrize("completed", [False, True], ids=["deferred", "completed"])
def test_parts_are_made_in_one_go_by_their_names_on_the_wire_alone(
    completed: bool, generated: Callable[[Path], tuple[Document, ModuleType]]
) -> None:
    client = generated(LEONARDO)[1]
    runtime = client._client._read_request.__globals__
    if completed:
        client.ElementInput.model_rebuild(force=True)  # pydantic-core may take its validator for the one that is stated
    builder = importlib.import_module(f"{client.__name__}._runtime.building").Builder
    take = builder(runtime["CONTRACTS"], runtime["json_value"], runtime["made"]).take(client.CreateGenerationRequest, by_name=True)

    (element,) = take({"prompt": "a", "elements": [{"akUUID": "b", "weight": 0.5, "new": 1}]})[0]["elements"]

    assert element == client.ElementInput(akUUID="b", weight=0.5, new=1)
    assert (element.model_fields_set, element.__pydantic_private__) == ({"ak_uuid", "weight", "new"}, None)
    assert not in_one_go(take, {"prompt": "a", "elements": [{"ak_uuid": "b"}]})
    assert not in_one_go(take, {"prompt": "a", "elements": [{"akUUID": "b", "weight": "heavy"}]})


def test_a_part_that_was_made_before_is_kept_and_checked_again(generated: Callable[[Path], tuple[Document, ModuleType]]) -> None:
    client = generated(LEONARDO)[1]
    element = client.ElementInput(akUUID="a", weight=1)

    assert client.CreateGenerationRequest(prompt="a", elements=[element]).elements[0] is element
    element.weight = "heavy"
    with pytest.raises(ValueError, match="weight"):
        client.CreateGenerationRequest(prompt="a", elements=[element])


def test_an_unknown_operation_is_named(workshop: ModuleType) -> None:
    with pytest.raises(workshop.ClientError, match=r"unknown operation 'nope'; known: .*create_picture"):
        workshop.check("nope", {})


@pytest.mark.parametrize("body", [float("nan"), {"a": {1, 2}}, {1: 2}, {"prompt": "\ud800"}, object(), b"x"])
def test_what_is_no_json_is_refused(workshop: ModuleType, body: Any) -> None:
    assert [b.constraint for b in workshop.check("createPicture", body)] == ["body-json"]


def test_what_is_nested_without_end_is_refused(workshop: ModuleType) -> None:
    body: Any = {}
    body["anything"] = body

    assert workshop.check("createPicture", body)[0].constraint == "body-json"
