"""Shards: the input in pieces, and what comes out of one. A shard is a pure function of its releases: lines of JSON and
dead letters, the same bytes whoever works on it."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from extract.errors import SourceError
from extract.sinks.letters import letter
from extract.sources import Fragment, Item, Readable, Release

SHARD = 16
"""Releases. Little is done again after a kill, and the cost of handing a shard over still does not show."""

SHARD_CHARACTERS = 1_000_000
"""A shard ends early where its texts are this long together: what waits in memory is bounded whatever the releases."""

Shard = list[Item]


@dataclass(frozen=True, slots=True)
class Found:
    """One record: its line of JSON, and how many values of each field it holds."""

    line: str
    fields: dict[str, int]


Process = Callable[[Readable], Found]
"""Reads one release. Whatever it raises makes a dead letter of that release."""

I = TypeVar("I")  # noqa: E741
O = TypeVar("O")  # noqa: E741

Load = Callable[[], Process]
"""Makes a `Process`, once per worker. Travels to the workers, so it can be pickled, and compares by value."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a shard gives: its lines, its dead letters, how many values of each field it found, and of each input that it
    holds a piece of: the input, its records, and the reason of its first dead letter."""

    lines: bytes
    errors: bytes
    releases: int
    failed: int
    fields: dict[str, int]
    inputs: tuple[tuple[str, int, str | None], ...] = ()


def cut(items: Iterable[Item], size: int = SHARD) -> Iterator[Shard]:
    """`items` cut into lists of at most `size`."""
    shard: Shard = []
    characters = 0
    for item in items:
        shard.append(item)
        characters += 0 if isinstance(item, SourceError) else len(item.content)
        if len(shard) == size or characters >= SHARD_CHARACTERS:
            yield shard
            shard, characters = [], 0
    if shard:
        yield shard


def attempt(process: Callable[[I], O], item: I) -> O | str:
    """What `process` finds, or the reason why it failed."""
    try:
        return process(item)
    except SourceError as error:
        return error.reason
    except Exception as error:  # noqa: BLE001 - the one guard around a release: nothing else may stop a batch
        return f"{type(error).__name__}: {error}"


def done(shard: Shard, outcomes: Iterator[Found | str]) -> Done:
    """The lines and dead letters of `shard`, in its order. `outcomes` has one for each item that could be read."""
    lines: list[str] = []
    errors: list[bytes] = []
    fields: Counter[str] = Counter()
    records: Counter[str] = Counter()
    reasons: dict[str, str] = {}
    for item in shard:
        outcome = item.reason if isinstance(item, SourceError) else next(outcomes)
        if isinstance(outcome, Found):
            lines.append(outcome.line)
            fields.update(outcome.fields)
            records[item.uri] += 1
        else:
            errors.append(letter(item.id, item.uri, _line(item), outcome))
            reasons.setdefault(item.uri, outcome)
    inputs = tuple((uri, records[uri], reasons.get(uri)) for uri in dict.fromkeys(item.uri for item in shard))
    return Done(_block(lines), b"".join(errors), len(lines), len(errors), dict(fields), inputs)


def readable(shard: Shard) -> list[Readable]:
    """The items of `shard` that are not errors already."""
    return [item for item in shard if not isinstance(item, SourceError)]


def digest(shard: Shard, before: str) -> str:
    """SHA-256 in hex of everything that `shard` was read as, chained to that of the shards before it."""
    sha = hashlib.sha256(before.encode())
    for item in shard:
        content = item.reason if isinstance(item, SourceError) else item.content
        parts = [item.id or "", item.uri, str(_line(item)), content]
        release = item.beside if isinstance(item, Fragment) else item
        if isinstance(release, Release):
            parts.append(json.dumps([release.title, release.published, release.url, release.columns]))
        for part in parts:
            data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
            sha.update(b"%d:" % len(data) + data)
    return sha.hexdigest()


def _line(item: Item) -> int | None:
    return item.line if isinstance(item, SourceError) else item.row


def _block(lines: list[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode("utf-8")
