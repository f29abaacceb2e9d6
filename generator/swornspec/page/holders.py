"""Which fields a heading is about: by their names, by the name of their type, with words for objects beside.

size          The size object      Kite properties         of the fields called or typed so
Payer details                      of `payerDetails`
Coupon - Meta data properties      of `meta_data`
Item                               of the array `items`
Voice (`voice_config`)             of `voice_config`
"""

import re
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Final

from swornspec.page.entry import Entry
from swornspec.page.headings import section_of

_BRACKETS: Final = re.compile(r"\(\s*`?(?P<name>[\w.-]{1,80})`?\s*\)\s*$")
_TYPE_OF_ITEM: Final = re.compile(r"(?:[A-Z][a-z0-9]{1,30}){1,6}(?:Item|Object|Element|Input|Param|Entry|Info)s?")
_WORDS_OF_TYPE: Final = re.compile(r"[A-Z][a-z0-9]{1,30}")
_OF_LISTS: Final = ("s", "_list", "list", "_items", "_array")
Known = Mapping[str, Sequence[Entry]]
PLURAL: Final = ("objects", "properties", "fields", "parameters", "attributes", "options", "items", "values", "types")
_BESIDE: Final = (
    "object",
    "structure",
    "schema",
    "item",
    "model",
    "value",
    "enum",
    "parameter",
    "field",
    "type",
    "property",
    "supported",
    "possible",
    "allowed",
)
ENTITLES: Final = frozenset((*PLURAL, "object", "structure", "schema", "model"))
"""What headings end in that are about the fields below them."""
_ANNOUNCES: Final = frozenset(
    (
        *PLURAL,
        *("object", "keys", "members", "elements", "subfields", "contains", "contain", "has", "have", "consists", "includes", "following"),
    )
)
_OF_VALUES: Final = re.compile(
    r"\b(?:values|constants|options|choices|types|modes|codes|kinds|formats|statuses|strings|literals|one of|can be|may be|must be)\b",
    re.IGNORECASE,
)
_OTHERWISE: Final = re.compile(
    r"\b(?:returns?|returned|responses?|examples?|e\.g|such as|if|when|unless|not|errors?|contains?|object|fields|parameters|limits?)\b",
    re.IGNORECASE,
)
_QUOTED: Final = re.compile(r"[`*\"']{1,3}([\w.$-]{1,80})[`*\"']{1,3}")
_MOST_OF_LINE: Final = 16  # words
_OBJECT: Final = frozenset((*PLURAL, *_BESIDE, "the", "a", "an", "of", "for"))
_MOST_OF_TYPE: Final = 16  # fields of a type whose parts are listed once, below its name
_MOST_NAMES: Final = 400  # fields whose names are looked through for each heading
_MOST_SPELT: Final = 4  # words that spell the name of an object
_MOST_OF_ITEM: Final = 3  # words of a heading that is about the items of an array


def fields_named(heading: str, by_name: Known, by_type: Known) -> tuple[Entry, ...]:
    """The fields that a heading is about, of those that are known by their names, paths and types in lower case."""
    said = [w.strip("`*:.").lower() for w in heading.split()]
    if said[:1] == ["table"] and said[1:2] and said[1].isdigit():
        said = said[2:]  # `Table 2 size`
    parts = [w for w in said if w not in _OBJECT]
    of_parts = len(parts) < len(said)
    if not parts and len(said) == 1 and said[0] not in PLURAL:
        parts = said  # `Item`, of `items`
    if not parts and len(said) > 1 and any(e.holds_parts for e in by_name.get(said[0], ())):
        parts = said[:1]  # `Options attributes`, of `options`
    if len(parts) != 1:
        return (
            _spelt(parts, by_name)
            or (_holder_named(parts, by_name) if of_parts else ())
            or _in_brackets(heading, by_name)
            or _ended(parts, by_name)
        )
    named = by_name.get(parts[0], ())
    if named:
        return tuple(named) if len(named) == 1 else ()
    typed = by_type.get(parts[0], ())
    if typed:
        return tuple(typed) if len(typed) <= _MOST_OF_TYPE else ()
    return _array_of(parts[0], said, by_name) or _items_of(heading.strip("`*:. "), by_name)


def fields_announced(line: str, by_name: Known) -> tuple[Entry, ...]:
    """The one object or array whose parts a line says to follow: ``The `size` object has these fields:``, `Each line contains:`."""
    said = [(word, word.strip("`*_:.,;\"'()").lower()) for word in line.split()[: _MOST_OF_LINE + 1]]
    if len(said) > _MOST_OF_LINE or _ANNOUNCES.isdisjoint([name for _, name in said]):
        return ()
    plain = section_of(line) is None
    named = [name for word, name in said if name not in _ANNOUNCES and (plain or word.strip("(.,;:")[:1] in ("`", "*"))]
    found = [e for name in named for e in (by_name.get(name) or by_name.get(f"{name}s", ())) if e.holds_parts]
    return tuple(found[:1]) if len({id(e) for e in found}) == 1 else ()


def values_announced(line: str, by_name: Known) -> tuple[Entry, ...]:
    """The one field whose values a line says to follow: ``Possible values for the `kind` field:``, ``The `kind` can be one of:``."""
    if (
        not line.rstrip("*_ ").endswith(":")
        or len(line.split()) > _MOST_OF_LINE
        or _OF_VALUES.search(line) is None
        or _OTHERWISE.search(line)
    ):
        return ()
    named = [name.lower() for name in _QUOTED.findall(line)]
    found = [e for name in named for e in by_name.get(name, ())]
    return tuple(found) if len(named) == len(found) == 1 else ()


def _array_of(item: str, said: Sequence[str], by_name: Known) -> tuple[Entry, ...]:
    """The array whose items a heading names: `Flag object` is about `flags`, and so is `Flag` where these are objects."""
    if len(said) > _MOST_OF_ITEM:
        return ()
    arrays = [e for e in by_name.get(f"{item}s", ()) if e.may_hold_items]
    if not any("object" in w for w in said):
        arrays = [e for e in arrays if e.holds_fields and len(said) == 1]
    return tuple(arrays) if len(arrays) == 1 else ()


def _items_of(name: str, by_name: Known) -> tuple[Entry, ...]:
    """The one array whose name is in that of the type of its items: `KilnFlagItem`, of `flag_list`."""
    said = [word.lower() for word in _WORDS_OF_TYPE.findall(name)] if _TYPE_OF_ITEM.fullmatch(name) and len(by_name) <= _MOST_NAMES else []
    arrays = {id(e): e for word in said[:-1] for end in _OF_LISTS for e in by_name.get(f"{word}{end}", ()) if e.may_hold_items}
    return tuple(arrays.values()) if len(arrays) == 1 else ()


def _spelt(parts: Sequence[str], by_name: Known) -> tuple[Entry, ...]:
    """The object whose name a heading spells in several words."""
    if not 1 < len(parts) <= _MOST_SPELT:
        return ()
    named = next((found for joint in ("", "_", "-") if (found := by_name.get(joint.join(parts)))), ())
    return tuple(named) if len(named) == 1 and named[0].has_type and not named[0].holding[1] else ()


def _in_brackets(heading: str, by_name: Known) -> tuple[Entry, ...]:
    """The object whose name stands in brackets behind a heading: ``Voice settings (`voice_config`)``."""
    found = _BRACKETS.search(heading)
    named = by_name.get(found["name"].lower(), ()) if found else ()
    return tuple(named) if len(named) == 1 and not named[0].holding[1] else ()


def _ended(parts: Sequence[str], by_name: Known) -> tuple[Entry, ...]:
    """The one object whose name ends as a heading of several words does: `Interaction Configuration`, of `kiln_interaction_config`."""
    spelt = "_".join(parts[-_MOST_SPELT:]) if 1 < len(parts) <= _MOST_SPELT and len(by_name) <= _MOST_NAMES else ""
    if not spelt:
        return ()
    ends = (f"_{spelt}", f"_{spelt.removesuffix('uration')}")
    named = (e for name, entries in by_name.items() if name.endswith(ends) for e in entries if e.holds_parts)
    one = tuple(islice(named, 2))  # of two it is already not clear which is meant
    return one if len(one) == 1 else ()


def _holder_named(parts: Sequence[str], by_name: Known) -> tuple[Entry, ...]:
    """The object whose name the last words of a heading spell."""
    for count in (3, 2, 1):
        named = by_name.get("_".join(parts[-count:]), ()) if len(parts) > count else ()
        if len(named) == 1 and named[0].holds_parts:
            return tuple(named)
        arrays = [e for e in by_name.get(f"{'_'.join(parts[-count:])}s", ()) if e.may_hold_items] if len(parts) > count else []
        if len(arrays) == 1:
            return tuple(arrays)  # `Glaze flag properties`, of `flags`
    return ()


def path_told(route: str, by_name: Mapping[str, Sequence[Entry]]) -> bool:
    """Whether a path has parameters, and all of them are fields that were read."""
    asked = [part.partition("}")[0].lower() for part in route.split("{")[1:]]
    return bool(asked) and all(any(e.location == "path" for e in by_name.get(name, ())) for name in asked)
