"""Values that the prose of a field lists in ways that only the whole of it gives away.

- Kite accounts: `breeze`, `gale`            the values of all the items, where each label is none of a field's values
- School accounts: `breeze`

Wind strategy `breeze`, `gale` (`breeze` by default)      behind a noun for what has values
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from swornspec.rules.english.meaning.claim import Claim
from swornspec.rules.english.nouns import any_is
from swornspec.rules.english.reader import Outcome, Sentence
from swornspec.rules.english.reading import Reading
from swornspec.rules.english.tokens import parts_of
from swornspec.rules.field import Field
from swornspec.rules.rule import Effect
from swornspec.spec.ground import Ground
from swornspec.spec.labels import condition_of

_VALUES: Final = r"`[^`\n]{1,60}`(?:(?:, or |, and |, | or | and )`[^`\n]{1,60}`)"
_LABELLED: Final = re.compile(rf"(?P<label>[^`\n]{{2,200}}?):\s*(?P<values>{_VALUES}{{0,30}})[.]?")
_LED: Final = re.compile(
    rf"(?P<head>(?:[A-Za-z-]{{1,20}}\s){{0,4}}?[A-Za-z-]{{2,20}})\s(?P<values>{_VALUES}{{1,30}})(?:\s\([^()]{{0,80}}\bdefault[^()]{{0,80}}\))?[.]?",
    re.IGNORECASE,
)
_QUOTED: Final = re.compile(r"`([^`\n]{1,60})`")
_EXAMPLES: Final = re.compile(r"\b(?:e\.?g|example|such as|like|see|default|not|except|if|when|for|with|unless)\b", re.IGNORECASE)
_FEWEST: Final = 2


def with_listed(heard: Sequence[Sentence], field: Field, ground: Ground) -> list[Sentence]:
    """The sentences of a field's prose, those that list its values as what they list."""
    stated = any("enum" in k for s in heard for r in s.readings for k in r.claim.keywords)
    if stated or (field.types and "string" not in field.types):
        return list(heard)
    labelled = [n for n, s in enumerate(heard) if not s.readings and _labelled(s, ground) is not None]
    values = list(dict.fromkeys(v for n in labelled for v in _labelled(heard[n], ground) or ()))
    if len(labelled) >= _FEWEST and _is_news(values, field):
        return [
            _stating(s, field, values) if n == labelled[0] else replace(s, outcome=Outcome.NOTE, why="") if n in labelled else s
            for n, s in enumerate(heard)
        ]
    led = next((one for one in _led(heard) if _is_news(one[1], field)), None)
    return [_stating(s, field, led[1]) if led is not None and n == led[0] else s for n, s in enumerate(heard)]


def _is_news(values: Sequence[str], field: Field) -> bool:
    """Whether nothing else tells the values of a field; what its prose told before is told again."""
    return not field.enum or set(field.enum) == set(values)


def _labelled(said: Sentence, ground: Ground) -> list[str] | None:
    """The values behind a label that names no case that is known."""
    found = _LABELLED.fullmatch(" ".join(said.passage.text.split()))
    if found is None or _EXAMPLES.search(found["label"]) or condition_of(found["label"], ground, whole=True) is not None:
        return None
    return _QUOTED.findall(found["values"])


def _led(heard: Sequence[Sentence]) -> Iterator[tuple[int, list[str]]]:
    """The number of a sentence that has values behind a noun for what has some, and these."""
    for n, said in enumerate(heard):
        found = _LED.fullmatch(" ".join(said.passage.text.split()))
        noun = parts_of(found["head"].split()[-1]) if found is not None else ()
        plain = all(set(r.claim.keywords) <= {"default"} for r in said.readings)
        if found is not None and any_is("category", noun) and plain and not _EXAMPLES.search(found["head"]):
            yield n, list(dict.fromkeys(_QUOTED.findall(found["values"])))


def _stating(said: Sentence, field: Field, values: list[str]) -> Sentence:
    """A sentence that lists the values of a field."""
    reading = Reading(Claim("enum", field.name, {"enum": values}), (), Effect.REJECT, None)
    return replace(said, outcome=Outcome.KEYWORD, readings=(*said.readings, reading), why="")


__all__ = ["with_listed"]
