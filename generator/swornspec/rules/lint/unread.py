"""What was not turned into a check, said aloud: gaps, external rules, disagreements between sources, waivers."""

from collections.abc import Iterable, Iterator

from swornspec.rules.remark import Remark, Severity
from swornspec.rules.rule import Effect, Rule, Said


def gaps(unread: Iterable[tuple[str, Said, str]]) -> Iterator[Remark]:
    """Each (field or empty, sentence, reason): a sentence that sounds like a rule and was not read."""
    for subject, said, why in unread:
        yield Remark("gap", Severity.INFO, subject, f"not read: {why or 'the sentence has a form that is not known'}", (said,))


def external_rules(rules: Iterable[Rule]) -> Iterator[Remark]:
    """Each rule that is known and not enforced, because the documents do not hold what it depends on."""
    for rule in rules:
        if rule.effect is Effect.EXTERNAL:
            needs = f" (depends on: {rule.needs})" if rule.needs and rule.needs not in rule.text else ""
            yield Remark("external-rule", Severity.INFO, rule.subject, f"not enforced: {rule.text}{needs}", rule.said)


def conflicts(statements: Iterable[tuple[str, tuple[tuple[str, Said], ...], str]]) -> Iterator[Remark]:
    """Each (what about, who says what and where, what is kept): statements that cannot all be true."""
    for about, sides, kept in statements:
        words = "; but: ".join(says for says, _ in sides)
        places = tuple(dict.fromkeys(said for _, said in sides))
        yield Remark("conflict", Severity.WARNING, about, f"{words}; kept: {kept}", places, "ask the vendor which of them holds")


def waived_rules(waived: Iterable[tuple[str, str, str, tuple[Said, ...]]]) -> Iterator[Remark]:
    """Each (rule, its text, the reason, where it is said): a rule that is read and, by decision, not enforced."""
    for name, text, reason, said in waived:
        yield Remark("waived-rule", Severity.INFO, name, f"not enforced: {text}; waived because {reason}", said)
