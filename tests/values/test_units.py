import pytest

from extract.lexicon import default
from extract.values.units import factor, find_unit

UNITS = [
    ("5 persen", "percent", "share"), ("5%", "percent", "share"), ("5 %", "percent", "share"),
    ("5 Persen.", "percent", "share"),
    ("5 persen poin", "percentage point", "point"), ("5 poin persen", "percentage point", "point"),
    ("5 poin", "point", "point"),
    ("5 rupiah", "IDR", "money"), ("5 dolar AS", "USD", "money"), ("5 dolar Singapura", "SGD", "money"),
    ("5 hektare", "ha", "measure"), ("5 Ha", "ha", "measure"), ("5 km", "km", "measure"), ("5km", "km", "measure"),
    ("5 meter persegi", "m2", "measure"),
    ("5 m²", "m2", "measure"),
    ("5 meter kubik", "m3", "measure"), ("5 ton", "ton", "measure"),
    ("5 ton per hektare", "ton/ha", "measure"), ("5 ton/hari", "ton/day", "measure"), ("5 ton per bulan", "ton/month", "measure"),
    ("5 Kg", "kg", "measure"), ("5 kwintal", "quintal", "measure"), ("5 liter", "liter", "measure"), ("5 MW", "MW", "measure"),
    ("5 kWh", "kWh", "measure"), ("5 derajat Celsius", "°C", "measure"), ("5 °C", "°C", "measure"),
    ("5 hari", "day", "time"), ("5 menit", "minute", "time"), ("5 tahun", "year", "time"), ("5 kali", "times", "times"),
    ("5 orang", "person", "classifier"), ("5 jiwa", "person", "classifier"), ("5 ekor", "head", "classifier"),
    ("5 unit", "unit", "classifier"), ("5 kepala keluarga", "household", "classifier"), ("5 KK", "household", "classifier"),
    ("5 peserta", "person", "noun"), ("5 siswa", "person", "noun"), ("5 ASN", "person", "noun"), ("5 desa", "unit", "noun"),
    ("5 Kabupaten/Kota", "unit", "noun"), ("5 sekolah", "unit", "noun"),
]


@pytest.mark.parametrize(("text", "label", "kind"), UNITS)
def test_unit(text: str, label: str, kind: str) -> None:
    unit = find_unit(text, 1, default())
    assert unit is not None
    assert (unit.label, unit.kind) == (label, kind)


@pytest.mark.parametrize("text", ["5", "5 dan 6", "5, persen", "5 (persen)", "5 kementrian baru", "5\npersen poin"[:2]])
def test_no_unit(text: str) -> None:
    assert find_unit(text, 1, default()) is None


def test_the_rate_belongs_to_the_unit() -> None:
    unit = find_unit("3 kali per pekan di balai desa", 1, default())
    assert unit is not None
    assert (unit.end, unit.per) == (len("3 kali per pekan"), "pekan")


@pytest.mark.parametrize(
    ("of", "to", "by"),
    [("hour", "minute", 60), ("day", "hour", 24), ("year", "month", 12), ("ton", "kg", 1000), ("km", "m", 1000), ("km2", "ha", 100)],
)
def test_factor(of: str, to: str, by: int) -> None:
    assert factor(of, to) == by


@pytest.mark.parametrize(("of", "to"), [("hour", "month"), ("kg", "km"), (None, "kg"), ("percent", "point")])
def test_no_factor(of: str | None, to: str | None) -> None:
    assert factor(of, to) is None
