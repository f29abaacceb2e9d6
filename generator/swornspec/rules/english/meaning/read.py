"""The meaning of every form: the modules beside this one, each for a file of forms."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from swornspec.rules.english.conditions import Scope
from swornspec.rules.english.meaning import between, bounds, effects, per_case, presence, texts, values
from swornspec.rules.english.meaning.claim import Claim
from swornspec.rules.english.patterns import Match

_READERS: Final[Mapping[str, Callable[[Match, Scope, str], Iterable[Claim]]]] = {
    **bounds.READERS,
    **values.READERS,
    **presence.READERS,
    **effects.READERS,
    **between.READERS,
    **texts.READERS,
    **per_case.READERS,
}


def claims_of(match: Match, scope: Scope, text: str) -> tuple[Claim, ...]:
    """The claims of a form found in a clause; none when the form does not fit the field it is said of."""
    return tuple(_READERS[match.form](match, scope, text))
