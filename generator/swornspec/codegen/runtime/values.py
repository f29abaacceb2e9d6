"""The meaning of rules; in a generated client a copy of `swornspec.rules.values` stands here."""

from swornspec.rules.values import *  # noqa: F403
from swornspec.rules.values import Value as Value
