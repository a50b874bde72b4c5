"""Documents: their paragraphs, what they hide, and what is made to take all memory."""

import io
import zipfile
import zlib
from datetime import datetime

import pytest

from extract.batch.settings import Reader
from extract.batch.shards import attempt, digest
from extract.sources import Document, Release, read_items
from extract.sources import documents as module

ODT = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    "<office:body><office:text><text:tracked-changes><text:p>dihapus</text:p></text:tracked-changes><text:h>Lomba <text:span>Desa</text:span></text:h>"
    '<text:p>Bupati<text:s text:c="2"/>Siak<text:tab/>hadir<text:line-break/>pagi</text:p><text:list><text:list-item><text:p>butir</text:p></text:list-item></text:list>'
    "</office:text></office:body></office:document-content>"
)


def archive(**parts: str | bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return made.getvalue()


def pdf(*pages: str | bytes, more: str = "") -> bytes:
    """A PDF of pages of text operators."""
    fonts = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(pages)))
    objects: list[bytes] = [b"<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode(), fonts.encode()]
    for i, page in enumerate(pages):
        content = zlib.compress(page.encode("cp1252") if isinstance(page, str) else page)
        objects.append(f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Contents {5 + 2 * i} 0 R>>".encode())
        objects.append(f"<</Length {len(content)}/Filter/FlateDecode{more}>>\nstream\n".encode() + content + b"\nendstream")
    out, places = b"%PDF-1.4\n", []
    for number, item in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + item + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF"
    return out + end.encode()


def lines(*words: tuple[int, int, str]) -> str:
    """Text operators for words at x, y."""
    return "".join(f"BT /F 11 Tf {x} {y} Td ({text}) Tj ET\n" for x, y, text in words)


@pytest.fixture(scope="module")
def docx() -> bytes:
    library = pytest.importorskip("docx", reason="rilis[documents] is not installed")
    document = library.Document()
    document.add_heading("Lomba Desa", 0)
    paragraph = document.add_paragraph("Bupati ")
    paragraph.add_run("Siak").bold = True
    paragraph.add_run(" hadir\tpagi")
    paragraph.add_run().add_break()
    paragraph.add_run("hari.")
    inserted = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    for tag, text in (("ins", " Disisipkan."), ("del", " Dihapus.")):
        change = library.oxml.OxmlElement(f"w:{tag}")
        run = library.oxml.OxmlElement("w:r")
        piece = library.oxml.OxmlElement("w:t" if tag == "ins" else "w:delText")
        piece.text = text
        run.append(piece)
        change.append(run)
        paragraph._p.append(change)
        assert inserted in change.tag
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "kiri", "kanan"
    document.add_paragraph("Akhir.")
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def test_word(docx, tmp_path, found):
    (tmp_path / "a.docx").write_bytes(docx)
    (tmp_path / "b.txt").write_bytes(docx)
    text = "Lomba Desa\nBupati Siak hadir\tpagi\nhari. Disisipkan.\nkiri\nkanan\nAkhir."
    assert found(tmp_path) == [("a", text), ("b", text)]


def test_open_document_and_rtf(tmp_path, found):
    pytest.importorskip("striprtf", reason="rilis[documents] is not installed")
    (tmp_path / "a.odt").write_bytes(archive(mimetype="application/vnd.oasis.opendocument.text", content_xml=ODT))
    (tmp_path / "b.rtf").write_text(r"{\rtf1\ansi\ansicpg1252 Lomba \b Desa\b0 .\par Caf\'e9 \u8220?Siak\u8221?.\par}")
    assert found(tmp_path) == [("a", "Lomba Desa\nBupati  Siak\thadir\npagi\nbutir"), ("b", "Lomba Desa.\nCafé “Siak”.\n")]


def test_pdf_paragraphs(tmp_path, found):
    pytest.importorskip("pypdfium2", reason="rilis[documents] is not installed")
    wide = "Bupati Siak membuka lomba desa yang diikuti oleh seluruh kecamatan di"
    page = lines(
        (60, 800, "Lomba Desa Dibuka"), (60, 770, wide), (60, 756, "kabupaten itu sejak pagi."), (60, 742, wide),
        (60, 728, wide), (80, 714, wide), (60, 700, "1. Juara pertama dari Desa Sungai Apit yang tahun lalu juga menang di"),
        (60, 686, "tingkat provinsi."), (60, 650, wide),
    )  # fmt: skip
    (tmp_path / "a.pdf").write_bytes(pdf(page, lines((60, 800, "kota lama."), (60, 780, "Selesai."))))
    [(_, text)] = found(tmp_path)
    assert text.split("\n") == [
        "Lomba Desa Dibuka", f"{wide} kabupaten itu sejak pagi.", f"{wide} {wide}", wide,
        "1. Juara pertama dari Desa Sungai Apit yang tahun lalu juga menang di tingkat provinsi.", f"{wide} kota lama.", "Selesai.",
    ]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "reason"), [
    ("a.pdf", pdf(""), "a PDF without a text layer (scanned?)"),
    ("a.pdf", b"%PDF-1.4\n1 0 obj <</Type /Catalog>> endobj\n4 0 obj\nstream\n(Bupati Siak) Tj\nendstream", "not a readable .pdf file: "),
    ("a.pdf", pdf(b" " * 20_000_001), "unpacks to 20,000,001 bytes; the limit is 20,000,000"),
    ("a.odt", archive(mimetype="application/vnd.oasis.opendocument.text", content_xml=" " * 20_000_001), "unpacks to 20,000,001 bytes; the limit is 20,000,000"),
    ("a.odt", archive(mimetype="application/vnd.oasis.opendocument.text", content_xml="<p>"), "not a readable .odt file: "),
    ("a.odt", archive(mimetype="application/vnd.oasis.opendocument.text", x_xml="<p/>"), "not a readable .odt file: "),
    ("a.odt", archive(mimetype="application/vnd.oasis.opendocument.text", content_xml=ODT[:0] + '<!DOCTYPE p [<!ENTITY a "' + "x" * 5000 + '"><!ENTITY b "' + "&a;" * 5000 + '">]><p>&b;</p>'), ""),
    ("a.docx", archive(**{"[Content_Types]_xml": "<Types/>", "word__document_xml": "<p/>"}), "not a readable .docx file: "),
    ("a.docx", b"PK\3\4" + bytes(100), "a damaged zip archive: File is not a zip file"),
    ("a.rtf", b"{\\rtf1 }", "empty text"),
])  # fmt: skip
def test_what_cannot_be_read(name, data, reason, tmp_path, found):
    for library in ("docx", "lxml", "pypdfium2", "striprtf"):
        pytest.importorskip(library, reason="rilis[documents] is not installed")
    (tmp_path / name).write_bytes(data)
    [(line, said)] = found(tmp_path / name)
    assert line is None
    assert said.startswith(reason)


def test_pictures_of_a_pdf_are_not_unpacked():
    assert list(module._streams(pdf(bytes(100), more="/Subtype/Image"))) == []
    assert list(module._streams(pdf(bytes(100)))) == [100]


def test_memory_is_bounded(monkeypatch, tmp_path):
    def takes_all(data, uri):
        yield from ("x" * 150_000_000 for _ in range(1))

    monkeypatch.setitem(module._READERS, "rtf", takes_all)
    monkeypatch.setattr(module, "MAX_MEMORY", 100_000_000)
    with pytest.raises(module.SourceError, match="takes more than 100,000,000 bytes of memory"):
        module.text_of(b"", "rtf", "a.rtf")
    monkeypatch.setattr(module, "MAX_MEMORY", 2_000_000_000)
    assert len(module.text_of(b"", "rtf", "a.rtf")) == 150_000_000


def test_workers_read_documents(pipeline, docx, tmp_path):
    (tmp_path / "a.docx").write_bytes(docx)
    [item] = read_items([str(tmp_path)])
    assert isinstance(item, Document)
    assert '"id":"a"' in attempt(Reader(pipeline), item).line
    assert attempt(Reader(pipeline), Document("b", b"", "b.rtf", "rtf")) == "empty text"


def test_without_the_extra(monkeypatch, tmp_path, found):
    for library in ("docx", "openpyxl"):
        monkeypatch.setitem(__import__("sys").modules, library, None)
    parts = {"[Content_Types]_xml": "<Types/>"}
    (tmp_path / "a.docx").write_bytes(archive(**parts, word__document_xml="<p/>"))
    (tmp_path / "b.xlsx").write_bytes(archive(**parts, xl__workbook_xml="<p/>"))
    assert all("[documents]'" in reason for _, reason in found(tmp_path))


def test_a_digest_holds_what_the_source_says():
    plain = Release("a", "teks", "uri")
    others = [
        Release("a", "teks", "uri", title="x"), Release("a", "teks", "uri", published="x"), Release("a", "teks", "uri", url="x"),
        Release("a", "teks", "uri", columns={"k": None}),
    ]  # fmt: skip
    assert len({digest([item], "") for item in (plain, *others)}) == 5
    assert digest([Document("a", b"x", "uri", "pdf")], "") != digest([Document("a", b"y", "uri", "pdf")], "")


def workbook(**sheets) -> bytes:
    library = pytest.importorskip("openpyxl", reason="rilis[documents] is not installed")
    book = library.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def test_workbook(tmp_path, found, releases):
    path = tmp_path / "a.xlsx"
    rows = [["Rilis Juni"], [], ["No", "ID", "Judul ", "Tanggal", "Isi"], [1, 7, "A", datetime(2024, 6, 5), "satu_x000D_\nsatu"], [2, "8", None, 45449, None], [], [3, None, None, "6 Juni 2024", "tiga"]]
    path.write_bytes(workbook(Rilis=rows))
    assert found(path)[:2] == [("7", "satu\r\nsatu"), (5, "nothing in column 'Isi'")]
    path.write_bytes(workbook(Catatan=[["a", "b"], [1, 2]], Rilis=[["isi"], ["satu"]], Kosong=[], Lain=[["Teks"], ["dua"]]))
    assert [(r.text, r.row) for r in releases(path)] == [("satu", 1), ("dua", 2)]
    path.write_bytes(workbook(Rilis=[["isi", "tgl"], ["satu", datetime(2024, 6, 5)]]))
    assert releases(path)[0].published == "2024-06-05T00:00:00"
    path.write_bytes(workbook(Catatan=[["a", "b"], [1, 2]]))
    assert found(path) == [(None, "no column of text in a, b; name it with --text-column")]
    path.write_bytes(workbook(Kosong=[]))
    assert found(path) == [(None, "an empty workbook")]


def test_a_workbook_that_claims_too_much(tmp_path, found, monkeypatch):
    from extract.sources import sheets

    made = workbook(Rilis=[["id", "isi"], [1, "satu"]])
    forged = io.BytesIO()
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row><row r="999999999"><c r="A999999999"><v>1</v></c></row></sheetData>'
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(forged, "w") as new:
        for part in old.namelist():
            new.writestr(part, old.read(part).replace(b"</sheetData>", far))
    (tmp_path / "a.xlsx").write_bytes(forged.getvalue())
    assert found(tmp_path / "a.xlsx") == [("1", "satu"), (1_048_576, "nothing in column 'isi'")]
    monkeypatch.setattr(sheets, "MAX_PART", 100)
    [(_, reason)] = found(tmp_path / "a.xlsx")
    assert reason.endswith("bytes in one sheet; the limit is 100: save it as .csv")
