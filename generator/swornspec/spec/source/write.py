"""Documents to text: JSON with the indentation it had, YAML in block style with its shared parts shared."""

import json
from pathlib import Path
from typing import Any

import yaml

from swornspec.errors import DocumentError
from swornspec.spec.source.plain import is_text
from swornspec.spec.source.read import Layout, Source


def layout_of(path: Path | None, source: Source) -> Layout:
    """How a document is written to a file: as the name's ending says, else as it was read."""
    endings = {".json": Layout.JSON, ".yaml": Layout.YAML, ".yml": Layout.YAML}
    return endings.get(path.suffix.lower(), source.layout) if path is not None else source.layout


def written(source: Source, layout: Layout) -> str:
    """The document's value as text; DocumentError when YAML cannot hold it (half characters)."""
    if layout is Layout.JSON:
        indent = source.indent if source.layout is Layout.JSON else "  "
        separators = None if indent is not None else (",", ":")
        text = json.dumps(source.value, ensure_ascii=False, indent=indent, separators=separators)
        return (text if _encodable(text) else json.dumps(source.value, indent=indent, separators=separators)) + "\n"
    try:
        text = yaml.dump(source.value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=120)
    except (UnicodeEncodeError, yaml.YAMLError) as error:
        raise DocumentError("it holds text that YAML cannot hold", where=source.name, mend="write JSON: -o FILE.json") from error
    return str(text)


def _encodable(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc] # chosen at run time
    """Block style; long texts as they are; text that YAML 1.2 would read as a number stands in quotes."""


def _string(dumper: Any, text: str) -> Any:
    style = "|" if "\n" in text else None if is_text(text) else "'"
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _string)
