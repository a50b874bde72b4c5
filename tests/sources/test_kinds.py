"""A name is only a promise: what a file holds says what it is, and what is not read is refused by name."""

import gzip
import io
import zipfile

import pytest

from extract.sources import Kind, Page
from extract.sources.kinds import by_content, stem, suffix

PAGE = "<!DOCTYPE html>\n<html><body><article><h1>Pelatihan</h1><p>{0}</p><p>{0}</p></article></body></html>"


@pytest.mark.parametrize(("name", "content", "reason"), [
    ("a.txt", b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(200), "not read: it is a JPEG image"),
    ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(200), "not read: it is an Office 97-2003 document, or one with a password; save it as .docx or .xlsx"),
    ("a.txt", b"\x7fELF\2\1\1" + bytes(200), "not read: it is a program"),
    ("a.txt", bytes(257) + b"ustar\0" + bytes(200), "not read: it is a tar archive; unpack it first"),
    ("a.txt", b"SQLite format 3\0" + bytes(200), "not read: it is an SQLite database; export its table as .csv"),
    ("a.xml", b"<?xml version='1.0'?><rss/>", "not read: it is XML, which may be anything; save it as .html, .txt or a table"),
    ("a.txt", b"From: humas\nMIME-Version: 1.0\n\nHalo", "not read: it is an e-mail or a web archive; save it as .html or .txt"),
    ("a.txt", b"kata \x01\x02\x03\x04 kata \x05\x06", "binary data, not text"),
    ("a.docx", b"Bupati membuka pelatihan.", "not a .docx file: it begins like text"),
    ("a.parquet", b"Bupati membuka pelatihan.", "not a .parquet file: it begins like text"),
    ("a.pptx", None, "not read: it is a presentation; save it as .pdf"),
    ("a.zip", b"PK\5\6" + bytes(18), "an archive with nothing in it that is read"),
    ("a.zip", b"PK\3\4" + bytes(40), "a damaged zip archive: File is not a zip file"),
    ("a.txt.gz", b"\x1f\x8b\x08\0" + bytes(20), "damaged: "),
    ("a.txt", b"", "empty file"),
])  # fmt: skip
def test_refused_by_name(name, content, reason, tmp_path, found):
    if content is None:
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as archive:
            archive.writestr("[Content_Types].xml", "<Types/>")
            archive.writestr("ppt/presentation.xml", "<p/>")
        content = made.getvalue()
    (tmp_path / name).write_bytes(content)
    [(line, said)] = found(tmp_path / name)
    assert line is None
    assert said == reason or (reason == "damaged: " and said)


@pytest.mark.parametrize(("head", "kind"), [
    (b"%PDF-1.7\n\xe2\xe3\xcf\xd3", Kind.pdf),
    (b"{\\rtf1\\ansi Halo}", Kind.rtf),
    (b"PAR1\x15\x04", Kind.parquet),
    (PAGE.encode(), Kind.html),
    (b"\xef\xbb\xbf <!-- disimpan --> <HTML>", Kind.html),
    (b"<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC ''>", Kind.html),
    (b'[\n {"text": "a"},', Kind.json),
    (b'{\n "text": "a"\n}', Kind.json),
    (b'{"text": "a"}\n{"text": "b"}\n', Kind.jsonl),
    (b'{"text": "half\n{"text": "b"}\n', Kind.jsonl),
    (b'{"text": "a", "x": NaN}\n{"text": "b"}\n', Kind.jsonl),
    ('{"text": "a"}\n'.encode("utf-16"), Kind.jsonl),
    (b"{catatan} Bupati membuka pelatihan.", None),
    (b"[Siaran Pers] Bupati membuka pelatihan.", None),
    (b"BZh! seru warga. GIF8 ID3", None),
    ("“Café” dibuka Bupati".encode("cp1252"), None),
    ("Bupati membuka".encode("utf-16"), None),
])  # fmt: skip
def test_what_the_first_bytes_say(head, kind):
    assert by_content(head) is kind


@pytest.mark.parametrize("name", ["a.md", "rilis", "Rilis No. 12 tentang Kopi", "rilis 3.6.2024", "a.log", "a.TEXT"])
def test_text_under_any_name_is_read_where_it_is_given_by_name(name, tmp_path, releases, text):
    (tmp_path / name).write_text(text)
    [release] = releases(tmp_path / name)
    assert release.text == text


def test_a_page_and_a_table_under_the_name_of_a_text(tmp_path, text):
    from extract.sources import read_items

    (tmp_path / "a.txt").write_text(PAGE.format(text))
    (tmp_path / "b.txt").write_text('{"text": "satu"}\n{"text": "dua"}\n')
    page, one, two = read_items([str(tmp_path)])
    assert isinstance(page, Page)
    assert (one.text, two.row) == ("satu", 2)


def test_the_user_says_what_a_file_is(tmp_path, releases, found, text):
    (tmp_path / "a.dat").write_text(f"isi;id\n{text};7\n")
    [release] = releases(tmp_path, kind="csv")
    assert (release.id, release.text) == ("7", text)
    (tmp_path / "b.txt").write_text('{"text": "satu"}\n')
    assert releases(tmp_path / "b.txt", kind="txt")[0].text == '{"text": "satu"}\n'
    assert found(tmp_path / "b.txt", kind="pdf") == [(None, "not a .pdf file: it begins like text")]
    (tmp_path / "c.txt").write_text(PAGE.format(text))
    assert found(tmp_path / "c.txt", kind="csv") == [(None, "not a .csv file: it begins like a .html file")]
    assert releases(tmp_path / "c.txt", kind="txt")[0].text == PAGE.format(text)


def test_packed(tmp_path, releases, found, text):
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(text.encode()))
    rows = "".join(f'{{"id": {i}, "text": "{text}"}}\n' for i in range(2000)).encode()
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(rows))
    first, *others = releases(tmp_path)
    assert (first.id, first.text) == ("a", text)
    assert [release.id for release in others] == [str(i) for i in range(2000)]
    (tmp_path / "c.jsonl.gz").write_bytes(gzip.compress(rows)[:-30])
    *read, damaged = found(tmp_path / "c.jsonl.gz")
    assert len(read) > 1000
    assert damaged[1].startswith("damaged: ")
    pa = pytest.importorskip("pyarrow", reason="rilis[parquet] is not installed")
    (tmp_path / "d.csv.zst").write_bytes(pa.compress(b"id,text\n5,satu\n", codec="zstd", asbytes=True))
    assert found(tmp_path / "d.csv.zst") == [("5", "satu")]


def test_an_archive_is_a_folder(tmp_path, found, text):
    with zipfile.ZipFile(tmp_path / "2024.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mei/a.txt", text)
        archive.writestr("b.jsonl", '{"id": "r1", "text": "satu"}\n{"text": 5}\n')
        archive.writestr("c.txt.gz", gzip.compress(b"tiga"))
        archive.writestr("bomb.txt", bytes(20_000_000).replace(b"\0", b"x"))
        archive.writestr("foto.jpg", "x")
        archive.writestr("__MACOSX/._a.txt", "x")
        archive.writestr("in.zip", "x")
    assert found(tmp_path) == [
        ("r1", "satu"),
        (2, "column 'text' holds int, not text"),
        (None, "more than 8,000,000 bytes; a release is shorter"),
        ("2024.zip/c", "tiga"),
        ("2024.zip/mei/a", text),
    ]
    from extract.sources import survey

    assert survey([str(tmp_path)]).left_out == {".jpg": 1, ".zip": 1, "hidden": 1}


@pytest.mark.parametrize(("name", "end", "bare"), [
    ("2024/siaran.txt", ".txt", "2024/siaran"), ("a.jsonl.gz", ".gz", "a"), ("a.tar.gz", ".gz", "a.tar"), ("a", "", "a"),
    (".txt", "", ".txt"), ("x/.txt", "", "x/.txt"), ("v1.2", "", "v1.2"), ("a.b.TXT", ".txt", "a.b"), ("a.x.md", ".md", "a.x"),
])  # fmt: skip
def test_suffixes(name, end, bare):
    assert (suffix(name), stem(name)) == (end, bare)
