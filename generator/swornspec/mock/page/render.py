"""Facts become a page that stands alone.

Its script and style are in it, and its policy (Content Security Policy, level 3) allows these two, by their hashes, its
empty icon, and requests to its own origin, nothing else. What comes from a document is in it as JSON alone, which the script
writes to the page as text.
"""

import json
import re
from base64 import b64encode
from hashlib import sha256
from importlib.resources import files
from typing import Any, Final

_UNSAFE: Final = re.compile("[<>&\u2028\u2029]")
"""What could end a script element, or a line in one (HTML, 4.12.1.3)."""
_SLOT: Final = re.compile(r"\{\{(\w+)\}\}")


def page_of(facts: str) -> tuple[str, str]:
    """The page for facts in JSON, and the policy that it is to be sent with."""
    parts = {name: _static(f"page.{name}") for name in ("css", "js")}
    page = _SLOT.sub(lambda slot: {**parts, "facts": _embedded(facts)}[slot[1]], _static("page.html"))
    policy = (
        f"default-src 'none'; script-src '{_hash(parts['js'])}'; style-src '{_hash(parts['css'])}'; connect-src 'self'; img-src data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    return page, policy


def _static(name: str) -> str:
    return files("swornspec.mock.page").joinpath(name).read_text(encoding="utf-8")


def json_text(value: Any) -> str:
    """JSON text; halves of characters, which UTF-8 cannot hold, become question marks."""
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace").decode()


def _embedded(text: str) -> str:
    """JSON text that can stand in a script element of HTML."""
    return _UNSAFE.sub(lambda c: f"\\u{ord(c[0]):04x}", text)


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
