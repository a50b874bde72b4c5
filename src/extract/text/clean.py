"""Cleaning that never moves a character without a map back.

What it does: UTF-8 that was read as Windows-1252 and HTML entities are undone, numbers that were cut into lines joined
(`repair`), and hard-wrapped paragraphs (`unwrap`), line ends become LF, runs of blanks one space, every apostrophe ' and
every digit an ASCII one, letters of other widths and ligatures plain ones, rare quotation marks “ ” or ". Invisible and
control characters go, accents are composed (NFC). Dashes and the usual double quotation marks stay as they are: they carry
meaning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from unicodedata import combining, decimal, is_normalized, normalize

from extract.text.edits import Clean, Edit
from extract.text.repair import cut_numbers, entities, mojibake
from extract.text.unwrap import joins

_ROUNDS = 16                # of repair: what it yields may be broken again ("&amp;quot;"); deeper nesting is nobody's accident

# Dropped: the CR of CRLF, terminal escapes, controls, soft hyphen, zero-width characters, direction marks, the byte order mark.
_ESCAPE = r"\x1b(?:\[[0-?]{0,40}[ -/]{0,4}[@-~]|\][^\x07\x1b\n]{0,400}(?:\x07|\x1b\\))"
_CONTROLS = r"\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
_UNSEEN = r"\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
_DROPPED = re.compile(rf"\r(?=\n)|{_ESCAPE}|[{_CONTROLS}{_UNSEEN}]")
# Accents stacked higher than 30, the limit of the Stream-Safe Text Format (UAX 15): ordering them takes their square.
_HIGHEST = 30
_STACK = re.compile(rf"[^\w\s\x00-\x7f]{{{_HIGHEST + 1},}}")

# One character for one: nothing moves. A lone surrogate is no text at all, and no UTF-8 writer would take it.
_SAME = {
    " ": "\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000",
    "\n": "\r\x0b\x0c\x85\u2028\u2029",
    "'": "\u2018\u2019\u201a\u201b\u02bc\u02bb\u02b9\u00b4`\u2032\u2035\u2039\u203a\u275b\u275c",
    '"': "\u2033\u2036",
    "“": "\u201e\u201f\u275d\u301d\u00ab",
    "”": "\u275e\u301e\u301f\u00bb",
    "-": "\u2010\u2011\u2212",
    "\ufffd": "\ud800-\udfff",
}
# Letters and marks of full width, those for formulas (𝐋𝐚𝐡𝐚𝐭), and every digit that is not ASCII.
_FOLDED = re.compile(f"[{''.join(_SAME.values())}\uff01-\uff5e\U0001d400-\U0001d7ff]|[^\\D0-9]")
_LIGATURE = re.compile("[\ufb00-\ufb06\u3371-\u33df]")
# Texts of nothing but these need no look at their characters, and most releases are such.
_ODD = re.compile("[^\\n -_a-~“”–—…‘’]")
_NOT_ASCII = re.compile(r".?[^\x00-\x7f]+", re.DOTALL)
_DOUBLE = re.compile(r"(?<!')''(?!')(?:(?<!\w'')|(?!\w))|(?<![\w,]),,(?=\w)")
_BLANKS = re.compile(" {2,}")


def clean(raw: str) -> Clean:
    """The cleaned text with its map back. Any `str` is taken; cleaning a cleaned text changes nothing."""
    state = _undone(Clean(raw))         # first, as what is dropped may be part of a letter
    state = _plain(state)
    for _ in range(_ROUNDS):
        repaired = _undone(state.edited(entities(state.text)))
        repaired = repaired.edited(cut_numbers(repaired.text))
        repaired = repaired.edited(joins(repaired.text))
        if repaired is state:
            break
        state = _plain(repaired)
    return state


def _undone(state: Clean) -> Clean:
    """Without mojibake, which may be that of mojibake."""
    for _ in range(_ROUNDS):
        before = state
        state = state.edited(mojibake(state.text))
        if state is before:
            break
    return state


def _plain(state: Clean) -> Clean:
    """With plain characters, each blank and each double quotation mark a single one."""
    state = _characters(state) if _ODD.search(state.text) else _fold(state)
    text = state.text
    if "''" in text or ",," in text:
        state = state.edited(Edit(*m.span(), "“" if m.group() == ",," else '"') for m in _DOUBLE.finditer(text))
    return state.edited(Edit(match.start() + 1, match.end(), "") for match in _BLANKS.finditer(state.text))


def _characters(state: Clean) -> Clean:
    state = state.edited(Edit(*match.span(), "") for match in _DROPPED.finditer(state.text))
    state = _fold(state.edited(_stacked(state.text)))
    state = state.edited(Edit(*match.span(), normalize("NFKC", match.group())) for match in _LIGATURE.finditer(state.text))
    if not is_normalized("NFC", state.text):
        state = _fold(state.edited(_composed(state.text)))      # what is composed may be an apostrophe
    return state


def _fold(state: Clean) -> Clean:
    """With one plain character for each odd one."""
    return Clean(_FOLDED.sub(lambda match: _folded(match.group()), state.text), state.offsets, state.ends)


@lru_cache(maxsize=4096)
def _folded(char: str) -> str:
    for new, old in _SAME.items():
        if re.match(f"[{old}]", char):
            return new
    return str(decimal(char)) if char.isdecimal() else normalize("NFKC", char)


def _stacked(text: str) -> Iterator[Edit]:
    """The accents of a stack that is too high."""
    for stack in _STACK.finditer(text):
        height = 0
        for at in range(*stack.span()):
            parts = normalize("NFD", text[at])
            height = height + len(parts) if combining(parts[0]) else 0
            if height > _HIGHEST:
                yield Edit(at, at + 1, "")


def _composed(text: str) -> Iterator[Edit]:
    """Characters made of several, each as one that stands for all of them."""
    for run in _NOT_ASCII.finditer(text):
        if is_normalized("NFC", run.group()):
            continue
        for start, end in _clusters(text, *run.span()):
            composed = normalize("NFC", text[start:end])
            if composed != text[start:end]:
                yield Edit(start, end, composed)


def _clusters(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The shortest stretches of `text[start:end]` that can be composed one by one."""
    first = start
    for at in range(start + 1, end):
        if combining(text[at]):
            continue
        before = normalize("NFC", text[first:at])
        if normalize("NFC", before + text[at]) == before + normalize("NFC", text[at]):
            yield first, at
            first = at
    yield first, end
