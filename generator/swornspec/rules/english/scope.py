"""What a sentence may speak of: the fields of its operation, the one it is said of, values by other names."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from swornspec.rules.english.tokens import Token, number
from swornspec.rules.expr import Compare, Expr, Literal, Present, Ref, Scalar
from swornspec.rules.field import Field, Fields, that_may_have

_NUMERIC: Final = frozenset({"integer", "number"})
_NUMBER: Final = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?")
_JOINED: Final = re.compile(r"(?<=[A-Za-z])[-_ ](?=[A-Za-z])")


@dataclass(frozen=True, slots=True)
class Scope:
    """What a sentence may speak of: the operation's fields, the field it is said of, known aliases of values.

    `aliases` maps (field, value said) to the value meant; `groups` maps a group's name in lower case to its condition.
    `listed` are the values that the sentences before have listed for the field; `separated` says that its text holds
    several values, separated by commas.
    `times` are the units of time that it is said to count.
    `itself` is the field whose prose it is, where a sentence speaks of another.
    `recent` is the condition of the sentence before, which "in this case" means.
    """

    subject: str
    fields: Fields
    aliases: Mapping[tuple[str, str], str]
    groups: Mapping[str, Expr]
    listed: tuple[Any, ...] = ()
    separated: bool = False
    times: frozenset[str] = frozenset()
    itself: str = ""
    recent: Expr | None = None

    @property
    def field(self) -> Field:
        """The field the sentence is said of."""
        return self.fields[self.subject]

    def about(self, name: str) -> "Scope":
        """The same where the sentence is said of another field."""
        return self if name == self.subject else replace(self, subject=name)

    def ref(self, name: str) -> Ref:
        """How a rule reads a field: the subject as sent, another one with its documented default."""
        field = self.fields.get(name)
        return Ref(name, effective=name != self.subject and field is not None and field.default is not None)

    def used(self, name: str) -> Expr:
        """That a field is used: a boolean is true, anything else was sent."""
        if self.is_flag(name):
            return Compare("==", self.ref(name), Literal(True))
        return Present(name)

    def is_flag(self, name: str) -> bool:
        """Whether a field is a boolean."""
        return name in self.fields and self.fields[name].types == ("boolean",)

    def bind(self, name: str, token: Token) -> Scalar:
        """The value of a field that a token means: a member of its enum or an alias of one, else the words themselves."""
        field = self.fields.get(name)
        if token.kind in ("TRUE", "FALSE") and (field is None or field.types in ((), ("boolean",))):
            return token.kind == "TRUE"
        if token.kind == "NUM" and (field is None or field.types != ("string",)):
            return token.value  # type: ignore[no-any-return] # a NUM token holds a number
        said = str(token.value)
        if token.kind == "VAL" and field is not None and said.casefold() in ("true", "false") and self._may_be_flag(field):
            return said.casefold() == "true"
        if token.kind == "VAL" and field is not None and field.types and set(field.types) <= _NUMERIC and _NUMBER.fullmatch(said):
            return number(said)
        meant = self.aliases.get((name, said), said)
        members = [m for m in (field.enum or () if field else ()) if isinstance(m, str)]
        alike = [m for m in members if m.casefold() == meant.casefold()]
        alike = alike or [m for m in members if _plain(m) == _plain(meant)]
        return meant if meant in members or len(alike) != 1 else alike[0]

    def _may_be_flag(self, field: Field) -> bool:
        """Whether the word `true` is no text: of a boolean, and of another field of which the page tells neither type nor values."""
        return field.types == ("boolean",) or (not field.types and not field.enum and field.name != self.subject)

    def is_documented(self, value: str) -> bool:
        """Whether a word is a value that some field is documented to have."""
        return any(value in (f.enum or ()) for f in that_may_have(value, self.fields))

    def fits(self, name: str, value: Scalar) -> bool:
        """Whether a value is of a type that a field may have."""
        field = self.fields.get(name)
        if field is None or not field.types:
            return True
        if isinstance(value, bool):
            return "boolean" in field.types
        if isinstance(value, str):
            return "string" in field.types
        return bool(_NUMERIC & set(field.types))


def _plain(value: str) -> str:
    """A value without what its words are joined by: "multi-frame" is `multi_frame`."""
    return _JOINED.sub("", value).casefold()
