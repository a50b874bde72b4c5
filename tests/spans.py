"""What holds for every record of any text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from extract.record import Record


def spans(value: Any, path: str = "record") -> Iterator[tuple[str, list[int]]]:
    """Every span of a dumped record, with the way to it."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from spans(inner, f"{path}.{key}")
    elif isinstance(value, list):
        if len(value) == 2 and all(isinstance(number, int) for number in value) and not path.endswith("attendance"):
            yield path, value
        else:
            for at, inner in enumerate(value):
                yield from spans(inner, f"{path}.{at}")


def surfaces(value: Any, path: str = "record") -> Iterator[tuple[str, str]]:
    """Every text and name of a dumped record, with the way to it."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if isinstance(inner, str) and key in ("text", "name", "full", "office", "place", "speaker_text"):
                yield f"{path}.{key}", inner
            yield from surfaces(inner, f"{path}.{key}")
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from surfaces(inner, f"{path}.{at}")


def faults(record: Record, raw: str) -> list[str]:
    """What is wrong with a record: a span outside of the text, an empty one, words that are none, mentions out of order, a broken
    contract."""
    dumped = record.model_dump(mode="json")
    found = [f"{path} {span}" for path, span in spans(dumped) if not 0 <= span[0] < span[1] <= len(raw)]
    found += [f"{path} is empty" for path, words in surfaces(dumped) if not words.strip()]
    for field in ("officials", "organisations", "places"):
        for at, item in enumerate(dumped[field]):
            if item["mentions"] != sorted(item["mentions"]) or not item["mentions"]:
                found.append(f"{field}.{at}.mentions")
    if Record.model_validate_json(record.to_json()) != record:
        found.append("not the same when it is read again")
    return found
