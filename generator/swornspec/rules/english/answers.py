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
    """A sentence that says that a value repeats the request."""

    passage: Passage
    repeats: Repeats


def read_echo(passages: Iterable[Passage], name: str, vocabulary: Vocabulary) -> Echo | None:
    """The first sentence that says of a value of a response, called `name`, that it repeats the request; None where none does."""
    for passage in passages:
        for sentence in sentences(passage):
            repeats = _repeats(sentence.text, name, vocabulary)
            if repeats is not None:
                return Echo(sentence, repeats)
    return None


def _repeats(text: str, name: str, vocabulary: Vocabulary) -> Repeats | None:
    tokens = [t for t in tokenize(text, vocabulary) if t.kind != "MARK"]
    while tokens and tokens[-1].kind == "STOP":
        tokens.pop()
    match = Kinds(tokens).longest("answers", 0) if tokens else None
    if match is None or match.last < len(tokens):
        return None
    if match.form == "settings" or (match.form == "echoed" and _head(match, text, name) is None):
        last = match.parts["what"][-1]
        return Repeats.SETTINGS if any_is("settings", parts_of(text[last.start : last.end])) else None
    if match.form == "repeated":
        return Repeats.ITSELF if any_is("request", parts_of(str(match.parts["where"][0].value))) else None
    as_sent = "as" not in match.parts or match.parts["as"][0].value == "as"
    return Repeats.ITSELF if as_sent and _head(match, text, name) else None


def _head(match: Match, text: str, name: str) -> str | None:
    """The name of the value itself, where a form says what the value is in no other word; `this` is the value too."""
    last = match.parts["what"][-1]
    words = parts_of(text[match.parts["what"][0].start : last.end])
    own = parts_of(name)
    itself = (
        last.kind == "THIS"
        or words == own
        or ("the", *own) == words
        or (last.kind == "FIELD" and last.value == name and len(words) <= len(own) + 1)
    )
    return name if itself else None
