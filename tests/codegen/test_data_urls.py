"""Files in requests: what kind a file is, how it becomes a data URL, and which fields are documented as taking one."""

import base64
import struct
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.codegen.conftest import SPECS
from tests.codegen.served import TWINS, Served

from swornspec.codegen.data_urls import prose_says, takes_data_url
from swornspec.codegen.runtime.files import FileRefused, as_data_urls, data_url
from swornspec.codegen.runtime.sniff import named, sniffed
from swornspec.spec.document import Document

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 8
ROWS = [
    tuple(line.split(" |", 1))
    for line in (Path(__file__).parent / "data_urls.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
KINDS = [
    (PNG, "image/png"),
    (b"\xff\xd8\xff\xe0\0\x10JFIF", "image/jpeg"),
    (b"GIF87a....", "image/gif"),
    (b"GIF89a....", "image/gif"),
    (b"RIFF\x10\0\0\0WEBPVP8 ", "image/webp"),
    (b"RIFF\x10\0\0\0WAVEfmt ", "audio/wav"),
    (b"RIFF\x10\0\0\0AVI LIST", "video/x-msvideo"),
    (b"BM" + struct.pack("<IHHII", 70, 0, 0, 54, 40), "image/bmp"),
    (b"II*\0\x08\0\0\0", "image/tiff"),
    (b"MM\0*\0\0\0\x08", "image/tiff"),
    (b"\0\0\0\x1cftypavif\0\0\0\0mif1avifmiaf", "image/avif"),
    (b"\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf", "image/avif"),
    (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "image/heic"),
    (b"\0\0\0\x18ftypmif1\0\0\0\0mif1miaf", "image/heif"),
    (b"\0\0\0\x18ftypmp42\0\0\0\0isommp42", "video/mp4"),
    (b"\0\0\0\x18ftypXXXX\0\0\0\0isommp42", "video/mp4"),
    (b"\0\0\0\x18ftypM4A \0\0\0\0M4A mp42", "audio/mp4"),
    (b"\0\0\0\x14ftypqt  \0\0\0\0qt  ", "video/quicktime"),
    (b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webm", "video/webm"),
    (b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x88matroska", "video/x-matroska"),
    (b"OggS\0\x02" + b"\0" * 22 + b"\x01vorbis", "audio/ogg"),
    (b"OggS\0\x02" + b"\0" * 22 + b"\x80theora", "video/ogg"),
    (b"fLaC\0\0\0\x22", "audio/flac"),
    (b"ID3\x04\0\0", "audio/mpeg"),
    (b"\xff\xfb\x90\x64", "audio/mpeg"),
    (b"\xff\xf1\x50\x80", "audio/aac"),
    (b"%PDF-1.7\n", "application/pdf"),
    (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml"),
    (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- a - b -->\n<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'x'>\n<svg>", "image/svg+xml"),
]
NEAR_MISSES = [
    *(
        b"",
        b"\x89PN",
        b"RIFF\x10\0\0\0XXXX",
        b"BMW is a car, and this is text",
        b"GIF88a",
        b"II+\0",
        b"\xff\xff\xff\xff",
        b"\xff\xfb\xf0\x64",
    ),
    *(b"<html><svg>", b"<svgx>", b"svg", b"\0\0\0\x18ftypzzzz\0\0\0\0", b"\xff\xfe<\0s\0", b"%PD"),
]


@pytest.mark.parametrize(("content", "kind"), KINDS)
def test_a_kind_is_told_by_the_first_bytes(content: bytes, kind: str) -> None:
    assert sniffed(content) == kind
    assert data_url(content) == f"data:{kind};base64,{base64.b64encode(content).decode()}"


@pytest.mark.parametrize("content", NEAR_MISSES)
def test_what_looks_like_a_kind_and_is_none_is_not_taken_for_one(content: bytes) -> None:
    assert sniffed(content) is None


@given(st.binary(max_size=64) | st.tuples(st.sampled_from([k[0][:12] for k in KINDS]), st.binary(max_size=40)).map(b"".join))
def test_any_bytes_have_a_kind_or_none(content: bytes) -> None:
    kind = sniffed(content)

    assert kind is None or data_url(content).startswith(f"data:{kind};base64,")


@given(st.binary(max_size=64))
def test_a_data_url_holds_the_very_bytes(content: bytes) -> None:
    url = data_url(content, "image/x-any;v=1")

    head, _, body = url.partition(",")
    assert (head, base64.b64decode(body, validate=True)) == ("data:image/x-any;v=1;base64", content)


def test_hostile_xml_is_looked_at_only_so_far() -> None:
    assert sniffed(b"<!--" + b"-" * 5_000_000) is None
    assert sniffed(b"<?xml" * 1_000_000) is None


@pytest.mark.parametrize(
    ("name", "kind"), [("a.JPG", "image/jpeg"), ("b.tar.gz", "application/gzip"), ("png", None), ("x.", None), ("", None)]
)
def test_the_ending_of_a_name_tells_a_kind(name: str, kind: str | None) -> None:
    assert named(name) == kind


def test_the_bytes_tell_more_than_the_ending(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(PNG)
    (tmp_path / "table.csv").write_bytes(b"a,b\n")

    assert data_url(tmp_path / "a.jpg").startswith("data:image/png;base64,")
    assert data_url(str(tmp_path / "table.csv")).startswith("data:text/csv;base64,")
    assert data_url(tmp_path / "a.jpg", "image/webp").startswith("data:image/webp;base64,")


@pytest.mark.parametrize("kind", ["image/png,evil", "image", "image/png;base64", "image/png; a=b", "a/b\r\nX: y", "/", "image/", "é/b"])
def test_a_media_type_that_is_none_is_refused(kind: str) -> None:
    with pytest.raises(FileRefused, match="not a media type"):
        data_url(PNG, kind)


def test_a_file_that_cannot_be_sent_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "unknown").write_bytes(b"who knows")
    (tmp_path / "big.png").write_bytes(PNG + b"\0" * 100)

    refused: list[tuple[Any, str]] = [
        (tmp_path / "unknown", "the type of .*unknown is unknown: call data_url"),
        (b"who knows", "the type of these bytes is unknown"),
        (tmp_path / "missing.png", "missing.png is not a file"),
        (tmp_path, "is not a file"),
        ("", "is not a file"),
        ("a\0b", "is not a file|cannot be read"),
        ("/dev/zero", "is not a file"),
        ("x" * 5000, "is not a file|cannot be read"),
    ]
    for source, said in refused:
        with pytest.raises(FileRefused, match=said):
            data_url(source)
    for big in (tmp_path / "big.png", PNG + b"\0" * 100):
        with pytest.raises(FileRefused, match="more than 50 bytes"):
            data_url(big, max_bytes=50)


def test_only_paths_and_bytes_are_converted(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(PNG)
    url = data_url(PNG)

    assert as_data_urls(["asset_1", PNG, tmp_path / "a.png", bytearray(PNG), memoryview(PNG)]) == ["asset_1", url, url, url, url]
    assert as_data_urls((PNG,)) == [url]
    assert [as_data_urls(v) for v in ("a.png", None, 3, [4])] == ["a.png", None, 3, [4]]


@pytest.mark.parametrize(("expected", "text"), ROWS)
def test_a_description_says_whether_a_field_takes_a_data_url(expected: str, text: str) -> None:
    assert prose_says(text.strip().replace("\\n", "\n")) is {"yes": True, "no": False}[expected]


@given(
    st.text(max_size=200)
    | st.lists(st.sampled_from(["data", "url", "uri", " ", "not", "data:image/png;base64,", ".", "a", "as"])).map(" ".join)
)
def test_any_description_can_be_read(text: str) -> None:
    assert prose_says(text) in (True, False)


@pytest.mark.parametrize(
    ("schema", "takes"),
    [
        ({"format": "data-url"}, True),
        ({"pattern": "^data:image/(png|jpeg);base64,"}, True),
        ({"example": "data:image/png;base64,iVBO"}, True),
        ({"items": {"examples": ["data:,x"]}}, True),
        ({"example": ["data:text/plain,x"]}, True),
        ({"anyOf": [{"format": "uri"}, {"format": "data-uri"}]}, True),
        ({"format": "uri", "example": "https://x.example/data:image/png,"}, False),
        ({"contentEncoding": "base64"}, False),
        ({"format": "byte", "description": "Base64 of the picture."}, False),
        ({"pattern": "^metadata:"}, False),
        ({"examples": "data:,x", "description": ["a data URL"], "format": 3, "oneOf": [None, []]}, False),
        ({}, False),
    ],
)
def test_a_schema_says_whether_a_field_takes_a_data_url(schema: dict[str, Any], takes: bool) -> None:
    assert takes_data_url(schema) is takes


@pytest.mark.parametrize("twin", TWINS)
def test_a_method_takes_paths_and_bytes_where_that_is_documented(gallery: ModuleType, twin: str, tmp_path: Path) -> None:
    served = Served(gallery, twin, by=lambda _: httpx.Response(204))
    (tmp_path / "a.png").write_bytes(PNG)
    url = data_url(PNG)

    served.call("edit", image=tmp_path / "a.png", images=["asset_1", PNG], mask=PNG, link="https://x.example/a.png")
    served.call("edit", image="asset_2", images=None)

    assert (
        served.requests[0].content.decode()
        == f'{{"image":"{url}","images":["asset_1","{url}"],"mask":"{url}","link":"https://x.example/a.png"}}'
    )
    assert served.requests[1].content == b'{"image":"asset_2","images":null}'


@pytest.mark.parametrize("twin", TWINS)
def test_what_is_documented_of_the_data_url_is_checked(gallery: ModuleType, twin: str, tmp_path: Path) -> None:
    served = Served(gallery, twin)

    broken: list[tuple[dict[str, Any], str]] = [
        ({"image": "a", "mask": b"GIF89a..."}, "mask must match"),
        ({"image": "a", "mask": PNG + b"\0" * 100}, "mask must have at most 100 characters"),
        ({"image": "a", "images": [PNG] * 3}, "images must have at most 2 items"),
        ({"image": [PNG]}, "image must be a string"),
        ({"image": "a", "link": PNG}, "link is bytes, which JSON does not have"),
    ]
    for arguments, said in broken:
        with pytest.raises(gallery.RequestInvalid, match=said):
            served.call("edit", **arguments)
    with pytest.raises(gallery.FileRefused, match=r"none\.png is not a file"):
        served.call("edit", image=tmp_path / "none.png")
    assert served.requests == []


def test_the_signature_and_the_docstring_say_so(gallery: ModuleType) -> None:
    annotations = gallery.Gallery.edit.__annotations__

    assert annotations["image"] == "str | pathlib.Path | bytes"
    assert annotations["images"] == "Sequence[str | pathlib.Path | bytes] | None | Unset"
    assert annotations["link"] == "str | Unset"
    assert " ".join(gallery.Gallery.edit.__doc__.split()).count("is sent as a data URL") == 3


def test_the_images_of_scenario_are_files(generated: Callable[[Path], tuple[Document, ModuleType]], tmp_path: Path) -> None:
    _, scenario = generated(SPECS / "scenario" / "openapi.yaml")
    requests: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        requests.append(request)
        return httpx.Response(200, json={})

    client = scenario.Scenario(api_key="k", api_secret="s", http_client=httpx.Client(transport=httpx.MockTransport(answer)))
    client.caption_images(images=[PNG, "asset_GTrL3mq4SXWyMxkOHRxlpw"])

    assert requests[0].content.decode() == f'{{"images":["{data_url(PNG)}","asset_GTrL3mq4SXWyMxkOHRxlpw"]}}'
    assert scenario.Scenario.generate_prompt.__annotations__["asset_ids"] == "Sequence[str] | Unset"
