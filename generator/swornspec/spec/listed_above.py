"""What a note below a table or list of fields states of these fields together, without their names.

Cannot be combined with `q`.                              each of the fields above excludes q
Only one of these options can be used at a time.          at most one of the fields above
These are ignored when `mode` is `fast`.                  each of the fields above is ignored then
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from swornspec.rules.english.reader import Outcome, Sentence
from swornspec.rules.english.tokens import tokenize
from swornspec.rules.rule import Effect
from swornspec.spec.ground import Ground
from swornspec.spec.groups import FORBIDS, excluding, named_in, said_of_group
from swornspec.spec.under import about_field
from swornspec.text import Passage
from swornspec.text.sentences import sentences

_KIND: Final = r"(?:fields?|parameters?|params?|properties|attributes|arguments|options|keys|values|inputs)"
_NOT_WITH: Final = re.compile(
    r"\W{0,3}(?:(?:note|important|warning|attention|caution)\b\W{1,6})?"
    rf"(?:(?:these|the\s+above)\s+(?:\w+\s+)?{_KIND}\s+)?{FORBIDS}\s+be\s+"
    r"(?:combined|used|mixed|sent)(?:\s+together|\s+in\s+combination)?\s+with\s+(?:the\s+)?(?P<names>`[^.;]{1,160}?)"
    r"(?:\s+(?:parameters?|fields?))?[.]?",
    re.IGNORECASE,
)
_OF_THESE: Final = re.compile(
    rf"\bof\s+(?:these|the\s+above)(?:\s+(?:\w+\s+){{0,2}}{_KIND})?(?=\s+(?:can|may|must|should|is|are|has|have|needs?|will)\b)"
    rf"|\b(?:these|the\s+above)(?:\s+(?:\w+\s+){{0,2}}{_KIND})?\s+(?:are|cannot|can't|must|may)\b",
    re.IGNORECASE,
)
_EACH: Final = re.compile(
    rf"\W{{0,3}}(?:(?:all|each)\s+of\s+)?(?:these|the\s+above)(?:\s+(?:\w+\s+){{0,2}}{_KIND})?\s+(?P<be>are|have|must|may|can|cannot|will|should)\s+"
    r"(?P<rest>\S.{5,200})",
    re.IGNORECASE,
)
_FEW: Final = 4  # fields that may be all that there are
_MOST: Final = 8
_SINGULAR: Final = {"are": "is", "have": "has"}


def of_listed(note: Passage, listed: Sequence[str], ground: Ground) -> list[Sentence] | None:
    """The sentences of a note that state something of the fields above it, the others as gaps or notes to be read by themselves.

    None where no sentence does.
    """
    own = [name for name in listed if name in ground.fields]
    if not own:
        return None
    parts = [Passage(part.text, part.span) for part in sentences(note)]
    read = [next(_ways(part, own, ground), None) for part in parts]
    if not any(read):
        return None
    return [said if said is not None else Sentence(part, Outcome.NOTE) for said, part in zip(read, parts, strict=True)]


def _ways(part: Passage, own: Sequence[str], ground: Ground) -> Iterator[Sentence]:
    """A sentence about fields, as each way to read it understands it."""
    if (apart := _apart(part, own, ground)) is not None:
        yield apart
    if _OF_THESE.search(part.text) is None:
        return
    if _counts_these(part, own, ground) and (counted := said_of_group(part, own, ground)):
        yield replace(counted[0], readings=tuple(r for s in counted for r in s.readings))
    each = _EACH.fullmatch(part.text)
    if each is not None:
        be = each["be"].lower()
        asked = f"This {_SINGULAR.get(be, be)} {each['rest']}"
        read = [about_field(Passage(asked, part.span), name, ground) for name in own]
        if all(len(s) == 1 and s[0].outcome is Outcome.RULE and _is_of_all(s[0], own) for s in read):
            yield Sentence(part, Outcome.RULE, tuple(r for s in read for r in s[0].readings))


def _counts_these(part: Passage, own: Sequence[str], ground: Ground) -> bool:
    """Whether a sentence may say how many of the fields above are sent: it names none, and they are a group beside other fields."""
    named = any(t.kind == "FIELD" for t in tokenize(part.text, ground.vocabulary)) or part.text.rstrip("*_ ").endswith(":")
    optional = not any(ground.fields[name].required or ground.fields[name].location == "path" for name in own)
    apart = len(own) <= _FEW or any(name not in own for name in ground.fields)
    return 1 < len(own) <= _MOST and optional and apart and not named


def _is_of_all(said: Sentence, own: Sequence[str]) -> bool:
    return all(r.effect in (Effect.REJECT, Effect.IGNORED) and r.claim.subject in own and not r.is_keyword for r in said.readings)


def _apart(part: Passage, own: Sequence[str], ground: Ground) -> Sentence | None:
    """That fields are not sent together with others: `Cannot be combined with q.`; None for all other sentences."""
    found = _NOT_WITH.fullmatch(part.text.strip())
    others = named_in(found["names"]) if found is not None else []
    if not others or any(name not in ground.fields or name in own for name in others):
        return None
    return Sentence(part, Outcome.RULE, tuple(excluding(own, others)))


__all__ = ["of_listed"]
