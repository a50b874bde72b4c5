"""`extract validate`: what a run writes is valid, and every way to break it is named with file and line."""

import copy
import json

import pytest
from typer.testing import CliRunner

from extract.cli import app
from extract.record import Record
from extract.sinks.schema import rows
from extract.sinks.validate import Validation


@pytest.fixture(scope="module")
def good(jsonl) -> list[dict]:
    """Records with quotes, figures, an event, officials and attendance among them."""
    return [json.loads(line) for line in jsonl.read_text(encoding="utf-8").splitlines()]


def lines(*records) -> str:
    return "".join((record if isinstance(record, str) else json.dumps(record)) + "\n" for record in records)


def first_with(good, field):
    return copy.deepcopy(next(record for record in good if record[field]))


def set_at(record, path, value):
    *way, last = path
    for key in way:
        record = record[key]
    record[last] = value


BROKEN = [
    ("quotes", ("quotes", 0, "speaker"), 99, "quotes.0.speaker: 99 points at none of"),
    ("quotes", ("quotes", 0, "on_behalf_of"), -1, "quotes.0.on_behalf_of: -1 points at none of"),
    ("figures", ("figures", 0, "said_by"), 70, "figures.0.said_by: 70 points at none of"),
    ("officials", ("attendance",), [7000], "attendance.0: 7000 points at none of"),
    ("officials", ("attendance",), [0, 0], "attendance: an official stands there twice"),
    ("figures", ("figures", 0, "indicator_spans"), [[9, 9]], "figures.0.indicator_spans.0: [9, 9] is no span"),
    ("figures", ("figures", 0, "confidence"), 1.5, "figures.0.confidence: Input should be less than or equal to 1"),
    ("figures", ("figures", 0, "span"), [9, 9], "figures.0.span: [9, 9] is no span"),
    ("officials", ("officials", 0, "mentions"), [[4, 7], [9, 2]], "officials.0.mentions.1: [9, 2] is no span"),
    ("title", ("title", "span"), [-1, 7], "title.span: [-1, 7] is no span"),
    ("title", ("title", "text"), "a\0b", "title.text: control character U+0000"),
    ("title", ("id",), "a\x1bb", "id: control character U+001B"),
    ("event", ("event", "date"), {"iso": "٢٠٢٣-05-25"}, "event.date: no end, time_of_day"),
    ("figures", ("figures", 0, "value"), None, "figures.0.value"),
    ("figures", ("figures", 0, "extra"), 1, "figures.0.extra: Extra inputs are not permitted"),
    ("title", ("schema_version",), "9", "schema_version: Input should be '1.1'"),
    ("title", ("schema_version",), "1.0", "schema_version: a record of schema 1.0, and this version reads 1.1; `extract run` makes"),
]


@pytest.mark.parametrize(("field", "path", "value", "reason"), BROKEN, ids=[reason.partition(":")[0] for *_, reason in BROKEN])
def test_each_break_is_named(good, tmp_path, field, path, value, reason):
    broken = first_with(good, field)
    set_at(broken, path, value)
    file = tmp_path / "records.jsonl"
    file.write_text(lines(good[-1], broken), encoding="utf-8")
    assert [str(problem) for problem in Validation(file) if str(problem).startswith(f"{file}:2: {reason}")], list(Validation(file))


def test_dates_and_order(good, tmp_path):
    date = copy.deepcopy(next(record for record in good if record["event"] and record["event"]["date"]))
    for iso, valid in (("2023-05-25", True), ("2023-05", True), ("--09-18", True), ("٢٠٢٣-05-25", False), ("25/5/2023", False)):
        date["event"]["date"]["iso"] = iso
        file = tmp_path / "records.jsonl"
        file.write_text(lines(date), encoding="utf-8")
        assert ([p.reason for p in Validation(file)] == []) is valid, iso
    date["event"]["date"]["iso"] = "2023"
    date["event"] = dict(reversed(date["event"].items()))
    file.write_text(lines(date), encoding="utf-8")
    assert [p.reason for p in Validation(file)] == ["event: keys are missing or out of order"]


def test_what_is_no_record(good, tmp_path):
    file = tmp_path / "records.jsonl"
    file.write_text(lines("", "[1]", '{"id": ', {"id": "a"}, good[0]), encoding="utf-8")
    found = [(problem.line, problem.reason) for problem in Validation(file)]
    assert found[0] == (1, "record: an empty line")
    assert found[1] == (2, "record: Input should be an object")
    assert found[2][0] == 3 and found[2][1].startswith("record: Invalid JSON")
    assert found[3][0] == 4 and found[3][1].startswith("record: no source, language, title")
    assert len(found) == 4


def test_ids_are_unique_over_all_parts(good, tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    twice = {**good[2], "id": good[0]["id"]}
    (folder / "part-00000.jsonl").write_text(lines(*good[:2]), encoding="utf-8")
    (folder / "part-00001.jsonl").write_text(lines(good[3], twice, twice), encoding="utf-8")
    (folder / "part-00002.jsonl").write_text(lines(good[4]), encoding="utf-8")
    entries = [{"file": "part-00000.jsonl", "records": 2}, {"file": "part-00001.jsonl", "records": 4}]
    (folder / "manifest.json").write_text(json.dumps({"parts": entries}))
    found = [str(problem).removeprefix(f"{folder}/") for problem in Validation(folder)]
    assert found == [
        f"part-00001.jsonl:2: id: the same as in {folder}/part-00000.jsonl:1; ids are unique in a run",
        "part-00001.jsonl:3: id: the same as in line 2; ids are unique in a run",
        "part-00001.jsonl: 3 records; manifest.json says 4",
        "part-00002.jsonl: a part that manifest.json does not name",
    ]
    (folder / "part-00001.jsonl").unlink()
    assert [str(p) for p in Validation(folder)] == [f"{folder}: part-00001.jsonl is missing, and manifest.json names it"]


def test_parquet_rows_are_named(good, tmp_path):
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    file = tmp_path / "records.parquet"
    parquet.write_table(pa.table({"record": [json.dumps(good[0]), None, json.dumps({**good[1], "id": "\x07"})]}), file)
    assert [(p.line, p.reason) for p in Validation(file)] == [(2, "record: an empty line"), (3, "id: control character U+0007")]


def test_the_command(good, tmp_path):
    file = tmp_path / "records.jsonl"
    file.write_text(lines(*good), encoding="utf-8")
    done = CliRunner().invoke(app, ["validate", str(file)])
    assert (done.exit_code, done.stdout) == (0, "") and f"{file}: valid, {len(good)} records" in done.stderr
    piped = CliRunner().invoke(app, ["validate", "-"], input=lines(*good[:2]))
    assert piped.exit_code == 0 and "-: valid, 2 records" in piped.stderr
    file.write_text(lines({"\x1b[31mkey\x1b]52;c;QQ==\x07": 1}), encoding="utf-8")
    broken = CliRunner().invoke(app, ["validate", str(file)])
    assert broken.exit_code == 1
    assert "\x1b" not in broken.stdout and r"\x1b[31mkey\x1b]52;c;QQ==\x07: Extra inputs" in broken.stdout


def test_tables_of_a_valid_record_can_be_made(good):
    for record in good:
        assert rows(Record.model_validate(record))["releases"][0]["release_id"] == record["id"]
