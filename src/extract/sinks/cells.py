"""Text for the cell of a spreadsheet. A program that opens a CSV file takes a cell that begins with one of a few characters
for a formula and runs it, so what a release says could act on the reader's machine. An apostrophe before it makes it text."""

from __future__ import annotations

import re
from typing import Any

_FORMULA = re.compile(r"'*(?:[\t\r\n]|[\s\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠﹦﹢﹣﹫])")
"""Those that count are = + - @, also in full and small width, tab and line ends. Excel sees them behind blanks as well. With
apostrophes before them the text gets one more: so taking one away always gives back what stood there."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
"""Characters that no table holds, and that a terminal may obey. Tab, line ends and NEL are text."""


def plain(text: str) -> str:
    """`text` without control characters."""
    return _CONTROL.sub("", text)


def cell(value: Any, raw: bool) -> Any:
    """`value` as a cell; text without control characters and, unless `raw`, so that nothing takes it for a formula."""
    if not isinstance(value, str):
        return value
    value = plain(value)
    return value if raw or not _FORMULA.match(value) else f"'{value}"
