"""Dates: words -> ISO, weekday, time of day, clock."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.lexicon import default
from extract.mentions import Date
from extract.values.dates import DATED, FORMS, Written, _pattern, find_dates, read_other, weekday_agrees, weekday_number
from rule_examples import example_tests


def read(text: str) -> list[tuple[str, Date]]:
    return [(text[a:b], value) for (a, b), value in find_dates(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "words", "iso"),
    [
        ("digelar Kamis, 13 Juni 2024, di aula", "Kamis, 13 Juni 2024", "2024-06-13"),
        ("Senin (1/7/2024)", "Senin (1/7/2024)", "2024-07-01"),
        ("Rabu (30/1/19)", "Rabu (30/1/19)", "2019-01-30"),
        ("Rabu [3/4]", "Rabu [3/4]", "--04-03"),
        ("Jumat (29 Sept 2023)", "Jumat (29 Sept 2023)", "2023-09-29"),
        ("Selasa,16 Juli", "Selasa,16 Juli", "--07-16"),
        ("Selasa, tanggal 4 Juni 2024", "Selasa, tanggal 4 Juni 2024", "2024-06-04"),
        ("Rabu 5-6-2024", "Rabu 5-6-2024", "2024-06-05"),
        ("tanggal 8 Februari 2019", "tanggal 8 Februari 2019", "2019-02-08"),
        ("06 Agustus", "06 Agustus", "--08-06"),
        ("24 agustus 2018", "24 agustus 2018", "2018-08-24"),
        ("24-Mei-2024", "24-Mei-2024", "2024-05-24"),
        ("31/12/2024", "31/12/2024", "2024-12-31"),
        ("25.05.2023", "25.05.2023", "2023-05-25"),
        ("12-05-2023", "12-05-2023", "2023-05-12"),
        ("2023-05-25", "2023-05-25", "2023-05-25"),
        ("MANADO (18/9) - Menteri", "18/9", "--09-18"),
        ("29/2/2024", "29/2/2024", "2024-02-29"),
        ("Mei 2023", "Mei 2023", "2023-05"),
        ("bulan September tahun 2024", "bulan September tahun 2024", "2024-09"),
        ("bulan Juni", "bulan Juni", "--06"),
        ("awal tahun 2022", "awal tahun 2022", "2022"),
        ("May 25, 2023", "May 25, 2023", "2023-05-25"),
        ("25 December 2023", "25 December 2023", "2023-12-25"),
        ("Jun 4th, 2024", "Jun 4th, 2024", "2024-06-04"),
        ("di aula.Rabu (3/4)", "Rabu (3/4)", "--04-03"),
        ("Rabu ( 5/ 6-2024)", "Rabu ( 5/ 6-2024)", "2024-06-05"),
        ("Rabu ( 5 / 6 / 2024 )", "Rabu ( 5 / 6 / 2024 )", "2024-06-05"),
        ("Rabu. (5/6/2024)", "Rabu. (5/6/2024)", "2024-06-05"),
        ("Rabu lalu (5/6/2024)", "Rabu lalu (5/6/2024)", "2024-06-05"),
        ("Rabu sore tadi (5/6)", "Rabu sore tadi (5/6)", "--06-05"),
        ("05-06-2024,22:45 WIB", "05-06-2024", "2024-06-05"),
        ("Rabu, 5 Agust 2024", "Rabu, 5 Agust 2024", "2024-08-05"),
        ("5 Febr. 2024", "5 Febr. 2024", "2024-02-05"),
        ("Rabu, 5/VI/2024", "Rabu, 5/VI/2024", "2024-06-05"),
        ("5-XII-2024", "5-XII-2024", "2024-12-05"),
        ("Rabu, 5 Juni '24", "Rabu, 5 Juni '24", "2024-06-05"),
        ("5-6-’24", "5-6-’24", "2024-06-05"),
        ("Rabu tanggal 5 bulan Juni tahun 2024", "Rabu tanggal 5 bulan Juni tahun 2024", "2024-06-05"),
        ("tanggal 5 bulan 6 tahun 2024", "tanggal 5 bulan 6 tahun 2024", "2024-06-05"),
        ("tanggal lima belas bulan Juni tahun dua ribu dua puluh empat", "tanggal lima belas bulan Juni tahun dua ribu dua puluh empat", "2024-06-15"),
        ("Rabu, 2024/06/05", "Rabu, 2024/06/05", "2024-06-05"),
        ("2024.6.05", "2024.6.05", "2024-06-05"),
        ("Rabu/5 Juni 2024", "Rabu/5 Juni 2024", "2024-06-05"),
        ("Rabu - 5 Juni 2024", "Rabu - 5 Juni 2024", "2024-06-05"),
        ("Juni 5, 2024", "Juni 5, 2024", "2024-06-05"),
        ("5  Juni 2024", "5  Juni 2024", "2024-06-05"),
        ("28 Zulkaidah 1445 H/5 Juni 2024", "5 Juni 2024", "2024-06-05"),
        ("5 Juni 2024 M / 28 Zulkaidah 1445 H", "5 Juni 2024", "2024-06-05"),
        ("5 Juni 20244", "5 Juni", "--06-05"),
        ("pukul 10, 5 Juni 2024", "5 Juni 2024", "2024-06-05"),
        ("Rabu (5/6) 2024", "Rabu (5/6) 2024", "2024-06-05"),
        ("Rabu (5/VI)", "Rabu (5/VI)", "--06-05"),
        ("Rabu, 28 Zulkaidah 1445 H/5 Juni 2024", "Rabu, 28 Zulkaidah 1445 H/5 Juni 2024", "2024-06-05"),
        ("tanggal 5 bulan enam tahun 2024", "tanggal 5 bulan enam tahun 2024", "2024-06-05"),
    ],
)
def test_iso(text: str, words: str, iso: str) -> None:
    assert [(found, value.iso, value.end) for found, value in read(text)] == [(words, iso, None)]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1-3 Juni 2023", "2023-06-01", "2023-06-03"),
        ("1 s.d. 3 Juni 2023", "2023-06-01", "2023-06-03"),
        ("1 dan 2 Juni 2023", "2023-06-01", "2023-06-02"),
        ("28 Mei s/d 2 Juni 2023", "2023-05-28", "2023-06-02"),
        ("28 Desember - 3 Januari 2024", "2023-12-28", "2024-01-03"),
        ("28 Desember 2022 hingga 3 Januari 2023", "2022-12-28", "2023-01-03"),
        ("Kamis-Jumat (25-26/5/2023)", "2023-05-25", "2023-05-26"),
        ("Sabtu (1-3/6)", "--06-01", "--06-03"),
        ("Rabu, 5 Juni, hingga Kamis, 6 Juni 2024", "2024-06-05", "2024-06-06"),
        ("Sabtu (1/6) sampai Senin (3/6/2024)", "2024-06-01", "2024-06-03"),
        ("tanggal 1 sampai dengan tanggal 3 Juni 2024", "2024-06-01", "2024-06-03"),
        ("1, 2, dan 3 Juni 2024", "2024-06-01", "2024-06-03"),
        ("1, 2 dan 3 Juni", "--06-01", "--06-03"),
        ("1/2/3 Juni 2024", "2024-06-01", "2024-06-03"),
        ("1-2-3 Juni 2024", "2024-06-01", "2024-06-03"),
        ("(1,2,3/6/2024)", "2024-06-01", "2024-06-03"),
        ("Sabtu dan Minggu (1 dan 2/6/2024)", "2024-06-01", "2024-06-02"),
        ("Sabtu/Minggu, 1 & 2 Juni 2024", "2024-06-01", "2024-06-02"),
    ],
)
def test_range(text: str, first: str, last: str) -> None:
    assert [(value.iso, value.end) for _, value in read(text)] == [(first, last)]


@pytest.mark.parametrize(
    "text",
    [
        "1,42 persen", "Ibu Mei", "Juni Ardianto hadir", "sebanyak 3/4 warga", "UU 23/2014", "2024/2025",
        "skor 3-2",
        "14 Kabupaten/Kota", "Kodim 0706/Temanggung",
        "No. 12/5/2023/X", "31 April 2023", "29 Februari 2023", "HUT ke-79",
        "Jum'at", "(5/2 persen)", "pukul 09.30", "Nomor 15/VIII/2024", "17 Ramadan 1445 H", "malam Minggu", "kantor di Jalan 13 Desember Nomor 4",
    ],
)
def test_no_date(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Kamis pagi, 13 Juni 2024", "pagi"),
        ("Jumat malam (7/6/2024)", "malam"),
        ("Minggu (16/6/2024) sore", "sore"),
        ("Selasa,16 Juli Pagi", "pagi"),
        ("siang tadi, Jumat (7/6)", "siang"),
        ("Sabtu dini hari (8/6/2024)", "dini hari"),
        ("Rabu (5/6/2024) jam 8 pagi", "pagi"),
        ("Rabu (5/6/2024)", None),
    ],
)
def test_time_of_day(text: str, part: str | None) -> None:
    ((_, value),) = read(text)
    assert value.time_of_day == part


@pytest.mark.parametrize(
    ("text", "clock", "zone"),
    [
        ("Senin (3/6/2024) pukul 09.30 WIB", "09:30", "WIB"),
        ("Senin (3/6/2024), sekitar pukul 19:05 WITA", "19:05", "WITA"),
        ("Senin (3/6/2024) jam 8 pagi", "08:00", None),
        ("Senin (3/6/2024) 10.00 WIT", "10:00", "WIT"),
        ("Senin (3/6/2024) tercatat 10.00 hektare", None, None),
        ("Senin (3/6/2024).\nPukul 09.30 WIB", None, None),
        ("Senin (3/6/2024) pukul 09:30:15 WIB", "09:30", "WIB"),
        ("Senin (3/6/2024) pukul : 09.30 WIB", "09:30", "WIB"),
        ("Senin (3/6/2024) pkl. 09.30-11.00 WIB", "09:30", "WIB"),
        ("Senin (3/6/2024) pukul 13.30 s/d selesai", "13:30", None),
        ("Senin (3/6/2024) pukul 3 siang", "15:00", None),
        ("Senin (3/6/2024) pukul 11 siang", "11:00", None),
        ("Senin (3/6/2024) jam 4.30 sore", "16:30", None),
        ("Senin (3/6/2024) pukul 8.15 malam", "20:15", None),
        ("Senin (3/6/2024) jam 12 malam", "00:00", None),
        ("Senin (3/6/2024) jam 9 malam WITA", "21:00", "WITA"),
        ("Senin (3/6/2024) jam 2 dini hari", "02:00", None),
        ("Senin malam (3/6/2024) pukul 8.15", "20:15", None),
        ("Senin malam (3/6/2024) pukul 20.15", "20:15", None),
        ("Senin (3/6/2024) pukul sembilan pagi", "09:00", None),
        ("Senin (3/6/2024) pukul setengah delapan malam", "19:30", None),
        ("Senin (3/6/2024) dihadiri tujuh camat", None, None),
    ],
)
def test_clock(text: str, clock: str | None, zone: str | None) -> None:
    ((_, value),) = read(text)
    assert (value.clock, value.zone) == (clock, zone)


@pytest.mark.parametrize(
    ("text", "weekday", "agrees"),
    [
        ("Kamis (13/6/2024)", "Kamis", True),
        ("Rabu (13/6/2024)", "Rabu", False),
        ("Jum'at (14/6/2024)", "Jumat", True),
        ("Ahad, 16 Juni 2024", "Minggu", True),
        ("Kamis (13/6)", "Kamis", None),
        ("13 Juni 2024", None, None),
    ],
)
def test_weekday(text: str, weekday: str | None, agrees: bool | None) -> None:
    ((_, value),) = read(text)
    assert (value.weekday, value.weekday_agrees) == (weekday, agrees)


@pytest.mark.parametrize(
    ("text", "weekday", "agrees"),
    [
        ("malam Minggu (15/6/2024)", "Sabtu", True), ("Malam Minggu (16/6/2024)", "Minggu", True), ("malam Jumat (13/6)", "Kamis", None),
    ],
)
def test_the_evening_before_a_day(text: str, weekday: str, agrees: bool | None) -> None:
    ((_, value),) = read(text)
    assert (value.time_of_day, value.weekday, value.weekday_agrees) == ("malam", weekday, agrees)


def test_two_days_stay_apart() -> None:
    assert [value.iso for _, value in read("Selasa (18/6) dan Rabu (19/6)")] == ["--06-18", "--06-19"]


def test_weekday_of_a_partial_date_is_unknown() -> None:
    assert weekday_agrees("--06-13", weekday_number("Kamis")) is None


def test_other_wording_without_a_date() -> None:
    assert read_other("sama sekali bukan") is None


@given(st.lists(st.sampled_from([
    "Senin", ", ", " (", ")", "/", "-", " ", ".", "3", "12", "31", "2024", "٣", "２０２４", "20٢4", "९", "Juni", " Mei ", "tanggal ", "pukul ", "WIB", "hingga",
    "May", "tahun ",
]), max_size=14).map("".join))  # fmt: skip
def test_any_digits_and_words_give_days_that_exist(text: str) -> None:
    for (start, end), value in find_dates(text, 0, len(text)):
        assert text[start:end].strip()
        assert value.iso.isascii()
        if len(value.iso) == 10:
            assert weekday_agrees(value.iso, 0) is not None


def written(marked: str) -> Written:
    """What stands in <>."""
    start, text = marked.index("<"), marked.replace("<", "").replace(">", "")
    match = next(match for match in _pattern(default()).finditer(text) if match.start() == start)
    assert match.end() == marked.index(">") - 1
    return Written(match, default())


test_the_rule_decides_its_example, test_the_rule_leaves_the_other_alone = example_tests(
    (DATED, lambda marked: DATED.first(written(marked)).name),
    (FORMS, lambda marked: FORMS.first(written(marked)).name),
)
