"""A sentence as typed tokens that keep their character offsets: fields, values, numbers, trigger words, marks, other words."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from swornspec.rules.english.bracketed import ANNOUNCE, beside_names, without_brackets
from swornspec.rules.english.families import with_families
from swornspec.rules.english.nouns import any_is
from swornspec.rules.english.quoted import RELATIONS, assigned, compared, held_against, joined, piped, slashed, unquoted
from swornspec.rules.english.ranged import with_listed_ranges
from swornspec.rules.english.scoped import unbroken_value
from swornspec.rules.english.ticked import in_ticks
from swornspec.rules.english.token import QUOTES, Token, is_dash, is_name, kind_at
from swornspec.rules.english.token import number as number
from swornspec.rules.english.unbroken import DEFAULTS, with_list
from swornspec.rules.english.vocabulary import Vocabulary as Vocabulary
from swornspec.rules.english.vocabulary import lexicon as lexicon
from swornspec.rules.english.vocabulary import longest_phrases, without_indices
from swornspec.rules.spelling import parts_of, singular, words_in

_WORD: Final = re.compile(
    r"""(?P<REGEX>\^[^\s`"'“”]{1,300}\$(?![\w(]))
      |(?P<VAL>``[^`\n]{1,400}``|`[^`\n]{1,400}`|"[^"\n]{1,4000}"|“[^”\n]{1,400}”|(?<![\w'])'[^'\n]{1,120}'(?!\w))
      |(?P<URN>(?<![\w:.])[A-Za-z][\w-]{0,40}(?::\w[\w-]{0,60}(?:\.\w+)*){2,12}(?![\w:]))
      |(?P<RATIO>(?<![\w.:])\d{1,4}:\d{1,4}(?![\w:]))
      |(?P<RNG>(?<![\w.,-])\d+(?:,\d{3})*(?:\.\d+)?\s?(?:[-–—~]|\.{2,3}|…)\s?\d+(?:,\d{3})*(?:\.\d+)?
                 (?:(?![\w-]|\.\d|,\d)|(?=(?:s|ms|sec|secs|px)\b(?!-))))
      |(?P<SIZED>(?<![\w.-])(?:\d{1,9}(?=-\s(?:to|or)\s\d{1,9}-)|\d{1,9}(?=-(?:char|character|digit|letter|byte|item|symbol)s?\b)
                 |\d{2,9}(?=(?:s|ms|sec|secs|px)\b)
                 |(?:(?<=\bthan\s)|(?i:(?<=\bup\sto\s)|(?<=\bat\smost\s)|(?<=\bat\sleast\s)|(?<=\bmaximum\sof\s)))(?i:zero|two|three|four|five|six|seven|eight|nine|ten)\b
                 |(?<=\bequal\sto\s)(?i:zero|one|two|three|four|five|six|seven|eight|nine|ten)\b(?!\sof\b)|(?<=\bbe\s)(?i:zero)\b
                 |(?i:two|three|four|five|six|seven|eight|nine|ten)(?=[- ](?:char|character|digit|letter|symbol)s?\b)))
      |(?P<NUM>(?<![\w.])(?:[-−+]|(?:(?<![^\s(\[])(?<![^\s:=]\s)|(?<=\b(?i:from|than)\s)|(?<=\b(?i:between)\s)|(?<=\b(?i:to|or|of|is)\s)
                 |(?<=\b(?i:and)\s))–)?
                 (?:(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?:[\u00a0\u202f\u2009]\d{3})+
                   |\d{1,3}(?:\ \d{3}){0,3}\ 000(?![ ,.]?\d)|\d+)(?:\.\d+)?|(?<![^\s(\[:=<>])\.\d{1,9})(?![\w-]|\.\d|,\d{3}))
      |(?P<REL><=|>=|≤|≥|≠|<>|={2,3}|!==?|<|>|=)
      |(?P<SCHEME>\b[a-z]{2,10}://(?=[\s.,;)]|$))
      |(?P<WORD>[^\W\d_][\w'’]*(?:(?:\\_|[-.+/]|\[(?:\d{0,3}|[in*])\]\.)\w+)*|_?\d*\w+(?:(?:\\_|[-.+/])\w+)*)
      |(?P<MARK>[^\s\w])""",
    re.VERBOSE,
)
_MARKS: Final = {
    ",": "COMMA",
    ";": "SEMI",
    ":": "COLON",
    "(": "LPAR",
    ")": "RPAR",
    "[": "LSQB",
    "]": "RSQB",
    "*": "STAR",
    "×": "STAR",
    "+": "PLUS",
    "-": "MINUS",
    "|": "PIPE",
    "/": "SLASH",
    "&": "AND",
    ".": "STOP",
}
_BETWEEN: Final = re.compile(r"\s?(?:[-–—~]|\.{2,3}|…)\s?")
_COUNTS: Final = {word: n for n, word in enumerate(("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"))}
_NUMERIC: Final = frozenset(("NUM", "RNG", "SIZED"))
_WHOSE: Final = frozenset(("the", "a", "your", "their", "user's", "customer's", "client's"))
_IS_NOT: Final = {"isn't": "is", "aren't": "are", "wasn't": "was", "weren't": "were"}
_GIVEN: Final = frozenset(("set", "provided", "supplied", "given", "passed", "present", "sent", "specified", "included", "submitted"))
_STRESSED: Final = frozenset(  # kinds of words that are written in capitals for stress: "MUST", "DEPRECATED"
    [
        "MUST",
        "NOT",
        "CANNOT",
        "REQUIRED",
        "DEPRECATED",
        "ONLY",
        "IGNORED",
        "IF",
        "UNLESS",
        "WILL",
        "CAN",
        "IS",
        "BE",
        "NOTE",
        "ADVICE",
        "OR",
    ]
)
_ESCAPE: Final = re.compile(r"\\([_*\[\]<>~|.-])")
_PLAIN: Final = re.compile(r"-?\d{1,15}(?:\.\d{1,15})?")
_NOUNS: Final = frozenset(
    {"parameter", "field", "param", "argument", "attribute", "property", "option", "array"}
    | {"list", "setting", "input", "flag", "key", "object", "filter"}
)
_NAMED: Final = frozenset(["parameter", "parameters", "option", "options", "argument", "arguments", "property", "properties"])
_MOST_RECENT: Final = 64  # sentences, of a field or two
_ENDS: Final = {"MAXIMUM": ("max", "maximum"), "MINIMUM": ("min", "minimum")}
_COUNTED: Final = frozenset(("CHARACTERS", "BYTES", "ITEMS"))
_AGAINST: Final = frozenset(("OVER", "UNDER", "AT_LEAST", "AT_MOST"))
_EQUATED: Final = (["FIELD", "IS"], ["FIELD", "SET_TO"], ["FIELD", "REL_NE"])
_ZEROS: Final = re.compile(r"0\d+")  # of a code such as 09, which is no 9
_SAID: Final = frozenset(("VAL", "TRUE", "FALSE", "NO"))
_FILES: Final = frozenset(["file", "files", "format", "formats", "image", "images", "output", "outputs"])
_NAME: Final = re.compile(r"[A-Za-z_][\w.-]{0,60}")


def tokenize(text: str, vocabulary: Vocabulary) -> tuple[Token, ...]:
    """The tokens of a sentence; never fails, drops nothing but white space and words without meaning."""
    tokens = vocabulary.recent.get(text)
    if tokens is None:
        if len(vocabulary.recent) >= _MOST_RECENT:
            vocabulary.recent.clear()
        tokens = vocabulary.recent[text] = _tokens(text, vocabulary)
    return tokens


def _tokens(text: str, vocabulary: Vocabulary) -> tuple[Token, ...]:
    found = list(_WORD.finditer(text))
    shown = [m.group() for m in found]
    words = [
        without_indices(w.replace("’", "'").replace("\\_", "_")) if m.lastgroup == "WORD" else "" for w, m in zip(shown, found, strict=True)
    ]
    lowered = [w.lower().replace("’", "'") for w in shown]
    tokens: list[Token] = []
    at, last = 0, len(found) - 1
    while at <= last:
        match, word = found[at], words[at]
        if word and vocabulary.is_plain(word) and shown[at + 1 : at + 2] != [":"]:
            if not (tokens and tokens[-1].kind == "FIELD" and _is_apposition(lowered, at)):
                tokens.append(Token("W", word, *match.span()))
            at += 1
            continue
        several = joined(match, vocabulary) or (
            (
                assigned(match, vocabulary, tokens)
                or piped(match)
                or held_against(match)
                or compared(match, vocabulary)
                or in_ticks(match, tokens)
            )
            if match.lastgroup == "VAL"
            else slashed(match, vocabulary)
        )
        if several:
            tokens += several
            at += 1
            continue
        if found[at].group() == "." and _is_suffix(found, words, at, vocabulary):
            at += 1
            continue
        if shown[at] == "&" and tokens and tokens[-1].kind == "AND" and tokens[-1].end == match.start():
            at += 1  # "&&"
            continue
        denied = _denied(found, lowered, at)
        if denied:
            tokens += denied[0]
            at += denied[1]
            continue
        whole = unbroken_value(found, at, tokens, vocabulary)
        token, count = _token(found, words, lowered, at, vocabulary) if whole is None else (whole, 3)
        apposition = token.kind == "W" and tokens and tokens[-1].kind == "FIELD" and _is_apposition(lowered, at)
        if token.kind == "ALWAYS" and (at == last or found[at + 1].lastgroup not in ("VAL", "NUM") or _is_counted(lowered, at + 2)):
            token = Token("DROP", token.value, token.start, token.end)  # it matters only before a value that a field always has
        if token.kind == "FIELD" and tokens and tokens[-1].kind in _COUNTED and (phrase := _phrase(lowered, at)) and phrase[0] in _ENDS:
            token = Token(phrase[0], lowered[at], token.start, token.end)  # "a 64-character limit", where a field is called `limit`
        if token.kind == "DROP" and tokens and tokens[-1].kind == "SET_TO" and vocabulary.is_value(word):
            token = Token("VAL", word, token.start, token.end)  # "op = a", of one that may be "a"
        if token.kind == "NUM" and [t.kind for t in tokens[-2:]] in _EQUATED and _ZEROS.fullmatch(shown[at]):
            token = Token("VAL", shown[at], token.start, token.end)  # "type is 09"
        if token.kind == "DROP":
            ends = at == last or shown[at + 1] in ".;)"
            listed = ends and tokens and tokens[-1].kind in ("COMMA", "SLASH", "OR")  # the last of "left, right, both"
            if listed or (at < last and shown[at + 1] in ("/", "|")):  # "a / b" has no article
                token = Token("W", word, token.start, token.end)
        if token.kind != "DROP" and not apposition:
            tokens.append(token)
        at += count
    if vocabulary.families.members:
        tokens = [*with_families(tokens, vocabulary.families, text)]
    tokens = _with_fields(_with_ends(tokens, vocabulary), vocabulary)
    if any(t.kind == "FIELD" for t in tokens) and any(t.kind in ("LPAR", "COLON") for t in tokens):
        tokens = beside_names(tokens, vocabulary.is_member)
    if any(t.kind == "BETWEEN" for t in tokens):
        tokens = with_listed_ranges(tokens)
    if any(t.kind in ANNOUNCE for t in tokens):
        tokens = without_brackets(tokens, text)
    return tuple(with_list(tokens, text)) if any(t.kind in DEFAULTS for t in tokens) else tuple(tokens)


def _is_apposition(lowered: list[str], at: int) -> bool:
    """Whether a word behind the name of a field only says what that is: "parameter", "query parameter", "configuration option"."""
    if lowered[at].isalpha() and at + 1 < len(lowered) and lowered[at + 1] in _NAMED:
        return at + 2 >= len(lowered) or lowered[at + 2][0] not in QUOTES  # "`a` disables option `b`"
    return singular(lowered[at]) in _NOUNS


def _is_suffix(found: list[re.Match[str]], words: list[str], at: int, vocabulary: Vocabulary) -> bool:
    """Whether a full stop begins a documented value, as in ".png files"."""
    adjoins = at + 1 < len(found) and found[at + 1].start() == found[at].end()
    apart = at == 0 or found[at - 1].end() < found[at].start()
    noun = at + 2 < len(words) and words[at + 2].lower() in _FILES  # "must be .png" speaks of the end of a name
    return noun and adjoins and apart and bool(words[at + 1]) and vocabulary.spelled(words[at + 1]) is not None


def _with_ends(tokens: list[Token], vocabulary: Vocabulary) -> list[Token]:
    """The tokens, with the fields that a limit is called by in words: "less than the maximum price", of `price` and `max_price`."""
    if not any(t.kind in _ENDS for t in tokens):
        return tokens
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        name, last = _end_named(tokens, at, vocabulary) if found and found[-1].kind in _AGAINST else ("", at)
        found.append(Token("FIELD", name, tokens[at].start, tokens[last].end) if name else tokens[at])
        at = last + 1
    return found


def _end_named(tokens: Sequence[Token], at: int, vocabulary: Vocabulary) -> tuple[str, int]:
    """The field that "the maximum price of the offer" names at a place, and where its words end; "" for none."""
    end = _ENDS.get(tokens[at].kind)
    words = [parts_of(str(t.value)) if t.kind in ("W", "FIELD", "VAL", "LENGTH", "ITEMS") else () for t in tokens[at + 1 : at + 4]]
    count = next((n for n, w in enumerate(words) if not w), len(words))
    for taken in range(count, 0, -1) if end else ():
        said = tuple(p for w in words[:taken] for p in w)
        names = [n for short in end or () for n in (vocabulary.named((short, *said)), vocabulary.named((*said, short))) if n]
        if names:
            last = at + taken
            of = kind_at(tokens, last + 1) == "W" and tokens[last + 1].value == "of" and kind_at(tokens, last + 2) == "W"
            return names[0], last + 2 * of
    return "", at


def _with_fields(tokens: list[Token], vocabulary: Vocabulary) -> list[Token]:
    """The tokens, with what is a field's name or a value only beside the words around it.

    The names of fields that are values of another one, too, where they are said to be sent or required; any other word right
    behind a field that has it as a value: "type limit".
    """
    found = [*tokens]
    for at in range(len(found) - 1, -1, -1):
        token = found[at]
        if at and token.kind not in _SAID and found[at - 1].kind == "FIELD" and vocabulary.is_member(str(token.value), found[at - 1].value):
            found[at] = replace(token, kind="VAL")
        if token.kind == "VAL" and vocabulary.names_field(str(token.value)) and _is_sent(found[at + 1 : at + 5]):
            found[at] = replace(token, kind="FIELD")
        if (
            token.kind == "FIELD"
            and vocabulary.is_value(token.value)
            and _is_of_kind(found[max(0, at - 1) : at + 3], demanded=kind_at(found, at - 2) == "REQUIRED" if at > 1 else False)
        ):
            found[at] = replace(token, kind="VAL")
    for at, token in enumerate(found):
        if token.kind == "FIELD" and (value := _value_of(_before_list(found, at), token.value, vocabulary)) is not None:
            found[at] = replace(token, kind="VAL", value=value)
        if token.kind == "VAL" and vocabulary.names_field(str(token.value)) and _is_rival(found[max(0, at - 3) : at]):
            found[at] = replace(token, kind="FIELD")
    return found


def _is_of_kind(around: Sequence[Token], *, demanded: bool) -> bool:
    """Whether the name of a field that is a value of another stands for that: "for card payments", of `type` and `card`."""
    if [t.kind for t in around[:1]] == ["FOR"] and len(around) == len(("for", "card")) and demanded:
        return True  # "required for card"
    if len(around) < len(("for", "card", "payments")) or around[0].kind not in ("FOR", "IN") or kind_at(around, 3) == "LPAR":
        return False  # "for card payments (`type`=`card`)" says it itself
    noun = str(around[2].value)
    return around[2].kind == "W" and noun.endswith("s") and any_is("handled", parts_of(noun))


def _before_list(tokens: Sequence[Token], at: int) -> Sequence[Token]:
    """The last tokens before the values of which a place may hold one more: "is one of" before "`a`, `b` or c"."""
    start, ends = at, kind_at(tokens, at + 1) in ("COMMA", "OR", "STOP", "RPAR", "SEMI", "")
    while ends and kind_at(tokens, start - 1) in ("COMMA", "OR") and (pair := 1 + (kind_at(tokens, start - 2) in ("COMMA", "OR"))) < start:
        if tokens[start - pair - 1].kind != "VAL":
            break
        start -= pair + 1
    return tokens[max(0, start - 4) : start]


def _value_of(before: Sequence[Token], name: str, vocabulary: Vocabulary) -> str | None:
    """The value that the name of a field is behind a category that has, or may have, a value spelled so: "`pay_type` is card"."""
    links = [t for t in before if t.kind in ("IS", "SET_TO", "BE", "ONE_OF")]
    named = before[: -len(links)][-1:] if links and [*before[-len(links) :]] == links else []
    if not named or named[0].kind != "FIELD" or named[0].value == name or not name.isalpha():
        return None
    if vocabulary.has_members(named[0].value):
        return vocabulary.member_called(name, named[0].value)
    return name if any_is("category", parts_of(str(named[0].value))[-1:]) else None


def _is_rival(before: Sequence[Token]) -> bool:
    """Whether the words before a name say that what it names is not to be there, or is another one of two."""
    kinds = [t.kind for t in before]
    if kinds[-1:] in (["INCOMPATIBLE"], ["NEITHER"], ["NOR"], ["OVERRIDES"], ["INSTEAD_OF"], ["WITHOUT"], ["OMIT"]):
        return True
    if kinds[-1:] == ["WITH"] and kinds[-2:-1] in (["COMBINED"], ["USED"], ["SENT"]) and any(k in ("CANNOT", "NOT", "BE") for k in kinds):
        return True
    return kinds[-2:] in (["FIELD", "OR"], ["FIELD", "AND"], ["FIELD", "NOR"], ["THIS", "OR"], ["FIELD", "COMMA"], ["FIELD", "SLASH"])


def _is_sent(after: Sequence[Token]) -> bool:
    """Whether the words behind a name say that it is sent or required, or that the next name of a list is."""
    if after and after[0].kind in ("OR", "AND", "COMMA"):
        following = next((t for t in after if t.kind not in ("OR", "AND", "COMMA")), after[0])
        return following.kind == "FIELD"
    words = [t for t in after if t.kind not in ("IS", "BE", "MUST", "NOT", "ISNT", "CANNOT", "WILL")][:1]
    plain = bool(words) and len(words) < len(after)
    return plain and after[0] is not words[0] and (words[0].kind in ("ABSENT", "REQUIRED", "IGNORED") or str(words[0].value) in _GIVEN)


def _token(found: list[re.Match[str]], words: list[str], lowered: list[str], at: int, vocabulary: Vocabulary) -> tuple[Token, int]:
    match = found[at]
    start, end, group = match.start(), match.end(), match.lastgroup
    if group == "VAL":
        inside = match.group()[2:-2] if match.group().startswith("``") else match.group()[1:-1]
        quoted = _ESCAPE.sub(r"\1", unquoted(inside))
        meant = vocabulary.meant_by(quoted)
        return Token("VAL", quoted, start, end) if meant is None else Token("FIELD", meant, start, end), 1
    if group in ("RATIO", "REGEX", "SCHEME", "URN"):
        return Token("VAL", match.group(), start, end), 1
    if group == "NUM" and _ZEROS.fullmatch(match.group()) and vocabulary.is_value(match.group()):
        return Token("VAL", match.group(), start, end), 1
    if group in ("NUM", "SIZED"):
        return Token("NUM", _COUNTS[lowered[at]] if lowered[at] in _COUNTS else number(match.group()), start, end), 1
    if group == "RNG":
        low, high = _BETWEEN.split(match.group())
        return Token("RNG", (number(low), number(high)), start, end), 1
    named = vocabulary.field_at(words, at) if group == "WORD" else None
    phrase = _phrase(lowered, at)
    if named and phrase and phrase[0] in ("TO", "BETWEEN") and _joins_numbers(found, at):
        named = None  # "from 1 to 5" where fields are called `from` and `to`
    opens = phrase is not None and not at and words[0].istitle()  # "Up to 5", where a field is called `up`
    if named and (phrase is None or named[1] >= phrase[1] or (words[at] != lowered[at] and not opens)):
        return Token("FIELD", named[0], start, found[at + named[1] - 1].end()), named[1]
    measured = phrase is not None and phrase[0] == "BYTES" and at > 0 and found[at - 1].lastgroup in _NUMERIC  # "10 MB"
    if (
        group == "WORD"
        and vocabulary.is_value(words[at])
        and not measured
        and (phrase is None or (phrase[1] == 1 and words[at] != lowered[at] and phrase[0] not in _STRESSED))
    ):
        return Token("VAL", words[at], start, end), 1
    if phrase and lowered[at] == "preferred" and at and lowered[at - 1] in _WHOSE:
        phrase = None  # "your preferred language" advises nothing
    if phrase:
        last = found[at + phrase[1] - 1].end()
        return Token(phrase[0], match.string[start:last].lower(), start, last), phrase[1]
    if group == "REL":
        return Token(RELATIONS[match.group()], match.group(), start, end), 1
    if group == "MARK":
        return Token(_MARKS.get(match.group(), "MARK"), match.group(), start, end), 1
    return Token("W", words[at], start, end), 1


def _is_counted(lowered: list[str], at: int) -> bool:
    """Whether what a number counts stands at a place: "always 12 characters"."""
    phrase = _phrase(lowered, at) if at < len(lowered) else None
    return phrase is not None and phrase[0] in ("CHARACTERS", "ITEMS", "BYTES")


def _denied(found: list[re.Match[str]], lowered: list[str], at: int) -> tuple[tuple[Token, Token], int] | None:
    """What "isn't supported" is: "is", and "not supported"; and how many words that are. None where no trigger phrase is behind it."""
    if lowered[at] not in _IS_NOT:
        return None
    phrase = _phrase(["not", *lowered[at + 1 : at + 6]], 0)
    if phrase is None or phrase[1] < len(("not", "supported")):
        return None
    verb = _IS_NOT[lowered[at]]
    start, last = found[at].start(), found[at + phrase[1] - 1].end()
    stated = Token(phrase[0], " ".join(("not", *lowered[at + 1 : at + phrase[1]])), start + len(verb), last)
    return (Token("IS", verb, start, start + len(verb)), stated), phrase[1]


def _joins_numbers(found: list[re.Match[str]], at: int) -> bool:
    """Whether a word stands between two numbers, or before two that another word joins."""
    before, after, later = (0 <= n < len(found) and _PLAIN.match(found[n].group().strip(QUOTES)) for n in (at - 1, at + 1, at + 3))
    return bool(after and (before or later))


def _phrase(lowered: list[str], at: int) -> tuple[str, int] | None:
    longest = longest_phrases().get(lowered[at])
    if longest is None:
        return None
    phrases = lexicon()
    for count in range(min(longest, len(lowered) - at), 0, -1):
        kind = phrases.get(tuple(lowered[at : at + count]))
        if kind:
            return kind, count
    return None


__all__ = ["QUOTES", "Token", "Vocabulary", "is_dash", "is_name", "kind_at", "lexicon", "number", "parts_of", "tokenize", "words_in"]
