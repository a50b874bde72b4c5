"""Raw texts beside the records, so that every span can be read in the database. A text is known by its SHA-256."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from extract.database.store import Store
from extract.sources import Release, read

if TYPE_CHECKING:
    from extract.database.load import Loaded

_BATCH, _BATCH_CHARACTERS, _ASKED = 200, 4_000_000, 1000


def add(store: Store, paths: Sequence[str], done: Loaded, show: Callable[[Loaded], None]) -> None:
    """Store the texts of `paths` with the releases that were read from them; without paths those of the files that the
    records name. What is not there, or is another text now, stays out."""
    batch: dict[str, str] = {}
    size = 0
    for source in paths or _sources(store):
        for item in read([source]):
            if isinstance(item, Release) and _storable(item.text):
                batch[item.sha256] = item.text
                size += len(item.text)
            if len(batch) == _BATCH or size >= _BATCH_CHARACTERS:
                done.texts += store.add_texts(batch)
                batch, size = {}, 0
                show(done)
    if batch:
        done.texts += store.add_texts(batch)
        show(done)


def _storable(text: str) -> bool:
    """Whether a database holds it: not half a surrogate pair, which JSON may have."""
    try:
        return bool(text.encode())
    except UnicodeEncodeError:
        return False


def _sources(store: Store) -> Iterator[str]:
    """The files that releases without a text were read from, each once."""
    many: set[str] = set()      # tables and archives, which hold more than one
    last = ""
    while found := store.without_text(last, _ASKED):
        for id, uri, row in found:
            last = id
            path = _file(uri)
            if path is None or path in many:
                continue
            if row is not None or path != uri:
                many.add(path)
            yield path


def _file(uri: str) -> str | None:
    """The file that a release was read from; that of the archive for a member of one. None where there is none."""
    if "://" in uri:
        return None
    path = Path(uri)
    for place in (path, *path.parents):
        try:
            if place.is_file():
                return str(place)
        except (OSError, ValueError):       # too long a name, or no name at all
            return None
    return None
