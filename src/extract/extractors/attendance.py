"""Attendance: the stretches of text that list who was there ("Turut hadir …, antara lain A, B, dan C.")."""

from __future__ import annotations

import re
from functools import lru_cache

from spacy.tokens import Doc

from extract.lexicon import Lexicon
from extract.lexicon.words import pattern_of
from extract.mentions import Attendance, Mention
from extract.values.honorifics import honorifics_at
from extract.values.offices import head_pattern

_WORD = re.compile(r"\w+")
_VERB = re.compile(r"\b(?:me|di|ber|ter)[a-z]{4,}")
_BESIDE = 12                # characters between two sentences, at most
_ABSENT_REACH = 24          # characters
# "Turut hadir:" and a line for each
_ITEMS = re.compile(r":?[ \t]{0,3}(?:\n{1,2}[ \t]{0,4}(?:[*•·–-]|\d{1,2}[.)])[ \t]?[^\n]{2,200}(?=\n|$)){1,60}")


class _Patterns:
    def __init__(self, lexicon: Lexicon) -> None:
        def any_of(name: str) -> str:
            return pattern_of(lexicon, name)

        self.cue = re.compile(rf'\b{any_of("attended-cue")}\b')
        self.absent = re.compile(rf'\b{any_of("attended-absent")}(?: {any_of("attended-may")})? $')
        # what goes on with the list of the sentence before
        self.goes_on = re.compile(rf'(?=[A-Z]){any_of("attended-goes-on")}\b')
        self.guests = re.compile(rf'\b{any_of("attended-guests")}\b')
        self._lexicon, self._office = lexicon, head_pattern(lexicon)
        self._verbs = frozenset((*lexicon.terms("roles"), *(row["term"] for row in lexicon.rows("speech_cues"))))

    def runs_on(self, text: str, start: int, stop: int) -> bool:
        """Whether a sentence names somebody and says nothing of him: the list before it ended in an abbreviation or a line."""
        named = self._office.match(text, start) or honorifics_at(text, start, self._lexicon)[1]
        if not named or _VERB.search(text, start, stop):
            return False
        return self._verbs.isdisjoint(_WORD.findall(text[start:stop].casefold()))


@lru_cache(maxsize=8)
def _patterns(lexicon: Lexicon) -> _Patterns:
    return _Patterns(lexicon)


def attendance(doc: Doc, lexicon: Lexicon) -> list[Mention[Attendance]]:
    """Mentions of attendance lists, in document order. The mention runs from the first cue of a sentence to its end."""
    text, patterns = doc._.extract_text, _patterns(lexicon)
    found: list[Mention[Attendance]] = []
    done = 0
    guests = False              # the sentence before speaks of guests
    for sentence in doc.sents:
        start, stop = sentence.start_char, sentence.end_char
        goes_on = patterns.goes_on.match(text, start)
        cue = _cue(text, max(start, done), stop, patterns)
        next_to = bool(found) and start - done < _BESIDE and not text[done:start].strip(" \n.")
        if next_to and (goes_on or (not cue and patterns.runs_on(text, start, stop))):
            start = found[-1].start_char
            words = found.pop().value
        elif cue:
            start, words = cue.start(), Attendance(cue.group())
        elif goes_on and guests:
            words = Attendance(goes_on.group())
        else:
            guests = patterns.guests.search(text, start, stop) is not None
            continue
        end = start + len(text[start:stop].rstrip(" \n."))
        if items := _ITEMS.match(text, end):
            end = items.end()
        found.append(Mention.at(text, "attendance", start, end, words, "attendance_cue"))
        done, guests = end, False
    return found


def _cue(text: str, start: int, stop: int, patterns: _Patterns) -> re.Match[str] | None:
    """The first word of presence in a stretch that is not denied."""
    for cue in patterns.cue.finditer(text, start, stop):
        if not patterns.absent.search(text, max(0, cue.start() - _ABSENT_REACH), cue.start()):
            return cue
    return None
