"""Sentence boundaries that survive the abbreviations of the register."""

from __future__ import annotations

import time

import pytest
from spacy.language import Language

from extract.nlp.language import blank


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = blank()
    nlp.add_pipe("extract_sentences")
    return nlp


TEXTS = [
    ["Hadir Kapolres Lahat AKBP. Hasan Basri, S.IK, dan Letkol. Rudi Salim.", "Rapat dibuka Bupati."],
    ["Hadir Drs. H. Ahmad Yani, S.E., M.M.", "Dalam sambutannya, Plt. Kepala Dinas berpesan."],
    ["Rapat dipimpin Hj. Siti Aminah selaku Pj. Bupati.", "Ia didampingi Ir. M. Wahyu."],
    ["Surat No. 5 a.n. Bupati memuat angka Rp. 1.250.000.", "Uang itu dibagikan."],
    ["Camat, lurah, dkk. hadir di sana.", "Acara selesai."],
    ["“Kita harus maju.” ujarnya.", "Warga bertepuk tangan."],
    ["“Ayo!”", "Ia pun pergi."],
    ["Kegiatan telah selesai.", "Tim kembali ke kantor."],
    ["Di Jl. Merdeka No. 10, Kab. Agam, Prov. Sumatera Barat, warga berkumpul."],
    ["1. Kepala Dinas", "2. Sekretaris Dinas"],
    ["Judul Tanpa Titik", "Paragraf pertama.", "Paragraf kedua."],
    ["Benarkah begitu?", "Tentu saja!", "Kita lihat..."],
    ["Pertumbuhan mencapai 3.29 persen pada 2022.", "Angka itu naik."],
]


@pytest.mark.parametrize("sentences", TEXTS)
def test_boundaries(nlp: Language, sentences: list[str]) -> None:
    glue = "\n" if sentences[0][0] == "1" or sentences[0].startswith("Judul") else " "
    assert [s.text.strip() for s in nlp(glue.join(sentences)).sents] == [s.strip() for s in sentences]


def test_full_stop_without_space(nlp: Language) -> None:
    assert [s.text for s in nlp("Acara diselenggarakan.Tim pun datang.").sents] == ["Acara diselenggarakan.", "Tim pun datang."]


def test_line_end_is_a_boundary(nlp: Language) -> None:
    assert [s.text.strip() for s in nlp("Bupati\n\nH. Ahmad").sents] == ["Bupati", "H. Ahmad"]


@pytest.mark.parametrize("text", ["", "\n", " ", ".", "...\n"])
def test_hardly_anything(nlp: Language, text: str) -> None:
    assert "".join(s.text_with_ws for s in nlp(text).sents) == text


@pytest.mark.parametrize("unit", [". ", ".", "A. ", "\n", "!\" ", "1. "])
def test_linear(nlp: Language, unit: str) -> None:
    doc = nlp.make_doc(unit * 60_000)
    began = time.perf_counter()
    nlp.get_pipe("extract_sentences")(doc)
    assert time.perf_counter() - began < 3
