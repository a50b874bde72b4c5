"""Dead letters: one JSON line for what could not be read, with id, file, line and reason."""

from __future__ import annotations

import json
from pathlib import Path

from extract.sinks.cells import plain

_KEYS = ("id", "file", "line", "reason")


def letter(id: str | None, file: str, line: int | None, reason: str) -> bytes:
    """One dead letter, with its line end."""
    # Control characters in ids, names and messages: databases refuse the first, terminals obey others.
    values = (plain(value) if isinstance(value, str) else value for value in (id, file, line, reason))
    # A lone surrogate in a file's name or in a message must not cost the other dead letters.
    return json.dumps(dict(zip(_KEYS, values, strict=True)), ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"


def are(path: Path) -> bool:
    """Whether every line of the file is a dead letter."""
    if not path.is_file() or path.is_symlink():
        return False
    try:
        with path.open("rb") as lines:
            return all(json.loads(line).keys() == {*_KEYS} for line in lines)
    except (ValueError, AttributeError):
        return False
