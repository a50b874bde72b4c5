"""The whole way: records of texts written for this test, and what holds for every record of any text."""

import html
import json
from textwrap import fill

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import extract
from extract.errors import SourceError
from extract.record import Record
from extract.sources import Release
from extract.text.clean import clean

TEXT = """Wagub Buka Rakor Perikanan

PALANGKA RAYA – Wakil Gubernur Kalimantan Tengah (Wagub Kalteng) H. Bagas Tumenggung, S.E. membuka Rapat Koordinasi Perikanan di Aula Jayang Tingang, Palangka Raya, Senin pagi (3/6/2024).

“Produksi ikan tangkap naik dari 12,5 ton di tahun 2022 menjadi 14 ton di tahun 2023,” ujar Wagub.

Turut hadir Kepala Dinas Kelautan dan Perikanan Provinsi Kalteng Rusdiansyah dan Kepala Biro Umum Dimas Harun.

(Tulisan: AB; Foto: CD)
"""


def record_of(pipeline, text: str) -> Record:
    return pipeline.process(Release(None, text, "<test>"))


def test_a_text_over_the_limit_is_refused_from_python_too(pipeline):
    text = "kata " * 200_001
    with pytest.raises(SourceError, match=r"text: text of 1,000,005 characters; the limit is 1,000,000"):
        extract.extract(text)
    with pytest.raises(SourceError, match=r"a.jsonl:3: text of 1,000,005 characters"):
        pipeline.process(Release("r3", text, "a.jsonl", 3))
    [first, *_] = extract.extract_many(["Bupati Lahat membuka rapat."])
    assert first.id


def test_one_release(pipeline):
    record = record_of(pipeline, TEXT)
    assert record.title and record.title.text == "Wagub Buka Rakor Perikanan"
    assert [(o.name, o.titles[0].full) for o in record.officials] == [
        ("Bagas Tumenggung", "Wakil Gubernur Kalimantan Tengah"),
        ("Rusdiansyah", "Kepala Dinas Kelautan dan Perikanan Provinsi Kalimantan Tengah"),
        ("Dimas Harun", "Kepala Biro Umum"),
    ]
    assert record.officials[0].honorifics == ["H."] and record.officials[0].degrees == ["S.E"]
    assert record.attendance == [1, 2]
    event = record.event
    assert event and event.name == "Rapat Koordinasi Perikanan" and event.action == "membuka"
    assert event.date and (event.date.iso, event.date.time_of_day, event.date.weekday_agrees) == ("2024-06-03", "pagi", True)
    assert event.venue and (event.venue.name, event.venue.city) == ("Aula Jayang Tingang", "Palangka Raya")
    (figure,) = record.figures
    assert (figure.value, figure.from_value, figure.unit, figure.direction, figure.change) == (14, 12.5, "ton", "up", 1.5)
    assert figure.period and figure.period.start == "2023-01-01" and figure.said_by == 0
    (quote,) = record.quotes
    assert quote.speaker == 0 and quote.cue == "ujar"
    assert [(c.role, c.name) for c in record.credits] == [("writer", "AB"), ("photographer", "CD")]


def test_links_to_other_releases_say_nothing_of_this_one(pipeline):
    record = record_of(pipeline, f"{TEXT}\nBaca Juga: Bupati Kapuas Ratna Dewi Buka Pameran 14 Stan di Kuala Kapuas\n")
    assert [o.name for o in record.officials] == ["Bagas Tumenggung", "Rusdiansyah", "Dimas Harun"]
    assert len(record.figures) == 1 and "Kapuas" not in [place.name for place in record.places]


def test_what_the_source_says_beside_the_text(pipeline):
    text = "SIAK – Bupati Siak Rusdi Hamzah membuka lomba desa di Balai Kayangan, Senin (3/6).\n\nSiak, 7 Juni 2023"
    beside = Release(
        "a", text, "a.csv", 3, title="Lomba Desa Dibuka", published="Rabu, 5 Juni 2024", url="https://siak.go.id/1", columns={"k": [1, None]}
    )
    record = pipeline.process(beside)
    assert record.title and (record.title.text, record.title.span) == ("Lomba Desa Dibuka", None)
    assert record.published and (record.published.iso, record.published.span) == ("2024-06-05", None)
    assert record.event and record.event.date and record.event.date.iso == "2024-06-03"
    assert (record.source.uri, record.source.row, record.source.columns) == ("https://siak.go.id/1", 3, {"k": [1, None]})
    assert Record.model_validate_json(record.to_json()) == record
    assert next(pipeline.pipe([beside])) == record
    unread = pipeline.process(Release("a", text, "a.csv", published="segera"))
    assert unread.published and unread.published.iso == "2023-06-07" and unread.published.span is not None
    assert unread.event and unread.event.date and unread.event.date.iso == "--06-03"
    assert [(warning.code, warning.detail) for warning in unread.warnings] == [("published_unread", "no day in 'segera'")]


def spans(value):
    """Every span below a dumped record, with the part that has it."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in ("span", "value_span") and inner is not None:
                yield value, inner
            elif key in ("mentions", "evidence", "indicator_spans"):
                yield from ((value, span) for span in inner)
            else:
                yield from spans(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spans(inner)


PIECES = st.sampled_from([
    "Bupati", "Wagub Kalteng", "Kepala Dinas", "Rusdiansyah", "H.", "S.E.", "Rp1,5 triliun", "1,42 persen", "dari", "menjadi",
    "tahun 2022", "Senin", "(3/6/2024)", "“", "”", '"', "ujar", "katanya", "\n\n", "\r\n", ",", ".", "di Aula", "\u00a0", "Share",
    "e\u0301", "Wakil\u0301 Bupati", "solo.go.id", "HALO", "٢٠٢٤", "３", "&ldquo;", "â€œ", "Baca juga:", "''", "orang-\n", "tema", "hadir", "Nomor 5 Tahun 2021", "Peraturan Daerah", "(", ")", "–", "Palangka Raya", "\u200b", "😀", "\ufeff",
])  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES | st.text(max_size=6), min_size=1, max_size=60))
def test_every_span_lies_in_the_raw_text_whatever_the_text(pipeline, pieces):
    raw = " ".join(pieces)
    dumped = record_of(pipeline, raw).model_dump(mode="json")
    for part, (start, end) in spans(dumped):
        assert 0 <= start < end <= len(raw)
        assert part.get("text", "-").strip()
    assert list(dumped) == list(Record.model_fields)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES | st.text(max_size=6), min_size=1, max_size=60))
def test_every_mention_is_the_text_it_covers(pipeline, pieces):
    doc = pipeline.analyse(" ".join(pieces))
    for field, mentions in doc._.mentions.items():
        assert [m.offsets for m in mentions] == sorted(m.offsets for m in mentions), field
        for mention in mentions:
            assert mention.text == doc.text[mention.start_char : mention.end_char]
            assert mention.rule


@pytest.mark.parametrize("change", [
    lambda text: text.encode().decode("cp1252", "replace"),
    lambda text: html.escape(text).replace("–", "&ndash;").replace("“", "&ldquo;"),
    lambda text: text.replace(" ", "  "),
    lambda text: text.translate(dict(zip(b"0123456789", "٠١٢٣٤٥٦٧٨٩", strict=True))),
    lambda text: "\n\n".join(fill(paragraph, 46) for paragraph in text.split("\n\n")),
    lambda text: text.replace("“", "„").replace("”", "“"),
    lambda text: text.replace("\n", "\r\n"),
    lambda text: text.replace(" ", "\u00a0"),
    lambda text: "\ufeff" + text,
    lambda text: text.replace("Aula", "Aul\u0061\u200b"),
], ids=["mojibake", "entities", "blanks", "digits", "wrapped", "marks", "crlf", "nbsp", "bom", "zero-width"])  # fmt: skip
def test_scraped_characters_change_no_value(pipeline, change):
    raw = change(TEXT)
    plain, odd = record_of(pipeline, TEXT), record_of(pipeline, raw)
    assert [o.name for o in odd.officials] == [o.name for o in plain.officials]
    assert odd.event and plain.event and odd.event.name == plain.event.name and odd.event.venue == plain.event.venue.model_copy(
        update={"span": odd.event.venue.span}
    )
    assert [q.text for q in odd.quotes] == [q.text for q in plain.quotes] and odd.dateline.place == plain.dateline.place
    start, end = odd.figures[0].value_span
    assert clean(raw[start:end]).text.replace("\n", " ") == "14 ton"


def test_same_input_same_bytes(pipeline):
    assert record_of(pipeline, TEXT).to_json() == record_of(pipeline, TEXT).to_json()


def test_what_a_user_imports():
    records = list(extract.extract_many([TEXT, TEXT], ids=["a", "b"]))
    frames = extract.to_frames(records)
    assert list(frames["releases"]["release_id"]) == ["a", "b"]
    merged = frames["figures"].merge(frames["releases"], on="release_id")
    assert list(merged["value"]) == [14, 14]
    assert json.loads(records[0].to_json())["id"] == "a"
    doc = extract.load()(TEXT)
    assert doc.spans["figures"][0]._.value.value == 14


def test_common_words_stay_and_others_are_forgotten(pipeline, monkeypatch):
    def text(i):
        words = " ".join(f"kata{letter * 3}{'abcdefghij'[i]}" for letter in "klmnopqrstu")
        return f"Bupati Lahat membuka {words}, Senin (3/6/2024)."

    def read(i):
        before = len(pipeline.nlp.vocab.strings)
        line = pipeline.read(Release(None, text(i), "uri")).to_json()
        return line, len(pipeline.nlp.vocab.strings) - before

    monkeypatch.setattr("extract.pipeline.KEPT", len(pipeline.nlp.vocab.strings) + 1000)
    first, more = read(0)
    assert more >= 11
    monkeypatch.setattr("extract.pipeline.KEPT", 0)
    assert read(1)[1] == 0
    assert read(0) == (first, 0)
