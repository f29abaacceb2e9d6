"""A small project with one API, whose document is as a build gives it."""

from pathlib import Path

import pytest

DOCUMENT = """\
openapi: 3.1.1
info: {title: Printer, version: 1.0.0, x-api: printer}
servers: [{url: 'https://printer.example'}]
paths:
  /print:
    post:
      operationId: print_pages
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: '#/components/schemas/PrintRequest'}
      responses:
        '200': {description: Printed.}
      x-gaps:
      - subject: paper
        said: {page: print.txt, line: 30, quote: 'Some papers only fit some printers.'}
        why: names no field
      x-findings:
      - id: enum-values-lost
        severity: warning
        subject: style
        message: the page does not list the values of style
        said: [{page: print.txt, line: 12, quote: enum}]
    get:
      operationId: list_prints
      responses:
        '200': {description: What was printed.}
components:
  schemas:
    PrintRequest:
      type: object
      required: [text]
      properties:
        text: {type: string}
        style: {type: string}
        width:
          type: integer
          minimum: 10
          maximum: 200
          default: 150
        copies:
          type: [integer, 'null']
          maximum: 8
          x-said:
          - {keywords: [type, maximum], page: print.txt, line: 6, quote: 'integer, at most 8'}
      x-rules:
      - id: copies-at-most-when-width
        effect: reject
        subject: copies
        expr:
          if: {all: [{has-value: copies}, {'>': [{effective: width}, 100]}]}
          then: {<=: [{field: copies}, 4]}
        text: copies must be at most 4 when width is over 100
        said:
        - {page: print.txt, line: 8, end_line: 9, quote: "If width is over 100,\\n  at most 4."}
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The project folder, as the current directory."""
    folder = tmp_path / "specs" / "printer"
    (folder / "pages").mkdir(parents=True)
    (folder / "openapi.yaml").write_text(DOCUMENT, encoding="utf-8")
    (tmp_path / "specs" / "scanner" / "pages").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path
