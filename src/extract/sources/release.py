"""A release as read: the raw text, and where it came from."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Release:
    """`text` is the raw text, decoded and nothing else; `row` the 1-based line or row of a table, else None."""

    id: str | None
    text: str
    uri: str
    row: int | None = None

    @property
    def sha256(self) -> str:
        """Of the text's UTF-8 bytes, in hex."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()
