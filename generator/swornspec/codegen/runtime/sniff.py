"""What kind of file some bytes are: the media type (RFC 6838) that their first bytes tell, or the ending of a name.

New knowledge is a row of a table. Nothing is decoded; whatever the bytes are, the answer is a type or None.
"""

import re
from typing import Final

_SEEN: Final = 1024
"""How many of the first bytes are looked at."""

_MAGIC: Final[tuple[tuple[int, bytes, str], ...]] = (  # offset, bytes, media type; the first that fits
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (0, b"II*\x00", "image/tiff"),
    (0, b"MM\x00*", "image/tiff"),
    (0, b"\x00\x00\x00\x0cJXL \r\n\x87\n", "image/jxl"),
    (0, b"\x00\x00\x00\x0cjP  \r\n\x87\n", "image/jp2"),
    (0, b"\x00\x00\x01\x00", "image/vnd.microsoft.icon"),
    (0, b"8BPS", "image/vnd.adobe.photoshop"),
    (0, b"%PDF-", "application/pdf"),
    (0, b"fLaC", "audio/flac"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"MThd", "audio/midi"),
    (0, b"glTF", "model/gltf-binary"),
    (0, b"PK\x03\x04", "application/zip"),
    (0, b"\x1f\x8b\x08", "application/gzip"),
)
_BRANDS: Final[tuple[tuple[str, str], ...]] = (  # of the ISO base media file format (ISO/IEC 14496-12), as patterns
    (r"avif|avis", "image/avif"),
    (r"hei[cxms]|hev[cxms]", "image/heic"),
    (r"mif1|msf1", "image/heif"),
    (r"M4A |M4B ", "audio/mp4"),
    (r"qt  ", "video/quicktime"),
    (r"3g[2egps][0-9a-z]", "video/3gpp"),
    (r"iso[m2-9]|mp4[12]|avc1|M4V |MSNV|dash|cmfc|mmp4|f4v ", "video/mp4"),
)
_RIFF: Final = {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}
_BITMAP_HEADERS: Final = frozenset({12, 16, 40, 52, 56, 64, 108, 124})
_SVG: Final = rb"(?i)\s*(<\?xml[^>]*\?>\s*|<!--(?:[^-]|-(?!->))*-->\s*|<!DOCTYPE\s+svg[^>]*>\s*)*<svg[\s>/]"
_BY_SUFFIX: Final = {
    "3gp": "video/3gpp", "aac": "audio/aac", "aif": "audio/aiff", "aiff": "audio/aiff", "avi": "video/x-msvideo", "avif": "image/avif",
    "bmp": "image/bmp", "csv": "text/csv", "flac": "audio/flac", "gif": "image/gif", "glb": "model/gltf-binary", "gz": "application/gzip",
    "heic": "image/heic", "heif": "image/heif", "htm": "text/html", "html": "text/html", "ico": "image/vnd.microsoft.icon",
    "jp2": "image/jp2", "jpeg": "image/jpeg", "jpg": "image/jpeg", "json": "application/json", "jxl": "image/jxl", "m4a": "audio/mp4",
    "m4v": "video/mp4", "md": "text/markdown", "mid": "audio/midi", "mkv": "video/x-matroska", "mov": "video/quicktime",
    "mp3": "audio/mpeg", "mp4": "video/mp4", "obj": "model/obj", "oga": "audio/ogg", "ogg": "audio/ogg", "ogv": "video/ogg",
    "opus": "audio/ogg", "pdf": "application/pdf", "png": "image/png", "psd": "image/vnd.adobe.photoshop", "stl": "model/stl",
    "svg": "image/svg+xml", "tif": "image/tiff", "tiff": "image/tiff", "txt": "text/plain", "wav": "audio/wav", "weba": "audio/webm",
    "webm": "video/webm", "webp": "image/webp", "xml": "application/xml", "zip": "application/zip",
}  # fmt: skip


def sniffed(content: bytes) -> str | None:
    """The media type that the first bytes of a file tell; None when they tell none."""
    start = bytes(content[:_SEEN])
    for offset, magic, media_type in _MAGIC:
        if start.startswith(magic, offset):
            return media_type
    return _container(start) or _picture(start) or _sound(start)


def named(name: str) -> str | None:
    """The media type that the ending of a file's name tells; None when it tells none."""
    return _BY_SUFFIX.get(name.rpartition(".")[2].lower()) if "." in name else None


def _container(start: bytes) -> str | None:
    if start[:4] == b"RIFF":
        return _RIFF.get(start[8:12])
    if start[4:8] == b"ftyp":
        length = int.from_bytes(start[:4])
        brands = [start[8:12], *(start[i : i + 4] for i in range(16, min(length, len(start)) - 3, 4))]
        for brand in brands:  # the major one first
            for pattern, media_type in _BRANDS:
                if re.fullmatch(pattern, brand.decode("latin-1")) and (media_type != "image/heif" or not _narrower(brands)):
                    return media_type
        return None
    if start[:4] == b"\x1aE\xdf\xa3":  # EBML (RFC 8794)
        return "video/webm" if b"webm" in start[:64] else "video/x-matroska" if b"matroska" in start[:64] else None
    if start[:4] == b"OggS":
        return "video/ogg" if b"\x80theora" in start else "audio/ogg"
    return None


def _narrower(brands: list[bytes]) -> bool:
    return any(re.fullmatch(p, b.decode("latin-1")) for b in brands for p, kind in _BRANDS if kind in ("image/avif", "image/heic"))


def _picture(start: bytes) -> str | None:
    if start[:2] == b"BM" and int.from_bytes(start[14:18], "little") in _BITMAP_HEADERS:
        return "image/bmp"
    return "image/svg+xml" if re.match(_SVG, start.removeprefix(b"\xef\xbb\xbf")) else None


def _sound(start: bytes) -> str | None:
    """Frames of MPEG audio (ISO/IEC 11172-3, 2.4.2.3), which have no magic number but a few bits that are always so."""
    if len(start) < 4 or start[0] != 0xFF or start[1] & 0xE0 != 0xE0:
        return "audio/aiff" if start[:4] == b"FORM" and start[8:12] in (b"AIFF", b"AIFC") else None
    version, layer, rate, pace = start[1] >> 3 & 3, start[1] >> 1 & 3, start[2] >> 4, start[2] >> 2 & 3
    if layer == 0:
        return "audio/aac" if start[1] & 0xF6 == 0xF0 and pace != 3 else None  # ADTS
    return "audio/mpeg" if version != 1 and rate not in (0, 15) and pace != 3 else None


__all__ = ["named", "sniffed"]
