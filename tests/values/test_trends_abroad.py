"""The number of another country is what one is compared with, not what one was."""

import pytest

from extract import extract


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("Palu – Angka partisipasi kuliah Indonesia 40 persen, lebih rendah dari Malaysia 43 persen.", [None, None]),
        ("Palu – Angka partisipasi kuliah Indonesia 40 persen, lebih rendah dari tahun lalu 43 persen.", [43]),
    ],
)
def test_another_country_is_no_earlier_value(text: str, before: list[int | None]) -> None:
    assert [figure.from_value for figure in extract(text).figures] == before
