"""Values that the prose of a field lists in ways that only the whole of it gives away.

- Kite accounts: `breeze`, `gale`            the values of all the items, where each label is none of a field's values
- School accounts: `breeze`

The wind (breeze, gale, storm).              a run of values (see value_runs.py) behind a noun for what has values, behind
Supported: breeze (mild), gale               words that say that these are all, or that is all that the prose says
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from swornspec.rules.english.doubts import of_other_field
from swornspec.rules.english.items import fits
from swornspec.rules.english.meaning.claim import Claim
from swornspec.rules.english.nouns import any_is
from swornspec.rules.english.reader import Outcome, Sentence
from swornspec.rules.english.reading import Reading, firm_beside_exceptions
from swornspec.rules.english.subject import head_of, is_category, own_parts, tells_format
from swornspec.rules.english.tokens import parts_of
from swornspec.rules.field import Field
from swornspec.rules.rule import Effect
from swornspec.spec.glossed import glossed
from swornspec.spec.ground import Ground
from swornspec.spec.labels import condition_of
from swornspec.spec.value_runs import Run, items_of, run_at, within_quotes

_VALUES: Final = r"`[^`\n]{1,60}`(?:(?:, or |, and |, | or | and )`[^`\n]{1,60}`)"
_LABELLED: Final = re.compile(rf"(?P<label>[^`\n]{{2,200}}?):\s*(?P<values>{_VALUES}{{0,30}})[.]?")
_QUOTED: Final = re.compile(r"`([^`\n]{1,60})`")
_QUOTE: Final = re.compile(r"`(?P<value>[^`\n]{1,60})`[.,;]?")
_EXAMPLES: Final = re.compile(r"\b(?:e\.?g|example|such as|like|see|default|not|except|if|when|for|with|unless)\b", re.IGNORECASE)
_FEWEST: Final = 2
_ALL: Final = (
    r"(?:allowed|accepted|acceptable|possible|permitted|permissible|supported|valid|available|legal|recogni[sz]ed|allowable|enumerated)"
)
_NOUN: Final = r"(?:[\w-]{1,30}\s+){0,3}?"
_ANNOUNCED: Final = re.compile(  # what says that the values behind it are all there are
    rf"(?:\b{_ALL}\s*(?::|(?:are|is)\b:?)|\b{_ALL}\s+(?P<noun>{_NOUN}(?!(?:by|in|on|with|only|from)\b)[\w-]{{1,30}}s?)"
    r"(?:\s+(?:to\s+be\s+used|to\s+use|here))?\s*(?:(?:are|is)\s*:?|:|[-–—]|(?=[`\"'“‘(]))"
    r"|\b(?:one|either|any)\s+of(?:\s+(?:the|these|those|its))?(?:\s+(?:two|three|four|five|following|below|allowed|possible|supported))*"
    r"(?:\s+(?:values?|options?|strings?|modes?|types?))?\s*:?"
    r"|\b(?:options|choices|enum|enumeration|values)(?:\s+(?:are|is))?\s*(?::|=|(?<=are)|(?<=is))"
    r"|\b(?:currently|only)\s+supports?\s*:?|\b(?:from|among|between)\s+(?:the\s+)?(?:values|options)\s*:?|\bonly\s+(?:option|value|choice|mode)s?\s*:|\b(?:option|value|choice)\s+(?:is|are)\s*:?"
    r"|\b(?:can|must|may|should|(?:has|needs)\s+to)\s+be(?:\s+set\s+to)?(?:\s+either)?\s*:?|\beither\s*:?)\s{0,20}$",
    re.IGNORECASE,
)
_TAKING: Final = re.compile(
    r"(?P<before>.*?)[,;–—-]?\s*\b(?:(?:it|which|this|and|currently|now|only)\s+)*(?:supports?|accepts?|allows?|takes?)(?:\s+only)?:?\s*$",
    re.IGNORECASE | re.DOTALL,
)
_DENYING: Final = re.compile(
    r"\b(?:e\.?g|examples?|such\s+as|like|see|not|cannot|can't|n't|except|if|when|unless|without|other(?:wise)?|others|also|additional(?:ly)?|some|common|typical(?:ly)?"
    r"|(?:following\s+)?formats?\s*:?\s*$|popular|includ(?:es?|ing)|deprecated|returns?|returned|both|ignored|instead|contains?|must\s+match|error|first|last|at\s+least|combin\w+|plus)\b",
    re.IGNORECASE,
)
_OPEN: Final = re.compile(
    r"\s*[,;]?\s*(?:(?:and|or)\s+)?(?:etc|\.\.|…|more\b|others?\b|so\s+on|any\b|an?\b|your\b|custom\b|numbers?\b|combin|respectively|both\b|similar)",
    re.IGNORECASE,
)
_CLOSED: Final = re.compile(
    r"\s*(?:$|[.;)\]|\uff5c](?!\w)|[(\uff08]|\s[-–—]\s|\n|[,;]?\s*(?:(?:and|or|with|where)\s+)?(?:the\s+)?def(?:ault|ualt|alut)\b|[,;]?\s*by\s+default\b"
    r"|,\s*(?:which\s+)?(?:is\s+|are\s+)?(?:required|optional|mandatory)\b|,?\s*(?:case[- ](?:in)?sensitive|ignoring\s+case)\b"
    r"|(?:\s+(?:only|currently|values?|modes?|types?|options?|formats?|are|is|supported|accepted|allowed|available))+\s*(?:[.;)]|$))",
    re.IGNORECASE,
)
_LEAD: Final = re.compile(r"\s*(?:[\[(\uff08]?(?:optional|required|mandatory)[\])\uff09]?[.:,*]*\s+|[-–—:*]+\s+)*", re.IGNORECASE)
_HEAD: Final = re.compile(
    r"(?P<words>(?:[A-Za-z`][\w'`/-]{0,40}\s+){0,12}?(?P<last>[A-Za-z`][\w`-]{0,40}))\s*(?P<mark>[:,=(\[\uff08\u2013\u2014-]|)\s*$"
)
_SWITCHES: Final = ({"yes", "no"}, {"on", "off"}, {"y", "n"}, {"true", "false"}, {"asc", "desc"})
_CODE: Final = re.compile(r"(?=.*(?:\d|_|[a-z][A-Z]))[\w.:+-]{1,60}|[A-Z][A-Z0-9_-]*")
_LITERAL: Final = re.compile(r"true|false|null|none|-?\d[\d.]*", re.IGNORECASE)
_TYPES: Final = frozenset(("string", "null", "integer", "number", "boolean", "array", "object", "int", "float", "list", "text", "date"))
_SEPARATED: Final = re.compile(
    r"\b(?:comma|pipe|space|semicolon)[- ](?:separated|delimited)|\bseparated by\b|\bone or more\b|\bmultiple\b", re.IGNORECASE
)
_LINES: Final = re.compile(r",[ \t]*\n\s*")
_LINE: Final = re.compile(r"[\w .'()&/-]{1,60}")
_LINKS: Final = frozenset(("for", "in", "on", "at", "with", "by", "when", "under"))
_SHORTEST: Final = 3  # letters of a name that a word may begin with
_MANY: Final = 4  # lines that each end in a comma
_LONGEST: Final = 3000  # characters of a sentence that may list values
_FARTHEST: Final = 240  # characters before a run that tell what it is of
_STARTS: Final = re.compile(
    r"[:(\uff08,;\u2013\u2014=\n-]\s*(?=[\w`\"'“‘+])|\[\s*(?=[A-Za-z`\"'“‘])|(?=(?<![\w`\"'“‘])[`\"'“‘])|:\s*(?=[-–—•*·]\s)"
    r"|\b(?:of|are|is|be|values?|options?|choices|supports?|accepts?|allows?|takes?|either|following|from)\s{1,9}(?=[\w`\"'“‘])",
    re.IGNORECASE,
)
_OF_CASE: Final = re.compile(r"\W{0,3}(?:for|with|in|under|on|to|by|at|as|using)\b", re.IGNORECASE)
_ALONE: Final = re.compile(r"\bonly\s+(?:\w+\s+){0,2}(?:option|value|choice|mode|type)s?(?:\s+\w+){0,2}?\s*(?:is|are|:)\s*$", re.IGNORECASE)
_ALSO: Final = re.compile(r"\balso\s+(?:allow|accept|support|take)", re.IGNORECASE)
_MODAL: Final = re.compile(r"\bbe(?:\s+set\s+to)?(?:\s+either)?\s*$", re.IGNORECASE)
_OR_OTHERS: Final = re.compile(r"\bor\s+(?:any|another|other|your|custom|a\s+custom)\b|\)\s*or\b", re.IGNORECASE)
_EXAMPLES_OF: Final = re.compile(r"\b(?:e\.g|for example|such as|etc|or any)\b", re.IGNORECASE)
_DEMANDED: Final = re.compile(r",\s+is\s+required\s*[.]?$", re.IGNORECASE)
_RULING: Final = re.compile(r"\b(?:only|requires?|required|must|when|if|unless|cannot|ignored|not)\b", re.IGNORECASE)
_WHETHER: Final = re.compile(
    r"(?:[\w' -]{0,60}\b)?(?:if|whether)\s+(?:this|it|the\s+\w{1,30}(?:\s\w{1,30})?)\s+(?:is|should\s+be|will\s+be)\s+"
    r"(?:(?:for\s+)?(?:an?|the)\s+)?(?=[`\"'“])",
    re.IGNORECASE,
)
_ASKED_OF: Final = re.compile(r"(?:\s+[\w-]{1,30}){0,2}\s*(?:[.;(]|$)")
_DASHED: Final = re.compile(r"(?<=[\w:])(?P<values>(?:\s-\s[\w.]{1,30}(?=\s-\s|\s*[.]?$)){2,20})\s*[.]?$")
_CONSTANT: Final = re.compile(
    r"(?:(?:this|the|it|its)\s+)?(?:(?:field|value|parameter|property|attribute|it)\s+)?(?:(?P<firm>must|has\s+to)|should|needs\s+to)\s+"
    r"(?:be\s+(?:always\s+)?set\s+to\s+(?:[`\"'“](?P<quoted>[^`\"'”\n]{1,60})[`\"'”]|(?P<code>[A-Za-z](?:[\w.-]{0,40}\w)?))"
    r"|always\s+be\s+(?:set\s+to\s+)?[`\"'“]?(?P<always>[A-Za-z](?:[\w.-]{0,40}\w)?)[`\"'”]?)\s*[.]?",
    re.IGNORECASE,
)
_STATES: Final = frozenset(
    (
        "true",
        "false",
        "null",
        "none",
        "empty",
        "blank",
        "zero",
        "unique",
        "uppercase",
        "lowercase",
        "present",
        "set",
        "positive",
        "negative",
    )
)
_VALUE: Final = re.compile(r"[^\s,]{0,60}|[A-Z][\w()., -]{0,60}")


def with_listed(heard: Sequence[Sentence], field: Field, ground: Ground) -> list[Sentence]:
    """The sentences of a field's prose, those that list its values as what they list."""
    if any({"enum", "items.enum"} & set(r.claim.keywords) for s in heard for r in s.readings):
        return [_whole(s, field, ground) for s in heard] if field.enum else list(heard)
    if field.types and not {"string", "array", "integer"} & set(field.types):
        return list(heard)
    labelled = [n for n, s in enumerate(heard) if not s.readings and _labelled(s, ground) is not None] if _may_be_text(field) else []
    values = list(dict.fromkeys(v for n in labelled for v in _labelled(heard[n], ground) or ()))
    if len(labelled) >= _FEWEST and _is_news(values, field):
        return [
            _stating(s, field, {"enum": values}) if n == labelled[0] else replace(s, outcome=Outcome.NOTE, why="") if n in labelled else s
            for n, s in enumerate(heard)
        ]
    if any(_ALSO.search(s.passage.text) for s in heard):
        return list(heard)
    separated = any(_SEPARATED.search(s.passage.text) for s in heard)
    if (alone := _alone(heard)) is not None and (keywords := _keywords(alone[1], heard, field, separated=separated)) is not None:
        return [_stating(s, field, keywords) if n == alone[0] else s for n, s in enumerate(heard)]
    if any_is("syntax", (head_of(field.name),)):
        return list(heard)
    runs = [(n, run) for n, said in enumerate(heard) for run in _runs(said, field, ground)]
    every = {v for _, run in runs for v in run.values}
    at, widest = next(((n, run) for n, run in runs if every.issubset(run.values)), (0, None))
    keywords = _keywords(widest, heard, field, separated=separated) if widest is not None else None
    if keywords is None:
        stated = (
            (n, _keywords(run, heard, field, separated=separated))
            for n, run in glossed(heard, field)
            if not _names_fields(run, field, ground)
        )
        at, keywords = next(((n, k) for n, k in stated if k is not None), (0, None))
        heard = (
            heard
            if keywords is None
            else [replace(s, readings=tuple(firm_beside_exceptions(s.readings))) if n == at else s for n, s in enumerate(heard)]
        )
    return list(heard) if keywords is None else [_stating(s, field, keywords) if n == at else s for n, s in enumerate(heard)]


def _alone(heard: Sequence[Sentence]) -> tuple[int, Run] | None:
    """Quoted values that are one sentence each, where nothing else is said or a noun for what has values stands before them."""
    quoted = [_QUOTE.fullmatch(s.passage.text.strip()) if not s.readings else None for s in heard]
    first = next((n for n, q in enumerate(quoted) if q is not None), len(heard))
    last = next((n for n in range(first, len(heard)) if quoted[n] is None), len(heard))
    if last - first < _FEWEST or any(_QUOTE.match(s.passage.text.strip()) for s in (*heard[:first], *heard[last:])):
        return None
    above = heard[first - 1].passage.text if first else ""
    if first and (_DENYING.search(above) or _OF_CASE.match(above) or not any_is("category", parts_of(above))):
        return None
    return first, Run(0, 0, [q["value"] for q in quoted[first:last] if q is not None], joints={"-"})


def _whole(said: Sentence, field: Field, ground: Ground) -> Sentence:
    """A sentence of which some of the values that a run in it has were read: with all of them, and the default, where these are known."""
    known = {str(v): v for v in field.enum or ()}
    some = [
        r for r in said.readings if r.is_keyword and "enum" in r.claim.keywords and set(map(str, r.claim.keywords["enum"])) <= set(known)
    ]
    run = next((run for run in _runs(said, field, ground) if set(known) in (set(run.values), set(run.names))), None) if some else None
    if run is None:
        return said
    if run.names:
        known = {v: v for v in run.values}
    keywords = {"enum": list(known.values())} | ({"default": field.default} if field.default == known.get(run.default or "") else {})
    told = {k for r in said.readings for k in r.claim.keywords if k != "enum"}
    stated = {k: v for k, v in keywords.items() if k not in told and v is not None}
    return replace(said, readings=tuple(replace(r, claim=replace(r.claim, keywords=stated)) if r in some else r for r in said.readings))


def _may_be_text(field: Field) -> bool:
    return not field.types or "string" in field.types


def _is_news(values: Sequence[Any], field: Field) -> bool:
    """Whether nothing else tells the values of a field; what its prose told before is told again."""
    return not field.enum or set(map(str, field.enum)) == set(map(str, values))


def _labelled(said: Sentence, ground: Ground) -> list[str] | None:
    """The values behind a label that names no case that is known."""
    found = _LABELLED.fullmatch(" ".join(said.passage.text.split()))
    if found is None or _EXAMPLES.search(found["label"]) or condition_of(found["label"], ground, whole=True) is not None:
        return None
    return _QUOTED.findall(found["values"])


def _runs(said: Sentence, field: Field, ground: Ground) -> Iterator[Run]:
    """The runs in a sentence that stand where the values of its field do."""
    text = said.passage.text
    if len(text) > _LONGEST or any(r.when and r.claim.keywords for r in said.readings):
        return
    many = [v.strip() for v in _LINES.split(text.strip())]
    if len(many) >= _MANY and all(_LINE.fullmatch(v) for v in many):
        yield Run(0, len(text), list(dict.fromkeys(many)))
        return
    if (told := _asked(text) or _dashed(text, field) or _constant(text)) is not None:
        if not _names_fields(told, field, ground):
            yield told
        return
    done, lead = 0, _end_of_lead(text)
    for start in sorted({m.end() for m in _STARTS.finditer(text, lead)} | {lead}):
        if start < done:
            continue
        run = items_of(text[start:]) if text[start : start + 1] in tuple("-–—•*·") else run_at(text, start)
        if run is not None and run.joints == {"-"}:
            run = replace(run, start=start, end=len(text))
        run = _codes_behind(within_quotes(run)) if run is not None else None
        if run is None:
            continue
        piece = max(lead, text.rfind("\n", 0, start) + 1, start - _FARTHEST)
        if (
            _is_closed(run, text)
            and not _names_fields(run, field, ground)
            and not of_other_field(run.values, text[:start], field, ground.fields)
            and _in_place(text[piece:start], text[max(0, start - _FARTHEST) : piece], run, field)
        ):
            yield run
        done = run.end if len(run.values) > 1 else start + 1


def _asked(text: str) -> Run | None:
    """The quoted values of which a sentence says that one tells what something is: "whether this is a `kite` or a `balloon`"."""
    found = _WHETHER.match(text)
    run = run_at(text, found.end()) if found is not None else None
    if run is None or not run.quoted or len(run.values) < _FEWEST or "or" not in run.joints or _DENYING.search(text, run.end):
        return None
    return run if _ASKED_OF.match(text, run.end) is not None else None


def _dashed(text: str, field: Field) -> Run | None:
    """Single words at the end of a sentence, each behind a dash: "How it flies - low - high"."""
    found = _DASHED.search(text)
    if found is None or text[found.start() - 1] == ":" or _DENYING.search(text, 0, found.start()):
        return None
    values, before = re.findall(r"\s-\s([\w.]{1,30})", found["values"]), text[: found.start()].lower().split()
    known = is_category(field.name) or all(v.lower() in before for v in values) or all(map(_CODE.fullmatch, values))
    return Run(found.start(), len(text), values, quoted=False, joints={"-"}) if known and len(set(values)) == len(values) else None


def _constant(text: str) -> Run | None:
    """The one value that a field always has, where a sentence says nothing else."""
    found = _CONSTANT.fullmatch(text.strip())
    if found is None or (found["code"] and not (found["firm"] and _CODE.fullmatch(found["code"]))):
        return None
    value = found["quoted"] or found["code"] or found["always"]
    return Run(0, len(text), [value], joints={"only"}) if value.lower() not in _STATES else None


def _codes_behind(run: Run) -> Run:
    """A run of names with the codes behind them in brackets, as these codes: "French (fr), Malay (ms)"."""
    codes = [r.strip(" `\"'") for r in run.remarks]
    named = all(re.fullmatch(r"[A-Z][A-Za-z]+", v) for v in run.values)
    if len(codes) != len(run.values) or not named or not all(re.fullmatch(r"[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?", c) for c in codes):
        return run
    return replace(run, values=codes, names=run.values)


def _end_of_lead(text: str) -> int:
    lead = _LEAD.match(text)
    return lead.end() if lead is not None else 0


def _is_closed(run: Run, text: str) -> bool:
    """Whether what follows a run ends it, and says of no more values."""
    if _OPEN.match(text, run.end) or _OR_OTHERS.search(text, run.end) or any(_EXAMPLES_OF.search(r) for r in run.remarks):
        return False
    return _CLOSED.match(text, run.end) is not None


def _names_fields(run: Run, field: Field, ground: Ground) -> bool:
    """Whether what looks like values are fields, kinds of things or kinds of characters: "`id` or `name`", "letters, digits"."""
    named = [v for v in run.values if v in ground.fields]
    if named and (field.name in named or len(named) == len(run.values)) and not any_is("ordering", own_parts(field.name)):
        return True
    things = 2 * sum(any_is("datum", parts_of(v)) for v in run.values) >= len(run.values) and not is_category(field.name)
    return not run.quoted and (things or any(any_is("charset", parts_of(v)) for v in run.values))


def _in_place(before: str, above: str, run: Run, field: Field) -> bool:
    """Whether words before a run, and on the line above it, say that it holds the values of a field."""
    alternatives = bool(run.joints & {"or", "/", "|", "\uff5c"})
    short = len(run.remarks) == len(run.values) > _FEWEST and all(len(v) < _MANY for v in run.values)  # "H (hour), D (day), Wk (week)"
    plain = not run.quoted and not short and not all(_CODE.fullmatch(v) for v in run.values)
    if _DENYING.search(before) or _OF_CASE.match(before):
        return False
    own, category = own_parts(field.name), is_category(field.name)
    announced = _ANNOUNCED.search(before)
    if announced is not None:
        words = parts_of(announced["noun"] or "")
        if not _LINKS.isdisjoint((announced["noun"] or "").lower().split()):
            return False  # "valid values for kites are ..."
        alone = len(run.values) > 1 or _ALONE.search(before) is not None
        if plain and run.joints <= {"and", "&"} and not category and not before.rstrip().endswith(":"):
            return False
        return _tells_of_values(words, field) and alone and (run.quoted or _MODAL.search(before) is None)
    if len(run.values) < _FEWEST or run.joints == {"-"}:
        return False
    taking = _TAKING.fullmatch(before)
    head = _HEAD.fullmatch(taking["before"] + "," if taking is not None else before)
    if head is not None:
        last, words = parts_of(head["last"]), parts_of(head["words"])
        if not (head["mark"] or run.quoted):
            return False
        of_category = any_is("category", last[-1:])
        named = bool(own.intersection(last)) or (of_category and (category or run.quoted or bool(own.intersection(words))))
        if head["mark"] in (":", "(", "[", "\uff08") and not named and taking is None:
            named = any_is("category", words) and (category or run.quoted or bool(own.intersection(words)))
        if plain and taking is None and (head["mark"] in (",", "") or any_is("datum", last[-1:])):
            return False  # "The order, ascending or descending", "the key (ARN or alias)" tell of kinds
        spelled = (
            head["mark"] == ":" and own.issubset(words) and all(v[:1].isupper() for v in run.values) and not any_is("datum", last[-1:])
        )
        if plain and taking is None and not (category or spelled or any_is("category", words)):
            return False
        only_and = (plain or not head["mark"]) and run.joints <= {"and", "&"}
        coded = _CODE.fullmatch(head["last"]) is not None and head["last"] != field.name
        return named and not only_and and not coded and not any_is("structure", last[-1:]) and not tells_format(words, field.name)
    if before.strip(" -–—:*"):
        return False
    if run.names:
        return True
    led = category or any_is("category", parts_of(above.strip(" .:\n"))[-1:])
    if run.quoted:
        return alternatives or led or "," in run.joints or not above.strip()
    if {v.lower() for v in run.values} in _SWITCHES or not plain:
        return alternatives or (led and len(run.values) > 1)
    return category and alternatives


def _tells_of_values(noun: Sequence[str], field: Field) -> bool:
    """Whether the noun behind "supported" means the values of a field."""
    own = own_parts(field.name)
    if tells_format(noun, field.name):
        return False
    ordered = any_is("ordering", own)
    meant = any_is("category", noun) or any_is("generic", noun) or bool(own.intersection(noun)) or (ordered and "field" in noun)
    short = any(len(name) >= _SHORTEST and word.startswith(name) for name in own for word in noun)  # "supported languages", of `lang`
    return not noun or meant or short


def _keywords(run: Run, heard: Sequence[Sentence], field: Field, *, separated: bool) -> dict[str, Any] | None:
    """What a run states of a field; None where its values are none that the field can have, or not all."""
    said = [v for v in run.values if v.lower() not in ("null", "nil")]
    if any(c in v for v in said for c in "[]{}"):
        return None
    values = _typed(said, field)
    if (
        not values
        or len(set(map(str, values))) < len(values)
        or not all(map(fits, values))
        or not all((_VALUE if run.joints else _LINE).fullmatch(str(v)) for v in values)
    ):
        return None
    if not _TYPES.isdisjoint(map(str.lower, run.values)) and _TYPES.issuperset(map(str.lower, run.values)):
        return None
    told = {k: v for s in heard for r in s.readings if not r.when for k, v in r.claim.keywords.items()}
    default = field.default if field.default is not None else told.get("default")
    if default is not None and not isinstance(default, list) and str(default).strip() not in map(str, values):
        return None
    if len([v for v in told.get("examples", ()) if v not in values]) > 1 or not _is_news(values, field):
        return None
    listing = "array" in field.types or (separated and "boolean" not in field.types)
    stated: dict[str, Any] = {"items.enum" if listing else "enum": values}
    if run.default in said and not listing and default in (None, marked := values[said.index(run.default)]):
        stated["default"] = marked
    return stated


def _typed(said: Sequence[str], field: Field) -> list[Any]:
    """Values as a field's type has them; none where one does not fit."""
    whole = all(re.fullmatch(r"-?\d{1,15}", v) for v in said)
    if "integer" in field.types or (not field.types and whole):
        return [int(v) for v in said] if whole else []
    if not field.types and all(_LITERAL.fullmatch(v) for v in said):
        return []
    truths = {"true": True, "false": False} if "boolean" in field.types else {}
    return [truths.get(v, v) for v in said]


def _stating(said: Sentence, field: Field, keywords: dict[str, Any]) -> Sentence:
    """A sentence that lists the values of a field; what else sounds like a rule in it stays a gap."""
    reading = Reading(Claim("enum", field.name, keywords), (), Effect.REJECT, None)
    open_ = said.outcome is Outcome.GAP and _RULING.search(said.passage.text) is not None
    demanded = _DEMANDED.search(said.passage.text) is not None and not any(r.claim.form == "required" for r in said.readings)
    required = Reading(Claim("required", field.name, {}), (), Effect.REJECT, None)
    kept = (*said.readings, reading, required) if demanded else (*said.readings, reading)
    return (
        replace(said, readings=kept)
        if open_
        else replace(said, outcome=Outcome.RULE if _rules(said) else Outcome.KEYWORD, readings=kept, why="")
    )


def _rules(said: Sentence) -> bool:
    return any(not r.is_keyword for r in said.readings)


__all__ = ["with_listed"]
