"""Periods: words -> first and last day."""

import pytest

from extract.values.periods import find_periods


def read(text: str) -> list[tuple[str, str, str]]:
    found = find_periods(text, 0, len(text))
    assert all(text[a:b] == period.text for (a, b), period in found)
    return [(period.text, period.start, period.end) for _, period in found]


@pytest.mark.parametrize(
    ("text", "words", "start", "end"),
    [
        ("Angka itu dicatat pada tahun 2022.", "tahun 2022", "2022-01-01", "2022-12-31"),
        ("Realisasi 2019 lebih rendah", "2019", "2019-01-01", "2019-12-31"),
        ("sepanjang 2023 produksi turun", "sepanjang 2023", "2023-01-01", "2023-12-31"),
        ("selama tahun 2021", "selama tahun 2021", "2021-01-01", "2021-12-31"),
        ("pagu Tahun Anggaran 2025", "Tahun Anggaran 2025", "2025-01-01", "2025-12-31"),
        ("APBD TA 2024", "TA 2024", "2024-01-01", "2024-12-31"),
        ("APBD T.A. 2024 disahkan", "T.A. 2024", "2024-01-01", "2024-12-31"),
        ("triwulan II 2023", "triwulan II 2023", "2023-04-01", "2023-06-30"),
        ("pada triwulan 3 tahun 2024", "triwulan 3 tahun 2024", "2024-07-01", "2024-09-30"),
        ("triwulan ke-4 2022", "triwulan ke-4 2022", "2022-10-01", "2022-12-31"),
        ("Triwulan pertama tahun 2020", "Triwulan pertama tahun 2020", "2020-01-01", "2020-03-31"),
        ("TW III-2024", "TW III-2024", "2024-07-01", "2024-09-30"),
        ("Q3 2024", "Q3 2024", "2024-07-01", "2024-09-30"),
        ("kuartal IV/2021", "kuartal IV/2021", "2021-10-01", "2021-12-31"),
        ("triwulan I hingga III 2024", "triwulan I hingga III 2024", "2024-01-01", "2024-09-30"),
        ("kuartal I", "kuartal I", "--01-01", "--03-31"),
        ("semester I 2024", "semester I 2024", "2024-01-01", "2024-06-30"),
        ("semester kedua tahun 2023", "semester kedua tahun 2023", "2023-07-01", "2023-12-31"),
        ("semester II", "semester II", "--07-01", "--12-31"),
        ("inflasi Maret 2023", "Maret 2023", "2023-03-01", "2023-03-31"),
        ("bulan Februari 2024", "bulan Februari 2024", "2024-02-01", "2024-02-29"),
        ("pada bulan Mei", "bulan Mei", "--05-01", "--05-31"),
        ("Nopember tahun 2018", "Nopember tahun 2018", "2018-11-01", "2018-11-30"),
        ("Januari-Maret 2024", "Januari-Maret 2024", "2024-01-01", "2024-03-31"),
        ("Januari hingga September 2024", "Januari hingga September 2024", "2024-01-01", "2024-09-30"),
        ("Desember 2022 - Maret 2023", "Desember 2022 - Maret 2023", "2022-12-01", "2023-03-31"),
        ("Mei – Juni", "Mei – Juni", "--05-01", "--06-30"),
        ("1 Januari sampai dengan 31 Maret 2024", "1 Januari sampai dengan 31 Maret 2024", "2024-01-01", "2024-03-31"),
        ("28 Mei s/d 2 Juni 2023", "28 Mei s/d 2 Juni 2023", "2023-05-28", "2023-06-02"),
        ("1-31 Maret 2024", "1-31 Maret 2024", "2024-03-01", "2024-03-31"),
        ("per 31 Desember 2023", "31 Desember 2023", "2023-12-31", "2023-12-31"),
        ("hingga Oktober 2024", "hingga Oktober 2024", "2024-01-01", "2024-10-31"),
        ("hingga 15 Maret 2024", "hingga 15 Maret 2024", "2024-01-01", "2024-03-15"),
        ("Hingga 30 September, realisasi", "Hingga 30 September", "--01-01", "--09-30"),
        ("inflasi September 4,1 persen", "September", "--09-01", "--09-30"),
        ("s.d. Juni 2024", "s.d. Juni 2024", "2024-01-01", "2024-06-30"),
        ("periode 2021 - 2024", "periode 2021 - 2024", "2021-01-01", "2024-12-31"),
        ("RPJMD 2021–2026", "2021–2026", "2021-01-01", "2026-12-31"),
        ("tahun 2020 hingga 2024", "tahun 2020 hingga 2024", "2020-01-01", "2024-12-31"),
        ("tahun ajaran 2025-2026", "tahun ajaran 2025-2026", "2025-07-01", "2026-06-30"),
        ("tahun pelajaran 2024/2025", "tahun pelajaran 2024/2025", "2024-07-01", "2025-06-30"),
        ("tahun ajaran 2023", "tahun ajaran 2023", "2023-07-01", "2024-06-30"),
        ("awal tahun 2022", "awal tahun 2022", "2022-01-01", "2022-04-30"),
        ("pertengahan 2023", "pertengahan 2023", "2023-05-01", "2023-08-31"),
        ("akhir tahun 2022", "akhir tahun 2022", "2022-09-01", "2022-12-31"),
        ("31 Februari 2023", "31 Februari 2023", "2023-02-28", "2023-02-28"),
    ],
)
def test_period(text: str, words: str, start: str, end: str) -> None:
    assert read(text) == [(words, start, end)]


@pytest.mark.parametrize(
    "text",
    [
        "Perda Nomor 7 Tahun 2021 tentang sampah",
        "UU 23/2014",
        "Rp2000",
        "sebanyak 2000 orang",
        "2.022 warga",
        "skor 2021,5",
        "tahun 2020-an",
        "Ibu Mei datang",
        "bersama Mei Lestari",
        "19/11/2023",
        "2023-05-25",
        "pada 12 Juni",
        "Desember - Januari 2024",
        "tahun ini",
    ],
)
def test_no_period(text: str) -> None:
    assert read(text) == []


def test_two_periods_of_a_trend() -> None:
    text = "turun dari 9,1 persen di tahun 2018 menjadi 7,4 persen di tahun 2021"
    assert [period[0] for period in read(text)] == ["tahun 2018", "tahun 2021"]


def test_only_the_given_stretch_is_read() -> None:
    text = "tahun 2018 dan tahun 2021"
    ((offsets, period),) = find_periods(text, 12, len(text))
    assert (offsets, period.text) == ((15, 25), "tahun 2021")
