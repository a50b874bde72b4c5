"""Attendance: the stretches of text that list who was there ("Turut hadir …, antara lain A, B, dan C.")."""

from __future__ import annotations

import re
from functools import lru_cache

from spacy.tokens import Doc

from extract.lexicon import Lexicon
from extract.lexicon.patterns import one_of
from extract.mentions import Attendance, Mention

_ABSENT = re.compile(r"(?:tidak|tak|belum|berhalangan)(?: dapat| bisa| sempat)? $", re.IGNORECASE)
# What goes on with the list of the sentence before.
_GOES_ON = re.compile(r"(?:Yakni|Yaitu|Di ?antaranya|Antara lain)\b")
_GUESTS = re.compile(r"\b(?:undangan|tamu|hadirin)\b", re.IGNORECASE)
# "Turut hadir:" and a line for each
_ITEMS = re.compile(r":?[ \t]{0,3}(?:\n{1,2}[ \t]{0,4}(?:[*•·–-]|\d{1,2}[.)])[ \t]?[^\n]{2,200}(?=\n|$)){1,60}")


@lru_cache(maxsize=8)
def _cues(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"\b{one_of(lexicon.terms('attendance_cues'))}\b")


def attendance(doc: Doc, lexicon: Lexicon) -> list[Mention[Attendance]]:
    """Mentions of attendance lists, in document order. The mention runs from the first cue of a sentence to its end."""
    text = doc._.extract_text
    found: list[Mention[Attendance]] = []
    done = 0
    guests = False              # the sentence before speaks of guests
    for sentence in doc.sents:
        start, stop = sentence.start_char, sentence.end_char
        goes_on = _GOES_ON.match(text, start)
        cue = next((c for c in _cues(lexicon).finditer(text, max(start, done), stop) if not _is_absent(text, c.start())), None)
        if goes_on and found and done and not text[done:start].strip(" \n."):
            start = found[-1].start_char
            words = found.pop().value
        elif cue:
            start, words = cue.start(), Attendance(cue.group())
        elif goes_on and guests:
            words = Attendance(goes_on.group())
        else:
            guests = _GUESTS.search(text, start, stop) is not None
            continue
        end = start + len(text[start:stop].rstrip(" \n."))
        if items := _ITEMS.match(text, end):
            end = items.end()
        found.append(Mention.at(text, "attendance", start, end, words, "attendance_cue"))
        done, guests = end, False
    return found


def _is_absent(text: str, start: int) -> bool:
    return _ABSENT.search(text, max(0, start - 20), start) is not None
