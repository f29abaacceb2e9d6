"""The pages of this repository: every line is accounted for, and what matters in them is read."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from swornspec.page import Page, read_page

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "specs").glob("*/pages/*.txt"))


def read(path: Path) -> Page:
    return read_page(path.name, path.read_text(encoding="utf-8"))


def test_the_use_of_every_line_is_known(golden: Callable[[Path, str], None]) -> None:
    counted = []
    for path in PAGES:
        page = read(path)
        uses = Counter((use.use, use.role) for use in page.lines)
        counted.append(f"{path.parent.parent.name}/{path.name}: {len(page.lines)} lines, {page.layout}, {len(page.blocks)} blocks")
        counted += [f"    {use:9} {role:9} {count}" for (use, role), count in sorted(uses.items())]
        assert len(page.lines) == len(page.text.splitlines()) == sum(uses.values())

    golden(Path(__file__).parent / "uses.txt", "\n".join(counted) + "\n")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: f"{path.parent.parent.name}-{path.stem}")
def test_no_line_is_a_gap(path: Path) -> None:
    assert read(path).gaps == ()


def test_a_formula_is_one_passage_with_the_sentence_that_introduces_it() -> None:
    page = read(ROOT / "specs/stablecog/pages/create-generation.txt")
    width = page.blocks[2]

    assert [p.text for p in width.prose] == [
        "The width of the image. The value should be a multiple of 8 and follow this formula:\n"
        "width * height * inference steps <= 1024 * 1024 * 30."
    ]
    assert str(width.prose[0].span) == "create-generation.txt lines 52-53"


def test_a_labelled_page_gives_method_path_credentials_and_the_fields_of_the_response() -> None:
    page = read(ROOT / "specs/stablecog/pages/create-generation.txt")

    assert (page.method, page.path and page.path.text) == ("POST", "/v1/image/generation/create")
    assert [p.text for p in page.auth][:2] == ["Authorization required", "string"]
    assert [(b.name, b.type_name) for b in page.blocks if b.location == "response"] == [
        ("outputs", "TOutput"),
        ("remaining_credits", None),
        ("settings", "TGenerationSettings"),
    ]


def test_list_items_lose_their_mark_and_the_label_above_them() -> None:
    page = read(ROOT / "specs/scenario/pages/prompt.txt")
    assets = page.blocks[8]

    assert [(p.text, p.span.first) for p in assets.prose] == [
        ("The asset ids used to condition the generation.", 60),
        ("supersedes the modelId parameter when provided.", 64),
        ("ignored when mode is image-editing-prompt.", 65),
    ]


def test_a_field_without_prose_ends_at_the_next_type_line() -> None:
    page = read(ROOT / "specs/leonardo/pages/create-generation.txt")

    assert [(b.kind.text, str(b.span), len(b.prose)) for b in page.blocks[13:15]] == [
        ("number | null", "create-generation.txt line 65", 0),
        ("string | null", "create-generation.txt lines 66-68", 1),
    ]


def test_words_that_state_keywords_are_known() -> None:
    page = read(ROOT / "specs/scenario/pages/prompt.txt")
    mode = page.blocks[1]

    assert [(s.keywords, s.passage.text, s.passage.span.first) for s in mode.stated] == [
        (("type",), "string", 8),
        (("enum",), "enum", 9),
        (("required",), "required", 10),
        (("default",), "Defaults to structured", 11),
    ]
    assert (mode.required, mode.enum_lost, mode.schema["default"]) == (True, True, "structured")


def test_the_flags_of_a_labelled_field_may_stand_on_a_line_between_its_name_and_its_type() -> None:
    text = "POST /v1/speech\n\nRequest Body\n\n"
    text += "text\nrequired\nstring\n\nWhat to say.\n\nspeed\n\nnumber\n\nrequired\n\nboolean\n\nA field of that name."
    page = read_page("speech.txt", text, "labelled")

    assert [(b.name, b.required, b.schema) for b in page.blocks] == [
        ("text", True, {"type": "string"}),
        ("speed", False, {"type": "number"}),
        ("required", False, {"type": "boolean"}),
    ]
    assert [str(s.passage.span) for s in page.blocks[0].stated if "required" in s.keywords] == ["speech.txt line 6"]


def test_a_section_may_say_what_kind_of_content_its_fields_are() -> None:
    text = (
        "Fly\nPOST /v1/kites\nRequest Body schema: multipart/form-data\nkite_file\nFile\nThe kite.\ntail\nString\nIts tail.\nResponse\nid\n"
    )
    page = read_page("page.txt", text)

    assert [(b.name, b.location, b.schema["type"]) for b in page.blocks] == [("kite_file", "body", "string"), ("tail", "body", "string")]
