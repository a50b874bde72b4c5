"""Checks files of records against the contract: the fields of `record.py`, and what its types alone do not say."""

from __future__ import annotations

import hashlib
import json
import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import ValidationError

from extract.errors import SourceError
from extract.record import Record
from extract.sinks.parts import MANIFEST
from extract.sinks.reading import Line, files, manifest, of_another_version, read_lines

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_HAS_DATE = re.compile(r"(?:^published|\bdate|period)\.(?:iso|start|end)$")
_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?|--[0-9]{2}(?:-[0-9]{2})?")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Problem:
    """`line` is the line of the file, or its row where it is Parquet, from 1; None where the whole file is meant."""

    file: str
    line: int | None
    reason: str

    def __str__(self) -> str:
        """FILE:LINE: reason. What a terminal would obey instead of showing is shown as an escape."""
        where = self.file if self.line is None else f"{self.file}:{self.line}"
        return _UNSEEN.sub(lambda match: ascii(match.group())[1:-1], f"{where}: {self.reason}")


class Validation:
    """Iterate over it for the problems of `path` (a file or a folder of part files), in order; at the end come the ids that
    stand twice. `records` counts the records seen. Holds one record in memory, and 16 bytes of each one before."""

    def __init__(self, path: Path) -> None:
        self.path, self.records = path, 0

    def __iter__(self) -> Iterator[Problem]:
        """Raises UsageError where `path` holds no records, MissingExtraError."""
        found = _Found(self.path)
        try:
            for line in read_lines(self.path):
                self.records += 1
                for reason in _problems(line, found):
                    yield Problem(line.file, line.number, reason)
        except SourceError as error:
            yield Problem(error.uri, error.line, error.reason)
            return
        yield from found.twice()
        yield from found.against_manifest()


class _Found:
    """What is known of the records seen: a digest of each id with its line, and how many each file has."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.digests, self.lines = array("Q"), array("Q")
        self.per_file: dict[str, int] = {}
        self.starts: list[tuple[int, str]] = []

    def add(self, line: Line, id: str) -> None:
        if not self.starts or self.starts[-1][1] != line.file:
            self.starts.append((len(self.digests), line.file))
        digest = hashlib.blake2b(id.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        self.digests.append(int.from_bytes(digest, "big"))
        self.lines.append(line.number)

    def twice(self) -> Iterator[Problem]:
        """Each record whose id stood before, by where it stands."""
        digests = np.frombuffer(self.digests, dtype=np.uint64) if self.digests else np.empty(0, np.uint64)
        order = np.argsort(digests, kind="stable")
        again = np.flatnonzero(digests[order][1:] == digests[order][:-1]) + 1
        before = dict(zip(order[again].tolist(), order[again - 1].tolist(), strict=True))
        for at in sorted(before):
            file, line = self._place(at)
            there, first = self._place(before[at])
            where = f"line {first}" if there == file else f"{there}:{first}"
            yield Problem(file, line, f"id: the same as in {where}; ids are unique in a run")

    def _place(self, at: int) -> tuple[str, int]:
        file = next(name for start, name in reversed(self.starts) if start <= at)
        return file, self.lines[at]

    def against_manifest(self) -> Iterator[Problem]:
        """Where a folder holds other records than its manifest says."""
        if not self.path.is_dir():
            return
        for entry in manifest(self.path)["parts"]:
            file = str(self.path / entry["file"])
            if (count := self.per_file.get(file, 0)) != entry.get("records", count):
                yield Problem(file, None, f"{count:,} records; {MANIFEST} says {entry['records']:,}")
        named = {path.name for path in files(self.path)}
        for path in sorted(self.path.glob("part-*")):
            if path.name not in named:
                yield Problem(str(path), None, f"a part that {MANIFEST} does not name")


def _problems(line: Line, found: _Found) -> Iterator[str]:
    """What the contract does not allow in one record."""
    found.per_file[line.file] = found.per_file.get(line.file, 0) + 1
    content = line.json.rstrip(b"\r\n")
    if not content:
        yield "record: an empty line"
        return
    try:
        record = Record.model_validate_json(content)
    except ValidationError as error:
        yield from _broken(error)
        return
    found.add(line, record.id)
    text = record.to_json()
    if content != text.encode():         # else it is what we write, to the byte
        yield from _order(json.loads(content), json.loads(text), "")
    yield from _values(record.model_dump(), "")
    yield from pointing_at_nothing(record)


def _broken(error: ValidationError) -> Iterator[str]:
    """What is wrong with the fields; those that an object lacks stand on one line."""
    missing: dict[tuple[int | str, ...], list[str]] = {}
    others: list[str] = []
    for problem in error.errors(include_url=False):
        if version := of_another_version(problem):
            yield f"schema_version: {version}"
            return
        *parent, name = problem["loc"] or ("record",)
        if problem["type"] == "missing":
            missing.setdefault(tuple(parent), []).append(str(name))
        else:
            others.append(f"{'.'.join(map(str, (*parent, name)))}: {problem['msg']}")
    for path, names in missing.items():
        yield f"{'.'.join(map(str, path)) or 'record'}: no {', '.join(names)}"
    yield from others


def _order(data: Any, whole: Any, path: str) -> Iterator[str]:
    """Objects of `data` whose keys are not all there, in the order of `whole`."""
    if isinstance(whole, dict):
        if list(data) != list(whole):
            yield f"{path or 'record'}: keys are missing or out of order"
        for key in (key for key in whole if key in data):
            yield from _order(data[key], whole[key], f"{path}.{key}" if path else key)
    elif isinstance(whole, list):
        for i, (mine, theirs) in enumerate(zip(data, whole, strict=True)):
            yield from _order(mine, theirs, f"{path}.{i}")


def _values(value: Any, path: str) -> Iterator[str]:
    """Spans and dates that are none, and characters that no output may hold. In a dumped record only a span is a tuple."""
    if isinstance(value, tuple):
        start, end = value
        if not 0 <= start < end:
            yield f"{path}: [{start}, {end}] is no span: 0 <= start < end"
    elif isinstance(value, str):
        if bad := _CONTROLS.search(value):
            yield f"{path}: control character U+{ord(bad.group()):04X}"
    elif isinstance(value, dict):
        for key, inner in value.items():
            where = f"{path}.{key}" if path else key
            if isinstance(inner, str) and _HAS_DATE.search(where) and not _DATE.fullmatch(inner):
                yield f"{where}: {inner!r} is no date: 2023-05-25, 2023-05, 2023 or --05-25"
            yield from _values(inner, where)
    elif isinstance(value, list):
        for i, inner in enumerate(value):
            yield from _values(inner, f"{path}.{i}")


def pointing_at_nothing(record: Record) -> Iterator[str]:
    """Indices that point at nothing, and officials who stand twice in the attendance: what no key of a table allows."""
    pointers: list[tuple[str, int | None, str]] = [(f"attendance.{i}", at, "officials") for i, at in enumerate(record.attendance)]
    for i, quote in enumerate(record.quotes):
        pointers += [(f"quotes.{i}.{name}", getattr(quote, name), "officials") for name in ("speaker", "on_behalf_of")]
    pointers += [(f"figures.{i}.said_by", figure.said_by, "quotes") for i, figure in enumerate(record.figures)]
    for path, at, among in pointers:
        count = len(getattr(record, among))
        if at is not None and not 0 <= at < count:
            yield f"{path}: {at} points at none of {count} {among}"
    if len(set(record.attendance)) < len(record.attendance):
        yield "attendance: an official stands there twice"
