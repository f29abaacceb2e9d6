"""Names in generated code: what a documented name becomes in Python. Only ASCII letters, digits and underscores come out.

The names must survive openapi-python-client's own spelling rules unchanged, which `codegen.endpoints` verifies.
"""

import builtins
import keyword
import re
import unicodedata
from collections.abc import Collection
from typing import Final

_LONGEST: Final = 60
_RESERVED: Final = frozenset({*dir(builtins), *keyword.kwlist, *keyword.softkwlist, "self", "cls", "true", "false", "datetime"}) - {
    "id",
    "type",
}
RESERVED_METHODS: Final = ("close", "aclose", "advice", "check", "with_options", "with_raw_response")
"""Methods of every generated client: no operation is called so."""
IDEMPOTENCY_ARGUMENT: Final = "idempotency_key"
OWN_ARGUMENTS: Final = ("extra_body", "extra_headers", "extra_query", IDEMPOTENCY_ARGUMENT, "max_retries", "self", "timeout")
"""Arguments of every method of a generated client: no field is called so."""
TAKEN_BY_ENDPOINTS: Final = (
    *OWN_ARGUMENTS, "body", "client", "cookies", "headers", "httpx", "kwargs", "operation", "params", "quote", "response", "url",
)  # fmt: skip
"""Names that no parameter outside of a body may have, because generated functions use them."""


def words(text: str) -> list[str]:
    """The words of a name, split at case changes and at whatever is no ASCII letter or digit: topP is top, P."""
    return re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+", _plain(text))


def snake_case(text: str) -> str:
    """`topP` as `top_p`, `modelId` as `model_id`; `field` for a name without a single letter, digits never first."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", _plain(text))
    name = re.sub(r"[^A-Za-z0-9]+", "_", spaced).strip("_").lower()[:_LONGEST].strip("_") or "field"
    return f"field_{name}" if name[0].isdigit() else name


def python_name(text: str, taken: Collection[str] = ()) -> str:
    """A name for an argument, attribute or function: snake case, no keyword or builtin, none that is taken."""
    name = snake_case(text)
    return distinct(f"{name}_" if name in _RESERVED else name, taken)


def is_idempotency_key(location: str, wire: str) -> bool:
    """Whether a documented parameter is the header that names a request, so that it is done once however often it arrives."""
    return location == "header" and wire.lower() in ("idempotency-key", "x-idempotency-key")


def parameter_name(location: str, wire: str, taken: Collection[str] = ()) -> str:
    """The argument of a parameter outside of the body; that of an idempotency key is called as in every other method.

    `taken` are the names of the other documented arguments.
    """
    if is_idempotency_key(location, wire) and IDEMPOTENCY_ARGUMENT not in taken:
        return IDEMPOTENCY_ARGUMENT
    return python_name(wire, {*taken, *TAKEN_BY_ENDPOINTS})


def class_name(text: str, taken: Collection[str] = ()) -> str:
    """`create generation` as `CreateGeneration`; `Model` first where a name would begin with a digit or be taken by Python."""
    joined = "".join(w if w.isupper() else w.capitalize() for w in words(text))[:_LONGEST] or "Model"
    name = f"Model{joined}" if joined[0].isdigit() or joined in _RESERVED else joined
    return distinct(name, taken, "")


def member_name(text: str, taken: Collection[str] = ()) -> str:
    """The name of an enum member: `Low` as `LOW`, `4K` as `VALUE_4K`, an empty value as `EMPTY`."""
    name = re.sub(r"[^A-Za-z0-9]+", "_", _plain(text)).strip("_").upper()[:_LONGEST].strip("_") or ("VALUE" if text else "EMPTY")
    return distinct(f"VALUE_{name}" if name[0].isdigit() else name, taken)


def distinct(name: str, taken: Collection[str], joint: str = "_") -> str:
    """The name, or the name with the first free number from 2 after a joint."""
    candidate, n = name, 1
    while candidate in taken:
        n += 1
        candidate = f"{name.rstrip('_')}{joint}{n}"
    return candidate


def _plain(text: str) -> str:
    """Letters without their marks: `é` as `e`."""
    return text if text.isascii() else "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
