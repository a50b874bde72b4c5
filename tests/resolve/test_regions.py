"""The region that a figure is of."""

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
