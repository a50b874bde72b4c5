"""A release as read: the raw text, and where it came from."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from extract.errors import SourceError
from extract.sources.decode import check
from extract.sources.html import article

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"



@dataclass(frozen=True, slots=True)
class Release:
    """`text` is the raw text, decoded and nothing else; `row` the 1-based line or row of a table, else None.

    What the source says of it beside the text: `title`, `published` (a day in any wording), `url`, and the `columns` that
    the record keeps.
    """

    id: str | None
    text: str
    uri: str
    row: int | None = None
    title: str | None = None
    published: str | None = None
    url: str | None = None
    columns: Mapping[str, Json] = field(default_factory=dict)

    @property
    def content(self) -> str | bytes:
        """What was read."""
        return self.text

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

    @property
    def content(self) -> str | bytes:
        """What was read."""
        return self.text

    def release(self) -> Release:
        """The article of the page: its title, its date where it states one, and its paragraphs.

        Raises SourceError where there is none, or where `rilis[html]` is not installed.
        """
        return Release(self.id, check(article(self.text, self.uri), self.uri), self.uri, self.row)


@dataclass(frozen=True, slots=True)
class Document:
    """A PDF, Word, OpenDocument or RTF file as read; `kind` is its suffix. `release` is for workers, as that of a Page."""

    id: str | None
    data: bytes
    uri: str
    kind: str
    row: int | None = None

    @property
    def content(self) -> str | bytes:
        """What was read."""
        return self.data

    def release(self) -> Release:
        """Its text, a paragraph a line. Raises SourceError where there is none, or where `rilis[documents]` is missing."""
        from extract.sources.documents import text_of  # only workers need it

        return Release(self.id, check(text_of(self.data, self.kind, self.uri), self.uri), self.uri, self.row)


@dataclass(frozen=True, slots=True)
class Fragment:
    """A row of a table whose text is HTML. `beside` is the row as it is. `release` is for workers, as that of a Page."""

    beside: Release

    @property
    def id(self) -> str | None:
        """That of the row."""
        return self.beside.id

    @property
    def uri(self) -> str:
        """That of the table."""
        return self.beside.uri

    @property
    def row(self) -> int | None:
        """As in a Release."""
        return self.beside.row

    @property
    def content(self) -> str | bytes:
        """What was read."""
        return self.beside.text

    def release(self) -> Release:
        """The row with the text that the tags mark up. Raises SourceError where there is none, or without `rilis[html]`."""
        from extract.sources.markup import text_of  # only workers need it

        return replace(self.beside, text=check(text_of(self.beside.text, self.uri), self.uri))


Row = Release | Fragment
"""What a row of a table gives."""

Readable = Row | Page | Document
"""Something to process; all but a Release are converted by who processes them."""

Item = Readable | SourceError
"""What reading gives: something to process, or the error that a dead letter is made of."""
