"""Whether a limit is one of the field, or of something that the sentence speaks of beside it: a price, a rate, a shelf of books."""

from collections.abc import Iterable, Sequence
from typing import Final

from swornspec.rules.english.conditions import Scope
from swornspec.rules.english.demanded import says_documented
from swornspec.rules.english.meaning.claim import Claim
from swornspec.rules.english.nouns import any_is
from swornspec.rules.english.patterns import Match
from swornspec.rules.english.reading import LIMITS
from swornspec.rules.english.referent import is_named
from swornspec.rules.english.subject import own_parts
from swornspec.rules.english.tokens import Token, kind_at, parts_of

_NUMERIC: Final = frozenset(("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"))
_PHRASES: Final = frozenset({"AT_LEAST", "AT_MOST", "BETWEEN", "NUM", "RNG", "EXACTLY", "OVER", "UNDER", "MULTIPLE"})
_VERBS: Final = frozenset({"IS", "MUST", "CAN", "CANNOT", "WILL", "HOLD", "BE", "REQUIRES", "DESCRIBES"})
_GRANTED: Final = frozenset({"SENT", "USED", "ALLOWED", "ACCEPTS", "RETURNED", "ADD", "ONLY", "COMBINED", "USE", "GIVE"})
_GIVING: Final = frozenset({"HOLD", "IS", "CAN", "ACCEPTS", "TAKES", "USE", "COLON"})
_CASES: Final = frozenset({"FOR", "IF", "UNLESS", "WITH", "IN", "TRUE"})
_FACTORS: Final = frozenset({"times", "fold"})
_PARTS: Final = ("digit", "letter", "symbol")
_NOUNS: Final = ("W", "FIELD", "VAL", "ADJ", "ITEMS", "RESULT")


def of_another(claim: Claim, match: Match, before: Sequence[Token], after: Sequence[Token], scope: Scope, text: str, *, free: bool) -> bool:
    """Whether what a form states is a limit or a default of another thing than the field, or of another time.

    `before` and `after` are the words of the clause around the form; `free` says that the clause has no condition.
    """
    stated = [t for t in match.tokens if t not in match.parts.get("condition", ())]
    if any(t.kind == "IS" and t.value in ("was", "were") for t in (*stated, *before[-1:], *after[:1])):
        return True  # "the default was 10"
    if (
        free
        and own_parts(scope.subject)
        and claim.subject != scope.subject
        and claim.keywords
        and not says_documented(claim, scope)
        and _is_plain(before, claim.subject, text, scope)
    ):
        return True
    if _default_of_another(match, after, claim):
        return True
    if "multipleOf" in claim.keywords:
        return _is_told(claim, match, before, after)
    if not LIMITS & {k.removeprefix("items.") for k in claim.keywords}:
        return False
    around = (*before, *match.tokens, *after)
    if claim.form in ("over", "under") and any(t.kind == "CAN" for t in match.tokens):
        return True  # "can be over 9" allows it
    units = [t for part in ("unit", "unit2", "what") for t in match.parts.get(part, ())]
    if any(t.kind == "LENGTH" for t in match.parts.get("what", ())) and any(any_is("measure", parts_of(str(t.value))) for t in units[:1]):
        units = units[:1]  # "the maximum clip length is 10 seconds"
    if _is_money(units, around, claim) or _is_rate((*units, *after), claim) or _is_call(units, claim):
        return True
    if units and units[-1].value == "of" and kind_at(after, 0) in ("THIS", "FIELD"):
        return True  # "at most 8 characters of it"
    if units and units[0].kind == "W" and any_is("casing", (str(units[0].value).lower(),)):
        return True  # "up to 30 by air"
    if any(str(t.value).lower() in _FACTORS for t in units):
        return True  # "up to 5 times faster"
    if _is_told(claim, match, before, after) or is_share(after):
        return True
    if kind_at(before, len(before) - 1) == "RETURNED" and str(before[-1].value) in ("sorted", "ordered") and match.form == "between":
        return True  # "sorted from 1 to 10"
    if _NUMERIC & set(claim.keywords):
        held = any(t.kind == "HOLD" for t in match.tokens) and bool(match.parts.get("unit") or match.parts.get("unit2"))
        return held or _is_several(units, claim, scope) or _counts_other(match, units, after, claim, scope)
    return "minLength" in claim.keywords and "maxLength" not in claim.keywords and _is_a_part(match, units, after)


def widens(tokens: Sequence[Token], *, demanded: bool) -> bool:
    """Whether words in which no form was found give another number for some cases: "older ones have 9", "99 on the big plan".

    `demanded` says that the limit before is one that the field must keep, so that "the coast has 4000" is about the coast.
    """
    opens = next((t for t in tokens if t.kind not in ("COMMA", "SEMI", "STOP", "MARK")), None)
    refused = any(t.kind in ("REFUSED", "CANNOT", "UNSUPPORTED") for t in tokens)
    if opens is not None and opens.kind in ("W", "OVER") and not refused and any_is("extending", (str(opens.value).lower(),)):
        return True  # "more on request"
    numbers = [n for n, t in enumerate(tokens) if t.kind in ("NUM", "RNG")]
    allowed = any(t.kind == "CAN" for t in tokens)
    return any((kind_at(tokens, n - 1) in _GIVING and (allowed or not demanded)) or kind_at(tokens, n + 1) in _CASES for n in numbers)


def denies(tokens: Sequence[Token]) -> bool:
    """Whether a remark in brackets says for what the sentence does not hold: "(not for drafts)", "(see below for exceptions)"."""
    excepted = any(str(t.value).lower() in ("exception", "exceptions") for t in tokens)
    return excepted or (kind_at(tokens, 0) == "NOT" and kind_at(tokens, 1) in ("FOR", "IF", "IN", "WITH"))


def _is_plain(before: Sequence[Token], name: str, text: str, scope: Scope) -> bool:
    """Whether another field is named by a word that may be an ordinary one: "images must be PNG"."""
    named = next((t for t in reversed(before) if t.kind == "FIELD" and t.value == name), None)
    if any(t.kind == "FIELD" and t.value == scope.subject for t in before):
        return False  # "width and height must be ..."
    return named is not None and not is_named(named, text)


def _default_of_another(match: Match, after: Sequence[Token], claim: Claim) -> bool:
    """Whether "by default, 3 attempts" is said of what the field does not count, or a default is a share: "10% of the width"."""
    value = claim.keywords.get("default")
    if not isinstance(value, int | float) or isinstance(value, bool) or claim.form.startswith("default_count"):
        return False
    noun = after[0] if after and match.tokens[0].kind == "BY_DEFAULT" and after[0].kind in ("W", "ITEMS", "FIELD") else None
    words = set(parts_of(str(noun.value))) if noun is not None else set()
    counted = not words or any_is("measure", words) or any_is("link", words) or own_parts(claim.subject) & words
    return is_share(after) or not counted


def _is_money(units: Iterable[Token], around: Iterable[Token], claim: Claim) -> bool:
    """Whether money is counted, or the clause says what something costs, and the field holds no money."""
    if any_is("valued", own_parts(claim.subject)):
        return False
    return _named("money", units, claim) or _named("charging", around, claim)


def _is_rate(words: Sequence[Token], claim: Claim) -> bool:
    """Whether a limit holds for each user, each minute or the like, and not for each request."""
    own = own_parts(claim.subject)
    each = (words[n + 1 : n + 3] for n, t in enumerate(words) if t.kind == "EACH" and t.value != "individual")
    for named in each:
        said = {p for t in named if t.kind in _NOUNS for p in parts_of(str(t.value))}
        if (any_is("party", said) or any_is("time", said) or "second" in said) and own.isdisjoint(said):
            return True
    return False


def _is_call(units: Iterable[Token], claim: Claim) -> bool:
    """Whether requests are counted: "up to 9 calls"."""
    return _named("request", [t for t in units if str(t.value).endswith("s")], claim)


def _named(noun: str, words: Iterable[Token], claim: Claim) -> bool:
    said = {p for t in words if t.kind in ("W", "VAL", "FIELD") for p in (str(t.value).lower(), *parts_of(str(t.value)))}
    return any_is(noun, said - own_parts(claim.subject))


def _is_told(claim: Claim, match: Match, before: Sequence[Token], after: Sequence[Token]) -> bool:
    """Whether a limit is the subject of a sentence that tells something of so many things: "at most 2 are free", "up to 9 fit"."""
    if match.tokens[0].kind not in _PHRASES or any(t.kind in _VERBS for t in before):
        return False
    following = [t for t in after if t.kind != "MARK"]
    if match.tokens[-1].value in ("that", "which"):
        return False  # "up to 9 characters that can be filled"
    if kind_at(following, 0) in ("THIS", "FIELD"):
        return match.form == "between" and match.first == 0  # "from 2020 to 2023 this was called size"
    if kind_at(following, 0) not in _VERBS:
        return False
    said = next((t for t in following if t.kind not in _VERBS), None)
    if said is None or said.kind in ("ADVICE", *_GRANTED):
        return False
    listed = any(k.endswith("Items") for k in claim.keywords)
    return not (any_is("granting", (str(said.value).lower(),)) or (listed and said.kind == "REQUIRED"))


def is_share(after: Sequence[Token]) -> bool:
    """Whether a number is a share of something: "up to 50% cheaper"."""
    return (
        kind_at(after, 0) == "MARK" and after[0].value == "%" and kind_at(after, 1) in ("W", "FIELD", "VAL", "ADJ", "THIS", "OVER", "UNDER")
    )


def _is_several(units: Sequence[Token], claim: Claim, scope: Scope) -> bool:
    """Whether several things that go by the field's name are counted: "at most 5 weights" of a weight."""
    own = own_parts(claim.subject)
    if _counts_things(claim) or any(str(w).endswith("s") for w in (claim.subject.rsplit(".", 1)[-1],)):
        return False
    head = next((t for t in reversed(units) if t.kind in ("FIELD", "W") and own.intersection(parts_of(str(t.value)))), None)
    if head is None or any_is("measure", parts_of(str(head.value))):
        return False
    return head.end - head.start == len(str(head.value)) + 1 if head.kind == "FIELD" else str(head.value).endswith("s")


def _counts_other(match: Match, units: Sequence[Token], after: Sequence[Token], claim: Claim, scope: Scope) -> bool:
    """Whether things are counted that neither the field's name nor a measure stands for, or that something else holds."""
    own = own_parts(claim.subject)
    head = _head(units)
    if head is None or own.intersection(parts_of(head)) or scope.times.intersection(parts_of(head)):
        return False
    if any_is("telling", (str(t.value).lower() for t in units)):
        return True
    rest = (*units, *after[:5])
    within = next((n for n, t in enumerate(rest) if t.kind == "IN" or (t.kind == "TRUE" and t.value == "on")), None)
    holder = next((t for t in rest[within + 1 :] if t.kind in _NOUNS), None) if within is not None else None
    if holder is not None and holder.kind in ("W", "VAL", "FIELD"):
        words = (str(holder.value).lower(), *parts_of(str(holder.value)))
        if not any_is("holder", words) and own.isdisjoint(words) and not any_is("measure", words):
            return True  # "the most pages in a book are 5000"
    return not (_counts_things(claim) or any_is("measure", (head, *parts_of(head))))


def _head(units: Sequence[Token]) -> str | None:
    """The noun that a phrase ends with; none where the words only go on: "indicating a level"."""
    words: list[str] = []
    for token in units:
        word = str(token.value).lower()
        if token.kind not in ("W", "VAL", "KIND", "ADJ", "FIELD", "ITEMS") or (words and any_is("link", (word,))):
            break
        if not words and word == "of":
            continue
        if token.kind == "W" and not words and (word.endswith("ing") or any_is("link", (word,))):
            return None
        if token.kind in ("W", "VAL", "FIELD", "ITEMS"):
            words.append(word)
    return words[-1] if words else None


def _counts_things(claim: Claim) -> bool:
    """Whether a field says by its name how many of something there are, or may be."""
    own = own_parts(claim.subject)
    fused = any(word.startswith(("max", "num")) or word.endswith(("count", "limit", "size")) for word in own)
    return fused or any_is("counting", own) or any_is("number", own)


def _is_a_part(match: Match, units: Sequence[Token], after: Sequence[Token]) -> bool:
    """Whether some characters of a text are counted, and not all: "at least 1 digit", "must contain at least 2 letters"."""
    kinds = {p for t in units if t.kind == "CHARACTERS" for p in parts_of(str(t.value))}
    if not kinds & set(_PARTS):
        return False
    few = any(t.kind == "NUM" and t.value == 1 for t in match.tokens)
    return few or any(t.kind == "HOLD" for t in match.tokens) or kind_at(after, 0) == "W"
