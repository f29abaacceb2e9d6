"""What the description of a value in a response says of the request: that it repeats the settings, or one of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from swornspec.rules.english.nouns import any_is
from swornspec.rules.english.patterns import Kinds, Match
from swornspec.rules.english.tokens import Vocabulary, parts_of, tokenize
from swornspec.text.sentences import sentences
from swornspec.text.span import Passage


class Repeats(StrEnum):
    """What of the request a value repeats."""

    SETTINGS = "settings"
    """Each member of an object repeats the field of its name."""
    ITSELF = "itself"
    """The value repeats the field of its name."""


@dataclass(frozen=True, slots=True)
class Echo:
    """A sentence that says that a value repeats the request; `sent` says that it is as it was sent, not only as it was used.

    `of` is what the settings are said to be for, where the sentence says nothing else of them.
    """

    passage: Passage
    repeats: Repeats
    sent: bool
    of: str | None = None


def read_echo(passages: Iterable[Passage], name: str, vocabulary: Vocabulary) -> Echo | None:
    """The first sentence that says of a value of a response, called `name`, that it repeats the request; None where none does."""
    for passage in passages:
        for sentence in sentences(passage):
            echo = _echo(sentence, name, vocabulary)
            if echo is not None:
                return echo
    return None


def _echo(sentence: Passage, name: str, vocabulary: Vocabulary) -> Echo | None:
    text = sentence.text
    tokens = [t for t in tokenize(text, vocabulary) if t.kind != "MARK"]
    while tokens and tokens[-1].kind == "STOP":
        tokens.pop()
    match = Kinds(tokens).longest("answers", 0) if tokens else None
    if match is None or match.last < len(tokens):
        return None
    if match.form == "repeated":
        where = parts_of(str(match.parts["where"][0].value))
        return Echo(sentence, Repeats.ITSELF, sent=True) if any_is("request", where) else None
    last = match.parts["what"][-1]
    sent = any(t.kind == "SENT" and any_is("sending", parts_of(str(t.value))) for t in match.tokens)
    if last.kind != "FIELD" and any_is("settings", parts_of(text[last.start : last.end])):
        purpose = match.parts.get("of", ())
        return Echo(sentence, Repeats.SETTINGS, sent, text[purpose[0].start : purpose[-1].end] if purpose else None)
    as_sent = match.form == "echoed" or (match.form == "as_sent" and match.parts["as"][0].value == "as")
    return Echo(sentence, Repeats.ITSELF, sent) if as_sent and _is_itself(match, text, name) else None


def _is_itself(match: Match, text: str, name: str) -> bool:
    """Whether a form says what a value is in no other words than its name."""
    what = match.parts["what"]
    words, own = parts_of(text[what[0].start : what[-1].end]), parts_of(name)
    return what[-1].kind == "THIS" or (what[-1].kind == "FIELD" and words in (own, ("the", *own)))
