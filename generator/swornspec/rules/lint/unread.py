"""What was not turned into a check, said aloud: gaps, external rules, disagreements between sources, waivers."""

from collections.abc import Iterable, Iterator

from swornspec.rules.lint.remark import Remark, Severity
from swornspec.rules.rule import Effect, Rule, Said


def gaps(unread: Iterable[tuple[str, Said, str]]) -> Iterator[Remark]:
    """Each (field or empty, sentence, reason): a sentence that sounds like a rule and was not read."""
    for subject, said, why in unread:
        yield Remark("gap", Severity.INFO, subject, f"not read: {why or 'the sentence has a form that is not known'}", (said,))


def external_rules(rules: Iterable[Rule]) -> Iterator[Remark]:
    """Each rule that is known and not enforced, because the documents do not hold what it depends on."""
    for rule in rules:
        if rule.effect is Effect.EXTERNAL:
            needs = f"; it needs to be known {rule.needs}" if rule.needs else ""
            yield Remark("external-rule", Severity.INFO, rule.subject, f"not enforced: {rule.text}{needs}", rule.said)


def conflicts(sides: Iterable[tuple[str, str, str, tuple[Said, ...]]]) -> Iterator[Remark]:
    """Each (subject, what the page says, what another source says, where): two sources that disagree."""
    for subject, page, other, said in sides:
        yield Remark(
            "conflict",
            Severity.WARNING,
            subject,
            f"the page says {page}; another source says {other}; the page is followed",
            said,
            "ask the vendor which of the two holds",
        )
