"""How far a run has come, in one small file beside the output, always whole: it is replaced, never written into."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from extract.batch.shards import Done
from extract.errors import ResumeError
from extract.sinks.atomic import replace


@dataclass(slots=True)
class Summary:
    """What a run did: records written, releases that failed, values per field."""

    releases: int = 0
    failed: int = 0
    fields: dict[str, int] = field(default_factory=dict)

    @property
    def done(self) -> int:
        return self.releases + self.failed

    def add(self, done: Done) -> None:
        self.releases += done.releases
        self.failed += done.failed
        for name, count in done.fields.items():
            self.fields[name] = self.fields.get(name, 0) + count


@dataclass(slots=True)
class Checkpoint:
    """`identity` is what the output depends on (`fingerprint`); the rest says what is on disk for good.

    `digest` is the chained SHA-256 of the first `shards` shards as they were read. `parts` are the part files that are
    finished; `output_bytes`, `part_records` and `error_bytes` are how much of the open part and of the dead letters is
    whole. After `read_all` only the last files have to take their names.
    """

    identity: dict[str, str]
    shards: int = 0
    digest: str = ""
    parts: list[dict[str, object]] = field(default_factory=list)
    part_records: int = 0
    output_bytes: int = 0
    error_bytes: int = 0
    read_all: bool = False
    summary: Summary = field(default_factory=Summary)

    def save(self, path: Path) -> None:
        """Replace the file at `path`."""
        replace(path, json.dumps(asdict(self)).encode())


def load(path: Path, identity: dict[str, str]) -> Checkpoint | None:
    """The checkpoint at `path`, None where there is none. Raises ResumeError where it is of another run."""
    try:
        found = json.loads(path.read_bytes())
    except FileNotFoundError:
        return None
    except ValueError as error:
        raise ResumeError(f"{path}: not a checkpoint of this program; --overwrite starts again") from error
    checkpoint = Checkpoint(**found | {"summary": Summary(**found["summary"])})
    if changed := [key for key, value in identity.items() if checkpoint.identity.get(key) != value]:
        names = " and ".join(changed)
        raise ResumeError(f"{path}: the unfinished run there had another {names}; --overwrite starts again")
    return checkpoint
