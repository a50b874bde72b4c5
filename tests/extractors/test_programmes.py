"""`programmes`: named programmes, and what is not one."""

import time

import pytest
import spacy

from extract.extractors.programmes import programmes
from extract.lexicon import default
from extract.mentions import Mention, Programme
from extract.nlp.language import blank

NLP = blank()


def read(text: str) -> list[Mention[Programme]]:
    found = programmes(NLP(text), default())
    assert all(m.text == text[m.start_char:m.end_char] for m in found)
    return found


@pytest.mark.parametrize(
    ("text", "name", "owner"),
    [
        ("selaras program Kampung Terang dari Pemerintah Kota Bima, warga", "Kampung Terang", "Pemerintah Kota Bima"),
        ("melalui program Desa Berdaya dan Mandiri yang berjalan", "Desa Berdaya dan Mandiri", None),
        ('program "Satu Rumah Satu Pohon" milik Dinas Kehutanan', "Satu Rumah Satu Pohon", "Dinas Kehutanan"),
        ("Program Keluarga Harapan (PKH) disalurkan", "Program Keluarga Harapan", "Kementerian Sosial"),
        ("penerima PKH bertambah", "Program Keluarga Harapan", "Kementerian Sosial"),
        ("siswa menikmati Makan Bergizi Gratis setiap hari", "Makan Bergizi Gratis", "Badan Gizi Nasional"),
        ("Gerakan Pangan Murah digelar", "Gerakan Pangan Murah", None),
        ("Gerakan Tanam Cabai Serentak digelar", "Gerakan Tanam Cabai Serentak", None),
        ("hasil Operasi Ketupat Candi 2024 dirilis", "Operasi Ketupat Candi 2024", None),
        ("Operasi Zebra Tahun 2022 dimulai", "Operasi Zebra", None),
        ("apel Operasi Patuh Intan 2023 di Banjarbaru", "Operasi Patuh Intan 2023", None),
        ("apel Operasi Patuh Intan di Lapangan Murjani", "Operasi Patuh Intan", None),
        ("Inovasi Jemput Bola Adminduk (JEBOL) diluncurkan", "Inovasi Jemput Bola Adminduk", None),
        ("program Sehati di Puskesmas Sukamaju", "Sehati", None),
    ],
)
def test_one_programme(text: str, name: str, owner: str | None) -> None:
    (mention,) = read(text)
    assert mention.value == Programme(name, owner)


@pytest.mark.parametrize(
    "text",
    [
        "program pembangunan dan program-program lain",
        "Program Studi Kimia membuka pendaftaran",
        "mendukung program Bupati Garut",
        "program prioritas pemerintah",
        "PROGRAM KERJA TAHUNAN",
        "gerakan moral warga",
        "Gerakan Pramuka berkemah",
        "operasi jantung di rumah sakit",
        "genting sekali",
    ],
)
def test_no_programme(text: str) -> None:
    assert read(text) == []


def test_each_programme_once_with_the_owner_found_later() -> None:
    found = read("Program Kampung Terang diluncurkan. Program Kampung Terang dari Dinas Sosial berjalan.")
    assert [(m.start_char, m.value) for m in found] == [(8, Programme("Kampung Terang", "Dinas Sosial"))]


@pytest.mark.parametrize("piece", ["program ", "Program Aa dan ", 'program "Aa', "Operasi ", "Aa ", "program Aa dari "])
def test_time_is_linear(piece: str) -> None:
    doc = spacy.tokens.Doc(NLP.vocab, words=[piece * (200_000 // len(piece))], spaces=[False])
    start = time.perf_counter()
    programmes(doc, default())
    assert time.perf_counter() - start < 5
