"""Which fields take a file as a data URL (RFC 2397), by what a document says of them. New knowledge is a row.

A field takes one when its schema says so (a format, a pattern or an example), or a sentence of its description does. A
sentence that denies it, or speaks of what is returned, counts for nothing; see the rows of tests/codegen/data_urls.txt.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from swornspec.codegen.quote import flat
from swornspec.codegen.shapes import Array, Scalar, Shape, Union
from swornspec.spec.document import as_list, as_mapping

if TYPE_CHECKING:
    from swornspec.codegen.method import Argument, Method

_FORMATS: Final = frozenset({"data-url", "data-uri", "data_url", "data_uri", "dataurl", "datauri"})
_URL: Final = r"data[ -]?ur[il]s?\b"
_STATES: Final = (  # what says that the field takes one
    rf"\b(?:as|are|is|be|set|accepts?|takes?|expects?|provide[ds]?|pass(?:ed)?|supports?|send|given|via|using|either|or|of|and|with)\s+"
    rf"(?:an?\s+|the\s+)?(?:\w+\s+){{0,2}}?(?:base-?64(?:[ -]encoded)?\s+)?(?:image\s+|audio\s+|video\s+|file\s+)?\(?{_URL}",
    rf"^(?:an?\s+|the\s+)?(?:\w+\s+){{0,2}}?(?:base-?64(?:[ -]encoded)?\s+)?(?:image\s+|audio\s+|video\s+|file\s+)?{_URL}",
    r"\bdata:[a-z*]+/[a-z0-9.+*-]+(?:;[a-z0-9=.-]+)*;base64,",
    r"\bdata:<[a-z_ /-]+>;base64,",
)
_DENIES: Final = (  # what says that it does not, in the same sentence
    rf"\b(?:not|no|never|without|cannot|instead of|rather than|except|excluding|unlike|strip(?:ped)?|remove|omit)\b[^.;]*(?:{_URL}|data:)",
    rf"(?:{_URL}|base64,?)[^.;]*\b(?:not|never|no longer|unsupported|deprecated|rejected|disallowed|forbidden|ignored)\b",
    rf"\b(?:returns?|returned|responds?|response|output|results?)\b[^.;]*{_URL}",
    rf"\b{_URL}[^.;]*\b(?:returned|is generated|in the response)\b",
)
_SENTENCES: Final = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"'(])|\n+")
_STATED: Final = re.compile("|".join(f"(?:{p})" for p in _STATES), re.IGNORECASE)
_DENIED: Final = re.compile("|".join(f"(?:{p})" for p in _DENIES), re.IGNORECASE)
_EXAMPLE: Final = re.compile(r"data:([a-z]+/[a-z0-9.+-]+)?(;[a-z0-9=.-]+)*,", re.IGNORECASE)
_LONGEST: Final = 1000


def with_data_urls(methods: Iterable["Method"]) -> list["Method"]:
    """The methods, whose arguments for data URLs also take paths and bytes."""
    return [replace(m, arguments=tuple(map(_widened, m.arguments))) for m in methods]


def gives_data_url(argument: "Argument") -> bool:
    """Whether an argument takes paths and bytes and sends them as data URLs."""
    return "pathlib.Path | bytes" in argument.annotation


def takes_data_url(schema: Mapping[str, Any]) -> bool:
    """Whether a field of strings, or of a list of strings, is documented as taking data URLs."""
    items = as_mapping(schema.get("items"))
    if any(map(_schema_says, (schema, items))):
        return True
    return any(prose_says(str(s["description"])) for s in (schema, items) if isinstance(s.get("description"), str))


def prose_says(text: str) -> bool:
    """Whether a description says that a field takes a data URL."""
    sentences = (flat(s, _LONGEST) for s in _SENTENCES.split(text[: 10 * _LONGEST]))
    return any(_STATED.search(s) and not _DENIED.search(_without_examples(s)) for s in sentences)


def widened(shape: Shape, annotation: str) -> str | None:
    """The annotation of an argument that also takes paths and bytes; None for a shape that is neither a string nor a list of them."""
    if not re.search(r"\bstr\b", annotation) or "bytes" in annotation:  # what is sent as it is, is no data URL
        return None
    parts = shape.options if isinstance(shape, Union) else (shape,)
    if Scalar("string") in parts:
        return f"{annotation} | pathlib.Path | bytes"
    if Array(Scalar("string")) in parts:
        return annotation.replace("Sequence[str]", "Sequence[str | pathlib.Path | bytes]")
    return None


def _widened(argument: "Argument") -> "Argument":
    if argument.location != "body" or not takes_data_url(argument.schema):
        return argument
    annotation = widened(argument.shape, argument.annotation)
    return argument if annotation is None else replace(argument, annotation=annotation)


def _schema_says(schema: Mapping[str, Any]) -> bool:
    if str(schema.get("format", "")).lower() in _FORMATS or str(schema.get("pattern", "")).startswith(("^data:", "^(data:", "^(?:data:")):
        return True
    examples = [schema.get("example"), *as_list(schema.get("examples")), schema.get("default")]
    flattened = [e for example in examples for e in (example if isinstance(example, list) else [example])]
    if any(isinstance(e, str) and _EXAMPLE.match(e) for e in flattened):
        return True
    parts = [p for key in ("oneOf", "anyOf", "allOf") for p in as_list(schema.get(key))]
    return any(_schema_says(p) for p in parts if isinstance(p, Mapping) and not {"oneOf", "anyOf", "allOf"} & p.keys())


def _without_examples(sentence: str) -> str:
    """A sentence without what it gives as an example of the data."""
    return re.sub(r"\"?data:[^\s\"]*\"?", "data:", sentence)


__all__ = ["gives_data_url", "prose_says", "takes_data_url", "widened", "with_data_urls"]
