"""Bytes to text: UTF-8 where it is that, else what charset-normalizer finds; binary is refused."""

from __future__ import annotations

import re

from extract.errors import SourceError

MAX_TEXT = 1_000_000
"""Characters. A longer text is no news release; it is refused with a message rather than read for minutes."""

MAX_LINE = 8_000_000
"""Bytes of a text, a line, a cell. What is longer is refused, or skipped without being held in memory."""

MAX_SKIPPED = 1_000_000_000
"""Bytes of a line or a cell that is skipped. A longer one has no end that is worth waiting for."""

ESCAPED = re.compile("[\udc80-\udcff]")
"""What "surrogateescape" makes of a byte that is not of the encoding."""

SAMPLE = 65_536
"""Bytes at the start of a file that tell what it is and how it is encoded."""

_WIDE = {b"\xff\xfe\0\0": "utf-32", b"\0\0\xfe\xff": "utf-32", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
"""Byte order mark -> encoding, the longer marks first."""

_CONTROLS = bytes({*range(32), 127} - set(b"\b\t\n\v\f\r\x1a\x1b"))
_BINARY = 0.05
"""A share of control characters that no text has."""


def is_binary(sample: bytes) -> bool:
    """Whether the first bytes of a file are of no text. UTF-16 with a byte order mark is text."""
    if wide(sample):
        return False
    return b"\0" in sample or len(sample) - len(sample.translate(None, _CONTROLS)) > _BINARY * len(sample)


def wide(sample: bytes) -> str | None:
    """UTF-16 or UTF-32, where a byte order mark says so."""
    return next((encoding for mark, encoding in _WIDE.items() if sample.startswith(mark)), None)


def decode(data: bytes, uri: str, line: int | None = None) -> str:
    """The text of `data`, line ends and byte order mark as they are. Raises SourceError for binary data."""
    if is_binary(data[:SAMPLE]):
        raise SourceError("binary data, not text", uri, line)
    encoding = encoding_of(data[:SAMPLE])
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise SourceError(f"not valid {encoding.upper()} at byte {error.start}", uri, line) from error


def encoding_of(sample: bytes) -> str:
    """UTF-8 where most of what is not ASCII is that, or nothing else fits: one bad byte does not make a text Latin-1, and
    reading it as such would spoil every letter that is not ASCII. Else what charset-normalizer finds."""
    if encoding := wide(sample):
        return encoding
    text = sample.decode("utf-8", "surrogateescape")
    strange = len(ESCAPED.findall(text))
    if strange <= sum(not character.isascii() for character in text) - strange:
        return "utf-8"
    from charset_normalizer import from_bytes  # slow to import, and seldom needed

    best = from_bytes(sample).best()
    return best.encoding if best else "utf-8"


_UNPRINTABLE = re.compile("[\0-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_CONTROL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def printable(name: str) -> str:
    """An id or a file's name, with control characters and bytes that are no UTF-8 as Python writes them: "a\\x00b"."""
    if _UNPRINTABLE.search(name) is None:
        return name
    return _UNPRINTABLE.sub(_escape, name)


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code - 0xDC00:02x}" if ESCAPED.match(match[0]) else match[0].encode("unicode_escape").decode()


def without_controls(text: str) -> str:
    """`text` with a replacement character for each that no database takes (NUL) or no terminal should get."""
    return _CONTROL.sub("\ufffd", text)


def check(text: str, uri: str, line: int | None = None) -> str:
    """`text` itself, if a release can be read from it; else SourceError."""
    if not text.strip("\ufeff \t\r\n"):
        raise SourceError("empty text", uri, line)
    if len(text) > MAX_TEXT:
        raise SourceError(f"text of {len(text):,} characters; the limit is {MAX_TEXT:,}", uri, line)
    return text
