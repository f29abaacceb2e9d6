"""How much of a page is reStructuredText with fields: calls and fields of the HTTP domain, tables, lists of fields."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from swornspec.page.above import announced_section
from swornspec.page.announced import announced
from swornspec.page.columns import of_fields
from swornspec.page.facets import read_facets
from swornspec.page.headings import ASKED, Section, section_of
from swornspec.page.requests import read_call
from swornspec.page.rst_labels import labelled
from swornspec.page.rst_lines import OPENING_ROLE, SENT, domain_word, known_word, opened, type_before
from swornspec.page.rst_nodes import Node, indents_of, label_of, nodes
from swornspec.page.rst_scenes import is_call, tells_of_field
from swornspec.page.rst_tables import Cells, is_border, is_grid
from swornspec.text import Passage, within
from swornspec.text.legible import words

_FEWEST: Final = 2  # fields of a page without any directive
_STRESSED: Final = frozenset("*`(")  # with what begins what is said of a field, where it is set apart
_UNDERLINE: Final = 3  # characters
_FIRST: Final = frozenset(".:=+^")  # with what lines begin that have markup


def score(page: Sequence[Passage]) -> int:
    """How many lines are fields, rows of tables of fields and calls of the HTTP domain; 0 when no line is markup that only this has."""
    if not any(map(_marks, page)):
        return 0
    tree = list(_all(labelled(nodes(page, indents_of(page), Cells()), page)))
    sure = sum(_certain(node) for node in tree)
    sure += sum(_announced(page, tree)) if any(_calls(line) for line in page) else 0
    listed = sum(node.kind == "field" and _strong(page, node) for node in tree)
    listed += sum(node.kind == "bullet" and node.text is not None and announced(node.text) is not None for node in tree)
    if not sure and listed < _FEWEST and not any(node.kind == "directive" or _opens_with_role(node) for node in tree):
        return 0
    fields = sure + sum(_strong(page, node) for node in tree)
    headed = (node.text for node in tree if node.kind == "heading" and node.text is not None)
    return fields + sum(section_of(words(text)) in SENT for text in headed) if fields else 0


def _calls(line: Passage) -> bool:
    """Whether a line says what is called, by its method and path."""
    call = read_call(line) if "/" in line.text else None
    return call is not None and call.method is not None and call.path is not None


def _announced(page: Sequence[Passage], tree: Sequence[Node]) -> Iterator[int]:
    """The lines of tables that columns alone do not tell to list fields: the heading above, or the line right above, says so."""
    headed: Section | None = None
    for before, node in pairwise([None, *tree]):
        if node is None:
            continue
        if node.kind == "heading" and node.text is not None:
            headed = section_of(words(node.text))
        elif node.table is not None and not of_fields(node.table, None):
            told = announced_section(page[before.last].text) if before is not None and before.kind == "paragraph" else None
            said = headed or told
            yield 1 + len(node.table.rows) if said in ASKED and of_fields(node.table, said) else 0


def _of_field(line: Passage, label: Passage) -> bool:
    """Whether a line is a field of the HTTP domain, or a name with its type set apart: `:limit: *integer*. How many.`"""
    if known_word(label.text) is not None or label.text.lower() == "type":
        return True
    rest = within(line, min(len(label.text) + 3, len(line.text)), len(line.text))
    return label.text.isidentifier() and rest.text[:1] in _STRESSED and bool({"type", "badge", "demand"} & read_facets(rest).roles)


def _opens_with_role(node: Node) -> bool:
    return node.kind == "term" and node.text is not None and OPENING_ROLE.match(node.text.text) is not None


def _marks(line: Passage) -> bool:
    """Whether a line may be markup that only this layout has: a directive, a field of the HTTP domain, the border of a table."""
    text = line.text
    if text[:1] not in _FIRST or not text:
        return False
    if text[0] == ":":
        return OPENING_ROLE.match(text) is not None or ((label := label_of(line)) is not None and _of_field(line, label))
    if text[0] == "^":
        return len(text) > _UNDERLINE and not text.strip("^")
    return (text.startswith("..") and "::" in text) or is_border(text) or is_grid(text)


def _all(tree: Iterable[Node]) -> Iterator[Node]:
    for node in tree:
        yield node
        yield from _all(node.inner)


def _certain(node: Node) -> int:
    if node.table is not None:
        return 1 + len(node.table.rows) if of_fields(node.table, None) else 0
    return int(is_call(node) or tells_of_field(node) or node.kind == "row" or (node.kind == "field" and domain_word(node) is not None))


def _strong(page: Sequence[Passage], node: Node) -> bool:
    """Whether a term, an item or a field has words beside its name, or a type below it, that nobody says of anything else."""
    if node.kind == "bullet" and node.text is not None and announced(node.text) is not None:
        return True
    if node.kind not in ("term", "bullet", "field") or (found := opened(node)) is None:
        return False
    if node.kind == "term" and found.apart and node.inner[:1] and type_before(page[node.inner[0].first])[0].said:
        return True
    return found.facets.strong or (node.kind == "field" and node.rest is not None and read_facets(node.rest).strong)
