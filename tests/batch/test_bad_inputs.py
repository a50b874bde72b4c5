"""Whatever lies in a folder, each release that can be read is read, and each that cannot is named with its line."""

import gzip
import io
import json
import os
import zipfile
from pathlib import Path

import pytest

from extract.batch.settings import Reader
from extract.batch.shards import attempt
from extract.sources import Columns, Page, Release, SourceError, read, read_items
from extract.sources.count import count
from extract.sources.decode import MAX_LINE

TEXT = "Bupati membuka pelatihan di Lahat."


def found(path: Path, **columns: str) -> list[str | tuple[int | None, str]]:
    """The texts of a file, and (line, reason) of what could not be read."""
    items = read([str(path)], Columns(**columns))
    return [item.text if isinstance(item, Release) else (item.line, item.reason) for item in items]


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.jsonl", "a.csv", "a.parquet"])
def test_empty_file(name, tmp_path):
    path = tmp_path / name
    path.write_bytes(b"")
    if name.endswith("parquet"):
        pytest.importorskip("pyarrow", reason="rilis[parquet] is not installed")
    [(line, reason)] = found(path)
    assert line is None
    assert reason.startswith(("empty", "not a readable Parquet file"))


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.jsonl", "a.csv", "a.parquet"])
def test_binary_file(name, tmp_path):
    path = tmp_path / name
    path.write_bytes(bytes(range(256)) * 500)
    if name.endswith("parquet"):
        pytest.importorskip("pyarrow", reason="rilis[parquet] is not installed")
    [(line, reason)] = found(path)
    assert line is None
    assert reason.startswith(("binary data, not text", "not a readable Parquet file"))


def test_jsonl(tmp_path):
    path = tmp_path / "a.jsonl"
    good = json.dumps({"text": TEXT}).encode()
    path.write_bytes(b"\n".join([
        good, b'{"text": "half', good, b'{"text": "\xff\xfe"}', good, b'{"text": "' + b"x" * 10_000_000 + b'"}', good,
        b"[1]", b'{"judul": "a"}', b'{"text": 5}', b'{"text": null}', b'{"text": " "}', b"", b'{"text": "\\ud800"}', good,
        json.dumps({"text": "x" * 1_000_001}).encode(), good,
    ]))  # fmt: skip
    # After "malformed JSON" come the parser's own words.
    assert [(item[0], item[1].split(": ")[0]) if isinstance(item, tuple) else "text" for item in found(path)] == [
        "text",
        (2, "malformed JSON"),
        "text",
        (4, "not valid UTF-8 at byte 10 of the line"),
        "text",
        (6, "line of 10,000,013 bytes; the limit is 8,000,000"),
        "text",
        (8, "a JSON list, not an object"),
        (9, "no column of text in judul; name it with --text-column"),
        (10, "column 'text' holds int, not text"),
        (11, "nothing in column 'text'"),
        (12, "empty text"),
        (14, "malformed JSON"),
        "text",
        (16, "text of 1,000,001 characters; the limit is 1,000,000"),
        "text",
    ]


@pytest.mark.parametrize(("name", "table"), [
    ("a.jsonl", b'{"id": "r1", "text": null}\n{"id": "r2", "text": " "}\n{"id": 3, "text": 5}\n{"text": ""}\n'),
    ("a.csv", b"id,text\nr1,\nr2, \n3,caf\xe9 dan caf\xc3\xa9 \xc3\xa9\n,\n"),
])  # fmt: skip
def test_what_cannot_be_read_is_named_by_its_id(name, table, tmp_path):
    path = tmp_path / name
    path.write_bytes(table)
    assert [item.id for item in read([str(path)])] == ["r1", "r2", "3", None]


def test_csv(tmp_path):
    path = tmp_path / "a.csv"
    long = b"x" * 10_000_000
    path.write_bytes(
        b'\xef\xbb\xbfid,text\n1,satu\n2,"dua\ndua"\n,\xc3\xa9\n3,caf\xe9\n4,empat\n5,"a" b\n6,a,b\n7\n8,' + long + b'\n\n9,"' + b"x" * 1_000_001
        + b'"\n10,sepuluh\n11,"open\nand never\nclosed\n'
    )  # fmt: skip
    assert found(path) == [
        "satu",
        "dua\ndua",
        "é",
        (6, "not valid UTF-8"),
        "empat",
        (8, "malformed CSV up to line 8: ',' expected after '\"'"),
        (9, "3 fields under a header of 2"),
        (10, "nothing in column 'text'"),
        (11, "line of 10,000,003 characters; the limit is 8,000,000"),
        (13, "text of 1,000,001 characters; the limit is 1,000,000"),
        "sepuluh",
        (15, "malformed CSV up to line 17: unexpected end of data"),
    ]


def test_encodings(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("Café Bupati Lahat membuka pelatihan".encode("latin-1"))
    assert found(path) == ["Café Bupati Lahat membuka pelatihan"]
    path.write_bytes("“Café” itu dibuka".encode() + b"\xe9")
    assert found(path) == [(None, "not valid UTF-8 at byte 22")]
    path.write_text("Bupati Lahat membuka pelatihan", encoding="utf-16")
    assert found(path) == ["Bupati Lahat membuka pelatihan"]


def test_columns_that_are_not_there(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("id,text\n1,a\n")
    assert found(path, text="isi") == [(None, "no column 'isi' in id, text")]
    assert found(path, id="url") == [(None, "no column 'url' in id, text")]


def test_parquet(tmp_path):
    pa = pytest.importorskip("pyarrow", reason="rilis[parquet] is not installed")
    pq = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "a.parquet"
    offsets = pa.py_buffer(b"".join(n.to_bytes(4, "little") for n in (0, 4, 6, 10)))
    undecodable = pa.StringArray.from_buffers(3, offsets, pa.py_buffer(b"satu\xff\xfetiga"))
    pq.write_table(pa.table({"text": undecodable}), path)
    assert found(path) == ["satu", (2, "not valid UTF-8 at byte 0"), "tiga"]
    pq.write_table(pa.table({"text": ["satu", None, ""], "id": [1, 2, 3]}), path)
    assert found(path) == ["satu", (2, "nothing in column 'text'"), (3, "empty text")]
    pq.write_table(pa.table({"judul": ["satu"]}), path)
    [(_, reason)] = found(path)
    assert reason == "no column of text in judul; name it with --text-column"
    pq.write_table(pa.table({"text": [f"teks {i}" * 50 for i in range(5000)]}), path, row_group_size=500, compression=None)
    damaged = bytearray(path.read_bytes())
    middle = len(damaged) // 2
    damaged[middle: middle + 5000] = bytes(5000)
    path.write_bytes(damaged)
    read_before = found(path)
    assert isinstance(read_before[0], str)
    assert read_before[-1][1].startswith("not a readable Parquet file: after row ") or len(read_before) == 5000


def test_what_cannot_be_opened(tmp_path, monkeypatch):
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone")
    (tmp_path / "b.txt").write_text(TEXT)
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "d.txt").write_text(TEXT)
    listed = os.scandir

    def scandir(path):
        if Path(path).name == "c":
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    items = list(read([str(tmp_path)]))
    assert [(Path(i.uri).name, i.reason if isinstance(i, SourceError) else i.text) for i in items] == [
        ("a.txt", "No such file or directory"), ("b.txt", TEXT), ("c", "a folder that cannot be listed: Permission denied"),
    ]  # fmt: skip


def test_a_missing_extra_is_a_dead_letter_of_what_needs_it(tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "trafilatura", None)
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    for name in ("a.html", "b.parquet", "c.txt"):
        (tmp_path / name).write_text("<p>Bupati membuka pelatihan.</p>")
    (tmp_path / "b.parquet").write_bytes(b"PAR1")
    (tmp_path / "c.txt").write_text(TEXT)
    html, parquet, text = read([str(tmp_path)])
    assert "pip install 'rilis[html]'" in html.reason
    assert "pip install 'rilis[parquet]'" in parquet.reason
    assert isinstance(text, Release)


def test_standard_input(monkeypatch):
    class Stdin:
        buffer = io.BytesIO(b"x" * (MAX_LINE + 1))

    monkeypatch.setattr("sys.stdin", Stdin)
    [error] = read_items(["-"])
    assert (error.uri, error.reason) == ("<stdin>", "more than 8,000,000 bytes; a release is shorter")
    monkeypatch.setattr("sys.stdin", None)
    [error] = read_items(["-"])
    assert (error.uri, error.reason) == ("<stdin>", "standard input is closed")


def test_the_article_of_a_page_is_found_by_who_processes_it(pipeline, tmp_path):
    pytest.importorskip("trafilatura", reason="rilis[html] is not installed", exc_type=ImportError)
    words = "Bupati Lahat Hendra Wijaya membuka pelatihan bagi 40 petani di Aula Kantor Camat, Senin (3/6/2024)."
    (tmp_path / "a.html").write_text(f"<html><body><article><h1>Pelatihan</h1><p>{words}</p><p>{words}</p></article></body></html>")
    (tmp_path / "b.html").write_text("<html><body></body></html>")
    article, nothing = read_items([str(tmp_path)])
    assert isinstance(article, Page)
    reader = Reader(pipeline)
    assert json.loads(attempt(reader, article).line)["event"]["date"]["iso"] == "2024-06-03"
    assert attempt(reader, nothing) == "no article found in the page"


def test_count(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.jsonl").write_text('{"text": "a"}\n{"text": "b"}')
    (tmp_path / "c.csv").write_text('text\n"a\nb"\nc\n"say ""d""\n"\n')
    (tmp_path / "d.csv").write_text("text\n" + '"x\ny"\n' * 300_000)
    assert count([str(tmp_path)]) == 1 + 2 + 3 + 300_000
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "a.json").write_text('[{"text": "a"}, {"text": "b"}]')
    (tmp_path / "more" / "b.tsv.gz").write_bytes(gzip.compress("text\na\nb\n".encode("utf-16")))
    (tmp_path / "more" / "c.jpg").write_text("x")
    os.mkfifo(tmp_path / "more" / "d.jsonl")
    with zipfile.ZipFile(tmp_path / "more" / "e.zip", "w") as archive:
        archive.writestr("a.jsonl", '{"text": "a"}\n{"text": "b"}\n{"text": "c"}')
        archive.writestr("b.txt", TEXT)
        archive.writestr("c.jpg", "x")
    with zipfile.ZipFile(tmp_path / "more" / "f.xlsx", "w") as archive:
        archive.writestr("[Content_Types].xml", "")
        archive.writestr("xl/worksheets/sheet1.xml", '<row r="1"><row r="2"><row r="3">')
    assert count([str(tmp_path / "more")]) == 2 + 2 + 1 + 4 + 2
    pq = pytest.importorskip("pyarrow.parquet", reason="rilis[parquet] is not installed")
    pq.write_table(pytest.importorskip("pyarrow").table({"text": ["a"] * 7}), tmp_path / "e.parquet")
    assert count([str(tmp_path / "e.parquet"), str(tmp_path / "gone.txt")]) == 7 + 1
