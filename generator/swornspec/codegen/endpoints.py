"""A plan to the source of its endpoint functions, written by openapi-python-client with patched templates.

The patches make its functions take and give our models and send through our runtime. Each names the exact text that it
replaces; when a release of the tool changes that text, generation stops and says so.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import CodeType
from typing import TYPE_CHECKING, Any, Final

from swornspec.codegen.plan import Plan
from swornspec.codegen.skeleton import skeleton
from swornspec.errors import GenerationError
from swornspec.spec.address import encoded_path

if TYPE_CHECKING:
    from jinja2 import BytecodeCache

_CODE: Final = "{{ return_string | as_unembedded_code }}"
_ARGUMENTS: Final = "{{ arguments(endpoint) | indent(4) }}"
_ASYNC_ARGUMENTS: Final = '{{ arguments(endpoint, client_type="AsyncCall") | indent(4) }}'
_ANY_CLIENT: Final = "client: AuthenticatedClient | Client"

_UNEXPECTED: Final = """\
    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None
"""
_CLIENT_ARGUMENT: Final = """\
{% if endpoint.requires_security %}
client: AuthenticatedClient,
{% else %}
client: AuthenticatedClient | Client,
{% endif %}
"""
_RAISES: Final = """\
    errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
    httpx.TimeoutException: If the request takes longer than Client.timeout.
"""
_THEIR_IMPORTS: Final = """\
from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors
"""
_OUR_IMPORTS: Final = """\
from ..._runtime.arguments import in_path
from ..._runtime.connection import AsyncCall, Call
from ..._runtime.errors import ResponseInvalid
from ..._runtime.model import from_response, to_wire
from ..._runtime.request import Operation
from ..._runtime.types import Response, UNSET
"""


_CONTENT_TYPE: Final = 'headers["Content-Type"] = "{{ body.content_type | in_double_quote_literal }}"'
_ANY_CONTENT_TYPE: Final = f"""\
{{% if body.body_type == "content" %}}
    {{% if body.prop.required %}}
    headers["Content-Type"] = body.content_type
    {{% else %}}
    headers["Content-Type"] = "" if isinstance(body, Unset) else body.content_type
    {{% endif %}}
    {{% else %}}
    {_CONTENT_TYPE}
    {{% endif %}}"""


@dataclass(frozen=True, slots=True)
class Patch:
    """A text of a packaged template, what replaces it, and how often it stands there."""

    old: str
    new: str
    times: int = 1


PATCHES: Final[Mapping[str, tuple[Patch, ...]]] = {
    "endpoint_module.py.jinja": (
        Patch(_THEIR_IMPORTS, _OUR_IMPORTS),
        Patch("{{ relative }}", "{{ our_import(relative) }}"),
        Patch("def _get_kwargs(\n", "def _get_kwargs(\n    operation: Operation,\n"),
        Patch("kwargs = _get_kwargs(\n", "kwargs = _get_kwargs(\n        client.operation,\n", 2),
        Patch(
            f"def _parse_response(*, {_ANY_CLIENT}, response: httpx.Response) -> {{{{return_type}}}}:",
            f"def _parse_response(response: httpx.Response) -> {_CODE}:",
        ),
        Patch("status_code=HTTPStatus(response.status_code)", "status_code=response.status_code"),
        Patch("from http import HTTPStatus\n", ""),
        Patch('"url": "{{ endpoint.path | in_double_quote_literal }}"', '"url": "{{ address(endpoint) | in_double_quote_literal }}"', 2),
        Patch('quote(str({{parameter.python_name}}), safe="")', "in_path({{parameter.python_name}})"),
        Patch(_CONTENT_TYPE, _ANY_CONTENT_TYPE, 2),
        Patch(_UNEXPECTED, '    raise ResponseInvalid(f"no success with status {response.status_code} is documented", response)\n'),
        Patch(f"def _build_response(*, {_ANY_CLIENT}, response: httpx.Response)", "def _build_response(response: httpx.Response)"),
        Patch("parsed=_parse_response(client=client, response=response)", "parsed=_parse_response(response)"),
        Patch("return _build_response(client=client, response=response)", "return _build_response(response)", 2),
        Patch("response = client.get_httpx_client().request(\n        **kwargs,\n    )", "response = client.send(**kwargs)"),
        Patch(
            "response = await client.get_async_httpx_client().request(\n        **kwargs\n    )", "response = await client.send(**kwargs)"
        ),
        Patch(f"async def asyncio_detailed(\n    {_ARGUMENTS}", f"async def asyncio_detailed(\n    {_ASYNC_ARGUMENTS}"),
        Patch(f"async def asyncio(\n    {_ARGUMENTS}", f"async def asyncio(\n    {_ASYNC_ARGUMENTS}"),
        Patch(f") -> {_CODE} | None:", f") -> {_CODE}:", 2),
    ),
    "endpoint_macros.py.jinja": (
        Patch("arguments(endpoint, include_client=True) %}", 'arguments(endpoint, include_client=True, client_type="Call") %}'),
        Patch(_CLIENT_ARGUMENT, "client: {{ client_type }},\n"),
        Patch("'headers[\"' + (parameter.name |", '\'headers["\' + (wire_name(endpoint, "header", parameter) |'),
        Patch('cookies["{{ parameter.name |', 'cookies["{{ wire_name(endpoint, "cookie", parameter) |', 2),
        Patch('params["{{ property.name |', 'params["{{ wire_name(endpoint, "query", property) |'),
        Patch('_kwargs["content"] = body.payload', '_kwargs["content"] = body.content', 2),
        Patch(_RAISES, "    ClientError: as the client's own method does.\n"),
    ),
    "property_templates/model_property.py.jinja": (
        Patch("{{ property.class_info.name }}.from_dict({{ source }})", "from_response({{ property.class_info.name }}, response)"),
        Patch('{% set transformed = source + ".to_dict()" %}', '{% set transformed = "to_wire(operation, " + source + ")" %}'),
    ),
}


def endpoint_sources(plan: Plan) -> dict[str, str]:
    """The endpoint modules by path below the package; GenerationError when the tool leaves an operation out."""
    project = _project(plan)
    template = project.env.get_template("endpoint_module.py.jinja", globals={"isbool": _is_bool})
    collections = project.openapi.endpoint_collections_by_tag
    complaints = [*project.openapi.errors, *(e for c in collections.values() for e in c.parse_errors)]
    sources = {"api/__init__.py": '"""The endpoint functions, one module for each operation."""\n'}
    written: set[str] = set()
    streamed = {s.method for s in plan.streams}
    for tag, collection in collections.items():
        sources[f"api/{tag}/__init__.py"] = '"""Endpoint functions: sync and asyncio, each also with the whole response."""\n'
        for endpoint in collection.endpoints:
            written.add(str(endpoint.name))
            sources[f"api/{tag}/{endpoint.name}.py"] = template.render(endpoint=endpoint)
            if str(endpoint.name) in streamed:
                sources[f"api/{tag}/{endpoint.name}.py"] += "\n\nrequest_parts = _get_kwargs\n"
    missing = [m.name for m in plan.methods if m.name not in written]
    if complaints or missing or len(written) != len(plan.methods):
        said = "; ".join(_said(c) for c in complaints) or "no reason given"
        raise GenerationError(f"the endpoint generator left out {', '.join(missing) or 'nothing, but complains'}: {said[:500]}")
    return sources


def patched(name: str, source: str) -> str:
    """A packaged template with its patches applied; GenerationError when a text they replace is not there as often as expected."""
    for patch in PATCHES[name]:
        found = source.count(patch.old)
        if found != patch.times:
            first = patch.old.strip().splitlines()[0]
            reason = f"the template changed: {name} has {found} times, not {patch.times} times: {first}"
            raise GenerationError(reason, mend="use the pinned release of openapi-python-client, or review the patches")
        source = source.replace(patch.old, patch.new)
    return source


def _project(plan: Plan) -> Any:
    from jinja2 import ChoiceLoader, DictLoader, PackageLoader
    from openapi_python_client import Project
    from openapi_python_client.config import Config, MetaType
    from openapi_python_client.parser import GeneratorData

    config = Config(
        meta_type=MetaType.NONE,
        class_overrides={},
        project_name_override=plan.package,
        package_name_override=plan.package,
        package_version_override=plan.version,
        use_path_prefixes_for_title_model_names=True,
        post_hooks=[],
        docstrings_on_attributes=False,
        field_prefix="field_",
        generate_all_tags=False,
        http_timeout=1,
        literal_enums=False,
        document_source=Path("skeleton.json"),
        file_encoding="utf-8",
        content_type_overrides={},
        overwrite=False,
        output_path=Path("unused"),
    )
    parsed = GeneratorData.from_dict(skeleton(plan), config=config)
    if not isinstance(parsed, GeneratorData):
        raise GenerationError(f"the endpoint generator refuses the document: {_said(parsed)}")
    project = Project(openapi=parsed, config=config)
    packaged = PackageLoader("openapi_python_client")
    sources = {name: patched(name, packaged.get_source(project.env, name)[0]) for name in PATCHES}
    project.env.loader = ChoiceLoader([DictLoader(sources), packaged])
    project.env.bytecode_cache = _compiled()
    project.env.globals.update(wire_name=_wire_names(plan), address=_addresses(plan), our_import=_our_imports(plan))
    return project


@cache
def _compiled() -> "BytecodeCache":
    """Templates that were compiled before, by the checksum of their source: the tool would compile them for every document."""
    from jinja2 import BytecodeCache
    from jinja2.bccache import Bucket

    known: dict[tuple[str, str], CodeType | None] = {}

    class Compiled(BytecodeCache):
        def load_bytecode(self, bucket: Bucket) -> None:
            bucket.code = known.get((bucket.key, bucket.checksum))

        def dump_bytecode(self, bucket: Bucket) -> None:
            known[bucket.key, bucket.checksum] = bucket.code

    return Compiled()


def _wire_names(plan: Plan) -> Callable[[Any, str, Any], str]:
    known = {(m.name, a.location, a.passed): a.wire for m in plan.methods for a in m.parameters}

    def wire_name(endpoint: Any, location: str, parameter: Any) -> str:
        return known[str(endpoint.name), location, str(parameter.python_name)]

    return wire_name


def _addresses(plan: Plan) -> Callable[[Any], str]:
    known = {m.name: encoded_path(m.path) for m in plan.methods}

    def address(endpoint: Any) -> str:
        return known[str(endpoint.name)]

    return address


def _our_imports(plan: Plan) -> Callable[[str], str]:
    known = {c.name for c in plan.classes}

    def our_import(line: str) -> str:
        start, _, name = line.partition(" import ")
        if not start.startswith("from ...models."):
            return line.replace("from ...types import", "from ..._runtime.types import")
        if name not in known:
            raise GenerationError(f"the endpoint generator spells a class {name}, which is not how it was named")
        return f"from ...models import {name}"

    return our_import


def _is_bool(parameter: Any) -> bool:
    return str(parameter.get_base_type_string().as_unembedded_code()) == "bool"


def _said(complaint: Any) -> str:
    parts = (getattr(complaint, "header", None), getattr(complaint, "detail", None))
    return " ".join(str(p) for p in parts if p)
