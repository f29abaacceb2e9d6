"""Fields found by what they are documented to have: the index holds all that a look at every field would find."""

from collections import ChainMap

from hypothesis import given
from hypothesis import strategies as st

from swornspec.rules.field import Field, Fields, IndexedFields, named_with, that_may_have
from swornspec.rules.spelling import parts_of

WORDS = st.sampled_from(("fast", "FAST", "Fast", "videos-list", "VideoList", "video_list", "16:9", "-1", "", "ß", "SS", "画像"))
VALUES = WORDS | st.integers(-2, 2) | st.sampled_from((1.0, 2.0, 0.5)) | st.booleans() | st.none()
NAMES = st.sampled_from(("mode", "shotMode", "shot_modes", "video", "a", "画像"))


@st.composite
def indexed(draw: st.DrawFn) -> IndexedFields:
    listed = draw(st.dictionaries(NAMES, st.lists(VALUES, max_size=4), max_size=5))
    return IndexedFields({n: Field(n, {"enum": values}) for n, values in listed.items()})


@st.composite
def layered(draw: st.DrawFn) -> Fields:
    first, second = draw(indexed()), draw(indexed())
    return draw(st.sampled_from((first, ChainMap(first, second), ChainMap(dict(first), second))))


def alike(one: object, other: object) -> bool:
    if isinstance(one, bool) == isinstance(other, bool) and one == other:
        return True
    if not isinstance(one, str) or not isinstance(other, str):
        return False
    return one.casefold() == other.casefold() or "".join(parts_of(one)) == "".join(parts_of(other))


@given(layered(), VALUES.filter(lambda v: v is not None))
def test_no_field_that_has_a_value_is_missed_however_it_is_spelled(fields: Fields, value: object) -> None:
    found = list(that_may_have(value, fields))
    assert [f.name for f in found] == list(dict.fromkeys(f.name for f in found))
    having = {n for n, f in fields.items() if any(alike(value, v) for v in f.enum or ())}
    assert having <= {f.name for f in found}
    assert all(fields[f.name] is f for f in found)


@given(layered(), st.sampled_from(("mode", "shot", "video", "a")))
def test_no_field_with_a_word_in_its_name_is_missed(fields: Fields, word: str) -> None:
    having = {n for n in fields if word in parts_of(n)}
    assert having <= {f.name for f in named_with(word, fields)}
