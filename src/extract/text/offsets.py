"""What is done with offsets everywhere."""

from __future__ import annotations

from extract.mentions import Offsets


def trim(text: str, start: int, end: int, also: str = "") -> Offsets:
    """The stretch without blanks, and without the characters of `also`, at its edges."""
    while start < end and (text[start].isspace() or text[start] in also):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in also):
        end -= 1
    return start, end
