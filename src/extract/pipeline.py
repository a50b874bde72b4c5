"""The whole way on one page: a release in, its record out; and the Language whose Docs know their record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

from spacy.language import Language
from spacy.tokens import Doc, SpanGroup

from extract._version import __version__
from extract.assemble import assemble
from extract.errors import SourceError, UsageError
from extract.lexicon import Lexicon, default, lexicon_of
from extract.nlp import load as load_language
from extract.nlp.analysis import Maker, analysis_of, own_analysis
from extract.nlp.attributes import ALL, LABELS, PARTS, register
from extract.nlp.components import WITH_SPANS
from extract.record import ProducedBy, Record
from extract.resolve.release import resolve
from extract.seldom import seldom_collected
from extract.sources.decode import MAX_TEXT
from extract.sources.objects import URI
from extract.sources.release import Release
from extract.values.days import read_day

KEPT = 40_000
"""Words that stay in memory between releases, with their beginnings, ends and shapes: 20 MB, what a thousand releases have."""


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
        self.nlp = nlp or load_language(engine=engine, lexicon=self.lexicon, stanza_dir=stanza_dir)
        self.produced_by = ProducedBy(extract=__version__, engine=engine, model=_model(self.nlp.meta))
        self._one_at_a_time = Lock()

    def analyse(self, text: str | Release) -> Doc:
        """The Doc of a raw text or a release, with layout, entities and the mentions of every field."""
        return self.nlp(text if isinstance(text, str) else self._doc(text))

    def process(self, release: Release) -> Record:
        """The record of one release. Raises SourceError where its text is longer than `MAX_TEXT`."""
        return self.assemble(self.nlp(self._doc(release), component_cfg=self._options()), release)

    def read(self, release: Release) -> Record:
        """As `process`, and memory does not grow with the number of releases. Threads wait for each other."""
        # spaCy keeps every word it ever met. In a memory zone it forgets, when the zone ends, the words that only this release
        # has, and would make them anew for the next one; so the first ones, which are the common ones, stay. A Doc of another
        # thread would lose its words with the zone.
        with self._one_at_a_time, seldom_collected:
            if len(self.nlp.vocab.strings) + len(release.text) // 2 < KEPT:
                return self.process(release)
            with self.nlp.memory_zone():
                return self.process(release)

    def pipe(self, releases: Iterable[Release]) -> Iterator[Record]:
        """The records of many releases, in order, each as soon as its release is there."""
        return map(self.read, releases)

    def _doc(self, release: Release) -> Doc:
        """The words of a release, and when its source says that it was published: the time that "Senin (3/6)" is told from."""
        if len(release.text) > MAX_TEXT:
            reason = f"text of {len(release.text):,} characters; the limit is {MAX_TEXT:,}"
            raise SourceError(reason, release.uri, release.row, release.id)
        doc = self.nlp.make_doc(release.text)
        doc._.extract_published = read_day(release.published) if release.published else None
        return doc

    def _options(self) -> dict[str, dict[str, Any]]:
        """No spans: records are made of the mentions. A new dictionary for each call, since spaCy writes into it."""
        return {name: {"spans": False} for name, step in self.nlp.pipeline if isinstance(step, WITH_SPANS)}

    def assemble(self, doc: Doc, release: Release) -> Record:
        """The record behind an analysed Doc."""
        return assemble(resolve(doc, self.lexicon), doc, release, self.lexicon, self.produced_by)


def load(engine: str = "spacy", lexicon: Lexicon | None = None, **options: Any) -> Language:
    """The Language for users, whose Docs have `doc._.record`. The `options` are those of `nlp.language.load`."""
    tables = lexicon or default()
    last = {"extract_record": {"engine": engine, "lexicon": list(tables.files)}}
    return load_language(engine=engine, lexicon=tables, last=last, **options)


@Language.factory("extract_record", default_config={"engine": "spacy", "lexicon": []})
class RecordComponent:
    """Comes last: `doc.spans["sc"]` holds the spans of every kind, and `doc._.record` the record, made when it is asked for."""

    def __init__(self, nlp: Language, name: str, engine: str, lexicon: list[str]) -> None:
        # Its meta may be read from a file later, into the same dictionary.
        self.engine, self.files, self._meta = engine, tuple(lexicon), nlp.meta

    def __call__(self, doc: Doc) -> Doc:
        analysis = own_analysis(doc)
        analysis.require_layout()
        analysis.maker = Maker(self.engine, _model(self._meta), self.files)
        _records.pop(doc, None)
        found = (span for label in (*PARTS, *LABELS.values()) for span in doc.spans.get(label, ()))
        doc.spans[ALL] = SpanGroup(doc, name=ALL, spans=sorted(found, key=lambda span: (span.start, -span.end)))
        return doc


_records: WeakKeyDictionary[Doc, Record] = WeakKeyDictionary()


def record_of(doc: Doc) -> Record:
    """The record of a Doc that the Language of `load` made; its spans count the characters of the text as it was given.

    A field whose component was left out is empty. Raises UsageError for a Doc from elsewhere, or without its user data.
    """
    found = analysis_of(doc)
    if found is None or found.maker is None:
        raise UsageError(
            "this Doc has no record: read its text with extract.load(), and store it with its user data "
            "(DocBin(store_user_data=True), doc.to_bytes())"
        )
    if len(doc) > 1 and not doc.has_annotation("SENT_START"):
        raise UsageError("this Doc has no sentences, which a record needs: keep the component 'extract_sentences'")
    if doc not in _records:
        maker = found.maker
        made_by = ProducedBy(extract=__version__, engine=maker.engine, model=maker.model)
        lexicon = lexicon_of(maker.lexicon)
        _records[doc] = assemble(resolve(doc, lexicon), doc, Release(None, found.raw, URI), lexicon, made_by)
    return _records[doc]


def _model(meta: dict[str, Any]) -> str:
    return f"{meta.get('name', 'blank')}-{meta.get('version', '0')}"


register(Doc, "record", record_of)
