"""How many descriptions a minute `enrich` reads on one core, for documents of growing size, and the memory that takes.

    python tests/bench/bench_enrich.py [DESCRIPTIONS]

The documents hold twenty properties to an object, with sentences of many forms. The rate should be the same in every row: work is
linear in the number of descriptions. Memory beyond the document itself is what tracemalloc sees, in a run of its own.
"""

import json
import sys
import time
import tracemalloc
from typing import Any

from swornspec.spec.enrich import enrich
from swornspec.spec.source import Layout, source_of, written

SENTENCES = (
    ("integer", "The width of the picture in pixels. Must be between {n} and 4096, in steps of 8. Default: 1024"),
    ("string", "How the picture is drawn: one of `plain`, `bold{n}` or `fine`. Defaults to `plain`."),
    ("string", "The name that is shown in lists. At most {n} characters, and unique within the workspace."),
    ("number", "How closely the text is followed. A value between 0 and {n}; higher values follow it more closely."),
    ("boolean", "If true, the result is kept. Ignored when field_2 is set. Deprecated, use field_3 instead."),
    ("array", "The tags of the picture, up to {n} items."),
    ("string", "A free text for your own use; nothing is done with it, and nobody reads it but you."),
    ("integer", "Required if field_0 is set. Cannot be used together with field_4."),
)
PROPERTIES = 20


def say(line: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{line}\n")


def document(number: int) -> bytes:
    """A document with so many descriptions."""
    paths = {}
    for start in range(0, number, PROPERTIES):
        properties = {f"field_{n - start}": described(n) for n in range(start, min(start + PROPERTIES, number))}
        body = {"content": {"application/json": {"schema": {"type": "object", "properties": properties}}}}
        paths[f"/{start}"] = {"post": {"operationId": f"op_{start}", "requestBody": body, "responses": {"200": {"description": "OK"}}}}
    return json.dumps({"openapi": "3.1.0", "info": {"title": "Bench", "version": "1"}, "paths": paths}).encode()


def described(number: int) -> dict[str, Any]:
    """A property with a description of its own."""
    kind, text = SENTENCES[number % len(SENTENCES)]
    items = {"items": {"type": "string"}} if kind == "array" else {}
    return {"type": kind, **items, "description": text.format(n=number + 1)}


def main() -> None:
    """Print a row for each size."""
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 8000
    say(f"{'descriptions':>12} {'a minute':>10} {'keywords':>9} {'rules':>6} {'MB of text':>11} {'MB at most':>11}")
    for number in (most // 4, most // 2, most):
        content = document(number)
        started = time.process_time()
        source = source_of(content, "bench.json")
        result = enrich(source)
        written(source, Layout.JSON)
        minutes = (time.process_time() - started) / 60
        tracemalloc.start()
        enrich(source_of(content, "bench.json"))
        peak = tracemalloc.get_traced_memory()[1] / 2**20
        tracemalloc.stop()
        keywords = sum(result.keywords.values())
        say(f"{number:12,} {number / minutes:10,.0f} {keywords:9,} {result.rules:6,} {len(content) / 2**20:11.1f} {peak:11.1f}")


if __name__ == "__main__":
    main()
