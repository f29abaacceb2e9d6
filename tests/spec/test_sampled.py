"""Samples held against the page that shows them: rows of a table, and what is around a sample."""

import json
import shlex
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swornspec.page import read_operations
from swornspec.report.built import summary
from swornspec.rules.remark import OF_SAMPLES, Remark
from swornspec.spec.build import BuiltApi, read_file, read_pages
from swornspec.spec.check import Checker
from swornspec.spec.document import read_document
from swornspec.spec.draft import draft
from swornspec.spec.operation import NamedBlock, Operation, read_operation

TABLE = """\
# Make a tile

`POST https://api.example.com/v1/tiles`

## Query parameters

| Parameter | Type | Description |
| --- | --- | --- |
| copies | integer | At most 4. |

## Body parameters

| Parameter | Type | Required | Description |
| --- | --- | --- | --- |
| prompt | string | yes | The text. At most 20 characters. |
| width | integer | no | Must be between 64 and 1536. |
| height | integer | no | Must be a multiple of 8. width * height must not exceed 1000000. |
| size | object | no | The size. |
| size.depth | integer | no | At most 4. |
| meta | object | no | Anything. |
| colour | | no | A colour. |
| mode | string | no | One of `fast`, `slow`. |
| steps | integer | no | Required when mode is slow. |

"""
FIRST = TABLE.count("\n") + 2  # the line of a sample's first line
ROWS = [
    tuple(cell.strip() for cell in line.replace("⏎", "\n").rsplit(" | ", 1))
    for line in (Path(__file__).parent / "samples.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


def read(folder: Path, text: str) -> BuiltApi:
    (folder / "page.md").write_text(text, encoding="utf-8")
    return read_pages([folder / "page.md"])


def remarks(built: BuiltApi) -> list[Remark]:
    return [remark for _, remark in built.doubts]


@pytest.mark.parametrize(("sample", "expected"), ROWS)
def test_a_sample_is_held_against_its_page(sample: str, expected: str, tmp_path: Path) -> None:
    found = remarks(read(tmp_path, f"{TABLE}```\n{sample}\n```\n"))

    wanted = [one.partition(": ") for one in expected.split(" & ")] if expected != "-" else []
    assert [f"{r.kind} {r.subject} {r.said[0].first - FIRST + 1}" for r in found] == [head for head, _, _ in wanted]
    assert all(words in r.message for r, (_, _, words) in zip(found, wanted, strict=True))
    assert all(r.severity == "warning" and f"page.md:{r.said[0].first} " in r.message for r in found)


def test_a_finding_shows_the_sentence_and_stands_in_the_document(tmp_path: Path) -> None:
    built = read(tmp_path, f'{TABLE}```\ncurl https://api.example.com/v1/tiles -d \'{{"prompt": "x", "width": 2048}}\'\n```\n')

    [endpoint] = read_document(built.document, "page").endpoints
    [remark] = remarks(built)
    assert [(s.first, s.quote) for s in remark.said] == [(FIRST, '"width": 2048'), (16, "Must be between 64 and 1536.")]
    assert [r for r in endpoint.findings if r.kind in OF_SAMPLES] == [remark]


@pytest.mark.parametrize("above", ["This request is rejected:", "Invalid request", "## Errors", "❌ Too wide:"])
def test_what_is_shown_as_refused_is_no_evidence(above: str, tmp_path: Path) -> None:
    sample = '```\n{"prompt": "x", "width": 2048}\n```\n'

    assert remarks(read(tmp_path, f"{TABLE}{above}\n\n{sample}")) == []
    assert len(remarks(read(tmp_path, f"{TABLE}A wide one:\n\n{sample}"))) == 1


def test_what_is_below_a_heading_of_responses_is_no_request(tmp_path: Path) -> None:
    assert remarks(read(tmp_path, f'{TABLE}## Response\n\n```json\n{{"prompt": "x", "width": 2048}}\n```\n')) == []


def test_a_build_counts_what_samples_show(tmp_path: Path) -> None:
    built = read(tmp_path, f'{TABLE}```\n{{"prompt": "x", "width": 2048}}\n```\n')

    assert "  1 finding about samples on the pages; swornspec lint tiles shows them\n" in summary(
        "tiles", read_document(built.document, "d")
    )


def test_the_same_finding_of_several_samples_comes_once(tmp_path: Path) -> None:
    sample = '```\n{"prompt": "x", "width": 2048}\n```\n\n'

    assert len(remarks(read(tmp_path, f"{TABLE}{sample * 3}"))) == 1


def test_a_sample_suggests_the_type_of_a_field_without_one_and_states_none(tmp_path: Path) -> None:
    sample = '```\n{"prompt": "x", "colour": "red"}\n```\n'

    built = read(tmp_path, f"{TABLE}{sample}")

    [body] = [schema for name, schema in built.document["components"]["schemas"].items() if name.endswith("Request")]
    assert "type" not in body["properties"]["colour"]
    assert f"perhaps 'type: string', as the sample at page.md:{FIRST} has it" in draft("tile", [read_file(tmp_path / "page.md")]).text


BODIES = st.fixed_dictionaries(
    {"prompt": st.sampled_from(["a heron", "a lighthouse in the fog, at night"])},
    optional={
        "width": st.integers(2, 4000).filter(lambda n: n not in (10, 123, 1234)),
        "height": st.integers(200, 4000).filter(lambda n: n != 1234),
        "mode": st.sampled_from(["fast", "slow", "turbo"]),
        "steps": st.integers(20, 40),
        "size": st.fixed_dictionaries({"depth": st.integers(2, 9)}),
    },
)


@settings(max_examples=30, deadline=None)
@given(BODIES)
def test_a_sample_is_doubted_exactly_when_its_page_refuses_it(tmp_path_factory: pytest.TempPathFactory, body: dict[str, object]) -> None:
    folder = tmp_path_factory.mktemp("any")
    built = read(folder, f"{TABLE}```\ncurl https://api.example.com/v1/tiles -d {shlex.quote(json.dumps(body, indent=1))}\n```\n")
    document = read_document(built.document, "page")

    broken = Checker(document, document.endpoints[0]).broken(body)

    assert len(remarks(built)) == len(broken)
    assert all(b.text in r.message for b, r in zip(broken, remarks(built), strict=True))


@cache
def read_operation_of_table() -> Operation:
    [page] = read_operations("page.md", TABLE)
    return read_operation(page, [NamedBlock(b.name or "", b) for b in page.blocks])


@settings(max_examples=25, deadline=None)
@given(st.text("{}[]\",:a1 \n\\curl-d'promtwidh/v.", max_size=60), st.sampled_from(["", "json", "bash"]))
def test_any_sample_leaves_the_document_as_it_is(tmp_path_factory: pytest.TempPathFactory, code: str, language: str) -> None:
    built = read(tmp_path_factory.mktemp("any"), f"{TABLE}```{language}\n{code}\n```\n")

    [operation] = [o.operation for o in built.operations]
    assert operation.rules == read_operation_of_table().rules


def test_a_page_whose_schema_cannot_be_used_says_that_its_samples_were_not_held_against_it(tmp_path: Path) -> None:
    fields = "label: string\n\nWhat stands on it.\n\npattern^(a)(?(1)b|c)$\n\nsize: optional number"
    command = """curl https://api.example.com/v1/tiles \\\n  -d '{"label": "aaa", "size": 3}'"""
    page = f"# Make\n\npost /v1/tiles\n\n##### Body Parameters\n\n{fields}\n\n{command}\n"
    (tmp_path / "page.txt").write_text(page, encoding="utf-8")

    [operation] = read_pages([tmp_path / "page.txt"], "stainless").operations

    assert [(r.kind, r.severity) for r in operation.remarks] == [("not-analysed", "info")]
    assert "the samples on the page were not held against it: " in operation.remarks[0].message
