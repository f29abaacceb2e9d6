"""How well constraints stated in descriptions are read: precision and recall by keyword, and descriptions a minute.

    python tests/bench/bench_reading.py CORPORA_DIR [--show KEYWORD]

Each *.jsonl file of the folder is a corpus, a line of it {"id", "name", "type", "text", "expect": {keyword: value}, "complete": bool}
("items" may hold the type of an array's items). `expect` holds JSON Schema keywords; `complete` says that the text states no
others, so that anything more counts as wrong; otherwise only the kinds in `expect` are judged. Lines without `expect` are counted
as read or not: a sentence that gives a rule, or is listed as a gap, is accounted for. Exits 1 when a bar is missed.
"""

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from swornspec.spec.enrich import enrich
from swornspec.spec.source import source_of

KINDS = (
    *("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength", "minItems", "maxItems"),
    *("enum", "default", "format", "deprecated", "examples"),
)
GENERAL = {"all": (0.97, 0.93)}
STATED = {"bounds and defaults": (0.95, 0.85), "enum": (0.90, 0.70)}
LIMITS = KINDS[:9]


def say(line: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{line}\n")


@dataclass
class Score:
    """Counts by kind: found as expected, found otherwise, expected and not found (or found otherwise)."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)

    def of(self, kinds: Sequence[str]) -> tuple[float, float, int, int, int]:
        """Precision, recall and the counts of some kinds together."""
        right, wrong, missed = (sum(counts[k] for k in kinds) for counts in (self.right, self.wrong, self.missed))
        return right / (right + wrong) if right + wrong else 1.0, right / (right + missed) if right + missed else 1.0, right, wrong, missed


def document(lines: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """One operation a line, with one parameter that has nothing but its type and description."""
    paths: dict[str, Any] = {}
    for number, line in enumerate(lines):
        schema: dict[str, Any] = {"type": line.get("type") or "string"}
        if schema["type"] == "array":
            schema["items"] = {"type": line.get("items") or "string"}
        parameter = {"name": line.get("name") or "value", "in": "query", "description": line["text"], "schema": schema}
        paths[f"/{number}"] = {"get": {"parameters": [parameter], "responses": {"200": {"description": "OK"}}}}
    return {"openapi": "3.1.0", "info": {"title": "Corpus", "version": "1"}, "paths": paths}


def found_in(parameter: Mapping[str, Any]) -> dict[str, Any]:
    """The keywords that a parameter, its schema and the items in it have."""
    schema = parameter["schema"]
    places = (schema.get("items", {}), schema, parameter)
    return {kind: place[kind] for place in places for kind in KINDS if kind in place}


def same(kind: str, want: Any, got: Any) -> bool:
    """Whether two values of a keyword mean the same: enums as sets, examples when they share one."""
    if kind in ("enum", "examples"):
        one, other = ({str(v).strip("'\"`") for v in (x if isinstance(x, list) else [x])} for x in (want, got))
        return one == other if kind == "enum" else bool(one & other)
    if kind == "deprecated":
        return bool(want) == bool(got)
    try:
        return float(want) == float(got)
    except (TypeError, ValueError):
        return str(want).strip("'\"`").lower() == str(got).strip("'\"`").lower()


def judged(lines: Sequence[Mapping[str, Any]], enriched: Mapping[str, Any], show: str | None) -> Score:
    """Compare what was added to each line's parameter with what is expected."""
    score = Score()
    for number, line in enumerate(lines):
        got, want = found_in(enriched["paths"][f"/{number}"]["get"]["parameters"][0]), line["expect"]
        for kind in (k for k in KINDS if k in want or (k in got and line.get("complete"))):
            right = kind in want and kind in got and same(kind, want[kind], got[kind])
            score.right[kind] += right
            score.wrong[kind] += kind in got and not right
            score.missed[kind] += kind in want and not right
            if kind == show and not right:
                say(json.dumps({"text": line["text"][:300], "want": want.get(kind), "got": got.get(kind)}, ensure_ascii=False))
    return score


def rows(score: Score, bars: Mapping[str, tuple[float, float]]) -> Iterator[tuple[str, bool]]:
    """A line for each kind and each bar, and whether it reaches the bar."""
    groups = {**{k: (k,) for k in KINDS}, "bounds, lengths, items": LIMITS, "bounds and defaults": (*LIMITS, "default"), "all": KINDS}
    for name, kinds in groups.items():
        precision, recall, right, wrong, missed = score.of(kinds)
        if right + wrong + missed:
            bar = bars.get(name)
            reached = bar is None or (precision >= bar[0] and recall >= bar[1])
            goal = f"   goal {bar[0]:.0%} / {bar[1]:.0%}: {'reached' if reached else 'MISSED'}" if bar else ""
            yield (
                f"  {name:24} precision {precision:6.1%}  recall {recall:6.1%}   right {right} wrong {wrong} missed {missed}{goal}",
                reached,
            )


def main() -> int:
    """Score every corpus of a folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path, nargs="?")
    parser.add_argument("--show", choices=KINDS, help="print each miss and mistake of this kind")
    args = parser.parse_args()
    if args.corpora is None:
        say("no corpora: give the folder that holds them (make bench CORPORA=folder)")
        return 0
    met = True
    for path in sorted(args.corpora.glob("*.jsonl")):
        lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        source = source_of(json.dumps(document(lines)).encode(), path.name)
        started = time.process_time()
        result = enrich(source)
        minutes = (time.process_time() - started) / 60
        say(f"{path.name}: {len(lines)} descriptions, {len(lines) / minutes:,.0f} a minute")
        expected = [line for line in lines if "expect" in line]
        if not expected:
            gaps = sum(remark.kind == "gap" for _, remark in result.remarks)
            say(f"  without labels: {len(result.additions)} keywords and rules read, {gaps} sentences listed as not read")
            continue
        score = judged(lines, source.value, args.show)
        for row, reached in rows(score, GENERAL if all(line.get("complete") for line in expected) else STATED):
            say(row)
            met = met and reached
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
