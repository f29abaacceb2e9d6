"""Fields that the sample of a request shows within an object: parts of it, where they are listed beside it or not at all."""

from swornspec.page import read_page

CALLED = ("# Fire", "", "`POST /v1/pots`", "", "## Body", "")
TITLES = ("| Name | Type | Description |", "|---|---|---|")


def fields(*lines: str, sample: str) -> list[str]:
    page = read_page("page.md", "\n".join((*CALLED, *lines, "", "## Example request", "", "```json", sample, "```", "")))
    return [block.path or "" for block in page.blocks]


def test_fields_that_a_sample_shows_within_one_object_are_parts_of_it() -> None:
    rows = ("| pot | string | Which. |", "| size | object | How big. |", "", "More of it:", "", *TITLES)
    sample = '{"pot": "a1", "size": {"width": 2, "height": 3}}'

    found = fields(*TITLES, *rows, "| width | number | In cm. |", "| height | number | In cm. |", sample=sample)
    assert found == ["pot", "size", "size.width", "size.height"]


def test_fields_of_items_are_parts_of_the_array_that_shows_all_of_them() -> None:
    rows = ("| marks | array | Stamps. |", "| feet | array | Below. |", "", "Below each:", "", *TITLES)
    sample = '{"marks": [{"ink": "red", "at": "rim"}], "feet": [{"at": "rim", "glaze": "matt"}]}'

    found = fields(*TITLES, *rows, "| ink | string | Colour. |", "| glaze | string | Finish. |", sample=sample)
    assert [name for name in found if "." in name] == ["marks[].ink", "feet[].glaze"]


def test_fields_that_a_sample_shows_beside_an_object_are_no_parts_of_it() -> None:
    rows = ("| size | object | How big. |", "| width | number | In cm. |")

    assert "width" in fields(*TITLES, *rows, sample='{"size": {"width": 2}, "width": 3}')
    assert "width" in fields(*TITLES, *rows, sample='{"kiln": {"width": 2}, "fuel": "gas", "heat": 900}')


def test_parts_that_only_a_sample_shows_are_fields() -> None:
    rows = ("| pot | string | Which. |", "| owner | object | Whose it is. |", "| marks | array | Stamps. |")
    sample = '{"pot": "a1", "owner": {"first": "Ada", "of_age": true}, "marks": [{"ink": "red"}, {"at": "rim"}]}'

    found = fields(*TITLES, *rows, sample=sample)
    assert found == ["pot", "owner", "marks", "owner.first", "owner.of_age", "marks[].ink", "marks[].at"]


def test_members_that_a_sender_chooses_are_no_fields() -> None:
    for name, said in (
        ("owner", "Key-value pairs."),
        ("owner", "A map from names to ages."),
        ("owner", "JSON object describing criteria of who it may be."),
        ("selector", "Which pots."),
        ("metadata", "Whatever you like."),
        ("owner", "See [owners](/owners)."),
    ):
        rows = ("| pot | string | Which. |", f"| {name} | object | {said} |")

        assert fields(*TITLES, *rows, sample=f'{{"pot": "a1", "{name}": {{"first": "Ada", "last": "Lo"}}}}') == ["pot", name]


def test_what_is_asked_for_in_a_language_of_queries_is_no_field() -> None:
    rows = ("| pot | string | Which. |", "| fired | object | When. |")

    assert fields(*TITLES, *rows, sample='{"pot": "a1", "fired": {"year": {"$gt": 1990}}}') == ["pot", "fired"]


def test_a_sample_that_is_made_from_types_shows_no_fields() -> None:
    rows = ("| pot | string | Which. |", "| owner | object | Whose it is. |")

    assert fields(*TITLES, *rows, sample='{"pot": "<string>", "owner": {"first": "<string>", "age": 123}}') == ["pot", "owner"]


def test_the_sample_of_another_request_shows_nothing() -> None:
    rows = ("| pot | string | Which. |", "| owner | object | Whose it is. |")

    assert fields(*TITLES, *rows, sample='{"owner": {"first": "Ada"}, "kiln": 1, "fuel": "gas", "heat": 3}') == ["pot", "owner"]


def test_a_table_of_which_a_sample_shows_some_fields_in_an_object_is_about_that() -> None:
    rows = ("| pot | string | Which. |", "| size | object | See below. |", "", "Wide ones:", "", *TITLES, "| width | number | In cm. |")
    more = ("| height | number | In cm. |", "", "All:", "", *TITLES, "| width | number | In cm. |", "| height | number | In cm. |")
    sample = '{"pot": "a1", "size": {"width": 2, "height": 3}}'

    found = fields(*TITLES, *rows, *more, "| depth | number | In cm. |", sample=sample)
    assert [name for name in found if "." not in name] == ["pot", "size"]
    assert "size.depth" in found


def test_a_table_with_a_field_that_a_sample_shows_beside_the_object_is_not_about_it() -> None:
    rows = ("| size | object | See below. |", "", "All:", "", *TITLES, "| width | number | In cm. |", "| height | number | In cm. |")
    sample = '{"pot": "a1", "size": {"width": 2, "height": 3}}'

    assert "depth" in fields(*TITLES, *rows, "| pot | string | Which. |", "| depth | number | In cm. |", sample=sample)
