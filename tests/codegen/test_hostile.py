"""Text of a document never becomes code: whatever it says, the client is valid Python, and importing it runs nothing of it."""

import ast
import json
import os
import re
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path
from types import CodeType
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from swornspec.codegen import client_sources
from swornspec.codegen.history import History, Release
from swornspec.errors import GenerationError, SwornspecError
from swornspec.spec.document import Document, read_document

PAYLOADS = [
    "x: int = __import__('os').environ.__setitem__('PWNED', '1')",
    '"""\n__import__("os").environ.__setitem__("PWNED", "1")\n"""',
    "'''\n__import__('os').environ.__setitem__('PWNED', '1')\n'''",
    '\\"""; __import__("os").environ.__setitem__("PWNED", "1") #',
    "\\",
    '"',
    '""" \\',
    "{{ 7 * 7 }} {% raw %} {# #} ${x} %s {0}",
    "}}{__import__('os').environ.__setitem__('PWNED', '1')}",
    "a\nb\r\nc\x00\x0b\x0c\x1c\x85\u2028\u2029\u202e",
    "\\N{DASH} \\u0041 \\x41 \\U99999999",
    "class",
    "__init__",
    "__class__",
    "self",
    "None",
    "import os",
    "naïve 中文 😀 \u0661",
    "x" * 3000,
    " ",
    "",
    "-->`` ` <script>alert(1)</script> | [x](javascript:y) **",
    "model_config",
    "timeout",
    "extra_body",
    "# type: ignore\n# noqa",
    "mro",
    "_",
    "9lives",
    "../../etc/passwd",
]
TEXT = st.sampled_from(PAYLOADS) | st.text(max_size=20) | st.lists(st.sampled_from(PAYLOADS[:12]), min_size=2, max_size=2).map("".join)
PATTERN = st.sampled_from(["^\"'''$", '["\\\\]', "a{2}", '\\"""', "(?:__import__)", "^[^\\n]*$"])


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """A document in which every name and text is hostile."""
    component, other, scheme = draw(TEXT), draw(TEXT), draw(TEXT)
    fields = draw(st.lists(TEXT, min_size=2, max_size=5, unique=True))
    values = draw(st.lists(TEXT, min_size=1, max_size=4, unique=True))
    token = st.from_regex(r"[a-zA-Z$&'*+.^_`|~-]{1,9}", fullmatch=True)
    said = {"keywords": ["type", "enum", "minLength"], "page": draw(TEXT), "line": 3, "quote": draw(TEXT)}
    properties: dict[str, Any] = {f: {"type": "string", "minLength": 1, "default": draw(TEXT), "description": draw(TEXT)} for f in fields}
    properties[fields[0]] |= {"enum": values, "x-said": [said]}
    properties[fields[1]] |= {"pattern": draw(PATTERN), "title": draw(TEXT), "x-said": [said]}
    properties["list"] = {"type": "array", "items": {"$ref": f"#/components/schemas/{escaped(other)}"}}
    rule = {
        "id": draw(TEXT) or "r",
        "effect": "reject",
        "subject": fields[0],
        "expr": {
            "any": [{"!=": [{"effective": fields[0]}, draw(TEXT)]}, {"in": [{"field": fields[1]}, [draw(TEXT)]]}, {"present": "list"}]
        },
        "text": draw(TEXT),
        "said": [said],
    }
    body = {"type": "object", "description": draw(TEXT), "required": fields[:1], "properties": properties, "x-rules": [rule]}
    answer = {"type": "object", "properties": {draw(TEXT): {"type": "string", "enum": values}, draw(TEXT): {"type": "integer"}}}
    operation_id, event = draw(TEXT), {"properties": {"event": {"const": draw(TEXT)}, "data": answer}}
    following = {"operationId": operation_id, "parameters": {fields[0]: f"$response.body#/{draw(TEXT)}"}}
    paged = {"cursor": f"$request.{fields[0]}", "next_cursor": f"['{draw(TEXT)}']", "results": f'["{draw(TEXT)}"]'}
    return {
        "openapi": "3.1.0",
        "info": {"title": draw(TEXT), "version": draw(TEXT), "description": draw(TEXT), "x-api": draw(TEXT)},
        "servers": [{"url": draw(st.just("https://x.example/") | TEXT.map(lambda t: f"https://x.example/{t}"))}],
        "security": [{scheme: []}],
        "paths": {
            f"/a{without_braces(draw(TEXT))}": {
                "post": {
                    "operationId": operation_id,
                    "x-fern-pagination": paged,
                    "summary": draw(TEXT),
                    "description": draw(TEXT),
                    "tags": [draw(TEXT)],
                    "parameters": [
                        {"name": draw(TEXT), "in": "query", "description": draw(TEXT), "schema": {"type": "string", "default": draw(TEXT)}},
                        {"name": draw(token), "in": "header", "schema": {"type": "string"}},
                    ],
                    "requestBody": {
                        "required": True,
                        "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{escaped(component)}"}}},
                    },
                    "responses": {
                        "200": {
                            "description": draw(TEXT),
                            "links": {draw(TEXT): following},
                            "content": {
                                "application/json": {"schema": answer},
                                "text/event-stream": {"schema": {"oneOf": [event]}},
                                f"image/{draw(TEXT)}": {},
                            },
                        },
                        "400": {"description": draw(TEXT), "content": {draw(TEXT) + "json": {"schema": answer}}},
                    },
                }
            }
        },
        "components": {
            "schemas": {
                component: body,
                **({} if other == component else {other: {"type": "object", "properties": {draw(TEXT): {"type": "number"}}}}),
            },
            "securitySchemes": {scheme: {"type": "http", "scheme": "bearer", "x-env": [draw(TEXT)]}},
        },
    }


def without_braces(path: str) -> str:
    """A path without parameters, which would have to be described."""
    return path.replace("{", "(").replace("}", ")")


def escaped(name: str) -> str:
    """A name in a reference; what looks percent-encoded is so, and stays as it is (RFC 6901, 6)."""
    return name.replace("~", "~0").replace("/", "~1").replace("%", "%25")


# Without shrinking, which would take minutes: a package is generated for each example.
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck), database=None, phases=[Phase.generate])
@given(documents())
def test_hostile_documents_give_clients_that_run_nothing_of_them(raw: dict[str, Any]) -> None:
    document = read_document(raw, "hostile")
    files = client_sources(document)

    for path, content in files.items():
        assert re.fullmatch(r"[a-z0-9_]+_client/[A-Za-z0-9_./]+", path), path
        assert ".." not in path
        if path.endswith(".py"):
            nothing_hostile_is_code_in(content)
        if path.endswith(".toml"):
            tomllib.loads(content.decode())
        if path.endswith("README.md"):
            nothing_hostile_is_shown(content.decode())
    changed(files, document)
    operation_id = run_alone(files)
    assert "PWNED" not in os.environ
    assert operation_id == document.endpoints[0].operation_id


@cache
def nothing_hostile_is_code_in(source: bytes) -> None:
    """As below; most modules of a client are those of every other, and are read once."""
    nothing_hostile_is_code(ast.parse(source))


@cache
def compiled(source: bytes, name: str) -> CodeType:
    return compile(source, name, "exec")


def nothing_hostile_is_code(tree: ast.Module) -> None:
    """What the hostile texts would run stands nowhere as code."""
    for node in ast.walk(tree):
        assert not (isinstance(node, ast.Name) and node.id in ("__import__", "environ")), ast.dump(node)[:200]
        assert not (isinstance(node, ast.Attribute) and node.attr == "__setitem__"), ast.dump(node)[:200]


def nothing_hostile_is_shown(readme: str) -> None:
    """The Python of a README is that of calls, its fences are ours, and nothing in its text is markup."""
    blocks = re.findall(r"^```(\w+)\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)
    assert len(re.findall(r"^ *```", readme, re.MULTILINE)) == 2 * len(blocks)
    assert {kind for kind, _ in blocks} <= {"sh", "python", "text"}
    for kind, code in blocks:
        if kind == "python":
            nothing_hostile_is_code(ast.parse(code))
    text = re.sub(r"^```.*?^```$", "", readme, flags=re.MULTILINE | re.DOTALL)
    assert not markup(text)


def markup(text: str) -> bool:
    """Whether HTML begins somewhere in Markdown, outside of code."""
    return re.search(r"(?<!\\)<\w", re.sub(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)", "", text)) is not None


def changed(files: dict[str, bytes], document: Document) -> None:
    """A changelog has our headings and entries, whatever is said in them."""
    history = History((Release("1.0.0", "", ()),), (), {"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {}})
    later = client_sources(document, before=history)
    [text] = [c.decode() for p, c in later.items() if p.endswith("CHANGELOG.md")]

    assert later.keys() == files.keys()
    assert text.count("\n## ") == 2
    for line in text.splitlines():
        assert re.match(r"# Changes of [a-z0-9-]+$|What changed |## [0-9.abrc]+$|### (Breaking|New|Documentation)$|\* \S|The |$", line), (
            line
        )
        assert not markup(line), line


def run_alone(files: dict[str, bytes]) -> str:
    """Execute the package's modules in this process under a name of their own; the id of the only operation it knows."""
    import importlib.abc
    import importlib.util

    package = next(p.split("/")[1] for p in files if p.endswith("_client.py"))
    own = {p.split("/", 1)[1]: c for p, c in files.items()}

    class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
        def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
            base = name.replace(".", "/")
            is_package = f"{base}/__init__.py" in own
            if is_package or f"{base}.py" in own:
                return importlib.util.spec_from_loader(name, self, is_package=is_package)
            return None

        def exec_module(self, module: Any) -> None:
            base = module.__name__.replace(".", "/")
            source = own.get(f"{base}/__init__.py", own.get(f"{base}.py"))
            exec(compiled(source or b"", module.__name__.removeprefix(package)), module.__dict__)

    finder = Finder()
    sys.meta_path.insert(0, finder)
    try:
        client = importlib.import_module(package)
        for name in client.__all__:
            model = getattr(client, name)
            if hasattr(model, "model_rebuild"):
                assert model.model_rebuild() is not False
        (operation,) = client._OPERATIONS.values()
        operation.broken({"list": [{}]})
        client.check(operation.id, {})
        return str(operation.id)
    finally:
        sys.meta_path.remove(finder)
        for name in [n for n in sys.modules if n == package or n.startswith(f"{package}.")]:
            del sys.modules[name]


def test_a_client_of_hostile_text_imports_in_a_fresh_process(tmp_path: Path) -> None:
    raw: dict[str, Any] = {
        "openapi": "3.1.0",
        "info": {"title": PAYLOADS[1], "version": PAYLOADS[0], "x-api": "evil", "description": "".join(PAYLOADS)},
        "paths": {},
        "components": {"schemas": {}},
    }
    for i, payload in enumerate(PAYLOADS):
        schema = {
            "type": "object",
            "description": payload,
            "properties": {payload or "e": {"type": "string", "enum": PAYLOADS, "description": payload}},
        }
        raw["components"]["schemas"][f"S{i}"] = schema
        content = {"application/json": {"schema": {"$ref": f"#/components/schemas/S{i}"}}}
        raw["paths"][f"/{i}/{without_braces(payload)}"] = {
            "post": {
                "operationId": f"{payload}",
                "summary": payload,
                "description": payload,
                "requestBody": {"content": content},
                "responses": {},
            }
        }
    for path, content_ in client_sources(read_document(raw, "evil")).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content_)

    code = "import os, evil_client, json; print(json.dumps([os.environ.get('PWNED'), len(evil_client._OPERATIONS)]))"
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], cwd=tmp_path / "evil_client", capture_output=True, text=True, check=False
    )

    assert run.stderr == ""
    assert json.loads(run.stdout) == [None, len(PAYLOADS)]


@pytest.mark.parametrize("number", [float("inf"), float("nan")])
def test_a_document_that_is_not_json_is_refused(number: float) -> None:
    raw = {"openapi": "3.1.0", "info": {"title": "t", "version": "1", "x-number": number}, "paths": {}}

    with pytest.raises(GenerationError, match="not plain JSON"):
        client_sources(read_document(raw, "t"))


def operation(**changes: Any) -> dict[str, Any]:
    """A document with one operation that is changed in one way."""
    body = {"required": True, "content": {changes.pop("media", "application/json"): {"schema": changes.pop("schema", {"type": "object"})}}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "t", "version": "1"},
        "paths": {changes.pop("path", "/t"): {"post": {"operationId": "t", "requestBody": body, "responses": {}, **changes}}},
    }


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (operation(schema={"type": "object", "unevaluatedProperties": False}), "keyword unevaluatedProperties: not checked by the client"),
        (operation(schema={"type": "object", "properties": {"a": {"pattern": r"\p{L}"}}}), "has no equivalent in Python"),
        (operation(path="/{a}"), "the path has '{a}', which no parameter describes"),
        (operation(parameters=[{"name": "a", "in": "path", "schema": {}}]), "parameter 'a': it is not in the path"),
        (operation(parameters=[{"name": "a b", "in": "header", "schema": {}}]), "a name that HTTP does not allow"),
        (
            operation(parameters=[{"name": "a", "in": "query", "style": "matrix", "schema": {}}]),
            "the style 'matrix', which OpenAPI does not",
        ),
        (operation(parameters=[{"name": "a", "in": "query", "content": {"application/xml": {}}}]), "is written as application/xml"),
        (operation(parameters=[{"name": "a", "in": "fridge", "schema": {}}]), "in no known place"),
    ],
)
def test_what_cannot_be_called_rightly_is_refused_by_name(raw: dict[str, Any], reason: str) -> None:
    with pytest.raises(SwornspecError, match=re.escape(reason)):
        client_sources(read_document(raw, "t"))
