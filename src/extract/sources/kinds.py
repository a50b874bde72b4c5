"""What a file is: by its first bytes, where they tell, else by its suffix. A name is only a promise."""

from __future__ import annotations

import re
from enum import Enum

from extract.sources.decode import encoding_of, is_binary
from extract.sources.jsontext import loads


class Kind(str, Enum):
    """What is read, as `--input-format` names it."""

    txt = "txt"
    html = "html"
    jsonl = "jsonl"
    json = "json"
    csv = "csv"
    tsv = "tsv"
    parquet = "parquet"
    xlsx = "xlsx"
    docx = "docx"
    odt = "odt"
    rtf = "rtf"
    pdf = "pdf"
    zip = "zip"


SUFFIXES = {f".{kind.value}": kind for kind in Kind} | {
    ".text": Kind.txt,
    ".htm": Kind.html,
    ".xhtml": Kind.html,
    ".ndjson": Kind.jsonl,
    ".tab": Kind.tsv,
    ".xlsm": Kind.xlsx,
    ".docm": Kind.docx,
}
"""Suffix, in small letters -> kind."""

PACKED = (".gz", ".zst")
"""Suffixes that stand behind another one: "releases.jsonl.gz"."""

TABLES = frozenset({Kind.jsonl, Kind.json, Kind.csv, Kind.tsv, Kind.parquet, Kind.xlsx})
_JSON = frozenset({Kind.jsonl, Kind.json})
DOCUMENTS = frozenset({Kind.docx, Kind.odt, Kind.rtf, Kind.pdf})
_LOOSE = frozenset({Kind.txt, Kind.jsonl, Kind.json, Kind.csv, Kind.tsv, Kind.html})
"""Kinds whose files have no first bytes of their own."""

_POSTSCRIPT = b"%!PS"
_BINARY = "binary data, not text"
_READ = (
    (b"%PDF-", Kind.pdf),
    (b"{\\rtf", Kind.rtf),
    (b"PAR1", Kind.parquet),
    (b"PK\x03\x04", Kind.zip),
    (b"PK\x05\x06", Kind.zip),
)
_REFUSED = (
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an Office 97-2003 document, or one with a password; save it as .docx or .xlsx"),
    (0, b"\xff\xd8\xff", "a JPEG image"),
    (0, b"\x89PNG\r\n", "a PNG image"),
    (0, b"GIF8", "a GIF image"),
    (8, b"WEBP", "a WebP image"),
    (0, b"II*\0", "a TIFF image"),
    (0, b"MM\0*", "a TIFF image"),
    (4, b"ftyp", "a video or HEIC image"),
    (0, b"\x1aE\xdf\xa3", "a video"),
    (0, b"ID3", "an MP3 recording"),
    (0, b"OggS", "an Ogg recording"),
    (0, b"fLaC", "a FLAC recording"),
    (0, _POSTSCRIPT, "a PostScript document; save it as .pdf"),
    (0, b"\x7fELF", "a program"),
    (0, b"MZ\x90\0", "a program"),
    (0, b"BZh", "a bzip2 archive; unpack it first"),
    (0, b"\xfd7zXZ\0", "an xz archive; unpack it first"),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7z archive; unpack it first"),
    (0, b"Rar!\x1a\x07", "a rar archive; unpack it first"),
    (257, b"ustar", "a tar archive; unpack it first"),
    (0, b"SQLite format 3\0", "an SQLite database; export its table as .csv"),
    (0, b"ARROW1\0\0", "an Arrow file; save it as .parquet"),
    (0, b"ORC\x0a", "an ORC file; save it as .parquet"),
    (0, b"Obj\x01", "an Avro file; save it as .parquet"),
    (0, b"\x89HDF", "an HDF5 file; save it as .parquet"),
)  # fmt: skip
_OFFICE = {
    "word/": Kind.docx,
    "xl/": Kind.xlsx,
    "ppt/": "a presentation; save it as .pdf",
}
_OPEN_DOCUMENT = {
    "application/vnd.oasis.opendocument.text": Kind.odt,
    "application/vnd.oasis.opendocument.spreadsheet": "an OpenDocument spreadsheet; save it as .xlsx or .csv",
    "application/vnd.oasis.opendocument.presentation": "an OpenDocument presentation; save it as .pdf",
    "application/epub+zip": "an e-book",
}
_PROLOGUE = r"\ufeff?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--(?:[^-]|-(?!->)){0,5000}-->\s*){0,5}"
_PAGE = re.compile(
    rf"{_PROLOGUE}<(?:!doctype\s+html|html|head|body|article|section|div|table|h[1-6]|p)\b[^<>]*>", re.IGNORECASE
)
_XML = re.compile(r"\ufeff?\s*<\?xml\b")
_MAIL = re.compile(r"(?:[A-Za-z][\w-]{1,40}: [^\n]*\r?\n(?:[ \t][^\n]*\n)*){0,60}?MIME-Version: ", re.IGNORECASE)
_SUFFIX = re.compile(r"(?<=[^/.])\.(?=[^.]*[^\W\d])\w{1,12}$")
_ARRAY = re.compile(r"\[\s*\{\s*[\"}]")
_OBJECT = re.compile(r"\{\s*\"")
_FIRST_LINES = 20


def by_suffix(name: str) -> Kind | None:
    """The kind that a file's name promises, packed or not; None where it promises none that is read."""
    return SUFFIXES.get(suffix(unpacked(name)))


def suffix(name: str) -> str:
    """In small letters, with its dot; empty where the name has none: "Rilis No. 12" and "rilis 3.6.2024" do not."""
    match = _SUFFIX.search(name)
    return match[0].lower() if match else ""


def unpacked(name: str) -> str:
    """`name` without a suffix that only says how it is packed."""
    return name[: -len(suffix(name))] if suffix(name) in PACKED else name


def stem(name: str) -> str:
    """`name` without the suffixes that say what is in it: "2024/siaran.txt.gz" -> "2024/siaran"."""
    bare = unpacked(name)
    end = suffix(bare)
    return bare[: -len(end)] if end and (end in SUFFIXES or bare == name) else bare


def by_content(head: bytes) -> Kind | str | None:
    """What the first bytes of a file say: its kind, what it is that is not read, or None where they could be any text.

    `head` are at least the first 64 KiB, or all there is. JSON counts as its own kind: no release begins like that.
    """
    binary = is_binary(head)
    for magic, kind in _READ:
        if head.startswith(magic) or (kind is Kind.pdf and magic in head[:1024] and binary):
            return kind
    for at, magic, name in _REFUSED:
        if head[at : at + len(magic)] == magic and (binary or not magic.isascii() or magic == _POSTSCRIPT):
            return name
    if binary:
        return _BINARY
    text = head.decode(encoding_of(head), "replace")
    if _PAGE.match(text):
        return Kind.html
    if _XML.match(text):
        return "XML, which may be anything; save it as .html, .txt or a table"
    if _MAIL.match(text):
        return "an e-mail or a web archive; save it as .html or .txt"
    return _json(text.lstrip("\ufeff \t\r\n"))


def _json(text: str) -> Kind | None:
    """An array of objects, or objects: JSONL where one of the first lines is a whole object, or where no line ends."""
    if _ARRAY.match(text):
        return Kind.json
    if not _OBJECT.match(text):
        return None
    lines = text.split("\n", _FIRST_LINES)
    whole = len(lines) == 1 or any(_is_object(line) for line in lines[:_FIRST_LINES])
    return Kind.jsonl if whole else Kind.json


def _is_object(line: str) -> bool:
    try:
        value = loads(line)
    except ValueError:
        return False
    return isinstance(value, dict) and bool(value)


def by_members(names: list[str], mimetype: str) -> Kind | str:
    """What a zip archive is: an archive of files, or an Office document, which is one too."""
    if mimetype in _OPEN_DOCUMENT:
        return _OPEN_DOCUMENT[mimetype]
    if "[Content_Types].xml" in names:
        for folder, kind in _OFFICE.items():
            if any(name.startswith(folder) for name in names):
                return kind
    return Kind.zip


def decide(name: str, content: Kind | str | None, wanted: Kind | None) -> Kind | str:
    """The kind to read a file as, or why it is not read.

    `content` is what `by_content` says, `wanted` what the user says. What has no known suffix is read where it is text.
    """
    promised = wanted or by_suffix(name) or Kind.txt
    if isinstance(content, str) and not isinstance(content, Kind):
        return content if content == _BINARY else f"not read: it is {content}"
    if content in _JSON and (promised in _JSON or (promised is Kind.txt and not wanted)):
        return content      # JSON in a text is a table of releases; a user who says that it is text has the last word
    if content is None or content in _JSON:
        return promised if promised in _LOOSE else f"not a .{promised.value} file: it begins like text"
    if wanted and wanted is not content and (wanted, content) != (Kind.txt, Kind.html):
        return f"not a .{wanted.value} file: it begins like a .{content.value} file"
    return wanted or content
