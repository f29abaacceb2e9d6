"""Annotations fit a page by order and fingerprint; when the page changes, both sides of every mismatch are shown."""

from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from swornspec.errors import AnnotationError
from swornspec.page import Page, read_page
from swornspec.spec.annotation import OperationAnnotation, read_annotations
from swornspec.spec.bind import BindingError, address_of, bind
from swornspec.spec.fingerprint import fingerprint
from swornspec.spec.skeleton import propose_names, skeleton

FIELDS = [
    "string\nrequired\n\nThe text.\n",
    "tags\narray of strings\n\nWords.\n\ntags",
    "number | null\n0 to 2\n\nHow bright, in all.\n",
    "boolean\n\nWhether on.\n",
]
NAMES = ["text", "tags", "level", "on"]
HEAD = (  # three lines: the first entry stands on line 4
    "{api: lamps, title: Lamps, version: v, evidence: the handbook, servers: [{url: https://lamps.example, evidence: the handbook}],",
    "operations: {set_lamp: {page: lamp.txt, method: POST, evidence: the handbook,",
    "responses: {200: {description: Done., evidence: the handbook}}, fields: [",
)


def page_of(fields: list[str]) -> Page:
    return read_page("lamp.txt", "\n".join(["/lamps", "", "Set a lamp.", "", "Body Params", *fields, "Response", ""]))


def annotated(page: Page, names: list[str], **extra: str) -> OperationAnnotation:
    """The annotations a person would have written for a page: the skeleton, with names."""
    entries = [line.strip().removeprefix("- ") for line in skeleton(page).splitlines() if "fingerprint" in line]
    named = [entry.replace("???", name).replace("{", "{" + extra.get(name, "")) for entry, name in zip(entries, names, strict=True)]
    text = "\n".join([*HEAD, *(f"{entry}," for entry in named), "]}}}"])
    return read_annotations(text, "api.yaml").operations[0]


USUAL = annotated(page_of(FIELDS), NAMES)


def mismatches(page: Page, operation: OperationAnnotation = USUAL) -> list[str]:
    with pytest.raises(BindingError) as caught:
        bind(page, operation)
    assert str(caught.value) == "\n".join(m.text for m in caught.value.mismatches)
    return [m.text for m in caught.value.mismatches]


def test_a_page_and_its_annotations_are_joined_in_order() -> None:
    joined = bind(page_of(FIELDS), USUAL)

    assert [(field.annotation.name, field.block.kind.text) for field in joined] == [
        ("text", "string"),
        ("tags", "array of strings"),
        ("level", "number | null"),
        ("on", "boolean"),
    ]


def test_a_sentence_that_changed_is_shown_with_its_entry_and_the_new_fingerprint() -> None:
    page = page_of([FIELDS[0], FIELDS[1], FIELDS[2].replace("bright", "warm"), FIELDS[3]])
    old, new = USUAL.fields[2].fingerprint, fingerprint(page.blocks[2])

    assert mismatches(page) == [
        'the page has changed since the entry was written: lamp.txt line 17 has number | null, "How warm, in all."\n'
        f"  api.yaml:6 has {{name: level, fingerprint: {old}}}\n"
        f"  mend: read the page again; if the entry still is about this field, set its fingerprint to {new}"
    ]


def test_a_new_block_is_shown_with_the_entry_it_needs_and_the_others_keep_theirs() -> None:
    page = page_of([*FIELDS[:2], "integer\n\nHow many.\n", *FIELDS[2:]])

    assert mismatches(page) == [
        'lamp.txt line 17 has integer, "How many.": no entry for this block\n'
        f"  mend: add '- {{name: NAME, fingerprint: {fingerprint(page.blocks[2])}}}' after tags (api.yaml:5)"
        " under fields of set_lamp in api.yaml"
    ]


def test_a_new_block_that_comes_first_and_is_sent_elsewhere_gets_an_entry_that_says_so() -> None:
    page = page_of(FIELDS)
    sent = page_of(["Query Params", "tries\narray of strings\n\nWhat to try.\ntries\n", "Body Params", *FIELDS])
    assert [b.location for b in sent.blocks] == ["query", *(b.location for b in page.blocks)]

    [text] = mismatches(sent)

    entry = f"- {{name: tries, in: query, fingerprint: {fingerprint(sent.blocks[0])}}}"
    assert text.endswith(f"mend: add '{entry}' as the first one under fields of set_lamp in api.yaml")


def test_a_block_that_went_leaves_its_entry_without_a_home() -> None:
    assert mismatches(page_of(FIELDS[1:])) == [
        f"api.yaml:4 has {{name: text, fingerprint: {USUAL.fields[0].fingerprint}}}: no block on lamp.txt has this fingerprint\n"
        "  mend: remove the entry, or, if its block was rewritten, give it the fingerprint of that block"
    ]


def test_a_block_that_moved_is_found_at_its_new_place() -> None:
    found = mismatches(page_of([FIELDS[3], *FIELDS[:3]]))

    assert len(found) == 2
    assert found[0].startswith(
        'lamp.txt line 6 has boolean, "Whether on.": this block has moved; its entry seems to be api.yaml:7 has {name: on'
    )
    assert found[1].startswith("api.yaml:7 has {name: on, fingerprint: ")
    assert "this entry seems to belong to block 1, lamp.txt line 6 has boolean" in found[1]


def test_a_name_on_the_page_wins_over_the_entry() -> None:
    page = page_of([FIELDS[0], FIELDS[1].replace("tags", "labels"), *FIELDS[2:]])

    assert [text.split(":", 1)[0] for text in mismatches(page)] == ["the page names this field labels, the entry names it tags"]


def test_a_block_with_a_new_name_and_new_words_is_mended_in_one_go() -> None:
    page = page_of(
        [FIELDS[0], FIELDS[1].replace("tags", "labels").replace("array of strings\n", "array of strings\n\nNew words.\n"), *FIELDS[2:]]
    )

    [text] = mismatches(page)

    assert text.endswith(f"mend: rename the entry, and set its fingerprint to {fingerprint(page.blocks[1])}")


def test_an_entry_in_another_place_is_a_mismatch() -> None:
    operation = annotated(page_of(FIELDS), NAMES, text="in: query, ")

    assert [text.split(":", 1)[0] for text in mismatches(page_of(FIELDS), operation)] == [
        "the page has this field in body, the entry in query"
    ]


def test_an_entry_adds_what_the_page_does_not_say_and_nothing_else() -> None:
    page = page_of([FIELDS[0].replace("required", "required\nDefaults to 1"), *FIELDS[1:]])
    added = annotated(page, NAMES, text="format: hex, evidence: a guess of mine, ")
    repeated = annotated(page, NAMES, text="default: 1, evidence: a guess of mine, ")

    assert bind(page, added)[0].annotation.schema == {"format": "hex"}
    assert mismatches(page, repeated)[0].startswith("the page already states default '1', the entry says 1: lamp.txt line 6")


def test_an_entry_may_say_which_objects_an_array_has_and_not_of_what_type_its_items_are() -> None:
    objects = [FIELDS[0], FIELDS[1].replace("strings", "objects"), *FIELDS[2:]]
    items = "items: {type: object, required: [a]}, evidence: a guess of mine, "

    assert bind(page_of(objects), annotated(page_of(objects), NAMES, tags=items))[1].annotation.schema["items"]["required"] == ["a"]
    assert mismatches(page_of(FIELDS), annotated(page_of(FIELDS), NAMES, tags=items))[0].startswith("the page already states items")


def test_method_and_path_come_from_the_page_or_else_from_the_annotations() -> None:
    page = page_of(FIELDS)

    assert address_of(page, USUAL) == ("POST", "/lamps")
    with pytest.raises(
        AnnotationError, match=r"api\.yaml:2: lamp\.txt does not show the method of set_lamp \(add method to the operation\)"
    ):
        address_of(page, replace(USUAL, method=None))
    with pytest.raises(AnnotationError, match=r"the path of set_lamp is /lights here and /lamps on lamp\.txt"):
        address_of(page, replace(USUAL, path="/lights"))


def test_a_fingerprint_does_not_see_white_space_nor_flags() -> None:
    plain = page_of(["string\n\nThe  text: one\ntwo.\n"]).blocks[0]
    same = page_of(["string\nrequired\nDefaults to x\n\nThe text: one two.\n\n"]).blocks[0]
    other = page_of(["string\n\nThe text: one three.\n"]).blocks[0]

    assert fingerprint(plain) == fingerprint(same) != fingerprint(other)


def test_a_page_with_very_many_changes_shows_the_first_of_them() -> None:
    page = page_of([f"string\n\nText {n} of many.\n" for n in range(1500)])

    with pytest.raises(BindingError) as caught:
        bind(page, USUAL)

    assert len(caught.value.mismatches) == 1500
    assert str(caught.value).endswith("\nand 1470 more like these")


@given(st.lists(st.sampled_from(FIELDS), max_size=6), st.permutations(range(4)), st.sets(st.integers(0, 3)))
@settings(max_examples=100, deadline=None)
def test_binding_succeeds_for_the_same_page_alone_and_every_block_is_accounted_for(
    more: list[str], order: list[int], kept: set[int]
) -> None:
    fields = [FIELDS[n] for n in order if n in kept] + more
    page = page_of(fields)

    if [b.kind.text for b in page.blocks] == [b.kind.text for b in page_of(FIELDS).blocks]:
        assert len(bind(page, USUAL)) == 4
    else:
        with pytest.raises(BindingError) as caught:
            bind(page, USUAL)
        assert len(caught.value.mismatches) >= abs(len(page.blocks) - 4)


def test_a_skeleton_names_what_the_page_names_and_proposes_the_rest() -> None:
    page = page_of(
        [
            "string\nenum\n\nSet lampColour with care.\n\nAllowed:",
            *FIELDS[1:2],
            "number\n\nThe colour of the lamp. Use this or level.\n",
            "number\n\nThe level.\n",
        ]
    )

    assert skeleton(page).splitlines() == [
        "fields:",
        "  # lamp.txt line 6: string: Set lampColour with care.",
        "  # the page lost the values: add enum (closed) or known_values (open), with evidence",
        f'  - {{name: "???", fingerprint: {fingerprint(page.blocks[0])}}}',
        "  # lamp.txt line 13: array of strings: Words.",
        f"  - {{name: tags, fingerprint: {fingerprint(page.blocks[1])}}}",
        "  # lamp.txt line 18: number: The colour of the lamp. Use this or level.",
        "  # perhaps lampColour",
        f'  - {{name: "???", fingerprint: {fingerprint(page.blocks[2])}}}',
        "  # lamp.txt line 22: number: The level.",
        "  # perhaps level",
        f'  - {{name: "???", fingerprint: {fingerprint(page.blocks[3])}}}',
    ]
    assert propose_names(page, page.blocks[2]) == ("lampColour",)


def test_a_block_that_opens_with_an_unknown_name_is_proposed_to_have_it() -> None:
    page = page_of(["string\n\nThe lampId to use.\n", "number\n\nIgnored when lampId is sent.\n"])

    assert [propose_names(page, block) for block in page.blocks] == [("lampId",), ()]


@given(st.text(max_size=80))
@example("Query Parameters")
@settings(max_examples=100, deadline=None)
def test_a_skeleton_of_any_page_is_yaml_that_waits_for_names(text: str) -> None:
    page = page_of([f"string\n\n{text}\n", f"{text}\narray of strings\n"])
    if all(block.name for block in page.blocks):  # such as `Query Parameters`, which makes it a page of another layout
        assert len(annotated(page, [block.name or "" for block in page.blocks]).fields) == len(page.blocks)
        return

    with pytest.raises(AnnotationError) as caught:
        annotated(page, [block.name or "???" for block in page.blocks])

    assert "has no name yet" in str(caught.value)
