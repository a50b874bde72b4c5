"""What Datasette shows beside the tables: what each column means, facets, search, and ready queries."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from extract.database.store import LOADED, MARK, TEXTS
from extract.errors import UsageError
from extract.sinks.atomic import replace
from extract.sinks.schema import TABLES, columns

_HEAD = "# Made by `extract db --datasette`: datasette DATABASE --metadata THIS_FILE\n"

_FACETS = {
    "releases": ["event_type", "region", "publisher", "language"],
    "officials": ["name", "office", "region", "attended"],
    "titles": ["office", "region", "acting"],
    "quotes": ["kind", "speaker"],
    "figures": ["unit", "direction", "region"],
    "events": ["type", "region", "main", "online"],
    "organisations": ["name", "kind"],
    "places": ["level", "region"],
    "themes": ["label"],
    "programmes": ["name", "owner"],
    "regulations": ["kind", "year"],
    "credits": ["role", "name"],
    "warnings": ["code"],
    "spans": ["field"],
}
_LABELS = {"releases": "title"}


@lru_cache(maxsize=1)
def queries() -> dict[str, dict[str, str]]:
    """Ready queries, for SQLite: name -> title, description, sql."""
    text = Path(__file__).with_name("queries.yaml").read_text(encoding="utf-8")
    found: dict[str, dict[str, str]] = yaml.safe_load(text)
    return found


def metadata(database: Path) -> dict[str, Any]:
    """What Datasette takes as the metadata of a database of ours."""
    tables: dict[str, Any] = {}
    for table in TABLES:
        entry: dict[str, Any] = {"columns": {column.name: column.comment for column in columns(table.name)}}
        if table.name in _FACETS:
            entry["facets"] = _FACETS[table.name]
        if table.name in _LABELS:
            entry["label_column"] = _LABELS[table.name]
        tables[table.name] = entry
    for name in (MARK, LOADED):
        tables[name] = {"hidden": True}
    tables[TEXTS] = {"columns": {"sha256": "of the raw text", "text": "as it was read; spans count its characters"}}
    return {"title": "News releases", "databases": {database.stem: {"tables": tables, "queries": queries()}}}


def write(path: Path, database: Path) -> None:
    """Write the metadata of `database`. Raises UsageError where a file lies there that this did not write."""
    if path.exists():
        with path.open("rb") as file:
            ours = file.read(len(_HEAD)) == _HEAD.encode()
        if not ours:
            raise UsageError(f"{path}: exists already, and is not of `extract db`; choose another name")
    text = yaml.safe_dump(metadata(database), sort_keys=False, allow_unicode=True, width=130)
    replace(path, f"{_HEAD}{text}".encode())
