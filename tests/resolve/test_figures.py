"""Figures joined: what a sentence takes from the figure before it, and what is said again."""

from itertools import pairwise

import pytest

from extract.pipeline import Pipeline
from extract.record import Figure
from extract.resolve.figures import CARRY, carried
from extract.sources.release import Release


def decided(pipeline: Pipeline, text: str) -> list[str]:
    """The rule that decided on each figure but the first, and the one before it."""
    doc = pipeline.analyse(text)
    sentences = [(sentence.start_char, sentence.end_char) for sentence in doc.sents]
    said = sorted(doc._.extract_mentions["figures"], key=lambda mention: mention.value.value_offsets)
    return [carried(before, now, sentences)[0] for before, now in pairwise(said)]


def figures(pipeline: Pipeline, text: str) -> list[Figure]:
    return pipeline.process(Release("a", text, "a.txt")).figures


@pytest.mark.parametrize("rule", list(CARRY), ids=lambda rule: rule.name)
def test_each_rule_decides_its_example(rule, pipeline):
    assert rule.name in decided(pipeline, rule.example)
    if rule.not_example:
        assert rule.name not in decided(pipeline, rule.not_example)


def test_what_it_was_and_what_it_became_are_one_figure(pipeline):
    (was,) = figures(pipeline, "Inflasi Kota Tual mencapai 3,2 persen. Angka ini turun dari 4,1 persen.")
    (became,) = figures(pipeline, "Inflasi Kota Tual mencapai 3,2 persen. Angka itu naik menjadi 4,1 persen.")
    assert (was.value, was.from_value, was.direction) == (3.2, 4.1, "down")
    assert (became.value, became.from_value, became.direction) == (4.1, 3.2, "up")
    assert "Inflasi" in (was.indicator or "") and "Inflasi" in (became.indicator or "")


def test_what_it_was_may_stand_behind_the_size_of_the_change(pipeline):
    text = "Kunjungan wisata Kota Tual mencapai 4.200 orang. Data itu meningkat sebesar 60% dibanding tahun 2019 yang hanya 2.625 orang."
    level, size = figures(pipeline, text)
    assert (level.value, level.from_value, size.value, size.unit) == (4_200, 2_625, 60, "percent")


def test_what_is_said_again_is_one_figure_with_its_mentions(pipeline):
    text = "Produksi Padi 48.213 Ton\n\nBATU - Produksi padi mencapai 48.213 ton. Bupati bangga.\n\nIa menyebut lagi 48.213 ton itu."
    (figure,) = figures(pipeline, text)
    assert text[slice(*figure.value_span)] == "48.213 ton"
    assert [text[slice(*span)] for span in figure.mentions] == ["48.213 Ton", "48.213 ton"]


def test_the_same_number_of_two_things_is_two_figures(pipeline):
    assert len(figures(pipeline, "Hadir 40 guru dan 40 siswa.")) == 2


def test_a_thing_that_is_pointed_back_at_is_counted_once(pipeline):
    assert len(figures(pipeline, "Bupati meninjau empat pulau. Empat pulau itu dihuni nelayan. Keempatnya indah.")) == 1


def test_what_somebody_says_of_what_was_told_before_is_no_other_figure(pipeline):
    told = "Kota Tual menerima dana hibah jalan sebesar Rp310 miliar pada 2023."
    (figure,) = figures(pipeline, f'{told} "Anggaran kami Rp310 miliar," kata Bupati Tual, Rudi Hartono.')
    assert len(figure.mentions) == 1
    later = f'{told} "Pada 2025 talud pantai menelan Rp310 miliar," kata Bupati Tual, Rudi Hartono.'
    assert len(figures(pipeline, later)) == 2


def test_a_small_count_that_somebody_names_is_another_one(pipeline):
    told = "Kota Tual membangun tiga pasar rakyat di pesisir."
    assert len(figures(pipeline, f'{told} "Kami juga membeli tiga kapal ikan," kata Bupati Tual, Rudi Hartono.')) == 2


def test_a_title_that_rounds_says_the_figure_of_the_body(pipeline):
    (figure,) = figures(pipeline, "Anggaran Jalan Rp5,3 Triliun\n\nTUAL - Anggaran jalan Kota Tual mencapai Rp5,34 triliun pada 2023.")
    assert (figure.value, len(figure.mentions)) == (5_340_000_000_000, 1)
    assert len(figures(pipeline, "Anggaran Jalan Rp5 Triliun\n\nTUAL - Anggaran jalan Kota Tual mencapai Rp5,8 triliun pada 2023.")) == 2
