"""Tables above all operations, whose fields some of these send, as their samples show."""

import pytest

from swornspec.page import Page, read_operations

PAGE = """\
# Boats

## Boat properties

| Attribute | Type | Description |
| --- | --- | --- |
| `id` | integer | Which. <i class="label">read-only</i> |
| `name` | string | What it is called. <i class="label">mandatory</i> |
| `sails` | integer | How many. |
| `crew_list` | array | See [crew](#crew). |

### Boat - crew list properties

| Attribute | Type | Description |
| --- | --- | --- |
| `key` | string | Who. |

## Harbour properties

| Attribute | Type | Description |
| --- | --- | --- |
| `berths` | integer | How many. |

## Add a boat

`POST /v1/boats`

```shell
curl -X POST https://api.boats.example/v1/boats -d '{body}'
```

## Change a boat

`PUT /v1/boats/{id}`

{own}

```shell
curl -X PUT https://api.boats.example/v1/boats/5 -d '{"name": "Bob", "sails": 3}'
```

## List boats

`GET /v1/boats`
"""
BODY = '{"name": "Ada", "sails": 2}'


def pages(body: str = BODY, own: str = "") -> dict[str | None, Page]:
    text = PAGE.replace("{body}", body).replace("{own}", own)
    return {page.method: page for page in read_operations("page.md", text)}


def sent(page: Page) -> list[str]:
    return [".".join((*b.within, b.name or "")) for b in page.blocks if b.location == "body"]


def test_what_samples_send_is_sent_as_the_tables_above_say() -> None:
    found = pages()

    assert sent(found["POST"]) == ["id", "name", "sails", "crew_list", "crew_list[].key"]
    assert sent(found["PUT"]) == sent(found["POST"])
    assert sent(found["GET"]) == []
    assert {b.name for b in found["POST"].blocks if b.required} == {"name"}


def test_the_lines_of_the_tables_are_those_of_the_first_operation_alone() -> None:
    text = PAGE.replace("{body}", BODY).replace("{own}", "")
    shown = [use.line.span.first for page in read_operations("page.md", text) for use in page.lines]

    assert sorted(shown) == list(range(1, text.count("\n") + 1))


@pytest.mark.parametrize(
    "body", ['{"name": "Ada"}', '{"name": "Ada", "mast": 1, "keel": 2, "rig": 3}', "{}", "name=Ada", '{"mast": 1, "keel": 2}']
)
def test_a_sample_with_hardly_any_of_these_fields_bears_nothing_out(body: str) -> None:
    assert sent(pages(body)["POST"]) == []


def test_an_operation_that_lists_itself_what_it_sends_has_that_alone() -> None:
    own = "| Attribute | Type | Description |\n|---|---|---|\n| `name` | string | The new one. |"

    assert sent(pages(own=own)["PUT"]) == ["name"]
