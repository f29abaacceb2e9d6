"""YAML text to the values of a document, by PyYAML's fast loader, once it is known that the text can neither break nor exhaust it."""

from math import isfinite
from typing import Any

import yaml

from swornspec.errors import DocumentError
from swornspec.spec.marked import place_of
from swornspec.spec.source.yaml_text import read_yaml


def load_yaml(text: str, name: str) -> Any:
    """The value of the one document in a text; DocumentError for anything else."""
    read_yaml(text, name)  # refuses what would break or exhaust the loader
    try:
        return yaml.load(text, Loader=_Loader)  # noqa: S506 - derived from the safe loader
    except (ValueError, yaml.YAMLError) as error:
        problem = getattr(error, "problem", None) or (str(error).splitlines() or [type(error).__name__])[0]
        raise DocumentError(f"not valid YAML: {problem}", where=place_of(error, name)) from error


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc] # chosen at run time
    """YAML as JSON: dates stay strings, keys are strings."""


def _finite(loader: Any, node: yaml.ScalarNode) -> float:
    value = float(loader.construct_yaml_float(node))
    if not isfinite(value):
        problem = f"{str(node.value)[:40]} is no number that JSON has; write one, or put it in quotes if it is text"
        raise yaml.constructor.ConstructorError(None, None, problem, node.start_mark)
    return value


_Loader.add_constructor("tag:yaml.org,2002:float", _finite)
_Loader.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
