"""What sources say of when a release was published, read without a clock."""

import pytest

from extract.values.days import read_day


@pytest.mark.parametrize(("stated", "day"), [
    ("2024-06-03", "2024-06-03"),
    ("2024-06-03T23:20:00+07:00", "2024-06-03"),
    ("2024-06-03 00:00:00", "2024-06-03"),
    ("2024/06/03", "2024-06-03"),
    ("20240603", "2024-06-03"),
    ("Senin, 3 Juni 2024 10:20 WIB", "2024-06-03"),
    ("Selasa, 04 Jun 2024 | 08.00", "2024-06-04"),
    ("Siak, 3 Juni 2024", "2024-06-03"),
    ("03/06/2024", "2024-06-03"),
    ("6/13/2024", "2024-06-13"),
    ("3-6-2024 10:00", "2024-06-03"),
    ("Mon, 03 Jun 2024 10:00:00 GMT", "2024-06-03"),
    ("June 3, 2024", "2024-06-03"),
    ("1717383600", "2024-06-03"),
    ("1717383600000", "2024-06-03"),
    ("45446", "2024-06-03"),
    ("45446.41", "2024-06-03"),
    ("2024", None),
    ("Juni 2024", None),
    ("31/02/2024", None),
    ("0000-00-00", None),
    ("2 hari lalu", None),
    ("kemarin", None),
    ("yesterday", None),
    ("12345", None),
    ("", None),
    ("segera " * 1000, None),
])  # fmt: skip
def test_days(stated, day):
    assert read_day(stated) == day
