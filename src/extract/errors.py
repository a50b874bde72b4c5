"""Every error a user can meet: one root, one class per thing that can be mended."""

from __future__ import annotations


class ExtractError(Exception):
    """Root of all errors raised on purpose by this package. The message says what to mend."""


class SourceError(ExtractError):
    """A release could not be read. Carries where: `uri`, for tables and JSONL the 1-based `line`, and its `id` where known."""

    def __init__(self, reason: str, uri: str, line: int | None = None, id: str | None = None) -> None:
        self.reason, self.uri, self.line, self.id = reason, uri, line, id
        super().__init__(f"{uri}{'' if line is None else f':{line}'}: {reason}")

    def __reduce__(self) -> tuple[type[SourceError], tuple[str, str, int | None, str | None]]:
        """It travels to worker processes, and `Exception` alone would forget where it happened on the way."""
        return type(self), (self.reason, self.uri, self.line, self.id)

    def of(self, id: str | None) -> SourceError:
        """The same error, of the release `id`."""
        return SourceError(self.reason, self.uri, self.line, id)


class UsageError(ExtractError):
    """The options contradict each other or name something that does not exist."""


class LexiconError(ExtractError):
    """A lexicon table is missing, or a row of it cannot be used."""


class ModelError(ExtractError):
    """The trained model (or the engine that runs it) is missing or of the wrong version."""


class ResumeError(ExtractError):
    """An unfinished output lies there, but its input, model or version differs from this run's."""


class ClusterError(ExtractError):
    """A Dask cluster does not answer, or no longer does."""


class DatabaseError(ExtractError):
    """A database could not be read or written: it is locked, damaged, or the disk is full."""


class MissingExtraError(ExtractError):
    """An optional dependency is not installed; the message names the extra that brings it."""

    def __init__(self, what: str, extra: str) -> None:
        self.what, self.extra = what, extra
        super().__init__(f"{what} needs an optional dependency: pip install 'rilis[{extra}]'")

    def __reduce__(self) -> tuple[type[MissingExtraError], tuple[str, str]]:
        return MissingExtraError, (self.what, self.extra)
