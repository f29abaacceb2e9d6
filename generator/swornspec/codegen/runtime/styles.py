"""How values are written outside a JSON body; in a generated client a copy of `swornspec.spec.styles` stands here."""

from swornspec.spec.styles import *  # noqa: F403
