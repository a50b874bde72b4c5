"""A release as read: the raw text, and where it came from."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from extract.errors import SourceError
from extract.sources.decode import check
from extract.sources.html import article


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


@dataclass(frozen=True, slots=True)
class Page:
    """A web page as read; `text` is its HTML. `release` is a step of its own: it may take long, so workers take it."""

    id: str | None
    text: str
    uri: str
    row: int | None = None

    def release(self) -> Release:
        """The article of the page: its title, its date where it states one, and its paragraphs.

        Raises SourceError where there is none, or where `extract[html]` is not installed.
        """
        return Release(self.id, check(article(self.text, self.uri), self.uri), self.uri, self.row)


Item = Release | Page | SourceError
"""What reading gives: something to process, or the error that a dead letter is made of."""
