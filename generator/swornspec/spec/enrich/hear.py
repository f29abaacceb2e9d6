"""The prose of a family, read in the light of all its values: which sentences state something, or sound as if they did."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from swornspec.rules.english.conditions import Scope
from swornspec.rules.english.news import News, telling
from swornspec.rules.english.plainer import read_plainer
from swornspec.rules.english.reader import Outcome, Sentence, read_prose
from swornspec.rules.english.tokens import Vocabulary
from swornspec.rules.field import Field, IndexedFields, with_field
from swornspec.spec.enrich.known import Known
from swornspec.spec.enrich.site import Family, Site, Text
from swornspec.spec.ground import Ground, ground_of
from swornspec.spec.noted import read_notes
from swornspec.spec.valued import read_of_values
from swornspec.spec.whole import about_any
from swornspec.text.markup import passages
from swornspec.text.span import Passage, Span

_MOST: Final = 20_000
"""Characters of one description that are read."""
_SHOWN: Final = 200


@dataclass(frozen=True, slots=True)
class Heard:
    """A sentence that states something or sounds as if it did; without a site it is about the whole family."""

    site: Site | None
    text: Text
    sentence: Sentence
    guest: bool = False


@dataclass(slots=True)
class Hearing:
    """What a family's prose says, text by text, and the knowledge in the light of which it was read."""

    family: Family
    known: dict[str, Any]
    fields: Mapping[str, Field]
    by_text: dict[int, list[Heard]] = field(default_factory=dict)

    @property
    def heard(self) -> Iterator[Heard]:
        """All that was heard, in the order of the document."""
        return (heard for listed in self.by_text.values() for heard in listed)


def told(family: Family, known: Known) -> tuple[dict[str, Field], dict[str, Any]]:
    """The values of a family as fields, and what of that decides how its sentences are read."""
    fields = IndexedFields({site.name: known.field(site) for site in (*family.others, *family.guests, *family.sites)})
    return fields, telling(fields)


def hear(
    family: Family, fields: Mapping[str, Field], telling: dict[str, Any], known: Known, speaking: set[int], before: Hearing | None = None
) -> Hearing:
    """Read all prose of a family; of its guests only those that say more than keywords (`speaking`, by identity).

    What was heard `before` and cannot mean anything else now is taken as it was.
    """
    vocabulary = Vocabulary(fields)
    ground = ground_of(fields, vocabulary)
    hearing = Hearing(family, telling, fields)
    news = News(before.known, telling) if before is not None else None
    texts = [(site, text) for site in family.sites for text in site.texts]
    texts += [(site, text) for site in family.guests if id(site) in speaking for text in site.texts]
    guests = {id(site) for site in family.guests}
    for site, text in texts:
        old = before.by_text.get(id(text)) if before is not None and news is not None and not news.touch(site.name, [text.words]) else None
        if old is None:
            scope = _scope(site, fields, known)
            old = [Heard(site, text, sentence, id(site) in guests) for sentence in _read(text, scope, ground)]
        hearing.by_text[id(text)] = old
    for text in family.whole:
        read = about_any(_read(text, ground.whole, ground, whole=True), vocabulary)
        hearing.by_text[id(text)] = [Heard(None, text, sentence) for sentence in read]
    return hearing


def says_more(hearing: Hearing) -> bool:
    """Whether the prose of a shared value says more than keywords, so that it must be read among the values of each operation."""
    return any(h.sentence.outcome is Outcome.GAP or not all(r.is_keyword for r in h.sentence.readings) for h in hearing.heard)


def _scope(site: Site, fields: Mapping[str, Field], known: Known) -> Scope:
    own = known.field(site)
    return Scope(site.name, fields if fields[site.name].schema == own.schema else with_field(own, fields), {}, {})


def _read(text: Text, scope: Scope, ground: Ground, *, whole: bool = False) -> Iterator[Sentence]:
    """The sentences of a text that state something or sound so; what follows where reading ends is one of them."""
    words = text.words if len(text.words) <= _MOST else text.words[: _whole_sentences(text.words[:_MOST])]
    if whole:
        said: Iterable[Sentence] = read_notes(list(passages("", words)), ground)
    else:
        plain = (read_plainer(s, scope, ground.vocabulary) for s in read_prose(passages("", words), scope, ground.vocabulary))
        said = read_of_values(plain, scope, ground)
    yield from (s for s in said if s.readings or s.outcome is Outcome.GAP)
    if len(words) < len(text.words):
        line, end = words.count("\n") + 1, len(words) + _SHOWN
        rest = Passage(text.words[len(words) : end], Span("", line, line, len(words), end))
        yield Sentence(rest, Outcome.GAP, why=f"a description is read up to {_MOST} characters; this follows")


def _whole_sentences(words: str) -> int:
    """Where the last sentence or line that is there as a whole ends; a half one would be misread."""
    return max(words.rfind("\n"), words.rfind(". ")) + 1
