r"""Tables of which a copy has set each row on a line, with a blank or nothing between its cells.

    Name Type Required Description              the titles of columns, on one line: `NameTypeRequiredDescription`
    size string No The size of the picture.     a row, `sizestringNoThe size of the picture.`: its type, or whether the field is
    At most 4 MB.                               required, tell where its cells end; other lines go on with the prose above them
    seed integer No At most 9.

    Field Description                           below two titles rows are told by their names, behind which a sentence begins
    chat_id * The chat.

A cell that cannot be told from the prose behind it is prose. A line that may be a row and cannot be cut in one way is a gap.
"""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from swornspec.page.cells import read_demand
from swornspec.page.cells_apart import joined_lines
from swornspec.page.field_lines import IDENTIFIER
from swornspec.page.gfm import Table
from swornspec.page.headings import column_role, may_entitle_column, section_of, titles_column
from swornspec.page.kinds import read_kind
from swornspec.page.requests import read_call
from swornspec.text import Passage, Span, within

_MOST_OF_TITLES: Final = 120  # characters
_MOST_COLUMNS: Final = 8
_MOST_WORDS: Final = 3  # of a title
_MOST_OF_TYPE: Final = 5  # words
_MOST_LINES: Final = 30  # of a cell of prose
_NAMED_TYPE: Final = re.compile(r"[A-Z][a-z0-9]+[A-Z]\w*(?:\[\])?(?= |$)")
_WORD: Final = re.compile(r"[A-Za-z][a-z]*")  # a name that may be any word
_MOST_OF_NAME: Final = 80  # characters
_MOST_OF_HEAD: Final = 200  # characters of a row that say what stands before its prose
_MOST_BETWEEN: Final = 6  # lines of paragraphs between two rows
_FACET: Final = re.compile(
    r"(?:default|can be(?: one of)?|one of|(?:possible|allowed|valid) values?|minimum|maximum|example):", re.IGNORECASE
)
_FEW: Final = 4  # words of a line that is the title of what comes behind a table
_PIECES: Final = re.compile(r"[A-Z][^A-Z]*")
_NAME: Final = re.compile(r"(?P<name>[A-Za-z_$@][\w$@.\[\]-]{0,79})(?P<star> ?\*)?(?= |$)")
_VALUE: Final = re.compile(r"(?P<value>-?\d[\d.,]*(?:-\d[\d.]*)?|true|false|null|-|—|N/A|\"[^\"]{0,60}\"|`[^`]{0,60}`)(?= |$)")
_VALUE_RUN: Final = re.compile(r"(?P<value>-?\d+(?:\.\d+)?|true|false|null|-|—|[a-z_]{2,30}|\"[^\"]{0,60}\")(?=[A-Z]|$)")
_TYPES: Final = (
    r"(?:[Ss]tring|STRING|[Tt]ext|[Ii]nteger|[Ii]nt(?:32|64)?|INT(?:EGER)?|[Nn]umber|NUMBER|[Ff]loat|[Dd]ouble|[Dd]ecimal|[Ll]ong"
    r"|[Bb]ool(?:ean)?|BOOL(?:EAN)?|[Oo]bject|OBJECT|[Aa]rray(?: of [A-Za-z]{2,30}?| ?<[A-Za-z]{2,30}>|\[[A-Za-z]{2,30}\])?|ARRAY|[Ll]ist"
    r"|[Dd]ate(?:-?[Tt]ime)?|[Ff]ile|[Uu]uid|UUID|[Ee]num|[Jj]son|JSON)(?:\[\])?"
)
_DEMANDS: Final = r"(?:Yes|No|YES|NO|yes|no|Required|Optional|required|optional|Mandatory|mandatory|true|false|True|False|✓|✔|✅|✗|❌|-)"
_ENDS: Final = r"(?=[^a-z]|$)"
_ENDS_AT_VALUE: Final = r"(?=[^a-z]|[a-z_]{2,30}[A-Z]|$)"  # where a default stands behind it
_RUN: Final[Mapping[tuple[tuple[str, ...], bool], re.Pattern[str]]] = {
    (sure, valued): re.compile(pattern.format(types=_TYPES, demands=_DEMANDS, ends=_ENDS_AT_VALUE if valued else _ENDS))
    for valued in (False, True)
    for sure, pattern in (
        (("type", "demand"), r"(?P<type>{types}\??)(?P<demand>{demands}{ends}|Optional|Required)"),
        (("demand", "type"), r"(?P<demand>{demands})(?P<type>{types}\??){ends}"),
        (("type",), r"(?P<type>{types}\??)(?!\s){ends}"),
        (("demand",), r"(?P<demand>{demands})(?!\s){ends}"),
    )
}
_RUN_NAME: Final = re.compile(r"[A-Za-z_$@][\w$.\[\]-]*")
_BOUNDARY: Final = re.compile(r"(?<=[a-z0-9_\]])(?=[A-Z])")
_BEGINS_PROSE: Final = re.compile(r"[A-Z0-9\"'`(“]")
_DEMANDED: Final = re.compile(r" (?P<demand>yes|no|Yes|No|YES|NO|required|optional|Required|Optional)(?: (?P<more>\S{1,40}))?$")
_ONE_MORE: Final = 4  # columns of a table with one more behind that
_ANNOTATED: Final = re.compile(r"\[(?:optional|default to [^\[\]]{1,80}|readonly)\][\s\[\]\w.]{0,80}$")


@dataclass(frozen=True, slots=True)
class _Titles:
    """The titles of a line as offsets [start, end), the roles of their columns, and whether nothing stands between them."""

    places: tuple[tuple[int, int], ...]
    roles: tuple[str, ...]
    run: bool


def titles_run(text: str) -> bool:
    """Whether a line may have the titles of such a table."""
    return text[:1].isupper() and len(text) <= _MOST_OF_TITLES and may_entitle_column(text) and _titles(text) is not None


@lru_cache(maxsize=1024)
def _titles(text: str) -> _Titles | None:
    if " " in text:
        words = [(m.start(), m.end()) for m in re.finditer(r"\S+", text)]
        found = _columns(text, words)
        if found is not None:
            return _Titles(tuple(found), _roles(text, found), run=False) if _tells(_roles(text, found)) else None
    pieces = [(m.start(), m.end()) for m in _PIECES.finditer(text)]
    found = _columns(text, pieces) if pieces and pieces[0][0] == 0 else None
    return _Titles(tuple(found), _roles(text, found), run=True) if found is not None and _tells(_roles(text, found)) else None


def _columns(text: str, pieces: Sequence[tuple[int, int]]) -> list[tuple[int, int]] | None:
    """The titles that pieces of a line make up, all of them."""
    found: list[tuple[int, int]] = []
    n = 0
    while n < len(pieces):
        for size in range(min(_MOST_WORDS, len(pieces) - n), 0, -1):
            start, end = pieces[n][0], pieces[n + size - 1][1]
            if titles_column(text[start:end]):
                found.append((start, end))
                n += size
                break
        else:
            if not found or n + 1 < len(pieces) - 1 or "prose" not in [column_role(text[a:b]) for a, b in found]:
                return None
            found.append((pieces[n][0], pieces[-1][1]))  # one of no known column, behind the prose
            break
    return found if 1 < len(found) <= _MOST_COLUMNS else None


def _roles(text: str, found: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    roles = [column_role(text[start:end]) or "" for start, end in found]
    return ("name" if roles[0] == "weak name" else roles[0], *roles[1:])


def _tells(roles: Sequence[str]) -> bool:
    """Whether rows can be told: a type or a demand stands right behind the name, or nothing but prose."""
    told = roles[1] in ("type", "demand") or tuple(roles) == ("name", "prose") or tuple(roles[1:3]) == ("prose", "demand")
    return roles[0] == "name" and "name" not in roles[1:] and told


def table_run(page: Sequence[Passage], at: int, ends: Container[int]) -> Table | None:
    """The table whose titles are a line; None where no row follows. No row goes beyond a line of `ends`."""
    if not titles_run(page[at].text) or (titles := _titles(page[at].text)) is None:
        return None
    rows: list[tuple[int, tuple[Passage, ...]]] = []
    last = at
    for n, row, more in _rows(page, at + 1, titles, ends):
        rows.append((n, _with_more(row, more, titles.roles)))
        last = n + len(more)
    told = sum(bool(row[0].text) for _, row in rows)
    if told < (2 if len(titles.roles) == 2 else 1) or (titles.run and told < len(rows) - told):
        return None
    return Table(at, last, tuple(within(page[at], start, end) for start, end in titles.places), tuple(rows))


def _rows(
    page: Sequence[Passage], at: int, titles: _Titles, ends: Container[int]
) -> Iterator[tuple[int, tuple[Passage, ...], list[Passage]]]:
    """Each row: its line, its cells, and the lines below that go on with its prose."""
    row: tuple[Passage, ...] | None = None
    line = at
    more: list[Passage] = []
    lower = False
    for n in range(at, len(page)):
        text = page[n].text
        if n in ends or (row is not None and _ends(page, n)):
            break
        if not text:
            if row is not None and not _goes_on(page, n + 1, titles, ends, lower=lower):
                break
            continue
        found = _row(page[n], titles, lower=lower)
        if found is None and (row is None or len(more) >= _MOST_LINES):
            break
        if found is None:
            more.append(page[n])
            continue
        if row is not None:
            yield line, row, more
        row, line, more = found, n, []
        lower = lower or row[0].text[:1].islower()
    if row is not None:
        yield line, row, more


def _goes_on(page: Sequence[Passage], at: int, titles: _Titles, ends: Container[int], *, lower: bool) -> bool:
    """Whether another row follows behind a line without text: right below it, or behind a few lines of what is said of the last one."""
    left = _MOST_BETWEEN if "type" in titles.roles and not titles.run else 1
    for n in range(at, min(at + 2 * _MOST_BETWEEN, len(page))):
        if n in ends or _ends(page, n) or not left:
            return False
        if page[n].text:
            if _row(page[n], titles, lower=lower) is not None or (n <= at + 1 and left > 1 and _FACET.match(page[n].text)):
                return True
            left -= 1
        elif left == 1 and n > at:
            return False
    return False


def _ends(page: Sequence[Passage], at: int) -> bool:
    """Whether a line is what comes behind a table."""
    text = page[at].text
    if "\t" in text or titles_run(text) or read_call(page[at]) is not None:
        return True
    return len(text.split()) <= _FEW and text[:1].isupper() and text[-1:] not in ".,;" and section_of(text) is not None


def _row(line: Passage, titles: _Titles, *, lower: bool) -> tuple[Passage, ...] | None:
    """The cells of a line; None where it is no row. `lower` says that names do not begin with capitals."""
    if titles.run:
        return _run_row(line, titles.roles, lower=lower)
    if _cut(line.text, titles.roles) is not None:
        return _run_row(line, titles.roles, lower=lower)  # though there are blanks between the titles
    found = _NAME.match(line.text)
    if found is None or found.end() == len(line.text):
        return None
    name, start = found["name"], found.end()
    if IDENTIFIER.fullmatch(name) is None and (lower or not name[0].isupper()):
        return None
    head = line.text[: start + _MOST_OF_HEAD]
    cells: dict[int, tuple[int, int]] = {0: (0, start)}
    for column, role in enumerate(titles.roles[1:], 1):
        begin = _past_blanks(head, start)
        if role == "prose":
            break
        end = _cell_end(head, begin, role)
        if not end and role == "type" and (named := _NAMED_TYPE.match(head, begin)) is not None:
            end = named.end()
        if end:
            cells[column], start = (begin, end), end
    begin = _past_blanks(line.text, start)
    if titles.roles[1:3] == ("prose", "demand"):
        return _row_from_end(line, titles.roles, start)
    if len(titles.roles) == 2:
        return (within(line, 0, start), within(line, begin, len(line.text))) if _BEGINS_PROSE.match(line.text, begin) else None
    if not any(titles.roles[n] in ("type", "demand") for n in cells) and _WORD.fullmatch(name) is not None:
        return None
    return _placed(line, titles.roles, cells, begin)


def _past_blanks(text: str, at: int) -> int:
    """The next place from an offset on that is no blank: one stands between cells, or as many as set them below each other."""
    while text[at : at + 1] == " ":
        at += 1
    return at


def _row_from_end(line: Passage, roles: Sequence[str], start: int) -> tuple[Passage, ...] | None:
    """The cells of a row whose prose comes first: behind it stand a word that says whether its field is required, and at most one more."""
    found = _DEMANDED.search(line.text, max(start, len(line.text) - _MOST_OF_NAME))
    begin = _past_blanks(line.text, start)
    if found is None or not _BEGINS_PROSE.match(line.text, begin) or (found["more"] and len(roles) != _ONE_MORE):
        return None
    cells = {0: (0, start), 1: (begin, found.start()), 2: found.span("demand")} | ({3: found.span("more")} if found["more"] else {})
    span = line.span
    empty = Passage("", Span(span.page, span.first, span.first, span.end, span.end))
    return tuple(_bare(within(line, *cells[n])) if n in cells else empty for n in range(len(roles)))


def _cell_end(head: str, begin: int, role: str) -> int:
    """Where the cell of a column ends that begins at an offset; 0 where nothing there is one."""
    if role in ("type", "demand"):
        spaces = [m.start() for m in re.finditer(r" |$", head[begin:])][:_MOST_OF_TYPE]
        for end in reversed(spaces):
            phrase = head[begin : begin + end]
            if phrase and (_is_type(phrase) if role == "type" else read_demand(phrase) is not None):
                return begin + end
        return 0
    found = _VALUE.match(head, begin)
    return found.end() if found is not None else 0


@lru_cache(maxsize=4096)
def _is_type(phrase: str) -> bool:
    """Whether words are a type and no more."""
    found = read_kind(phrase)
    return found is not None and bool(found.kind.schema) and not found.rest


def _run_row(line: Passage, roles: Sequence[str], *, lower: bool) -> tuple[Passage, ...] | None:
    """The cells of a line with nothing between them; none but that of prose where they cannot be told in one way."""
    text = line.text
    name = _RUN_NAME.match(text)
    if name is None or (lower and not text[:1].islower() and text[:1].isalpha() and not _BOUNDARY.search(name.group())):
        return None
    sure = tuple(role for role in roles[1:3] if role in ("type", "demand"))
    if not sure:
        cuts = [m.start() for m in _BOUNDARY.finditer(name.group())]
        return (within(line, 0, cuts[-1]), within(line, cuts[-1], len(text))) if cuts and IDENTIFIER.fullmatch(text[: cuts[-1]]) else None
    found = _cut(text, roles)
    if found is None:
        return None if " " in text[: name.end() + 1] and text[:1].isupper() else _placed(line, roles, {}, 0)
    cells = {0: (0, found.start())}
    for role in sure:
        cells[roles.index(role)] = found.span(role)
    start = found.end()
    for column in range(1 + len(sure), roles.index("prose") if "prose" in roles else len(roles)):
        value = _VALUE_RUN.match(text, start)
        if value is not None:
            cells[column], start = value.span(), value.end()
    return _placed(line, roles, cells, start)


def _cut(text: str, roles: Sequence[str]) -> re.Match[str] | None:
    """The type of a row, and what follows of whether it is required, right behind its name; None where there is none, or more than one."""
    sure = tuple(role for role in roles[1:3] if role in ("type", "demand"))
    name = _RUN_NAME.match(text) if sure else None
    if name is None:
        return None
    valued = len(roles) > 1 + len(sure) and roles[1 + len(sure)] == "default"
    found = [m for m in _RUN[sure, valued].finditer(text[: _MOST_OF_NAME + _MOST_OF_HEAD]) if 0 < m.start() <= name.end()]
    if len(found) > 1 and len(sure) == 1 and found[1].start() > name.end():
        del found[1:]
    return found[0] if len(found) == 1 else None


def _placed(line: Passage, roles: Sequence[str], cells: dict[int, tuple[int, int]], begin: int) -> tuple[Passage, ...]:
    """The cells of a row where they stand; the prose is all that is left, without the annotations at its end, which are a cell of notes."""
    prose = roles.index("prose") if "prose" in roles else len(roles) - 1
    end = len(line.text)
    noted = _ANNOTATED.search(line.text, max(begin, end - 2 * _MOST_OF_NAME)) if "prose" in roles[prose + 1 :] else None
    cells = cells | {prose: (begin, noted.start() if noted else end)}
    if noted is not None:
        cells[prose + 1 + roles[prose + 1 :].index("prose")] = noted.span()
    span = line.span
    empty = Passage("", Span(span.page, span.first, span.first, span.end, span.end))
    return tuple(_bare(within(line, *cells[n])) if n in cells else empty for n in range(len(roles)))


def _bare(passage: Passage) -> Passage:
    """A passage without white space around it."""
    text = passage.text
    return within(passage, len(text) - len(text.lstrip()), max(len(text.rstrip()), len(text) - len(text.lstrip())))


def _with_more(row: tuple[Passage, ...], more: Sequence[Passage], roles: Sequence[str]) -> tuple[Passage, ...]:
    """A row with further lines of prose."""
    if not more:
        return row
    prose = roles.index("prose") if "prose" in roles else len(roles) - 1
    whole = joined_lines([row[prose], *more] if row[prose].text else more, row[prose])
    return (*row[:prose], whole, *row[prose + 1 :])
