"""`swornspec validate` says which sentence a body breaks, and only refuses to work for unreadable input."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from swornspec.cli.main import cli


def validate(body: str | bytes, *options: str, operation: str = "print_pages", api: str = "printer") -> Result:
    return CliRunner().invoke(cli, ["validate", api, operation, "-", *options], input=body)


def test_valid_body_is_one_line(project: Path) -> None:
    done = validate('{"text": "x", "copies": 4, "unknown": [1]}')

    assert (done.exit_code, done.output) == (0, "standard input is a valid request for print_pages\n")


def test_each_broken_constraint_comes_with_its_sentence_and_the_default_that_decided(project: Path) -> None:
    Path("body.json").write_text('{"copies": 9}', encoding="utf-8")

    done = CliRunner().invoke(cli, ["validate", "printer", "print_pages", "body.json"])

    assert done.exit_code == 1
    assert done.stdout == (
        "body.json breaks 3 documented constraints of print_pages\n"
        "\n"
        "text is required\n"
        "\n"
        "copies must be at most 8\n"
        '  print.txt line 6: "integer, at most 8"\n'
        "\n"
        "copies must be at most 4 when width is over 100\n"
        "  width was not sent and defaults to 150\n"
        '  print.txt lines 8-9: "If width is over 100, at most 4."\n'
        "\n"
        "One sentence is enough to refuse it: text is required\n"
    )


def test_default_is_not_blamed_where_the_field_was_sent(project: Path) -> None:
    done = validate('{"text": "x", "copies": 5, "width": 120}')

    assert done.exit_code == 1
    assert "defaults" not in done.stdout


def test_json_holds_the_same(project: Path) -> None:
    said = {"page": "print.txt", "line": 8, "end_line": 9, "quote": "If width is over 100,\n  at most 4."}
    default = {"states": "default", "field": "width", "value": 150, "said": None}
    sentences = [{"states": "rule", "field": "copies", "said": said}, default]

    verdict = json.loads(validate('{"text": "x", "copies": 5}', "--format", "json").stdout)

    assert verdict == {
        "version": 1,
        "operation": "print_pages",
        "request": "standard input",
        "valid": False,
        "errors": [
            {
                "constraint": "copies-at-most-when-width",
                "pointer": "/copies",
                "text": "copies must be at most 4 when width is over 100",
                "defaults": {"width": 150},
                "said": [said],
                "sentences": sentences,
            }
        ],
        "explanation": {"constraint": "copies-at-most-when-width", "sentences": sentences},
    }


def test_the_smallest_set_of_sentences_is_named_where_several_constraints_are_broken(project: Path) -> None:
    done = validate('{"text": "x", "copies": 9}')

    assert done.stdout.endswith("\nOne sentence is enough to refuse it: copies must be at most 8\n")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "not valid JSON"),
        (b"{", "standard input:1:2"),
        (b'{"a": 1, "a": 2}', "'a' stands twice"),
        (b'{"a": NaN}', "NaN is not a JSON value"),
        (b'{"a": 1e999}', "too large"),
        (b'{"a": ' + b"9" * 5000 + b"}", "too many digits"),
        (b'{"a": "\xff"}', "not UTF-8"),
        (b'{"a": "\\ud800"}', "lone surrogate"),
        (b"[" * 200_000, ":1: nested deeper than 128 levels"),
    ],
)
def test_body_that_is_not_strict_json_is_one_line_and_exits_2(project: Path, body: bytes, words: str) -> None:
    done = validate(body)

    assert (done.exit_code, done.stdout) == (2, "")
    assert words in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("api", "operation", "body", "words"),
    [
        ("printer", "print_pages", "missing.json", "No such file"),
        ("printer", "print_pages", "specs", "Is a directory"),
        ("printer", "fax", "-", "known: list_prints, print_pages"),
        ("printer", "list_prints", "-", "takes no request body"),
        ("plotter", "plot", "-", "the APIs here are printer, scanner"),
        ("scanner", "scan", "-", "run: swornspec build scanner"),
        ("../../etc", "scan", "-", "neither an API nor a file"),
        ("bad.yaml", "scan", "-", "not valid YAML"),
    ],
)
def test_unreadable_input_is_one_line_and_exits_2(project: Path, api: str, operation: str, body: str, words: str) -> None:
    Path("bad.yaml").write_text("a: [", encoding="utf-8")

    done = CliRunner().invoke(cli, ["validate", api, operation, body], input="{}")

    assert (done.exit_code, done.stdout) == (2, "")
    assert words in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("body", ["null", "[]", '"x"', "3", "true"])
def test_body_that_is_no_object_is_a_broken_constraint(project: Path, body: str) -> None:
    done = validate(body)

    assert done.exit_code == 1
    assert "body must be an object" in done.stdout
