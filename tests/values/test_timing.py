"""For when a figure holds. In an example the period stands in <>; the release is of 2024."""

from dataclasses import replace

import pytest

from extract.lexicon import default
from extract.values.periods import find_periods
from extract.values.timing import HOLDS, YEARS, Stated, read_timing, release_year, told_years
from rule_examples import example_tests

LEXICON = default()


def stated(marked: str) -> Stated:
    at = marked.index("<")
    text = marked.replace("<", "").replace(">", "")
    periods = find_periods(text, 0, len(text), LEXICON)
    found = next(timed for timed in periods if timed[0][0] <= at < timed[0][1])
    period = Stated(text, 0, *found, LEXICON, 2024)
    return replace(period, told=next(filter(period.tells, told_years(text, 0, len(text), LEXICON)), None))


test_the_rule_decides_its_example, test_the_rule_leaves_the_other_alone = example_tests(
    (HOLDS, lambda marked: HOLDS.first(stated(marked)).name),
    (YEARS, lambda marked: YEARS.first(stated(marked)).name),
)


@pytest.mark.parametrize(("text", "periods"), [
    ("Inflasi tahun lalu 3 persen.", [("tahun lalu", "2023-01-01", "2023-12-31")]),
    ("Produksi semester pertama tahun lalu naik.", [("semester pertama tahun lalu", "2023-01-01", "2023-06-30")]),
    ("Per 30 September 2023 terserap Rp5 miliar.", [("30 September 2023", "2023-01-01", "2023-09-30")]),
    ("Pada triwulan II 2023 naik dari periode yang sama tahun 2022.",
     [("triwulan II 2023", "2023-04-01", "2023-06-30"), ("tahun 2022", "2022-04-01", "2022-06-30")]),
    ("Digelar 3 Mei 2023.", []),
])  # fmt: skip
def test_periods(text, periods):
    timing = read_timing(text, 0, len(text), 2024, LEXICON)
    assert [(period.text, period.start, period.end) for _, period in timing.periods] == periods


@pytest.mark.parametrize(("text", "first", "year"), [
    ("Rapat pada 2022.", "2024-05-03", 2024),
    ("Rapat pada 2022, Senin (3/6/2023).", None, 2023),
    ("Dibangun sejak 2019, rampung 2022.", None, 2022),
    ("Rapat besok.", None, None),
])  # fmt: skip
def test_the_year_of_a_release(text, first, year):
    assert release_year(text, first, LEXICON) == year
