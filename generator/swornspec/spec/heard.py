"""The prose of an operation: what each of its sentences says, in the light of what is known of the fields.

What is known grows by what prose states. Then only the prose is read again that may mean something else for it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final

from swornspec.page import Block, Lookup, Page
from swornspec.rules.english.conditions import Scope
from swornspec.rules.english.news import News, Telling, telling
from swornspec.rules.english.plainer import read_plainer
from swornspec.rules.english.reader import OF_LABEL, Outcome, Sentence, read_prose
from swornspec.rules.english.tokens import Vocabulary, tokenize
from swornspec.rules.expr import Expr, OneOf, Ref
from swornspec.rules.field import Field, IndexedFields
from swornspec.spec.across import Across
from swornspec.spec.annotation import Alias, FieldAnnotation, Group
from swornspec.spec.asides import asides_of, prose_of_note
from swornspec.spec.asked import as_cell, asked_of, with_asked
from swornspec.spec.beyond import Beyond
from swornspec.spec.cased import read_cased
from swornspec.spec.described import read_described, titles_of
from swornspec.spec.ground import Ground, ground_of
from swornspec.spec.heads import NO_HEADS, heads_of
from swornspec.spec.inner import comments_in, keyed_by, listed_in, refusals_in, tables_in
from swornspec.spec.inward import Inner, read_inward, spoken_levels, without_inward
from swornspec.spec.keyed import Keyed, keyed_items, read_lookup, read_lookups
from swornspec.spec.levels import Elsewhere, Level, elsewhere, grouped, holders, level_of
from swornspec.spec.meanings import Meaning, meanings_of, told_of
from swornspec.spec.noted import read_led, read_notes
from swornspec.spec.sometimes import excepted
from swornspec.spec.strayed import as_items, led_apart, of_holder, of_siblings
from swornspec.spec.told_direction import with_direction
from swornspec.spec.told_facets import with_facets
from swornspec.spec.told_null import with_null
from swornspec.spec.told_types import with_type
from swornspec.spec.value_lists import with_listed
from swornspec.spec.valued import OF_ONE, read_of_values
from swornspec.spec.whole import WHOLE, about_any, about_fields, of_its_subject
from swornspec.text import Passage, Span
from swornspec.text.legible import legible
from swornspec.text.markup import unmarked

_LONGEST_TAG: Final = 400
_TELLING: Final = (Outcome.RULE, Outcome.GAP)
_NAMES_SEVERAL: Final = "is a message that names fields in a way that is not clear"
_CLOSE: Final = 8  # characters between a sentence and the table that it announces


@dataclass(frozen=True, slots=True)
class NamedBlock:
    """A block with the name it goes by, and what was annotated for it (nothing, for a page read on its own)."""

    name: str
    block: Block
    annotation: FieldAnnotation | None = None

    @property
    def path(self) -> str:
        """The name with those of the objects around it, as `size.width`."""
        return ".".join((*self.block.within, self.name))


@dataclass(frozen=True, slots=True)
class Heard:
    """A sentence, and the field it is said of; none where it is about the whole operation."""

    level: Level
    named: NamedBlock | None
    sentence: Sentence

    @property
    def path(self) -> str:
        """The name of the field with those of the objects around it; nothing where there is none."""
        return self.named.path if self.named is not None else ""


Known = Sequence[tuple[NamedBlock, Field]]
"""The fields of a request, each with what is known of it."""


class Listener:
    """Hears the prose about the fields of a request and about the operation, again and again as more of the fields is known."""

    def __init__(self, page: Page, aliases: Sequence[Alias], groups: Sequence[Group]) -> None:
        """Prepare for the prose of a page."""
        self._page, self._aliases, self._groups = page, aliases, groups
        self._told: dict[Level, Telling] = {}
        self._scopes: dict[Level, tuple[Scope, Vocabulary]] = {}
        self._words = Vocabulary({})
        self._apart: dict[Level, Elsewhere] = {}
        self._prose: dict[int, tuple[Passage, ...]] = {}
        self._titles: dict[Level, Mapping[str, str]] = {}
        self._of_field: dict[int, list[Heard]] = {}
        self._across: set[int] = set()  # fields whose prose speaks of other objects, of which more is known the second time
        self._of_all: tuple[tuple[Passage, ...], list[Heard]] | None = None
        self._tables: list[tuple[int, Passage, Lookup]] | None = None
        self._grounds: dict[Level | None, Ground] = {}
        self._meant: dict[Level, list[Meaning]] = {}
        self._comments = list(comments_in(page))
        self._refusals, self._listed = list(refusals_in(page)), list(listed_in(page))
        self._asides = asides_of(page)
        self._heads = heads_of(page)

    def hear(self, known: Known) -> list[Heard]:
        """Every sentence about a request field, read in the light of what is known of its siblings; then those about the operation."""
        levels = levels_of(known)
        if not self._apart:
            self._apart = elsewhere(grouped((level_of(named.block), named.name) for named, _ in known))
        beyond = Beyond(across_of(known))
        self._grounds.clear()
        learned = self._learn_meanings(known)
        news = {level: self._learn(level, fields) for level, fields in levels.items()}
        found: list[Heard] = []
        inner_tables = self._inner_tables(known, levels[()])
        for at, (named, _) in enumerate(known):
            level, prose = level_of(named.block), self._prose_at(at, named.block)
            if at in inner_tables:
                prose = tuple(p for p in prose if not _inside(p, inner_tables[at]))
                self._of_field.pop(at, None)
            inner = (*level, named.name.replace("[]", ""))
            asked = asked_of(self._page, named.block) if named.block.asked else ()
            if (
                at not in self._of_field
                or at in self._across
                or news[level].touch(named.name, (p.text for p in (*prose, *asked)))
                or any(told_of(p.text, learned.get(level, frozenset())) for p in (*prose, *asked))
            ):
                scope, words = self._scopes[level]
                own = scope.about(named.name)
                ground = self._ground(level, levels[level], words)
                plain, led = led_apart(prose if named.block.markup else as_items(prose, self._page.text), ground)
                heard = [of_holder(read_plainer(s, own, words), level, own, words) for s in read_prose(plain, own, words)]
                heard = [read_described(s, self._titles_at(level, known), own, words) for s in heard]
                if asked:
                    heard = with_asked(heard, asked, named.name, ground)
                heard = [as_cell(s, named.name, ground) for s in heard]
                heard = with_facets(with_listed(heard, levels[level][named.name], ground), levels[level][named.name], named.block, words)
                heard = heard if "type" in named.block.schema else with_type(heard, levels[level][named.name], named.block)
                heard = heard if "null" in named.block.schema.get("type", ()) else with_null(heard, levels[level][named.name])
                heard = with_direction(heard, levels[level][named.name])
                keyed = keyed_items(list(read_of_values(heard, own, ground)), levels[level][named.name], levels[level], words)
                about = [excepted(read_cased(s, named.name, ground), levels[level][named.name], named.block) for s in keyed] + led
                if len(levels) > 1 and (inner in levels or any(self._apart[level].spoken_of(s.passage.text) for s in about)):
                    self._across.add(at)
                kept = [self._kept(s, level, inner, self._apart[level], beyond, own, words, ground) for s in about]
                self._of_field[at] = [Heard(where, named, self._as_shown(s) if named.block.markup else s) for where, s in kept]
            found += self._of_field[at]
            if not level:
                found += (Heard((), named, said) for said in self._commented(named.name, self._scopes[()]))
                found += (Heard((), None, said) for keyed in inner_tables.get(at, ()) for said in keyed.sentences)
        words = self._words
        tables = read_lookups(self._page, levels[()], words)
        notes = self._notes(tables)
        apart = self._apart[()]
        across = len(levels) > 1 and any(apart.spoken_of(p.text) for p in notes)
        if self._of_all is None or across or self._of_all[0] != notes or news[()].touch(WHOLE, self._words_of(notes)):
            whole = self._ground(None, levels[()], words)
            said = ((_unled(sentence, tables), led) for sentence, led in read_led(notes, whole, self._heads))
            told = (s for sentence, led in said for s in _of_operation(sentence, apart, beyond if across and not led else None, words))
            messages = (_about_named(s, words) for s in self._refused(whole, apart, beyond, words))
            listed = (_about_named(s, words) for s in about_any(iter(read_notes(self._listed, whole)), words))
            shown = chain((s for s in messages if s.outcome in _TELLING), (s for s in listed if s.outcome in _TELLING))
            refused = (apart.apart(s) for s in shown if s.readings or s.outcome is Outcome.GAP)
            outer = [*map(self._as_shown, told), *refused]
            inner_rules = self._inward(notes, outer, beyond.across, levels) if len(levels) > 1 else []
            outer = without_inward(outer, inner_rules)
            self._of_all = notes, [*(Heard((), None, s) for s in outer), *(Heard(at, None, self._as_shown(s)) for at, s in inner_rules)]
        found += self._of_all[1]
        return [*found, *(Heard((), None, sentence) for table in tables for sentence in table.sentences)]

    def _refused(self, whole: Ground, apart: Elsewhere, beyond: Beyond, words: Vocabulary) -> Iterator[Sentence]:
        """The messages of refused requests that state something of fields, and those that name several and are not understood."""
        for said in read_notes(self._refusals, whole):
            text = said.passage.text
            if said.outcome is Outcome.RULE and (apart.spoken_of(text) is None or len(beyond.levels) < 2):
                yield said
            elif (read := beyond.read_of_all(said, apart, words) if len(beyond.levels) > 1 else None) is not None:
                yield read
            elif len({*(t.value for t in tokenize(text, words) if t.kind == "FIELD"), *apart.all_spoken_of(text)}) > 1:
                yield replace(said, outcome=Outcome.GAP, readings=(), why=said.why or _NAMES_SEVERAL)

    def _inward(
        self, notes: Sequence[Passage], outer: Iterable[Sentence], across: Across, levels: Mapping[Level, IndexedFields]
    ) -> list[Inner]:
        """What notes and messages of errors state of the parts of one object, and not of the request's own fields."""
        known = {s.passage.span.start for s in outer if s.outcome is Outcome.RULE}
        gaps = {s.passage.span.start for s in outer if s.outcome is Outcome.GAP}
        found: dict[int, Inner] = {}
        for told, heads in ((notes, self._heads), (self._refusals, NO_HEADS), (self._listed, NO_HEADS)):
            for level in spoken_levels(told, across):
                ground = self._ground(level, levels[level], self._scopes[level][1])
                for at, said in read_inward(told, heads, level, ground, across):
                    place, rule = said.passage.span.start, said.outcome is Outcome.RULE
                    if place not in known and (rule or (place not in gaps and place not in found)):
                        found[place] = at, said
                        known |= {place} if rule else set()
        return list(found.values())

    def _learn_meanings(self, known: Known) -> dict[Level, frozenset[str]]:
        """Learn what values mean; the words that mean some now and did not before, by the objects that the fields are in."""
        before = {level: {words for _, words, _ in meant} for level, meant in self._meant.items()}
        self._meant.clear()
        for at, (named, field) in enumerate(known):
            if field.enum:
                texts = [legible(p).text for p in self._prose_at(at, named.block)]
                self._meant.setdefault(level_of(named.block), []).extend(meanings_of(field, texts))
        return {
            level: frozenset(words[0] for _, words, _ in meant if words not in before.get(level, ()))
            for level, meant in self._meant.items()
        }

    def _words_of(self, notes: Iterable[Passage]) -> Iterator[str]:
        """The texts in which notes, their headings and refusals may speak of a field."""
        yield from (p.text for p in (*notes, *self._refusals, *self._listed))
        yield from self._heads.around.values()

    def _ground(self, level: Level | None, fields: IndexedFields, words: Vocabulary) -> Ground:
        """What is known of the fields of an object; no level is that of the operation, of which no aliases are known."""
        if level not in self._grounds:
            self._grounds[level] = ground_of(fields, words, self._meant.get(level, ()) if level is not None else ())
        return self._grounds[level]

    def _inner_tables(self, known: Known, fields: IndexedFields) -> dict[int, list[Keyed]]:
        """The tables in the prose of the request's own fields that limit fields by the values of others, by the number of the field."""
        if self._tables is None:
            self._tables = list(tables_in([named.block for named, _ in known], [named.name for named, _ in known]))
        found: dict[int, list[Keyed]] = {}
        for at, place, lookup in self._tables:
            keyed = read_lookup(self._page, lookup, fields, self._words)
            if keyed is None and keyed_by(lookup, list(fields), known[at][0].name) is not None:
                keyed = Keyed(
                    (Sentence(place, Outcome.GAP, (), "limits a field by the value of another in a way that is not clear"),), place.span
                )
            if keyed is not None:
                found.setdefault(at, []).append(keyed)
        return found

    def _commented(self, name: str, known: tuple[Scope, Vocabulary]) -> Iterator[Sentence]:
        """What comments in samples of the request say of a field."""
        scope, words = known
        for passage in (p for of, p in self._comments if of == name):
            yield from (s for s in read_prose([passage], scope.about(name), words) if s.outcome in (Outcome.RULE, Outcome.GAP))

    def _kept(
        self,
        said: Sentence,
        level: Level,
        inner: Level,
        apart: Elsewhere,
        beyond: Beyond,
        scope: Scope,
        words: Vocabulary,
        ground: Ground,
    ) -> tuple[Level, Sentence]:
        """A sentence about a field of an object, and the object that it states something of.

        That is the field itself where it is an object and the sentence states something of the parts of it alone. What
        speaks of other objects and is not understood is a gap.
        """
        kept = apart.apart(said)
        if kept.outcome is Outcome.GAP and (stray := of_siblings(kept, ground)) is not None and not apart.apart(stray).why:
            return level, stray
        if kept.outcome not in (Outcome.GAP, Outcome.NOTE) or len(beyond.levels) < 2 or kept.why in (OF_ONE, OF_LABEL):
            return level, kept
        if inner in beyond.levels and (parts := beyond.read_parts(said, inner, *self._scopes[inner])) is not None:
            return inner, parts
        return level, (beyond.read(said, level, apart, scope, words) if kept.outcome is Outcome.GAP else None) or kept

    def _learn(self, level: Level, fields: Mapping[str, Field]) -> News:
        """What is new about the fields of an object, in the light of which its prose is read from now on."""
        told = telling(fields)
        news = News(self._told.get(level, {}), told)
        if news or level not in self._scopes:
            self._told[level] = told
            self._scopes[level] = _scope_of(level, fields, self._aliases, self._groups)
            if not level:
                self._words = Vocabulary(fields)  # prose about the operation has no aliases
        return news

    def _titles_at(self, level: Level, known: Known) -> Mapping[str, str]:
        """The fields of an object by the words that their descriptions begin with."""
        if level not in self._titles:
            blocks = [named for named, _ in known if level_of(named.block) == level]
            self._titles[level] = titles_of((n.name, next((p.text for p in n.block.prose), "")) for n in blocks)
        return self._titles[level]

    def _prose_at(self, at: int, block: Block) -> tuple[Passage, ...]:
        if at not in self._prose:
            asides = self._asides.get(block.span.start, ())
            self._prose[at] = (*prose_of(self._page, block), *(p for note in asides for p in prose_of_note(self._page, note)))
        return self._prose[at]

    def _notes(self, tables: Iterable[Keyed]) -> tuple[Passage, ...]:
        page = self._page
        asides = {note.span.start for notes in self._asides.values() for note in notes}
        notes = (n for n in page.notes if n.span.start not in asides and not within(n, tables))
        return tuple(p for note in notes for p in prose_of_note(page, note))

    def _as_shown(self, sentence: Sentence) -> Sentence:
        """A sentence with the page's own characters, its markup included."""
        span, text = sentence.passage.span, self._page.text
        start, end = span.start, span.end
        if text[start : start + 1] == ">":  # the end of a tag that reads as a backtick: the whole tag is shown
            start = max(text.rfind("<", max(0, start - _LONGEST_TAG), start), 0) or start
        if text[end - 1 : end] == "<":
            end = text.find(">", end, end + _LONGEST_TAG) + 1 or end
        shown = Passage(text[start:end], Span(span.page, span.first, span.last, start, end), sentence.passage.level)
        return replace(sentence, passage=self._page.plain(shown))


def _inside(passage: Passage, tables: Iterable[Keyed]) -> bool:
    """Whether a passage lies within a table that is read for itself."""
    return any(t.span.start <= passage.span.start < t.span.end for t in tables)


def prose_of(page: Page, block: Block) -> tuple[Passage, ...]:
    """The prose of a block as its sentences are read."""
    return tuple(p for passage in block.prose for p in unmarked(page.plain(passage))) if block.markup else block.prose


def within(passage: Passage, tables: Iterable[Keyed]) -> bool:
    """Whether a passage is a part of one of some tables that were read."""
    return any(t.span.start < passage.span.end and passage.span.start < t.span.end for t in tables)


def without_leads(heard: Iterable[Heard], grouped: Iterable[Heard]) -> Iterator[Heard]:
    """What was heard; a sentence that leads fields, and is understood as such, is no gap."""
    places = {g.sentence.passage.span.start for g in grouped if g.sentence.readings}
    for one in heard:
        said = one.sentence
        leads = one.named is None and said.outcome is Outcome.GAP and said.passage.span.start in places
        yield replace(one, sentence=replace(said, outcome=Outcome.NOTE, readings=(), why="")) if leads else one


def _unled(said: Sentence, tables: Iterable[Keyed]) -> Sentence:
    """A sentence; one that only announces a table that was read is no gap."""
    leads = said.outcome is Outcome.GAP and not said.readings and any(0 <= t.span.start - said.passage.span.end <= _CLOSE for t in tables)
    return replace(said, outcome=Outcome.NOTE, why="") if leads else said


def across_of(known: Known) -> Across:
    """The objects of the request with all their fields."""
    levels, told = levels_of(known), {(*level_of(named.block), named.name) for named, _ in known}
    return Across(levels, [named.block.within for named, _ in known], {level for level in levels if level and level not in told})


def levels_of(known: Known) -> dict[Level, IndexedFields]:
    """The fields of each object of the request by their names."""
    found: dict[Level, IndexedFields] = {(): IndexedFields()}
    for named, field in known:
        found.setdefault(level_of(named.block), IndexedFields())[named.name] = field
    for level, held in holders(named.block.within for named, _ in known).items():
        for name, kind in held.items():
            found.setdefault(level, IndexedFields()).setdefault(name, Field(name, {"type": kind}))
    return found


def _scope_of(level: Level, fields: Mapping[str, Field], aliases: Sequence[Alias], groups: Iterable[Group]) -> tuple[Scope, Vocabulary]:
    """What a sentence about a field of an object may speak of; aliases and groups are those of the request's own fields."""
    if level:
        aliases, groups = [a for a in aliases if a.field in fields], [g for g in groups if g.field in fields]
    paths = ((".".join((*level[n:], name)), name) for name in fields for n in range(len(level)))
    vocabulary = Vocabulary(fields, (str(a.said) for a in aliases), paths)
    meant = {(a.field, str(a.said)): str(a.means) for a in aliases}
    named: dict[str, Expr] = {g.name.casefold(): OneOf(Ref(g.field, effective=True), tuple(g.values)) for g in groups}
    return Scope("", fields, meant, named), vocabulary


def _of_operation(said: Sentence, apart: Elsewhere, beyond: Beyond | None, words: Vocabulary) -> Iterator[Sentence]:
    """A sentence about the operation, if it is about fields; `beyond` reads those that speak of fields of several objects."""
    kept = next((apart.apart(_about_named(s, words)) for s in about_any(iter([said]), words)), None)
    open_ = kept is None or kept.outcome is Outcome.GAP
    read = beyond.read_of_all(said, apart, words) if beyond is not None and open_ else None
    if kept is None and read is None and said.outcome is Outcome.GAP and apart.spoken_of(said.passage.text) is not None:
        kept = said
    yield from (s for s in (read or kept,) if s is not None)


def _about_named(sentence: Sentence, words: Vocabulary) -> Sentence:
    """What a sentence about the operation states of fields that it names; that one is required may hold only sometimes, and is a gap."""
    sentence = of_its_subject(sentence)
    kept = tuple(
        r for r in sentence.readings if (r.claim.subject != WHOLE and r.claim.keywords if r.is_keyword else about_fields(r, formulas=True))
    )
    if len(kept) == len(sentence.readings):
        return sentence
    if not any(t.kind == "FIELD" for t in tokenize(sentence.passage.text, words)):
        return replace(sentence, readings=kept, outcome=Outcome.NOTE)
    why = sentence.why or "states something where the operation is described; of what, or whether always, is not clear"
    return replace(sentence, readings=kept, outcome=Outcome.GAP, why=why)


__all__ = ["Heard", "Listener", "NamedBlock", "across_of", "levels_of", "prose_of", "within", "without_leads"]
