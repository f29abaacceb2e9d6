"""Prose that is not read again means what it would mean if it were."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from swornspec.page import read_operations
from swornspec.rules.field import Field
from swornspec.spec.heard import Listener, NamedBlock

PAGES = sorted(p for p in Path("tests/cases").glob("*/page.*") if p.stat().st_size < 6_000)


@cache
def known(path: Path) -> tuple[Any, tuple[tuple[NamedBlock, Field], ...], tuple[str, ...]]:
    """The first operation of a page, its request fields with what their blocks say, and words that its prose has."""
    page = max(read_operations(path.name, path.read_text(encoding="utf-8")), key=lambda page: len(page.blocks))
    blocks = [b for b in page.blocks if b.location != "response"]
    named = {(b.within, b.name or f"field_{n}"): b for n, b in enumerate(blocks)}
    fields = tuple((NamedBlock(name, b), Field(name, dict(b.schema), b.required, b.location)) for (_, name), b in named.items())
    words = {w for b in blocks for p in b.prose for w in re.findall(r"[\w.-]+", p.text)}
    return page, fields, tuple(sorted(words)) or ("a",)


@settings(max_examples=40, deadline=None)
@given(path=st.sampled_from(PAGES), data=st.data())
def test_what_is_heard_again_is_what_would_be_heard_at_first(path: Path, data: st.DataObject) -> None:
    page, fields, words = known(path)
    members = [v for _, f in fields for v in f.enum or ()]
    values = st.one_of(st.sampled_from(words), st.integers(0, 9), *([st.sampled_from(members)] if members else []))
    learned = data.draw(
        st.dictionaries(
            st.integers(0, max(0, len(fields) - 1)),
            st.one_of(
                st.fixed_dictionaries({"default": values}),
                st.fixed_dictionaries({"enum": st.lists(values, min_size=1, max_size=3)}),
                st.fixed_dictionaries({"deprecated": st.just(True), "maximum": st.integers(0, 9)}),
            ),
            max_size=3,
        )
    )
    now = [(n, Field(f.name, {**f.schema, **learned.get(at, {})}, f.required, f.location)) for at, (n, f) in enumerate(fields)]
    listener = Listener(page, (), ())
    listener.hear(fields)

    assert listener.hear(now) == Listener(page, (), ()).hear(now)
