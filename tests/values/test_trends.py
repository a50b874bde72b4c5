"""Every rule about two numbers decides its own example, and leaves its counter-example to others. The two stand in <>."""

from extract.lexicon import default
from extract.values.points_back import POINTS, Opening
from extract.values.quantities import find_quantities
from extract.values.timing import read_timing
from extract.values.trends import PAIRS, TIMES, Numbers, Pair, link_trends
from rule_examples import example_tests


def numbers_of(text: str) -> Numbers:
    timing = read_timing(text, 0, len(text), 2024, default())
    quantities = find_quantities(text, 0, len(text), timing.dates, default())
    return Numbers(text, 0, quantities, timing.periods, default())


def pair_of(marked: str) -> Pair:
    places = [at - 2 * k for k, at in enumerate(at for at, letter in enumerate(marked) if letter == "<")]
    numbers = numbers_of(marked.replace("<", "").replace(">", ""))
    left, right = ([q.value_offsets[0] for q in numbers.quantities].index(place) for place in places)
    come = {k + 1 for k, q in enumerate(numbers.quantities[1:]) if f"dari {numbers.quantities[k].value}" in numbers.text[: q.start]}
    return Pair(numbers, left, right, stepped=left in come)


test_the_rule_decides_its_example, test_the_rule_leaves_the_other_alone = example_tests(
    (PAIRS, lambda marked: PAIRS.first(pair_of(marked)).name),
    (TIMES, lambda marked: TIMES.first(pair_of(marked)).name),
    (POINTS, lambda text: POINTS.first(Opening(numbers_of(text))).name),
)


def test_what_an_amount_is_compared_with_is_no_size_of_a_change() -> None:
    assert POINTS.first(Opening(numbers_of("Jumlah tersebut meningkat dibandingkan pagu 2018 sebesar Rp123 triliun."))).result == "was"
    assert POINTS.first(Opening(numbers_of("Angkanya turun 2 persen."))).result is None


def steps(text: str) -> list[tuple[float | int | None, float | int]]:
    numbers = numbers_of(text)
    links = link_trends(text, 0, numbers.quantities, default(), numbers.timed)
    return [(link.before.value if link.before else None, link.quantity.value) for link in links]


def test_each_step_comes_from_the_one_before() -> None:
    assert steps("Tarif turun dari 25 persen menjadi 22 persen dan turun lagi menjadi 20 persen.") == [(25, 22), (22, 20)]
    assert steps("Pada 2021 sebanyak 40 ton, pada 2022 sebesar 52 ton, dan menjadi 60 ton pada 2023.") == [(40, 52), (52, 60)]


def test_the_thing_may_be_named_before_both_numbers() -> None:
    assert steps("Ongkos turun, dari rerata ongkos 2024 sebesar Rp93 juta menjadi rerata ongkos sebesar Rp89 juta.") == [(93e6, 89e6)]


def test_a_share_does_not_come_from_a_count() -> None:
    assert steps("Ada lebih dari 553 jenis karang (75 persen dari seluruh jenis dunia), 1.070 jenis ikan.") == [
        (None, 553), (None, 75), (None, 1070)
    ]


def test_what_was_meant_to_be_is_no_earlier_value() -> None:
    assert steps("Pajak ditarget Rp4 miliar namun hingga kini terealisasi Rp3 miliar.") == [(None, 4e9), (None, 3e9)]
    assert steps("Dialokasikan Rp3 miliar, turun dari Rp4 miliar yang diusulkan sebelumnya.") == [(None, 3e9), (None, 4e9)]
