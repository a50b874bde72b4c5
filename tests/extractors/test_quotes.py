"""Direct and reported speech. Every row is a sentence written for this table."""

import pytest

from extract.extractors.quotes import quotes
from extract.lexicon import default
from extract.nlp.language import blank

# paragraph, [(words, speaker as written, cue)] of the direct quotes
DIRECT = [
    ("“Kami akan memperbaiki jalan ini tahun depan,” ujar Bupati Lahat.",
     [("Kami akan memperbaiki jalan ini tahun depan,", "Bupati Lahat", "ujar")]),
    ('"Stok beras aman sampai Lebaran," katanya.', [("Stok beras aman sampai Lebaran,", None, "katanya")]),
    ("“Terima kasih,” kata Camat Sukun, Rina Sari.", [("Terima kasih,", "Camat Sukun, Rina Sari", "kata")]),
    ("“Kita jaga sungai ini bersama-sama, \"tutupnya.", [("Kita jaga sungai ini bersama-sama,", None, "tutupnya")]),
    ("Kepala dinas mengatakan, “Pupuk sudah tiba di gudang.”", [("Pupuk sudah tiba di gudang.", "Kepala dinas", "mengatakan")]),
    ("Kegiatan itu mengusung tema “Bersama Menuju Desa Mandiri”.", []),
    ("Pelaku berinisial “AB” masih diburu.", []),
    ("“Hasil panen naik,” kata dia, “tetapi harga masih rendah di tingkat petani.”",
     [("Hasil panen naik,", None, "kata"), ("tetapi harga masih rendah di tingkat petani.", None, "kata")]),
]  # fmt: skip


@pytest.fixture(scope="module")
def nlp():
    language = blank()
    language.add_pipe("extract_sentences")
    language.add_pipe("extract_layout")
    return language


@pytest.mark.parametrize(("paragraph", "expected"), DIRECT, ids=[row[0][:40] for row in DIRECT])
def test_direct(nlp, paragraph, expected):
    found = [m for m in quotes(nlp(paragraph), default()) if m.value.kind == "direct"]
    assert [(m.text, m.value.speaker_text, m.value.cue) for m in found] == expected


def test_a_quote_left_open_goes_on_in_the_next_paragraph(nlp):
    text = "\"Usulan jembatan sudah kami terima dari warga.\n\n\"Tahun ini kita mulai membangunnya,\" terangnya."
    assert [m.text for m in quotes(nlp(text), default())] == [
        "Usulan jembatan sudah kami terima dari warga.",
        "Tahun ini kita mulai membangunnya,",
    ]


def test_the_speech_of_another_read_by_a_deputy(nlp):
    (mention,) = quotes(nlp("“Mari rawat hutan kita,” pungkas Gubernur melalui Wagub Kalteng."), default())
    assert (mention.value.speaker_text, mention.value.on_behalf_text) == ("Wagub Kalteng", "Gubernur")


def test_reported_speech(nlp):
    text = "Kepala Dinas Sosial menjelaskan bahwa bantuan akan disalurkan bertahap mulai Senin."
    (mention,) = quotes(nlp(text), default())
    assert mention.value.kind == "indirect"
    assert mention.text == "bantuan akan disalurkan bertahap mulai Senin"
    assert mention.value.speaker_text == "Kepala Dinas Sosial"
