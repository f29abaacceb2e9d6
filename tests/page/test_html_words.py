"""HTML pages: no word that a reader sees is lost, whatever elements hold it."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from swornspec.page import Page, read_operations

FACETS = ("integer", "string", "enum", "required", "optional", "1 to 50", "Default:", "Possible values:", "fast", "*", "Type:")
NAMES = ("width", "mode", "size.depth", "is_open", "x-trace", "Kind", "Overview")
SENTENCES = (
    "It is @ long.",
    "Must be @ when `mode` is fast.",
    "How the @ of it is cut where there is nothing else to cut",
    "integer. The @ of it.",
)
INLINE = ("span", "code", "b", "em", "a", "label", "small")
BLOCKS = ("div", "p", "section", "blockquote", "article", "fieldset", "center", "figure", "details", "header")
HEADINGS = ("h2", "h3", "h4", "h5")
FORMS = ("text", "text", "block", "block", "heading", "list", "terms", "table", "details")
CLASSES = ("", " class=param", " class='field-name'")
HEADS = ("", "<tr><th>Name</th><th>Type</th></tr>", "<tr><th>Name</th><th>Type</th><th>Description</th></tr>")
LAWFUL = ("title", "heading", "divider")


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A text of its own line: a name, a facet, or a sentence (`@` becomes a word that no other has)."""
    word = draw(st.sampled_from((*NAMES, *FACETS, *SENTENCES * 6)))
    tag = draw(st.sampled_from((*INLINE, "", "", "")))
    return f"<{tag}>\n{word}\n</{tag}>" if tag else f"\n{word}\n"


@st.composite
def pieces(draw: st.DrawFn, depth: int = 3) -> str:
    """Elements within elements, as sites and mistakes have them."""
    form = draw(st.sampled_from(FORMS)) if depth else "text"
    if form == "text":
        return draw(texts())

    def some(most: int = 3) -> list[str]:
        return [draw(pieces(depth - 1)) for _ in range(draw(st.integers(1, most)))]

    def stray() -> str:
        return draw(pieces(depth - 1)) if draw(st.integers(0, 9)) == 0 else ""

    inner = "".join(some())
    match form:
        case "list":
            return f"<ul>{''.join(f'<li>{part}</li>' for part in some())}{stray()}</ul>"
        case "terms":
            return f"<dl>{stray()}{''.join(f'<dt>{part}</dt><dd>{inner}</dd>' for part in some(2))}</dl>"
        case "table":
            rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in some())}</tr>" for _ in range(2))
            return f"<table>{draw(st.sampled_from(HEADS))}{rows}{stray()}</table>"
        case "details":
            return f"<details><summary>{draw(texts())}</summary>{inner}</details>"
        case _:
            tag = draw(st.sampled_from(BLOCKS if form == "block" else HEADINGS))
            return f"<{tag}{draw(st.sampled_from(CLASSES))}>{inner}</{tag}>"


def words_told(page: Page) -> str:
    """Everything that a page says it has read, or has not understood."""
    told = [p for b in page.blocks for p in (b.kind, *b.flags, *b.prose, *(s.passage for s in b.stated))]
    told += [*page.summary, *page.notes, *page.auth, *page.gaps, *(s.passage for s in page.samples)]
    told += [cell for k in page.lookups for cell in (*k.header, *(c for row in k.rows for c in row))]
    told += [use.line for use in page.lines if use.role in LAWFUL and use.line.text]
    names = [part for b in page.blocks for part in (*b.within, b.name or "")]
    return " ".join([*(p.text for p in told), *names])


@given(st.lists(pieces(), min_size=1, max_size=4))
@settings(max_examples=300, deadline=None)
def test_no_word_that_a_reader_sees_is_lost(parts: list[str]) -> None:
    numbers = iter(range(10_000))
    body = re.sub("@", lambda _: f"word{next(numbers)}x", "\n".join(parts))
    text = f"<html><body>\n<h1>Make</h1>\n<p>\nPOST /v1/things\n</p>\n{body}\n</body></html>"
    pages = read_operations("page.html", text, "html")

    told = " ".join(map(words_told, pages))
    assert [word for word in re.findall(r"word\d+x", body) if word not in told] == []
