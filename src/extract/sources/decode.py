"""Bytes to text: UTF-8 where it is that, else what charset-normalizer finds; binary is refused."""

from __future__ import annotations

from charset_normalizer import from_bytes

from extract.errors import SourceError

MAX_TEXT = 1_000_000
"""Characters. A longer text is no news release; it is refused with a message rather than read for minutes."""

_SAMPLE = 65_536


def is_binary(sample: bytes) -> bool:
    """Whether the first bytes of a file are of no text. UTF-16 with a byte order mark is text."""
    return b"\0" in sample and not sample.startswith((b"\xff\xfe", b"\xfe\xff"))


def decode(data: bytes, uri: str, line: int | None = None) -> str:
    """The text of `data`, line ends and byte order mark as they are. Raises SourceError for empty or binary data."""
    if is_binary(data[:_SAMPLE]):
        raise SourceError("binary data, not text", uri, line)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        best = from_bytes(data[:_SAMPLE]).best()
        if best is None:
            raise SourceError(f"neither UTF-8 (byte {error.start}) nor another known encoding", uri, line) from error
        try:
            text = data.decode(best.encoding)
        except UnicodeDecodeError as second:
            raise SourceError(f"not valid {best.encoding} at byte {second.start}", uri, line) from second
    return check(text, uri, line)


def check(text: str, uri: str, line: int | None = None) -> str:
    """`text` itself, if a release can be read from it; else SourceError."""
    if not text.strip("\ufeff \t\r\n"):
        raise SourceError("empty text", uri, line)
    if len(text) > MAX_TEXT:
        raise SourceError(f"text of {len(text):,} characters; the limit is {MAX_TEXT:,}", uri, line)
    return text
