"""Records as CSV, Parquet, Excel and compressed JSONL: everything is in them, and nothing acts on who opens them."""

import csv
import datetime
import gc
import gzip
import io
import json
import zipfile

import pytest

from extract.errors import MissingExtraError
from extract.sinks import files, xlsx
from extract.sinks.cells import cell, plain
from extract.sinks.frames import rows
from extract.sinks.schema import COLUMNS
from extract.sinks.tables import FLAT, write_csv

DANGEROUS = [
    "=1+1", "+62 812", "-5 persen", "@SUM(A1)", "\tx", "\rx", "\n=1", " =1", "\u00a0=1", "＝1", "＋1", "－1", "＠x", "﹦1", "\ufeff=1",
    "'=1", "''-1", "--05-23", "-", "=", "=cmd|' /C calc'!A0", "\x00=1", "\x1b[2J=1"[0:1] + "=1",
]  # fmt: skip
HARMLESS = ["a=1", "1+1", "Bupati", "", "'", "'tis", "a\tb", "(=1)", "2024-05-23", "–5", "−5", "“=1”", "0012"]


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_that_looks_like_a_formula(text):
    found = cell(text, raw=False)
    assert found == f"'{plain(text)}"
    assert cell(text, raw=True) == plain(text)


@pytest.mark.parametrize("text", HARMLESS)
def test_text_that_does_not(text):
    assert cell(text, raw=False) == text


def test_cells_that_are_no_text_stay():
    assert [cell(value, raw=False) for value in (-3.5, -2, True, None)] == [-3.5, -2, True, None]


def test_no_two_texts_become_one():
    texts = [plain(text) for text in DANGEROUS + HARMLESS]
    assert len({cell(text, raw=False) for text in texts}) == len(set(texts))


def test_control_characters_are_left_out():
    assert plain("a\0b\x1b[31mc\x7f\x9bd\te\nf\r\u0085g") == "ab[31mcd" "\te\nf\r\u0085g"


@pytest.fixture(scope="module")
def hostile(records, tmp_path_factory):
    """A record whose text, id and negative number each begin like a formula, in a JSONL file; and the record."""
    quoted = next(record for record in records if record.quotes and record.figures and record.officials and record.event)
    quote = quoted.quotes[0].model_copy(update={"text": "=1+1 kami siap"})
    figure = quoted.figures[0].model_copy(update={"value": -3.5, "indicator": "@SUM(1)", "change": 9_007_199_254_740_993})
    official = quoted.officials[0].model_copy(update={"name": "+Rudi\x00 \x1bSalim"})
    date = quoted.event.date.model_copy(update={"iso": "--05-23"}) if quoted.event.date else None
    record = quoted.model_copy(update={
        "id": "-id", "quotes": [quote], "figures": [figure], "officials": [official, *quoted.officials[1:]],
        "event": quoted.event.model_copy(update={"date": date}),
    })  # fmt: skip
    path = tmp_path_factory.mktemp("hostile") / "records.jsonl"
    path.write_text(record.to_json() + "\n", encoding="utf-8")
    return path, record


class Kept(io.BytesIO):
    """In memory; what it holds is there after it was closed."""

    def close(self) -> None:
        pass


def write(jsonl, format, raw=False):
    file = Kept()
    notes = files.write(jsonl, file, format, raw)
    return file.getvalue(), notes


def read_csv(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def begins_like_a_formula(value) -> bool:
    return isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠") and not _number(value)


def _number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def test_no_cell_of_the_tables_is_a_formula(hostile, tmp_path):
    jsonl, _ = hostile
    counts = write_csv(jsonl, tmp_path / "safe")
    tables = {name: read_csv((tmp_path / "safe" / f"{name}.csv").read_bytes()) for name in COLUMNS}
    assert counts == {name: len(found) for name, found in tables.items()}
    assert not [value for found in tables.values() for row in found for value in row.values() if begins_like_a_formula(value)]
    assert {row["release_id"] for found in tables.values() for row in found} == {"'-id"}
    assert tables["figures"][0]["value"] == "-3.5"
    assert tables["officials"][0]["name"] == "'+Rudi Salim"
    assert tables["quotes"][0]["text"] == "'=1+1 kami siap"
    write_csv(jsonl, tmp_path / "raw", raw_cells=True)
    assert read_csv((tmp_path / "raw" / "quotes.csv").read_bytes())[0]["text"] == "=1+1 kami siap"
    assert b"\0" not in (tmp_path / "raw" / "officials.csv").read_bytes()


def test_one_csv_file_holds_the_whole_record(hostile, jsonl, records):
    data, _ = write(jsonl, "csv")
    found = read_csv(data)
    assert list(found[0]) == list(FLAT)
    assert [json.loads(row["record"]) for row in found] == [json.loads(record.to_json()) for record in records]
    [row] = read_csv(write(hostile[0], "csv")[0])
    assert row["release_id"] == "'-id"
    assert not [value for value in row.values() if begins_like_a_formula(value)]
    [row] = read_csv(write(hostile[0], "csv", raw=True)[0])
    assert row["release_id"] == "-id"


@pytest.mark.parametrize("format", ["jsonl.gz", "jsonl.zst", "csv", "parquet", "xlsx"])
def test_the_same_records_give_the_same_bytes(format, jsonl):
    pytest.importorskip("pyarrow" if format in ("jsonl.zst", "parquet") else "xlsxwriter")
    assert write(jsonl, format)[0] == write(jsonl, format)[0]


def test_compressed_lines_are_the_lines(jsonl):
    data, _ = write(jsonl, "jsonl.gz")
    assert gzip.decompress(data) == jsonl.read_bytes()
    assert data[3] & 0b11000 == 0 and data[4:8] == bytes(4)     # no name, no time
    pa = pytest.importorskip("pyarrow", reason="rilis[parquet] is not installed")
    data, _ = write(jsonl, "jsonl.zst")
    assert pa.CompressedInputStream(pa.BufferReader(data), "zstd").read() == jsonl.read_bytes()


@pytest.mark.parametrize(("format", "module"), [("jsonl.zst", "pyarrow"), ("parquet", "pyarrow"), ("xlsx", "xlsxwriter")])
def test_what_is_not_installed_is_said_before_the_run(format, module, monkeypatch):
    monkeypatch.setattr(files, "find_spec", lambda name: None if name == module else name)
    with pytest.raises(MissingExtraError, match=r"pip install 'rilis\["):
        files.check_installed(format)
    files.check_installed("jsonl.gz")


# ── Workbooks ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def sheets(data: bytes):
    openpyxl = pytest.importorskip("openpyxl", reason="what reads workbooks is not installed")
    return openpyxl.load_workbook(io.BytesIO(data))


def values(sheet) -> list[dict]:
    header, *found = sheet.iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in found]


def test_a_workbook_holds_every_row(jsonl, records):
    data, notes = write(jsonl, "xlsx")
    book = sheets(data)
    assert notes == []
    assert book.sheetnames == list(COLUMNS)
    for name in COLUMNS:
        expected = [row for record in records for row in rows(record)[name]]
        found = values(book[name])
        assert [[_as_text(row[column]) for column in COLUMNS[name]] for row in found] == [
            [_as_text(cell(row[column], raw=False)) for column in COLUMNS[name]] for row in expected
        ]
        assert book[name].freeze_panes == "A2"
        last = book[name].cell(len(found) + 1, len(COLUMNS[name])).coordinate
        assert book[name].auto_filter.ref == f"A1:{last}"


def _as_text(value) -> str | None:
    """Days as ISO, numbers by value: 2 and 2.0 are one in Excel."""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return repr(float(value))
    return None if value in (None, "") else str(value).replace("\r\n", "\n")


def test_numbers_days_and_links_are_what_they_are(hostile):
    jsonl, record = hostile
    book = sheets(write(jsonl, "xlsx")[0])
    [figure] = values(book["figures"])
    assert figure["value"] == -3.5
    assert figure["change"] == "9007199254740993"       # more digits than Excel keeps of a number
    if record.figures[0].period:
        assert figure["period_start"] == datetime.datetime.fromisoformat(record.figures[0].period.start)
    assert figure["release_id"] == "'-id"
    assert book["figures"]["A2"].hyperlink.location == "'releases'!A2"
    assert values(book["quotes"])[0]["text"] == "'=1+1 kami siap"
    assert values(sheets(write(jsonl, "xlsx", raw=True)[0])["quotes"])[0]["text"] == "=1+1 kami siap"


@pytest.mark.parametrize("raw", [False, True])
def test_a_workbook_has_no_formula_and_no_link_into_the_web(raw, hostile):
    data, _ = write(hostile[0], "xlsx", raw)
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        sheets = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
        assert sheets and not any("<f>" in sheet or "<f " in sheet for sheet in sheets)
        assert not [name for name in parts.namelist() if "externalLink" in name or "worksheets/_rels" in name]
        assert {part.date_time[0] for part in parts.infolist()} == {1980}        # and no clock
        assert b"2000-01-01T00:00:00Z" in parts.read("docProps/core.xml")


def test_more_rows_than_a_sheet_holds_go_on_in_another(jsonl, records, monkeypatch):
    monkeypatch.setattr(xlsx, "MAX_ROWS", 11)
    book = sheets(write(jsonl, "xlsx")[0])
    for name in COLUMNS:
        expected = [row for record in records for row in rows(record)[name]]
        there = [sheet for sheet in book.sheetnames if sheet.partition(" ")[0] == name]
        assert there == [name, *(f"{name} {i}" for i in range(2, len(there) + 1))]
        found = [row["release_id"] for sheet in there for row in values(book[sheet])]
        assert found == [row["release_id"] for row in expected]
    assert len(records) > 11 and "releases 2" in book.sheetnames
    last = book["figures" if records[-1].figures else "releases 2"]
    assert last["A2"].value


def test_a_cell_that_is_too_long_is_cut_and_said_to_be(hostile, tmp_path, monkeypatch):
    _, record = hostile
    long = record.model_copy(update={"quotes": [record.quotes[0].model_copy(update={"text": "😀" * 20_000})]})
    path = tmp_path / "long.jsonl"
    path.write_text(long.to_json() + "\n", encoding="utf-8")
    data, notes = write(path, "xlsx")
    assert notes == ["1 cells were cut to the 32,767 characters that Excel holds: see the sheet notes"]
    book = sheets(data)
    assert values(book["quotes"])[0]["text"] == "😀" * 16_383
    assert values(book["notes"]) == [
        {"sheet": "quotes", "row": 2, "column": "text", "characters": 20_000, "release_id": "'-id"}
    ]


def test_a_full_disk_is_said_once(jsonl, capfd):
    class Full(io.BytesIO):
        def write(self, data):
            if self.tell() > 3000:
                raise OSError(28, "No space left on device")
            return super().write(data)

    with pytest.raises(OSError, match="No space left"):
        files.write(jsonl, Full(), "xlsx")
    gc.collect()
    assert capfd.readouterr() == ("", "")


def test_days_are_days_and_other_dates_text(records, tmp_path):
    record = next(record for record in records if record.event and record.event.date)

    def written(iso: str):
        date = record.event.date.model_copy(update={"iso": iso, "end": None})
        changed = record.model_copy(update={"id": "2024-05-01", "event": record.event.model_copy(update={"date": date})})
        path = tmp_path / "records.jsonl"
        path.write_text(changed.to_json() + "\n", encoding="utf-8")
        row = values(sheets(write(path, "xlsx")[0])["releases"])[0]
        assert row["release_id"] == "2024-05-01"
        return row["event_date"], row["event_date_iso"]

    assert written("2024-05-06") == (datetime.datetime(2024, 5, 6), "2024-05-06")
    assert written("1899-12-31") == ("1899-12-31", "1899-12-31")
    assert written("2024-05") == (None, "2024-05")
    assert written("--05-23") == (None, "'--05-23")
