"""OpenAPI documents drawn by hypothesis: every feature that `swornspec generate` claims, in any combination.

Names are hard to spell, schemas are nested and recursive, parameters stand in every place and style, bodies and
responses have all kinds of media types. What is drawn is valid OpenAPI, so nothing of it may be refused.
"""

from typing import Any

from hypothesis import strategies as st

NAMES = st.sampled_from(
    [
        "id",
        "type",
        "class",
        "Name",
        "name",
        "a-b",
        "a_b",
        "größe",
        "名前",
        "self",
        "None",
        "x",
        "timeout",
        "client",
        "body",
        "2nd",
        "model_config",
    ]
)
COMPONENTS = ["Response", "Client", "response", "Any", "File", "Größe", "list", "A.B", "Node", "2D"]
SCALARS = st.sampled_from(
    [
        {"type": "string"},
        {"type": "string", "minLength": 1, "maxLength": 8},
        {"type": "string", "enum": ["a", "b c", "", "None"]},
        {"type": "string", "format": "date-time"},
        {"type": "string", "pattern": "^[a-c]+$"},
        {"type": "integer", "minimum": -3, "maximum": 3},
        {"type": "integer", "enum": [1, 2]},
        {"type": "number", "multipleOf": 0.5},
        {"type": "boolean"},
        {"const": "fixed"},
        {"enum": ["a", 1]},
        {"type": ["integer", "null"]},
        {"type": ["string", "integer"]},
    ]
)
PLAIN = st.sampled_from([{"type": "string", "enum": ["a", "bc"]}, {"type": "integer", "minimum": 0, "maximum": 9}, {"type": "boolean"}])


def reference(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


@st.composite
def schemas(draw: st.DrawFn, components: list[str], depth: int = 0) -> dict[str, Any]:
    """A schema that some value keeps; components are referred to where a value need not be there."""
    kinds = ["scalar", "scalar", "array", "object", "table", "nullable", "tuple", "combined", "any"] if depth < 2 else ["scalar"]
    below = schemas(components, depth + 1)
    match draw(st.sampled_from(kinds)):
        case "array":
            return {"type": "array", "items": draw(below), "maxItems": 3}
        case "object":
            return draw(objects(components, depth + 1))
        case "table":
            return {"type": "object", "additionalProperties": draw(below)}
        case "nullable":
            return {"anyOf": [draw(below), {"type": "null"}]}
        case "tuple":
            return {"type": "array", "prefixItems": [{"type": "string"}, {"type": "integer"}], "minItems": 2, "items": draw(st.booleans())}
        case "combined":
            return {"allOf": [draw(objects(components, depth + 1)), {"type": "object", "properties": {"more": draw(below)}}]}
        case "any":
            return {}
        case _:
            return dict(draw(SCALARS))


@st.composite
def objects(draw: st.DrawFn, components: list[str], depth: int = 0) -> dict[str, Any]:
    """An object with some properties, of which some are required."""
    properties: dict[str, Any] = draw(st.dictionaries(NAMES, schemas(components, depth + 1), max_size=4))
    required = [n for n in properties if draw(st.booleans())]
    if draw(st.booleans()):
        properties["link"] = reference(draw(st.sampled_from(components)))
    if draw(st.booleans()):
        properties["links"] = {"type": "array", "items": reference(draw(st.sampled_from(components)))}
    if draw(st.booleans()):
        properties["told"] = {"type": "string", draw(st.sampled_from(["readOnly", "writeOnly"])): True}
    return {"type": "object", "properties": properties, **({"required": required} if required else {})}


@st.composite
def unions(draw: st.DrawFn) -> dict[str, Any]:
    """Two objects that a property tells apart."""
    kinds = draw(st.lists(st.sampled_from(["cat", "dog", "Fish", "none of these"]), min_size=2, max_size=3, unique=True))
    branch = [
        {"type": "object", "required": ["kind"], "properties": {"kind": {"const": k}, f"is{n}": draw(PLAIN)}} for n, k in enumerate(kinds)
    ]
    return {draw(st.sampled_from(["oneOf", "anyOf"])): branch}


@st.composite
def parameters(draw: st.DrawFn, in_path: bool) -> list[dict[str, Any]]:
    """Parameters in all places; `x` is that of the path."""
    found: list[dict[str, Any]] = []
    places = {"path": ("simple", "label", "matrix"), "query": ("form",), "header": ("simple",), "cookie": ("form",)}
    named = {"query": NAMES, "header": st.sampled_from(["X-A", "X-B"]), "cookie": st.sampled_from(["sid", "mark"])}
    wanted = ["path"] if in_path else []
    for place in [*wanted, *draw(st.lists(st.sampled_from(["query", "query", "header", "cookie"]), max_size=4))]:
        name = "x" if place == "path" else draw(named[place])
        if any((p["name"], p["in"]) == (name, place) for p in found):
            continue
        schema: dict[str, Any] = dict(draw(PLAIN))
        style = {"style": draw(st.sampled_from(places[place])), "explode": draw(st.booleans())}
        match draw(st.sampled_from(["one", "many", "object", "json", "deep", "piped"])):
            case "many":
                schema = {"type": "array", "items": schema, "minItems": 1, "maxItems": 3}
            case "object":
                schema = {"type": "object", "required": ["r"], "properties": {"r": schema, "g": {"type": "integer"}}}
                style["explode"] = style["explode"] and place not in ("query", "cookie")  # whose members may be named like others
            case "json":
                found.append({"name": name, "in": place, "required": place == "path", "content": {"application/json": {"schema": schema}}})
                continue
            case "deep" if place == "query":
                schema, style = {"type": "object", "required": ["r"], "properties": {"r": schema}}, {"style": "deepObject", "explode": True}
            case "piped" if place == "query":
                schema = {"type": "array", "items": schema, "minItems": 1}
                style = {"style": draw(st.sampled_from(["pipeDelimited", "spaceDelimited"])), "explode": False}
        found.append({"name": name, "in": place, "required": place == "path" or draw(st.booleans()), "schema": schema, **style})
    return found


@st.composite
def operations(draw: st.DrawFn, components: list[str], in_path: bool, schemes: list[str]) -> dict[str, Any]:
    """An operation with what may belong to one."""
    made: dict[str, Any] = {"parameters": draw(parameters(in_path)), "responses": {}}
    if draw(st.booleans()):
        made["operationId"] = draw(st.sampled_from(["get", "list items", "close", "import", "größe", "aclose", "same"]))
    if draw(st.booleans()):
        made["security"] = draw(st.lists(st.fixed_dictionaries({draw(st.sampled_from(schemes)): st.just([])}), min_size=1, max_size=2))
    if draw(st.booleans()):
        kinds = draw(st.lists(st.sampled_from(["json", "form", "multipart", "text", "bytes"]), min_size=1, max_size=2, unique=True))
        made["requestBody"] = {"required": draw(st.booleans()), "content": dict(draw(media(components, k, sent=True)) for k in kinds)}
    for status in draw(st.lists(st.sampled_from(["200", "201", "2XX", "204"]), min_size=1, max_size=2, unique=True)):
        content = (
            {}
            if status == "204"
            else dict([draw(media(components, draw(st.sampled_from(["json", "union", "text", "bytes"])), sent=False))])
        )
        made["responses"][status] = {"description": "", **({"content": content} if content else {})}
    if draw(st.booleans()):
        made["responses"]["4XX"] = {"description": "", "content": {"application/problem+json": {"schema": draw(objects(components))}}}
    return made


@st.composite
def media(draw: st.DrawFn, components: list[str], kind: str, *, sent: bool) -> tuple[str, dict[str, Any]]:
    """A media type and what it holds."""
    match kind:
        case "json":
            schema = draw(st.one_of(st.sampled_from(components).map(reference), schemas(components)))
            return draw(st.sampled_from(["application/json", "application/hal+json"])), {"schema": schema}
        case "union":
            return "application/json", {"schema": draw(st.one_of(unions(), unions().map(lambda u: {"type": "array", "items": u})))}
        case "form":
            return "application/x-www-form-urlencoded", {
                "schema": {"type": "object", "properties": {"a": draw(PLAIN), "b": {"type": "array", "items": draw(PLAIN)}}}
            }
        case "multipart":
            return "multipart/form-data", {
                "schema": {"type": "object", "properties": {"f": {"type": "string", "format": "binary"}, "b": draw(PLAIN)}}
            }
        case "text":
            return "text/plain", {"schema": {"type": "string"}}
        case _:
            return draw(st.sampled_from(["image/png", "application/octet-stream"])), {
                "schema": {"type": "string", "format": "binary"} if sent else {}
            }


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """A whole document; half of them say null and bounds in the words of OpenAPI 3.0."""
    components = draw(st.lists(st.sampled_from(COMPONENTS), min_size=1, max_size=4, unique=True))
    schemes = {
        "key": {"type": "apiKey", "in": draw(st.sampled_from(["header", "query", "cookie"])), "name": "key"},
        "basic auth": {"type": "http", "scheme": "basic"},
        "token": draw(st.sampled_from([{"type": "http", "scheme": "Bearer"}, {"type": "oauth2", "flows": {}}])),
    }
    paths: dict[str, Any] = {}
    for number in range(draw(st.integers(1, 3))):
        in_path = draw(st.booleans())
        item = {
            m: draw(operations(components, in_path, list(schemes))) for m in draw(st.sampled_from([["get"], ["post"], ["put", "delete"]]))
        }
        paths[f"/p{number}/{{x}}/é" if in_path else f"/p{number}"] = item
    return {
        "openapi": draw(st.sampled_from(["3.0.3", "3.1.0"])),
        "info": {
            "title": draw(st.sampled_from(["A b", "größe", "9 lives", "class"])),
            "version": draw(st.sampled_from(["1.0.0", "v1", "2024-01-01"])),
        },
        "servers": [
            {
                "url": draw(st.sampled_from(["https://a.example/v1", "/relative", "https://{h}.example/"])),
                "variables": {"h": {"default": "b"}},
            }
        ],
        "security": draw(st.sampled_from([[], [{"token": []}], [{"key": [], "basic auth": []}, {}]])),
        "paths": paths,
        "components": {"schemas": {c: draw(objects(components)) for c in components}, "securitySchemes": schemes},
    }
