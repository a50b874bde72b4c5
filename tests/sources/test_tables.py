"""Tables as people have them: any encoding, any delimiter, any spelling of the columns, and cells that are too long."""

import json
import math
from datetime import date, datetime

import pytest

from extract.errors import UsageError
from extract.sources import Columns, check_columns, jsontext
from extract.sources import tables as tables_module

ROWS = [("1", "satu"), ("2", "dua, tiga")]
CSV = 'id,text\n1,satu\n2,"dua, tiga"\n'


@pytest.mark.parametrize(("name", "content"), [
    ("a.csv", CSV),
    ("a.csv", "sep=;\nid;isi\n1;satu\n2;dua, tiga\n"),
    ("a.csv", '\ufeff"sep=\t"\r\nid\tisi\r\n1\tsatu\r\n2\tdua, tiga\r\n'),
    ("a.csv", 'ID | Teks\n1|satu\n2|dua, tiga\n'),
    ("a.csv", 'id, "isi"\n1, "satu"\n2, "dua, tiga"\n'),
    ("a.csv", '"ID"\t"ISI BERITA"\n"1"\t"satu"\n"2"\t"dua, tiga"\n'),
    ("a.csv", '\n\n"judul; panjang","Id","TEXT"\nx,1,satu\n"y",2,"dua, tiga"\n'),
    ("a.tsv", 'text\tid\nsatu\t1\ndua, tiga\t2\n'),
    ("a.tab", 'text\tid\ta;b;c\nsatu\t1\ndua, tiga\t2\n'),
    ("a.jsonl", '{"id": 1, "text": "satu"}\n{"id": 2, "text": "dua, tiga"}\n'),
    ("a.ndjson", '\ufeff{"id": 1, "Konten": "satu", "x": NaN}\r\n{"id": 2, "Konten": "dua, tiga", "x": -Infinity, "y": "NaN"}'),
    ("a.jsonl", '[{"id": 1, "text": "satu"},\n{"id": 2, "text": "dua, tiga"}]'),
    ("a.json", '[{"id": 1, "text": "satu", "x": NaN}, {"id": 2, "text": "dua, tiga"}]'),
    ("a.json", '{"id": 1, "text": "satu"}\n{"id": 2, "text": "dua, tiga"}\n'),
    ("a.json", '{\n "id": 1,\n "text": "satu"\n}\n{\n "id": 2,\n "text": "dua, tiga"\n}\n'),
    ("a.jsonl", '{\n "id": 1,\n "text": "satu"\n}\n{\n "id": 2,\n "text": "dua, tiga"\n}\n'),
    ("a.json", '[{"id": 1, "data": {"text": "satu"}, "annotations": [{"text": "bukan"}]}, {"id": 9, "data": {"id": 2, "teks": "dua, tiga"}}]'),
    ("a.json", '[{"text": "satu", "id": 1, "data": {"text": "bukan"}}, {"text": "dua, tiga", "id": 2}]'),
])  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_the_same_two_rows(name, content, encoding, tmp_path, found):
    (tmp_path / name).write_bytes(content.lstrip("\ufeff" if encoding != "utf-8" else "").encode(encoding))
    assert found(tmp_path / name) == ROWS


def test_json_that_holds_other_things(tmp_path, found):
    path = tmp_path / "a.json"
    path.write_text('[{"text": "satu"},\n5, "teks",\n{"judul": "x"}, [1],\n{"text": "dua"}]')
    assert [item if isinstance(item[0], int) else item[1] for item in found(path)] == [
        "satu",
        (2, "a JSON int, not an object"),
        (2, "a JSON str, not an object"),
        (3, "no column of text in judul; name it with --text-column"),
        (3, "a JSON list, not an object"),
        "dua",
    ]
    for content, last in (
        ('[{"text": "satu"},\n{"text": "du', (2, "malformed JSON: Unterminated string starting at; nothing behind it is read")),
        ('[{"text": "satu"}', (1, "malformed JSON: the array does not end")),
        ('[{"text": "satu"}, {"a": ' + "[" * 100_000, (1, "malformed JSON: ")),
    ):
        path.write_text(content)
        first, (line, reason) = found(path)
        assert first[1] == "satu"
        assert (line, reason[: len(last[1])]) == last
    path.write_bytes(b'[{"text": "caf\xe9"}, {"text": "dua"}]')
    assert [item[1] for item in found(path)] == ["not valid UTF-8", "dua"]


def test_what_is_too_long_is_passed_over_and_the_next_row_is_read(tmp_path, found, monkeypatch):
    monkeypatch.setattr(tables_module, "MAX_LINE", 10_000)
    monkeypatch.setattr(jsontext, "MAX_LINE", 10_000)
    quoted = 'kata "" kata\n' * 20_000
    (tmp_path / "a.csv").write_text(f'id,text\n1,satu\n2,"{quoted}"\n3,tiga\n4,"{"x" * 10_000}\n{"x" * 90_000}"\n5,lima\n')
    assert found(tmp_path / "a.csv") == [
        ("1", "satu"),
        (3, "a cell of more than 10,000 characters; it ends in line 20003"),
        ("3", "tiga"),
        (20005, "line of 10,004 characters; the limit is 10,000; it ends in line 20006"),
        ("5", "lima"),
    ]
    rows = [{"id": 1, "text": "satu"}, {"id": 2, "text": 'x"\\{[' * 300_000, "x": [{}]}, {"id": 3, "text": "tiga"}]
    (tmp_path / "a.json").write_text(json.dumps(rows, indent=1))
    length = len(json.dumps(rows[1], indent=1)) + 6     # one more blank before each of the lines but the first
    assert found(tmp_path / "a.json") == [("1", "satu"), (6, f"a value of {length:,} characters; the limit is 10,000"), ("3", "tiga")]


def test_a_line_without_end_ends_the_file(tmp_path, found, monkeypatch):
    monkeypatch.setattr(tables_module, "MAX_LINE", 1000)
    monkeypatch.setattr(tables_module, "MAX_SKIPPED", 20_000)
    for name, content in (("a.csv", "id,text\n1,satu\n2," + "x" * 30_000 + "\n3,tiga\n"), ("b.csv", 'id,text\n1,satu\n2,"' + "x\n" * 15_000), ("c.jsonl", '{"id": 1, "text": "satu"}\n' + "x" * 30_000)):
        (tmp_path / name).write_text(content)
        first, (_, reason) = found(tmp_path / name)
        assert first == ("1", "satu")
        assert reason == "line of more than 20,000 bytes; nothing behind it is read"


@pytest.mark.parametrize(("names", "columns", "reason"), [
    ("schema_version,id,produced_by", {}, "records that `extract run` made, not texts; `extract report`, `db` and `validate` read them"),
    ("judul,tanggal", {}, "no column of text in judul, tanggal; name it with --text-column"),
    ("id,text", {"text": "naskah"}, "no column 'naskah' in id, text"),
    ("id,text,text", {}, "2 columns are called 'text'; rename all but one"),
    (",".join(f"k{i}" for i in range(30)), {}, "no column of text in " + ", ".join(f"k{i}" for i in range(20)) + " and 10 more; name it with --text-column"),
    ("text", {"date": "tgl"}, "no column 'tgl' in text"),
    ("text", {"keep": ("a",)}, "no column 'a' in text"),
])  # fmt: skip
def test_columns_that_are_not_there_or_twice(names, columns, reason, tmp_path, found):
    (tmp_path / "a.csv").write_text(f"{names}\n{','.join('x' * (names.count(',') + 1))}\n")
    assert found(tmp_path / "a.csv", **columns) == [(None, reason)]


def test_two_columns_that_nobody_asks_for_may_have_one_name(tmp_path, found):
    (tmp_path / "a.csv").write_text("x,x,text,id\n1,2,satu,7\n")
    assert found(tmp_path / "a.csv") == [("7", "satu")]


def test_what_the_source_says_beside_the_text(tmp_path, releases):
    path = tmp_path / "a.csv"
    path.write_text("Judul, TANGGAL TERBIT ,Tautan,Isi,Kategori\n A  B ,3 Juni 2024,https://siak.go.id/1,satu,kopi\n,,,dua,\n")
    one, two = releases(path, keep=("kategori", "Judul"))
    assert (one.title, one.published, one.url, one.row) == ("A B", "3 Juni 2024", "https://siak.go.id/1", 1)
    assert one.columns == {"kategori": "kopi", "Judul": "A  B "}
    assert (two.title, two.published, two.url) == (None, None, None)
    path.write_text(path.read_text().replace(",,,dua,", "B,,,dua,"))
    one = releases(path, title="kategori", date="judul", url="isi", text="judul")[0]
    assert (one.title, one.published, one.url, one.text) == ("kopi", "A B", "satu", "A  B ")


def test_kept_values_are_json(tmp_path, found, releases):
    pa = pytest.importorskip("pyarrow", reason="rilis[parquet] is not installed")
    pq = pytest.importorskip("pyarrow.parquet")
    values = {"day": date(2024, 6, 3), "time": datetime(2024, 6, 3, 10), "gap": math.nan, "list": [1, None], "part": {"a": 1.5}, "yes": True}
    pq.write_table(pa.table({"text": ["satu"], **{name: [value] for name, value in values.items()}, "raw": [b"\xff"]}), tmp_path / "a.parquet")
    [release] = releases(tmp_path / "a.parquet", keep=tuple(values))
    assert release.columns == {
        "day": "2024-06-03", "time": "2024-06-03T10:00:00", "gap": None, "list": [1, None], "part": {"a": 1.5}, "yes": True,
    }  # fmt: skip
    assert found(tmp_path / "a.parquet", keep=("raw",)) == [(1, "column 'raw' holds bytes, which no record can keep")]


def test_the_user_hears_of_a_column_that_no_table_has(tmp_path):
    (tmp_path / "a.csv").write_text("id,text\n1,satu\n")
    (tmp_path / "b.jsonl").write_text('{"text": "satu"}\n{"text": "dua", "kategori": "x"}\n')
    check_columns([str(tmp_path)], Columns(keep=("kategori",)))
    check_columns([str(tmp_path)], Columns(text="tidak ada"))      # that is a dead letter of each table
    for name in ("a.csv", "b.jsonl"):
        with pytest.raises(UsageError, match="no column 'katgori' in "):
            check_columns([str(tmp_path / name)], Columns(keep=("katgori",)))


def test_an_object_may_leave_out_what_is_empty(tmp_path, found, monkeypatch):
    monkeypatch.setattr(tables_module, "ROWS_ASKED", 2)
    (tmp_path / "a.jsonl").write_text('{"text": "satu"}\n{"text": "dua"}\n{"text": "tiga", "k": 1}\n')
    assert [item[1] for item in found(tmp_path / "a.jsonl", keep=("k",))] == ["satu", "dua", "no column 'k' in text, nor in the rows after", "tiga"]
    monkeypatch.setattr(tables_module, "ROWS_ASKED", 3)
    assert [item[1] for item in found(tmp_path / "a.jsonl", keep=("k",))] == ["satu", "dua", "tiga"]


def test_own_names_of_columns(tmp_path, releases):
    (tmp_path / "columns.csv").write_text("term,field\nwarta,text\nhari,date\n")
    (tmp_path / "a.jsonl").write_text('{"Warta": "satu", "hari": "2024-06-03"}\n')
    [release] = releases(tmp_path / "a.jsonl", lexicon=(str(tmp_path / "columns.csv"),))
    assert (release.text, release.published) == ("satu", "2024-06-03")


def test_parquet_is_read_as_far_as_memory_goes(tmp_path, found, monkeypatch):
    pa = pytest.importorskip("pyarrow", reason="rilis[parquet] is not installed")
    pq = pytest.importorskip("pyarrow.parquet")
    from extract.sources import parquet

    path = tmp_path / "a.parquet"
    long = "x" * 9_000_000
    pq.write_table(pa.table({"id": ["a", "b", "c"], "text": ["satu", long, "tiga"], "foto": [long] * 3}), path)
    assert found(path) == [("a", "satu"), (2, "9,000,000 bytes in column 'text'; the limit is 8,000,000"), ("c", "tiga")]
    pq.write_table(pa.table({"id": ["a"] * 3, "text": pa.array([long] * 3).dictionary_encode()}), path)
    assert [line for line, _ in found(path)] == [1, 2, 3]
    pq.write_table(pa.table({"id": list("abcd"), "text": ["satu", "dua", long, "empat"]}), path, row_group_size=2)
    monkeypatch.setattr(parquet, "MAX_PAGE", 1_000_000)
    assert found(path) == [("a", "satu"), ("b", "dua"), (3, "rows 3 to 4: a page of 9,000,013 bytes; the limit is 1,000,000")]


def test_parquet_columns(tmp_path, found):
    pa = pytest.importorskip("pyarrow", reason="rilis[parquet] is not installed")
    pq = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "a.parquet"
    pq.write_table(pa.Table.from_arrays([pa.array(["a"]), pa.array(["x"]), pa.array(["y"])], names=["ID", "text", "text"]), path)
    assert found(path) == [(None, "2 columns are called 'text'; rename all but one")]
    pq.write_table(pa.Table.from_arrays([pa.array([7.0, None]), pa.array([b"satu", b"caf\xe9"]), pa.array([1, 1]), pa.array([2, 2])], names=["ID", " Teks", "n", "n"]), path)
    assert found(path) == [("7", "satu"), (2, "not valid UTF-8 at byte 3")]
