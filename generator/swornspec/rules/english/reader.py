"""Sentences of a field's prose to keywords, rules, advice, notes and gaps: nothing guessed, nothing dropped."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from swornspec.rules.english.clause import Clause, Memory, Reading
from swornspec.rules.english.conditions import Scope
from swornspec.rules.english.listed import ValueList, value_lists
from swornspec.rules.english.meaning import Claim
from swornspec.rules.english.tokens import Token, Vocabulary, tokenize
from swornspec.rules.rule import Effect
from swornspec.text.sentences import sentences
from swornspec.text.span import Passage


class Outcome(StrEnum):
    """What became of a sentence."""

    KEYWORD = "keyword"
    RULE = "rule"
    ADVICE = "advice"
    NOTE = "note"
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence and what became of it; a gap has its reason, and may have readings of other parts all the same.

    `unread` are the words of conditions that were not understood.
    """

    passage: Passage
    outcome: Outcome
    readings: tuple[Reading, ...] = ()
    why: str = ""
    unread: tuple[str, ...] = ()


def read_prose(passages: Iterable[Passage], scope: Scope, vocabulary: Vocabulary) -> tuple[Sentence, ...]:
    """Read what the prose of one field says; one entry per sentence, in order."""
    memory = Memory(deprecated=scope.field.schema.get("deprecated") is True)
    passages = tuple(passages)
    lists = {at: v for v in value_lists(passages, scope, vocabulary) for at in range(v.first, v.last)}
    found: list[Sentence] = []
    for at, passage in enumerate(passages):
        memory.elsewhere = []
        values = lists.get(at)
        if values is not None:
            if at == values.first:
                memory.listed = values.values
                if found and found[-1].passage.text.endswith(":") and not found[-1].readings:
                    found[-1] = replace(found[-1], outcome=Outcome.NOTE, why="")
            found += _item(passage, at, values, scope, vocabulary)
        else:
            found += [_sentence(s, scope, vocabulary, memory) for s in sentences(passage)]
    return tuple(found)


def _item(passage: Passage, at: int, values: ValueList, scope: Scope, vocabulary: Vocabulary) -> Iterator[Sentence]:
    """An item of a list of values: the first states the list; a rule in its words holds for that value alone, and so is a gap."""
    for number, passed in enumerate(sentences(passage)):
        said = _sentence(passed, scope, vocabulary, Memory(listed=values.values))
        keywords: dict[str, Any] = {}
        if number == 0 and at == values.first:
            keywords["items.enum" if scope.field.types == ("array",) else "enum"] = list(values.values)
        if number == 0 and values.values[at - values.first] == values.default and scope.field.types == ("string",):
            keywords["default"] = values.default
        readings = tuple(Reading(Claim("enum", scope.subject, {k: v}), (), Effect.REJECT, None) for k, v in keywords.items())
        states = said.outcome in (Outcome.KEYWORD, Outcome.RULE, Outcome.GAP) and not _only_lists(said)
        outcome = Outcome.GAP if states else Outcome.KEYWORD if readings else Outcome.NOTE
        yield Sentence(passed, outcome, readings, "what is said of one value of a list is not read" if states else "")


def _only_lists(said: Sentence) -> bool:
    return bool(said.readings) and all(set(r.claim.keywords) <= {"enum", "default", "examples"} and r.is_keyword for r in said.readings)


def _sentence(passage: Passage, scope: Scope, vocabulary: Vocabulary, memory: Memory) -> Sentence:
    tokens = tokenize(passage.text, vocabulary)
    readings: list[Reading] = []
    reasons: list[str] = []
    advice = False
    unread: list[str] = []
    for clause in _clauses(tokens):
        result = Clause(clause, passage.text, scope, memory).read()
        unread += result.unread
        readings += result.readings
        reasons += result.reasons
        advice = advice or result.advice
    if reasons:
        outcome = Outcome.GAP
    elif not readings:
        outcome = Outcome.ADVICE if advice else Outcome.NOTE
    elif all(r.is_keyword for r in readings):
        outcome = Outcome.KEYWORD
    else:
        outcome = Outcome.ADVICE if all(r.effect is Effect.ADVICE for r in readings) else Outcome.RULE
    return Sentence(passage, outcome, tuple(readings), "; ".join(dict.fromkeys(reasons)), tuple(unread))


def _clauses(tokens: Sequence[Token]) -> Iterator[tuple[Token, ...]]:
    """The sentence without its remarks in parentheses, then each remark; "(for ...)" and "(when ...)" stay where they are."""
    main: list[Token] = []
    remarks: list[tuple[Token, ...]] = []
    ends = [n for n, t in enumerate(tokens) if t.kind == "RPAR"]
    at = 0
    while at < len(tokens):
        after = bisect_left(ends, at)
        end = ends[after] if tokens[at].kind == "LPAR" and after < len(ends) else None
        if end is None or (end > at + 1 and tokens[at + 1].kind in ("IF", "FOR", "UNLESS", "INCLUSIVE", "EXCLUSIVE")):
            main.append(tokens[at])
            at += 1
        else:
            remarks.append(tuple(tokens[at + 1 : end]))
            at = end + 1
    yield tuple(main)
    yield from remarks


__all__ = ["Outcome", "Reading", "Sentence", "read_prose"]
