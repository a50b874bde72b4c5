import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.lexicon import default
from extract.values.numbers import find_numbers, parse_number

NUMBERS = [
    ("7", 7), ("70", 70), ("1,42", 1.42), ("0,334", 0.334), ("82,068", 82.068), ("3.5", 3.5), ("0.75", 0.75),
    ("746.804", 746804), ("1.250.000", 1250000), ("1.250.000,50", 1250000.5), ("1.234.567.890,00", 1234567890),
    ("1,250,000", 1250000), ("1,250,000.50", 1250000.5), ("70,0", 70.0),
    ("18 ribu", 18000), ("2,5 juta", 2500000), ("54 miliar", 54000000000), ("54 milyar", 54000000000),
    ("1,5 triliun", 1500000000000), ("3 trilyun", 3000000000000), ("250 rb", 250000), ("7 jt", 7000000),
    ("2 juta 500 ribu", 2500000), ("1 miliar 250 juta", 1250000000), ("5 ribu triliun", 5000000000000000),
    ("Rp1,5 triliun", 1500000000000), ("Rp 4,545 triliun", 4545000000000), ("Rp.54 miliar", 54000000000),
    ("Rp. 750.000", 750000), ("Rp15.000,-", 15000), ("Rp50,000", 50000), ("Rp 5 M", 5000000000), ("Rp2,1 T", 2100000000000),
    ("US$ 2,3 juta", 2300000), ("USD 20,52 miliar", 20520000000), ("IDR 9.000", 9000),
    ("Rp 473 ,7 miliar", 473700000000), ("USD 13.049, 4 juta", 13049400000),
    ("nol", 0), ("satu", 1), ("Sembilan", 9), ("sepuluh", 10), ("sebelas", 11), ("dua belas", 12), ("sembilan belas", 19),
    ("dua puluh", 20), ("dua puluh tiga", 23), ("seratus", 100), ("seratus dua puluh lima", 125), ("tujuh ratus", 700),
    ("seribu", 1000), ("seribu dua ratus", 1200), ("dua ribu lima ratus", 2500), ("sejuta", 1000000),
    ("tiga ratus empat puluh ribu", 340000), ("dua juta lima ratus ribu", 2500000), ("tiga koma lima", 3.5),
    ("setengah juta", 500000), ("satu setengah miliar", 1500000000), ("dua ribu lima ratus juta", 2500000000),
    ("sembilan ratus sembilan puluh sembilan ribu", 999000), ("empat koma dua lima", 4.25),
    ("125 (seratus dua puluh lima)", 125), ("seratus dua puluh lima (125)", 125), ("6 (enam)", 6),
    ("Rp3.000.000 (tiga juta rupiah)", 3000000),
]


@pytest.mark.parametrize(("surface", "value"), NUMBERS)
def test_one_number(surface: str, value: int | float) -> None:
    parsed = parse_number(surface, default())
    assert parsed == value
    assert type(parsed) is type(value)


@pytest.mark.parametrize(
    "surface",
    ["", "XXXI", "A1", "--", "9" * 60, "12.05.2023", "0812345678", "1.23.456", "1,2,3",
     "dua tiga", "belas", "puluh", "koma", "ribuan", "puluhan"],
)
def test_no_number(surface: str) -> None:
    assert parse_number(surface, default()) is None


def test_a_number_and_its_words_are_one() -> None:
    found = list(find_numbers("sebanyak 40 (empat puluh) orang dan 12 (dua belas) ekor", default()))
    assert [number.value for number in found] == [40, 12]


def test_brackets_that_say_another_number_stay_apart() -> None:
    assert [n.value for n in find_numbers("tujuh (12) bagian", default())] == [7, 12]


@pytest.mark.parametrize("surface", ["2,5 ± 1", "2,5±1", "2,5 +/- 1", "2,5 plus minus 1"])
def test_tolerance(surface: str) -> None:
    (number,) = find_numbers(surface, default())
    assert (number.value, number.tolerance) == (2.5, 1)


def test_currencies() -> None:
    found = find_numbers("Rp5 juta, US$ 3 juta, USD 2, € 7, SGD 4 dan 9", default())
    assert [n.currency for n in found] == ["IDR", "USD", "USD", "EUR", "SGD", None]


@given(st.integers(min_value=0, max_value=10**15))
def test_grouped_integers_come_back(value: int) -> None:
    assert parse_number(f"{value:,}".replace(",", "."), default()) == value


@given(st.text(alphabet="0123456789.,() Rpdualimabelasribu-", max_size=60))
def test_offsets_hold_on_any_text(text: str) -> None:
    last = 0
    for number in find_numbers(text, default()):
        assert last <= number.start < number.end <= len(text)
        last = number.end
