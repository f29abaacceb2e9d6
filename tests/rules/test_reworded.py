"""Turns of phrase, put as other sentences have them; and words that are left alone."""

import pytest

from swornspec.rules.english.reworded import reworded


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("When setting the `mode` to `slow`, ensure that `lid` is `true`.", "If `mode` is `slow`, `lid` must be `true`."),
        ("If the lid is shut (lid = 'shut'), required.", "If lid is 'shut', required."),
        ("Required in cases where `lid` is sent.", "Required if `lid` is sent."),
        ("Required if `lid` is sent to say how late it may be.", "Required if `lid` is sent"),
        ("The pot, this is applicable if `lid` is sent.", "This is applicable if `lid` is sent."),
        ("Only available for clay pots with `mode` set to `slow`.", "Only available if `mode` is `slow`."),
        ("Lid validation: `lid` is required.", "`lid` is required."),
        ("If `lid` is sent, all lid fields (`rim`, `knob`) are required.", "If `lid` is sent, `rim`, `knob` are required."),
        ("You won't be able to use this with `lid`.", "You cannot use this with `lid`."),
        ("Required for new pots (no `mould`).", "Required if no `mould` is sent."),
        ("`rim` and `knob` are both required if either is given.", "`rim` and `knob` must be provided together."),
        ("`lid` = true requires a `knob`.", "If `lid` is true, `knob` is required."),
        ("Required in the absence of `rim` and `knob`.", "Required if `rim` and `knob` are missing."),
        ("Each pot can contain only one of the parameters `lid` or `rim`.", "Use only one of `lid` or `rim`."),
        ("Provide either this or `lid`.", "Either this or `lid` must be provided."),
        ("Provide either this or `lid` to be safe.", "Provide either this or `lid` to be safe."),
        ("Set to allow a lid.", "Set to allow a lid."),
        ("Must be set to the size of the pot.", "Must be set to the size of the pot."),
        ("Required for clay pots (they are heavy).", "Required for clay pots (they are heavy)."),
        ("Costs $5 a pot.", "Costs $5 a pot."),
        ("Required in cases  where\n`lid` is sent.", "Required if `lid` is sent."),
    ],
)
def test_turns_of_phrase_are_put_otherwise(text: str, expected: str) -> None:
    assert reworded(text) == expected
