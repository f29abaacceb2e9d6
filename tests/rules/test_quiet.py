"""What is taken for quiet by the kinds of its words alone gives nothing when it is read."""

from hypothesis import given, settings
from hypothesis import strategies as st

from swornspec.rules.english.clause import Clause
from swornspec.rules.english.conditions import Scope
from swornspec.rules.english.quiet import says_nothing
from swornspec.rules.english.reading import Memory, Result
from swornspec.rules.english.stretch import clauses
from swornspec.rules.english.tokens import Vocabulary, lexicon, tokenize
from swornspec.rules.field import Field

FIELDS = {
    "mode": Field("mode", {"type": "string", "enum": ["slow", "fast"]}),
    "frame_count": Field("frame_count", {"type": "integer", "default": 4}),
    "tags": Field("tags", {"type": "array", "items": {"type": "string"}}),
    "draft": Field("draft", {"type": "boolean"}),
    "status": Field("status", {"type": "string"}),
}
PHRASES = sorted(" ".join(words) for words in lexicon())
WORDS = ("job", "list", "page", "optional", "even", "respectively", "whether", "frame count", "tags", "draft", "slow", "fast", "A1", "UTC")
MARKS = (
    ",",
    ",",
    ".",
    ":",
    ";",
    "(",
    ")",
    "-",
    "–",
    "/",
    "3",
    "1-9",
    "0.5",
    "`slow`",
    "`a`",
    '"b"',
    "in",
    "with",
    "on",
    "the",
    "and",
    "or",
)
TEXTS = st.lists(st.one_of(st.sampled_from(WORDS), st.sampled_from(MARKS), st.sampled_from(PHRASES)), min_size=1, max_size=9).map(" ".join)


@settings(max_examples=400)
@given(text=TEXTS, subject=st.sampled_from(sorted(FIELDS)), listed=st.sampled_from([(), ("a", "b")]))
def test_a_quiet_clause_gives_nothing(text: str, subject: str, listed: tuple[str, ...]) -> None:
    scope = Scope(subject, FIELDS, {}, {})

    for clause in clauses(tokenize(text, Vocabulary(FIELDS))):
        memory = Memory(listed=listed)
        if says_nothing(clause, text):
            assert Clause(clause, text, scope, memory).read() == Result()
            assert memory == Memory(listed=listed)


def test_what_only_describes_a_field_is_quiet_and_what_demands_is_not() -> None:
    quiet = [
        all(says_nothing(clause, text) for clause in clauses(tokenize(text, Vocabulary(FIELDS))))
        for text in ("The name of the job (17).", "Must be a name.", "In slow mode, the job ends.", "One of `a` or `b`.")
    ]

    assert quiet == [True, False, False, False]
