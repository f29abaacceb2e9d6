"""The Prefer header, as RFC 7240 writes it."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from swornspec.mock.prefer import Preference, PreferenceError, applied, read_preference


@pytest.mark.parametrize(
    ("header", "preference"),
    [
        (b"", Preference()),
        (b"code=404", Preference(404)),
        (b"CODE = 404 , example=a", Preference(404, "a")),
        (b'example="not, \\"here\\"; or there"', Preference(None, 'not, "here"; or there')),
        (b"example=two words", Preference(None, "two words")),
        (b"example=caf\xc3\xa9", Preference(None, "café")),
        (b"example=caf\xe9", Preference(None, "café")),
        (b"dynamic=true; why=not", Preference(dynamic=True)),
        (b"dynamic", Preference(dynamic=True)),
        (b"dynamic=FALSE", Preference(dynamic=False)),
        (b"code=200, code=404", Preference(200)),
        (b"respond-async, wait=10, return=minimal", Preference()),
        (b",,;;,=,\"\",'\x00', code=204", Preference(204)),
    ],
)
def test_preferences_are_read_as_the_standard_writes_them(header, preference):
    assert read_preference(header) == preference


@pytest.mark.parametrize("header", [b"code=abc", b"code", b"code=100", b"code=600", b"code=4040", b"dynamic=maybe", b"x" * 1001])
def test_values_that_mean_nothing_are_refused(header):
    with pytest.raises(PreferenceError) as refused:
        read_preference(header)

    assert header.partition(b"=")[2].decode() not in str(refused.value) or b"=" not in header


@given(
    st.builds(
        Preference,
        st.none() | st.integers(200, 599),
        st.none() | st.text(st.characters(codec="ascii", min_codepoint=32, max_codepoint=126), min_size=1),
        st.none() | st.booleans(),
    )
)
def test_what_is_said_to_be_applied_reads_as_what_was_preferred(preference):
    assert read_preference(applied(preference)) == preference


@given(st.binary(max_size=1000))
@example(b'"\\' * 500)
@example(b"a=" + b" " * 990 + b'"')
def test_no_header_takes_the_reader_out_of_its_way(header):
    try:
        said = applied(read_preference(header))
    except PreferenceError as error:
        said = str(error).encode()

    assert said.isascii()
    assert not set(said) & set(b"\r\n\0")
