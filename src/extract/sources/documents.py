"""The text of documents, a paragraph a line: Word, OpenDocument, RTF, and the text layer of PDF.

For worker processes: what is damaged, or made to be unpacked to more than there is memory, ends no more than its worker.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from extract.errors import MissingExtraError, SourceError
from extract.sources.decode import MAX_TEXT, SAMPLE, encoding_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element
    from pypdfium2 import PdfDocument

MAX_UNPACKED = 200_000_000
"""Bytes of all parts of a document, pictures included."""

MAX_PART = 20_000_000
"""Bytes of one part that is read as a whole: XML takes twenty times as much in memory, a page of a PDF fifteen times."""

MAX_MEMORY = 1_000_000_000
"""Bytes that reading a document may add to those of its process, where the system keeps count (Linux)."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_ODF_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_ODF_SKIPPED = frozenset(f"{_ODF_TEXT}{name}" for name in ("tracked-changes", "note-citation")) | {
    "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}annotation"
}
_BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError, ValueError, AttributeError, IndexError, NotImplementedError,
    RuntimeError, SyntaxError,
)  # fmt: skip
"""What the libraries raise on damaged documents. (An error in XML is a SyntaxError.)"""


def text_of(data: bytes, kind: str, uri: str) -> str:
    """The text of a document of `kind` "docx", "odt", "rtf" or "pdf".

    Raises SourceError where it cannot be read, or `rilis[documents]` is not installed.
    """
    try:
        with _bounded():
            return "\n".join(_READERS[kind](data, uri))
    except MemoryError as error:
        raise SourceError(f"reading it takes more than {MAX_MEMORY:,} bytes of memory", uri) from error
    except ImportError as error:
        raise SourceError(str(MissingExtraError(f"reading .{kind}", "documents")), uri) from error
    except _BROKEN as error:
        raise SourceError(f"not a readable .{kind} file: {error}", uri) from error


@contextmanager
def _bounded() -> Iterator[None]:
    """What is made to take all memory there is gets no more than MAX_MEMORY."""
    used = Path("/proc/self/statm")
    if not used.exists():
        yield
        return
    import resource  # not on Windows

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = int(used.read_text().split()[0]) * resource.getpagesize() + MAX_MEMORY
    if soft != resource.RLIM_INFINITY:
        limit = min(limit, soft)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _parts(data: bytes, uri: str) -> zipfile.ZipFile:
    archive = zipfile.ZipFile(io.BytesIO(data))
    size = sum(part.file_size for part in archive.infolist())
    part = max((part.file_size for part in archive.infolist() if part.filename.endswith((".xml", ".rels"))), default=0)
    _check_size(size, MAX_UNPACKED, uri)
    _check_size(part, MAX_PART, uri)
    return archive


def _check_size(size: int, limit: int, uri: str) -> None:
    if size > limit:
        raise SourceError(f"unpacks to {size:,} bytes; the limit is {limit:,}", uri)


def _docx(data: bytes, uri: str) -> Iterator[str]:
    from docx import Document

    _parts(data, uri).close()
    body = Document(io.BytesIO(data)).element.body
    yield from _paragraphs(body, {f"{_W}p"}, _word_text, {_FALLBACK, f"{_W}del", f"{_W}moveFrom"})


def _word_text(node: Element) -> str:
    if node.tag == f"{_W}t":
        return node.text or ""
    if node.tag == f"{_W}noBreakHyphen":
        return "-"
    if node.tag == f"{_W}tab":
        return "\t" if node.getparent().tag == f"{_W}r" else ""    # else it is the place of a tabulator stop
    return "\n" if node.tag in (f"{_W}br", f"{_W}cr") else ""


def _odt(data: bytes, uri: str) -> Iterator[str]:
    from lxml import etree

    with _parts(data, uri) as archive:
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        body = etree.fromstring(archive.read("content.xml"), parser)
    yield from _paragraphs(body, {f"{_ODF_TEXT}p", f"{_ODF_TEXT}h"}, _odf_text, _ODF_SKIPPED)


def _odf_text(node: Element) -> str:
    if node.tag == f"{_ODF_TEXT}s":
        return " " * min(int(node.get(f"{_ODF_TEXT}c", "1")), 100)
    made = {f"{_ODF_TEXT}tab": "\t", f"{_ODF_TEXT}line-break": "\n"}.get(node.tag)
    return made if made is not None else node.text or ""


def _paragraphs(body: Element, breaks: set[str], text: Any, skipped: set[str] | frozenset[str]) -> Iterator[str]:
    """The paragraphs below `body`, in the order in which they begin; one within another (a text box) comes behind it."""
    found: list[list[str]] = []
    stack: list[tuple[Element, list[str], bool]] = [(body, [], False)]
    while stack:
        node, pieces, is_tail = stack.pop()
        if is_tail:
            pieces.append(node.tail or "")
            continue
        if node.tag in skipped or not isinstance(node.tag, str):
            continue
        if node.tag in breaks:
            pieces = []
            found.append(pieces)
        pieces.append(text(node))
        for child in reversed(node):
            if text is _odf_text:       # there text stands between elements, in Word only in elements of their own
                stack.append((child, pieces, True))
            stack.append((child, pieces, False))
    yield from ("".join(pieces).rstrip() for pieces in found)


def _rtf(data: bytes, uri: str) -> Iterator[str]:
    from striprtf.striprtf import rtf_to_text

    source = data.decode("ascii") if data.isascii() else data.decode(encoding_of(data[:SAMPLE]), "replace")
    text: str = rtf_to_text(source, errors="replace")  # type: ignore[no-untyped-call]
    yield from (line.rstrip() for line in text.split("\n"))


def _pdf(data: bytes, uri: str) -> Iterator[str]:
    for size in _streams(data):
        _check_size(size, MAX_PART, uri)
    found, edge = 0, 0.0
    open_paragraph: list[str] = []
    for page in _pdf_document(data, uri):
        lines = _pdf_lines(page.get_textpage())
        edge = max([edge, *(line.right for line in lines)])
        for line, begins in zip(lines, _beginnings(lines, edge), strict=True):
            text = line.text
            if not open_paragraph or (begins and not (line is lines[0] and _goes_on(open_paragraph[-1], text))):
                if open_paragraph:
                    yield "".join(open_paragraph)
                open_paragraph = [text]
            elif open_paragraph[-1].endswith(_SPLIT):
                open_paragraph[-1] = open_paragraph[-1][:-1]
                open_paragraph.append(text)
            else:
                open_paragraph += [" ", text]
            found += len(text)
        page.close()
        if found > MAX_TEXT:
            break       # whoever takes the text refuses it for its length
    if not found:
        raise SourceError("a PDF without a text layer (scanned?)", uri)
    yield "".join(open_paragraph)


def _pdf_document(data: bytes, uri: str) -> PdfDocument:
    import pypdfium2 as pdfium

    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "assword" in str(error):
            raise SourceError("a PDF with a password", uri) from error
        raise


def _streams(data: bytes) -> Iterator[int]:
    """The size, unpacked, of each stream of a PDF that is no picture: PDFium unpacks those of a page as a whole. A larger
    one than MAX_PART is not unpacked to its end."""
    view = memoryview(data)
    for match in _STREAM.finditer(data):
        start, end = match.end(), data.find(b"endstream", match.end())
        head = data[max(0, match.start() - 1000) : match.start()]
        if b"/Image" in head[head.rfind(b"obj") :]:
            continue
        try:
            yield len(zlib.decompressobj().decompress(view[start : end if end >= 0 else len(data)], MAX_PART + 1))
        except zlib.error:
            continue        # packed in another way, or damaged


_STREAM = re.compile(rb"\bstream\r?\n")
_SPLIT = ("\ufffe", "\x02", "\xad")       # how PDFium marks a word that is divided at the end of a line
_BULLET = re.compile(r"(?:[-–•●▪*]|\d{1,2}[.)]|[a-z][.)])\s")
_WIDER = 1.35           # times the usual distance of two lines is a gap between paragraphs
_INDENT = 0.7           # of the height of a line


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a page, and its box in points from the lower left corner."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


def _pdf_lines(page: Any) -> list[_Line]:
    whole = page.get_text_range()
    placed = len(whole) == page.count_chars()
    lines, at = [], 0
    for text in whole.split("\r\n"):
        words = text.strip()
        first = at + len(text) - len(text.lstrip())
        last = first + len(words) - 1
        if words:
            (left, bottom, _, top), (_, _, right, _) = map(page.get_charbox, (first, last)) if placed else ((0.0,) * 4,) * 2
            lines.append(_Line(words, left, bottom, right, top))
        at += len(text) + 2
    return lines


def _beginnings(lines: list[_Line], edge: float) -> list[bool]:
    """Whether each line of a page begins a paragraph: a gap above it, an indent, a bullet, or room for its first word in the
    line before, whose right edge lines do not pass."""
    steps = [one.bottom - other.bottom for one, other in pairwise(lines)]
    usual = median([step for step in steps if step > 0] or [0.0])
    begins = [True][: len(lines)]
    for (one, other), step in zip(pairwise(lines), steps, strict=True):
        height, width = one.top - one.bottom, (one.right - one.left) / len(one.text)
        room = edge - one.right - width * (1 + len(other.text.split()[0]))
        begins.append(
            step > _WIDER * usual
            or other.left - one.left > _INDENT * height > 0
            or room > width
            or _BULLET.match(other.text) is not None
        )
    return begins


def _goes_on(before: str, text: str) -> bool:
    """Whether the first line of a page goes on with the last of the page before."""
    return before[-1] not in ".!?:;”\"" and text[0].islower()


_READERS: dict[str, Callable[[bytes, str], Iterator[str]]] = {"docx": _docx, "odt": _odt, "rtf": _rtf, "pdf": _pdf}
