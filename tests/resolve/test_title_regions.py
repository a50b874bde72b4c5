"""Which region a title is of that names none."""

import pytest

from extract.sources.release import Release

LAHAT = "Pasar murah\n\nLAHAT - {} membuka pasar murah di Kabupaten Lahat, Senin (3/6/2024)."

CASES = [
    (LAHAT.format("Bupati Hasan Basri"), ("Bupati Lahat", "16.04")),
    (LAHAT.format("Wakil Bupati Hasan Basri"), ("Wakil Bupati Lahat", "16.04")),
    (LAHAT.format("Sekda Hasan Basri"), ("Sekretaris Daerah Lahat", "16.04")),
    (LAHAT.format("Ketua DPRD Hasan Basri"), ("Ketua DPRD Lahat", "16.04")),
    # the province above, where the release speaks of it
    (LAHAT.format("Gubernur Hasan Basri") + " Pasar serupa digelar di Sumatera Selatan.", ("Gubernur Sumatera Selatan", "16")),
    (LAHAT.format("Gubernur Hasan Basri"), ("Gubernur", None)),
    # a region of its own, an office that is of none, one that may be anywhere
    (LAHAT.format("Bupati Muara Enim Hasan Basri"), ("Bupati Muara Enim", "16.03")),
    (LAHAT.format("Menteri Perdagangan Hasan Basri"), ("Menteri Perdagangan", None)),
    (LAHAT.format("Kepala Badan Karantina Hasan Basri"), ("Kepala Badan Karantina", None)),
    # an office that each regency has, and the province too
    (LAHAT.format("Kepala Dinas Sosial Hasan Basri"), ("Kepala Dinas Sosial Lahat", "16.04")),
    (LAHAT.format("Kadis Sosial Hasan Basri") + " Gubernur Sumatera Selatan Rudi Salim hadir.", ("Kepala Dinas Sosial", None)),
    # of two, the one that the release names first, where no dateline tells
    ("Jalan baru\n\nBupati Hasan Basri meninjau jalan Kabupaten Lahat dan Kabupaten Muara Enim.", ("Bupati Lahat", "16.04")),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_regions_of_titles(pipeline, text, expected):
    title = pipeline.process(Release(None, text, "<test>")).officials[0].titles[0]
    assert (title.full, title.region_code) == expected
