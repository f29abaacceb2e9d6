"""Findings about the documentation of one operation: fields, rules and gaps in, remarks out."""

from swornspec.rules.lint.defaults import default_traps
from swornspec.rules.lint.fields import lost_values, required_with_default, wrong_defaults
from swornspec.rules.lint.implied import idle_conditions, implied_constraints, unreachable_values, unsatisfiable
from swornspec.rules.lint.inquiry import Inquiry, not_analysed
from swornspec.rules.lint.presence import ignored_alone, presence
from swornspec.rules.lint.references import unknown_fields, unknown_values, value_alias
from swornspec.rules.lint.unread import conflicts, external_rules, gaps, waived_rules
from swornspec.rules.remark import KINDS, Remark, Severity

__all__ = [
    "KINDS",
    "Inquiry",
    "Remark",
    "Severity",
    "conflicts",
    "default_traps",
    "external_rules",
    "gaps",
    "idle_conditions",
    "ignored_alone",
    "implied_constraints",
    "lost_values",
    "not_analysed",
    "presence",
    "required_with_default",
    "unknown_fields",
    "unknown_values",
    "unreachable_values",
    "unsatisfiable",
    "value_alias",
    "waived_rules",
    "wrong_defaults",
]
