"""`places` and what `resolve_places` makes of them."""

import time

import pytest
import spacy

from extract.extractors.places import places
from extract.lexicon import default
from extract.mentions import Mention, Place
from extract.nlp.language import blank
from extract.resolve.regions import resolve_places
from extract.text.layout import layout
from extract.values.regions import find_region

NLP = blank()


def read(text: str, **entities: str) -> list[Mention[Place]]:
    """The places of `text`; `PER="Bima Arya"` marks an entity as the model would."""
    doc = NLP(text)
    spans = [doc.char_span(text.index(words), text.index(words) + len(words), label=label)
             for label, words in entities.items()]
    doc.ents = [span for span in spans if span is not None]
    assert len(doc.ents) == len(entities)
    found = places(doc, default())
    assert all(m.text == text[m.start_char:m.end_char] for m in found)
    assert [m.start_char for m in found] == sorted(m.start_char for m in found)
    return found


@pytest.mark.parametrize(
    ("text", "surface", "name", "level", "code"),
    [
        ("Rapat digelar di Provinsi Jawa Barat kemarin.", "Provinsi Jawa Barat", "Jawa Barat", "province", "32"),
        ("Bupati Agam membuka rapat.", "Agam", "Agam", "regency", "13.06"),
        ("Warga Kabupaten Agam hadir.", "Kabupaten Agam", "Agam", "regency", "13.06"),
        ("penduduk kota Tarakan naik", "kota Tarakan", "Tarakan", "city", "65.71"),
        ("Pemkot Bekasi menggelar rapat.", "Bekasi", "Bekasi", "city", "32.75"),
        ("Pemkab Bekasi menggelar rapat.", "Bekasi", "Bekasi", "regency", "32.16"),
        ("Wakil Wali Kota Bogor hadir.", "Bogor", "Bogor", "city", "32.71"),
        ("Bupati Bogor hadir.", "Bogor", "Bogor", "regency", "32.01"),
        ("atlet se-Kalsel bertanding", "Kalsel", "Kalimantan Selatan", "province", "63"),
        ("PALANGKA RAYA – Rapat dibuka.", "PALANGKA RAYA", "Palangka Raya", "city", "62.71"),
        ("jamaah dari Tulangbawang hadir", "Tulangbawang", "Tulang Bawang", "regency", "18.05"),
        ("di kabupaten tulang bawang barat kemarin", "kabupaten tulang bawang barat", "Tulang Bawang Barat",
         "regency", "18.12"),
        ("Kodim 0613/Ciamis membantu.", "Ciamis", "Ciamis", "regency", "32.07"),
        ("Acara di Labuan Bajo ramai.", "Labuan Bajo", "Labuan Bajo", None, "53.15"),
        ("Warga Kecamatan Sukaraja, Kabupaten Bogor", "Kecamatan Sukaraja", "Sukaraja", "district", "32.01.04"),
        ("Musyawarah Desa Cikole Indah berjalan.", "Desa Cikole Indah", "Cikole Indah", "village", None),
        ("Warga Desa Adat Penarungan berkumpul.", "Desa Adat Penarungan", "Penarungan", "village", None),
        ("Bhabinkamtibmas Desa Oelbaki Aipda Tono hadir.", "Desa Oelbaki", "Oelbaki", "village", None),
        ("Longsor di Kecamatan Tigo Nagari meluas.", "Kecamatan Tigo Nagari", "Tigo Nagari", "district", "13.08.13"),
        ("Nelayan di Pulau Sebesi pulang.", "Pulau Sebesi", "Pulau Sebesi", None, None),
        ("Delegasi dari Arab Saudi tiba.", "Arab Saudi", "Arab Saudi", "country", None),
        ("masyarakat Indonesia bangga", "Indonesia", "Indonesia", "country", None),
        ("Wali Kota Batu membuka rapat.", "Batu", "Batu", "city", "35.79"),
        ("Panen di Batu, Jawa Timur, melimpah.", "Batu", "Batu", "city", "35.79"),
        ("Gubernur Kep. Riau hadir.", "Kep. Riau", "Kepulauan Riau", "province", "21"),
    ],
)
def test_one_place(text: str, surface: str, name: str, level: str | None, code: str | None) -> None:
    mention = read(text)[0]
    assert (mention.text, mention.value) == (surface, Place(name, level, code))


@pytest.mark.parametrize(
    "text",
    [
        "Puncak acara berlangsung meriah.",
        "Petugas memecah Batu besar di tepi sungai.",
        "Rapat di Jalan Bandung nomor 5.",
        "Bank Indonesia menahan suku bunga.",
        "warga bekerja serang pagi",
        "Ketua KSB melapor.",
        "orang malang itu pulang",
        "Koperasi Desa Merah Putih dibentuk.",
        "Dana Desa Tahun 2021 cair.",
        "Kabid Desa Dinas PMD hadir.",
        "Pendamping Desa A. Lopo hadir.",
        "Rasio Desa Berlistrik naik.",
        "Beras dibagikan Polsek Kediri.",
        "Apel Operasi Ketupat Toba digelar.",
    ],
)
def test_words_that_are_no_places_here(text: str) -> None:
    assert read(text) == []


def test_an_office_without_level_proves_nothing_where_the_name_goes_on() -> None:
    assert [m.text for m in read("Polres Metro Jakarta Barat siaga.")] == ["Jakarta Barat"]
    assert [m.text for m in read("Polres Metro siaga.")] == ["Metro"]


def test_a_name_inside_a_person_is_not_a_place() -> None:
    assert read("Kepala dinas Lembata Wijaya hadir.", PER="Lembata Wijaya") == []


def test_an_office_before_a_name_keeps_it_a_place() -> None:
    assert [m.text for m in read("Bupati Agam Rudi hadir.", PER="Agam Rudi")] == ["Agam"]


def test_a_trap_counts_once_the_release_has_shown_it() -> None:
    found = read("Pemkot Batu menggelar rapat. Petani Batu senang.")
    assert [m.text for m in found] == ["Batu", "Batu"]


def test_the_model_adds_places_beside_a_known_one() -> None:
    text = "Acara di Lembeh Kecil, Kota Bitung, ramai."
    assert [(m.text, m.rule) for m in read(text, LOC="Lembeh Kecil")] == [
        ("Lembeh Kecil", "ner"), ("Kota Bitung", "gazetteer"),
    ]
    assert read("Acara di Lembeh Kecil ramai.", LOC="Lembeh Kecil") == []
    assert len(read("Acara di Hotel Melati, Kota Bitung, ramai.", LOC="Hotel Melati")) == 1


def test_the_outlet_of_a_dateline_is_no_place() -> None:
    text = "Kupang, Wartakita – Bupati membuka pelatihan di balai desa."
    doc = NLP(text)
    doc._.layout = layout(text, default())
    doc.ents = [doc.char_span(8, 17, label="LOC")]
    assert [m.text for m in places(doc, default())] == ["Kupang"]


def test_other_names_of_the_text_decide_a_shared_one() -> None:
    found = read("Pemprov Kalsel dan Pemkot Banjarmasin membantu warga. Bantuan tiba di Banjar.")
    assert found[-1].value == Place("Banjar", "regency", "63.03")


def test_mentions_of_one_region_are_one_place() -> None:
    text = "Gubernur Kalteng hadir. Provinsi Kalimantan Tengah maju. Warga Kalteng senang."
    resolved = resolve_places(read(text), None)
    assert [(p.name, p.region_code, len(p.mentions)) for p in resolved] == [("Kalimantan Tengah", "62", 3)]


@pytest.mark.parametrize(
    ("text", "home", "codes"),
    [
        ("Warga Bekasi senang.", None, ["32.75"]),
        ("Warga Bekasi senang.", "Kabupaten Bekasi", ["32.16"]),
        ("Warga Bekasi senang.", "Kota Bandung", ["32.75"]),
        ("Bupati Bekasi hadir. Warga Bekasi senang.", "Kota Bekasi", ["32.16"]),
    ],
)
def test_home_and_votes_decide_a_shared_name(text: str, home: str | None, codes: list[str]) -> None:
    region = find_region(home, default()) if home else None
    assert [place.region_code for place in resolve_places(read(text), region)] == codes


@pytest.mark.parametrize("piece", ["Kabupaten ", "Kalimantan ", "Batu, ", "Kecamatan Aa ", "Tulang-", "0706/", "di "])
def test_time_is_linear(piece: str) -> None:
    doc = NLP.make_doc("")
    doc = spacy.tokens.Doc(NLP.vocab, words=[piece * (100_000 // len(piece))], spaces=[False])
    places(doc, default())
    start = time.perf_counter()
    places(doc, default())
    assert time.perf_counter() - start < 5
