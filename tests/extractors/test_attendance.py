"""Stretches that list who was there."""

import pytest

from extract.extractors.attendance import attendance
from extract.lexicon import default
from extract.nlp.language import blank


@pytest.mark.parametrize(("text", "expected"), [
    ("Turut hadir Sekda H. M. Yusuf, Plt. Camat Sukun, dan lurah. Acara ditutup doa.",
     ["Turut hadir Sekda H. M. Yusuf, Plt. Camat Sukun, dan lurah"]),
    ("Bupati tidak dapat hadir karena sakit.", []),
    ("Hadir Bupati Agus Salam, Dandim 0611/Kab. Sekadau Letkol Arm Doni Raka, Ketua PN Ina Maro.",
     ["Hadir Bupati Agus Salam, Dandim 0611/Kab. Sekadau Letkol Arm Doni Raka, Ketua PN Ina Maro"]),
    # the list goes on behind the sentence
    ("Rapat dihadiri para pejabat. Yakni Camat Sukun; Ketua DPRD Ina Maro. Rapat usai.",
     ["dihadiri para pejabat. Yakni Camat Sukun; Ketua DPRD Ina Maro"]),
    ("Hanya 15 undangan menyaksikan. Diantaranya Camat Sukun dan Kajari.", ["Diantaranya Camat Sukun dan Kajari"]),
    ("Harga naik. Di antaranya cabai dan bawang.", []),
    ("Turut hadir:\n* Camat Sukun Ina Maro\n* Kades Tolo\nRapat usai.", ["Turut hadir:\n* Camat Sukun Ina Maro\n* Kades Tolo"]),
    ("Rapat dihadiri Kapolres dan Dandim.\nPeserta pulang.", ["dihadiri Kapolres dan Dandim"]),
    # up to the verb, and before the subject where the list stands in front of it
    ("Bupati didampingi Camat Sukun dan Kajari meninjau pasar yang dihadiri Kapolres.",
     ["didampingi Camat Sukun dan Kajari", "dihadiri Kapolres"]),
    ("Didampingi Camat Sukun, Kajari meninjau pasar.", ["Didampingi Camat Sukun"]),
    ("Didampingi Camat Sukun, Kajari, dan Kapolres untuk meninjau pasar.", ["Didampingi Camat Sukun, Kajari, dan Kapolres"]),
])  # fmt: skip
def test_lists(text, expected):
    nlp = blank()
    nlp.add_pipe("extract_sentences")
    assert [m.text for m in attendance(nlp(text), default())] == expected
