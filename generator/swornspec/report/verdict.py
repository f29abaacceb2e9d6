"""The verdict on one request: each broken constraint with the sentences that refuse it, documented defaults included."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from swornspec.report.plain import json_text, one_line, quoted
from swornspec.report.text import many
from swornspec.spec.document import said_as_json
from swornspec.spec.refusal import Refusal, Sentence, smallest


def verdict_as_text(operation: str, name: str, refused: Iterable[Refusal]) -> str:
    """One line for a valid request, else a block per broken constraint; `name` is what the request is called.

    Where several are broken, the smallest set of sentences that refuses the request comes last.
    """
    found = list(refused)
    if not found:
        return f"{one_line(name)} is a valid request for {one_line(operation)}\n"
    lines = [f"{one_line(name)} breaks {many(len(found), 'documented constraint')} of {one_line(operation)}"]
    for refusal in found:
        lines += ["", *_block(refusal)]
    least = smallest(found)
    if least is not None and len(found) > 1:
        amount = "One sentence is" if len(least.sentences) == 1 else f"{len(least.sentences)} sentences are"
        lines += ["", f"{amount} enough to refuse it: {one_line(least.broken.text)}"]
    return "\n".join([*lines, ""])


def _block(refusal: Refusal) -> Iterator[str]:
    yield one_line(refusal.broken.text)
    for sentence in refusal.defaults:
        where = f" ({quoted(sentence.said)})" if sentence.said is not None else ""
        yield f"  {one_line(sentence.field)} was not sent and defaults to {shown(sentence.value)}{where}"
    yield from (f"  {quoted(said)}" for said in refusal.broken.said)


def verdict_as_json(operation: str, name: str, refused: Iterable[Refusal]) -> str:
    """The verdict as one JSON object; `explanation` is the smallest set of sentences that refuses the request."""
    found = list(refused)
    least = smallest(found)
    explanation = None
    if least is not None:
        explanation = {"constraint": least.broken.constraint, "sentences": [_sentence(s) for s in least.sentences]}
    whole = {
        "version": 1,
        "operation": operation,
        "request": name,
        "valid": not found,
        "errors": [_error(r) for r in found],
        "explanation": explanation,
    }
    return json_text(whole)


def _error(refusal: Refusal) -> dict[str, Any]:
    broken = refusal.broken
    return {
        "constraint": broken.constraint,
        "pointer": broken.pointer,
        "text": broken.text,
        "defaults": {s.field: s.value for s in refusal.defaults},
        "said": [said_as_json(s) for s in broken.said],
        "sentences": [_sentence(s) for s in refusal.sentences],
    }


def _sentence(sentence: Sentence) -> dict[str, Any]:
    said = said_as_json(sentence.said) if sentence.said is not None else None
    value = {"value": sentence.value} if sentence.value is not None else {}
    return {"states": sentence.states.value, "field": sentence.field, **value, "said": said}


def shown(value: Any) -> str:
    """A value as a message shows it: text bare, anything else as JSON."""
    return one_line(value) if isinstance(value, str) and value.strip() else json.dumps(value)
