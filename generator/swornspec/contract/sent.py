"""Values as they travel outside a body: in a path, a query, a header or a cookie everything is text.

Written in every style of OpenAPI 3.1 (Style Values), `name=value` pairs out:

    form [3, 4]                     (ids, 3) (ids, 4)           without explode: (ids, 3,4)
    deepObject {"r": 1, "g": 2}     (c[r], 1) (c[g], 2)
    label {"r": 1, "g": 2}          (c, .r,1,g,2)               exploded: (c, .r=1.g=2)
    matrix [3, 4]                   (ids, ;ids=3,4)             exploded: (ids, ;ids=3;ids=4)

What is written is read back as our mock reads it; a value that does not come back the same cannot be sent that way.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, TypeAlias
from urllib.parse import quote

from swornspec.contract.case import Case
from swornspec.mock.parameter import ParameterReader
from swornspec.spec.document import Document, Endpoint, Parameter

Pairs: TypeAlias = tuple[tuple[str, str], ...]
_DELIMITERS: Final = {"spaceDelimited": " ", "pipeDelimited": "|"}


class Sender:
    """Writes the parameters of one endpoint, and reads them as a receiver does."""

    def __init__(self, document: Document, endpoint: Endpoint) -> None:
        """Prepare a reader for all parameters together and one for each alone."""
        self._all = ParameterReader(document, endpoint)
        self._alone = {
            (p.location, p.name): ParameterReader(document, replace(endpoint, parameters=(p,), path=f"/{{{p.name}}}"))
            for p in endpoint.parameters
        }

    def expressible(self, parameter: Parameter, value: Any) -> Pairs | None:
        """The pairs of a value if a receiver reads the same value (and type) back from them."""
        pairs = written(parameter, value)
        if not pairs or any(not _sendable(parameter.location, text) for _, text in pairs):
            return None  # no item at all is as good as not sent
        key = (parameter.location, parameter.name)
        placed = {parameter.location: pairs}
        found = _read(self._alone[key], placed)
        return pairs if key in found and repr(found[key]) == repr(value) else None

    def read(self, path: Pairs, query: Pairs, headers: Pairs, cookies: Pairs) -> dict[tuple[str, str], Any]:
        """The values of parameters by (location, name), as a receiver reads them."""
        return _read(self._all, {"path": path, "query": query, "header": headers, "cookie": cookies})


def placed(case: Case, parameters: Iterable[Parameter], given: Mapping[tuple[str, str], Any]) -> Case:
    """A case with some values of parameters, by (location, name), instead of its own."""
    found: dict[str, list[tuple[str, str]]] = {"path": [], "query": [], "header": [], "cookie": []}
    for parameter in parameters:
        key = (parameter.location, parameter.name)
        if key in given and parameter.location in found:
            found[parameter.location] += written(parameter, given[key]) or ()
    path, query, headers, cookies = (tuple(found[place]) for place in ("path", "query", "header", "cookie"))
    return replace(case, path=path, query=query, headers=headers, cookies=cookies)


def in_path(text: str) -> str:
    """A text as it stands in a path: what separates the parts of a value stays as it is."""
    return quote(text, safe=",;=")


def _read(reader: ParameterReader, sent: Mapping[str, Pairs]) -> dict[tuple[str, str], Any]:
    headers = [(n.lower().encode("utf-8", "replace"), v.encode("latin-1", "replace")) for n, v in sent.get("header", ())]
    cookies = "; ".join(f"{n}={v}" for n, v in sent.get("cookie", ()))
    if cookies:
        headers.append((b"cookie", cookies.encode("latin-1", "replace")))
    return reader.read({n: in_path(v) for n, v in sent.get("path", ())}, sent.get("query", ()), headers)


def written(parameter: Parameter, value: Any) -> Pairs | None:
    """The pairs that carry a parameter's value in its own style; None when none can."""
    if parameter.media_type is not None:
        return ((parameter.name, json.dumps(value, ensure_ascii=False)),) if "json" in parameter.media_type else None
    if isinstance(value, Mapping):
        members = {str(k): as_text(v) for k, v in value.items()}
        known = {k: t for k, t in members.items() if t is not None}
        return _object(parameter, known) if len(known) == len(members) and members else None
    if isinstance(value, list | tuple):
        items = [as_text(v) for v in value]
        texts = [t for t in items if t is not None]
        return _array(parameter, texts) if len(texts) == len(items) and items else None
    text = as_text(value)
    if text is None:
        return None
    prefix = {"label": ".", "matrix": f";{parameter.name}="}.get(parameter.style, "")
    return ((parameter.name, prefix + text),)


def as_text(value: Any) -> str | None:
    """The text of a scalar; None for null and for what has parts."""
    if value is None or isinstance(value, Mapping | list | tuple):
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _array(parameter: Parameter, texts: Sequence[str]) -> Pairs | None:
    name, explode = parameter.name, parameter.explode
    match parameter.style:
        case "form" | "spaceDelimited" | "pipeDelimited" as style:
            if explode:
                return tuple((name, t) for t in texts)
            return ((name, _DELIMITERS.get(style, ",").join(texts)),)
        case "simple":
            return ((name, ",".join(texts)),)
        case "label":
            return ((name, "." + ("." if explode else ",").join(texts)),)
        case "matrix":
            return ((name, "".join(f";{name}={t}" for t in texts) if explode else f";{name}={','.join(texts)}"),)
        case _:
            return None


def _object(parameter: Parameter, members: Mapping[str, str]) -> Pairs | None:
    name, explode = parameter.name, parameter.explode
    flat = [part for pair in members.items() for part in pair]
    named = [f"{k}={t}" for k, t in members.items()]
    match parameter.style:
        case "deepObject":
            return tuple((f"{name}[{k}]", t) for k, t in members.items())
        case "form" if explode:
            return tuple(members.items())
        case "form" | "spaceDelimited" | "pipeDelimited" as style:
            return ((name, _DELIMITERS.get(style, ",").join(flat)),)
        case "simple":
            return ((name, ",".join(named if explode else flat)),)
        case "label":
            return ((name, "." + (".".join(named) if explode else ",".join(flat))),)
        case "matrix":
            return ((name, "".join(f";{n}" for n in named) if explode else f";{name}={','.join(flat)}"),)
        case _:
            return None


def _sendable(location: str, text: str) -> bool:
    if location in ("header", "cookie"):
        forbidden = set('; "\\') if location == "cookie" else set('"\\')
        return text.isascii() and text.isprintable() and bool(text) and text == text.strip() and not set(text) & forbidden
    if location == "path":
        return bool(text) and text not in (".", "..") and "/" not in text
    return True
