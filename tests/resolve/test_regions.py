"""The region that a figure is of, and that of a title."""

import pytest

from extract import extract


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Palangka Raya – Dinas mencatat 40 kasus. Di Kabupaten Kapuas ada 12 kasus.", ["62.71", "62.03"]),
        ("Palangka Raya – Inflasi Kalimantan Tengah pada Mei 2023 sebesar 0,4 persen.", ["62"]),
        ("Palangka Raya – Inflasi nasional sebesar 0,4 persen. Dinas mencatat inflasi sebesar 0,2 persen.", [None, "62.71"]),
        ("Palangka Raya – Produksi padi di Indonesia mencapai 54 juta ton.", [None]),
        ("Jakarta – Kementerian Pertanian mencatat produksi padi 54 juta ton.", [None]),
        ("Jakarta – Kementerian Pertanian mencatat produksi padi di Provinsi Riau 2 juta ton.", ["14"]),
        ("Jakarta – Pemprov DKI Jakarta menyalurkan bantuan untuk 500 warga.", ["31"]),
        # a dateline alone says where somebody was, not what is counted
        ("Palangka Raya – Kementerian Pertanian menyalurkan bantuan untuk 500 warga.", [None]),
        ("Palangka Raya – Menteri Pertanian Doni Raka hadir. Produksi padi mencapai 54 juta ton.", [None]),
        ("Palangka Raya – Gubernur Riau Doni Raka hadir. Produksi padi mencapai 2 juta ton.", [None]),
        ("Jakarta – Gubernur Riau Doni Raka hadir. Produksi padi mencapai 2 juta ton.", ["14"]),
        ("Bupati Kapuas Doni Raka hadir. Produksi padi mencapai 2 juta ton.", ["62.03"]),
        ("Palangka Raya – Dinas mencatat 40 kasus, jauh dari angka di Provinsi Riau.", [None]),
        ("Palangka Raya – Dinas mengirim 40 petugas yang bekerja di Provinsi Riau.", ["14"]),
        ("Palangka Raya – Dinas mencatat 40 kasus di seluruh Indonesia.", [None]),
    ],
)
def test_region_of_a_figure(text: str, codes: list[str | None]) -> None:
    assert [figure.region_code for figure in extract(text).figures] == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        # the office decides
        ("Wabup Malang Doni Raka hadir.", ["35.07"]),
        ("Wali Kota Gorontalo Doni Raka hadir.", ["75.71"]),
        ("Gubernur Gorontalo Doni Raka hadir.", ["75"]),
        ("Kapolres Sukabumi AKBP Doni Raka hadir.", ["32.02"]),
        ("Kapolres Sukabumi Kota AKBP Doni Raka hadir.", ["32.72"]),
        ("Kapolrestabes Semarang Kombes Pol Doni Raka hadir.", ["33.74"]),
        ("Kapolda Bengkulu Irjen Pol Doni Raka hadir.", ["17"]),
        ("Kajari Bengkulu Doni Raka hadir.", ["17.71"]),
        ("Kajati Bengkulu Doni Raka hadir.", ["17"]),
        ("Kasat Reskrim Polres Sukabumi AKP Doni Raka hadir.", ["32.02"]),
        ("Bupati Kaur, Bengkulu, Doni Raka hadir.", ["17.04"]),
        # else what the text says elsewhere, or where it comes from
        ("Sekda Malang Doni Raka hadir di Kepanjen, Kabupaten Malang.", ["35.07"]),
        ("Sekda Malang Doni Raka hadir di Balai Kota, Kota Malang.", ["35.73"]),
    ],
)
def test_region_of_a_title(text: str, codes: list[str]) -> None:
    assert [title.region_code for official in extract(text).officials for title in official.titles] == codes
