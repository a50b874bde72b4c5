"""The Language in the hands of a spaCy user: what a Doc says survives every way that spaCy has to store and to send one."""

import pickle
from dataclasses import is_dataclass
from pathlib import Path

import pytest
import spacy
from spacy import displacy
from spacy.tokens import Doc, DocBin, Span
from spacy.tokens.underscore import Underscore
from spacy.vocab import Vocab

import extract
import rilis
from extract.nlp.analysis import KEY
from extract.nlp.attributes import ALL, LABELS, PARTS, register
from extract.nlp.components import EXTRACTORS
from extract.nlp.language import blank
from extract.pipeline import record_of
from extract.record import Record

RAW = Path(__file__).parents[2] / "data" / "raw"
PLAIN = (
    "Wagub Buka Rakor Perikanan\n\nPALANGKA RAYA – Wakil Gubernur Kalimantan Tengah H. Bagas Tumenggung membuka Rapat Koordinasi "
    "Perikanan di Aula Jayang Tingang, Senin (3/6/2024).\n\n“Produksi ikan naik dari 12,5 ton menjadi 14 ton pada tahun 2023,” "
    "ujar Wagub.\n\n(Tulisan: AB; Foto: CD)\n"
)
SCRAPED = "\ufeff" + PLAIN.replace("\n", "\r\n").replace("Aula ", "Aula\u00a0").replace("Perikanan", "Peri\u00adkanan")


@pytest.fixture(scope="module")
def texts() -> list[str]:
    return [PLAIN, SCRAPED, "", *(path.read_bytes().decode() for path in sorted(RAW.glob("dev-*.txt"))[:4])]


@pytest.fixture(scope="module")
def docs(language, texts) -> list[Doc]:
    return list(language.pipe(texts))


def said(doc: Doc) -> tuple:
    spans = [(span.start_char, span.end_char, span.label_, span.id_, span._.value) for span in doc.spans[ALL]]
    return doc._.record, doc._.mentions, doc._.layout, spans


def test_the_record_of_a_doc_is_the_record_of_its_text(docs, texts):
    assert [doc._.record for doc in docs[:2]] == [extract.extract(text) for text in texts[:2]]
    start, end = docs[1]._.record.event.venue.span
    assert SCRAPED[start:end] == "Aula\u00a0Jayang Tingang"
    assert docs[0]._.record is docs[0]._.record


WAYS = {
    "processes": lambda nlp, docs, texts: nlp.pipe(texts, n_process=2, batch_size=3),
    "tuples": lambda nlp, docs, texts: (doc for doc, _ in nlp.pipe(((text, i) for i, text in enumerate(texts)), as_tuples=True)),
    "bytes": lambda nlp, docs, texts: (Doc(nlp.vocab).from_bytes(doc.to_bytes()) for doc in docs),
    "bytes twice": lambda nlp, docs, texts: (
        Doc(nlp.vocab).from_bytes(Doc(nlp.vocab).from_bytes(doc.to_bytes()).to_bytes()) for doc in docs
    ),
    "DocBin": lambda nlp, docs, texts: DocBin().from_bytes(
        DocBin(store_user_data=True, docs=docs).to_bytes()
    ).get_docs(Vocab()),
    "pickle": lambda nlp, docs, texts: pickle.loads(pickle.dumps(docs)),
    "copy": lambda nlp, docs, texts: (doc.copy() for doc in docs),
    "docs": lambda nlp, docs, texts: nlp.pipe([nlp.make_doc(text) for text in texts]),
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_a_doc_says_the_same_after(way, language, docs, texts):
    after = list(WAYS[way](language, docs, texts))
    assert len(after) == len(docs)
    for doc, before in zip(after, docs, strict=True):
        assert said(doc) == said(before)


def test_every_class_of_value_was_among_them(docs):
    """Else the test above would not have seen it stored."""
    seen = {type(mention.value).__name__ for doc in docs for found in doc._.mentions.values() for mention in found}
    assert {"Date", "Person", "Organisation", "Place", "Event", "Venue", "Topic", "Figure", "Quote"} <= seen
    assert all(is_dataclass(mention.value) for doc in docs for found in doc._.mentions.values() for mention in found)


def test_without_user_data_the_spans_are_left(language, docs):
    (bare,) = DocBin(docs=docs[:1]).get_docs(language.vocab)
    assert [(span.text, span.label_) for span in bare.spans[ALL]] == [(span.text, span.label_) for span in docs[0].spans[ALL]]
    assert bare._.mentions == {} and bare._.layout is None and bare.spans["figures"][0]._.value is None
    for other in (bare, blank()("Bupati"), docs[0][:5].as_doc(copy_user_data=True), Doc.from_docs([bare, bare])):
        with pytest.raises(extract.UsageError, match=r"read its text with extract\.load"):
            other._.record  # noqa: B018


@pytest.mark.parametrize("stored", [
    {KEY: "extract.mentions:NoSuch", "values": []}, {KEY: "extract.mentions:Figure", "values": [1]},
    {KEY: "os:system", "values": ["true"]}, {KEY: "extract.mentions:Topic", "values": ["a", 1.0]}, {},
], ids=str)  # fmt: skip
def test_what_another_version_stored_is_refused(language, docs, stored):
    doc = docs[0].copy()
    doc.user_data[KEY] = stored
    with pytest.raises(extract.ModelError):
        doc._.record  # noqa: B018


def test_merged_words_change_nothing(language):
    doc = language(PLAIN)
    before = doc._.record
    with doc.retokenize() as retokenizer:
        retokenizer.merge(doc.ents[0])
    assert doc._.mentions and doc._.record == before


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u200b", "H.", "\x00", "x" * 3000, "😀", "\ud800", "٣ orang", "...", "“”"])
def test_hardly_a_text(language, text):
    doc = language(text)
    assert isinstance(doc._.record, Record)
    assert said(pickle.loads(pickle.dumps(doc)))[0] == doc._.record


# ── the pipeline itself ───────────────────────────────────────────────────────────────────────────────────────────
def test_the_language_survives_disk_bytes_and_pickle(language, docs, tmp_path):
    language.to_disk(tmp_path / "model")
    copies = {
        "disk": spacy.load(tmp_path / "model"),
        "bytes": spacy.util.load_model_from_config(language.config).from_bytes(language.to_bytes()),
        "pickle": pickle.loads(pickle.dumps(language)),
    }
    for way, copy in copies.items():
        assert copy.pipe_names == language.pipe_names, way
        assert said(copy(PLAIN)) == said(docs[0]), way
    less = spacy.load(tmp_path / "model", exclude=["extract_quotes"], disable=["extract_topics"], config={"nlp.batch_size": 7})
    assert "extract_quotes" not in less.component_names and "extract_topics" not in less.pipe_names and less.batch_size == 7


def test_the_usual_arguments(docs):
    nlp = rilis.load(exclude="extract_quotes", disable=["extract_topics"], config={"nlp": {"batch_size": 7}})
    assert "extract_quotes" not in nlp.component_names and "extract_topics" in nlp.disabled and nlp.batch_size == 7
    doc = nlp(PLAIN)
    assert doc._.record.quotes == [] and doc._.record.themes == []
    assert doc._.record.officials and [s._.value for s in doc.spans["figures"]] == [s._.value for s in docs[0].spans["figures"]]
    nlp.enable_pipe("extract_topics")
    assert nlp(PLAIN)._.record.themes == docs[0]._.record.themes


def test_pipes_can_be_left_out_one_by_one(language, docs):
    for name in set(language.pipe_names) - {"extract_sentences", "extract_record"}:
        with language.select_pipes(disable=[name]):
            assert isinstance(language(PLAIN)._.record, Record), name
    with language.select_pipes(disable=["extract_sentences"]), pytest.raises(ValueError, match="Sentence boundaries unset"):
        language(PLAIN)
    with language.select_pipes(enable=["extract_record"]), pytest.raises(extract.UsageError, match="extract_sentences"):
        language(PLAIN)._.record  # noqa: B018
    with language.select_pipes(disable=["extract_record"]), pytest.raises(extract.UsageError, match=r"extract\.load"):
        language(PLAIN)._.record  # noqa: B018
    assert said(language(PLAIN)) == said(docs[0])


def test_own_tables_go_with_the_pipeline(tmp_path):
    units = tmp_path / "units.csv"
    units.write_text("term,unit,kind,source\ngerobok,gerobok,measure,own\n", encoding="utf-8")
    text = "Bupati Lahat menyerahkan 40 gerobok kepada warga, Senin (3/6/2024)."
    nlp = extract.load(lexicon=units)
    nlp.to_disk(tmp_path / "model")
    for copy in (nlp, spacy.load(tmp_path / "model"), pickle.loads(pickle.dumps(nlp))):
        assert [figure.unit for figure in copy(text)._.record.figures] == ["gerobok"]
    assert [f.unit for doc in nlp.pipe([text] * 2, n_process=2) for f in doc._.record.figures] == ["gerobok"] * 2
    units.write_text("term,unit,kind,source\ngerobok,keranjang,measure,own\n", encoding="utf-8")
    assert [figure.unit for figure in extract.load(lexicon=[str(units)])(text)._.record.figures] == ["keranjang"]
    units.unlink()
    with pytest.raises(extract.LexiconError, match=r"units\.csv: No such file"):
        spacy.load(tmp_path / "model")


def test_components_can_be_taken_into_another_pipeline(language):
    other = blank()
    other.add_pipe("extract_sentences")
    for name in ("extract_layout", "extract_dates", "extract_figures", "extract_record"):
        other.add_pipe(name)
    doc = other("Bupati membagikan 40 ekor sapi, Senin (3/6/2024).")
    assert [span._.value.value for span in doc.spans["figures"]] == [40]
    assert doc._.record.figures[0].unit == doc.spans["figures"][0]._.value.unit


# ── what is shown, and whose names they are ───────────────────────────────────────────────────────────────────────
def test_each_kind_of_span_has_the_label_that_the_record_calls_it(docs):
    assert LABELS.keys() == EXTRACTORS.keys()
    fields = {name.split(".")[-1] for name in Record.model_fields} | {"date", "venue", "theme"}
    assert {*LABELS.values(), *PARTS} <= fields
    for doc in docs:
        for label in (*LABELS.values(), *PARTS):
            assert {span.label_ for span in doc.spans[label]} <= {label}
        assert len(doc.spans[ALL]) == sum(len(doc.spans[label]) for label in (*LABELS.values(), *PARTS))
    assert [span.text for span in docs[0].spans["title"]] == ["Wagub Buka Rakor Perikanan"]
    assert [span._.value.name for span in docs[0].spans["credits"]] == ["AB", "CD"]


def test_displacy_shows_all_kinds_and_each(docs):
    html = displacy.render(docs[0], style="span", jupyter=False)
    for label in {span.label_ for span in docs[0].spans[ALL]}:
        assert label in html and label in rilis.COLOURS
    assert "figures" in displacy.render(docs[0], style="span", options={"spans_key": "figures"}, jupyter=False)
    assert rilis.COLOURS.keys() == {*LABELS.values(), *PARTS}
    data = docs[0].to_json()
    assert {span["label"] for span in data["spans"]["quotes"]} == {"quotes"}


def test_names_of_others_stay_theirs(monkeypatch):
    monkeypatch.setattr(Underscore, "doc_extensions", dict(Underscore.doc_extensions))
    monkeypatch.setattr(Underscore, "span_extensions", dict(Underscore.span_extensions))
    for name in ("text", "clean", "layout", "mentions", "record"):
        Doc.set_extension(name, default="theirs", force=True)
    Span.set_extension("value", default="theirs", force=True)
    register(Doc, "record", record_of)
    doc = extract.load()(PLAIN)
    assert {doc._.layout, doc._.mentions, doc._.record, doc._.text, doc.spans["figures"][0]._.value} == {"theirs"}
    assert record_of(doc) == extract.extract(PLAIN)
