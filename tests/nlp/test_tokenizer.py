"""The tokenizer: words of the register, exact text, and the way back to the raw characters."""

from __future__ import annotations

import pickle
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from extract.nlp.language import blank
from extract.nlp.tokenizer import split

NLP = blank()
WORDS = [
    ("Dr.Bagus Santika, ST.MM", ["Dr.", "Bagus", "Santika", ",", "ST", ".", "MM"]),
    ("Yosep Gobai,S.Pd.,M.Si", ["Yosep", "Gobai", ",", "S.Pd.", ",", "M.Si"]),
    ("Niko Degei,S.IP, hadir", ["Niko", "Degei", ",", "S.IP", ",", "hadir"]),
    ("Selasa,15 Juli", ["Selasa", ",", "15", "Juli"]),
    ("dan/atau Kabupaten/Kota", ["dan", "/", "atau", "Kabupaten", "/", "Kota"]),
    ("TNI-Polri TP-PKK se-Kalteng", ["TNI", "-", "Polri", "TP", "-", "PKK", "se", "-", "Kalteng"]),
    ("(20/6/2022)", ["(", "20/6/2022", ")"]),
    ("Rp1,5 triliun Rp. 15.000 Rp 2", ["Rp", "1,5", "triliun", "Rp.", "15.000", "Rp", "2"]),
    ("1.250.000 orang, 3,29 persen, 45%", ["1.250.000", "orang", ",", "3,29", "persen", ",", "45", "%"]),
    ("5W 1H", ["5W", "1H"]),
    ("Plt.walikota", ["Plt.", "walikota"]),
    ("ke-77 ke-XXXI", ["ke-77", "ke-XXXI"]),
    ("mama-mama Mama-Mama hati-hatilah e-voting", ["mama-mama", "Mama-Mama", "hati-hatilah", "e-voting"]),
    ("Mas'ud Jum'at", ["Mas'ud", "Jum'at"]),
    ("H. M. Amin, S.E., M.M.", ["H.", "M.", "Amin", ",", "S.E.", ",", "M.M."]),
    ("a.n. Bupati, dkk. dan u.p. Sekda", ["a.n.", "Bupati", ",", "dkk.", "dan", "u.p.", "Sekda"]),
    ("kemarin.Yang hadir", ["kemarin", ".", "Yang", "hadir"]),
    ("minggu lalu.kemarin", ["minggu", "lalu", ".", "kemarin"]),
    ("“Kita,”katanya", ["“", "Kita", ",", "”", "katanya"]),
    ("COVID-19 Kodim 0712/Tegal", ["COVID-19", "Kodim", "0712", "/", "Tegal"]),
    ("bupati@agamkab.go.id www.agamkab.go.id/x.", ["bupati@agamkab.go.id", "www.agamkab.go.id/x", "."]),
    ("Pangkalan Bun–Kota", ["Pangkalan", "Bun", "–", "Kota"]),
    ("2025-2026", ["2025", "-", "2026"]),
    ("A\n\nB  C", ["A", "\n\n", "B", " ", "C"]),
]


@pytest.mark.parametrize(("text", "words"), WORDS)
def test_words(text: str, words: list[str]) -> None:
    assert split(text)[0] == words


@settings(deadline=None)
@given(st.text(max_size=200))
def test_words_and_spaces_give_the_text_back(text: str) -> None:
    doc = NLP(text)
    assert doc.text == doc._.extract_clean.text
    for token in doc:
        start, end = doc._.extract_clean.raw_span(token.idx, token.idx + len(token))
        assert 0 <= start < end <= len(text)


def test_map_back_survives_bytes_and_pickle() -> None:
    nlp = NLP
    raw = "\ufeffBupati\r\n\r\nH.\u00a0Ahmad"
    doc = nlp(raw)
    for copy in (Doc(nlp.vocab).from_bytes(doc.to_bytes()), pickle.loads(pickle.dumps(doc))):
        token = copy[-1]
        start, end = copy._.extract_clean.raw_span(token.idx, token.idx + len(token))
        assert raw[start:end] == "Ahmad"


UNITS = ['"', "1", ",", "1,", "1.", "A", "A.", "A.B", "Aa ", " ", "\n", "a-", "a-a", "'", "a'", "ke-", "@", "www.a"]


@pytest.mark.parametrize("unit", UNITS)
def test_linear(unit: str) -> None:
    text = unit * (400_000 // len(unit))
    began = time.process_time()
    split(text)
    assert time.process_time() - began < 4


def test_the_kept_text_is_that_of_the_words(pipeline):
    doc = pipeline.nlp.make_doc("Bupati  membuka\u200b rapat.\r\nWarga hadir.")
    assert doc._.extract_text == doc.text
    part = doc[2:5].as_doc(copy_user_data=True)
    assert part._.extract_text == part.text
