"""`swornspec export`: the rules of an API in the language of another tool."""

from pathlib import Path
from typing import Any

import click

from swornspec.cli.common import complete_api

LANGUAGES = ("cel", "idl", "json-schema", "python")


@click.command()
@click.argument("document", metavar="API|FILE", shell_complete=complete_api)
@click.option("--format", "language", type=click.Choice(LANGUAGES), help="The language to write the rules in.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Where to write; standard output without it.")
@click.option("--operation", metavar="ID", help="The rules of this operation alone.")
@click.option("--inline", is_flag=True, help="Instead, write the OpenAPI document with its rules as if/then keywords.")
def export(document: str, language: str | None, output: Path | None, operation: str | None, inline: bool) -> None:
    """Write the rules that reject requests in another language, for tools that do not know x-rules.

    What a language has no words for is listed on standard error, with the reason, and in the output as a comment.
    """
    from swornspec.cli.common import find_document
    from swornspec.cli.conventions import progress
    from swornspec.report.plain import one_line
    from swornspec.spec.document import load_document

    if inline == (language is not None) or (inline and operation):
        raise click.UsageError("give either --format (with or without --operation), or --inline")
    found = load_document(find_document(document))
    text, omitted = _inlined(found, output) if inline else _written(found, str(language), operation)
    for rule in omitted:
        progress(f"not expressed: {one_line(str(rule))}")
    if output is None:
        click.echo(text, nl=False)
    else:
        _replace(output, text)
        progress(f"wrote {output}")


def _written(document: Any, language: str, operation: str | None) -> tuple[str, tuple[Any, ...]]:
    from swornspec.spec.export import chosen, to_cel_list, to_idl_text, to_module, to_schemas

    groups = chosen(document, operation)
    if language == "json-schema":
        made = to_schemas(document, groups, single=operation is not None)
    else:
        made = {"cel": to_cel_list, "idl": to_idl_text, "python": to_module}[language](groups)
    return made.text, made.omitted


def _inlined(document: Any, output: Path | None) -> tuple[str, tuple[Any, ...]]:
    import json

    from swornspec.spec.export import inlined_document
    from swornspec.spec.source import to_yaml

    raw, omitted = inlined_document(document)
    as_json = output is not None and output.suffix == ".json"
    return json.dumps(raw, indent=2, ensure_ascii=False) + "\n" if as_json else to_yaml(raw), omitted


def _replace(path: Path, text: str) -> None:
    """Write a file in one step, so that no reader sees half of it."""
    import os

    aside = path.with_name(f".{path.name}.new")
    aside.write_text(text, encoding="utf-8", newline="\n")
    os.replace(aside, path)
