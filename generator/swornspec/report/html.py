"""An overview as one HTML page that needs nothing else: text, statements, style and script, each escaped, no network.

The page is complete without its script, which only folds, filters and lists the cases. A policy in the page lets no
other script or style run: what a documentation page says cannot become one.
"""

import json
from base64 import b64encode
from collections.abc import Iterable, Sequence
from hashlib import sha256
from importlib.resources import files
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from swornspec.report.checked import Checked, json_in_short
from swornspec.report.overview import Entry, Overview
from swornspec.report.plain import printable
from swornspec.rules.rule import Said

LEGEND: Final = (
    ("keyword", "a constraint of one field"),
    ("rule", "a rule between fields, or about the response"),
    ("advice", "recommended, never refused"),
    ("note", "nothing a request could break"),
    ("gap", "sounds like a rule, not read"),
)


def overview_as_html(it: Overview) -> str:
    """The whole page."""
    style, script = _asset("report.css"), _asset("report.js")
    whole = sum(it.figures.sentences.values())
    pages = {sheet.name: n for n, sheet in enumerate(it.sheets, 1) if sheet.is_page}

    def place_of(said: Said) -> str:
        return f"p{pages[said.page]}-{said.first}" if said.page in pages and said.first else ""

    return (
        _environment()
        .get_template("report.html.jinja")
        .render(
            it=it,
            policy=_policy(style, script),
            style=Markup(style),  # noqa: S704 - our own file
            script=Markup(script),  # noqa: S704 - our own file
            cases=_embedded(_cases(it.entries)),
            whole=whole,
            bar=_bar(it),
            bar_words=", ".join(f"{n} {became}" for became, n in it.figures.sentences.items()),
            legend=LEGEND,
            fields=sorted({name for e in it.entries for name in fields_of(e)}, key=str.casefold),
            effects=sorted({e.effect for e in it.entries if e.effect}),
            statuses=sorted({e.checked.status for e in it.entries if e.checked.status}),
            by_operation=[(e, [x for x in it.entries if x.statement.operation == e.operation_id]) for e in it.endpoints],
            fields_of=fields_of,
            place_of=place_of,
            json=json_in_short,
            results_words=results_words,
        )
    )


def fields_of(entry: Entry) -> list[str]:
    """The names of the fields that a statement speaks of, as they are filtered by: without white space."""
    return ["_".join(name.split()) for name in entry.statement.fields if name.strip()]


def results_words(checked: Checked) -> str:
    """`11 passed, 1 failed`."""
    results = [c.result for c in (*checked.breaking, *checked.edges)]
    return ", ".join(f"{results.count(r)} {r}" for r in dict.fromkeys(results))


def _bar(it: Overview) -> list[tuple[str, int, int]]:
    found, at = [], 0
    for became, count in it.figures.sentences.items():
        found.append((became, at, count))
        at += count
    return found


def _cases(entries: Iterable[Entry]) -> dict[str, Sequence[Sequence[str]]]:
    listed = {str(e.number): (*e.checked.breaking, *e.checked.edges) for e in entries}
    return {number: [(c.kind, printable(c.request), c.result) for c in checks] for number, checks in listed.items() if checks}


def _embedded(value: Any) -> Markup:
    """JSON that can stand in a script element: nothing in it ends the element or begins a comment."""
    text = json.dumps(value, separators=(",", ":"), ensure_ascii=True)
    return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))  # noqa: S704 - no character of HTML is left


def _policy(style: str, script: str) -> str:
    """The Content Security Policy (CSP Level 3) of the page: its own style and script, by their hashes, and nothing else."""
    return f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _asset(name: str) -> str:
    return files("swornspec.report").joinpath("templates", name).read_text(encoding="utf-8")


def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("swornspec.report"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=_shown,
    )


def _shown(value: Any) -> Any:
    """Text without characters that cannot be seen, or that turn the reading direction."""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return printable(value.replace("\t", "    "))
