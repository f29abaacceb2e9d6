"""A synthetic OpenAPI 3.1 document of any number of operations: the same one for the same number, always.

Each resource has five operations (list, create, read, change, remove), a request and a response object with nested
objects, arrays, references to other resources, enums, bounds and nullable fields, parameters in path, query and header,
and documented errors. One resource in five also states a rule between two of its fields.
"""

from typing import Any

ERRORS = {"400": "Problem", "401": "Problem", "404": "Problem", "409": "Conflict", "429": "Limit", "500": "Problem"}
COLOURS = ("red", "green", "blue", "dark-grey", "light grey", "none")


def document(operations: int) -> dict[str, Any]:
    """A document with so many operations."""
    resources = -(-operations // 5)
    paths: dict[str, Any] = {}
    schemas: dict[str, Any] = {
        "Problem": {
            "type": "object",
            "required": ["code", "message"],
            "properties": {"code": {"type": "string"}, "message": {"type": "string"}, "fields": strings()},
        },
        "Conflict": {
            "type": "object",
            "required": ["message"],
            "properties": {"message": {"type": "string"}, "with_id": {"type": "string"}},
        },
        "Limit": {"type": "object", "properties": {"message": {"type": "string"}, "wait_seconds": {"type": "integer", "minimum": 0}}},
    }
    for n in range(resources):
        schemas |= described(n, resources)
        paths |= addressed(n)
    left = operations
    for item in paths.values():
        for method in list(item):
            if left <= 0:
                del item[method]
            left -= 1
    return {
        "openapi": "3.1.0",
        "info": {"title": "Large", "version": "1.2.0", "x-api": "large"},
        "servers": [{"url": "https://large.example/v1"}],
        "security": [{"key": []}],
        "paths": {path: item for path, item in paths.items() if item},
        "components": {"schemas": schemas, "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}}},
    }


def described(n: int, resources: int) -> dict[str, Any]:
    """The schemas of one resource."""
    name, other = f"Thing{n}", f"Thing{(n * 7 + 3) % resources}"
    size = {
        "type": "object",
        "description": f"How large thing {n} is.",
        "required": ["width", "height"],
        "properties": {
            "width": {"type": "integer", "minimum": 16, "maximum": 1024 + 8 * n, "multipleOf": 8},
            "height": {"type": "integer", "minimum": 16, "maximum": 1024 + 8 * n, "multipleOf": 8},
            "depth": {"type": ["integer", "null"], "exclusiveMinimum": 0},
            "margins": {
                "type": "object",
                "properties": {side: {"type": "number", "minimum": 0, "maximum": 1} for side in ("left", "right", "top", "bottom")},
            },
        },
    }
    fields = {
        "name": {"type": "string", "minLength": 1, "maxLength": 80, "description": f"What thing {n} is called, as people see it in lists."},
        "colour": {"$ref": f"#/components/schemas/{name}Colour"},
        "size": {"$ref": f"#/components/schemas/{name}Size"},
        "tags": {**strings(), "maxItems": 20, "uniqueItems": True, "description": "Words by which it is found again."},
        "steps": {"type": "integer", "minimum": 1, "maximum": 50, "default": 20, "description": "How many steps; more take longer."},
        "weight": {"type": ["number", "null"], "minimum": 0, "exclusiveMaximum": 1000},
        "public": {"type": "boolean", "default": False, "description": "Whether everybody may see it."},
        "mode": {"type": "string", "enum": [f"fast-{n}", "fine", "draft"], "default": "fine"},
        "parts": {"type": "array", "items": {"$ref": f"#/components/schemas/{name}Part"}, "maxItems": 8},
        "labels": {"type": "object", "additionalProperties": {"type": "string"}},
        "related_id": {"type": "string", "pattern": "^[a-z0-9-]{1,40}$", "description": f"The id of a {other} that this one belongs to."},
        "seed": {"type": "integer", "minimum": 0, "maximum": 2**31 - 1, "deprecated": n % 3 == 0},
    }
    request: dict[str, Any] = {"type": "object", "required": ["name", "size"], "properties": fields}
    if n % 5 == 0:
        request["x-rules"] = [
            {
                "id": "steps-at-most-when-public",
                "effect": "reject",
                "subject": "steps",
                "expr": {"if": {"==": [{"effective": "public"}, True]}, "then": {"<=": [{"field": "steps"}, 30]}},
                "text": "steps must be at most 30 when public is true",
                "said": [{"page": "things.txt", "line": n + 1, "quote": "At most 30 steps for public things."}],
            }
        ]
    return {
        f"{name}Colour": {"type": "string", "enum": list(COLOURS[: 3 + n % 4])},
        f"{name}Size": size,
        f"{name}Part": {
            "type": "object",
            "required": ["id"],
            "properties": {
                "id": {"type": "string"},
                "share": {"type": "number", "minimum": 0, "maximum": 1},
                "kind": {"type": "string", "enum": ["solid", "hollow"]},
                "inner": {"type": "array", "items": {"$ref": f"#/components/schemas/{name}Part"}},
            },
        },
        f"{name}Request": request,
        name: {
            "type": "object",
            "required": ["id", "name", "created_at"],
            "properties": {
                "id": {"type": "string"},
                "created_at": {"type": "string", "format": "date-time"},
                **{k: v for k, v in fields.items() if k not in ("seed", "mode")},
                "owner": {"type": "object", "properties": {"id": {"type": "string"}, "email": {"type": ["string", "null"]}}},
                "related": {"anyOf": [{"$ref": f"#/components/schemas/{other}"}, {"type": "null"}]},
                "state": {"type": "string", "enum": ["waiting", "done", "failed"]},
            },
        },
        f"{name}Page": {
            "type": "object",
            "required": ["items"],
            "properties": {
                "items": {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}},
                "next": {"type": ["string", "null"]},
                "total": {"type": "integer"},
            },
        },
    }


def addressed(n: int) -> dict[str, Any]:
    """The path items of one resource."""
    name = f"Thing{n}"
    identified = {"name": "thing_id", "in": "path", "required": True, "schema": {"type": "string"}, "description": "Which thing."}
    listed = [
        {"name": "limit", "in": "query", "schema": {"type": "integer", "minimum": 1, "maximum": 100}, "description": "How many at most."},
        {"name": "after", "in": "query", "schema": {"type": "string"}, "description": "Where the last page ended."},
        {"name": "colours", "in": "query", "schema": strings()},
        {"name": "order", "in": "query", "schema": {"type": "string", "enum": ["newest", "oldest", "name"]}},
        {"name": "X-Trace", "in": "header", "schema": {"type": "string"}},
    ]
    body = {"required": True, "content": {"application/json": {"schema": ref(f"{name}Request")}}}
    return {
        f"/things-{n}": {
            "get": operation(f"list_things_{n}", f"List things {n}", {"200": f"{name}Page"}, parameters=listed),
            "post": operation(f"create_thing_{n}", f"Create a thing {n}", {"201": name}, requestBody=body),
        },
        f"/things-{n}/{{thing_id}}": {
            "get": operation(f"read_thing_{n}", f"Read a thing {n}", {"200": name}, parameters=[identified]),
            "put": operation(f"change_thing_{n}", f"Change a thing {n}", {"200": name}, parameters=[identified], requestBody=body),
            "delete": operation(f"remove_thing_{n}", f"Remove a thing {n}", {"204": None}, parameters=[identified]),
        },
    }


def operation(ident: str, summary: str, successes: dict[str, str | None], **more: Any) -> dict[str, Any]:
    """An operation with all the documented errors."""
    responses = {status: response(name) for status, name in (successes | ERRORS).items()}
    text = f"{summary}, as the person who owns the key may do. What is sent is checked first; nothing is kept of what is refused."
    return {"operationId": ident, "tags": ["things"], "summary": summary, "description": text, **more, "responses": responses}


def response(name: str | None) -> dict[str, Any]:
    """A response whose body, if any, is a component."""
    content = {"content": {"application/json": {"schema": ref(name)}}} if name else {}
    return {"description": f"{name or 'Nothing'}.", **content}


def ref(name: str) -> dict[str, str]:
    """A reference to a component."""
    return {"$ref": f"#/components/schemas/{name}"}


def strings() -> dict[str, Any]:
    """A list of strings."""
    return {"type": "array", "items": {"type": "string"}}
