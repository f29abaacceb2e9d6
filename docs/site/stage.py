"""The sources of the documentation site, staged: documents and what is told from code, below a folder of their own.

    python docs/site/stage.py build/docs

Documents are taken as they stand in the repository; links between them are set to their new places, and links to other files of
the repository become plain words, for the site does not hold those. Commands, findings, layouts and sentences are pages
written from code and from the tables that tests read, so that they cannot fall behind.
"""

import json
import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from posixpath import normpath, relpath

import click

from swornspec.cli.examples import EXAMPLES
from swornspec.cli.main import COMMANDS, cli
from swornspec.page.layouts import LAYOUTS
from swornspec.report.kinds import kind_of
from swornspec.rules.remark import KINDS

ROOT = Path(__file__).parents[2]
GROUPS: Mapping[str, tuple[str, ...]] = {
    "Tutorial": ("tutorial",),
    "How to": (
        "guide",
        "enrich",
        "generate",
        "clients",
        "client-files",
        "client-packages",
        "mock",
        "mock-responses",
        "mock-proxy",
        "testing",
    ),
    "Reference": ("commands", "reference", "rule-language", "sentences", "findings-of-lint", "page-layouts"),
    "Explanation": ("design", "contracts", "findings", "gaps"),
}
"""Which documents stand under which heading, in this order; all others come last under `How to`."""
_LINK = re.compile(r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\((?!https?://|mailto:|#)([^)#\s]+)(#[^)\s]+)?\)")
_FENCED = re.compile(r"(^```.*?^```$|^(?: {4}|\t)[^\n]*$|`[^`\n]+`)", re.MULTILINE | re.DOTALL)
_MARK = re.compile(r"^<!-- not run: .* -->\n", re.MULTILINE)


def main(to: Path) -> None:
    """Stage everything below a folder, which is emptied first."""
    shutil.rmtree(to, ignore_errors=True)
    places = staged()
    pages = {place: _page(source, places) for source, place in places.items()}
    pages |= {"commands.md": commands(), "findings-of-lint.md": findings(), "page-layouts.md": layouts(), "sentences.md": sentences()}
    for place, text in pages.items():
        (to / "docs" / place).parent.mkdir(parents=True, exist_ok=True)
        (to / "docs" / place).write_text(text, encoding="utf-8")
    (to / "zensical.toml").write_text(configuration(pages), encoding="utf-8")


def staged() -> dict[str, str]:
    """The documents of the repository, by path, and where the site has them."""
    documents = sorted(p.relative_to(ROOT).as_posix() for folder in ("docs", "docs/decisions") for p in (ROOT / folder).glob("*.md"))
    top = {"README.md": "index.md", "CONTRIBUTING.md": "contributing.md", "CHANGELOG.md": "changelog.md"}
    return {**top, **{path: path.removeprefix("docs/") for path in documents}}


def _page(source: str, places: Mapping[str, str]) -> str:
    text = _MARK.sub("", (ROOT / source).read_text(encoding="utf-8"))
    parts = _FENCED.split(text)
    around = "".join(part if n % 2 == 0 else f"\0{n}\0" for n, part in enumerate(parts))
    linked = _LINK.sub(lambda found: _linked(found, source, places), around)
    return re.sub(r"\0(\d+)\0", lambda found: parts[int(found[1])], linked)


def _linked(found: re.Match[str], source: str, places: Mapping[str, str]) -> str:
    """A link as the site has it; the words alone where it leads to a file that the site does not hold."""
    words, target, anchor = found.groups()
    there = normpath(str(PurePosixPath(source).parent / target))
    if there not in places:
        return words
    return f"[{words}]({relpath(places[there], PurePosixPath(places[source]).parent)}{anchor or ''})"


def commands() -> str:
    """Every command: how it is called, what it does, its options, and examples."""
    shown = [
        "# Commands",
        "",
        "Written from the commands themselves; [reference](reference.md#commands) has them in short, with exit codes and conventions.",
    ]
    for name in COMMANDS:
        with cli.make_context("swornspec", [name]) as around:
            command = cli.get_command(around, name)
            assert command is not None
            with click.Context(command, info_name=name, parent=around) as context:
                shown += ["", f"## {name}", "", *_command(command, context)]
    return "\n".join([*shown, ""])


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    yield f"    {' '.join(['swornspec', context.info_name or '', *command.collect_usage_pieces(context)])}"
    yield ""
    yield re.sub(r"\n[ \t]+", "\n", (command.help or "").strip())
    yield ""
    yield "| option | does |"
    yield "| --- | --- |"
    shared = {option for parameter in cli.params for option in parameter.opts} | {"--help"}
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        if isinstance(parameter, click.Option) and record is not None and not shared & set(parameter.opts):
            option, does = (re.sub(r"\s+", " ", text) for text in record)
            yield f"| `{option}` | {_cell(does)} |"
    yield "| `-q`, `-v`, `--color`, `--help` | as everywhere |"
    for typed, gives in EXAMPLES.get(context.info_name or "", ()):
        yield ""
        yield f"{gives[:1].upper()}{gives[1:]}:"
        yield ""
        yield f"    {typed}"


def findings() -> str:
    """Every kind of finding: how grave, what it means, why it matters, how it is mended."""
    shown = ["# Findings of lint", "", "Each has a name that stays; in SARIF it is the rule id. [How they are found](findings.md)."]
    for name in KINDS:
        kind = kind_of(name)
        shown += ["", f"## {kind.name}", "", f"*{kind.severity.value}*: {kind.means}. {kind.matters} {kind.mend}"]
    return "\n".join([*shown, ""])


def layouts() -> str:
    """Every page layout that is read."""
    shown = [
        "# Layouts at a glance",
        "",
        "[Layouts](layouts.md) says how a page is recognised and what is lost.",
        "",
        "| name | is | must have |",
        "| --- | --- | --- |",
    ]
    shown += [f"| `{layout.name}` | {layout.title} | {layout.wants} |" for layout in LAYOUTS]
    return "\n".join([*shown, ""])


def sentences() -> str:
    """Sentences and what they mean, from the tables that the tests of the reader are."""
    shown = [
        "# Sentences",
        "",
        "What is read from sentences, one example for each way to say something, and near misses that are not read. Every row is a test.",
        "`gap` means: it sounds like a rule, and is listed as not read; `note`: it states no rule.",
    ]
    for name in ("rules", "keywords"):
        title = {"rules": "Rules between fields", "keywords": "Constraints of one field"}[name]
        shown += ["", f"## {title}"]
        table = (ROOT / "tests" / "rules" / "sentences" / f"{name}.txt").read_text(encoding="utf-8")
        for part in re.split(r"\n\n+", table):
            rows = [line.split(" | ") for line in part.splitlines() if line and not line.startswith("#")]
            if rows:
                heading = next((line[1:].strip() for line in part.splitlines() if line.startswith("#")), "")
                shown += ["", f"### {heading[:1].upper()}{heading[1:]}"] if heading else []
                shown += ["", "| field | sentence | is read as |", "| --- | --- | --- |"]
                shown += [f"| `{row[0]}` | {_cell(row[1])} | {_cell(' '.join(row[2:]))} |" for row in rows if len(row) > 2]
    return "\n".join([*shown, ""])


def _cell(text: str) -> str:
    """Text in a cell of a table, as it is."""
    return re.sub(r"([\\`*_\[\]|~$])", r"\\\1", text.strip()).replace("<", "&lt;").replace(">", "&gt;")


def configuration(pages: Mapping[str, str]) -> str:
    """The settings of the site: every page once, in its place."""
    known = {place.removesuffix(".md") for place in pages}
    placed = {name for names in GROUPS.values() for name in names}
    top = {"index", "contributing", "changelog"}
    rest = sorted(name for name in known - placed - top if "/" not in name)
    decisions = sorted(name for name in known if name.startswith("decisions/"))
    groups = {**GROUPS, "How to": (*GROUPS["How to"], *rest), "Decisions": tuple(decisions)}
    nav = ['  {"Home" = "index.md"},']
    for title, names in groups.items():
        nav += [f"  {{{json.dumps(title)} = [", *(f"    {json.dumps(f'{name}.md')}," for name in names), "  ]},"]
    nav += ['  {"Contributing" = "contributing.md"},', '  {"Changes" = "changelog.md"},']
    settings = (Path(__file__).with_name("zensical.toml")).read_text(encoding="utf-8")
    return settings.replace("nav = []", "\n".join(["nav = [", *nav, "]"]))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
