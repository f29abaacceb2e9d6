"""A page and what a person annotated, understood: the fields, rules and gaps of one operation, all tied to their sentences."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from inspect import cleandoc
from typing import Any, Final

from msgspec import structs

from swornspec.page import Page, Stated
from swornspec.rules.english.build import numbered
from swornspec.rules.english.reader import Outcome, Sentence
from swornspec.rules.english.tokens import Vocabulary
from swornspec.rules.field import Field
from swornspec.rules.lint import Remark, Severity, lost_values, value_alias
from swornspec.rules.rule import Effect, Rule, Said
from swornspec.spec.across import Across
from swornspec.spec.annotation import Alias, Group, cite
from swornspec.spec.asked import with_names_apart
from swornspec.spec.compared import compared_values, knows_values
from swornspec.spec.groups import Groups, read_groups
from swornspec.spec.heard import Heard, Listener, NamedBlock, across_of, levels_of, prose_of, within, without_leads
from swornspec.spec.keyed import read_lookups
from swornspec.spec.levels import Level, level_of
from swornspec.spec.sometimes import exempted, required_sometimes, sometimes_sent
from swornspec.spec.whole import about_fields
from swornspec.text import Passage
from swornspec.text.readable import readable

_LOW: Final = frozenset({"minimum", "exclusiveMinimum", "minLength", "minItems"})
_HIGH: Final = frozenset({"maximum", "exclusiveMaximum", "maxLength", "maxItems"})


@dataclass(frozen=True, slots=True)
class Statement:
    """That keywords of a field are stated: in these words of the page, or by this evidence of an annotation."""

    keywords: tuple[str, ...]
    said: Said


@dataclass(frozen=True, slots=True)
class OperationField:
    """A documented field: its JSON Schema with everything page, prose and annotation say, and who says what.

    `within` names the objects that it is a part of (see `Block.within`).
    """

    name: str
    location: str
    schema: Mapping[str, Any]
    required: bool
    description: str
    statements: tuple[Statement, ...]
    within: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Operation:
    """One documented operation: its fields in page order, rules, and every sentence about the request with what became of it.

    `rules` are those of the request itself, `nested` those of the objects within its body, by the names of the objects
    around them. `answered` is the prose about the response.
    """

    page: str
    fields: tuple[OperationField, ...]
    rules: tuple[Rule, ...]
    sentences: tuple[tuple[str, Sentence], ...]
    remarks: tuple[Remark, ...]
    unplaced: tuple[Passage, ...] = ()
    answered: tuple[Passage, ...] = ()
    nested: tuple[tuple[tuple[str, ...], tuple[Rule, ...]], ...] = ()

    @property
    def all_rules(self) -> tuple[Rule, ...]:
        """The rules of the request and of the objects within it, these by the names that their breaches have: `size.width-at-most`."""
        return (*self.rules, *(replace(rule, id=id_within(within, rule)) for within, rules in self.nested for rule in rules))

    @property
    def gaps(self) -> tuple[tuple[str, Said, str], ...]:
        """What sounds like a rule and was not read: field (or nothing), place and reason; and lines that fit no layout."""
        unread = ((name, said_at(s.passage), s.why) for name, s in self.sentences if s.outcome is Outcome.GAP)
        stray = (("", said_at(p), "the line fits no part of the page's layout") for p in self.unplaced)
        return (*unread, *stray)


@dataclass(slots=True)
class _Draft:
    """A field while its sentences are being read."""

    named: NamedBlock
    schema: dict[str, Any]
    required: bool
    statements: list[Statement] = field(default_factory=list)

    def as_field(self) -> Field:
        return Field(self.named.name, self.schema, self.required, self.named.block.location)


def read_operation(page: Page, blocks: Sequence[NamedBlock], aliases: Iterable[Alias] = (), groups: Iterable[Group] = ()) -> Operation:
    """Understand the prose of every block, in the light of all the other fields of the same object.

    Prose is read twice: defaults and values that one field's prose states decide what the others' sentences mean.
    """
    names: dict[Level, set[str]] = {}
    for named in blocks:
        names.setdefault(level_of(named.block), set()).add(named.name)
    blocks = [replace(named, block=with_names_apart(named.block, names[level_of(named.block)])) for named in blocks]
    known = list(aliases)
    listener = Listener(page, known, list(groups))
    learned = [_draft(page, named) for named in blocks]
    first = list(listener.hear(_known(learned)))
    list(_apply(learned, first))  # what disagrees is said below, once everything is known
    _learn_values(learned, first)
    led = _led(page, blocks, learned)
    blocks = [_not_always(named) if at in led.sometimes else named for at, named in enumerate(blocks)]
    for at in led.sometimes:
        learned[at].required = False
    grouped = [Heard(level_of(blocks[g.number].block), blocks[g.number], g.sentence) for g in led.sentences]
    heard = [*(_in_case(h, led) for h in without_leads(listener.hear(_known(learned)), grouped)), *grouped]
    drafts = [_draft(page, named) for named in blocks]
    sentences = [(h.path, h.sentence) for h in heard]
    remarks = [*_apply(drafts, heard), *_lost(drafts), *_aliases_used(sentences, known)]
    rules = _numbered(drafts, heard)
    relaxed = list(_relaxed(drafts, heard, rules))
    if relaxed:
        rules = _numbered(drafts, heard)  # what is demanded within an object depends on whether that is always sent
    remarks += relaxed
    done = tuple(_finished(page, d) for d in drafts)
    answered = tuple(p for named in blocks if named.block.location == "response" for p in prose_of(page, named.block))
    shown = {level_of(named.block): named.block.within for named in reversed(blocks)}
    nested = tuple((shown[level], of_level) for level, of_level in rules.items() if level and of_level)
    request = levels_of(_known(drafts))[()] if page.lookups else {}
    tables = read_lookups(page, request, Vocabulary(request))
    unplaced = tuple(p for p in page.gaps if not within(p, tables))
    return Operation(page.name, done, rules[()], tuple(sentences), tuple(remarks), unplaced, answered, nested)


def _led(page: Page, blocks: Sequence[NamedBlock], learned: Sequence[_Draft]) -> Groups:
    """What the words above fields say of when these are sent, in the light of what is known of them."""
    levels = levels_of(_known(learned))
    return read_groups(page, [named.block for named in blocks], [named.name for named in blocks], levels)


def _in_case(heard: Heard, led: Groups) -> Heard:
    """A sentence of a field with the case of the group that the field is told of in."""
    if heard.named is None or not led.cases or not heard.sentence.readings:
        return heard
    return replace(heard, sentence=replace(heard.sentence, readings=tuple(led.in_case(r, heard.level) for r in heard.sentence.readings)))


def _not_always(named: NamedBlock) -> NamedBlock:
    """A field without the mark of being required."""
    stated = tuple(Stated(kept, s.passage) for s in named.block.stated if (kept := tuple(k for k in s.keywords if k != "required")))
    return replace(named, block=structs.replace(named.block, required=False, stated=stated))


def _requested(drafts: Iterable[_Draft]) -> list[_Draft]:
    """The fields of the request; a field of the response may have the name of one of them."""
    return [d for d in drafts if d.named.block.location != "response"]


def _known(drafts: Iterable[_Draft]) -> list[tuple[NamedBlock, Field]]:
    return [(d.named, d.as_field()) for d in _requested(drafts)]


def _numbered(drafts: Sequence[_Draft], heard: Sequence[Heard]) -> dict[Level, tuple[Rule, ...]]:
    """The rules of each object; their ids are unique there."""
    across = across_of(_known(drafts))
    by_level: dict[Level, list[Rule]] = {level: [] for level in across.levels}
    for one in heard:
        for level, rule in _rules(one, across):
            by_level[level].append(rule)
    return {level: numbered(rules) for level, rules in by_level.items()}


def _relaxed(drafts: Sequence[_Draft], heard: Iterable[Heard], rules: Mapping[Level, Sequence[Rule]]) -> Iterator[Remark]:
    """Take the mark of being required from fields that sentences require only sometimes; the sentences hold instead."""
    marked = {(level_of(d.named.block), d.named.name): d for d in _requested(drafts) if d.required and d.named.block.location != "path"}
    for level, of_level in rules.items():
        below = {".".join((*at[len(level) :], name)): draft for (at, name), draft in marked.items() if at[: len(level)] == level}
        for found in sometimes_sent(below, of_level):
            for name in found.names:
                if name in below and below[name].required:
                    yield _optional(below[name], f"{found.rule.text}; none of them is required by itself", found.rule.said)
    for one in heard:
        named = one.named
        draft = marked.get((one.level, named.name)) if named is not None else None
        if draft is None or not draft.required:
            continue
        if any(required_sometimes(r, draft.named.name) for r in one.sentence.readings):
            yield _optional(draft, "its own prose requires it only sometimes; that is kept", (said_at(one.sentence.passage),))
        elif draft.named.block.location != "path" and exempted(one.sentence):
            why = "its own prose says that it is not always required, under a condition that was not understood"
            yield _optional(draft, why, (said_at(one.sentence.passage),))


def _optional(draft: _Draft, why: str, said: tuple[Said, ...]) -> Remark:
    draft.required = False
    left = ((s, tuple(k for k in s.keywords if k != "required")) for s in draft.statements)
    draft.statements = [Statement(keywords, s.said) for s, keywords in left if keywords]
    path = draft.named.path
    return Remark(
        "conflict", Severity.WARNING, path, f"{path} is marked as required, and yet: {why}", said, "ask the vendor which of the two holds"
    )


def id_within(within: Sequence[str], rule: Rule) -> str:
    """What a rule of an object within the request is called: after the place of the object, then by its id there."""
    return ".".join((*within, rule.id))


def _rules(heard: Heard, across: Across) -> Iterator[tuple[Level, Rule]]:
    """The rules that a sentence states, each with its object; advice without an expression is a rule, so that it is not lost."""
    sentence = heard.sentence
    readings = [r for r in sentence.readings if not r.is_keyword]
    if not readings and sentence.outcome is not Outcome.ADVICE:
        return
    said = said_at(sentence.passage)
    if heard.named is None:
        readings = [named for r in readings if (named := about_fields(r, formulas=True)) is not None]
    yield from (across.rule(reading, said, heard.level) for reading in readings)
    if heard.named is not None and sentence.outcome is Outcome.ADVICE and not sentence.readings:
        name = heard.named.name
        yield heard.level, Rule(f"{name}-advice", Effect.ADVICE, name, None, f"the documentation gives advice about {name}", (said,))


def said_at(passage: Passage) -> Said:
    """A passage as the place and words that state something."""
    span = passage.span
    return Said(span.page, span.first, span.last, " ".join(passage.text.split()))


def said_by(evidence: str) -> Said:
    """What a person annotated, with its evidence."""
    return Said("", 0, 0, "", evidence)


def _draft(page: Page, named: NamedBlock) -> _Draft:
    block, annotation = named.block, named.annotation
    schema = dict(block.schema)
    statements = [Statement(s.keywords, said_at(page.plain(s.passage))) for s in block.stated if set(s.keywords) & {*schema, "required"}]
    if annotation is not None:
        schema.update(annotation.schema)
        for keyword in annotation.schema:
            cited = annotation.evidence.get(keyword, annotation.evidence["name"])
            statements.append(Statement((keyword,), said_by(cite(cited))))
        if annotation.known_values:
            words = {value: text for value, text in annotation.known_values.items() if text}
            known = {"x-extensible-enum": list(annotation.known_values), **({"x-enumDescriptions": words} if words else {})}
            schema.update(known)
            cited = annotation.evidence.get("known_values", annotation.evidence["name"])
            statements.append(Statement(tuple(known), said_by(cite(cited))))
        if annotation.note:
            statements.append(Statement(("description",), said_by(cite(annotation.evidence.get("note", annotation.evidence["name"])))))
    return _Draft(named, _nullable(schema), block.required, statements)


def _nullable(schema: dict[str, Any]) -> dict[str, Any]:
    """A closed list of values of a field that may be null has null in it (JSON Schema: enum and type both apply)."""
    if "enum" in schema and "null" in schema.get("type", ()) and None not in schema["enum"]:
        return {**schema, "enum": [*schema["enum"], None]}
    return schema


def _merged(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Statements with those that share a place made one."""
    found: dict[Said, list[str]] = {}
    for statement in statements:
        found.setdefault(statement.said, []).extend(statement.keywords)
    return tuple(Statement(tuple(dict.fromkeys(keywords)), said) for said, keywords in found.items())


def _apply(drafts: Sequence[_Draft], heard: Iterable[Heard]) -> Iterator[Remark]:
    """Put the keywords that sentences state into the schemas; yield what disagrees with the rest of the page."""
    by_name = {(level_of(d.named.block), d.named.name): d for d in _requested(drafts)}
    for one in heard:
        for reading in one.sentence.readings:
            if reading.is_keyword:
                draft, said = by_name[one.level, reading.claim.subject], said_at(one.sentence.passage)
                yield from _state(draft, reading.claim.keywords or {"required": True}, said)


def _learn_values(learned: Sequence[_Draft], heard: Sequence[Heard]) -> None:
    """Let fields have the values that conditions compare them with, while sentences are read again."""
    compared = compared_values(heard)
    for draft in learned if compared else ():
        values = compared.get((level_of(draft.named.block), draft.named.name), ())
        if values and not knows_values(draft.schema):
            draft.schema["enum"] = list(values)


def _state(draft: _Draft, keywords: Mapping[str, Any], said: Said) -> Iterator[Remark]:
    stated = []
    for keyword, value in keywords.items():
        if keyword == "required":
            draft.required = True
            stated.append(keyword)
            continue
        if keyword == "nullable":
            types = draft.schema.get("type", ())
            listed = [types] if isinstance(types, str) else list(types)
            draft.schema = _nullable({**draft.schema, "type": [*listed, "null"]}) if listed and "null" not in listed else draft.schema
            stated.append("type")
            continue
        holder, key = _holder(draft.schema, keyword)
        before = holder.get(key)
        wanted = _nullable({**holder, key: value})[key] if key == "enum" else value
        if key == "examples":
            wanted = list(dict.fromkeys([*(before or ()), *value]))
        elif before is not None and before != wanted:
            yield _disagreement(draft.named.path, keyword, before, value, said)
            wanted = stricter(key, before, wanted)
        holder[key] = wanted
        stated.append(keyword)
    draft.statements.append(Statement(tuple(stated), said))


def _holder(schema: dict[str, Any], keyword: str) -> tuple[dict[str, Any], str]:
    """Where a keyword goes: `items.enum` into the schema of the items."""
    if not keyword.startswith("items."):
        return schema, keyword
    schema["items"] = dict(schema.get("items", {}))
    return schema["items"], keyword.removeprefix("items.")


def stricter(keyword: str, one: Any, other: Any) -> Any:
    """What is acceptable under both statements; where that cannot be said, what the page states first."""
    if keyword in _LOW:
        return max(one, other)
    if keyword in _HIGH:
        return min(one, other)
    if keyword == "enum":
        return [v for v in one if v in other] or one
    return one


def _disagreement(name: str, keyword: str, one: Any, other: Any, said: Said) -> Remark:
    message = f"{name} has {keyword} {one} in one place and {other} in another; what is acceptable under both is enforced"
    return Remark("conflict", Severity.WARNING, name, message, (said,), "ask the vendor which of the two holds")


def _lost(drafts: Iterable[_Draft]) -> Iterator[Remark]:
    def announced(draft: _Draft) -> tuple[str, str | None, tuple[Said, ...]]:
        annotation, block = draft.named.annotation, draft.named.block
        key = "enum" if annotation and "enum" in annotation.schema else "known_values"
        told = annotation is not None and (key in annotation.schema or bool(annotation.known_values))
        evidence = cite(annotation.evidence.get(key, annotation.evidence["name"])) if annotation and told else None
        return draft.named.path, evidence, tuple(said_at(s.passage) for s in block.stated if "enum" in s.keywords)

    yield from lost_values(announced(d) for d in drafts if d.named.block.enum_lost and not _told(d))


def _told(draft: _Draft) -> bool:
    """Whether the field's own prose lists the values that the page announces."""
    annotated = draft.named.annotation is not None and "enum" in draft.named.annotation.schema
    return "enum" in draft.schema and not annotated


def _aliases_used(sentences: Iterable[tuple[str, Sentence]], aliases: Sequence[Alias]) -> Iterator[Remark]:
    for alias in aliases:
        said = tuple(said_at(s.passage) for _, s in sentences if str(alias.said) in s.passage.text and s.readings)
        if said:
            yield value_alias(alias.field, str(alias.said), str(alias.means), said)


def _finished(page: Page, draft: _Draft) -> OperationField:
    block = draft.named.block
    described = "\n\n".join(_described(page, p) if block.markup else p.text for p in block.prose)
    annotation = draft.named.annotation
    if annotation is not None and annotation.note:
        described = f"{described}\n\nNote: {annotation.note}" if described else annotation.note
    schema: dict[str, Any] = {k: draft.schema[k] for k in ("type", "format") if k in draft.schema} | draft.schema
    return OperationField(draft.named.name, block.location, schema, draft.required, described, _merged(draft.statements), block.within)


def _described(page: Page, passage: Passage) -> str:
    """A passage as a description has it: no HTML, and no blanks for what other cells have beside it."""
    shown = page.plain(passage).text
    return readable(cleandoc(shown)) if shown == passage.text else "\n".join(" ".join(line.split()) for line in shown.split("\n"))


__all__ = ["NamedBlock", "Operation", "OperationField", "Statement", "read_operation", "said_at", "said_by"]
