"""A period that was said of one section, or some paragraphs ago, is not that of what follows."""

import pytest

from extract import extract

SECTIONS = (
    "Palu – Ada rapat.\n\n{lead}\n\n1. Kunjungan Wisata\n{first} kunjungan mencapai 4.120 orang.\n\n"
    "2. Pajak Hotel\nTarif pajak hotel mencapai 10 persen."
)
FAR = (
    "Palu – Ada rapat. Bupati hadir. Kepala dinas juga.\n\nPada Juni 2025 kunjungan wisata mencapai 4.120 orang.\n\n"
    "{between}Tarif pajak hotel mencapai 10 persen."
)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        (SECTIONS.format(lead="Dinas merinci dua hal.", first="Per Juni 2025"), None),
        (SECTIONS.format(lead="Dinas merinci hasil Juni 2025.", first="Jumlah"), "Juni 2025"),
        (FAR.format(between=""), "Juni 2025"),
        (FAR.format(between="Tamu terbanyak dari Luwuk.\n\nMereka datang dengan kapal.\n\n"), None),
    ],
)
def test_a_period_ends_with_its_section(text: str, period: str | None) -> None:
    tax = next(figure for figure in extract(text).figures if figure.value == 10)
    assert (tax.period.text if tax.period else None) == period
