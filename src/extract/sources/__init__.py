"""Where releases come from: files, folders, tables, archives, pipes. `read` yields each Release, or the error it met."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from extract.errors import MissingExtraError, SourceError, UsageError
from extract.sources.archives import members, open_zip
from extract.sources.columns import ColumnError, Columns
from extract.sources.ids import unique
from extract.sources.kinds import TABLES, Kind, by_suffix
from extract.sources.reading import read_file
from extract.sources.release import Document, Fragment, Item, Page, Readable, Release
from extract.sources.streams import opened
from extract.sources.tables import ROWS_ASKED
from extract.sources.walk import File, LeftOut, Survey, tally, walk

__all__ = [
    "Columns", "Document", "Fragment", "Item", "Kind", "Page", "Readable", "Release", "SourceError", "Survey", "check_columns",
    "files", "read", "read_items", "survey",
]  # fmt: skip

_TABLES_ASKED = 20      # for the columns that the user named


def files(paths: Iterable[str], wanted: Kind | None = None) -> Iterator[str]:
    """The paths that are read, in order; "-" is standard input."""
    return (found.path for found in walk(paths, wanted) if isinstance(found, File))


def survey(paths: Iterable[str], wanted: Kind | None = None) -> Survey:
    """How many files there are to read, and which are left out: in folders, and in zip archives."""
    return tally(_with_members(walk(paths, wanted), wanted))


def _with_members(found: Iterable[File | LeftOut | SourceError], wanted: Kind | None) -> Iterator[File | LeftOut | SourceError]:
    for item in found:
        yield item
        if isinstance(item, File) and by_suffix(item.path) is Kind.zip and Path(item.path).is_file():
            try:
                with opened(item.path) as file, open_zip(file, item.uri) as archive:
                    yield from (member for member in members(archive, item.uri, wanted) if isinstance(member, LeftOut))
            except (OSError, SourceError, zipfile.BadZipFile):
                continue    # reading it says what is wrong


def read(paths: Iterable[str], columns: Columns | None = None, wanted: Kind | None = None) -> Iterator[Release | SourceError]:
    """Every release of `paths`, in order. What cannot be read comes as a SourceError, and the rest goes on."""
    for item in read_items(paths, columns, wanted):
        if isinstance(item, (Release, SourceError)):
            yield item
            continue
        try:
            yield item.release()
        except SourceError as error:
            yield SourceError(error.reason, error.uri, item.row, item.id)


def read_items(paths: Iterable[str], columns: Columns | None = None, wanted: Kind | None = None) -> Iterator[Item]:
    """As `read`, with web pages and documents as they are: finding their text is left to who processes them.

    `wanted` is what every file is, whatever its name. Ids are unique: the second "siaran" is "siaran#2".
    """
    return unique(_items(paths, columns or Columns(), wanted))


def check_columns(paths: Iterable[str], columns: Columns, wanted: Kind | None = None) -> None:
    """Raises UsageError where no table among `paths` has a column that the user named, as far as its first rows tell."""
    if not columns.named():
        return
    tables = (
        found for found in walk(paths, wanted)
        if isinstance(found, File) and (wanted or by_suffix(found.path)) in TABLES and Path(found.path).is_file()
    )
    lacking: ColumnError | None = None
    for table in islice(tables, _TABLES_ASKED):
        items = islice(_of_file(table, columns, wanted), ROWS_ASKED + 1)
        error = next((item for item in items if isinstance(item, ColumnError)), None)
        if error is None:
            return
        lacking = lacking or error
    if lacking:
        raise UsageError(str(lacking))


def _items(paths: Iterable[str], columns: Columns, wanted: Kind | None) -> Iterator[Item]:
    for found in walk(paths, wanted):
        if isinstance(found, SourceError):
            yield found
        elif isinstance(found, File):
            yield from _of_file(found, columns, wanted)


def _of_file(file: File, columns: Columns, wanted: Kind | None) -> Iterator[Item]:
    try:
        yield from read_file(file, columns, wanted)
    except SourceError as error:
        yield error
    except MissingExtraError as error:
        yield SourceError(str(error), file.uri, id=file.id)
    except OSError as error:
        yield SourceError(error.strerror or str(error), file.uri, id=file.id)
    except (EOFError, zlib.error, zipfile.BadZipFile) as error:
        yield SourceError(f"damaged: {error}", file.uri, id=file.id)
