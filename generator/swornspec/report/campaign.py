"""The result of a campaign goes in; text for people, JSON or JUnit XML comes out. No times: the same result gives the same bytes."""

from collections.abc import Iterable, Iterator
from typing import Any, Final
from xml.etree import ElementTree

from swornspec.contract.campaign.merge import Finished, Outcome, Tally, constraints, tally
from swornspec.contract.campaign.result import Found, Status
from swornspec.contract.campaign.tasks import TaskKind
from swornspec.report.plain import json_text, one_line, printable
from swornspec.report.text import many

LAYOUTS: Final = ("text", "json", "junit")
_SHOWN: Final = 20
"""Findings of one document that are shown as text; the other formats hold all that are kept."""


def campaign_as_text(outcome: Outcome) -> str:
    """The findings below their documents, what was left out, a table of the kinds, and the figures."""
    lines = [line for document in outcome.documents for line in _document(document, outcome.of(document))]
    if outcome.left_out:
        lines += [
            "not tested:",
            *(f"  {one_line(o.name)}: {one_line(o.reason)}{' (counts as a finding)' * o.broken}" for o in outcome.left_out),
            "",
        ]
    lines += _table(outcome)
    return "".join(f"{line}\n" for line in lines)


def _document(name: str, tested: tuple[Finished, ...]) -> Iterator[str]:
    found = [(t, f) for t in tested for f in t.result.findings]
    failed = [t for t in tested if t.result.status is Status.FAILED]
    if not found and not failed:
        return
    yield one_line(name)
    for one, finding in found[:_SHOWN]:
        yield f"  {_about(one)}: {one_line(finding.title)}"
        yield from (f"    {line}" for line in printable(finding.text).splitlines())
    hidden = sum(t.result.found for t in tested) - len(found[:_SHOWN])
    if hidden:
        yield f"  and {many(hidden, 'finding')} more; see --format json"
    reasons: dict[str, list[Finished]] = {}
    for one in failed:
        reasons.setdefault(one_line(one.result.reason), []).append(one)
    for reason, same in reasons.items():
        yield f"  {many(len(same), 'task')} could not be run: {reason}"
        yield from (f"    {_about(t)}" for t in same[:_SHOWN])
    yield ""


def _about(tested: Finished) -> str:
    task = tested.task
    seeds = "" if task.seeds is None else " seeds {}..{}".format(*task.seeds)
    where = "" if task.target.url is None else f" at {one_line(task.target.name)}"
    return f"{one_line(task.operation)} {task.kind.value}{seeds}{where}".strip()


def _table(outcome: Outcome) -> Iterator[str]:
    rows: list[tuple[str, ...]] = [("", "tasks", "requests", "held back", "findings", "failed")]
    for kind in (TaskKind.READ, *outcome.settings.kinds):
        figures = tally(t for t in outcome.tested if t.task.kind is kind)
        rows.append((kind.value, *map(str, _figures(figures))))
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    yield from (
        f"{row[0]:<{widths[0]}}" + "".join(f"  {cell:>{width}}" for cell, width in zip(row[1:], widths[1:], strict=True)) for row in rows
    )
    documented, covered, implied = constraints(outcome.tested)
    if documented:
        open_ones = documented - covered - implied
        yield f"{many(documented, 'constraint')}: {covered} broken alone, {implied} implied by others, {open_ones} not tested"
    whole = tally(outcome.tested)
    yield (
        f"{many(len(outcome.documents), 'document')}, {many(whole.tasks, 'task')}, {many(whole.requests, 'request')}: "
        f"{many(outcome.findings, 'finding')}, {many(whole.failed, 'task')} failed"
    )


def _figures(figures: Tally) -> tuple[int, ...]:
    return figures.tasks, figures.requests, figures.held_back, figures.findings, figures.failed


def campaign_as_json(outcome: Outcome) -> str:
    """Everything as one JSON object; `version` changes when a member changes its meaning or goes."""
    documented, covered, implied = constraints(outcome.tested)
    whole = {
        "version": 1,
        "settings": outcome.settings.identity,
        "figures": {
            "documents": len(outcome.documents),
            **_named(tally(outcome.tested)),
            "findings": outcome.findings,
            "kinds": {
                k.value: _named(tally(t for t in outcome.tested if t.task.kind is k)) for k in (TaskKind.READ, *outcome.settings.kinds)
            },
            "constraints": {"documented": documented, "covered": covered, "implied": implied},
        },
        "documents": [{"document": name, "tasks": [_task(t) for t in outcome.of(name)]} for name in outcome.documents],
        "left_out": [{"document": o.name, "reason": o.reason, "broken": o.broken} for o in outcome.left_out],
    }
    return json_text(whole)


def _named(figures: Tally) -> dict[str, int]:
    return dict(zip(("tasks", "requests", "held_back", "findings", "failed"), _figures(figures), strict=True))


def _task(tested: Finished) -> dict[str, Any]:
    task, result = tested.task, tested.result
    whole: dict[str, Any] = {"id": task.id, "kind": task.kind.value, "digest": task.digest, "status": result.status.value}
    if task.kind is not TaskKind.READ:
        whole |= {"operation": task.operation, "target": task.target.name, "requests": result.requests}
    if task.seeds is not None:
        whole["seeds"] = list(task.seeds)
    for name in ("reason", "held_back", "more", "operations", "constraints", "covered", "implied"):
        value = getattr(result, name)
        if value:
            whole[name] = list(value) if isinstance(value, tuple) else value
    whole["findings"] = [_found(f) for f in result.findings]
    return whole


def _found(found: Found) -> dict[str, Any]:
    whole: dict[str, Any] = {"title": found.title, "text": found.text}
    whole |= {"case": found.case} if found.case else {}
    whole |= {"fault": found.code} if found.code is not None else {}
    return whole | ({"constraint": found.constraint} if found.constraint else {})


def campaign_as_junit(outcome: Outcome) -> str:
    """JUnit XML: a suite for each document, a case for each task."""
    whole = tally(outcome.tested)
    root = ElementTree.Element(
        "testsuites", name="campaign", tests=str(whole.tasks), failures=str(_unkept(outcome.tested)), errors=str(whole.failed)
    )
    for name in outcome.documents:
        _suite(root, name, outcome.of(name))
    if outcome.left_out:
        broken = sum(o.broken for o in outcome.left_out)
        size = len(outcome.left_out)
        figures = {"tests": size, "failures": 0, "errors": broken, "skipped": size - broken}
        suite = ElementTree.SubElement(root, "testsuite", {"name": "not tested", **{k: str(v) for k, v in figures.items()}})
        for one in outcome.left_out:
            case = ElementTree.SubElement(suite, "testcase", classname="not tested", name=_xml(one.name))
            ElementTree.SubElement(case, "error" if one.broken else "skipped", message=_xml(one.reason))
    ElementTree.indent(root)
    return f"<?xml version='1.0' encoding='utf-8'?>\n{ElementTree.tostring(root, encoding='unicode')}\n"


def _suite(root: ElementTree.Element, name: str, tested: tuple[Finished, ...]) -> None:
    held = sum(t.result.status is Status.HELD_BACK for t in tested)
    figures = {"tests": len(tested), "failures": _unkept(tested), "errors": tally(tested).failed, "skipped": held}
    suite = ElementTree.SubElement(root, "testsuite", {"name": _xml(name), **{k: str(v) for k, v in figures.items()}})
    for one in tested:
        case = ElementTree.SubElement(suite, "testcase", classname=_xml(name), name=_xml(_about(one)))
        if one.result.status is Status.FAILED:
            ElementTree.SubElement(case, "error", message=_xml(one.result.reason))
        elif one.result.status is Status.HELD_BACK:
            ElementTree.SubElement(case, "skipped", message=_xml(one.result.reason))
        if one.result.findings:
            titles = ", ".join(dict.fromkeys(f.title for f in one.result.findings))
            failure = ElementTree.SubElement(case, "failure", message=_xml(f"{many(one.result.found, 'finding')}: {titles}"))
            failure.text = _xml("\n\n".join(f.text for f in one.result.findings))


def _unkept(tested: Iterable[Finished]) -> int:
    """How many tasks found something."""
    return sum(bool(t.result.findings) for t in tested)


def _xml(text: str) -> str:
    return printable(text).translate({0xFFFE: "?", 0xFFFF: "?"})


WRITTEN: Final = {"text": campaign_as_text, "json": campaign_as_json, "junit": campaign_as_junit}
"""The function that writes each format."""
