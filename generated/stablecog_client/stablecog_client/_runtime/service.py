"""What a client knows of its API: the service, and each of its endpoints."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import httpx
from pydantic import BaseModel

from .credentials import Scheme
from .errors import ClientError
from .request import Operation

ErrorModels: TypeAlias = Mapping[str, Mapping[str, type[BaseModel]]]
"""The documented error models by status (`404`, `4XX`, `default`) and media type."""


@dataclass(frozen=True, slots=True)
class Service:
    """What a generated client knows of its API: its name, version, server and the variable that overrides the server.

    `request_ids` are the response headers by which the server names requests, as far as the documentation says so.
    """

    name: str
    version: str
    server: str
    server_variable: str
    schemes: tuple[Scheme, ...]
    request_ids: tuple[str, ...] = ()

    def chosen(self, given: str | None) -> str:
        """The server that the user names: a given one, else that of the environment; empty for the documented one."""
        return given or os.environ.get(self.server_variable) or ""

    def address(self, given: str | None) -> httpx.URL:
        """The server's address: a given one, else that of the environment, else the documented one; ClientError."""
        text = self.chosen(given) or self.server
        hint = f"pass base_url=... or set {self.server_variable}"
        if not text:
            raise ClientError(f"no server: the documentation names none; {hint}")
        try:
            url = httpx.URL(text)
        except httpx.InvalidURL as error:
            raise ClientError(f"not an address: {error}; {hint}") from error
        if url.scheme not in ("http", "https") or not url.host:
            raise ClientError(f"not an address: {str(url.copy_with(userinfo=b''))!r}; {hint}")
        if "?" in str(url) or "#" in str(url):  # the path of each operation is put behind it
            raise ClientError(f"an address with a query or fragment cannot be the server; {hint}")
        return url


@dataclass(frozen=True, slots=True)
class Endpoint:
    """What a call needs to know of its operation besides its address."""

    operation: Operation
    security: tuple[tuple[Scheme, ...], ...]
    errors: ErrorModels = field(repr=False)
    accept: str = "application/json"
    server: str = ""
    """The operation's own server, which counts unless the user names one."""
