"""Dates without a year: completed only where the release proves the year."""

import pytest

from extract.lexicon import default
from extract.mentions import Mention
from extract.resolve.dates import complete_dates
from extract.values.dates import find_dates


def completed(text: str, published: str | None = None) -> list[str]:
    dates = [Mention.at(text, "dates", *offsets, value, "test") for offsets, value in find_dates(text, 0, len(text))]
    return [m.value.iso for m in complete_dates(text, dates, published, default())]


@pytest.mark.parametrize(
    ("text", "published", "iso"),
    [
        ("Senin (3/6) digelar rapat tahun 2024.", None, "2024-06-03"),
        ("Senin (3/6) digelar rapat tahun 2023.", None, "--06-03"),
        ("Senin (3/6) digelar rapat.", None, "--06-03"),
        ("Senin (3/6) digelar rapat.", "2024-06-03", "2024-06-03"),
        ("Senin (3/6) digelar rapat.", "2023-06-03", "--06-03"),
        ("3 Juni digelar rapat tahun 2024.", None, "--06-03"),
        ("3 Juni digelar rapat.", "2024-06-05", "2024-06-03"),
        ("3 Juni digelar rapat.", "2024-12-05", "--06-03"),
        ("Senin (3/6) rapat, menyusul kunjungan 10 Juni 2024.", None, "2024-06-03"),
        ("Kamis (29/2) rapat tahun 2023 dan 2024.", None, "2024-02-29"),
        ("Senin (3/6/2019) rapat tahun 2024.", None, "2019-06-03"),
        ("Rapat pertama di tahun 2024 (3/6) dibuka Camat.", None, "2024-06-03"),
        # a year of history proves nothing, though the weekday fits
        ("Senin (3/6) digelar rapat partai yang lahir tahun 1912.", None, "--06-03"),
        ("Senin (3/6) digelar rapat tentang rencana 2013 dan 2019.", None, "2019-06-03"),
        ("Senin (3/6) digelar rapat tentang data 2013 dan rencana 2021.", None, "--06-03"),
        # nor does the year of a law
        ("Senin (3/6) digelar rapat tentang Peraturan Bupati Nomor 7 Tahun 2024.", None, "--06-03"),
        ("Rapat Kerja 2024, Selasa (3/6), dibuka Camat.", None, "--06-03"),
    ],
)
def test_completion(text: str, published: str | None, iso: str) -> None:
    assert completed(text, published)[0] == iso


def test_range_is_completed_at_both_ends() -> None:
    text = "Senin (3-5/6) digelar pameran tahun 2024."
    ((offsets, value),) = find_dates(text, 0, len(text))
    (mention,) = complete_dates(text, [Mention.at(text, "dates", *offsets, value, "test")], None, default())
    assert (mention.value.iso, mention.value.end, mention.value.weekday_agrees) == ("2024-06-03", "2024-06-05", True)
