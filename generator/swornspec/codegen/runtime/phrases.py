"""Keywords in plain English; in a generated client a copy of `swornspec.spec.phrases` stands here."""

from swornspec.spec.phrases import keyword_text, rule_text

__all__ = ["keyword_text", "rule_text"]
