"""What others wrote, on its way to a terminal: shown as text, never obeyed.

An escape sequence in a file's name, an id or a text may move the cursor, write into the clipboard or hide a line, and a direction
mark may turn a line round. Here they become what they are written as in Python: "\\x1b", "\\u202e".
"""

from __future__ import annotations

import json
import re
from unicodedata import category


def printable(text: str, keep: str = "") -> str:
    """`text` on one line, with every character escaped that has no shape of its own, but those of `keep`."""
    return text if text.isprintable() else "".join(shown(character, keep) for character in text)


def shown(character: str, keep: str = "") -> str:
    """One character as `printable` shows it. Blanks of every width are shown as they are."""
    if character.isprintable() or character in keep or category(character) == "Zs":
        return character
    return ascii(character)[1:-1]


_BEYOND_ASCII = re.compile(r"[^\x00-\x7e]")


def printable_json(text: str) -> str:
    """A JSON text that says the same, with those characters escaped as JSON has it; line ends between values stay."""
    return _BEYOND_ASCII.sub(lambda match: match[0] if shown(match[0]) == match[0] else json.dumps(match[0])[1:-1], text)
