"""What every worker needs to build the same pipeline, and a fingerprint by which it knows that it did."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from extract.batch.fingerprint import program
from extract.batch.shards import Found, Process
from extract.errors import ModelError
from extract.limits import NONE, Limits
from extract.sources import Readable, Release

if TYPE_CHECKING:
    from extract.pipeline import Pipeline
    from extract.record import Record

FIELDS = ("event", "officials", "figures", "quotes", "organisations", "places")
"""Those that the summary of a run counts."""

_WARM_UP = "Bupati Lahat membuka Rapat Koordinasi di Aula Pemda, Senin (3/6/2024). “Naik 2 persen dari 2023,” ujarnya."


@dataclass(frozen=True, slots=True)
class Settings:
    """Called, it loads the model and gives the function that reads one release.

    `program` is the fingerprint of the package that the run began with. Raises ModelError where this process has
    another one: a node of a cluster with an older version would write other bytes.
    """

    engine: str = "spacy"
    lexicon: tuple[str, ...] = ()
    program: str | None = None
    stanza_dir: str | None = None
    limits: Limits = NONE

    def __call__(self) -> Process:
        if self.program is not None and program(self.engine, self.lexicon, self.stanza_dir).digest() != self.program:
            raise ModelError("a worker has another version of extract, its model, tables or libraries than this run began with")
        with _without_unused(self.engine):
            from extract.pipeline import Pipeline
        from extract.lexicon import Lexicon, default
        from extract.selection import at_least

        lexicon = Lexicon(map(Path, self.lexicon)) if self.lexicon else default()
        models = Path(self.stanza_dir) if self.stanza_dir else None
        reader = Reader(Pipeline(engine=self.engine, lexicon=lexicon, stanza_dir=models), partial(at_least, limits=self.limits))
        # Tables and patterns are read on first use: that must not count against the time limit of the first release.
        reader(Release(None, _WARM_UP, "", None))
        return reader


class Reader:
    """Reads one release with a pipeline, and keeps what is sure enough: everything, as a rule."""

    def __init__(self, pipeline: Pipeline, sure: Callable[[Record], Record] = lambda record: record) -> None:
        self.pipeline, self.sure = pipeline, sure

    def __call__(self, item: Readable) -> Found:
        """The record. Raises what the pipeline raises."""
        release = item if isinstance(item, Release) else item.release()
        record = self.sure(self.pipeline.read(release))
        counts = {}
        for name in FIELDS:
            value = getattr(record, name)
            counts[name] = len(value) if isinstance(value, list) else int(value is not None)
        return Found(record.to_json(), counts)


_EXCEPTIONS = "spacy.lang.id.tokenizer_exceptions"


@contextmanager
def _without_unused(engine: str) -> Iterator[None]:
    """Leaves out what spaCy imports and no worker uses: its command line, with all that downloads models, exceptions for a
    tokenizer that is not ours, and torch, where that happens to be installed. A second and 200 MB for nothing."""
    unused: dict[str, ModuleType | None] = {}
    if engine == "spacy" and "torch" not in sys.modules:
        unused["torch"] = None      # whoever imports it gets an ImportError, which thinc expects
    if "spacy" not in sys.modules and version("spacy").startswith("3.8."):
        for name in ("spacy.cli", "spacy.cli.info"):
            unused[name] = ModuleType(name)
        unused["spacy.cli.info"].info = None  # type: ignore[union-attr]
        unused[_EXCEPTIONS] = ModuleType(_EXCEPTIONS)
        unused[_EXCEPTIONS].TOKENIZER_EXCEPTIONS = {}  # type: ignore[union-attr]
    sys.modules.update(unused)  # type: ignore[arg-type]
    try:
        if _EXCEPTIONS in unused:
            import_module("spacy.lang.id")
        yield
    finally:
        for name in unused:
            del sys.modules[name]
