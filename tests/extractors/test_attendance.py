"""Stretches that list who was there."""

import pytest

from extract.extractors.attendance import attendance
from extract.lexicon import default
from extract.nlp.language import blank


@pytest.mark.parametrize(("text", "expected"), [
    ("Turut hadir Sekda H. M. Yusuf, Plt. Camat Sukun, dan lurah. Acara ditutup doa.",
     ["Turut hadir Sekda H. M. Yusuf, Plt. Camat Sukun, dan lurah"]),
    ("Bupati tidak dapat hadir karena sakit.", []),
    ("Rapat dihadiri Kapolres dan Dandim.\nPeserta pulang.", ["dihadiri Kapolres dan Dandim"]),
])  # fmt: skip
def test_lists(text, expected):
    assert [m.text for m in attendance(blank()(text), default())] == expected
