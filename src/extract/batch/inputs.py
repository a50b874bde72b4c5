"""Which inputs gave no record at all: a table whose column of texts is called otherwise is no bad release among good ones,
but a mistake in the command, and the exit code says so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import PurePath

from extract.batch.shards import Done
from extract.sources import Kind
from extract.sources.decode import printable
from extract.sources.kinds import TABLES, by_suffix

_MOST = 100
"""Inputs that are remembered as silent: enough to say what is wrong, and bounded."""

_STDIN = "<stdin>"


@dataclass(slots=True)
class Inputs:
    """What the arguments of a run, and the tables in its folders, have given so far.

    `arguments` says for each whether it gave a record. `silent` are those that gave none so far, with the first reason.
    `table` is the last table that gave one; as its rows come one after the other, no other needs to be remembered. With
    `all_tables` every file is one, whatever its name.
    """

    arguments: dict[str, bool] = field(default_factory=dict)
    silent: dict[str, str] = field(default_factory=dict)
    table: str = ""
    elsewhere: bool = False
    all_tables: bool = False

    @classmethod
    def of(cls, paths: Iterable[str], wanted: Kind | None = None) -> Inputs:
        """Those that the command names, before anything is read; `wanted` is what every file is."""
        names = (_STDIN if path == "-" else printable(str(PurePath(path))) for path in paths)
        return cls(dict.fromkeys(names, False), all_tables=wanted in TABLES)

    def add(self, done: Done) -> None:
        """Take note of what a shard gave."""
        for uri, records, reason in done.inputs:
            names = self._names(uri)
            if records:
                for name in names:
                    self.silent.pop(name, None)
                    if name in self.arguments:
                        self.arguments[name] = True
                    else:
                        self.table = name
                # A source may call its parts otherwise than the argument: then nothing can be said of those never met.
                self.elsewhere |= not any(name in self.arguments for name in names)
            elif reason is not None:
                for name in names:
                    if name != self.table and not self.arguments.get(name) and len(self.silent) < _MOST:
                        self.silent.setdefault(name, reason if name == str(PurePath(uri)) else f"{uri}: {reason}")

    def without_record(self) -> dict[str, str]:
        """Once all is read: the inputs that gave no record, and why. A folder goes without saying where its table is named."""
        found = dict(self.silent)
        if not self.elsewhere:
            for name, gave in self.arguments.items():
                if not gave:
                    found.setdefault(name, "nothing to read in it")
        inside = {str(parent) for name in found for parent in PurePath(name).parents}
        return {name: reason for name, reason in found.items() if name not in inside}

    def _names(self, uri: str) -> list[str]:
        """The inputs that `uri` belongs to: itself where it is a table or an argument, and the folders it lies in."""
        path = PurePath(uri)
        own = [str(path)] if str(path) in self.arguments or self.all_tables or by_suffix(path.name) in TABLES else []
        return own + [name for parent in path.parents if (name := str(parent)) in self.arguments]
