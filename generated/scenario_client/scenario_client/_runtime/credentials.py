"""Keys: where they come from, how they are sent, and that nothing shows them."""

import base64
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias
from urllib.parse import quote, quote_plus

from .errors import CredentialsMissing

_SHOWN: Final = "***"


class Secret:
    """A string that no representation, log or message shows; `reveal` gives it."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        """Keep the text."""
        self._text = text

    def reveal(self) -> str:
        """The text itself."""
        return self._text

    @property
    def sendable(self) -> bool:
        """Whether a header can carry it; an HTTP library would show it in its own complaint."""
        return self._text.isascii() and self._text.isprintable()

    def __repr__(self) -> str:
        return _SHOWN

    def __reduce__(self) -> str:
        raise TypeError("a secret is not pickled")


Given: TypeAlias = str | Secret | None


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of a credential: the argument that takes it and the environment variable that holds it otherwise."""

    argument: str
    variable: str


@dataclass(frozen=True, slots=True)
class Scheme:
    """A documented way to authenticate: `kind` is bearer, basic, header, query or cookie, `name` that of the parameter."""

    kind: str
    name: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Sent:
    """What a request carries to be let in."""

    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    query: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    cookies: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)


class Credentials:
    """The keys of one client, given as arguments or found in the environment when the client is made."""

    def __init__(self, schemes: Sequence[Scheme], given: Mapping[str, Given], more: Iterable[Secret] = ()) -> None:
        """Take each part from its argument, else from its environment variable; an empty one counts as missing.

        `more` are further secrets, which are hidden and not sent, such as a password in the server's address.
        """
        self._secrets: dict[str, Secret] = {}
        for name, key in given.items():
            if not isinstance(_plain(key), str | None):
                raise TypeError(f"{name} must be a string, not {type(_plain(key)).__name__}")
        parts = {part.argument: part for scheme in schemes for part in scheme.parts}
        found = {name: _found(given.get(name), part.variable) for name, part in parts.items()}
        self._secrets = {name: secret for name, secret in found.items() if secret is not None}
        self._more = tuple(more)
        self._basic = tuple(s for s in schemes if s.kind == "basic" and all(p.argument in self._secrets for p in s.parts))

    def __repr__(self) -> str:
        return f"Credentials({', '.join(f'{name}={_SHOWN}' for name in self._secrets)})"

    def sent_for(self, security: Sequence[Sequence[Scheme]]) -> Sent:
        """What a request of an operation carries, by the first alternative whose keys are all there; CredentialsMissing."""
        for need in security:
            if all(part.argument in self._secrets for scheme in need for part in scheme.parts):
                return self._sent(need)
        if not security:
            return Sent()
        wanted = " or ".join(_wanted(need) for need in security)
        raise CredentialsMissing(f"no key: pass {wanted}")

    def redact(self, text: str) -> str:
        """A text without the keys."""
        for hidden in sorted(set(self._forms()), key=len, reverse=True):
            text = text.replace(hidden, _SHOWN)
        return text

    def _forms(self) -> Iterator[str]:
        for secret in (*self._secrets.values(), *self._more):
            text = secret.reveal()
            if len(text) > 3:  # shorter ones would blot out ordinary text
                yield from (text, quote(text, safe=""), quote(text), quote_plus(text))  # as it is, and in addresses
        for scheme in self._basic:
            yield _encoded([self._secrets[part.argument].reveal() for part in scheme.parts])

    def _sent(self, need: Sequence[Scheme]) -> Sent:
        for part in (part for scheme in need for part in scheme.parts):
            if not self._secrets[part.argument].sendable:
                raise CredentialsMissing(f"the {part.argument} holds characters that no header can carry")
        headers: dict[str, str] = {}
        query: dict[str, str] = {}
        cookies: dict[str, str] = {}
        for scheme in need:
            values = [self._secrets[part.argument].reveal() for part in scheme.parts]
            if scheme.kind == "bearer":
                headers["Authorization"] = f"Bearer {values[0]}"
            elif scheme.kind == "basic":
                headers["Authorization"] = f"Basic {_encoded(values)}"
            elif scheme.kind == "header":
                headers[scheme.name] = values[0]
            elif scheme.kind == "query":
                query[scheme.name] = values[0]
            else:
                cookies[scheme.name] = values[0]
        return Sent(headers, query, cookies)


def hidden(**given: str | None) -> dict[str, Given]:
    """Arguments that hold keys, so that no frame shows them from here on; `Credentials` takes them, and checks their types."""
    return {name: None if text is None else Secret(text) for name, text in given.items()}


def _plain(given: Any) -> Any:
    return given.reveal() if isinstance(given, Secret) else given


def _found(given: Given, variable: str) -> Secret | None:
    """A key that was given, else that of the environment; one of blanks counts as missing."""
    text = (_plain(given) or os.environ.get(variable, "")).strip()
    return Secret(text) if text else None


def _encoded(values: Sequence[str]) -> str:
    return base64.b64encode(":".join(values).encode()).decode()


def _wanted(need: Sequence[Scheme]) -> str:
    parts = [part for scheme in need for part in scheme.parts]
    arguments = ", ".join(f"{part.argument}=..." for part in parts)
    variables = " and ".join(part.variable for part in parts)
    return f"{arguments} or set {variables}" if parts else "nothing"
