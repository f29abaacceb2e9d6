"""Nodes of a parsed document, where nothing is sure to be of the kind it should be."""

from collections.abc import Mapping
from typing import Any


def as_mapping(node: Any) -> Mapping[str, Any]:
    """A node of a document where an object should be; an empty one where it is something else."""
    return node if isinstance(node, Mapping) else {}


def as_list(node: Any) -> list[Any]:
    """A node of a document where an array should be; an empty one where it is something else."""
    return node if isinstance(node, list) else []
