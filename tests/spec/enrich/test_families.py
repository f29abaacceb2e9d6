"""Which values may speak of each other, where rules go, and that shared descriptions are read once, where they stand."""

from typing import Any

import pytest

from swornspec.errors import DocumentError
from swornspec.spec.document import read_document

STRING = {"type": "string"}


def query(name: str, text: str, **schema: Any) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": text, "schema": schema or {"type": "string"}}


def texts(node: Any) -> list[str]:
    return [rule["text"] for rule in node.get("x-rules", [])]


def test_rules_between_parameters_go_to_the_operation(document: Any, enriched: Any) -> None:
    operation = {"operationId": "find", "parameters": [query("after", "Cannot be used together with `page`."), query("page", "The page.")]}
    after, result = enriched(document("3.1", {"/x": {"get": operation}}))

    [rule] = after["paths"]["/x"]["get"]["x-rules"]
    assert (rule["effect"], rule["subject"]) == ("reject", "after")
    assert rule["said"] == [{"page": "api.json", "line": 1, "quote": "Cannot be used together with `page`."}]
    assert result.rules == 1


def test_rules_between_properties_go_to_their_object(document: Any, enriched: Any) -> None:
    inner = {"type": "object", "properties": {"a": {**STRING, "description": "Ignored if `b` is set."}, "b": STRING}}
    outer = {"type": "object", "properties": {"inner": inner, "list": {"type": "array", "items": {"$ref": "#/components/schemas/Outer"}}}}
    after, _ = enriched(document("3.1", {}, schemas={"Outer": outer}))

    schema = after["components"]["schemas"]["Outer"]
    assert texts(schema) == []
    assert texts(schema["properties"]["inner"]) == ["a is ignored when b is sent"]


@pytest.mark.parametrize("version", ["3.0", "3.1"])
def test_text_of_an_operation_states_rules_between_its_fields(version: str, document: Any, enriched: Any) -> None:
    body = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}}}
    operation = {"description": "Either `name` or `tag` must be given.", "requestBody": body, "parameters": [query("page", "The page.")]}
    pet = {"type": "object", "properties": {"name": STRING, "tag": STRING}}
    after, _ = enriched(document(version, {"/x": {"post": operation}}, schemas={"Pet": pet}))

    assert texts(after["paths"]["/x"]["post"]) == ["at least one of these must be sent: name, tag"]
    assert "x-rules" not in after["components"]["schemas"]["Pet"]


def test_rules_of_an_operation_are_stated_in_idl_too(document: Any, enriched: Any) -> None:
    body = {"content": {"application/json": {"schema": {"type": "object", "properties": {"name": STRING, "tag": STRING}}}}}
    parameters = [query("after", "Cannot be used together with `page`."), query("page", "At least 2.", type="integer")]
    operation = {"description": "Either `name` or `tag` must be given.", "requestBody": body, "parameters": parameters, "responses": {}}
    once, _ = enriched(document("3.1", {"/x": {"post": operation}}))

    assert once["paths"]["/x"]["post"]["x-dependencies"] == ["IF after THEN NOT page;", "Or(name, tag);"]
    [endpoint] = read_document(once, "api.json").endpoints
    assert [[r.effect for r in rules] for rules in (endpoint.rules, endpoint.parameter_rules)] == [["reject"], ["reject"]]
    assert enriched(once)[0] == once


def test_dependencies_that_are_there_stay_alone(document: Any, enriched: Any) -> None:
    parameters = [query("after", "Cannot be used together with `page`."), query("page", "The page.")]
    after, _ = enriched(document("3.1", {"/x": {"get": {"parameters": parameters, "x-dependencies": ["Or(after, page);"]}}}))

    assert after["paths"]["/x"]["get"]["x-dependencies"] == ["Or(after, page);"]
    assert len(texts(after["paths"]["/x"]["get"])) == 1


def test_quotes_are_the_words_of_the_document(document: Any, enriched: Any) -> None:
    text = "<p>Must be <b>at most</b> <code>5</code>. Must be at least <i>7</i> if the [moon](#m) &amp; is <b>full</b> now.</p>"
    after, result = enriched(document("3.1", {"/x": {"get": {"parameters": [query("a", text, type="integer")]}}}))

    [said] = after["paths"]["/x"]["get"]["parameters"][0]["schema"]["x-said"]
    quotes = [said["quote"], *(s.quote for _, remark in result.remarks for s in remark.said)]
    assert quotes == ["Must be <b>at most</b> <code>5</code>.", "Must be at least <i>7</i> if the [moon](#m) &amp; is <b>full</b> now."]


def test_shared_parameter_gets_its_keywords_once_and_its_rules_in_each_operation(document: Any, enriched: Any) -> None:
    shared = {"$ref": "#/components/parameters/After"}
    get = {"parameters": [shared, query("page", "The page.")]}
    delete = {"parameters": [shared]}
    text = "At most 20 characters. Cannot be used together with `page`."
    after, result = enriched(document("3.1", {"/x": {"get": get, "delete": delete}}, parameters={"After": query("after", text)}))

    assert after["components"]["parameters"]["After"]["schema"]["maxLength"] == 20
    assert len(texts(after["paths"]["/x"]["get"])) == 1
    assert after["paths"]["/x"]["delete"] == delete
    assert result.keywords == {"maxLength": 1}


def test_parameters_of_a_path_speak_of_those_of_each_operation(document: Any, enriched: Any) -> None:
    item = {"parameters": [query("after", "Ignored if `page` is set.")], "get": {"parameters": [query("page", "The page.")]}}
    after, _ = enriched(document("3.1", {"/x": item}))

    assert texts(after["paths"]["/x"]["get"]) == ["after is ignored when page is sent"]


def test_responses_get_keywords_and_no_rules_unless_they_are_sent_too(document: Any, enriched: Any) -> None:
    def thing(*_: int) -> dict[str, Any]:
        return {
            "type": "object",
            "properties": {"a": {**STRING, "description": "At most 9 characters. Ignored if `b` is set."}, "b": STRING},
        }

    def content(name: str) -> dict[str, Any]:
        return {"content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}}

    operation = {"requestBody": content("Both"), "responses": {"200": content("Only"), "400": content("Both")}}
    after, _ = enriched(document("3.1", {"/x": {"post": operation}}, schemas={"Only": thing(), "Both": thing(), "Neither": thing()}))

    schemas = after["components"]["schemas"]
    assert {name: len(texts(s)) for name, s in schemas.items()} == {"Only": 0, "Both": 1, "Neither": 1}
    assert {s["properties"]["a"]["maxLength"] for s in schemas.values()} == {9}


def test_parts_of_a_schema_speak_of_each_other(document: Any, enriched: Any) -> None:
    base = {"type": "object", "properties": {"size": {"type": "integer"}}}
    part = {"type": "object", "properties": {"name": {**STRING, "description": "Ignored if `size` is set."}}}
    after, _ = enriched(document("3.1", {}, schemas={"Base": base, "Whole": {"allOf": [{"$ref": "#/components/schemas/Base"}, part]}}))

    assert texts(after["components"]["schemas"]["Whole"]["allOf"][1]) == ["name is ignored when size is sent"]


def test_schemas_that_hold_themselves_are_read_once(document: Any, enriched: Any) -> None:
    node = {"allOf": [{"$ref": "#/components/schemas/Node"}], "properties": {"next": {"$ref": "#/components/schemas/Node"}}}
    node["properties"]["n"] = {"type": "integer", "description": "At most 5."}
    loop = {"A": {"$ref": "#/components/schemas/B"}, "B": {"$ref": "#/components/schemas/A"}}
    after, result = enriched(document("3.1", {}, schemas={"Node": node, **loop}))

    assert after["components"]["schemas"]["Node"]["properties"]["n"]["maximum"] == 5
    assert result.descriptions == 1


def test_what_one_text_tells_of_a_value_decides_what_another_means(document: Any, enriched: Any) -> None:
    mode = query("mode", "One of `Fast`, `Slow`.")
    size = query("size", "Must be at most 5 when mode is fast.", type="integer")
    after, _ = enriched(document("3.1", {"/x": {"get": {"parameters": [size, mode]}}}))

    assert texts(after["paths"]["/x"]["get"]) == ["size must be at most 5 when mode is Fast"]


def test_rules_that_are_there_stay_and_are_not_said_twice(document: Any, enriched: Any) -> None:
    operation = {"parameters": [query("after", "Ignored if `page` is set."), query("page", "The page.")]}
    once, _ = enriched(document("3.1", {"/x": {"get": operation}}))
    [rule] = once["paths"]["/x"]["get"]["x-rules"]
    odd = {"not": "a rule"}
    once["paths"]["/x"]["get"]["x-rules"] = [odd, {**rule, "id": "by-hand"}]

    twice, result = enriched(once)

    assert twice == once
    assert result.additions == []


def test_long_texts_are_read_in_part_and_the_rest_is_listed(document: Any, enriched: Any, work: Any) -> None:
    def described(text: str) -> Any:
        return document("3.1", {"/x": {"get": {"parameters": [query("a", text, type="integer")]}}})

    sizes = [work(lambda n=n: enriched(described("Must be at most 5.\n\n" * n))) for n in (2_000, 20_000)]
    _, result = enriched(described("Must be at most 5. " * 20_000))

    assert sizes[1] < 2 * sizes[0]
    assert result.keywords == {"maximum": 1}
    assert [remark.message for _, remark in result.remarks] == ["not read: a description is read up to 20000 characters; this follows"]


def test_a_long_text_is_never_read_to_the_middle_of_a_sentence(document: Any, enriched: Any) -> None:
    for text in ("x " * 9_990 + "must be at most 1234567.", "The size. " * 1_998 + "Must be at most 1234567."):
        _, result = enriched(document("3.1", {"/x": {"get": {"parameters": [query("a", text, type="integer")]}}}))

        assert result.additions == []
        assert len(result.remarks) == 1


def test_work_is_linear_in_the_number_of_descriptions(document: Any, enriched: Any, work: Any) -> None:
    def many(number: int) -> Any:
        names = [f"field_{n}" for n in range(20)]
        kinds = ("Must be at most 5.", "One of `a`, `b`.", "Ignored if field_3 is set.", "The name.")
        paths = {f"/{n}": {"get": {"parameters": [query(name, kinds[at % 4]) for at, name in enumerate(names)]}} for n in range(number)}
        return document("3.1", paths)

    few, more = (work(lambda n=n: enriched(many(n))) for n in (5, 20))

    assert more < 4.5 * few


@pytest.mark.parametrize("raw", [None, [], "x", {}, {"openapi": "4.0"}, {"swagger": "1.2"}, {"openapi": None}])
def test_what_is_no_openapi_document_is_refused(raw: Any, enriched: Any) -> None:
    with pytest.raises(DocumentError, match="not an OpenAPI document"):
        enriched(raw)
