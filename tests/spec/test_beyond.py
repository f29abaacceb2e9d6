"""Sentences that speak of the fields of several objects: rows in beyond.txt, and that what they state in words rejects nothing."""

from pathlib import Path
from typing import Any

import pytest

from swornspec.rules.english.meaning.claim import Claim
from swornspec.rules.english.reading import Reading
from swornspec.rules.expr import Present
from swornspec.rules.field import Field
from swornspec.rules.rule import Effect, Said
from swornspec.spec.across import Across
from swornspec.spec.build import read_pages
from swornspec.spec.operation import Operation

_FIELDS = {
    "amount": "integer",
    "mode": "string",
    "card": "object",
    "card.number": "string",
    "card.token": "string",
    "card.cvc": "string",
    "card.brand": "string",
    "card.name": "string",
    "rows": "array of objects",
    "rows[].sku": "string",
    "rows[].name": "string",
    "rows[].price": "integer",
    "rows[].price_id": "string",
    "seal.width": "integer",
}
_SAID = {"mode": "One of `fast`, `slow`.", "card.brand": "One of `visa`, `amex`."}
ROWS = [
    tuple(part.strip() for part in line.split(";;"))
    for line in Path(__file__).with_name("beyond.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def operation(folder: Path, subject: str, sentence: str, note: str = "") -> Operation:
    """What a page says whose one sentence of interest is about a field, or about the operation."""
    rows = [
        f"| {name} | {kind} | No | {sentence if name.replace('[]', '') == subject else _SAID.get(name, 'A part.')} |"
        for name, kind in _FIELDS.items()
    ]
    page = folder / "page.md"
    text = [
        "# Make a thing",
        "",
        "`POST /v1/things`",
        "",
        "| Name | Type | Required | Description |",
        "|---|---|---|---|",
        *rows,
        "",
        note,
        "",
    ]
    page.write_text("\n".join(text), encoding="utf-8")
    return read_pages([page]).operations[0].operation


@pytest.mark.parametrize(("subject", "sentence", "expected"), ROWS)
def test_a_sentence_across_objects_states_what_its_row_says(tmp_path: Path, subject: str, sentence: str, expected: str) -> None:
    read = operation(tmp_path, subject, sentence)

    stated = [f"[{r.effect}] {r.text}" for r in read.rules]
    stated += [f"{'.'.join(within)}. [{r.effect}] {r.text}" for within, rules in read.nested for r in rules]
    assert ("; ".join(stated) or ("gap" if read.gaps else "note")) == expected


def _expressions(read: Operation) -> list[Any]:
    return [r.expr for r in read.all_rules if r.needs is not None]


@pytest.mark.parametrize("sentence", [row[1] for row in ROWS if "[external]" in row[2] and row[0] == "card.cvc"])
def test_a_rule_across_objects_has_no_expression_and_says_what_it_needs(tmp_path: Path, sentence: str) -> None:
    assert _expressions(operation(tmp_path, "card.cvc", sentence)) == [None]


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("`amount` and `card.token` cannot be used together.", ["[reject] at most one of these must be sent: amount, card.token"]),
        ("`card.cvc` is required when `mode` is `fast`.", ["[reject] card.cvc is required when mode is fast and card is sent"]),
        (
            "Either `card.number` or `rows.price` must be provided.",
            [],
        ),
        ("`rows.sku` is required when `mode` is `fast`.", ["[reject] sku of each item of rows is required when mode is fast"]),
        ("`card.cvc` and `card.token` should match.", ["[reject] cvc must be token"]),
        ("`card.cvc` and `card.token` should be friends.", []),
    ],
)
def test_prose_about_the_operation_states_rules_between_objects(tmp_path: Path, note: str, expected: list[str]) -> None:
    read = operation(tmp_path, "nothing", "", note)

    assert [f"[{r.effect}] {r.text}" for r in read.all_rules] == expected


HEAD = "# Make a thing\n\n`POST /v1/things/{id}`\n\n| Name | Type | Required | Description |\n|---|---|---|---|\n"


def read_rows(folder: Path, *rows: str) -> Any:
    (folder / "page.md").write_text(HEAD + "\n".join(rows), encoding="utf-8")
    return read_pages([folder / "page.md"])


def test_what_is_always_sent_is_no_condition_unless_it_is_sent_only_sometimes(tmp_path: Path) -> None:
    always = read_rows(
        tmp_path,
        "| mode | string | No | The mode. |",
        "| box | object | Yes | |",
        "| box.size | integer | No | Required when `mode` is sent. |",
    )
    sometimes = read_rows(
        tmp_path,
        "| mode | string | No | The mode. |",
        "| box | object | Yes | Required when `mode` is sent. |",
        "| box.size | integer | No | Required when `mode` is sent. |",
    )

    assert [r.text for r in always.operations[0].operation.all_rules] == ["box.size is required when mode is sent"]
    assert [r.text for r in sometimes.operations[0].operation.all_rules] == [
        "box is required when mode is sent",
        "box.size is required when mode is sent and box is sent",
    ]


def test_a_rule_with_what_is_not_sent_in_the_body_is_kept_in_words(tmp_path: Path) -> None:
    made = read_rows(
        tmp_path, "| id | string (path) | Yes | |", "| box | object | No | |", "| box.size | integer | No | Required when `id` is `a`. |"
    )
    request = made.document["components"]["schemas"]["PageRequest"]

    assert [(r["effect"], r["needs"]) for r in request["x-rules"]] == [("external", "the value of id, which is not sent in the body")]


def test_a_field_that_is_called_as_a_path_leaves_the_rule_in_words(tmp_path: Path) -> None:
    made = read_rows(
        tmp_path,
        "| mode | string | No | The mode. |",
        "| box | object | No | |",
        "| box.size | integer | No | Required when `mode` is sent. |",
    )
    (rule,) = made.operations[0].operation.all_rules
    fields = {"mode": Field("mode", {}), "box": Field("box", {"type": "object"}), "box.size": Field("box.size", {})}
    across = Across({(): fields, ("box",): {"size": Field("size", {})}}, [("box",)])
    reading = Reading(Claim("required", "size", expr=Present("size"), demands=True), (Present("mode"),), Effect.REJECT, None)
    level, in_words = across.rule(reading, Said("", 0, 0, ""), ("box",))

    assert rule.subject == "box.size"
    assert (level, in_words.effect, in_words.expr) == (("box",), Effect.EXTERNAL, None)
