"""The whole way on one page: a release in, its record out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from extract._version import __version__
from extract.assemble import assemble
from extract.errors import SourceError
from extract.lexicon import Lexicon, default
from extract.nlp import load
from extract.nlp.components import ExtractorComponent
from extract.record import ProducedBy, Record
from extract.sources.decode import MAX_TEXT
from extract.sources.release import Release


class Pipeline:
    """Reads releases with one Language and assembles their records. One instance serves any number of releases."""

    def __init__(
        self,
        engine: str = "spacy",
        lexicon: Lexicon | None = None,
        nlp: Language | None = None,
        stanza_dir: Path | None = None,
    ) -> None:
        self.lexicon = lexicon or default()
        self.nlp = nlp or load(engine=engine, lexicon=self.lexicon, stanza_dir=stanza_dir)
        model = f"{self.nlp.meta.get('name', 'blank')}-{self.nlp.meta.get('version', '0')}"
        self.produced_by = ProducedBy(extract=__version__, engine=engine, model=model)

    def analyse(self, text: str) -> Doc:
        """The Doc of a raw text, with layout, entities and the mentions of every field."""
        return self.nlp(text)

    def process(self, release: Release) -> Record:
        """The record of one release. Raises SourceError where its text is longer than `MAX_TEXT`."""
        return self.assemble(self.nlp(_text(release), component_cfg=self._options()), release)

    def pipe(self, releases: Iterable[Release], batch_size: int = 64) -> Iterator[Record]:
        """The records of many releases, in order, holding at most one batch in memory. Raises as `process`."""
        pairs = ((_text(release), release) for release in releases)
        for doc, release in self.nlp.pipe(pairs, as_tuples=True, batch_size=batch_size, component_cfg=self._options()):
            yield self.assemble(doc, release)

    def _options(self) -> dict[str, dict[str, Any]]:
        """No spans: records are made of the mentions. A new dictionary for each call, since spaCy writes into it."""
        return {name: {"spans": False} for name, step in self.nlp.pipeline if isinstance(step, ExtractorComponent)}

    def assemble(self, doc: Doc, release: Release) -> Record:
        """The record behind an analysed Doc."""
        return assemble(doc, release, self.lexicon, self.produced_by)


def _text(release: Release) -> str:
    if len(release.text) > MAX_TEXT:
        reason = f"text of {len(release.text):,} characters; the limit is {MAX_TEXT:,}"
        raise SourceError(reason, release.uri, release.row, release.id)
    return release.text
