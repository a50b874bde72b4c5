"""Region names: codes, spellings, shared names, and what abbreviations stand for."""

import pytest

from extract.lexicon import default
from extract.values.regions import expand_region, find_region, region_at, regions

LEXICON = default()


@pytest.mark.parametrize(
    ("surface", "full_name", "code"),
    [
        ("Kalteng", "Provinsi Kalimantan Tengah", "62"),
        ("Prov. Kalteng", "Provinsi Kalimantan Tengah", "62"),
        ("Propinsi Sumatra Barat", "Provinsi Sumatera Barat", "13"),
        ("KALIMANTAN SELATAN", "Provinsi Kalimantan Selatan", "63"),
        ("DIY", "Daerah Istimewa Yogyakarta", "34"),
        ("D.I. Yogyakarta", "Daerah Istimewa Yogyakarta", "34"),
        ("DKI", "DKI Jakarta", "31"),
        ("Jakarta", "DKI Jakarta", "31"),
        ("Kepulauan Bangka Belitung", "Provinsi Kepulauan Bangka Belitung", "19"),
        ("Babel", "Provinsi Kepulauan Bangka Belitung", "19"),
        ("Papua Barat Daya", "Provinsi Papua Barat Daya", "96"),
        ("Kab. Bekasi", "Kabupaten Bekasi", "32.16"),
        ("Kab Bekasi", "Kabupaten Bekasi", "32.16"),
        ("Kota Bekasi", "Kota Bekasi", "32.75"),
        ("Kabupaten Lima Puluh Kota", "Kabupaten Lima Puluh Kota", "13.07"),
        ("Limapuluh Kota", "Kabupaten Lima Puluh Kota", "13.07"),
        ("Pangkal Pinang", "Kota Pangkalpinang", "19.71"),
        ("Palangkaraya", "Kota Palangka Raya", "62.71"),
        ("Pare-Pare", "Kota Parepare", "73.72"),
        ("Toli-toli", "Kabupaten Tolitoli", "72.04"),
        ("Kotim", "Kabupaten Kotawaringin Timur", "62.02"),
        ("Kab Tuba", "Kabupaten Tulang Bawang", "18.05"),
        ("Kotabaru", "Kabupaten Kotabaru", "63.02"),
        ("Kabupaten Kota Baru", "Kabupaten Kotabaru", "63.02"),
        ("Kota Batu", "Kota Batu", "35.79"),
        ("Jakarta Selatan", "Kota Jakarta Selatan", "31.74"),
        ("Kota Solo", "Kota Surakarta", "33.72"),
        ("Bogor Kota", "Kota Bogor", "32.71"),          # as the police name it
        # Former names.
        ("Irian Jaya Barat", "Provinsi Papua Barat", "92"),
        ("Polewali Mamasa", "Kabupaten Polewali Mandar", "76.04"),
        # A capital without a code of its own stands for its regency.
        ("Sampit", "Kabupaten Kotawaringin Timur", "62.02"),
        ("Kota Purwokerto", "Kabupaten Banyumas", "33.02"),
        ("Wamena", "Kabupaten Jayawijaya", "95.01"),
        # District names by their prefix.
        ("Kecamatan Menggala Timur", "Kecamatan Menggala Timur", "18.05.30"),
    ],
)
def test_names_lead_to_codes(surface: str, full_name: str, code: str) -> None:
    region = find_region(surface, LEXICON)
    assert region is not None
    assert (region.full_name, region.code) == (full_name, code)


@pytest.mark.parametrize(
    ("surface", "within", "level", "code"),
    [
        ("Bogor", None, None, "32.71"),             # the city, where nothing decides
        ("Bogor", "32.01", None, "32.01"),          # the release is the regency's own
        ("Bogor", None, "regency", "32.01"),        # "Bupati Bogor"
        ("Banjar", None, None, "32.79"),
        ("Banjar", "63", None, "63.03"),            # in Kalimantan Selatan
        ("Banjar", "63.71", None, "63.03"),         # the neighbour's release
        ("Kota Banjar", "63.71", None, "32.79"),    # the prefix is stronger
        ("Jambi", None, None, "15"),                # province before city
        ("Jambi", None, "city", "15.71"),
        ("Gorontalo", None, "regency", "75.01"),
        ("Jambi", None, "regency", "15.71"),        # no regency has the name: never the province
        ("Jambi", None, "local", "15.71"),          # of a regency or a city
        ("Malang", "35.07", "local", "35.07"),
        ("Yogyakarta", None, None, "34.71"),        # the city's own name, the province's by habit
        ("Yogyakarta", None, "province", "34"),
        ("Mura", "16", None, "16.05"),
        ("Mura", "62", None, "62.12"),
        ("Kecamatan Karanganyar", "33.26", None, "33.26.07"),
    ],
)
def test_shared_names(surface: str, within: str | None, level: str | None, code: str) -> None:
    region = find_region(surface, LEXICON, within=within, level=level)  # type: ignore[arg-type]
    assert region is not None
    assert region.code == code


@pytest.mark.parametrize("surface", ["", "Kabupaten", "Atlantis", "Kecamatan Karanganyar", "Menggala Timur", "Kab. Surabaya"])
def test_unknown_or_undecided_is_none(surface: str) -> None:
    assert find_region(surface, LEXICON) is None


def test_every_region_is_found_by_its_full_name() -> None:
    missed = [r.full_name for r in regions(LEXICON).values() if find_region(r.full_name, LEXICON) != r]
    assert missed == []


def test_the_table_is_whole() -> None:
    levels = [region.level for region in regions(LEXICON).values()]
    assert (levels.count("province"), levels.count("regency") + levels.count("city")) == (38, 514)
    assert all(r.parent_code in regions(LEXICON) for r in regions(LEXICON).values() if r.level != "province")


@pytest.mark.parametrize(
    ("text", "expanded"),
    [
        ("Wagub Kalteng", "Wagub Kalimantan Tengah"),
        ("Sekda Prov. Sulsel", "Sekda Provinsi Sulawesi Selatan"),
        ("Kadis PU Kab. Kukar", "Kadis PU Kabupaten Kutai Kartanegara"),
        ("Gubernur DKI", "Gubernur DKI Jakarta"),
        ("Gubernur DKI Jakarta", "Gubernur DKI Jakarta"),
        ("Bupati OKU Timur", "Bupati Ogan Komering Ulu Timur"),
        ("Kapolda Kep. Riau", "Kapolda Kepulauan Riau"),
        ("Gubernur Kep. Babel", "Gubernur Kepulauan Bangka Belitung"),
        ("Bupati Garut", "Bupati Garut"),
        ("biaya mura dan tala", "biaya mura dan tala"),
        ("Universitas Negeri Jakarta", "Universitas Negeri Jakarta"),
    ],
)
def test_expansion(text: str, expanded: str) -> None:
    assert expand_region(text, LEXICON) == expanded


@pytest.mark.parametrize(
    ("text", "start", "full_name", "end"),
    [
        ("DPRD Kabupaten Garut, Asep", 5, "Kabupaten Garut", 20),
        ("DPRD Garut Asep", 5, "Kabupaten Garut", 10),
        ("Disdik Bekasi", 7, "Bekasi", 13),                     # the city's or the regency's: no more than is written
        ("RSUD Menggala", 5, "Menggala", 13),
        ("BPS Provinsi Papua Barat Daya Ani", 4, "Provinsi Papua Barat Daya", 29),
    ],
)
def test_region_at(text: str, start: int, full_name: str, end: int) -> None:
    found = region_at(text, start, LEXICON)
    assert found is not None
    assert (found.full_name, found.end) == (full_name, end)


@pytest.mark.parametrize(("text", "start"), [("DPRD Asep", 5), ("DPRD Kabupaten", 5), ("di garut", 3), ("Kecamatan Batu", 0)])
def test_no_region_at(text: str, start: int) -> None:
    assert region_at(text, start, LEXICON) is None
