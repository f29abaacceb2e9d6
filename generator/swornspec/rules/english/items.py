"""One item of a list ("`a`: first", "GT10 = more than ten", "queued = 1"): the values it names, and what it says of them."""

import re
from dataclasses import dataclass
from typing import Any, Final

from swornspec.rules.english.conditions import Scope
from swornspec.rules.english.nouns import any_is
from swornspec.rules.english.subject import own_parts
from swornspec.rules.english.tokens import lexicon, number, parts_of

_QUOTED: Final = re.compile(
    r"(?:(?:if|when)\s+(?:set\s+to\s+|the\s+value\s+is\s+|`?(?P<field>[\w.]+)`?\s*(?:==?|is(?:\s+set\s+to)?)\s*)?|set\s+to\s+)?"
    r"[`\"'“]{1,3}(?P<value>[^`\"'“”\n]{0,80}?)[`\"'”]{1,3}(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_BARE: Final = re.compile(
    r"(?P<value>[^\s:=,`\"'“()|;]{1,60}?)"
    r"(?P<sign>\s*(?:->|=>|→|:|=)\s|\s*=(?=\S)|\s+[-–—]{1,2}\s+|\s*,\s+|\s+[(\[]|\s+(?:to|for)\s+|\s*[.,;]?\s*$)(?P<rest>.*)",
    re.DOTALL,
)
_MORE: Final = re.compile(r"\s*(?:,|and|or|/)\s*[`\"'“](?P<value>[^`\"'“”\n]{1,80}?)[`\"'”](?P<rest>.*)", re.DOTALL)
_ESCAPED: Final = re.compile(r"\\([_*.-])")
_RANGE: Final = re.compile(r"[A-Za-z]+\d+-[A-Za-z]+\d+")
_PLACEHOLDER: Final = re.compile(r"yyyy|hh:mm|xxx|\bmm[-/]dd|\{\w+\}", re.IGNORECASE)
_DEFAULT: Final = re.compile(
    r"[(\[]\s*(?:the\s+)?default\b[^()\[\]]{0,30}[)\]]|\bis\s+the\s+default\b|(?:^|[.;]\s+)default\s*\.?\s*$|^\W*(?:the\s+)?default\.\s",
    re.IGNORECASE,
)
_MARKED: Final = re.compile(r"[^\s:=,`\"'“()|;]{1,60}(?P<mark>\s*[(\[]\s*(?:the\s+)?default\s*[)\]])(?=\s*[:=–—-])", re.IGNORECASE)
_WITH_ASIDE: Final = re.compile(r"(?P<label>[A-Z][\w-]{0,30})\s?\([A-Z][\w .-]{0,30}\):\s+(?=\S)")  # "Breeze (BZ): ..."
_ARROWS: Final = ("->", "=>", "→")


@dataclass(frozen=True, slots=True)
class Item:
    """The item at some place: its values, whether they are quoted, the sign after them, whether it says more, or that it is the default."""

    at: int
    values: tuple[Any, ...]
    quoted: bool
    sign: str
    meant: bool
    default: bool


def item(at: int, text: str, scope: Scope) -> Item | None:
    """Read an item; None when it does not start with a value, or with one of another field."""
    quoted = _QUOTED.match(text)
    if quoted:
        if quoted["field"] and quoted["field"] != scope.subject.rsplit(".", 1)[-1]:
            return None
        said, rest = _ESCAPED.sub(r"\1", quoted["value"].strip().rstrip("*†:")), quoted["rest"]
        values = [said.removeprefix(f"{scope.subject.rsplit('.', 1)[-1]}=")]  # `mode=fast`, of the field `mode`
        while more := _MORE.match(rest):
            values.append(more["value"])
            rest = more["rest"]
        return Item(at, tuple(typed(v, scope) for v in values), True, "", bool(rest.strip(" .,;")), _DEFAULT.search(rest) is not None)
    marked = _MARKED.match(text)
    bare = _BARE.match(text if marked is None else text[: marked.start("mark")] + text[marked.end("mark") :])
    if bare is None:
        return None
    sign, rest = bare["sign"].strip(), bare["rest"]
    value = typed(_ESCAPED.sub(r"\1", bare["value"].rstrip("*†")), scope)
    if sign == "=" and rest.lstrip().startswith("("):
        return None  # "ACTIONS = (CREATE, DELETE)" names a list, not a value
    if value is None and sign in ("=", ":"):
        value = typed(rest.strip(), scope)  # "queued = 1"
    meant = bool(rest.strip()) and bool(sign)
    sign = "-" if sign in ("–", "—", "--") else sign.strip(".;")
    return Item(at, (value,), False, sign, meant, marked is not None or _DEFAULT.search(bare["sign"] + rest) is not None)


def typed(text: str, scope: Scope) -> Any:
    """A value as the field's type has it; None for words where it holds whole numbers."""
    if scope.field.types != ("integer",):
        return text
    return number(text) if re.fullmatch(r"-?\d{1,15}", text) else None


def fits(value: Any) -> bool:
    """Whether something is a single value: no range of codes ("A1-A9"), no form of a date ("yyyy-mm-dd")."""
    return value is not None and not _RANGE.fullmatch(str(value)) and not _PLACEHOLDER.search(str(value))


def could_be(text: str) -> bool:
    """Whether a line of prose can be an item: it starts with a quoted value, or with a word that is no word of a rule."""
    bare = _BARE.match(text)
    if _QUOTED.match(text) or (bare is not None and bare["sign"].strip() in _ARROWS):
        return True
    return bare is not None and lexicon().get((bare["value"].lower(),), "W") in ("W", "TRUE", "FALSE", "NO")


def says_more(text: str) -> bool:
    """Whether a line is a bare word and what it means, as an item is."""
    found = _BARE.match(text)
    return found is not None and bool(found["sign"].strip()) and bool(found["rest"].strip())


def labelled(text: str, scope: Scope) -> bool:
    """Whether an item starts with a label that is no word for a constraint: what it says holds for what the label names."""
    if (aside := _WITH_ASIDE.match(text)) is not None:
        return own_parts(scope.subject).isdisjoint(parts_of(aside["label"].lower()))
    found = _QUOTED.match(text) or _BARE.match(text)
    if found is None or (found.re is _BARE and found["sign"].strip()[:1] not in tuple(":=-–—")) or not found["rest"].strip():
        return False
    label = found["value"].lower()
    words = parts_of(label)
    return lexicon().get((label,), "W") == "W" and own_parts(scope.subject).isdisjoint(words) and not any_is("generic", words)
