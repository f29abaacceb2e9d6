"""Streams are read right, wherever their bytes are cut."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from swornspec.codegen.runtime.events import EventReader, LineReader, Sent, SequenceReader, TooLong

PIECES = st.sampled_from(
    [
        *(b"data", b"data:", b"data: a", b"data:  b", b"event: e", b"event:", b"id: 7", b"id", b"id: \x00", b"retry: 30", b"retry: 3x"),
        *(b"retry: \xd9\xa1", b":", b": ping", b"unknown: x", b"dat", "data: é😀".encode(), b"data: \xf0\x9f", b"\xff", b"\xef\xbb\xbf"),
        *(b" data: x", b"data:\x00"),
    ]
)
ENDS = st.sampled_from([b"\n", b"\r", b"\r\n", b"\n\n", b"\r\r", b"\r\n\r\n", b"\n\r", b""])
STREAMS = st.lists(st.tuples(PIECES, ENDS), max_size=14).map(lambda parts: b"".join(a + b for a, b in parts)) | st.binary(max_size=40)


def read(reader: EventReader | LineReader | SequenceReader, chunks: list[bytes]) -> list[object]:
    found: list[object] = [item for chunk in chunks for item in reader.feed(chunk)]
    return [*found, *reader.end()]


@st.composite
def cut(draw: st.DrawFn, whole: st.SearchStrategy[bytes]) -> tuple[bytes, list[bytes]]:
    """Bytes, and the same bytes in chunks, some of which are empty."""
    content = draw(whole)
    places = sorted(draw(st.lists(st.integers(0, len(content)), max_size=12)))
    return content, [content[a:b] for a, b in zip([0, *places], [*places, len(content)], strict=True)]


def events_of(content: bytes) -> list[Sent]:
    """The events of a whole stream, word for word as WHATWG HTML, 9.2.6 tells to read it."""
    text = content.decode("utf-8", "replace").removeprefix("\ufeff")
    lines = re.split("\r\n|\n|\r", text)
    found, kind, data, last, retry = [], "", "", "", None
    for line in lines[:-1]:  # what no line end follows is incomplete
        if not line:
            if data:
                found.append(Sent(kind or "message", data.removesuffix("\n"), last, retry))
            kind, data, retry = "", "", None
            continue
        name, colon, value = line.partition(":")
        value = value[1:] if colon and value.startswith(" ") else value
        if name == "event":
            kind = value
        elif name == "data":
            data += value + "\n"
        elif name == "id" and "\0" not in value:
            last = value
        elif name == "retry" and re.fullmatch("[0-9]+", value):
            retry = int(value)
    return found


@given(cut(STREAMS))
def test_events_are_those_of_the_specification_wherever_the_bytes_are_cut(given: tuple[bytes, list[bytes]]) -> None:
    content, chunks = given

    assert read(EventReader(1000), chunks) == events_of(content)
    assert read(EventReader(1000), [content[i : i + 1] for i in range(len(content))]) == events_of(content)


def test_an_event_is_there_as_soon_as_its_empty_line_is() -> None:
    reader = EventReader(100)

    assert list(reader.feed(b"data: 1\r")) == []
    assert list(reader.feed(b"\r")) == [Sent("message", "1", "", None)]
    assert list(reader.feed(b"\n")) == []
    assert list(reader.feed(b"event: e\r\nid: 4\r\nretry: 500\r\ndata: a\r\ndata: b\r\n\r\n")) == [Sent("e", "a\nb", "4", 500)]
    assert list(reader.feed(b"data\n\n")) == [Sent("message", "", "4", None)]


def test_a_number_of_any_length_is_no_trouble() -> None:
    assert read(EventReader(10_000), [b"retry: " + b"9" * 9000 + b"\ndata: x\n\n"]) == [Sent("message", "x", "", None)]


@given(cut(st.lists(st.sampled_from([b"{}", b'"a"', b" ", b"\r", b"\n", b"\n\n", b"\x1e", "é".encode()]), max_size=20).map(b"".join)))
def test_lines_and_sequences_do_not_depend_on_where_they_are_cut(given: tuple[bytes, list[bytes]]) -> None:
    content, chunks = given

    assert read(LineReader(1000), chunks) == [line for line in content.split(b"\n") if line.strip()]
    assert read(SequenceReader(1000), chunks) == [text for text in content.split(b"\x1e") if text.strip()]


@pytest.mark.parametrize("endless", [b"data: " + b"x" * 50, b"data: x\n", b": comment\n", b"x" * 50, b"id: 1\r\n"])
def test_an_event_without_an_end_is_not_kept_for_ever(endless: bytes) -> None:
    with pytest.raises(TooLong):
        read(EventReader(1000), [endless] * 1000)


@pytest.mark.parametrize("reader", [LineReader(1000), SequenceReader(1000)])
def test_an_item_without_an_end_is_not_kept_for_ever(reader: LineReader | SequenceReader) -> None:
    with pytest.raises(TooLong):
        read(reader, [b"x" * 50] * 1000)


def test_events_before_one_that_is_too_long_are_read() -> None:
    reader = EventReader(10)
    found = reader.feed(b"data: 1\n\ndata: 1234567890\n\n")

    assert next(found).data == "1"
    with pytest.raises(TooLong):
        next(found)


@given(cut(STREAMS))
def test_a_limit_does_not_depend_on_where_the_bytes_are_cut(given: tuple[bytes, list[bytes]]) -> None:
    content, chunks = given

    def until_too_long(chunks: list[bytes]) -> tuple[list[object], bool]:
        reader = EventReader(12)
        found: list[object] = []
        try:
            for chunk in chunks:
                for event in reader.feed(chunk):
                    found.append(event)  # noqa: PERF402 - the first are kept when a later one is too long
        except TooLong:
            return found, True
        return found, False

    assert until_too_long([content + b"\n"]) == until_too_long([*chunks, b"\n"])
