"""Values as they travel outside a body: in a path, a query, a header or a cookie everything is text.

What is written (see `swornspec.spec.styles`) is read back as our mock reads it; a value that does not come back the
same cannot be sent that way.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from swornspec.contract.case import Case
from swornspec.mock.parameter import ParameterReader
from swornspec.spec.document import Document, Endpoint, Parameter
from swornspec.spec.styles import Pairs, pairs_of


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
    return pairs_of(parameter.name, value, parameter.style, parameter.explode)


def _sendable(location: str, text: str) -> bool:
    if location in ("header", "cookie"):
        forbidden = set('; "\\') if location == "cookie" else set('"\\')
        return text.isascii() and text.isprintable() and bool(text) and text == text.strip() and not set(text) & forbidden
    if location == "path":
        return bool(text) and text not in (".", "..") and "/" not in text
    return True
