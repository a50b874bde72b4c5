"""Numbers: every way of writing them that we know, each with its value; and every integer in words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.lexicon import default
from extract.values.numbers import Number, as_range, find_numbers, parse_number

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
    # several scales
    ("Rp3 triliun 120 miliar 45 juta", 3120045000000), ("4 juta 512 ribu 308", 4512308), ("16 ribu 250", 16250),
    ("3 juta 125.000", 3125000), ("4 juta tiga ratus ribu", 4300000), ("seribu tiga ratus juta", 1300000000),
    ("satu miliar dua puluh juta tujuh ribu", 1020007000), ("seribu triliun", 10**15),
    # fractions
    ("3 miliar setengah", 3500000000), ("dua juta setengah", 2500000), ("Rp2 1/2 miliar", 2500000000), ("4½", 4.5), ("4 ½", 4.5),
    ("3 1/4", 3.25), ("3/4", 0.75), ("¾", 0.75), ("dua perlima", 0.4), ("tiga per empat", 0.75), ("sepersepuluh", 0.1),
    ("seperempat juta", 250000), ("dua seperempat", 2.25), ("satu tiga perempat", 1.75), ("1 setengah juta", 1500000),
    ("enam puluh dua setengah", 62.5), ("setengah", 0.5),
    ("tiga koma dua puluh lima", 3.25), ("nol koma nol lima", 0.05), ("3 koma 5", 3.5), ("dua koma lima juta", 2500000),
    # about
    ("300-an ribu", 300000), ("30-an", 30), ("700an juta", 700000000), ("tiga ratusan", 300), ("lima puluhan", 50), ("seribuan", 1000),
    ("delapan jutaan", 8000000), ("Rp9 miliaran", 9000000000),
    # written together, or as it comes
    ("limabelas", 15), ("duapuluh", 20), ("tigaratus lima", 305), ("Rp15juta", 15000000), ("Rp2,5milyar", 2500000000),
    ("enampuluh tujuhribu", 67000), ("tiga-puluh lima", 35), ("Rp4 Mlyr", 4000000000), ("3 Milyard", 3000000000), ("3 miliyar", 3000000000), ("1 triliyun", 10**12),
    ("Rp7,5 milir", 7500000000), ("Rp7,5 Milyart", 7500000000), ("Rp2 tirliun", 2 * 10**12), ("Rp75K", 75000),
    ("USD 2.3 million", 2300000), ("dua lusin", 24), ("3 kodi", 60), ("selusin", 12),
    # money
    ("Rp 2 750 000", 2750000), ("Rp2.750.000.-", 2750000), ("2.750.000,-", 2750000), ("Rp2.750.000,00", 2750000),
    ("Rp. 215. 430.882. 000, 00", 215430882000), ("Rp.215. 430. 882. 500, 25", 215430882500.25), ("Rp. 215,430.882.000", 215430882000),
    ("Rp. 469.636.622. 344, –", 469636622344), ("2\u00a0750\u00a0000", 2750000),
    ("Rp4.500.000 (empat juta lima ratus ribu rupiah)", 4500000),
]  # fmt: skip


@pytest.mark.parametrize(("surface", "value"), NUMBERS)
def test_one_number(surface: str, value: int | float) -> None:
    parsed = parse_number(surface, default())
    assert parsed == value
    assert type(parsed) is type(value)


@pytest.mark.parametrize(
    "surface",
    ["", "XXXI", "A1", "--", "9" * 60, "12.05.2023", "0812345678", "08.15", "000", "1.23.456", "1,2,3", "7/3", "12/30",
     "dua tiga", "tiga empat puluh", "belas", "puluh", "koma", "ribuan", "puluhan", "ratusan juta", "perempat", "perempatan",
     "persatuan", "minus", "per", "seper"],
)
def test_no_number(surface: str) -> None:
    assert parse_number(surface, default()) is None


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("46 miliar3. Kota", [46000000000]),
        ("maju satu per satu", [1, 1]),
        ("babak perempat final", []),
        ("Rp5 juta 20 orang", [5000000, 20]),
        ("Rp46 miliar 3. Kota", [46000000000, 3]),
        ("Rp46 M 12 orang", [46000000000, 12]),
        ("Rp7,5 militer", [7.5]),
        ("Rp500 000 per bulan", [500000]),
        ("sebanyak 2 750 000 orang", [2750000]),
        ("120 340 | 560", [120, 340, 560]),
        ("Rp15.000 200 orang", [15000, 200]),
        ("Rp15.000\n200\n300", [15000, 200, 300]),
        ("(60, 4%) dan 10, 15 dan 20%", [60.4, 10, 15, 20]),
        ("luasnya183.093,24 hektare", [183093.24]),
        ("20x40 m", [20, 40]),
        ("6 anak, 2½ tahun", [6, 2.5]),
        ("2,5 persen plus minus 1 persen", [2.5, 1]),
    ],
)
def test_numbers_of_a_text(text: str, values: list[float]) -> None:
    assert [number.value for number in find_numbers(text, default())] == values


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


def test_a_dash_behind_the_comma_is_rupiah() -> None:
    (number,) = find_numbers("sebesar 15.000,- per orang", default())
    assert (number.value, number.currency) == (15000, "IDR")


@pytest.mark.parametrize(
    ("text", "signed"),
    [
        ("tumbuh minus 0,4 persen", True), ("tercatat -0,4 persen", True), ("tercatat (-0,4) persen", True), ("suhu: -2°C", True),
        ("sebesar US$ -2,3 juta", True), ("sebesar -Rp2,3 juta", True), ("sebesar - 0,4 persen", True), ("negatif 0,4 persen", True),
        ("pada 2020 -0,4 persen", False), ("Kota Metro – 0,4 persen", False), ("5-4", False), ("covid-19", False),
    ],
)  # fmt: skip
def test_minus(text: str, signed: bool) -> None:
    found = list(find_numbers(text, default()))
    assert (bool(found) and found[-1].minus is not None) is signed


def ranges(text: str) -> Number | None:
    left, right = find_numbers(text, default())
    return as_range(text, left, right, default())


@pytest.mark.parametrize(
    ("text", "low", "high", "currency"),
    [
        ("10-15 ton", 10, 15, None), ("10 – 15 ton", 10, 15, None), ("10 s/d 15", 10, 15, None), ("10 s.d. 15", 10, 15, None),
        ("antara 5 dan 7 persen", 5, 7, None), ("tiga sampai dengan lima juta", 3000000, 5000000, None),
        ("dua-tiga hari", 2, 3, None), ("Rp6-8 M", 6 * 10**9, 8 * 10**9, "IDR"), ("Rp6 M-8 M", 6 * 10**9, 8 * 10**9, "IDR"),
        ("Rp300 ribu-2 juta", 300000, 2000000, "IDR"), ("Rp50 sampai Rp100 juta", 50000000, 100000000, "IDR"),
        ("Rp900-1,2 juta", 900000, 1200000, "IDR"), ("2,5 hingga 3 ribu", 2500, 3000, None),
    ],
)  # fmt: skip
def test_range(text: str, low: float, high: float, currency: str | None) -> None:
    found = ranges(text)
    assert found is not None
    assert (found.low, found.value, found.currency) == (low, high, currency)


@pytest.mark.parametrize("text", ["3-1", "2019-2021", "5-5", "7, 9", "2 dan 3", "1.200 dari 1.500", "tahun 2019 hingga 3.000"])
def test_no_range(text: str) -> None:
    assert ranges(text) is None


# ── every integer ──
_DIGITS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
_SCALES = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (1000, "ribu"))


def below_thousand(value: int) -> str:
    hundreds, rest = divmod(value, 100)
    words = ["seratus" if hundreds == 1 else f"{_DIGITS[hundreds]} ratus"] if hundreds else []
    if rest in (10, 11):
        words.append("sepuluh" if rest == 10 else "sebelas")
    elif 11 < rest < 20:
        words.append(f"{_DIGITS[rest - 10]} belas")
    else:
        tens, ones = divmod(rest, 10)
        words += [f"{_DIGITS[tens]} puluh"] if tens else []
        words += [_DIGITS[ones]] if ones or not value else []
    return " ".join(words)


def spell(value: int) -> str:
    """The number in Indonesian words, 0 to below 10**18."""
    words = []
    for scale, name in _SCALES:
        count, value = divmod(value, scale)
        if count:
            words.append("seribu" if (scale, count) == (1000, 1) else f"{spell(count)} {name}")
    return " ".join([*words, below_thousand(value)] if value or not words else words)


def mix(value: int) -> str:
    """The number with digits before its scale words: "12 juta 345 ribu 678"."""
    words = []
    for scale, name in _SCALES:
        count, value = divmod(value, scale)
        if count:
            words.append(f"{count:,}".replace(",", ".") + f" {name}")
    return " ".join([*words, str(value)] if value or not words else words)


@given(st.integers(min_value=0, max_value=10**15) | st.integers(min_value=0, max_value=10**5))
@settings(max_examples=300)
def test_every_integer_in_words_comes_back(value: int) -> None:
    assert parse_number(spell(value), default()) == value


@given(st.integers(min_value=0, max_value=10**15))
def test_words_written_together_come_back(value: int) -> None:
    glued = spell(value).replace(" puluh", "puluh").replace(" belas", "belas").replace(" ratus", "ratus")
    assert parse_number(glued, default()) == value


@given(st.integers(min_value=0, max_value=10**6 - 1).map(lambda n: n * 1000) | st.integers(min_value=0, max_value=10**9).map(lambda n: n * 1000))
def test_digits_with_scale_words_come_back(value: int) -> None:
    assert parse_number(mix(value), default()) == value


@given(st.integers(min_value=1000, max_value=10**6))
def test_digits_with_scale_words_and_a_rest_come_back(value: int) -> None:
    assert parse_number(mix(value), default()) == value


@given(st.integers(min_value=0, max_value=10**15))
def test_grouped_integers_come_back(value: int) -> None:
    assert parse_number(f"{value:,}".replace(",", "."), default()) == value


@given(st.integers(min_value=1000, max_value=10**15), st.integers(min_value=0, max_value=99))
def test_amounts_of_money_come_back(value: int, cents: int) -> None:
    grouped = f"{value:,}".replace(",", ".")
    for amount in (f"Rp{grouped},{cents:02}", f"Rp. {grouped},{cents:02}", f"Rp {grouped.replace('.', '. ')}, {cents:02}"):
        assert parse_number(amount, default()) == (value if not cents else float(f"{value}.{cents:02}"))
    assert parse_number(f"Rp{grouped},-", default()) == value
    assert parse_number(f"Rp {grouped.replace('.', ' ')}", default()) == value


@given(st.integers(min_value=1, max_value=999), st.integers(min_value=1, max_value=999), st.sampled_from(["ribu", "juta", "miliar"]))
def test_ranges_share_the_scale_of_their_end(low: int, more: int, scale: str) -> None:
    found = ranges(f"{low}-{low + more} {scale}")
    factor = {"ribu": 10**3, "juta": 10**6, "miliar": 10**9}[scale]
    assert found is not None
    assert (found.low, found.value) == (low * factor, (low + more) * factor)


@given(st.text(alphabet="0123456789.,() Rpdualimabelasribu-½/", max_size=60))
def test_offsets_hold_on_any_text(text: str) -> None:
    last = 0
    for number in find_numbers(text, default()):
        assert last <= number.start < number.end <= len(text)
        last = number.end


@given(st.lists(st.sampled_from(["dua", " ", "puluh", "belas", "seper", "per", "koma", "setengah", "5", "1/2", "½", "ribu", "juta", "Rp", "-", "an", "(", ")", "minus"]), max_size=25))
def test_offsets_hold_on_any_words(pieces: list[str]) -> None:
    test_offsets_hold_on_any_text.hypothesis.inner_test("".join(pieces))
