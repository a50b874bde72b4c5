"""Hard-wrapped paragraphs are joined, and nothing else is."""

from textwrap import fill

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.text.clean import clean

PARAGRAPHS = [
    "LAHAT – Wakil Bupati Lahat Ratna Sari membuka pelatihan bagi 25 perajin tenun di Balai Desa Sukamekar, Kecamatan Merapi "
    "Timur, Selasa (4/6/2024) pagi. Pelatihan berlangsung selama tiga hari dan diikuti perajin dari lima kecamatan.",
    "Produksi kain tenun naik dari 1.200 lembar pada tahun 2022 menjadi 1.450 lembar pada tahun 2023. Hadir dalam pembukaan itu "
    "Kepala Dinas Perindustrian Kabupaten Lahat Tono Wijaya dan Camat Merapi Timur Budi Harun.",
    "“Kami berharap para perajin dapat memasarkan kain tenun ke luar daerah, sehingga pendapatan warga desa ikut naik,” kata "
    "Ratna. Ia menyerahkan bantuan alat tenun kepada dua kelompok.",
]
RELEASE = "\n\n".join(PARAGRAPHS)


@pytest.mark.parametrize("hyphens", [True, False])
@pytest.mark.parametrize("width", [38, 46, 60, 72, 80, 100])
@pytest.mark.parametrize("between", ["\n\n", "\n \n\n"])
def test_paragraphs_between_blank_lines(width: int, hyphens: bool, between: str) -> None:
    wrapped = between.join(fill(p, width, break_on_hyphens=hyphens, break_long_words=False) for p in PARAGRAPHS)
    assert [line for line in clean(wrapped).text.split("\n") if line.strip()] == PARAGRAPHS


@pytest.mark.parametrize("width", [44, 66, 78])
def test_paragraphs_whose_first_line_is_indented(width: int) -> None:
    wrapped = "\n".join(fill(p, width, initial_indent="     ") for p in PARAGRAPHS)
    assert [line.strip() for line in clean(wrapped).text.split("\n")] == PARAGRAPHS


def test_the_whole_text_indented_and_with_windows_line_ends() -> None:
    wrapped = "\n\n".join(fill(p, 70, initial_indent="  ", subsequent_indent="  ") for p in PARAGRAPHS).replace("\n", "\r\n")
    assert [line.strip() for line in clean(wrapped).text.split("\n\n")] == PARAGRAPHS


def test_lines_that_were_filled_with_blanks() -> None:
    lines = fill(PARAGRAPHS[0], 70).split("\n")
    filled = "\n".join([*(line.replace(" ", "  ", 70 - len(line)) for line in lines[:-1]), lines[-1]])
    assert clean(filled).text == PARAGRAPHS[0]


def test_lines_of_a_proportional_font() -> None:
    words = " ".join(PARAGRAPHS * 2).split()
    lines, line = [], ""
    for word in words:
        wide = sum(0.6 if char in "ijlt.,() " else 1.05 for char in f"{line} {word}")
        if wide > 62:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    assert len({len(one) for one in lines}) > 5
    assert clean("\n".join([*lines, line])).text == " ".join(words)


def test_titles_lists_and_credits_stay_lines() -> None:
    listed = ["1. Desa Sukamekar", "2. Desa Suka Maju", "3. Kelurahan Pasar Lama", "- alat tenun", "- benang katun"]
    text = "\n".join([
        "Perajin Tenun Lahat Dilatih", "", *(fill(p, 60) + "\n" for p in PARAGRAPHS), "Peserta berasal dari:", *listed, "",
        "Penulis: Rina Sari", "Editor: Tono",
    ])  # fmt: skip
    lines = clean(text).text.split("\n")
    assert [line for line in lines if line] == [
        "Perajin Tenun Lahat Dilatih", *PARAGRAPHS, "Peserta berasal dari:", *listed, "Penulis: Rina Sari", "Editor: Tono",
    ]  # fmt: skip


def test_one_paragraph_of_two_lines() -> None:
    wrapped = "LAHAT – Wakil Bupati Lahat Ratna Sari membuka pelatihan\nperajin tenun di Balai Desa Sukamekar."
    assert clean(wrapped).text == wrapped.replace("\n", " ")


def test_a_title_over_two_lines() -> None:
    title = "Wakil Bupati Lahat Buka Pelatihan bagi Perajin Tenun di Balai Desa Sukamekar"
    wrapped = "\n\n".join(fill(p, 50) for p in (title, *PARAGRAPHS))
    assert clean(wrapped).text == "\n\n".join((title, *PARAGRAPHS))


@pytest.mark.parametrize(("cut", "whole"), [
    ("kegia-\ntan", "kegiatan"), ("anak-\nanak", "anak-anak"), ("tolong-\nmenolong", "tolong-menolong"),
    ("sayur-\nmayur", "sayur-mayur"), ("TNI-\nPolri", "TNI-Polri"), ("2023-\n2024", "2023-2024"), ("e-\nvoting", "e-voting"),
    ("besar-\nbesaran", "besar-besaran"), ("masya-\nrakat", "masyarakat"), ("desa –\nkota", "desa – kota"),
])  # fmt: skip
def test_words_that_were_cut(cut: str, whole: str) -> None:
    first = "Perajin dari lima kecamatan di kabupaten itu ikut"
    head = f"{first} {cut}".split("\n")[0]
    body = fill(PARAGRAPHS[1], len(head) + 2)
    text = f"{first} {cut} pada hari pertama pelatihan.\n\n{body}"
    assert clean(text).text == f"{first} {whole} pada hari pertama pelatihan.\n\n{PARAGRAPHS[1]}"


@pytest.mark.parametrize("text", [
    RELEASE,
    RELEASE.replace("\n\n", "\n"),
    "Kecamatan Merapi Timur 25 orang\nKecamatan Kikim Barat 40 orang\nKecamatan Jarai 12 orang\nKecamatan Pagar Gunung 8 orang",
    "kain tenun\nalat tenun\nbenang katun\npewarna alami\nperajin muda\n",
    "Peserta pelatihan yang hadir berasal dari:\ncamat dan lurah\nperajin dari lima kecamatan",
    "Penulis: Rina Sari dari Bagian Humas Setda\nEditor: Tono Wijaya",
    "1. pelatihan dasar bagi perajin\n2. pelatihan lanjutan bagi perajin\n3. pameran hasil pelatihan\n4. lomba antardesa",
])  # fmt: skip
def test_lines_of_the_writer_stay(text: str) -> None:
    assert clean(text).text == text


def test_each_word_keeps_its_place() -> None:
    raw = fill(PARAGRAPHS[1], 40).replace("kain tenun", "kain  tenun")
    cleaned = clean(raw)
    start = cleaned.text.index("Tono Wijaya")
    first, last = cleaned.raw_span(start, start + len("Tono Wijaya"))
    assert raw[first:last].split() == ["Tono", "Wijaya"]
    assert cleaned.text == PARAGRAPHS[1]


@given(st.lists(st.sampled_from(["kata", "Bupati", "di", "anak-", "\n", "\n\n", " ", "- ", "1. ", "panjang sekali kalimat ini", "."]), max_size=80))
def test_any_lines_lose_nothing_but_breaks_and_hyphens(pieces: list[str]) -> None:
    raw = "".join(pieces)
    cleaned = clean(raw).text
    assert cleaned.translate({10: None, 32: None, 45: None}) == raw.translate({10: None, 32: None, 45: None})
    assert clean(cleaned).text == cleaned
