"""Every way of finding something finds its example; `extract rules` knows every rule that a mention names."""

from pathlib import Path

import pytest

from extract.words.rules import Way, Ways, counting, ids_of, known_rules, known_sets

RAW = Path(__file__).parents[2] / "data" / "raw"


@pytest.fixture(scope="module")
def ways(pipeline) -> list[Way]:
    return [way for each in known_sets() if isinstance(each, Ways) for way in each]


def test_every_way_finds_its_example(pipeline, ways):
    for way in ways:
        if "model" in way.goes_by:
            continue            # what the model marks changes with it
        start, end = way.example.index("<"), way.example.index(">") - 1
        text = way.example.replace("<", "").replace(">", "")
        found = pipeline.analyse(text)._.extract_mentions[way.of]
        assert [m for m in found if m.text == text[start:end] and way.id in ids_of(way.of, m.rule)], (way.id, found)


def test_every_rule_of_a_mention_is_known(pipeline):
    paths = sorted(RAW.glob("*.txt"))
    assert paths
    named = set()
    for path in paths:
        doc = pipeline.analyse(path.read_bytes().decode("utf-8"))
        named |= {ident for label, found in doc._.extract_mentions.items() for m in found for ident in ids_of(label, m.rule)}
    assert named <= known_rules().keys()


def test_rules_are_counted_where_somebody_asks(pipeline):
    text = "Bantuan bagi 150 peserta, bayi usia 3 tahun."
    with counting() as fired:
        pipeline.analyse(text)
    counted = sum(count for rule, count in fired.items() if rule.startswith("number counts/"))
    assert (fired["number counts/age"], counted) == (1, 2)
    pipeline.analyse(text)
    assert fired["number counts/age"] == 1


def test_ids():
    assert ids_of("venues", "online") == ["venues/online"]
    assert ids_of("figures", "number counts/year; measured/share") == ["number counts/year", "measured/share"]
    with pytest.raises(ValueError, match="two sets of rules are called venues"):
        Ways("venues")
