"""A release as read: the raw text, and where it came from."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from extract.errors import MissingExtraError, SourceError
from extract.sources.decode import check

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

        Raises SourceError where there is none, or where `rilis[html]` is not installed.
        """
        try:
            from trafilatura import bare_extraction
        except ImportError as error:
            raise SourceError(str(MissingExtraError("reading HTML", "html")), self.uri) from error
        page = bare_extraction(self.text, favor_recall=True, include_comments=False, with_metadata=True)
        found = page.as_dict() if page is not None and not isinstance(page, dict) else page or {}
        lines = str(found.get("text") or "").split("\n")
        if lines == [""]:
            raise SourceError("no article found in the page", self.uri)
        head = [str(part) for part in (found.get("title"), found.get("date")) if part and part not in lines]
        return Release(self.id, check("\n\n".join(head + lines), self.uri), self.uri, self.row)


Item = Release | Page | SourceError
"""What reading gives: something to process, or the error that a dead letter is made of."""
