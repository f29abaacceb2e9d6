"""Blocks of a page and entries of an api.yaml, joined: by their order, and each pair by its fingerprint.

Nothing is joined by guess. When a page has changed, the error shows both sides of every pair that no longer
matches, and says where an entry seems to belong now.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import PurePath
from typing import Final

from swornspec.errors import AnnotationError
from swornspec.page import Block, Page
from swornspec.spec.annotation import FieldAnnotation, OperationAnnotation
from swornspec.spec.fingerprint import fingerprint
from swornspec.spec.marked import quoted

_MOST_MISMATCHES: Final = 30
_MOST_ALIGNED: Final = 1000  # more fields than any page has; beyond, pairs are compared by their position alone
_LONGEST_QUOTE: Final = 70


@dataclass(frozen=True, slots=True)
class BoundField:
    """A field of which the page and the annotations agree what it is."""

    block: Block
    annotation: FieldAnnotation


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A block without its entry, an entry without its block, or two that contradict each other; `text` says it in full."""

    block: Block | None
    entry: FieldAnnotation | None
    text: str


class BindingError(AnnotationError):
    """The annotations of an operation do not fit its page; `mismatches` has every place, the message one line each."""

    def __init__(self, mismatches: Sequence[Mismatch], file: str) -> None:
        """Keep the mismatches; `file` is that of the annotations, which has the pages beside it."""
        self.mismatches = tuple(mismatches)
        parts = [AnnotationError(m.text, places=_places(m, file)) for m in mismatches[:_MOST_MISMATCHES]]
        if len(mismatches) > _MOST_MISMATCHES:
            parts.append(AnnotationError(f"and {len(mismatches) - _MOST_MISMATCHES} more like these"))
        super().__init__("\n".join(map(str, parts)), parts=parts)


def _places(mismatch: Mismatch, file: str) -> list[str]:
    """Both sides, as far as there are two."""
    span = mismatch.block.kind.span if mismatch.block else None
    page = [f"{(PurePath(file).parent / 'pages' / span.page).as_posix()}:{span.first}"] if span else []
    return page + ([f"{file}:{mismatch.entry.line}"] if mismatch.entry else [])


def bind(page: Page, operation: OperationAnnotation) -> tuple[BoundField, ...]:
    """Join the blocks of a page with the entries of its operation; BindingError shows every place where they do not fit."""
    mismatches = list(_mismatches(page, operation))
    if mismatches:
        raise BindingError(mismatches, operation.file)
    return tuple(BoundField(block, entry) for block, entry in zip(page.blocks, operation.fields, strict=True))


def address_of(page: Page, operation: OperationAnnotation) -> tuple[str, str]:
    """The HTTP method and path of an operation, from its page or else from the annotations; they must not disagree."""
    where = f"{operation.file}:{operation.line}"
    on_page = (("method", page.method, operation.method), ("path", page.route, operation.path))
    for what, stated, annotated in on_page:
        if stated is None and annotated is None:
            raise AnnotationError(
                f"{page.name} does not show the {what} of {operation.id}", where=where, mend=f"add {what} to the operation"
            )
        if None not in (stated, annotated) and stated != annotated:
            reason = f"the {what} of {operation.id} is {annotated} here and {stated} on {page.name}"
            raise AnnotationError(reason, where=where, mend=f"remove {what} here, the page is right until a conflict says otherwise")
    return page.method or operation.method or "", page.route or operation.path or ""


def _mismatches(page: Page, operation: OperationAnnotation) -> Iterator[Mismatch]:
    blocks, entries = page.blocks, operation.fields
    prints = [fingerprint(block) for block in blocks]
    wanted = [entry.fingerprint for entry in entries]
    # For a block that moved: where its entry is, and the reverse. Of several that read the same, the first.
    entry_of = {entry.fingerprint: entry for entry in reversed(entries)}
    block_of = {print_: at for at, print_ in reversed(list(enumerate(prints)))}
    spare = Counter(wanted)
    spare.subtract(prints)
    before: FieldAnnotation | None = None
    for block, entry in _pairs(blocks, entries, prints, wanted):
        before = entry or before
        if block is not None and entry is not None:
            yield from _differences(block, entry, operation)
        elif block is not None:
            print_ = fingerprint(block)
            moved = entry_of[print_] if print_ in entry_of and spare[print_] >= 0 else None
            yield _unclaimed(block, moved, before, operation)
        elif entry is not None:
            yield _homeless(entry, block_of.get(entry.fingerprint), page, operation)


def _pairs(
    blocks: Sequence[Block], entries: Sequence[FieldAnnotation], prints: list[str], wanted: list[str]
) -> Iterator[tuple[Block | None, FieldAnnotation | None]]:
    """Blocks and entries side by side, in order; where one side has more, the other is None."""
    if prints == wanted or max(len(blocks), len(entries)) > _MOST_ALIGNED:
        for at in range(max(len(blocks), len(entries))):
            yield blocks[at] if at < len(blocks) else None, entries[at] if at < len(entries) else None
        return
    for tag, b0, b1, e0, e1 in SequenceMatcher(None, prints, wanted, autojunk=False).get_opcodes():
        if tag == "equal" or (tag == "replace" and b1 - b0 == e1 - e0):
            yield from zip(blocks[b0:b1], entries[e0:e1], strict=True)
        else:
            yield from _uneven(blocks[b0:b1], entries[e0:e1])


def _uneven(blocks: Sequence[Block], entries: Sequence[FieldAnnotation]) -> Iterator[tuple[Block | None, FieldAnnotation | None]]:
    """A stretch in which blocks came or went: a name that the page shows still says which is which."""
    by_name = {_key(entry): entry for entry in entries}
    taken: set[tuple[str, tuple[str, ...], str]] = set()
    for block in blocks:
        key = _key(block)
        entry = by_name.get(key) if key not in taken else None
        taken.add(key)
        yield block, entry
    for entry in entries:
        if _key(entry) not in taken:
            yield None, entry


def _key(one: Block | FieldAnnotation) -> tuple[str, tuple[str, ...], str]:
    return one.location, one.within, one.name or ""


def _differences(block: Block, entry: FieldAnnotation, operation: OperationAnnotation) -> Iterator[Mismatch]:
    """What a block and the entry in its place disagree about."""
    print_ = fingerprint(block)
    sides = f"{_show(block)}\n  {_entry(entry, operation)}"
    if block.name is not None and block.name != entry.name:
        more = f", and set its fingerprint to {print_}" if print_ != entry.fingerprint else ""
        yield Mismatch(
            block,
            entry,
            f"the page names this field {block.name}, the entry names it {entry.name}: {sides}\n  mend: rename the entry{more}",
        )
    elif print_ != entry.fingerprint:
        mend = f"read the page again; if the entry still is about this field, set its fingerprint to {print_}"
        yield Mismatch(block, entry, f"the page has changed since the entry was written: {sides}\n  mend: {mend}")
    if block.location != entry.location:
        mend = f"set 'in: {block.location}'" if block.location != "body" else "remove 'in'"
        yield Mismatch(block, entry, f"the page has this field in {block.location}, the entry in {entry.location}: {sides}\n  mend: {mend}")
    if block.within != entry.within:
        mend = f"set 'within: {quoted_list(block.within)}'" if block.within else "remove 'within'"
        sides_of = [".".join(one.within) or "no object" for one in (block, entry)]
        yield Mismatch(
            block, entry, f"the page has this field within {sides_of[0]}, the entry within {sides_of[1]}: {sides}\n  mend: {mend}"
        )
    for keyword, value in entry.schema.items():
        if keyword in block.schema and not _refines(keyword, block):
            stated = block.schema[keyword]
            reason = f"the page already states {keyword} {stated!r}, the entry {'repeats it' if stated == value else f'says {value!r}'}"
            yield Mismatch(
                block, entry, f"{reason}: {sides}\n  mend: remove {keyword} from the entry (and add a conflict, if both have a point)"
            )


def _refines(keyword: str, block: Block) -> bool:
    """Whether an entry may say more about a keyword than the page: `array of objects` leaves open which objects."""
    return keyword == "items" and block.schema.get("items") == {"type": "object"}


def placed(block: Block) -> str:
    """The keys of an entry that say where its field is, each with a comma."""
    location = "" if block.location == "body" else f"in: {block.location}, "
    return f"{location}within: {quoted_list(block.within)}, " if block.within else location


def quoted_list(names: Sequence[str]) -> str:
    """Names as a YAML list on one line."""
    return f"[{', '.join(map(quoted, names))}]"


def _unclaimed(block: Block, moved: FieldAnnotation | None, before: FieldAnnotation | None, operation: OperationAnnotation) -> Mismatch:
    if moved:
        text = f"this block has moved; its entry seems to be {_entry(moved, operation)}\n  mend: put the entries in the order of the page"
    else:
        entry = f"- {{name: {quoted(block.name or 'NAME')}, {placed(block)}fingerprint: {fingerprint(block)}}}"
        after = f"after {before.name} ({operation.file}:{before.line})" if before else "as the first one"
        text = f"no entry for this block\n  mend: add '{entry}' {after} under fields of {operation.id} in {operation.file}"
    return Mismatch(block, moved, f"{_show(block)}: {text}")


def _homeless(entry: FieldAnnotation, home: int | None, page: Page, operation: OperationAnnotation) -> Mismatch:
    where = _entry(entry, operation)
    if home is not None:
        block = page.blocks[home]
        text = f"this entry seems to belong to block {home + 1}, {_show(block)}\n  mend: put the entries in the order of the page"
        return Mismatch(block, entry, f"{where}: {text}")
    mend = "remove the entry, or, if its block was rewritten, give it the fingerprint of that block"
    return Mismatch(None, entry, f"{where}: no block on {page.name} has this fingerprint\n  mend: {mend}")


def _show(block: Block) -> str:
    prose = f'"{_short(block.prose[0].text)}"' if block.prose else "without prose"
    name = f"{block.name}, " if block.name else ""
    return f"{block.kind.span.page} line {block.kind.span.first} has {_short(f'{name}{block.kind.text}')}, {prose}"


def _entry(entry: FieldAnnotation, operation: OperationAnnotation) -> str:
    return f"{operation.file}:{entry.line} has {_short(f'{{name: {entry.name}, fingerprint: {entry.fingerprint}}}')}"


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST_QUOTE else f"{words[: _LONGEST_QUOTE - 1]}…"
