"""How far a run has come, in one small file beside the output, always whole: it is replaced, never written into.

It also says that the working files beside it are ours: it is there before any of them holds a byte.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from extract.batch.inputs import Inputs
from extract.batch.shards import Done
from extract.errors import ResumeError
from extract.sinks.atomic import read_start, replace

_START = b'{"extract": "checkpoint 1", '
"""By which a checkpoint is known, also a damaged one."""

_BYTES = 64_000_000
"""No checkpoint is longer: a million part files have their names in it."""


@dataclass(slots=True)
class Summary:
    """What a run did: records written, releases that failed, values per field, inputs without any record."""

    releases: int = 0
    failed: int = 0
    fields: dict[str, int] = field(default_factory=dict)
    inputs: Inputs = field(default_factory=Inputs)
    notes: list[str] = field(default_factory=list)

    @property
    def done(self) -> int:
        return self.releases + self.failed

    def add(self, done: Done) -> None:
        self.releases += done.releases
        self.failed += done.failed
        for name, count in done.fields.items():
            self.fields[name] = self.fields.get(name, 0) + count
        self.inputs.add(done)


@dataclass(slots=True)
class Checkpoint:
    """`identity` is what the output depends on (`fingerprint`), `format` that of the output; the rest says what is on disk
    for good.

    `digest` is the chained SHA-256 of the first `shards` shards as they were read. `parts` are the part files that are
    finished; `output_bytes`, `part_records` and `error_bytes` are how much of the open part and of the dead letters is
    whole. `replaces` are the files of an earlier output, relative to the folder that the output lies in, which the user
    asked to replace. After `read_all` only the last files have to take their names.
    """

    identity: dict[str, str]
    format: str
    shards: int = 0
    digest: str = ""
    parts: list[dict[str, object]] = field(default_factory=list)
    part_records: int = 0
    output_bytes: int = 0
    error_bytes: int = 0
    read_all: bool = False
    replaces: list[str] = field(default_factory=list)
    summary: Summary = field(default_factory=Summary)

    def save(self, path: Path) -> None:
        """Replace the file at `path`."""
        state = json.dumps(asdict(self))
        replace(path, _START + f'"sha256": "{_sha(state)}", "state": {state}}}\n'.encode())


def load(path: Path) -> Checkpoint | None:
    """The checkpoint at `path`, None where there is none. Raises ResumeError where it is damaged or none of ours."""
    data = read_start(path, _BYTES)
    if data is None:
        return None
    if not is_ours(path):
        raise ResumeError(f"{path}: not a checkpoint of this program; move it away")
    try:
        found = json.loads(data)
        state = found["state"]
        if _sha(json.dumps(state)) != found["sha256"]:
            raise ValueError("changed since it was written")
        summary = state["summary"]
        return Checkpoint(**state | {"summary": Summary(**summary | {"inputs": Inputs(**summary["inputs"])})})
    except (ValueError, KeyError, TypeError) as error:
        raise ResumeError(f"{path}: the checkpoint is damaged; --overwrite starts again") from error


def claims(path: Path) -> bool:
    """Whether a checkpoint lies there, though it may be damaged."""
    return read_start(path, len(_START)) == _START


def is_ours(path: Path) -> bool:
    """Whether what lies at `path` is a checkpoint, the beginning of one, or holds nothing that anyone would miss."""
    data = read_start(path, len(_START)) or b""
    return data == _START[: len(data)] or (len(data) < len(_START) and not data.strip(b"\0\t\r\n {}[]"))


def _sha(state: str) -> str:
    return hashlib.sha256(state.encode()).hexdigest()
