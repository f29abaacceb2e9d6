"""Runs of values in plain prose: values one after the other with nothing but commas, joints and remarks in brackets between them.

`buy` or `sell` | 480p / 720p / 1080p | user (custom), generate (descriptive) | Vary; Upscale | "hour", "day", default: "day"
- one: Its meaning. - two: Another one.      items of a list that a scrape has put on one line
"""

import re
from dataclasses import dataclass, field, replace
from typing import Final

_QUOTES: Final = {"`": "`", '"': '"', "'": "'", "\u201c": "\u201d", "\u2018": "\u2019"}
_VALUE: Final = re.compile(
    r"`(?P<ticked>[^`\n]{0,200})`|\"(?P<double>[^\"\n]{0,60})\"|'(?P<single>[^'\n]{0,60})'(?!\w)|\u201c(?P<curly>[^\u201c\u201d\n]{0,60})\u201d"
    r"|\u2018(?P<curled>[^\u2018\u2019\n]{0,60})\u2019|(?P<bare>[A-Za-z0-9_](?:[\w.:+-]{0,60}\w|\+)?|\+\d)"
)
_REMARK: Final = re.compile(r"[ \t]{0,3}[(\uff08](?P<said>[^()\uff08\uff09\n]{0,160})[)\uff09]")
_JOINT: Final = re.compile(
    r"\s{0,80}(?P<mark>[,;\u3001\uff0c/|\uff5c])\s{0,80}(?:(?P<word>(?:and|or|&)\s{1,9}(?:either\s{1,9})?)(?=[\w`\"'\u201c\u2018]))?"
    r"|\s{1,80}(?P<only>and|or|&|as\s+well\s+as)\s{1,80}(?:(?:an?|the)\s{1,9}(?=[`\"'\u201c\u2018]))?"
    r"|[ \t]{0,80}\n\s{0,80}(?:(?:and|or|&)\s{1,9}(?=[\w`\"'\u201c\u2018]))?",
    re.IGNORECASE,
)
_BLANKS: Final = re.compile(r"\s{1,80}(?=[`\"'\u201c\u2018])")
_MARKED: Final = re.compile(r"(?:the\s+)?def(?:ault|ualt|alut)s?(?:\s+(?:is|to|will\s+be|value(?:\s+is)?)|\s*[:=])?\s{0,3}", re.IGNORECASE)
_IS_DEFAULT: Final = re.compile(r"\b(?:the\s+)?default\b", re.IGNORECASE)
_LIMITED: Final = re.compile(r"\b(?:not|no|if|when|unless|for|only|except|depends)\b", re.IGNORECASE)
_BULLET: Final = re.compile(r"(?:^|(?<=\s))[-–\u2022*\u00b7]\s{1,9}(?=\S)")
_ITEM: Final = re.compile(
    r"(?:`(?P<ticked>[^`\n]{1,60})`|[\"'\u201c](?P<quoted>[^\"'\u201c\u201d\n]{1,60})[\"'\u201d]|(?P<bare>[\w.+-]{1,60}?))"
    r"(?P<more>\s*(?:[:=\u2013\u2014]\s.*|\s-\s.*|[(\uff08].*)?|[.,;]?\s*)",
    re.DOTALL,
)
_INNER: Final = re.compile(r"\s*[,|/\u3001]\s*")
_WORD: Final = re.compile(r"[\w.+-]{1,60}")
_FEWEST_PARTS: Final = 3  # of what stands in one pair of quotes with slashes between, as `BTC/USD` is one value
_ENDING: Final = re.compile(
    r"(?:etc|more|others|optional|required|mandatory|deprecated|defaults?|(?:is|are)\s+(?:required|optional|mandatory))\b", re.IGNORECASE
)
_GOING_ON: Final = re.compile(
    r"so|is|are|by|the|an?|if|when|only|but|which|where|not|then|use|see|it|this|to|in|for|of|as|with|from", re.IGNORECASE
)
_COMPARING: Final = frozenset(
    (
        "later",
        "newer",
        "above",
        "higher",
        "greater",
        "earlier",
        "older",
        "below",
        "lower",
        "less",
        "fewer",
        "more",
        "up",
        "longer",
        "larger",
    )
)
_MOST: Final = 400  # values of one run


@dataclass(slots=True)
class Run:
    """Values in [start, end) of a text: `quoted` says whether all of them are set apart, `default` is the one that is marked as such.

    `joints` are the marks and words between them; `remarks` is what stands in brackets behind them.
    """

    start: int
    end: int
    values: list[str] = field(default_factory=list)
    quoted: bool = True
    default: str | None = None
    joints: set[str] = field(default_factory=set)
    remarks: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)  # what the values are called, where they are codes behind these


def run_at(text: str, at: int) -> Run | None:
    """The run of values that begins at a place; None where no value does. A run of one value is one."""
    run, place = Run(at, at), at
    while len(run.values) < _MOST:
        marked = _MARKED.match(text, place) if run.values else None
        found = _VALUE.match(text, marked.end() if marked is not None else place)
        if found is None or _ends_run(run, text, found):
            break
        _add(run, found, default=marked is not None)
        run.end = place = found.end()
        remark = _REMARK.match(text, place)
        if remark is not None:
            run.remarks.append(remark["said"])
            if _IS_DEFAULT.search(remark["said"]) and not _LIMITED.search(remark["said"]):
                run.default = run.values[-1]
            run.end = place = remark.end()
        joint = _JOINT.match(text, place)
        if joint is None and found["bare"] is None:
            joint = _BLANKS.match(text, place)
        if joint is None:
            break
        groups = joint.groupdict() if joint.re is _JOINT else {}
        run.joints |= {w.strip().lower() for w in (groups.get("mark"), groups.get("word"), groups.get("only")) if w} or {" "}
        place = joint.end()
    compared = len(run.values) > 1 and run.values[-1].lower() in _COMPARING and "or" in run.joints  # `v2.3 or later`
    return run if run.values and not compared else None


def _ends_run(run: Run, text: str, found: re.Match[str]) -> bool:
    """Whether a word is none of the values: one that ends a list, and after quoted ones, one that goes on with the sentence."""
    if found["bare"] is None or not run.values:
        return False
    return _ENDING.match(text, found.start()) is not None or (run.quoted and _GOING_ON.fullmatch(found["bare"]) is not None)


def _add(run: Run, found: re.Match[str], *, default: bool) -> None:
    bare = found["bare"]
    value = bare if bare is not None else next((v.strip() for k, v in found.groupdict().items() if k != "bare" and v is not None), "")
    value = value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in _QUOTES else value
    run.quoted = run.quoted and bare is None
    if default:
        run.default = value
    run.values += [value] if value not in run.values else []


def within_quotes(run: Run) -> Run:
    """A run with the values that its one pair of quotes holds, where these are several: `a, b` | `A/B/C`."""
    [value] = run.values if len(run.values) == 1 and run.quoted else [""]
    values = _INNER.split(value)
    if len(values) < (_FEWEST_PARTS if "/" in value else 2) or not all(_WORD.fullmatch(v) for v in values):
        return run
    return replace(run, values=list(dict.fromkeys(values)), joints=run.joints | {","})


def items_of(text: str) -> Run | None:
    """The values of items that stand on one line, each behind its mark; None where a piece is no item."""
    marks = [m.end() for m in _BULLET.finditer(text)]
    if len(marks) < 2 or text[: marks[0]].strip(" -–\u2022*\u00b7"):
        return None
    ends = [m.start() for m in _BULLET.finditer(text)][1:]
    run = Run(0, len(text), joints={"-"})
    for start, end in zip(marks, [*ends, len(text)], strict=True):
        found = _ITEM.fullmatch(text[start:end].strip())
        if found is None:
            return None
        run.values.append(found["ticked"] or found["quoted"] or found["bare"])
        run.quoted = run.quoted and found["bare"] is None
        if _IS_DEFAULT.search(found["more"]) and not _LIMITED.search(found["more"]):
            run.default = run.values[-1]
    return run if len(set(run.values)) == len(run.values) else None


__all__ = ["Run", "items_of", "run_at", "within_quotes"]
