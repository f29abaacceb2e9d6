"""Patterns of JSON Schema in Python's syntax; in a generated client a copy of `swornspec.rules.pattern` stands here."""

from swornspec.rules.pattern import *  # noqa: F403
