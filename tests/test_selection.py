"""What is less sure is left out, what points to it says so, and a warning counts it."""

import json

import pytest
from typer.testing import CliRunner

from extract.cli import app
from extract.errors import UsageError
from extract.limits import Limits
from extract.sources.release import Release

TEXT = """Bupati Lahat Buka Festival Durian

LAHAT – Bupati Lahat Yulia Hartati membuka Festival Durian Nusantara di Lapangan Merdeka, Senin (3/6/2024). Hadir pula
Kapolres Lahat Rudi Hartono dan Ketua DPRD Lahat Dewi Lestari. “Durian kita harus naik kelas dan terjual 40 ton,” kata Yulia. “Kami siap,” ujar Rudi.
Festival diikuti 120 peserta dari 12 kecamatan.
"""


@pytest.fixture(scope="module")
def record(pipeline):
    return pipeline.process(Release("a", TEXT, "a.txt"))


def _with(record, **confidences):
    """The record with these confidences, a list for each kind."""
    changes = {
        kind: [each.model_copy(update={"confidence": share}) for each, share in zip(getattr(record, kind), shares, strict=False)]
        for kind, shares in confidences.items()
    }
    return record.model_copy(update=changes)


def test_nothing_goes_where_all_is_sure(record):
    assert record.at_least(0.0) is record


def test_indices_follow(record):
    names = [official.name for official in record.officials]
    assert names[:2] == ["Yulia Hartati", "Rudi Hartono"]
    sure = _with(record, officials=[0.3] + [0.95] * (len(names) - 1), quotes=[0.99] * 2).at_least(0.9)
    assert [official.name for official in sure.officials] == names[1:]
    assert [sure.officials[at].name for at in sure.attendance] == [names[at] for at in record.attendance if at]
    first, second = sure.quotes
    assert first.speaker is None and first.speaker_text == "Yulia"
    assert second.speaker is not None and sure.officials[second.speaker].name == "Rudi Hartono"


def test_a_figure_of_a_quote_that_went_is_said_by_nobody(record):
    (at,) = [at for at, figure in enumerate(record.figures) if figure.said_by is not None]
    sure = _with(record, quotes=[0.2, 0.99], figures=[0.99] * len(record.figures)).at_least(0.9)
    assert sure.figures[at].said_by is None and len(sure.quotes) == 1


def test_what_was_not_measured_stays(record):
    unknown = _with(record, figures=[None] * len(record.figures))
    assert len(unknown.at_least(0.99).figures) == len(record.figures)


def test_the_warning_counts(record):
    event = record.event.model_copy(update={"confidence": 0.1})
    sure = _with(record, figures=[0.1] + [0.99] * (len(record.figures) - 1)).model_copy(update={"event": event}).at_least(0.5)
    assert sure.event is None
    assert sure.warnings[-1].code == "left_out" and sure.warnings[-1].detail == "under confidence 0.5: 1 event, 1 figure"
    assert _with(record, quotes=[0.1] * 2).at_least(0.5).warnings[-1].detail.endswith(" 2 quotes")


def test_one_kind_may_have_a_limit_of_its_own(record):
    shares = _with(record, figures=[0.75] * len(record.figures), quotes=[0.75] * 2)
    sure = shares.at_least(0.9, figures=0.7)
    assert len(sure.figures) == len(record.figures) and not sure.quotes
    assert "under confidence officials=0.9, events=0.9, figures=0.7, quotes=0.9: " in sure.warnings[-1].detail
    assert len(shares.at_least(figures=0.8).quotes) == 2 and not shares.at_least(figures=0.8).figures


@pytest.mark.parametrize(("words", "said"), [
    (["0.9"], "0.9"), (["figures=0.7"], "figures=0.7"), (["figures=0.7", "0.9"], "officials=0.9, events=0.9, figures=0.7, quotes=0.9"),
    ([], "0"),
])  # fmt: skip
def test_limits_as_a_command_writes_them(words, said):
    assert str(Limits.read(words)) == said
    assert bool(Limits.read(words)) == bool(words)


@pytest.mark.parametrize(("word", "reason"), [
    ("much", "'much' is no confidence"), ("angka=0.7", "no confidence of angka: there is one of officials, events, figures, quotes"),
    ("figures=", "'figures=' is no confidence"), ("figures=7", "from 0 to 1, not 7"),
])  # fmt: skip
def test_what_is_no_limit_is_refused(word, reason):
    with pytest.raises(UsageError, match=reason):
        Limits.read([word])


@pytest.mark.parametrize("percent", [90, -0.1, float("nan")])
def test_a_percent_is_no_confidence(record, percent):
    with pytest.raises(UsageError, match="from 0 to 1"):
        record.at_least(percent)


def test_from_the_command_line(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    for least, name in (("0", "all"), ("0.97", "sure")):
        result = CliRunner().invoke(
            app, ["run", str(tmp_path / "a.txt"), "-o", str(tmp_path / f"{name}.jsonl"), "--min-confidence", least, "--workers", "1"]
        )
        assert result.exit_code == 0, result.output
    every, sure = (json.loads((tmp_path / f"{name}.jsonl").read_text(encoding="utf-8")) for name in ("all", "sure"))
    assert len(sure["figures"]) < len(every["figures"])
    assert sure["warnings"][-1]["code"] == "left_out"

