"""What tests of the sources share: a file written and read again, in one line each."""

from pathlib import Path

import pytest

from extract.sources import Columns, Kind, Release, read

TEXT = "Bupati Siak membuka pelatihan bagi 30 perajin di Balai Desa."


@pytest.fixture
def text() -> str:
    return TEXT


@pytest.fixture
def found():
    """(id, text) of each release behind some paths, and (line, reason) of what could not be read."""

    def read_all(*paths: Path | str, kind: str | None = None, **columns):
        items = read(map(str, paths), Columns(**columns), Kind(kind) if kind else None)
        return [(item.id, item.text) if isinstance(item, Release) else (item.line, item.reason) for item in items]

    return read_all


@pytest.fixture
def releases():
    """The releases behind some paths; anything else fails the test."""

    def read_all(*paths: Path | str, kind: str | None = None, **columns) -> list[Release]:
        items = list(read(map(str, paths), Columns(**columns), Kind(kind) if kind else None))
        assert all(isinstance(item, Release) for item in items), items
        return items

    return read_all
