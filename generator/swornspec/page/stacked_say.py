"""What labels, anchors and samples of such pages say: bounds, and which fields are parts of which."""

import json
import re
from typing import Any, Final

from swornspec.page.entry import Entry
from swornspec.page.roles import Role
from swornspec.text import Passage, within

_SIGNED: Final = re.compile(r"(?:x|length)\s*(?=\\?[<>≤≥])")
_MATCHED: Final = re.compile(
    r"(?P<before>.{0,300}?)[\s,;&]*(?:\band\s+)?(?:Value )?[Mm]ust match regular expression\s*(?P<pattern>`.+?`(?=,\s*\[)|`.+`|\S.*)"
)
_EXACT: Final = re.compile(r"`?(?P<size>\d{1,9})`?(?:\s(?:elements?|items?|characters?))?")
_ONE: Final = re.compile(r"[\w.:/+@-]+")
_PLAIN: Final = re.compile(r"[\w.:/+@-]{1,80}(?:, [\w.:/+@-]{1,80}){0,300}")
_BODY: Final = re.compile(r"(?:-d|--data(?:-\w+)?|--json)\s+'(?P<json>[^']*)'")
_NUMBERED: Final = re.compile(r"(?m)^[ \t]{0,8}\d{1,3}(?=[\s{}\[\]\"']|$)")
_MOST_BODY: Final = 20_000
_MOST_BRACKETS: Final = 300


def say(entry: Entry, role: Role, passage: Passage) -> None:
    """What a label states: of bounds also those with one side, with a pattern behind them, and sizes that are exact."""
    text = passage.text
    if role == "bounds" and "regular expression" in text and (matched := _MATCHED.match(text)):
        say(entry, "pattern", within(passage, *matched.span("pattern")))
        if matched["before"]:
            before = within(passage, *matched.span("before"))
            say(entry, "values" if before.text[0] == "[" else "bounds", before)
        if rest := text[matched.end() :].strip(" ,"):
            start = text.index(rest, matched.end())
            say(entry, "values" if rest[0] == "[" else "bounds", within(passage, start, start + len(rest)))
        return
    lead = len(text) - len(text.lstrip("` "))
    if role == "bounds" and (signed := _SIGNED.match(text, lead)):
        bare = within(passage, signed.end(), len(text))
        entry.say("bounds", bare)
    elif role == "bounds" and (exact := _EXACT.fullmatch(text)):
        start, end = exact.span("size")
        size = within(passage, start, end)
        entry.say("minimum", size)
        entry.say("maximum", size)
    elif role == "pattern" and text[0] == text[-1] == "`" and len(text) > 2:
        entry.say(role, within(passage, 1, len(text) - 1))
    elif role == "values" and ("," not in text or "/" in text) and _PLAIN.fullmatch(text):
        for one in _ONE.finditer(text):
            entry.say("value", within(passage, *one.span()))
    else:
        entry.say(role, passage)


def beside_in_sample(sent: Any, name: str, base: tuple[str, ...]) -> bool:
    """Whether the sample of a request shows that a field is not a part of an object, but stands beside it."""
    value = sent
    for part in base[:-1]:
        value = _inside(value, part)
    inner = _inside(value, base[-1])
    return isinstance(value, dict) and name in value and isinstance(inner, dict) and name not in inner


def inside_in_sample(sent: Any, name: str, base: tuple[str, ...]) -> bool:
    """Whether the sample of a request shows that a field is a part of an object."""
    value = sent
    for part in base:
        value = _inside(value, part)
    return isinstance(value, dict) and name in value


def shown_in(name: str, around: list[tuple[str, ...]], sent: Any) -> tuple[str, ...] | None:
    """The object that a field is a part of, of those above it, as the sample of a request shows it; None where it does not."""
    while around:
        base = around[-1]
        if beside_in_sample(sent, name, base):
            around.pop()
            continue
        return base if inside_in_sample(sent, name, base) and not inside_in_sample(sent, name, base[:-1]) else None
    return ()


def _inside(value: Any, key: str) -> Any:
    """A member of a value, of the first item where it is an array."""
    found = value.get(key) if isinstance(value, dict) else None
    return found[0] if isinstance(found, list) and found else found


def read_body(sample: str) -> Any:
    """The JSON that a command sends; None when it sends none."""
    found = _BODY.search(sample[:_MOST_BODY])
    if found is None:
        return None
    value = _json(found["json"])
    return _json(_NUMBERED.sub("", found["json"])) if value is None else value


def read_answer(sample: str) -> Any:
    """The JSON that a sample of an answer is, the first item where it is an array; None when it is none."""
    value = _json(sample) if sample.lstrip()[:1] in ("{", "[") and len(sample) <= _MOST_BODY else None
    return value[0] if isinstance(value, list) and value else value


def _json(text: str) -> Any:
    if text.count("[") + text.count("{") > _MOST_BRACKETS:
        return None
    try:
        return json.loads(text)
    except ValueError:
        return None


def placed(name: str, around: list[tuple[str, ...]], dotted: set[tuple[str, ...]], sent: Any) -> tuple[str, tuple[str, ...]]:
    """A name, and the object whose parts are shown that it is a part of; where parts have dotted names, one without is none."""
    while around:
        base = around[-1]
        for first in range(len(base)):  # with the names of all objects around it, or of the nearest ones
            before = f"{'.'.join(base[first:])}."
            if name.startswith(before) and len(name) > len(before):
                dotted.add(base)
                return name[len(before) :], base
        if base not in dotted and "." not in name and not beside_in_sample(sent, name, base):
            return name, base
        around.pop()
    return name, ()
