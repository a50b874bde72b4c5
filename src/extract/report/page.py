"""The page from records to bytes: records pass one at a time, twice; a block of them is packed and written before the next."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, Literal

from extract._version import __version__
from extract.errors import UsageError
from extract.printable import printable
from extract.record import Record
from extract.report.form import form, groups
from extract.report.index import Index
from extract.report.scripts import STATIC, check_installed, digest, joined, packed, vega
from extract.report.texts import Texts, Wanted
from extract.report.words import words
from extract.sinks import atomic
from extract.sinks.reading import STDIN, read_records
from rilis import COLOURS

Language = Literal["id", "en"]
LIMIT = 5000
BLOCK = 50
"""Releases that are unpacked at once when one of them is opened."""

Show = Callable[[str, int, int], None]
"""Is told what is done ("records", "texts", "pages"), how much of it, and how much there is (0: not known)."""


@dataclass(slots=True)
class Outcome:
    """How many releases the page has; those whose text was not found, with the reason: id, place, what is wrong."""

    releases: int = 0
    without_text: list[tuple[str, str, str]] = field(default_factory=list)


def save_report(records: Path, path: Path, *, overwrite: bool = False, **options: Any) -> Outcome:
    """As `write_report`, to a file that has its name when it is whole. Raises UsageError where anything lies at `path`, unless
    `overwrite` is set."""
    if os.path.lexists(path) and not overwrite:
        raise UsageError(f"{path}: exists already; --overwrite replaces it")
    path.parent.mkdir(parents=True, exist_ok=True)
    new = atomic.beside(path)
    with atomic.recreate(new) as file:
        try:
            outcome = write_report(records, file, **options)
        except BaseException:
            new.unlink()
            raise
    atomic.publish(new, path)
    return outcome


def write_report(
    records: Path,
    file: BinaryIO,
    *,
    texts: Iterable[Path] = (),
    text_column: str | None = None,
    language: Language = "id",
    title: str | None = None,
    limit: int = LIMIT,
    show: Show = lambda what, done, total: None,
) -> Outcome:
    """Write the page of the records at `records` ("-": JSONL on standard input) to `file`. The same input gives the same bytes.

    Texts come from `texts` (whatever a run reads) and from where the records say. Raises UsageError where there are no records
    or more than `limit`, SourceError for a line that is no record, MissingExtraError without `rilis[report]`.
    """
    check_installed()
    title = printable(title) if title else None
    with _seekable(records) as path, Texts() as found:
        wanted, count = Wanted(), 0
        for count, record in enumerate(read_records(path), start=1):
            if count > limit:
                raise UsageError(f"{records}: more than {limit:,} records; --limit allows more, and a page that opens slowly")
            wanted.add(record)
            show("records", count, 0)
        if not count:
            raise UsageError(f"{records}: no records")
        found.find(wanted, records, texts, text_column, lambda done: show("texts", done, len(wanted.digests)))
        outcome = Outcome()
        for piece in _pieces(read_records(path), found, outcome, language, title, lambda done: show("pages", done, count)):
            file.write(piece.encode())
        return outcome


@contextmanager
def _seekable(records: Path) -> Iterator[Path]:
    """The path itself; of standard input a copy on disk, as the records are read twice."""
    if str(records) != STDIN:
        yield records
        return
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "records.jsonl"
        with copy.open("wb") as file:
            shutil.copyfileobj(sys.stdin.buffer, file, 1 << 20)
        yield copy


def _pieces(
    records: Iterator[Record], texts: Texts, outcome: Outcome, language: Language, title: str | None, show: Callable[[int], None]
) -> Iterator[str]:
    """The page, piece by piece."""
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True,
        undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    script, library, index = joined(), vega(), Index()
    fields = form()

    def blocks() -> Iterator[dict[str, Any]]:
        number = 0
        while block := list(islice(records, BLOCK)):
            found = [texts.get(record.source.sha256) for record in block]
            for record, text in zip(block, found, strict=True):
                index.add(record, text)
                if text is None:
                    outcome.without_text.append((record.id, record.source.uri, texts.why(record)))
            outcome.releases = len(index.releases)
            yield {
                "number": number,
                "records": packed(b"[%s]" % b",".join(record.to_json().encode() for record in block)),
                "texts": packed(json.dumps(found).encode()),
            }
            number += 1
            show(outcome.releases)

    def about() -> str:
        """Written behind the blocks, when all is known."""
        kinds = {name: COLOURS.get(name, "#d0d0d0") for name in groups(fields)}
        data = {
            **index.as_json(), "form": fields, "groups": list(kinds), "block": BLOCK, "words": words(), "title": title,
            "version": __version__,
        }  # fmt: skip
        return packed(json.dumps(data, separators=(",", ":")).encode())

    template = environment.get_template("report.html")
    yield from template.generate(
        language=language, title=title, w=words()[language], style=(STATIC / "report.css").read_text(encoding="utf-8"),
        colours={name: COLOURS.get(name, "#d0d0d0") for name in groups(fields)},
        script=script, script_digest=digest(script), vega=packed(library.encode()), vega_digest=digest(library),
        blocks=blocks(), about=about, version=__version__,
    )  # fmt: skip
