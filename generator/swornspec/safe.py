"""Text that anybody may have written, made safe to show."""

import unicodedata


def printable(text: str) -> str:
    """Text without characters that steer a terminal or turn the reading direction; they are shown as escapes."""
    return "".join(c if c == "\n" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Zl", "Zp") else _escape(c) for c in text)


def _escape(character: str) -> str:
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
