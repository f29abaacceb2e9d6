"""docs/rule-language.md names every node and effect, and its truth table is what the interpreter gives."""

import json
import re
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

from swornspec.rules.encode import decode
from swornspec.rules.evaluate import holds
from swornspec.rules.expr import AllOrNone, And, Compare, Count, Expr, ForAll, HasValue, Implies, Matches, Not, OneOf, Or, Present, Term
from swornspec.rules.field import fields_of
from swornspec.rules.relation import RelationKind
from swornspec.rules.rule import Effect

PAGE = (Path(__file__).parents[2] / "docs" / "rule-language.md").read_text(encoding="utf-8")
FIELDS = fields_of({"properties": yaml.safe_load(re.search(r"```yaml\n(.*?)```", PAGE, re.DOTALL)[1])})


def _rows() -> list[tuple[str, Any, bool]]:
    table = PAGE.partition("## Truth table")[2].partition("\n## ")[0]
    found = []
    for line in table.splitlines():
        cells = [c.strip() for c in line.strip("|").split(" | ")]
        rule = re.fullmatch(r"`(.*)`", cells[0])
        if not line.startswith("| `{") or rule is None:
            continue
        found.append((rule[1], {}, cells[1] == "yes"))
        for cell in cells[2:]:
            told = re.fullmatch(r"`(.*)` (yes|no) ?\|?", cell)
            if told is not None:
                found.append((rule[1], json.loads(told[1]), told[2] == "yes"))
    return found


def test_every_node_and_effect_is_in_the_page() -> None:
    nodes = {*get_args(Expr), *get_args(Term)}

    assert {Present, HasValue, Compare, OneOf, Matches, Not, And, Or, Implies, Count, AllOrNone, ForAll} <= nodes
    assert [n.__name__ for n in nodes if f"| `{n.__name__}` |" not in PAGE] == []
    assert [e for e in Effect if f"| `{e.value}` |" not in PAGE] == []
    assert [k for k in RelationKind if f"| `{k.value}` |" not in PAGE] == []


def test_the_truth_table_has_a_row_for_every_kind_of_condition() -> None:
    kinds = {type(decode(yaml.safe_load(rule))) for rule, _, _ in _rows()}

    assert kinds == {Present, HasValue, Compare, OneOf, Matches, Not, And, Or, Implies, Count, AllOrNone, ForAll}


@pytest.mark.parametrize(("rule", "body", "expected"), _rows(), ids=lambda v: v if isinstance(v, str) else json.dumps(v))
def test_the_truth_table_is_what_the_interpreter_gives(rule: str, body: Any, expected: bool) -> None:
    assert holds(decode(yaml.safe_load(rule)), body, FIELDS) is expected
