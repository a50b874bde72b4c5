"""Bytes to text: UTF-8 where it is that, else what charset-normalizer finds; binary is refused."""

from __future__ import annotations

import re

from extract.errors import SourceError

MAX_TEXT = 1_000_000
"""Characters. A longer text is no news release; it is refused with a message rather than read for minutes."""

ESCAPED = re.compile("[\udc80-\udcff]")
"""What "surrogateescape" makes of a byte that is not of the encoding."""

_SAMPLE = 65_536


def is_binary(sample: bytes) -> bool:
    """Whether the first bytes of a file are of no text. UTF-16 with a byte order mark is text."""
    return b"\0" in sample and not sample.startswith((b"\xff\xfe", b"\xfe\xff"))


def decode(data: bytes, uri: str, line: int | None = None) -> str:
    """The text of `data`, line ends and byte order mark as they are. Raises SourceError for empty or binary data."""
    if is_binary(data[:_SAMPLE]):
        raise SourceError("binary data, not text", uri, line)
    encoding = encoding_of(data[:_SAMPLE])
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise SourceError(f"not valid {encoding.upper()} at byte {error.start}", uri, line) from error
    return check(text, uri, line)


def encoding_of(sample: bytes) -> str:
    """UTF-8 where most of what is not ASCII is that, or nothing else fits: one bad byte does not make a text Latin-1, and
    reading it as such would spoil every letter that is not ASCII. Else what charset-normalizer finds."""
    text = sample.decode("utf-8", "surrogateescape")
    strange = len(ESCAPED.findall(text))
    if strange <= sum(not character.isascii() for character in text) - strange:
        return "utf-8"
    from charset_normalizer import from_bytes  # slow to import, and seldom needed

    best = from_bytes(sample).best()
    return best.encoding if best else "utf-8"


def check(text: str, uri: str, line: int | None = None) -> str:
    """`text` itself, if a release can be read from it; else SourceError."""
    if not text.strip("\ufeff \t\r\n"):
        raise SourceError("empty text", uri, line)
    if len(text) > MAX_TEXT:
        raise SourceError(f"text of {len(text):,} characters; the limit is {MAX_TEXT:,}", uri, line)
    return text
