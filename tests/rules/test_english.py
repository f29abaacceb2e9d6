"""English to keywords, rules, advice, notes and gaps: rows in sentences/*.txt, and laws for any text."""

import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from swornspec.rules.english.build import numbered, rule_of
from swornspec.rules.english.conditions import Scope
from swornspec.rules.english.patterns import Kinds, table
from swornspec.rules.english.reader import Outcome, Sentence, read_prose
from swornspec.rules.english.tokens import Vocabulary, lexicon, tokenize
from swornspec.rules.expr import Compare, Literal, Ref, names
from swornspec.rules.field import Field
from swornspec.rules.rule import Effect, Rule, Said
from swornspec.text import Passage, Span

_STRINGS = {"type": "array", "items": {"type": "string"}}
FIELDS = {
    name: Field(name, schema, name == "prompt")
    for name, schema in {
        "count": {"type": "integer", "default": 4},
        "size": {"type": "integer", "default": 1024},
        **{key: {"type": "integer"} for key in ("depth", "steps", "seed", "start", "end", "max_depth", "inference_steps")},
        **{key: {"type": "number"} for key in ("ratio", "zoom_amount")},
        "mode": {"type": "string", "enum": ["fast", "slow", "image-editing"], "default": "fast"},
        "version": {"type": "string", "enum": ["v1", "v2"]},
        **{key: {"type": "string"} for key in ("style", "prompt", "name")},
        **dict.fromkeys(("tags", "images"), _STRINGS),
        "extras": {"type": "object"},
        "draft": {"type": "boolean"},
        "glossy": {"type": "boolean", "default": True},
        "model_id": {"type": "string", "default": "m1"},
        "old": {"type": "string", "deprecated": True},
    }.items()
}
ALIASES = {("mode", "image-editing-prompt"): "image-editing"}
VOCABULARY = Vocabulary(FIELDS, (said for _, said in ALIASES))
ROWS = [
    [cell.strip() for cell in line.split(" | ")]
    for file in sorted((Path(__file__).parent / "sentences").glob("*.txt"))
    for line in file.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]

ANSWERS = Path(__file__).with_name("answers.txt")


def read(subject: str, text: str) -> tuple[Sentence, ...]:
    passage = Passage(text, Span("page.txt", 1, 1 + text.count("\n"), 0, len(text)))
    return read_prose([passage], Scope(subject, FIELDS, ALIASES, {}), VOCABULARY)


def shown(subject: str, sentences: tuple[Sentence, ...]) -> str:
    """What was read, in the notation of sentences/*.txt."""
    parts = []
    for sentence in sentences:
        for reading in sentence.readings:
            claim = reading.claim
            prefix = "" if claim.subject == subject else f"{claim.subject}."
            if reading.is_keyword:
                parts += [f"{prefix}{k}={_value(v)}" for k, v in claim.keywords.items()] or [f"{prefix}required"]
            else:
                rule = rule_of(reading, Said("page.txt", 1, 1, sentence.passage.text), FIELDS)
                parts.append(f"[{rule.effect}] {rule.text}")
    if any(s.outcome is Outcome.GAP for s in sentences):
        parts.insert(0, "gap")
    if not parts:
        parts.append("advice" if any(s.outcome is Outcome.ADVICE for s in sentences) else "note")
    return "; ".join(parts)


def _value(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(str, value))}]"
    return value if isinstance(value, str) else json.dumps(value)


@pytest.mark.parametrize(("subject", "text", "expected"), ROWS, ids=[row[1][:60] for row in ROWS])
def test_a_sentence_means_what_its_row_says(subject: str, text: str, expected: str) -> None:
    assert shown(subject, read(subject, text)) == expected, " ".join(t.kind for t in tokenize(text, VOCABULARY))


@pytest.mark.parametrize(("name", "bound"), [("topResults", {"maximum": 5}), ("topResultId", {})])
def test_how_many_may_be_sent_is_no_bound_of_an_identifier(name: str, bound: dict[str, int]) -> None:
    fields = {name: Field(name, {"type": "string"}, False)}
    passage = Passage("Up to 5 may be used.", Span("page.txt", 1, 1, 0, 20))
    sentences = read_prose([passage], Scope(name, fields, {}, {}), Vocabulary(fields))

    assert [dict(r.claim.keywords) for s in sentences for r in s.readings] == ([bound] if bound else [])


@pytest.mark.parametrize(("text", "read"), [("Required when name is sent.", 1), ("Required is sent when name is sent.", 0)])
def test_required_opens_a_demand_although_a_field_is_called_so(text: str, read: int) -> None:
    fields = {name: Field(name, {"type": "string"}, False) for name in ("required", "name", "values")}
    sentences = read_prose([Passage(text, Span("page.txt", 1, 1, 0, len(text)))], Scope("values", fields, {}, {}), Vocabulary(fields))

    assert [r.claim.form for s in sentences for r in s.readings] == ["required"] * read


@pytest.mark.parametrize(("name", "listed"), [("sortBy", True), ("owner", False)])
def test_a_field_by_which_something_is_done_lists_what_it_may_be_done_by(name: str, listed: bool) -> None:
    fields = {name: Field(name, {"type": "string"}, False)}
    text = "Sorts the list by NAME, DATE, or SIZE."
    sentences = read_prose([Passage(text, Span("page.txt", 1, 1, 0, len(text)))], Scope(name, fields, {}, {}), Vocabulary(fields))

    assert [dict(r.claim.keywords) for s in sentences for r in s.readings] == ([{"enum": ["NAME", "DATE", "SIZE"]}] if listed else [])


@pytest.mark.parametrize("values", [None, ["add", "plain", "bold"]])
def test_a_list_is_found_whether_or_not_its_values_are_known(values: list[str] | None) -> None:
    fields = {"type": Field("type", {"type": "string", **({"enum": values} if values else {})}, False)}
    text = "Action done on the frame: add, plain or bold"
    sentences = read_prose([Passage(text, Span("page.txt", 1, 1, 0, len(text)))], Scope("type", fields, {}, {}), Vocabulary(fields))

    assert [dict(r.claim.keywords) for s in sentences for r in s.readings] == [{"enum": ["add", "plain", "bold"]}]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Up to 20 keys.", {"maxProperties": 20}),
        ("At most 16 key-value pairs.", {"maxProperties": 16}),
        ("Up to 5 labels.", {"maxProperties": 5}),
        ("At least 1 entry.", {"minProperties": 1}),
        ("Set of up to 16 key-value pairs that can be kept with it.", {"maxProperties": 16}),
        ("Up to 20 keys when mode is slow.", {}),
        ("Up to 500 characters.", {}),
        ("At most 5 requests.", {}),
    ],
)
def test_how_many_members_an_object_may_have_is_a_limit_of_it(text: str, read: dict[str, int]) -> None:
    fields = {"labels": Field("labels", {"type": "object"}, False), "mode": FIELDS["mode"]}
    sentences = read_prose([Passage(text, Span("page.txt", 1, 1, 0, len(text)))], Scope("labels", fields, {}, {}), Vocabulary(fields))

    assert [dict(r.claim.keywords) for s in sentences for r in s.readings] == ([read] if read else [])


@pytest.mark.parametrize(
    ("name", "text", "read"),
    [
        ("callback_url", "Must use `https`, max 2048 chars.", [{"pattern": "^https://"}, {"maxLength": 2048}]),
        ("callback_url", "Must use http or https.", [{"pattern": "^https?://"}]),
        ("callback_url", "Must use ftp or https.", []),
        ("letter", "Must use http or https.", []),
    ],
)
def test_the_schemes_of_an_address_are_how_it_starts(name: str, text: str, read: list[dict[str, object]]) -> None:
    fields = {name: Field(name, {"type": "string"}, False)}
    sentences = read_prose([Passage(text, Span("page.txt", 1, 1, 0, len(text)))], Scope(name, fields, {}, {}), Vocabulary(fields))

    assert [dict(r.claim.keywords) for s in sentences for r in s.readings if "enum" not in r.claim.keywords] == read


@pytest.mark.parametrize(
    ("name", "text", "read"),
    [
        ("keyterms", "Words to listen for (max 100, each under 50 chars)", [{"maxItems": 100}, {"items.maxLength": 49}]),
        ("to", "The addresses of the recipients (max 50)", [{"maxItems": 50}]),
        ("scores", "The scores (max 50)", []),
        ("keyterms", "Each at most 5.", []),
    ],
)
def test_a_list_of_unknown_items_is_limited_in_their_number(name: str, text: str, read: list[dict[str, int]]) -> None:
    fields = {name: Field(name, {"type": "array"}, False)}
    sentences = read_prose([Passage(text, Span("page.txt", 1, 1, 0, len(text)))], Scope(name, fields, {}, {}), Vocabulary(fields))

    assert [dict(r.claim.keywords) for s in sentences for r in s.readings] == read


def test_a_field_without_a_type_holds_a_number_if_its_default_is_one() -> None:
    fields = {"first": Field("first", {"default": 30}, False)}
    text = "Page size (max 50)"
    sentences = read_prose([Passage(text, Span("page.txt", 1, 1, 0, len(text)))], Scope("first", fields, {}, {}), Vocabulary(fields))

    assert [dict(r.claim.keywords) for s in sentences for r in s.readings] == [{"maximum": 50}]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("from 1 to 5", ["BETWEEN", "NUM", "TO", "NUM"]),
        ("from and to", ["FIELD", "AND", "FIELD"]),
        ("at most 5 to", ["AT_MOST", "NUM", "FIELD"]),
        ("from 5 offices", ["FIELD", "NUM", "W"]),
    ],
)
def test_words_between_numbers_are_no_names_of_fields(text: str, kinds: list[str]) -> None:
    fields = {name: Field(name, {"type": "string"}, False) for name in ("from", "to")}

    assert [t.kind for t in tokenize(text, Vocabulary(fields))] == kinds


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("Required for manual mode.", "shot_mode"),
        ("Required for fast mode.", "mode"),
        ("Required for odd mode.", ""),
        ("Required for both mode.", ""),
    ],
)
def test_a_mode_is_that_of_the_field_that_has_it(text: str, known: str) -> None:
    modes = {"mode": ["fast", "slow"], "shot_mode": ["manual", "both"], "cut_mode": ["both", "hard"]}
    fields = {n: Field(n, {"type": "string", "enum": e}, False) for n, e in modes.items()} | {"name": FIELDS["name"]}
    found = read_prose([Passage(text, Span("page.txt", 1, 1, 0, len(text)))], Scope("name", fields, {}, {}), Vocabulary(fields))

    assert [names(c) for s in found for r in s.readings for c in r.when] == ([(known,)] if known else [])


def test_a_list_that_stands_elsewhere_excepts_its_condition_from_the_lists_that_stand_here() -> None:
    text = "When draft is enabled, refer to the Guide for a full list. When glossy is disabled, use PLAIN or NONE."

    assert shown("style", read("style", text)).endswith("style must be one of PLAIN, NONE when glossy is false and draft is not true")


def test_all_other_values_are_those_the_sentence_before_did_not_name() -> None:
    passages = [
        Passage(t, Span("p", n, n))
        for n, t in enumerate(("in slow mode, images are hints", "in all other modes, it supersedes the model_id parameter."))
    ]
    found = read_prose(passages, Scope("images", FIELDS, {}, {}), VOCABULARY)

    assert "[overrides] images wins over model_id unless mode is slow" in shown("images", found)


def listed(subject: str, *lines: str) -> tuple[Sentence, ...]:
    """What is read of passages that stand on lines right below each other; an empty one is a blank line."""
    passages = [Passage(text, Span("p", n, n)) for n, text in enumerate(lines, 1) if text]
    return read_prose(passages, Scope(subject, FIELDS, ALIASES, {}), VOCABULARY)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("`plain`: no frame (default).", "`bold`: a wide frame."), "enum=[plain, bold]; default=plain"),
        (("The frame. One of:", "`plain` - no frame", "`bold` - a wide frame"), "enum=[plain, bold]"),
        (("Possible values:", "plain", "bold"), "enum=[plain, bold]"),
        (('`"plain"`: no frame', '`"bold"`: a wide frame', "", "The frame is drawn last."), "enum=[plain, bold]"),
        (("The frame. One of:", "plain: no frame", "bold [default]: a wide frame"), "enum=[plain, bold]; default=bold"),
        (("The frame. One of:", "plain", "bold [default]"), "enum=[plain, bold]; default=bold"),
        (("`plain`: no frame", "`bold`: only valid when draft is true"), "gap; enum=[plain, bold]"),
        (("For example:", "`plain`: no frame", "`bold`: a wide frame"), "note"),
        (("Not allowed:", "`plain`: no frame", "`bold`: a wide frame"), "gap"),
        (("`plain`: no frame", "`bold`: a wide frame", "and others"), "note"),
        (("Parts of it:", "plain", "bold"), "note"),
        (("`plain`: no frame",), "note"),
        (("`plain` and `bold` have a frame", "`bold`: a wide frame"), "note"),
    ],
)
def test_values_listed_one_to_a_line(lines: tuple[str, ...], expected: str) -> None:
    assert shown("style", listed("style", *lines)) == expected


def test_values_of_a_field_without_a_type_are_listed_below_words_that_say_so() -> None:
    fields = {**FIELDS, "shade": Field("shade", {}, False)}
    scope = Scope("shade", fields, ALIASES, {})

    def read(*lines: str) -> str:
        return shown("shade", read_prose([Passage(text, Span("p", n, n)) for n, text in enumerate(lines, 1)], scope, VOCABULARY))

    assert read("Possible values:", "dark", "light") == "enum=[dark, light]"
    assert read("Possible values:", "0", "1") == "gap"
    assert read("`dark`: no light", "`light`: some") == "note"


def test_a_list_is_not_read_where_the_values_are_known_or_the_field_holds_no_text() -> None:
    lines = ("`fast`: quick", "`slow`: late")

    assert shown("mode", listed("mode", *lines)) == "note"
    assert shown("count", listed("count", *lines)) == "note"


words = st.sampled_from(
    [
        *(" ".join(p) for p in list(lexicon())),
        *FIELDS,
        "8",
        "1,024",
        "v1",
        "fast",
        "image-editing-prompt",
        ",",
        ".",
        "(",
        ")",
        ":",
        "*",
        "<=",
        "'x'",
        "for",
        "x",
    ]
)
sentences_of_words = st.lists(words, max_size=25).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(tuple(FIELDS)), sentences_of_words | st.text(max_size=200))
def test_any_text_is_read_without_failing_and_speaks_only_of_known_fields(subject: str, text: str) -> None:
    for sentence in read(subject, text):
        for reading in sentence.readings:
            rule = rule_of(reading, Said("p", 1, 1, text), FIELDS)

            assert rule.subject in FIELDS
            assert rule.expr is None or set(names(rule.expr)) <= set(FIELDS)


@given(st.text(max_size=120) | sentences_of_words)
@example("ISN'T SETTING")
def test_tokens_are_in_order_and_within_the_text(text: str) -> None:
    tokens = tokenize(text, VOCABULARY)

    assert all(0 <= t.start < t.end <= len(text) for t in tokens)
    assert all(one.end <= other.start for one, other in pairwise(tokens))


@given(st.text(alphabet="ab. \n!?()", max_size=200))
def test_every_word_of_a_passage_stands_in_one_of_its_sentences(text: str) -> None:
    found = read("name", text)

    assert "".join("".join(s.passage.text.split()) for s in found) == "".join(text.split())


@pytest.mark.parametrize("file", ["forms", "lists", "conditions", "answers"])
def test_every_form_is_the_one_that_reads_some_sentence(file: str) -> None:
    texts = [row[1] for row in ROWS] + ["in all other modes, it supersedes the model_id parameter."]
    texts += [line.split(" | ")[1] for line in ANSWERS.read_text(encoding="utf-8").splitlines() if " | " in line and line[0] != "#"]
    used = set()
    for text in texts:
        kinds = Kinds(tokenize(text, VOCABULARY))
        used |= {kinds.longest_row(file, at) for at in range(len(kinds.tokens))}

    assert [f"{n}: {form.name}" for n, form in enumerate(table(file)) if n not in used] == []


def test_numbering_many_rules_is_work_for_each_of_them_alone(work: Callable[[Callable[[], object]], int]) -> None:
    def calls(count: int) -> int:
        said = [Said("page.txt", n, n, "at most") for n in range(count)]
        distinct = [Rule("count-at-most", Effect.REJECT, "count", Compare("<=", Ref("count"), Literal(s.first)), "", (s,)) for s in said]
        again = [Rule("count-at-most", Effect.REJECT, "count", Compare("<=", Ref("count"), Literal(0)), "", (s,)) for s in said]
        return work(lambda: numbered([*distinct, *again]))

    assert calls(800) < 16 * calls(100)


def test_the_same_rule_said_twice_is_one_rule_and_a_namesake_gets_a_number() -> None:
    def rule(limit: int, line: int) -> Rule:
        return Rule("count-at-most", Effect.REJECT, "count", Compare("<=", Ref("count"), Literal(limit)), "", (Said("p", line, line, ""),))

    found = numbered([rule(3, 1), rule(4, 2), rule(3, 5)])

    assert [(r.id, [s.first for s in r.said]) for r in found] == [("count-at-most", [1, 5]), ("count-at-most-2", [2])]


def test_the_head_of_a_table_lists_no_values() -> None:
    assert shown("style", read("style", "Value | Notes")) == "note"


def test_a_column_without_a_title_that_has_nothing_but_ticked_words_lists_the_values() -> None:
    rows = [
        Passage(text, Span("page.txt", n, n, n * 40, n * 40 + len(text)))
        for n, text in enumerate(("|  |  |", "| `a` |  |", "| `b` |  |"), 1)
    ]
    bare = [Passage(p.text.replace("`", ""), p.span) for p in rows]
    scope = Scope("style", FIELDS, {}, {})

    assert [r.claim.keywords for s in read_prose(rows, scope, VOCABULARY) for r in s.readings] == [{"enum": ["a", "b"]}]
    assert not any(s.readings for s in read_prose(bare, scope, VOCABULARY))


@pytest.mark.parametrize(
    ("name", "text", "keywords"),
    [
        ("depth", "How deep it is, from 1 to 40.", {"minimum": 1, "maximum": 40}),
        ("label", "What is said of it, up to 40 characters.", {"maxLength": 40}),
        ("label", "What is said of it, up to 40.", None),
        ("kites", "Between 1 and 4.", None),
        ("prompt", "Between 1 and 4.", None),
    ],
)
def test_a_field_without_a_type_has_the_limits_that_only_texts_or_numbers_have(
    name: str, text: str, keywords: dict[str, int] | None
) -> None:
    scope = Scope(name, {name: Field(name, {}, False)}, {}, {})
    passage = Passage(text, Span("page.txt", 1, 1, 0, len(text)))
    found = [r.claim.keywords for s in read_prose([passage], scope, Vocabulary(scope.fields)) for r in s.readings]

    assert found == ([keywords] if keywords else [])


@pytest.mark.parametrize(
    ("text", "default"), [("Default: answer_url.", None), ("Default: created_at.", "created_at"), ("Default: `answer`.", "answer")]
)
def test_a_default_that_is_a_field_like_its_own_is_what_that_holds(text: str, default: str | None) -> None:
    fields = {name: Field(name, {"type": "string"}, False) for name in ("hangup_url", "answer_url", "created_at", "answer")}
    passage = Passage(text, Span("page.txt", 1, 1, 0, len(text)))
    read_as = read_prose([passage], Scope("hangup_url", fields, {}, {}), Vocabulary(fields))

    assert [r.claim.keywords["default"] for s in read_as for r in s.readings] == ([default] if default else [])
