"""Generated models on their own."""

import copy
import json
import pickle
from types import ModuleType

import pytest
from pydantic import ValidationError


def test_fields_go_by_their_python_name_and_by_that_on_the_wire(workshop: ModuleType) -> None:
    by_name = workshop.CreatePictureRequest(prompt="x", top_p=1, class_="c", odd_name=3)
    on_the_wire = workshop.CreatePictureRequest(**{"prompt": "x", "topP": 1, "class": "c", " odd \"name'\\": 3})

    assert by_name == on_the_wire
    assert by_name.model_dump(by_alias=True, exclude_unset=True) == {"prompt": "x", "topP": 1, "class": "c", " odd \"name'\\": 3}


def test_unset_null_and_value_are_three_things(workshop: ModuleType) -> None:
    model = workshop.CreatePictureRequest(prompt="x", width=None, count=2)

    assert model.model_fields_set == {"prompt", "width", "count"}
    assert (model.width, model.seed, model.count) == (None, None, 2)


def test_enums_are_plain_strings_too(workshop: ModuleType) -> None:
    model = workshop.CreatePictureRequest(prompt="x", style="4K")

    assert model.style is workshop.Style.VALUE_4K
    assert model.style == "4K"


def test_all_broken_constraints_are_one_validation_error(workshop: ModuleType) -> None:
    with pytest.raises(ValidationError) as caught:
        workshop.CreatePictureRequest(prompt="", count=8, style="Pale", references=[{"kind": "photo"}])

    assert sorted((e["loc"], e["ctx"]["constraint"]) for e in caught.value.errors()) == [
        (("count",), "count-when-wide"),
        (("prompt",), "prompt-minLength"),
        (("references",), "references-need-strength"),
        (("references", "0", "id"), "references[].id-required"),
        (("style",), "style-enum"),
    ]
    assert 'create.txt line 20: "If width is over 256, at most 4."' in str(caught.value)
    assert caught.value.__context__ is None


def test_parts_of_requests_are_held_to_the_documentation_too(workshop: ModuleType) -> None:
    with pytest.raises(ValidationError, match="weight must be at least 0"):
        workshop.Reference(id="a", weight=-1)
    with pytest.raises(ValidationError, match="breaks additionalProperties"):
        workshop.Rgb(r=1, g=2, b=3, a=4)


def test_an_enum_knows_only_its_values_outside_responses(workshop: ModuleType) -> None:
    with pytest.raises(ValueError, match="'Pale' is not a valid Style"):
        workshop.Style("Pale")


@pytest.mark.filterwarnings("ignore:CreatePictureRequest:DeprecationWarning")
def test_a_deprecated_field_warns_when_it_is_read(workshop: ModuleType) -> None:
    model = workshop.CreatePictureRequest(prompt="x", old_seed=1)

    with pytest.warns(DeprecationWarning, match="deprecated"):
        assert model.old_seed == 1


def test_an_enum_value_that_only_a_response_knows_is_pickled_like_any_other(workshop: ModuleType) -> None:
    read = __import__(f"{workshop.__name__}._runtime.model", fromlist=["read_leniently"]).read_leniently
    picture = read(workshop.Picture, {"id": "p", "status": "exploded"})

    for twin in (pickle.loads(pickle.dumps(picture)), copy.deepcopy(picture), copy.copy(picture)):
        assert twin == picture
        assert (type(twin.status), twin.status) == (workshop.Status, "exploded")
    assert pickle.loads(pickle.dumps(workshop.Status.DRAWN)) is workshop.Status.DRAWN
    assert json.loads(picture.model_dump_json(exclude_unset=True)) == {"id": "p", "status": "exploded"}
