"""A plan to what its client demands of responses when it is asked to be strict: their schemas, as plain data."""

from typing import Any

from swornspec.codegen.constraints import Writer
from swornspec.codegen.plan import Plan
from swornspec.codegen.quote import literal
from swornspec.spec.document import Document


def responses_source(document: Document, plan: Plan) -> str:
    """The source of the module with the schema of each documented success that is JSON, by operation and status."""
    writer = Writer(document, of_responses=True)
    listed = []
    for method in plan.methods:
        documented = method.endpoint.responses
        schemas: dict[str, Any] = {}
        for success in method.successes:
            alone = success.status == "2XX" and not any(status.startswith("2") for status in documented)
            status = "default" if alone else success.status
            if success.model is not None and status in documented:
                schemas[status] = writer.schema(_json_schema(documented[status].schemas))
        listed.append(f"    {literal(method.endpoint.operation_id)}: {literal(schemas)},\n")
    return f'''"""What the documentation says of responses, for clients that are strict. Generated: do not edit."""

from typing import Any

SCHEMAS: dict[str, Any] = {literal(writer.schemas)}

RESPONSES: dict[str, dict[str, Any]] = {{
{"".join(listed)}}}
'''


def _json_schema(schemas: Any) -> Any:
    return next((schema for kind, schema in schemas.items() if "json" in kind), True)
