"""The Language: what it loads, what its Docs carry, and that it loads like any spaCy pipeline."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
from spacy.language import Language

from extract.errors import UsageError
from extract.nlp import load
from extract.nlp.language import MODELS

RELEASE = """Wabup Hadiri Peresmian Pasar

Painan – Kepala Dinas Perdagangan Kabupaten Pesisir Selatan Hendra Gunawan mendampingi Wakil Bupati Pesisir Selatan
Drs. H. Rudi Hartono, M.Si membuka Rapat Koordinasi Pengendalian Inflasi di Aula Hotel Saga Murni, Kamis (4/5/2023).
Turut hadir Kepala Biro Umum Slamet Riyadi, Camat Lengayang Yusri Tanjung, dan Kapolres AKBP Sri Wulandari.
"""


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load()


def test_names_without_titles_honorifics_and_degrees(nlp: Language) -> None:
    people = [e.text for e in nlp(RELEASE).ents if e.label_ == "PER"]
    assert people == ["Hendra Gunawan", "Rudi Hartono", "Slamet Riyadi", "Yusri Tanjung", "Sri Wulandari"]


def test_offsets_lead_back_to_the_raw_text(nlp: Language) -> None:
    raw = RELEASE.replace("\n", "\r\n").replace("Hendra ", "Hendra\u00a0")
    doc = nlp(raw)
    spans = [doc._.extract_clean.raw_span(e.start_char, e.end_char) for e in doc.ents if e.text == "Hendra Gunawan"]
    assert [raw[start:end] for start, end in spans] == ["Hendra\u00a0Gunawan"]


def test_every_component_has_run(nlp: Language) -> None:
    doc = nlp(RELEASE)
    assert doc._.layout is not None
    assert set(doc._.mentions) == {name.removeprefix("extract_") for name in nlp.pipe_names if name in _fields(nlp)}


def _fields(nlp: Language) -> set[str]:
    return {name for name, component in nlp.pipeline if hasattr(component, "find")}


def test_unknown_engine() -> None:
    with pytest.raises(UsageError, match="stanza"):
        load(engine="nltk")


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u200b", "H.", "Bupati"])
def test_hardly_anything(nlp: Language, text: str) -> None:
    assert nlp(text).text == nlp(text)._.extract_clean.text


def test_loads_where_extract_was_not_imported() -> None:
    code = f"import spacy; nlp = spacy.load({str(MODELS / 'id_release')!r}); assert 'ner' in nlp.pipe_names; nlp('Bupati')"
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    assert time.perf_counter() - began < 20


def test_weights_stay_small() -> None:
    assert sum(f.stat().st_size for f in MODELS.rglob("*") if f.is_file()) < 40_000_000
