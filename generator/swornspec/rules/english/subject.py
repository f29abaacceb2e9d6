"""Which field a sentence form speaks of, from the words that stand before it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import dropwhile
from typing import Final

from swornspec.rules.english.conditions import Scope
from swornspec.rules.english.nouns import any_is
from swornspec.rules.english.parts import JOINTS, TRIGGERS
from swornspec.rules.english.patterns import Match
from swornspec.rules.english.tokens import QUOTES, Token, is_dash, kind_at, parts_of

_ANYWHERE: Final = frozenset({"restricted", "same_order", "same_result", "in_output", "elsewhere"})
_SUBJECT_WORDS: Final = frozenset(
    {
        "WITH",
        "W",
        "FIELD",
        "THIS",
        "KIND",
        "TO",
        "VAL",
        "WILL",
        "NUM",
        "LENGTH",
        "IN",
        "ITEMS",
        "CHARACTERS",
        "COUNT",
        "ADJ",
        "DESCRIBES",
        "AS",
    }
)
_ITSELF: Final = frozenset(
    {"THIS", "KIND", "LENGTH", "ANY", "ADJ", "WITH", "IN", "CHARACTERS", "DESCRIBES", "AS", "ALLOWED", "CASE", "COLLECTION", "RETURNED"}
)
_BY: Final = frozenset(("by", "filter", "param", "parameter", "value", "val", "code", "name", "input", "str", "string", "list", "field"))
_LIMITS: Final = frozenset(("size_alone", "exact_length", "at_most", "at_least", "between", "between_alone", "range_alone", "min_max"))
_SETTERS: Final = frozenset(("server", "system", "service", "api", "global", "current", "initial", "standard"))  # whose default it is
_THUS: Final = frozenset(("thus", "therefore", "hence", "consequently", "accordingly"))
_TOLD: Final = _SUBJECT_WORDS - {"NUM", "AS", "WILL"} | {"FOR", "IS"}
_PREDICATES: Final = frozenset({"MUST", "CANNOT", "CAN", "HOLD", "IS", "INCLUDING"})


def own_words(name: str) -> tuple[str, ...]:
    """The words of a field's own name in their order, in lower case and singular, without those of the objects that hold it."""
    return parts_of(name.replace("[]", "").rsplit(".", 1)[-1])


def own_parts(name: str) -> set[str]:
    """The words of a field's own name, whatever their order."""
    return set(own_words(name))


def head_of(name: str) -> str:
    """The word of a field's own name that says what it is: the last one, but for "by", "filter" and the like."""
    words = [w for w in own_words(name) if w not in _BY] or [""]
    return words[-1]


def is_category(name: str) -> bool:
    """Whether a field is by its name one that holds one of a few values."""
    return any_is("category", (head_of(name),))


def tells_format(words: Iterable[str], name: str) -> bool:
    """Whether words are of how a file is written that a field holds, or whose address it holds, and so not of its values."""
    return any_is("format", words) and any_is("located", (head_of(name),))


def subject_of(form: str, before: Sequence[Token], owner: str, scope: Scope, text: str, *, after_form: bool) -> str | None:
    """The field that a form speaks of, from the words before it; None when they speak of something else.

    After a form that was read ("must be 1 to 8 and a multiple of 2") no words mean the same field again. A noun
    phrase and a comma ("the end of the event, required if ...") say what the field is, not what the form is about.
    """
    if form in _ANYWHERE:
        return owner
    if form.startswith(("default_named", "default_count", "default_told")):
        return owner if all(t.kind != "FIELD" or t.value == owner for t in before) else None
    if (
        form in ("enum_of_codes", "enum_named")
        and before
        and (before[-1].kind in ("VAL", "NUM") or _goes_on([t.kind for t in before[-3:]]))
    ):
        return None  # the rest of a list whose start was not read
    if any(_multiplies(before, n) for n in range(1, len(before) - 1)):
        return None  # "(rows × columns) must be at most 100"
    words = [replace(t, kind="MINUS") if is_dash(t) else t for t in before if t.kind not in ("ADVICE", "HEDGE", "MARK") or is_dash(t)]
    if after_form:
        unit = words[0].kind == "W" and any_is("measure", parts_of(str(words[0].value))) if words else False
        words = list(dropwhile(lambda t: t.kind in JOINTS or t.kind == "SLASH", words[1:] if unit and len(words) > 1 else words))
    if form == "exact_length" and words and (words[-1].kind == "IS" or str(words[-1].value).endswith(("'s", "’s"))):
        return owner if not any(t.kind == "FIELD" and t.value != scope.subject for t in words) else None
    if form == "default" and words and _leaves_subject(words, scope):
        return owner
    if [t.kind for t in words[-2:-1]] == ["AND"] and words[-1].kind == "HOLD":
        words = words[:-1]  # "the list names clips and has at most 5 of them"
    if len(words) > 2 and words[-1].value == "that" and (words[-2].kind in ("KIND", "THIS") or words[-2].value == "strings"):
        words = words[: next((n for n, t in enumerate(words) if t.kind in _PREDICATES), 0)]  # "names are strings that are at most 8 long"
    predicate = next((n for n, t in enumerate(words) if t.kind in _PREDICATES), None)
    if predicate is not None and words[-1].kind == "AND":
        words = words[:predicate]  # "names must start with a letter and be at most 8 characters long"
    if _does_more(words, form, scope):
        return owner
    if [t.kind for t in words[:2]] == ["THIS", "IS"] or (words and words[0].value == scope.subject and kind_at(words, 1) == "IS"):
        words = words[2:]  # "this is a string of at most 8 characters"
    if words and words[-1].kind == "FIELD" and words[-1].value == owner and any(t.value in _THUS for t in words):
        words = words[next(n for n, t in enumerate(words) if t.value in _THUS) + 1 :]  # "..., and thus the number of clips must be ..."
    if len(words) == 2 and words[0].kind == "VAL" and words[1].kind in ("COLON", "MINUS") and not str(words[0].value).isdigit():
        return None  # "`large`: at most 9" speaks of one value; "`400`: ..." is the status of a refusal
    if len(words) > 2 and words[-1].kind == "COLON" and words[-2].kind == "VAL" and words[-3].kind in ("COMMA", "AND", "OR", "SEMI"):
        return None  # "`small`: at most 5, `large`: at most 9"
    comma = max((n for n, t in enumerate(words) if t.kind in ("COMMA", "COLON", "STOP", "SEMI", "MINUS")), default=-1)
    if comma > 0 and [t.kind for t in words[comma - 1 :]] == ["FIELD", "COMMA", "FIELD"]:
        return None  # "`a`, `b` must be sent": not of the last one alone
    if comma >= 0:
        if not _is_noun_phrase(words[:comma], scope.subject):
            return None
        dashed = words[comma].kind == "MINUS" and words[comma].value in ("–", "—")
        if (
            dashed
            and form in _LIMITS
            and (after_form or any(t.kind in ("FIELD", "VAL", "NUM") and t.value != scope.subject for t in words[:comma]))
        ):
            return None  # "`a` — exactly 10 digits", but "the number to call — exactly 10 digits"
        words = list(dropwhile(lambda t: t.value == "but", words[comma + 1 :]))  # "optional, but required when ..."
    if words and words[0].kind == "WHETHER" and words[0].value == "which":
        words = words[1:]  # "the type of this list, which must be `a` or `b`"
    if len(words) == 1 and words[0].kind in ("MAXIMUM", "MINIMUM") and words[0].kind[:3].lower() in " ".join(own_parts(owner)):
        return owner  # "the maximum must be larger than `min_size`", said of `max_size`
    if form == "between" and not after_form and comma < 0 and _grades(words, scope):
        return owner  # "speaking rate from 0.5 to 2"
    return owner if not words else _named_subject(words, scope, text)


def _does_more(words: Sequence[Token], form: str, scope: Scope) -> bool:
    """Whether words say something of the field before an "and": "`a` keeps the old behaviour and (must ...)"."""
    if len(words) < len(("`a`", "stays", "and")) or words[-1].kind != "AND" or words[0].value != scope.subject:
        return False
    others = sum(t.kind == "FIELD" for t in words[1:])
    plain = all(t.kind in _TOLD for t in words[1:-1])
    direct = [t.kind for t in words[1:]] == ["W", "FIELD", "AND"] and form == "excludes"  # "`a` replaces `b` and ..."
    return plain and (others <= (form == "wins") or direct)


def _multiplies(tokens: Sequence[Token], at: int) -> bool:
    """Whether a mark at a place multiplies what the two words around it name."""
    before, mark, after = tokens[at - 1 : at + 2]
    named = {before.kind, after.kind} <= {"W", "FIELD", "VAL"} and (before.kind, after.kind) != ("VAL", "VAL")
    return mark.kind == "STAR" and named and mark.start - before.end == after.start - mark.end


def _grades(words: Sequence[Token], scope: Scope) -> bool:
    """Whether words that open a sentence are a noun for what a number grades or measures: "semitones", "the speed of the voice"."""
    if not words or words[0].start or any(t.kind not in ("W", "ADJ") for t in words) or not set(scope.field.types) <= {"integer", "number"}:
        return False
    head = next((n for n, t in enumerate(words) if n and any_is("link", (str(t.value).lower(),))), len(words)) - 1
    said = parts_of(str(words[head].value))
    return any_is("graded", said) or any_is("measure", said)


def _goes_on(kinds: Sequence[str]) -> bool:
    """Whether a list goes on after tokens of these kinds: "`a`," or ", sent," or ": add,"."""
    after_value = kinds[-2:] in (["VAL", "COMMA"], ["NUM", "COMMA"])
    return after_value or (len(kinds) == 3 and kinds[0] in ("COMMA", "COLON", "BE", "IS") and kinds[2] == "COMMA")


def _leaves_subject(words: Sequence[Token], scope: Scope) -> bool:
    """Whether the words before a default speak of nothing else: no condition, no other field, no quoted word, nothing demanded."""
    last = max((n + 1 for n, t in enumerate(words) if t.kind in ("COMMA", "SEMI", "MINUS", "COLON")), default=0)
    if words[0].kind in ("FOR", "IN", "ONLY", "WITH", "IF") and last:
        return False
    joined = words[-1].kind in ("AND", "WITH", "COMMA", "MINUS") or words[-1].value in ("being", "where", "which")
    own = all(t.kind in ("THIS", "IS", "FIELD", "WITH", "AND", "BY_DEFAULT", "HOLD") or t.value in _SETTERS for t in words[last:])
    return (joined or own) and not any(
        t.kind in TRIGGERS or t.kind in ("VAL", "IF", "UNLESS", "FOR", "NOT", "NO") or (t.kind == "FIELD" and t.value != scope.subject)
        for t in words[last:]
    )


def _is_noun_phrase(words: Sequence[Token], subject: str) -> bool:
    kinds = {t.kind for t in words}
    if words and words[0].kind in ("FOR", "IN", "ONLY", "WITH"):
        return False  # "for groups with a size, the default is 2" limits what follows
    others = [n for n, t in enumerate(words) if t.kind == "FIELD" and t.value != subject]
    valued = any(kind_at(words, n + 1) == "IS" for n in others)
    if valued or (others and kinds & {"SENT", "ABSENT", "USED", "ENABLED", "DISABLED", "ISNT"}):
        return False  # "as soon as `a` is sent, ..." limits what follows
    alternatives = "OR" in kinds and bool(kinds & {"FIELD", "VAL"})
    limits = [n for n, t in enumerate(words[:-1]) if t.kind in ("MAXIMUM", "MINIMUM") and words[n + 1].kind in ("IS", "NUM", "COLON")]
    return not alternatives and not limits and not kinds & {*TRIGGERS - {"MAXIMUM", "MINIMUM"}, "RPAR"}


def _named_subject(words: Sequence[Token], scope: Scope, text: str) -> str | None:
    if [t.kind for t in words[:2]] == ["YOU", "CAN"]:
        return scope.subject if scope.field.types == ("array",) or any_is("quantity", own_parts(scope.subject)) else None
    if any(t.kind not in _SUBJECT_WORDS | _ITSELF for t in words):
        return None
    if any(t.kind == "VAL" and text[t.start] in QUOTES and t.value != scope.subject for t in words):
        return None  # a name or value set apart in quotes is what the sentence speaks of
    fields = [str(t.value) for t in words if t.kind == "FIELD"]
    if len(words) == 1 and fields:
        return fields[0]
    name = scope.subject
    if [t.kind for t in words] == ["COUNT"]:
        return name  # "a number of at most 8 digits"
    if all(t.kind in _ITSELF or t.value in ("of", "text", "Text", name) for t in words):
        return name
    own = own_parts(name)
    of = next((n for n, t in enumerate(words) if t.value == "of"), 0)
    if of and not any(t.kind in _ITSELF | {"FIELD", "COUNT"} or own & set(parts_of(str(t.value))) for t in words[:of]):
        return None  # "the state of the clip" is not the clip
    said = {p for t in words if isinstance(t.value, str) for p in parts_of(t.value)}
    return name if fields in ([], [name]) and (own & said or any(_is_doing(word, own) for word in said)) else None


def several(before: Sequence[Token], match: Match) -> tuple[str, ...]:
    """The fields of which all that follows is said: "`a` and `b`", "`a`, `b` and `c`", "`a`, `b`, `c` are", "`a` or `b` is forbidden"."""
    fields = tuple(dict.fromkeys(t.value for t in before if t.kind == "FIELD"))
    kinds = [t.kind for t in before if t.kind not in ("MARK", "NOTE")]
    kinds = kinds[1:] if kinds[:1] == ["COMMA"] else kinds
    if len(fields) > 1 and str(match.tokens[0].value) == "are" and kinds == ["FIELD", *(["COMMA", "FIELD"] * (len(fields) - 1))]:
        return fields
    if match.form == "forbidden" or (match.form == "ignored" and str(match.tokens[0].value) == "are"):
        kinds = ["AND" if k == "OR" else k for k in kinds]  # neither of them is
    alternate = all((k == "FIELD") == (n % 2 == 0) for n, k in enumerate(k for k in kinds if k != "COMMA" or "AND" not in kinds))
    joined = "AND" in kinds and set(kinds) <= {"FIELD", "AND", "COMMA"} and kinds[-1] == "FIELD"
    return fields if len(fields) > 1 and joined and (alternate or "COMMA" in kinds) else ()


def _is_doing(word: str, own: set[str]) -> bool:
    """Whether a word is the doing of what a field is called: "looping" of `loop`, "caching" of `cache`."""
    stem = word.removesuffix("ing")
    return len(stem) < len(word) and len(stem) > len("ab") and not own.isdisjoint((stem, f"{stem}e", stem[:-1]))
