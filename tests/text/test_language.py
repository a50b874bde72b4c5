"""The language of a text: told by its words where they are Indonesian, else by py3langid."""

import py3langid
import pytest

from extract.lexicon import default
from extract.text.language import detect_language


@pytest.mark.parametrize(("text", "language", "asked"), [
    ("Bupati Lahat membuka rapat di Aula Pemda pada Senin, karena harga beras naik.", "id", False),
    ("LAHAT – Sebanyak 40 kader dari tiga kecamatan mengikuti pelatihan yang digelar di balai desa.", "id", False),
    ("The regent of Lahat opened the meeting at the town hall on Monday, because the price of rice rose.", "en", True),
    ("Mesyuarat yang diadakan pada hari Isnin itu dihadiri oleh para pegawai dari jabatan kesihatan.", None, True),  # Malay or not
    ("40 50 60 70", None, True),
])  # fmt: skip
def test_language(text, language, asked, monkeypatch):
    calls = []
    classify = py3langid.classify
    monkeypatch.setattr(py3langid, "classify", lambda text: (calls.append(text), classify(text))[1])
    found = detect_language(text, default())
    assert bool(calls) == asked
    assert language is None or found == language


@pytest.mark.parametrize("text", ["", " \n ", "\n" * 700])
def test_nothing_to_read(text):
    assert detect_language(text, default()) is None
