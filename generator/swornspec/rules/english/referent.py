"""Whether a form speaks of the field that its words seem to name, or of things that go by the same word."""

import re
from collections.abc import Sequence
from typing import Final

from swornspec.rules.english.patterns import Match
from swornspec.rules.english.reading import Reading
from swornspec.rules.english.tokens import QUOTES, Token, is_dash, kind_at, parts_of
from swornspec.rules.expr import names

_OF_USE: Final = frozenset(
    {
        "required",
        "ignored",
        "forbidden",
        "requires",
        "requires_set",
        "excludes",
        "not_apply",
        "value_requires",
        "only_valid",
        "only_matters",
    }
)
_OTHER_IF_SENT: Final = re.compile(
    r"\b(?!(?:it|this|that|they|field|parameter|value|option|property|attribute|argument|setting)\b)(?P<word>[a-z]\w*) "
    r"if (?:passed|sent|provided|given|present|set|specified|supplied) (?:is|are|will be) ?\w*$",
    re.IGNORECASE,
)
_OPENING: Final = frozenset({"IF", "UNLESS", "FOR", "IN", "WITH", "WITHOUT"})
_VALUES: Final = frozenset({"ALLOWED", "ACCEPTS", "LISTED", "MAXIMUM", "MINIMUM", "LENGTH", "COLLECTION"})
_BETWEEN: Final = frozenset({"COMMA", "COLON", "OR", "AND", "SLASH", "PIPE", "LSQB"})


def speaks_of_field(match: Match, before: Sequence[Token], subject: str, itself: str, text: str) -> bool:
    """Whether a form about the use of `subject` is said of that field; `before` are the words between it and the form before."""
    words = [t for t in before if t.kind not in ("ADVICE", "HEDGE", "MARK") or is_dash(t)]
    last = max((n for n, t in enumerate(words) if t.kind in ("COMMA", "COLON", "STOP", "SEMI", "MINUS", "MARK")), default=-1)
    said = words[last + 1 :]
    if match.form == "ignored" and any(t.kind in ("W", "VAL", "NUM") and t.value not in ("but", "then") for t in said):
        return False  # "invalid names are ignored", "the reason that the issue was ignored"
    other = _OTHER_IF_SENT.search(text[: match.tokens[0].end]) if match.form == "ignored" else None
    if other is not None and other["word"].lower() != subject.lower():
        return False  # "a heading if passed is ignored"
    if match.form in _OF_USE and len(said) > 1 and said[-1].kind == "FIELD" and said[-2].kind == "NUM":
        return False  # "8 frames are not available"
    if match.form in _OF_USE and any(t.kind == "W" for t in said) and any(_is_class(t, subject, text) for t in said):
        return False  # "longer names require a title"
    if match.form in _OF_USE and any(str(t.value).lower().endswith("-only") for t in said):
        return False  # "image-only input is not allowed"
    participle = bool(said) and match.tokens[0].kind == "REQUIRED" and said[-1].kind in ("W", "FIELD", "KIND") and len(said) > 1
    if match.form == "required" and participle and any(t.kind == "W" for t in said):
        return False  # "the kind of key required for the call"
    physical = match.form == "required" and str(match.tokens[-1].value) == "present" and subject != itself
    return not (physical and any(t.kind == "FIELD" and speaks_plainly(t, text) for t in said))


def _is_class(token: Token, name: str, text: str) -> bool:
    """Whether a word stands for all things of a name, as its plural does."""
    said = text[token.start : token.end].lower()
    own = name.replace("[]", "").rsplit(".", 1)[-1].lower()
    return token.kind == "FIELD" and token.value == name and said.endswith("s") and not own.endswith("s")


def speaks_plainly(token: Token, text: str) -> bool:
    """Whether a name is an ordinary word of the sentence: neither quoted, nor of several parts."""
    said = text[token.start : token.end]
    small = said.islower() or (token.start == 0 and said.istitle())
    return said[0] not in QUOTES and len(parts_of(str(token.value))) == 1 and small


def is_named(token: Token, text: str) -> bool:
    """Whether a field is named, and not an ordinary word: a sentence that opens with a word in small letters opens with a name."""
    return not speaks_plainly(token, text) or (token.start == 0 and text[: token.end] == token.value)


def without_alternatives(readings: Sequence[Reading]) -> list[Reading]:
    """Readings without "a is required" where the same clause says under the same condition that a or another field is."""
    either = [
        (r.when, names(r.claim.expr)) for r in readings if r.claim.expr is not None and r.claim.form in ("at_least_one", "exactly_one")
    ]
    return [r for r in readings if r.claim.form != "required" or not any(w == r.when and r.claim.subject in f for w, f in either)]


def advises(tokens: Sequence[Token]) -> bool:
    """Whether a clause gives advice: not "preferred language", nor "the system recommends a size"."""
    for n, token in enumerate(tokens):
        if token.kind != "ADVICE":
            continue
        before = tokens[n - 1] if n else None
        describes = n == 0 and token.value in ("preferred", "suggested") and kind_at(tokens, 1) in ("W", "FIELD", "KIND", "ADJ")
        tells = token.value in ("recommends", "suggests", "prefers") and before is not None and before.kind in ("W", "FIELD")
        if not describes and not tells:
            return True
    return False


def states_demand(match: Match, read: Sequence[Token], form: str, *, limited: bool) -> bool:
    """Whether what a boolean is under a condition is asked for: "this is set to true if the score is over 1" only tells of it.

    `read` are the words of the clause as far as the form reaches; `limited` says that it has a condition, without which
    what "may be ignored" may as well count.
    """
    if form == "ignored" and not limited and [t.kind for t in read[-3:]] == ["CAN", "BE", "IGNORED"]:
        return False
    told = any(t.kind == "SET_TO" for t in match.tokens) and all(t.kind not in ("MUST", "CANNOT") for t in read)
    return form != "flag" or not told


def refers_to_limits(tokens: Sequence[Token], match: Match) -> bool:
    """Whether a reference to another text is one to more rules: under a condition that opens the clause, to a list of values or limits."""
    opens = bool(tokens) and tokens[0].kind in _OPENING
    after = [t for t in tokens if t.start >= match.tokens[-1].end]
    words = [p for t in after if t.kind in ("W", "ADJ") for p in parts_of(str(t.value))]
    return opens and (any(t.kind in _VALUES for t in after) or any(p in ("list", "value", "option", "limit", "restriction") for p in words))


def restricts_field(match: Match, context: Sequence[Token]) -> bool:
    """Whether a remark such as "(members only)" is said of the field, and not of a value in a list or of what may be done with it."""
    words = [p for t in match.parts["items"] for p in parts_of(str(t.value))]
    glosses = len(context) > 1 and context[-2].kind in _BETWEEN
    alone = len(context) == 1 and context[0].kind in ("VAL", "NUM")
    return not (glosses or alone or {"read", "write", "view", "use", "input", "output"} & set(words))
