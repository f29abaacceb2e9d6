"""Sentences in plainer words that say the same, for those that are not understood as they stand.

~> **Note:** either `a` OR `b`-parameter must be sent on this endpoint.      either `a` or `b` parameter must be sent.
Provide `a` or `b` — if only one is given, the other is computed.            two sentences
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from swornspec.rules.english.conditions import Scope
from swornspec.rules.english.consistent import DOUBTED
from swornspec.rules.english.reader import Outcome, Sentence, read_prose
from swornspec.rules.english.reading import Reading
from swornspec.rules.english.reworded import reworded
from swornspec.rules.english.shares import shares
from swornspec.rules.english.spelled import with_values
from swornspec.rules.english.tokens import Vocabulary
from swornspec.rules.english.told import with_names
from swornspec.rules.expr import names
from swornspec.rules.rule import Effect
from swornspec.text import Passage

_OPENS: Final = re.compile(
    r"^\s*(?:[~!?-]?>\s*|[⚠ℹ💡📘🚧❗👍]\ufe0f?\s*)?[*_\s]{0,4}"
    r"(?:(?:note|important|warning|caution|attention|tip|hint)\b\s*[*_]{0,2}\s*[:!–—-]\s*[*_]{0,2}\s*)?",
    re.IGNORECASE,
)
_SHOUTED: Final = re.compile(
    r"(?<![\w`\"'])(?:OR|AND|NOT|NO|BOTH|EITHER|MUST|ONLY|IF|WHEN|UNLESS|WITHOUT|ONE|REQUIRED|MANDATORY|OPTIONAL|CANNOT|NOR|NEITHER|IS|ARE|SET|USED)(?![\w`\"'])"
)
_JOINED: Final = re.compile(r"(?<=`)-(?=(?:parameter|field|option|property|header|attribute|value)s?\b)", re.IGNORECASE)
_NOUN: Final = r"(?:endpoint|request|call|operation|body|payload|query(?: string)?|api|url|query parameters|method)"
_TAIL: Final = re.compile(
    rf"\s+(?:(?:on|in|for|with|to|of|within|by)\s+(?:this|the|your|each|every|one|any|an?)(?:\s+(?:same|single|api|http|json|request|query|post|get))?\s+{_NOUN}s?"
    r"|for\s+(?:the|a)\s+request\s+to\s+(?:be\s+\w+|succeed|work)|in\s+order\s+to\s+\w+\s+(?:the|a|an)\s+\w+"
    r"|as\s+the\s+[a-z]+\s+(?:of|for)\s+(?:the|a|an)\s+[a-z]+)(?=\s*[.;]?\s*$)",
    re.IGNORECASE,
)
_APART: Final = re.compile(
    r"\s*(?:\s[—–]\s|—)\s*(?=(?:if|when|otherwise)\b[^,]{1,120},)|;\s+(?=(?:if|when|otherwise)\b[^,]{1,120},)", re.IGNORECASE
)
_ONE_WITH_OTHER: Final = re.compile(
    r"(?:\byou\s+)?\b(?:cannot|can't|must\s+not|may\s+not|do\s+not|don't)\s+(?:use|combine|set|specify|provide|send|mix)\s+(?P<one>`[^`\n]{1,80}`)\s+"
    r"(?:(?:together|along|in\s+combination)\s+with|alongside(?:\s+of)?|with)\s+(?P<other>`[^`\n]{1,80}`)",
    re.IGNORECASE,
)
_EXCLUSIVE: Final = re.compile(
    r"(?P<told>\bmutually\s+exclusive)(?!\s+with\b)\b(?![^.]*\b(?:if|when|unless|except|for|only)\b)\s*(?::[^.]*|[a-z][^.,;:]*(?::[^.]*)?)",
    re.IGNORECASE,
)
_EITHER: Final = re.compile(
    r"(?:please )?(?:provide|supply|specify|pass|send|include|set) either (?:this|`)[^.;]{0,200} or [^.;]{1,120}[.;]?", re.IGNORECASE
)
_ONLY: Final = re.compile(
    r"[^.;]{2,60} only[.;]?|[A-Z][^.;]{2,60} only ?[-–—] ?\S.{2,120}|.*\(only [^()]{2,60}\).*|.*\([^()]{2,60} only\).*",
    re.IGNORECASE | re.DOTALL,
)
_SILENT: Final = re.compile(  # in which no word of a form sounds like a rule
    r".*\bneither\s`[^`]{1,80}`\snor\s.*|.*\bthis (?:field |parameter |option )?is disabled (?:when|if)\b.*"
    r"|either `[^`]{1,60}`(?:, `[^`]{1,60}`){0,6},? or `[^`]{1,60}`[.;]?"
    r"|either (?:this|the|`).{1,160} or .{1,80} is expected[.;]?"
    r"|(?:provide|specify|send|pass|supply|include|set|give) `.{1,160},? or both[.;]?"
    r"|.{1,120} without .{1,80} is (?:an error|invalid|illegal)[.;]?|depends on .{1,80} being (?:set|provided|specified|sent)[.;]?"
    r"|(?:.{1,80} )?(?:will be |is )?used (?:instead of|in preference to) .{1,160}"
    r"|(?:in)?valid (?:for|with|when|if|in|without) .*|never (?:use|set|send|combine) .*"
    r"|(?:use|used|to be used|works) (?:only )?(?:with|together|in conjunction|in combination|along|alongside) .*"
    r"|(?:required|mandatory|optional) \([\w`.-]{1,60} ?={1,2} ?[\w`.\"'-]{1,60}\)[.;]?"
    r"|please (?:provide|specify|supply|send|pass|set|include) (?:either |at least one of )?(?:`[^`]{1,60}`(?:, | or |, or )?){2,6}[.;]?"
    r"|(?:[^.,;]{3,80}, )?used for (?:`[^`]{1,60}`|'[^']{1,60}'|(?-i:[A-Z])\w{2,30})(?:, | or | and |, or |, and ).{3,160}"
    r"|(?:prerequisites?|dependency|dependencies): .*"
    r"|.{1,160} (?:will cause|causes|will make|makes) .{1,80} (?:to be )?(?:ignored|disregarded|skipped|bypassed)[.;]?"
    r"|.{1,120} (?:go together|(?:is|are) given (?:preference|precedence|priority) over .{1,80}|xor .{1,120})[.;]?"
    r"|(?:provide|specify|send|set|supply|pass) both .{1,160},? or (?:neither|none|omit both|leave both out).{0,20}"
    r"|(?:omitting|leaving out|not sending|not providing) both .*"
    r"|(?:invalid|unsupported|illegal|bad|wrong|conflicting|incompatible) (?:\w+ ){0,2}"
    r"(?:combination|parameter|argument|request)s?\b.{3,200}"
    r"|.{1,80} (?:selected|chosen|picked|prioriti[sz]ed|has preference) over .{1,80}"
    r"|`?(?:true|false)`? (?:skips|disables|ignores|bypasses) `.*"
    r"|.{3,120} (?:conflict|are (?:exclusive|in conflict)|excludes .{3,80}|(?:set|given|provided|specified|used),? but no .{3,80})[.;]?"
    r"|.{2,160} (?:will be|is|are|gets?) (?:only )?(?:considered|taken into account|evaluated)(?: only)? (?:if|when) .{3,120}"
    r"|(?:it is|it's) (?:not possible|impossible|forbidden) to .{3,160}|.{3,100} cannot be omitted[.;]?"
    r"|(?:[A-Za-z-]{1,20} ){0,4}(?:type|mode|kind|status|strategy|side|format|method|category|direction|unit|level|scope)s?"
    r" `[^`]{1,60}`(?:,| or| and) .*",
    re.IGNORECASE | re.DOTALL,
)
_DETERMINED: Final = re.compile(
    r"(?:if|when)\b[^.;]{3,120},[^.;]{3,80}\b(?:is|are|will be) (?:\w+ )?"
    r"(?:determined|inferred|derived|taken|inherited) (?:\w+ )?(?:by|from)\b"
    r"[^.;]{2,80}[.]?",
    re.IGNORECASE,
)
_VALUED: Final = re.compile(  # `Initially 5.`, `The colour (`red`, `blue`)`, `Number of cats: 1-9`
    r"(?:[^\n]{0,200}\b\d{1,6} ?[-–] ?\d{1,9} (?:characters|chars|letters) (?:after|before) [a-z ]{3,40}[.]?|true,? if [^.;\n]{3,200})"
    r"|[^\n]{0,160}[;,(] ?(?:`[^`\n]{1,40}`|\"[^\"\n]{1,40}\"|-?\d[\d.]{0,12}|true|false) (?:if|when)"
    r" (?:omitted|unset|unspecified|absent|left out|not \w{3,10})\W{0,2}"
    r"|(?:an? )?(?:non-?negative|(?:float|number|integer|int|double|decimal|value) (?:greater|larger|higher|less|smaller|lower) than)\b"
    r"[^\n]{1,200}"
    r"|(?:initially|supports|step|(?:any )?(?:combination|subset|number) of|(?:one|zero) or more of|"
    r"(?:an? )?(?:array|list|set|collection) of:? `|"
    r"values \d|on a scale|range|pass|sets?|you (?:can|may)|choose|select|pick|can take|takes?|accepts|values?|"
    r"(?:valid|supported|allowed|accepted|available) [a-z]{3,20}s are)\b"
    r"[^\n]{1,200}|(?![^`(\n]{0,60}\b(?:fields?|param\w+|propert\w+|columns?|attributes?)\b)[A-Z][^`().,;:\n]{2,60}"
    r"(?:: \d[^\n]{1,40}| in [a-z]{1,12},? \(?\d[^\n]{3,60}| \((?:`|[a-z][\w-]{0,40}\|)[^\n]{3,200}\)|, one of[^\n]{3,200})[.;]?",
    re.IGNORECASE,
)
_LONGEST: Final = 600  # characters of a sentence that is said in other words


def plainer(text: str) -> list[str]:
    """The sentences that a sentence is in plainer words."""
    shown = _JOINED.sub(" ", _OPENS.sub("", text, count=1))
    if not shown.isupper():
        shown = _SHOUTED.sub(lambda m: m.group().lower(), shown)
    shown = _ONE_WITH_OTHER.sub(r"\g<one> cannot be used with \g<other>", _EXCLUSIVE.sub(r"\g<told>", shown))
    pieces = [piece for piece in _APART.split(shown) if piece.strip()]
    return [_TAIL.sub("", piece, count=1) for piece in pieces]


def read_plainer(said: Sentence, scope: Scope, vocabulary: Vocabulary) -> Sentence:
    """A sentence that was not understood as its plainer words are; itself where these are not understood either."""
    text = said.passage.text
    open_ = said.outcome is Outcome.GAP or (bool(said.readings) and all(_is_open(r) for r in said.readings))
    plain = text.strip()
    if said.why.startswith(DOUBTED):  # it is understood, and what stands beside it speaks against it
        return said
    if len(text) > _LONGEST or not (
        open_ or (not said.readings and any(p.fullmatch(plain) for p in (_EITHER, _ONLY, _SILENT, _DETERMINED, _VALUED)))
    ):
        return said
    named = [with_names(with_values(piece, scope.subject, scope.fields), scope.subject, scope.fields) for piece in plainer(reworded(text))]
    for pieces in (plainer(text), named, shares(text)):
        if pieces and pieces != [text] and (read := _read(pieces, said, scope, vocabulary)) is not None:
            return read
    return said


def _read(pieces: Sequence[str], said: Sentence, scope: Scope, vocabulary: Vocabulary) -> Sentence | None:
    """A sentence as its pieces in plainer words are read; None where the first is not, or no more is understood than was before."""
    whole = (
        ". ".join(piece.strip().rstrip(".")[:1].upper() + piece.strip().rstrip(".")[1:] for piece in pieces)
        if len(pieces) > 1
        else pieces[0]
    )  # "both" are those of the one before
    read = read_prose([Passage(whole, said.passage.span)], scope, vocabulary)
    readings = tuple(r for s in read for r in s.readings)
    if len(read) == 1 and not readings and not said.readings and read[0].exempts and read[0].outcome is Outcome.NOTE:
        return replace(said, outcome=Outcome.NOTE, why="", exempts=read[0].exempts)  # "can be omitted if ..."
    if not readings or not read[0].readings or read[0].outcome is Outcome.GAP:
        return None
    known = [r for r in said.readings if not _is_open(r)]
    if said.readings and any(_is_open(r) for r in readings):
        return None
    if known and (
        any(s.outcome is Outcome.GAP for s in read) or not all(any(r.says_as(k) or _covers(r, k) for r in readings) for k in known)
    ):
        return None
    return replace(said, outcome=_outcome(read), readings=readings, why="; ".join(filter(None, (s.why for s in read))))


def _covers(reading: Reading, known: Reading) -> bool:
    """Whether a reading says of some fields what another says of them, and more: "both or neither" covers "`a` requires `b`"."""
    whole, part = reading.claim, known.claim
    if whole.form not in ("all_or_none", "exactly_one") or whole.expr is None or part.expr is None or reading.when:
        return False
    return {part.subject, *names(part.expr)} <= set(names(whole.expr))


def _is_open(reading: Reading) -> bool:
    """Whether a reading needs what the documents do not hold, or words of its condition were not understood."""
    return reading.effect is Effect.EXTERNAL or (reading.effect is Effect.IGNORED and reading.needs is not None)


def _outcome(read: Sequence[Sentence]) -> Outcome:
    told = [s.outcome for s in read if s.readings or s.outcome is Outcome.GAP]
    return Outcome.GAP if Outcome.GAP in told else Outcome.RULE if Outcome.RULE in told else told[0]


__all__ = ["plainer", "read_plainer"]
