"""A field that a page tells of in several places, such as tabs to choose from: what holds wherever it is told of."""

from msgspec.structs import replace

from swornspec.page.block import Block, Stated


def together(first: Block, other: Block) -> Block:
    """What both say of the field in short words, and the prose of both; it is required where both say so."""
    schema = {keyword: value for keyword, value in first.schema.items() if other.schema.get(keyword) == value}
    values = first.schema.get("enum"), other.schema.get("enum")
    if values[0] and values[1]:
        schema["enum"] = [*values[0], *(v for v in values[1] if v not in values[0])]  # each lists those that it is about
    required = first.required and other.required
    kept = {*schema, *(("required",) if required else ())}
    stated = [Stated(tuple(k for k in said.keywords if k in kept), said.passage) for said in first.stated]
    known = {passage.text for passage in first.prose}
    return replace(
        first,
        schema=schema,
        stated=tuple(said for said in stated if said.keywords),
        required=required,
        enum_lost=first.enum_lost or other.enum_lost,
        type_name=first.type_name if first.type_name == other.type_name else None,
        flags=(*first.flags, *other.flags),
        prose=(*first.prose, *(passage for passage in other.prose if passage.text not in known)),
        asked=(*first.asked, *(passage for passage in other.asked if passage.text not in {p.text for p in first.asked})),
    )
