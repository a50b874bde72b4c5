"""JSON as it is written out there: with NaN, in arrays, several values one after another."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

import orjson

from extract.errors import SourceError
from extract.sources.decode import ESCAPED, MAX_LINE, MAX_SKIPPED

_MARK = re.compile(r'\\.|["{}\[\]]', re.DOTALL)     # a character behind a backslash is none
_GAP = re.compile(r"[\ufeff\x1e\s,]*")
_STRING_OR_CONSTANT = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*(?:"|$)|-?\b(?:NaN|Infinity)\b', re.DOTALL)


def loads(text: str | bytes) -> Any:
    """The value of a JSON text. NaN and Infinity, which Python and pandas write and JSON does not have, are null.

    Raises ValueError.
    """
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
        if b"NaN" not in data and b"Infinity" not in data:
            raise
        return orjson.loads(_STRING_OR_CONSTANT.sub(lambda m: m[0] if m[0].startswith(b'"') else b"null", data))


def values(file: BinaryIO, uri: str) -> Iterator[tuple[int, Any] | SourceError]:
    """Line and value of each thing in a JSON text: the elements of an array, or values one after another. One at a time.

    What is longer than MAX_LINE characters is passed over. What is malformed is the last thing: nothing says where the next
    one begins.
    """
    decoder = json.JSONDecoder(parse_constant=lambda name: None)
    bytes_to_text = codecs.getincrementaldecoder("utf-8-sig")("surrogateescape")
    text, at, line, size, in_array, ended = "", 0, 1, 1 << 16, False, False
    while True:
        start = _GAP.match(text, at)
        assert start is not None
        line += text.count("\n", at, start.end())
        at = start.end()
        if at < len(text) and text[at] in "[]" and (text[at] == "]") == in_array:
            in_array, at = not in_array, at + 1
            continue
        if at < len(text):
            try:
                value, end = decoder.raw_decode(text, at)
            except (ValueError, RecursionError) as error:
                problem = error.args[0] if isinstance(error, RecursionError) else getattr(error, "msg", str(error))
            else:
                if ESCAPED.search(text, at, end):
                    yield SourceError("not valid UTF-8", uri, line)
                else:
                    yield line, value
                line += text.count("\n", at, end)
                at, size = end, 1 << 16
                continue
        if ended and at == len(text) and not in_array:
            return
        if ended:
            reason = f"{problem}; nothing behind it is read" if at < len(text) else "the array does not end"
            yield SourceError(f"malformed JSON: {reason}", uri, line)
            return
        if len(text) - at > MAX_LINE:
            first = line
            length, lines, text = _skip(text[at:], lambda: bytes_to_text.decode(file.read(1 << 20)), uri, line)
            yield SourceError(f"a value of {length:,} characters; the limit is {MAX_LINE:,}", uri, first)
            line, at, size = line + lines, 0, 1 << 16
            continue
        data = file.read(size)
        ended, size = not data, 2 * size    # twice as much each time: a long value is looked at a few times only
        text, at = text[at:] + bytes_to_text.decode(data, ended), 0


def _skip(text: str, more: Callable[[], str], uri: str, line: int) -> tuple[int, int, str]:
    """Pass over the value that `text` begins with: its characters and line ends, and the text behind it.

    Raises SourceError where it has no end that is worth waiting for.
    """
    depth = length = lines = at = 0
    in_string = False
    while text:
        for mark in _MARK.finditer(text, at):
            if in_string:
                in_string = mark[0] != '"'
            elif mark[0][0] in '"{[':
                in_string = mark[0] == '"'
                depth += not in_string
            elif mark[0] in "}]":
                depth -= 1
            if not depth and not in_string:
                end = mark.end()
                return length + end, lines + text.count("\n", 0, end), text[end:]
        length, lines = length + len(text), lines + text.count("\n")
        if length > MAX_SKIPPED:
            raise SourceError(f"a value of more than {MAX_SKIPPED:,} characters; nothing behind it is read", uri, line)
        # A backslash at the end belongs to the character that comes next.
        at = (len(text) - len(text.rstrip("\\"))) % 2
        text = more()
    return length, lines, ""
