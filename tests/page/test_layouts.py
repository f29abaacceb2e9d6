"""What pages of a layout may look like beyond those of this repository."""

import pytest

from swornspec.errors import PageError
from swornspec.page import Block, Page, read_page


def readme(*lines: str) -> Page:
    return read_page(
        "page.txt", "\n".join(["Create a Thing", "", "Makes things.", "", *lines, "Response", "", "Language", "Credentials", "Bearer"])
    )


def labelled(*lines: str) -> Page:
    text = "\n".join(["Create Thing", "", "POST", "", "/v1/things", "", *lines, "", "© 2030 A Vendor, Inc."])
    return read_page("page.txt", text, "labelled")


def brief(block: Block) -> tuple[object, ...]:
    return block.name, block.location, dict(block.schema), [p.text for p in block.prose]


def test_a_readme_page_may_show_method_and_address() -> None:
    page = read_page(
        "page.txt", "Create a Thing\npost\nhttps://api.example.com/v1/things\n\nMakes things.\n\nBody Params\nstring\nrequired\n"
    )

    assert (page.method, page.address and page.address.text, page.path) == ("POST", "https://api.example.com/v1/things", None)
    assert [s.text for s in page.summary] == ["Makes things."]


def test_a_readme_page_may_list_the_values_below_allowed() -> None:
    page = readme("Body Params", "integer", "enum", "", "The size.", "", "Allowed:", "256", "", "`512`", "string", "", "The name.", "")

    assert [(b.schema, b.enum_lost) for b in page.blocks] == [({"type": "integer", "enum": [256, 512]}, False), ({"type": "string"}, False)]
    assert page.gaps == ()


def test_the_last_value_may_stand_right_above_the_type_of_a_field_without_name() -> None:
    page = readme("Body Params", "string", "enum", "", "Allowed:", "", "fast", "", "slow", "integer", "", "How many.")

    assert [(b.name, b.schema) for b in page.blocks] == [(None, {"type": "string", "enum": ["fast", "slow"]}), (None, {"type": "integer"})]


def test_a_name_may_stand_right_below_the_values_of_the_field_before() -> None:
    kept = ("mode", "string", "enum", "", "Allowed:", "", "fast", "slow", "size", "integer", "", "How large.")
    lost = ("string", "enum", "", "Allowed:", "", "fast", "slow", "tags", "array of strings", "", "The tags.", "tags")

    assert [b.name for b in readme("Body Params", *kept).blocks] == ["mode", "size"]
    assert [b.name for b in readme("Body Params", *lost).blocks] == [None, "tags"]


def test_values_of_another_type_are_gaps() -> None:
    page = readme("Body Params", "integer", "enum", "", "Allowed:", "256", "large", "512", "256")

    assert (page.blocks[0].schema["enum"], [g.text for g in page.gaps]) == ([256, 512], ["large", "256"])


def test_a_readme_array_is_required_by_its_star_alone() -> None:
    page = readme("Body Params", "tags", "array of strings", "", "The tags.", "", "tags*", "number")

    assert [(b.required, [s.keywords for s in b.stated]) for b in page.blocks] == [
        (True, [("type", "items"), ("required",)]),
        (False, [("type",)]),
    ]


def test_all_sections_of_a_readme_page_have_their_location() -> None:
    sections = ("Path Params", "Query Params", "Header Params", "Cookie Params", "Form Data")
    page = readme(*(line for section in sections for line in (section, "string")))

    assert [b.location for b in page.blocks] == ["path", "query", "header", "cookie", "body"]


def test_an_unknown_type_on_a_readme_page_is_a_gap_and_its_prose_is_not_the_last_fields() -> None:
    page = readme("Body Params", "string", "", "The name.", "", "bigint", "", "Must be positive.", "", "number", "", "The size.", "")

    assert [brief(b)[2:] for b in page.blocks] == [({"type": "string"}, ["The name."]), ({"type": "number"}, ["The size."])]
    assert [g.text for g in page.gaps] == ["bigint", "Must be positive."]


def test_a_flag_that_is_said_twice_or_of_another_type_is_a_gap() -> None:
    page = readme("Body Params", "integer", "Defaults to many", "Defaults to 3", "Defaults to 4", "required", "required")

    assert (page.blocks[0].schema["default"], page.blocks[0].required) == (3, True)
    assert [g.text for g in page.gaps] == ["Defaults to many", "Defaults to 4", "required"]


def test_a_readme_copy_without_blank_lines_is_read_too() -> None:
    page = readme(
        "Body Params",
        "string",
        "required",
        "The name of it.",
        "tags",
        "array of strings",
        "Some tags.",
        "tags",
        "number",
        "0 to 2",
        "The size.",
    )

    assert [(b.name, [p.text for p in b.prose]) for b in page.blocks] == [
        (None, ["The name of it."]),
        ("tags", ["Some tags."]),
        (None, ["The size."]),
    ]


def test_a_name_may_be_a_type_word_where_a_readme_page_kept_its_names() -> None:
    page = readme("Form Data", "file", "file", "required", "title", "string", "date", "date", "", "When.", "")

    assert [(b.name, b.schema.get("format"), b.required) for b in page.blocks] == [
        ("file", "binary", True),
        ("title", None, False),
        ("date", "date", False),
    ]


def test_the_words_of_the_site_are_no_prose() -> None:
    page = readme(
        "Recent Requests",
        "Log in to see full request history",
        "Body Params",
        "",
        "Send JSON.",
        "",
        "tags",
        "array of strings",
        "ADD STRING",
        "tags",
    )

    assert [s.text for s in page.summary] == ["Makes things.", "Send JSON."]
    assert [use.line.text for use in page.lines if use.use == "chrome"] == [
        "Recent Requests",
        "Log in to see full request history",
        "ADD STRING",
        "Language",
    ]


def test_what_follows_a_response_is_structure_or_a_gap() -> None:
    page = readme("Body Params", "string", "Response", "", "200 OK", "application/json", "{", '  "a": [1]', "}", "Nobody knows this line.")

    assert [g.text for g in page.gaps] == ["Nobody knows this line."]
    assert [use.role for use in page.lines if use.line.text.startswith(("{", '"a"', "}"))] == ["sample"] * 3


def test_list_items_go_on_in_indented_lines() -> None:
    page = readme(
        "Body Params", "string", "", "One of these is needed:", "", "  - the first", "    of them", "  - the second", "Then this.", ""
    )

    assert brief(page.blocks[0])[3] == ["One of these is needed:", "the first\n    of them", "the second", "Then this."]


def test_labels_of_lists_are_structure_and_long_introductions_are_prose() -> None:
    page = readme(
        "Body Params", "string", "", "Please note:", "", "1. first", "2) second", "", "boolean", "", "Note:", "", "No list follows.", ""
    )

    assert [brief(b)[3] for b in page.blocks] == [["first", "second"], ["Note:\n\nNo list follows."]]


def test_a_labelled_name_may_carry_several_flags() -> None:
    page = labelled(
        "Request Body", "", "old_size (required), deprecated", "", "int", "", "The size.", "", "new* nullable", "", "max4 | int"
    )

    assert [(b.name, b.required, dict(b.schema), [f.text for f in b.flags]) for b in page.blocks] == [
        ("old_size", True, {"type": "integer", "deprecated": True}, ["required", "deprecated"]),
        ("new", True, {"type": ["integer", "null"], "maximum": 4}, ["nullable"]),
    ]


def test_a_labelled_name_may_be_a_type_word() -> None:
    page = labelled("Request Body", "", "url", "", "string", "", "date", "", "date", "", "When.", "", "object", "", "(object) TThing")

    assert [(b.name, b.schema.get("format"), len(b.prose)) for b in page.blocks] == [
        ("url", None, 0),
        ("date", "date", 1),
        ("object", None, 0),
    ]
    assert page.gaps == ()


def test_an_unknown_type_on_a_labelled_page_is_a_gap_and_its_prose_is_not_the_last_fields() -> None:
    page = labelled("Request Body", "", "a_b", "", "int", "", "First.", "", "c_d", "", "bigint", "", "Must be even.", "", "e_f", "", "int")

    assert [brief(b)[::3] for b in page.blocks] == [("a_b", ["First."]), ("e_f", [])]
    assert [g.text for g in page.gaps] == ["c_d", "bigint", "Must be even."]


def test_samples_in_a_labelled_page_are_structure_and_bracketed_prose_is_prose() -> None:
    page = labelled(
        "Response", "", "{", '"a": [···]', "}", "", "Request Body", "", "a_b", "", "int", "", "[Beta] The size.", "", "c_d", "", "int"
    )

    assert brief(page.blocks[0])[3] == ["[Beta] The size."]
    assert [use.role for use in page.lines if use.line.text in ("{", '"a": [···]', "}")] == ["sample"] * 3


def test_only_the_header_with_the_key_is_no_field() -> None:
    page = labelled(
        "Request Headers",
        "",
        "Authorization required",
        "",
        "string",
        "",
        "Your key.",
        "",
        "X-Trace",
        "",
        "string",
        "",
        "Query Parameters",
        "",
        "dry_run",
        "",
        "boolean",
    )

    assert [p.text for p in page.auth] == ["Authorization required", "string", "Your key."]
    assert [(b.name, b.location) for b in page.blocks] == [("X-Trace", "header"), ("dry_run", "query")]


def test_what_follows_the_closing_name_of_an_array_is_not_its_prose() -> None:
    page = readme("Body Params", "tags", "array of strings", "", "Some tags.", "", "tags", "What is this doing here?", "", "number")

    assert [brief(b)[3] for b in page.blocks] == [["Some tags."], []]
    assert [g.text for g in page.gaps] == ["What is this doing here?"]


def test_two_type_lines_are_two_fields_where_a_readme_page_lost_its_names() -> None:
    page = readme("Body Params", "boolean", "string", "", "The name.", "", "number", "", "The size.", "")

    assert [brief(b)[::2] for b in page.blocks] == [(None, {"type": "boolean"}), (None, {"type": "string"}), (None, {"type": "number"})]


def test_a_word_above_a_labelled_field_that_is_named_like_a_type_is_not_its_name() -> None:
    page = labelled("Request Body", "", "a_b", "", "int", "", "First.", "", "Beware", "", "url", "", "string", "", "c_d", "", "int")

    assert [b.name for b in page.blocks] == ["a_b", "url", "c_d"]
    assert [g.text for g in page.gaps] == ["Beware"]


def test_a_sentence_that_begins_with_brackets_is_no_sample() -> None:
    page = readme("Body Params", "string", "Response", "", "{id} stands for the thing.", "[1, 2],")

    assert [g.text for g in page.gaps] == ["{id} stands for the thing."]


def test_a_parameter_called_authorization_is_a_field() -> None:
    page = labelled("Query Parameters", "", "authorization", "", "string", "", "Your key.")

    assert ([b.name for b in page.blocks], page.auth) == (["authorization"], ())


def test_a_section_line_without_any_type_makes_no_readme_page() -> None:
    page = "Send a kite\n\nHeaders\n\nTrace-IdstringWhat is kept in the log.\n\nRequest body\n\nnamestringRequired without an id.\n"

    with pytest.raises(PageError, match="fits no layout"):
        read_page("page.txt", page)
    own = read_page("page.txt", page.replace("Headers", "Header Params"))
    assert (own.blocks, [g.text for g in own.gaps][:1]) == ((), ["Trace-IdstringWhat is kept in the log."])


def test_what_stands_below_the_title_of_an_item_may_be_required_of_it_alone() -> None:
    array = ("bow_tails", "array of objects", "required", "", "The tails.", "", "Bow Tails*")
    page = readme("Body Params", *array, "string", "required", "", "The hue.", "", "number", "", "How long.", "")

    assert [(b.name, b.required) for b in page.blocks] == [("bow_tails", True), (None, False), (None, False)]
    assert [g.text for g in page.gaps] == ["required"]
    assert readme("Body Params", *array[:-1], "Long Tails*", "string", "required", "").blocks[1].required
