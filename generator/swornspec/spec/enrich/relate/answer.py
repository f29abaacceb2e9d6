"""What the successful response of an operation holds: its values with their places, as far as objects alone lead to them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from swornspec.rules.english.nouns import any_is, nouns
from swornspec.rules.english.tokens import parts_of
from swornspec.spec.enrich.known import Known, Tree
from swornspec.spec.enrich.schemas import Schemas

_DEEPEST: Final = 3
_MOST: Final = 300
_WORD: Final = re.compile(r"[A-Za-z][A-Za-z'’-]*|[^\sA-Za-z]")
_LONGEST: Final = 300  # characters of a description in which its first noun is looked for
_CONTAINERS: Final = frozenset(("list", "array", "set", "collection", "sequence"))


@dataclass(frozen=True, slots=True)
class Spot:
    """A value of a response: the members that lead to it, and the keywords that hold for it.

    `holder` is the object of the document that holds its description, None where it has none. `members` are the types of
    its members, or of those of its items, by name.
    """

    steps: tuple[str, ...]
    says: Mapping[str, Any]
    holder: dict[str, Any] | None
    members: Mapping[str, frozenset[str]]

    @property
    def name(self) -> str:
        """What it is called; nothing for a response as a whole."""
        return self.steps[-1] if self.steps else ""

    @property
    def types(self) -> frozenset[str]:
        """The JSON types it may have, null left out."""
        return types_of(self.says)

    @property
    def description(self) -> str:
        """The description, empty where there is none."""
        return "" if self.holder is None else str(self.holder["description"])

    def is_called(self, noun: str) -> bool:
        """Whether its name or its description says that it is what a noun stands for, in whatever number."""
        head = parts_of(noun)[-1:]
        return bool(head) and head in (parts_of(self.name)[-1:], parts_of(head_noun(self.description))[-1:])

    @property
    def is_outcome(self) -> bool:
        """Whether it is by its name whatever the operation gives."""
        return not self.steps or any_is("outcome", parts_of(self.name))


def spots(tree: Tree, operation: Mapping[str, Any]) -> list[Spot]:
    """The values of the first documented success of an operation that is JSON, those nearest to its top first."""
    schema = _success(tree, operation)
    if schema is None:
        return []
    known, schemas = Known(tree, {}), Schemas(tree)
    found: list[Spot] = []
    waiting: list[tuple[tuple[str, ...], Any]] = [((), schema)]
    while waiting and len(found) < _MOST:
        steps, node = waiting.pop(0)
        found.append(Spot(steps, known.of(node), _holder(tree, node), _members(tree, known, schemas, node)))
        if len(steps) < _DEEPEST:
            for part in _alternatives(tree, node):
                waiting += [((*steps, s.name), s.schema) for s in schemas.properties(part, ("", ""), sent=False)]
    return found


def types_of(schema: Any) -> frozenset[str]:
    """The JSON types that a schema states, null left out."""
    stated = schema.get("type") if isinstance(schema, Mapping) else None
    return frozenset(t for t in (stated if isinstance(stated, list) else (stated,)) if isinstance(t, str)) - {"null"}


def head_noun(text: str) -> str:
    """The word that a description says its value is: `images` for "The list of generated images, newest first"; else nothing."""
    words: list[str] = []
    for match in _WORD.finditer(text[:_LONGEST]):
        word = match.group().lower()
        if word == "of" and words and words[-1].removesuffix("s") in _CONTAINERS:
            words = []
        elif not word[0].isalpha() or word in nouns("link") or word in ("is", "are", "will", "was", "were"):
            break
        else:
            words.append(word)
    return words[-1] if words else ""


def _success(tree: Tree, operation: Mapping[str, Any]) -> dict[str, Any] | None:
    responses = operation.get("responses")
    listed = responses if isinstance(responses, dict) else {}
    stated = sorted(s for s in map(str, listed) if s.startswith("2"))
    for status in stated:
        content = tree.resolve(listed.get(status, listed.get(int(status) if status.isdigit() else status))).get("content")
        for media_type, media in content.items() if isinstance(content, dict) else ():
            if "json" in str(media_type) and isinstance(media, dict) and isinstance(media.get("schema"), dict):
                schema: dict[str, Any] = media["schema"]
                return schema
    return None


def _holder(tree: Tree, schema: dict[str, Any]) -> dict[str, Any] | None:
    """The object that describes a value: its own schema, else what that refers to."""
    for node in (schema, tree.resolve(schema)):
        if isinstance(node.get("description"), str) and node["description"].strip():
            return node
    return None


def _members(tree: Tree, known: Known, schemas: Schemas, schema: dict[str, Any]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for part in _alternatives(tree, schema):
        for holder in (part, *_alternatives(tree, tree.resolve(tree.resolve(part).get("items")))):
            for site in schemas.properties(holder, ("", ""), sent=False):
                found.setdefault(site.name, types_of(known.of(site.schema)))
    return found


def _alternatives(tree: Tree, schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The schema, and the one that it may be besides null."""
    yield schema
    for key in ("anyOf", "oneOf"):
        listed = tree.resolve(schema).get(key)
        real = [a for a in listed if isinstance(a, dict) and a.get("type") != "null"] if isinstance(listed, list) else []
        if len(real) == 1:
            yield real[0]
