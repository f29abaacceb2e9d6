"""Server Objects (OpenAPI 3.1, 4.8.5) to URLs."""

import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, Final

from swornspec.spec.nodes import as_list, as_mapping

_VARIABLES: Final = re.compile(r"\{([^{}]*)\}")


def urls_of(servers: Any) -> Iterator[str]:
    """The URLs of a list of servers, their variables replaced by the defaults; a variable that is not described stays."""
    for entry in as_list(servers):
        if isinstance(entry, Mapping) and "url" in entry:
            yield _VARIABLES.sub(partial(_default, as_mapping(entry.get("variables"))), str(entry["url"]))


def _default(known: Mapping[str, Any], found: re.Match[str]) -> str:
    variable = known.get(found[1])
    return str(variable.get("default", "")) if isinstance(variable, Mapping) else found[0]
