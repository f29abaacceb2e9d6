"""A history as CHANGELOG.md: a section for each version, newest on top, with what breaks first."""

from collections.abc import Iterator
from typing import Final

from swornspec.codegen.history import History, Release
from swornspec.codegen.plan import Plan
from swornspec.codegen.quote import code_span, flat, markdown
from swornspec.spec.compare import Change, Kind

_HEADINGS: Final = {Kind.BREAKING: "Breaking", Kind.COMPATIBLE: "New", Kind.DOCUMENTATION: "Documentation"}
_LONGEST: Final = 300


def changelog(history: History, plan: Plan) -> str:
    """The text of the file."""
    lines = [
        f"# Changes of {plan.package.replace('_', '-')}",
        "",
        "What changed in the documentation of the API, and so in this package. Generated: do not edit.",
    ]
    for release, older in zip(history.releases, [*history.releases[1:], None], strict=True):
        lines += ["", f"## {release.version}", *section(release, older)]
    return "\n".join(lines) + "\n"


def section(release: Release, older: Release | None) -> Iterator[str]:
    """The lines of a release below its heading; `older` is the one before it."""
    if older is None or release.stated != older.stated:
        named = f"version {code_span(flat(release.stated, 80))}" if release.stated.strip() else "a version without a name"
        yield ""
        yield f"{'The first one. ' if older is None else ''}The API calls this {named}."
    for kind, heading in _HEADINGS.items():
        changes = [c for c in release.changes if c.kind is kind]
        if changes:
            yield from ("", f"### {heading}", "")
            yield from (f"* {_entry(c)}" for c in changes)


def _entry(change: Change) -> str:
    text = f"{f'{flat(change.operation, 80)}: ' if change.operation else ''}{flat(change.text, 500)}"
    sentence = markdown(text if text.endswith((".", "!", "?")) else f"{text}.")
    said = [f"{intro} “{markdown(flat(words, _LONGEST))}”" for intro, words in _sentences(change)]
    return " ".join([sentence, *said])


def _sentences(change: Change) -> Iterator[tuple[str, str]]:
    if change.before and change.before != change.after:
        yield "Before:", change.before
    if change.after:
        yield "Documented:" if change.before in ("", change.after) else "Now:", change.after
