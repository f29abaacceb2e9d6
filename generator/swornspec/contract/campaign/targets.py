"""A file says where documents are served; the documents come back with their targets.

payments.yaml:                       # a document by its name, or several by a pattern
  url: https://api.example.com/v1
  headers: {X-Key: PAYMENTS_KEY}     # the variable that holds the value, never the value
  rate: 5                            # requests a second, all workers and documents of that server together
  allow_cost: false                  # true sends valid requests too
"internal/*.json":
- url: https://staging.example.com
- url: https://www.example.com
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from swornspec.contract.campaign.tasks import Input, Target
from swornspec.contract.server import Server
from swornspec.errors import CampaignError, DocumentError, RequestError
from swornspec.spec.document import read_document
from swornspec.spec.source.yaml_text import read_yaml

_Variable = Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")]

_Header = Annotated[str, Field(pattern=r"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$")]  # RFC 9110, 5.1


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    url: str
    headers: dict[_Header, _Variable] = {}
    rate: Annotated[float, Field(gt=0, le=100_000)] | None = None
    allow_cost: bool = False


_FILE: Final = TypeAdapter(dict[str, _Entry | list[_Entry]])


def read_targets(path: Path) -> dict[str, tuple[Target, ...]]:
    """The targets by the name or pattern of their documents; CampaignError says what is wrong with the file."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        value, _ = read_yaml(text, str(path))
        found = _FILE.validate_python(value)
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "not UTF-8 text"
        raise CampaignError(f"cannot read the targets: {reason}", where=str(path)) from error
    except DocumentError as error:
        raise CampaignError(error.reason, where=error.where, mend=error.mend) from error
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        place = " / ".join(str(p) for p in first["loc"] if p not in ("_Entry", "list[_Entry]")) or "the file"
        raise CampaignError(f"{place}: {first['msg']}", where=str(path), mend="see docs/campaign.md") from error
    return {name: tuple(_target(e, name, path) for e in (given if isinstance(given, list) else [given])) for name, given in found.items()}


def _target(entry: _Entry, name: str, path: Path) -> Target:
    try:
        with Server(read_document({"openapi": "3.1.0"}, name), entry.url) as server:
            url = server.base
    except RequestError as error:
        raise CampaignError(f"{name}: {error.reason}", where=str(path), mend=error.mend) from error
    if "?" in url or "#" in url:
        raise CampaignError(f"{name}: the url has a query or a fragment", where=str(path), mend="paths follow it; end it before")
    return Target(url, tuple(entry.headers.items()), entry.rate, entry.allow_cost)


def aim(inputs: Iterable[Input], targets: Mapping[str, tuple[Target, ...]], where: str) -> tuple[Input, ...]:
    """Documents with their targets: those of their name, else of the first pattern they fit, else our mock.

    Targets on one server share its smallest rate. CampaignError when an entry is for none of the documents.
    """
    documents = list(inputs)
    targets = _sharing_rates(targets)
    used: set[str] = set()
    aimed: list[Input] = []
    for given in documents:
        fits = [n for n in targets if fnmatchcase(given.name, n)]
        best = given.name if given.name in targets else next(iter(fits), None)
        used |= {*fits, given.name}
        aimed.append(given if best is None else replace(given, targets=tuple(dict.fromkeys(targets[best]))))
    for name in targets:
        if name not in used:
            raise CampaignError(f"{name!r} is none of the documents", where=where, mend=f"write it as it is listed: {_some(documents)}")
    return tuple(aimed)


def _sharing_rates(targets: Mapping[str, tuple[Target, ...]]) -> dict[str, tuple[Target, ...]]:
    least: dict[str | None, float] = {}
    for target in (t for listed in targets.values() for t in listed):
        if target.rate is not None:
            least[target.origin] = min(target.rate, least.get(target.origin, target.rate))
    return {name: tuple(replace(t, rate=least.get(t.origin)) for t in listed) for name, listed in targets.items()}


def missing_variables(inputs: Iterable[Input], environment: Mapping[str, str]) -> tuple[str, ...]:
    """The variables that targets name and the environment does not have."""
    named = [v for i in inputs for t in i.targets for _, v in t.headers]
    return tuple(v for v in dict.fromkeys(named) if not environment.get(v))


def _some(documents: list[Input]) -> str:
    names = [d.name for d in documents[:3]]
    more: list[Any] = [f"and {len(documents) - 3} more"] if len(documents) > 3 else []
    return ", ".join([*names, *more]) or "there are none"
