"""The region that a figure is of, and that of a title."""

import pytest

from extract import extract


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Palangka Raya – Dinas mencatat 40 kasus. Di Kabupaten Kapuas ada 12 kasus.", ["62.71", "62.03"]),
        ("Palangka Raya – Inflasi Kalimantan Tengah pada Mei 2023 sebesar 0,4 persen.", ["62"]),
        ("Palangka Raya – Inflasi nasional sebesar 0,4 persen. Inflasi kota sebesar 0,2 persen.", [None, "62.71"]),
        ("Palangka Raya – Produksi padi di Indonesia mencapai 54 juta ton.", [None]),
        ("Jakarta – Kementerian Pertanian mencatat produksi padi 54 juta ton.", [None]),
        ("Jakarta – Kementerian Pertanian mencatat produksi padi di Provinsi Riau 2 juta ton.", ["14"]),
        ("Jakarta – Pemprov DKI Jakarta menyalurkan bantuan untuk 500 warga.", ["31"]),
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
