"""Sentences in which words stand for a field, with its name in their place; for those that are not understood as they stand.

Required when the strategy is `fixed`.        the one field that ends in the word and has the value: `kiln_strategy`
Required when the window is enabled.          the flag of these words: `window_enabled`
Must be after the start time.                 said of `window_end_time`: `window_start_time`; otherwise `start`
Required if no template is given.             the only field that is one of a template: `template_id`
Only used for late orders (`2`).              the one field that has the value: `order_type`
"""

import re
from collections.abc import Callable, Iterable
from typing import Final

from swornspec.rules.english.nouns import any_is
from swornspec.rules.english.subject import own_words
from swornspec.rules.field import Field, Fields, named_with, that_may_have
from swornspec.rules.spelling import parts_of

_WORDS: Final = r"[a-z][a-z-]{1,30}(?: [a-z][a-z-]{1,30}){0,2}"
_QUOTED: Final = r"`[^`\n]{1,60}`"
_LIST: Final = rf"{_QUOTED}(?:(?:,| and| or|, and|, or) {_QUOTED})*"
_VALUE: Final = re.compile(
    rf"\b(?:the|its|this) (?P<words>{_WORDS}?)(?P<link> (?:is|was|are|equals|is not|isn't|is set to|is equal to|is one of|is either) )"
    r"(?=[`\"'“]?(?P<value>[\w.-]{1,60}))",
    re.IGNORECASE,
)
_FLAG: Final = re.compile(
    rf"(?P<before>\b(?:if|when|unless|while|once|is|and|or) )?(?P<the>\bthe )?(?P<words>{_WORDS}?)"
    r"(?: (?:feature|option|setting|flag|mode))?"
    r"(?P<state> (?:is|are) (?:not )?(?:enabled|disabled|active|activated|inactive|(?:turned |switched )?(?:on|off))\b)",
    re.IGNORECASE,
)
_AGAINST: Final = re.compile(
    r"\b(?P<relation>after|before|than|from|to|as|match|matches|exceed|precede|follow|equal) (?P<the>the )?"
    rf"(?P<words>{_WORDS})(?=[.,;)]|$| and )",
    re.IGNORECASE,
)
_OPENING: Final = re.compile(
    rf"^\W{{0,4}}(?:the )?(?P<words>{_WORDS}?)"
    r"(?= (?:must|should|cannot|can't|may not|has to|needs to|is required|are required)\b)",
    re.IGNORECASE,
)
_THERE: Final = re.compile(
    rf"\b(?P<before>if|when|unless|where) (?:(?P<no>no)|an?|the) (?P<words>{_WORDS}?)"
    r"(?P<link> (?:is|was|has been)(?: not|n't)? (?:provided|specified|given|set|sent|supplied|passed|present|used|included|selected)\b)",
    re.IGNORECASE,
)
_USING: Final = re.compile(
    r"\b(?P<before>if|when|unless) (?:you(?:'re| are)? )?(?P<no>not |don't |do not )?"
    r"(?:us(?:e|ing)|provid(?:e|ing)|pass(?:ing)?|specify(?:ing)?|send(?:ing)?)"
    rf" (?:an?|the) (?P<words>{_WORDS})(?=[.,;)]|$)",
    re.IGNORECASE,
)
_GLOSSED: Final = re.compile(
    r"\b(?P<before>only (?:for|used|valid|available|applicable|applies|allowed|supported)(?: (?:for|in|with|to))?|required (?:for|in)"
    rf"|used only (?:for|in)) (?P<all>[^`(),.;:]{{3,60}} \({_LIST}\)(?:(?:,| and| or|, or|, and) [^`(),.;:]{{3,60}} \({_LIST}\)){{0,4}})"
    r"(?=\s*(?:[.;,]|$))",
    re.IGNORECASE,
)
_OF_TYPE: Final = re.compile(
    r"\b(?P<before>if|when|unless|for|only for|only with) (?:you(?:'re| are) )?(?:(?!with\b|of\b|must\b|the\b)[a-z-]+ ){1,7}?"
    rf"(?:of|with|whose|where) (?:an? |the )?"
    rf"(?P<name>`[A-Za-z_][\w.-]{{1,60}}`|[A-Za-z_][\w.-]{{1,60}}(?!`))(?: of| is| set to| set as| =|=)? ?"
    rf"(?P<values>{_QUOTED}(?: or {_QUOTED})*)",
    re.IGNORECASE,
)
_FOR_VALUE: Final = re.compile(
    r"\b(?P<before>for|in|with|of) (?:the |a |an )?(?P<quote>[`\"'“]?)(?P<value>[A-Za-z][\w.:-]{1,80})[`\"'”]? "
    r"(?P<noun>[a-z]+(?: [a-z]+)?)\b",
    re.IGNORECASE,
)
_CASED: Final = re.compile(
    r"\b(?P<before>for|in|is|with) (?P<values>[A-Z][A-Za-z]+(?:(?:,| and| or|, and|, or) [A-Z][A-Za-z]+){0,5})"
    r"(?=[.,;)]|$| only\b| [a-z]+[.;)]?$)"
)
_OF_KIND: Final = re.compile(
    r"\b(?P<before>(?:when |if |while )?(?:using|with|in|for)) (?:the |an? )?"
    rf"(?P<values>(?:{_QUOTED}|\w+)(?:(?:,| and| or|, and|, or) (?:{_QUOTED}|\w+)){{0,4}})"
    r" (?P<name>`?[A-Za-z_]\w{1,40}`?)(?: (?:modes?|types?|options?|methods?|values?|settings?))?(?=[.,;)]|$)",
    re.IGNORECASE,
)
_STATE: Final = re.compile(
    r"\b(?P<before>if|when|unless|while) (?:the|your|this|an?) (?P<noun>[a-z][a-z-]{1,30}) (?:is|are) "
    r"(?P<no>not )?(?P<state>[a-z]{3,30})(?=[.,;)]|$)",
    re.IGNORECASE,
)
_ALONE: Final = re.compile(
    rf"^(?:only )?(?:for |in |with )?(?P<values>{_QUOTED}|\w+)(?:(?: and | or |/|, )(?P<more>{_QUOTED}|\w+))?"
    r"(?: (?P<noun>[a-z]+))? only\s*[.;]?$",
    re.IGNORECASE,
)
_TIMES: Final = frozenset({"time", "date", "timestamp", "datetime", "day"})
_FLAGS: Final = frozenset({"enable", "enabled", "is", "use", "has", "allow", "allowed", "active", "with", "flag", "on"})
_KEYS: Final = frozenset({"id", "uuid", "guid", "code", "key", "url", "uri", "ref", "reference", "token", "slug"})
_WHATEVER: Final = frozenset({"number", "address", "value", "object", "detail", "data", "information", "id"})
_VAGUE: Final = frozenset({"value", "field", "parameter", "request", "it", "this", "that", "there", "option", "property", "default", "one"})

_STARRED: Final = re.compile(
    r"(?:the\s)?`(?P<stem>[A-Za-z]\w{0,60}[_.-])\*`(?:\s(?:fields|parameters|params|options|properties|attributes|filters)\b)?"
)
_BESIDES: Final = re.compile(r"(?<=`)([^()]{0,60})\s\(`[^`()\n]{1,60}` is an? (?:special case|exception)\)", re.IGNORECASE)
_MOST_STARRED: Final = 8


def with_names(text: str, subject: str, fields: Fields) -> str:
    """A text with the names of fields in the place of words that can mean no other field; as it is where no words do."""
    for pattern, named in _Told(subject, fields).ways():
        text = pattern.sub(named, text)
    return text


class _Told:
    def __init__(self, subject: str, fields: Fields) -> None:
        self._subject, self._fields = subject, fields

    def ways(self) -> Iterable[tuple[re.Pattern[str], Callable[[re.Match[str]], str]]]:
        """The ways in which words may stand for a field, and what then stands in the place of each."""
        return (
            (_GLOSSED, self._glossed),
            (_OF_TYPE, self._of_type),
            (_FOR_VALUE, self._for_value),
            (_VALUE, self._with_value),
            (_ALONE, self._alone),
            (_CASED, self._cased),
            (_OF_KIND, self._of_kind),
            (_FLAG, self._flag),
            (_STATE, self._state),
            (_THERE, self._there),
            (_USING, self._using),
            (_OPENING, self._opening),
            (_AGAINST, self._against),
            (_STARRED, self._starred),
            (_BESIDES, lambda found: found[1]),
        )

    def _starred(self, found: re.Match[str]) -> str:
        """The fields whose names begin alike, but for those that the sentence names besides: "the `due_*` fields"."""
        names = [name for name in self._fields if name.startswith(found["stem"]) and f"`{name}`" not in found.string]
        few = 1 < len(names) <= _MOST_STARRED
        return f"{', '.join(f'`{n}`' for n in names[:-1])} or `{names[-1]}`" if few else found.group()

    def _with_value(self, found: re.Match[str]) -> str:
        words = parts_of(found["words"])
        holding = [f for f in that_may_have(found["value"], self._fields) if _has_all(f, [found["value"]])]
        named = [f.name for f in holding if self._is_short_for(f.name, words)]
        return f"`{named[0]}`{found['link']}" if len(named) == 1 and not self._is_name(words) else found.group()

    def _cased(self, found: re.Match[str]) -> str:
        """Values of one field as the words that they are, with capital letters: "for Driving and Walking"."""
        values = re.findall(r"[A-Z][A-Za-z]+", found["values"])
        held = [f for f in that_may_have(values[0], self._fields) if _has_all(f, values)]
        members = {str(v).casefold(): str(v) for f in held for v in f.enum or ()}
        if len(held) != 1 or held[0].name == self._subject or not any_is("category", own_words(held[0].name)[-1:]):
            return found.group()
        return f"{found['before']} " + re.sub(r"[A-Z][A-Za-z]+", lambda m: f"`{members[m.group().casefold()]}`", found["values"])

    def _alone(self, found: re.Match[str]) -> str:
        """What alone a field is for, where one other has that as a value: "Pooled mode only.", of `kiln_mode`."""
        values = [v.strip("`") for v in (found["values"], found["more"]) if v]
        noun = parts_of(found["noun"] or "")
        held = [f for f in that_may_have(values[0], self._fields) if _has_all(f, values) and f.name != self._subject]
        named = [f for f in held if (own_words(f.name)[-1:] == noun if noun else any_is("category", own_words(f.name)[-1:]))]
        if len(named) != 1:
            return found.group()
        members = {str(v).casefold(): str(v) for v in named[0].enum or ()}
        return f"Only if `{named[0].name}` is " + " or ".join(f"`{members[v.casefold()]}`" for v in values)

    def _of_kind(self, found: re.Match[str]) -> str:
        """Values before the name of the field that has them: "when using the cover or contain fit modes"."""
        words = parts_of(found["name"].strip("`"))
        named = [f for f in self._named(words) if own_words(f.name) == words and f.name != self._subject]
        values = [v.strip("`") for v in re.findall(rf"{_QUOTED}|\w+", found["values"]) if v not in ("and", "or")]
        if len(named) != 1 or not _has_all(named[0], values):
            return found.group()
        return f"if `{named[0].name}` is " + " or ".join(f"`{v}`" for v in values)

    def _state(self, found: re.Match[str]) -> str:
        """A flag of what something is: "if the pot is damp", of `is_damp` or `pot_damp`."""
        state = parts_of(found["state"])
        alike = [f for f in self._named(state) if f.types == ("boolean",) and f.name != self._subject]
        ways = [{found["state"].lower()}, {*parts_of(found["noun"]), *state}, set(state)]
        flags = [f.name for f in alike if set(own_words(f.name)) - {"is", "are"} in ways]
        if len(flags) != 1:
            return found.group()
        return f"{found['before']} `{flags[0]}` is {'false' if found['no'] else 'true'}"

    def _for_value(self, found: re.Match[str]) -> str:
        """A condition where a name of two words stands behind what may be nothing but a value: "for the `refresh_token` grant type"."""
        value, words = found["value"], parts_of(found["noun"])
        named = [f for f in self._named(words) if own_words(f.name) == words and len(words) > 1 and any_is("category", words[-1:])]
        code = bool(found["quote"]) or "_" in value or ":" in value or value in self._fields
        if len(named) != 1 or named[0].name == self._subject or not code or named[0].types not in ((), ("string",)) or named[0].enum:
            return found.group()
        return f"if `{named[0].name}` is `{value}`"

    def _is_short_for(self, name: str, words: tuple[str, ...]) -> bool:
        """Whether words end the name of a field, or are all of it but for a word such as `type`."""
        parts = own_words(name)
        ends = len(words) < len(parts) and parts[-len(words) :] == words
        return ends or (len(parts) == len(words) + 1 and parts[:-1] == words and any_is("category", parts[-1:]))

    def _flag(self, found: re.Match[str]) -> str:
        words = [w for w in parts_of(found["words"]) if w not in _FLAGS]
        if not words or not (found["before"] or found["the"]):
            return found.group()
        kin = (f for f in named_with(words[0], self._fields) if f.types == ("boolean",))
        flags = [f.name for f in kin if [w for w in own_words(f.name) if w not in _FLAGS] == words]
        plain = len(flags) != 1 or self._is_name(tuple(words)) or flags[0] == self._subject
        return found.group() if plain else f"{found['before'] or ''}`{flags[0]}`{found['state']}"

    def _there(self, found: re.Match[str]) -> str:
        words = parts_of(found["words"])
        kin = self._kin(words)
        if kin is None:
            return found.group()
        link = found["link"].replace(" is ", " is not ") if found["no"] else found["link"]
        return f"{found['before']} `{kin}`{link}"

    def _using(self, found: re.Match[str]) -> str:
        kin = self._kin(parts_of(found["words"]))
        if kin is None:
            return found.group()
        return f"{found['before']} `{kin}` is {'not ' if found['no'] else ''}sent"

    def _kin(self, words: tuple[str, ...]) -> str | None:
        """The field that holds which one of some things it is that words name: `template_id` of a template, `phone` of a phone number."""
        if not words or self._is_name(words) or _VAGUE.intersection(words):
            return None
        kin = [f.name for f in self._named(words) if own_words(f.name)[: len(words)] == words and f.name != self._subject]
        if len(kin) == 1 and _KEYS.issuperset(own_words(kin[0])[len(words) :]):
            return kin[0]
        named = [
            f.name for f in self._named(words) if own_words(f.name) == words[:-1] and words[-1] in _WHATEVER and f.name != self._subject
        ]
        return named[0] if len(named) == 1 and not kin else None

    def _against(self, found: re.Match[str]) -> str:
        name = self._sibling(parts_of(found["words"]), certain=bool(found["the"]))
        return f"{found['relation']} `{name}`" if name else found.group()

    def _opening(self, found: re.Match[str]) -> str:
        words = parts_of(found["words"])
        name = self._timed(words)
        return f"`{name}`" if name and name != self._subject and not self._is_name(words) else found.group()

    def _sibling(self, words: tuple[str, ...], *, certain: bool) -> str | None:
        """The field that words mean where they are compared with: one named as the subject is but for these words."""
        if self._is_name(words) or not words:
            return None
        own = own_words(self._subject)
        kin = [f.name for f in self._named(words) if f.name != self._subject and _differs_by(own, own_words(f.name), words)]
        return kin[0] if len(kin) == 1 and certain else self._timed(words) if not kin else None

    def _timed(self, words: tuple[str, ...]) -> str | None:
        """The field that words such as "start time" name but for the last one."""
        if len(words) < 2 or words[-1] not in _TIMES:
            return None
        named = [f.name for f in self._named(words) if own_words(f.name) == words[:-1]]
        return named[0] if len(named) == 1 else None

    def _named(self, words: tuple[str, ...]) -> Iterable[Field]:
        """The fields that have the first of some words in their names, and perhaps others."""
        return named_with(words[0], self._fields) if words else ()

    def _is_name(self, words: tuple[str, ...]) -> bool:
        return any(own_words(f.name) == words for f in self._named(words))

    def _glossed(self, found: re.Match[str]) -> str:
        values = [v.strip("`") for v in re.findall(_QUOTED, found["all"])]
        held = [f for f in that_may_have(values[0], self._fields) if _has_all(f, values)]
        if len(held) != 1 or held[0].name == self._subject:
            return found.group()
        shown = " or ".join(f"`{v}`" for v in values)
        before = re.sub(r"(?i) (?:for|in|with|to)$", "", found["before"])
        return f"{before} if `{held[0].name}` is {shown}"

    def _of_type(self, found: re.Match[str]) -> str:
        words = parts_of(found["name"].strip("`"))
        named = [f.name for f in self._named(words) if own_words(f.name) == words]
        if len(named) != 1 or named[0] == self._subject:
            return found.group()
        before = re.sub(r"(?i)\b(?:for|with)$", "if", found["before"])
        return f"{before} `{named[0]}` is {found['values']}"


def _has_all(field: Field, values: Iterable[str]) -> bool:
    """Whether a field is documented to have some values."""
    known = {str(v).casefold() for v in field.enum or ()}
    return all(v.casefold() in known for v in values)


def _differs_by(own: tuple[str, ...], other: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Whether two names are the same but for words that one of them begins or ends with: `late_end_time` and "start time"."""
    if len(other) <= len(words) or len(own) != len(other):
        return False
    if other[-len(words) :] == words:
        return own[: -len(words)] == other[: -len(words)]
    return other[: len(words)] == words and own[len(words) :] == other[len(words) :]


__all__ = ["with_names"]
