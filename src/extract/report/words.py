"""The words of the page in its two languages: `words.csv`."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path

LANGUAGES = ("id", "en")


@lru_cache(maxsize=1)
def words() -> dict[str, dict[str, str]]:
    """Language -> key -> words. {name} is filled by the page; of "one|more" it takes what goes with the number."""
    with (Path(__file__).parent / "words.csv").open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    return {language: {row["key"]: row[language] for row in found} for language in LANGUAGES}
