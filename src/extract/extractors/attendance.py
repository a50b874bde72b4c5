"""Attendance: the stretches of text that list who was there ("Turut hadir …, antara lain A, B, dan C.")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from spacy.tokens import Doc

from extract.lexicon import Lexicon
from extract.lexicon.words import pattern_of, words_of
from extract.mentions import Attendance, Mention, Offsets
from extract.values.honorifics import honorifics_at
from extract.values.offices import head_pattern
from extract.words.verbs import looks_like_verb
from extract.words.view import Words

_WORD = re.compile(r"\w+")
_BESIDE = 12                # characters between two sentences, at most
_ABSENT_REACH = 24          # characters
# "Turut hadir:" and a line for each
_ITEMS = re.compile(r":?[ \t]{0,3}(?:\n{1,2}[ \t]{0,4}(?:[*•·–-]|\d{1,2}[.)])[ \t]?[^\n]{2,200}(?=\n|$)){1,60}")


class _Patterns:
    def __init__(self, lexicon: Lexicon) -> None:
        def any_of(name: str) -> str:
            return pattern_of(lexicon, name)

        self.lexicon = lexicon
        self.cue = re.compile(rf'\b{pattern_of(lexicon, "attended-cue", "attended-envoys")}\b')
        self.absent = re.compile(rf'\b{any_of("attended-absent")}(?: {any_of("attended-may")})? $')
        # what goes on with the list of the sentence before
        self.goes_on = re.compile(rf'(?=[A-Z]){any_of("attended-goes-on")}\b')
        self.guests = re.compile(rf'\b{any_of("attended-guests")}\b')
        self.office = head_pattern(lexicon)
        self._verbs = frozenset((*lexicon.terms("roles"), *(row["term"] for row in lexicon.rows("speech_cues"))))
        self.said = words_of(lexicon, "speech-behind")       # "kata": a quotation ends there, and the list in it
        self._inner = words_of(lexicon, "attended-inner")
        self.fronted = words_of(lexicon, "attended-company", "attended-fronted")    # cues that may stand before the subject
        self.envoys = words_of(lexicon, "attended-envoys")
        self.came = re.compile(r"(?i:hadir)(?: dalam)?$")
        self.behind = words_of(lexicon, "attended-behind")
        self.link = re.compile(rf':|\b{pattern_of(lexicon, "attended-goes-on", "attended-link")}\b')
        self.purpose = words_of(lexicon, "attended-purpose")

    def runs_on(self, text: str, start: int, stop: int) -> bool:
        """Whether a sentence names somebody and says nothing of him: the list before it ended in an abbreviation or a line."""
        named = self.office.match(text, start) or honorifics_at(text, start, self.lexicon)[1]
        if not named or any(looks_like_verb(word, self.lexicon) for word in _WORD.findall(text[start:stop])):
            return False
        return self._verbs.isdisjoint(_WORD.findall(text[start:stop].casefold()))

    def names(self, text: str, words: Words, at: int) -> bool:
        """Whether a name stands there, which is that of the title before it: "Bupati Garut, H. Rudi Salim"."""
        if at >= len(words):
            return False
        return words[at].entity == "PER" or bool(honorifics_at(text, words[at].start, self.lexicon)[1])

    def is_introduced(self, text: str, words: Words, start: int, end: int) -> bool:
        """Whether a list stands there, not what guests came for: "yang hadir, antara lain A", "yang hadir dalam rapat itu"."""
        found = (words[at] for at in range(*words.between(start, end)))
        first = next((word.start for word in found if word.entity == "PER" or word.layer == "TITLE"), end)
        before = text[start:first]
        beside = honorifics_at(text, start + len(before) - len(before.lstrip(" ,")), self.lexicon)[0]
        return beside >= first or self.link.search(before) is not None

    def ends_list(self, word: str) -> bool:
        """Whether a word behind those who are listed is the verb of what they, or others, do."""
        return looks_like_verb(word, self.lexicon) and word not in self._inner


@lru_cache(maxsize=8)
def _patterns(lexicon: Lexicon) -> _Patterns:
    return _Patterns(lexicon)


def attendance(doc: Doc, lexicon: Lexicon) -> list[Mention[Attendance]]:
    """Mentions of attendance lists, in document order. The mention runs from its cue to the verb behind those who are listed,
    or to the end of the sentence."""
    text, patterns, words = doc._.extract_text, _patterns(lexicon), Words(doc)
    found: list[Mention[Attendance]] = []
    done = 0
    guests = False              # the sentence before speaks of guests
    for sentence in doc.sents:
        start, stop = sentence.start_char, sentence.end_char
        goes_on = patterns.goes_on.match(text, start)
        lists = list(_lists(text, words, start, max(start, done), stop, patterns))
        next_to = bool(found) and start - done < _BESIDE and not text[done:start].strip(" \n.")
        if next_to and (goes_on or (not lists and patterns.runs_on(text, start, stop))):
            before = found.pop()
            lists = [((before.start_char, _trimmed(text, words, start, goes_on, stop, patterns)), before.value.cue)]
        elif goes_on and guests and not lists:
            lists = [((start, _trimmed(text, words, start, goes_on, stop, patterns)), goes_on.group())]
        for (first, end), cue in lists:
            found.append(Mention.at(text, "attendance", first, end, Attendance(cue), "attendance_cue"))
            done = end
        guests = not lists and patterns.guests.search(text, start, stop) is not None
    return found


def _cut(text: str, start: int, end: int, sentence: int) -> int:
    """The end of a list without what separates; one that goes to the end of its `sentence` goes on over lines behind it."""
    if end < sentence:
        return start + len(text[start:end].rstrip(" ,;"))
    end = start + len(text[start:sentence].rstrip(" \n."))
    items = _ITEMS.match(text, end)
    return items.end() if items else end


def _trimmed(text: str, words: Words, start: int, cue: re.Match[str] | None, stop: int, patterns: _Patterns) -> int:
    """Where the part of a list ends that stands in a sentence, behind `cue` where it has one."""
    return _cut(text, start, _list_end(text, words, cue, start, stop, patterns) if cue else stop, stop)


def _lists(
    text: str, words: Words, sentence: int, position: int, stop: int, patterns: _Patterns
) -> Iterator[tuple[Offsets, str]]:
    """The lists of a sentence, each from its cue on, and the cue."""
    while cue := _cue(text, position, stop, patterns):
        if cue.group().casefold() in patterns.behind and _is_subject(words, position, cue.start(), patterns):
            yield (position, cue.end()), cue.group()
            position = cue.end()
            continue
        position = _list_end(text, words, cue, sentence, stop, patterns)
        end = _cut(text, cue.start(), position, stop)
        alone = text.endswith("yang ", sentence, cue.start()) and patterns.came.match(cue.group()) is not None
        if alone and not patterns.is_introduced(text, words, cue.end(), position):
            continue
        # "Dinas Sosial yang diwakili A membuka": whoever acts alone for somebody leads.
        if cue.group().casefold() not in patterns.envoys or _has_several(words, cue.end(), end):
            yield (cue.start(), end), cue.group()


def _is_subject(words: Words, start: int, end: int, patterns: _Patterns) -> bool:
    """Whether those who are listed stand before the cue: "Camat Tolo dan Rudi Salim juga hadir"."""
    first, stop = words.between(start, end)
    if stop == first or words[stop - 1].entity != "PER":
        return False
    return not any(patterns.ends_list(words[at].text) for at in range(first, stop))


def _has_several(words: Words, start: int, end: int) -> bool:
    """Whether more than one title, or more than one person, stands there."""
    kinds = [(words[at].layer == "TITLE", words[at].entity == "PER") for at in range(*words.between(start, end))]
    begun = [(one[0] and not before[0], one[1] and not before[1]) for before, one in pairwise([(False, False), *kinds])]
    return max(sum(title for title, _ in begun), sum(name for _, name in begun)) > 1


def _list_end(text: str, words: Words, cue: re.Match[str], sentence: int, stop: int, patterns: _Patterns) -> int:
    """Where the verb begins behind those who are listed; `stop` where there is none.

    "Didampingi A dan B, C membuka": in front of its sentence, a list leaves out the subject before the verb.
    """
    fronted = cue.start() == sentence and cue.group().casefold() in patterns.fronted
    listed = relative = False
    comma = stop
    first, end = words.between(cue.end(), stop)
    for at in range(first, end):
        word = words[at]
        if word.text in patterns.said and (listed or cue.start() == sentence):
            return word.start
        if listed and not relative and patterns.ends_list(word.text):
            if words[at - 1].lower in patterns.purpose:
                return words[at - 1].start
            return min(comma, word.start) if fronted else word.start
        if word.text in (",", ";") and listed and not patterns.names(text, words, at + 1):
            comma = word.start
        relative = word.lower == "yang" or (relative and word.text not in (",", ";"))
        listed = listed or word.entity == "PER" or word.layer == "TITLE" or patterns.office.match(text, word.start) is not None
    return stop


def _cue(text: str, start: int, stop: int, patterns: _Patterns) -> re.Match[str] | None:
    """The first word of presence in a stretch that is not denied."""
    for cue in patterns.cue.finditer(text, start, stop):
        if not patterns.absent.search(text, max(0, cue.start() - _ABSENT_REACH), cue.start()):
            return cue
    return None
