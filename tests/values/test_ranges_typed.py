"""Numbers as they are typed: a dash as two hyphens, a scale one key beside "juta"."""

import pytest

from extract import extract


@pytest.mark.parametrize(
    ("text", "value", "low", "high"),
    [
        ("Palu – Anggaran pasar mencapai Rp 50--60 miliar per tahun.", 60_000_000_000, 50_000_000_000, 60_000_000_000),
        ("Palu – Jumlah warga 40 -- naik dari tahun lalu.", 40, None, None),
        ("Palu – Dinas mencatat 4 jura pelanggan listrik.", 4_000_000, None, None),
    ],
)
def test_a_number_as_typed(text: str, value: int, low: int | None, high: int | None) -> None:
    (figure,) = extract(text).figures
    assert (figure.value, figure.low, figure.high) == (value, low, high)
