"""OpenAPI documents within pages: found where they are, with the lines that the page has them on."""

from pathlib import Path

import pytest

from swornspec.errors import DocumentError, PageError
from swornspec.spec.build import read_pages
from swornspec.spec.source import embedded, source_of

YAML = "# Make\n\n## OpenAPI\n\n````yaml POST /lamps\nopenapi: 3.1.0\ninfo:\n  description: |\n    ```\n    code\n    ```\n````\n\nMore.\n"
JSON = '# OpenAPI definition\n\n```json\n{\n  "openapi": "3.0.3",\n  "info": {"title": "Lamps"}\n}\n```\n'


@pytest.mark.parametrize("name", ["page.md", "page.mdx", "page.txt"])
def test_a_page_that_holds_a_document_is_read_as_that(name: str) -> None:
    assert source_of(YAML.encode(), name).value["openapi"] == "3.1.0"
    assert source_of(JSON.encode(), name).value["info"] == {"title": "Lamps"}


def test_a_document_in_a_page_keeps_its_lines() -> None:
    held = embedded(YAML)

    assert held is not None
    assert held.split("\n")[5] == YAML.split("\n")[5] == "openapi: 3.1.0"


@pytest.mark.parametrize(
    "text",
    [
        "openapi: 3.1.0 is what it is written in",
        "```yaml\nopenapi: 3.1.0\n",
        "```python\nopenapi: 3.1.0\n```",
        '```json\n{"a": {"openapi": "3.1.0"}}\n```',
        "```yaml\nopen: 3.1.0\n```\n",
        "",
    ],
)
def test_other_code_is_no_document(text: str) -> None:
    assert embedded(text) is None


def test_reading_such_a_page_as_a_page_says_what_to_run(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(YAML, encoding="utf-8")

    with pytest.raises(PageError, match="holds an OpenAPI document") as error:
        read_pages([page])
    assert "swornspec enrich" in (error.value.mend or "")


def test_a_page_without_one_is_no_document() -> None:
    with pytest.raises(DocumentError, match="holds no OpenAPI document"):
        source_of(b"# Make\n\nA page.\n", "page.md")
