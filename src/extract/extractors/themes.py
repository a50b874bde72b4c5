"""`stated_themes`: the theme a release states for its event, to the letter."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc

from extract.lexicon import Lexicon
from extract.lexicon.patterns import one_of
from extract.lexicon.words import worded, words_of
from extract.mentions import Mention, Offsets, StatedTheme
from extract.text.name_edge import At, Step, name_edges
from extract.values.dates import find_dates
from extract.words.rules import Rule, Rules
from extract.words.verbs import governs
from extract.words.view import Words

_CLASSES = (
    "theme-alone", "theme-behind-comma", "theme-size", "theme-stop", "theme-titled", "theme-trail", "theme-work",
)  # fmt: skip
_MAX_LENGTH = 300
_MAX_WORDS = 45
_SUBJECT = 6            # words of a subject, at most
_THEME = r"[^“”\"\n]{3,300}?"
_QUOTED = re.compile(
    rf"[^.“”\"\n]{{0,60}}?(?:[“\"]\s?(?P<theme>{_THEME})[\s.,]{{0,2}}[”\"]"
    rf"|(?<=[\s:])'{{1,2}}\s?(?P<single>{_THEME})[\s.,]{{0,2}}'{{1,2}}(?!\w))"
)
_SAID = worded(r"(?:\s[\w-]+){0,8}?\s?(?:,\s?)?(?:{theme-namely}|:)\s|\syang\s{theme-taken}\s(?=[A-Z])", re.I)
_REACH = 60             # characters before a cue among which the event stands whose theme it is
_BESIDE = 4             # words right before a cue
_WORD = re.compile(r"[\w-]+")


@dataclass(frozen=True, slots=True)
class _Tables:
    cues: re.Pattern[str]
    classes: Mapping[str, frozenset[str]]
    events: frozenset[str]          # words that name events, or say that there is one


def stated_themes(doc: Doc, lexicon: Lexicon) -> list[Mention[StatedTheme]]:
    """Every stated theme in document order: what stands in quotation marks, or runs on to the end of its clause."""
    text, view, tables = doc._.extract_text, Words(doc), _tables(lexicon)
    found = []
    position = 0
    for cue in tables.cues.finditer(text):
        if cue.start() < position or not _of_event(text, cue.start(), cue.group().lower(), tables):
            continue
        span = _theme(view, text, cue, tables, lexicon)
        if span is None:
            continue
        start, end = span
        position = end
        found.append(Mention.at(text, "stated_themes", start, end, StatedTheme(text[start:end]), "theme_cue"))
    return found


@lru_cache(maxsize=8)
def _tables(lexicon: Lexicon) -> _Tables:
    classes = {name.removeprefix("theme-"): words_of(lexicon, name) for name in _CLASSES}
    classes["behind-comma"] |= {f"{cue}{ending}" for cue in lexicon.terms("speech_cues") for ending in ("", "nya")}
    classes["venue"] = frozenset(lexicon.terms("venue_heads"))
    events = {term.split()[0].lower() for term in lexicon.terms("event_types")} | words_of(lexicon, "event-generic")
    return _Tables(re.compile(rf"\b{one_of(lexicon.terms('theme_cues'))}\b"), classes, frozenset(events))


def _of_event(text: str, start: int, cue: str, tables: _Tables) -> bool:
    """Not of a book or a programme, which are "bertajuk" as well: that word needs an event before it."""
    before = _WORD.findall(text[max(0, start - _REACH) : start].lower())
    if any(word in tables.classes["work"] for word in before[-_BESIDE:]):
        return False
    titled = any(word in tables.classes["titled"] for word in cue.split())
    return not titled or any(word in tables.events for word in before)


def _theme(view: Words, text: str, cue: re.Match[str], tables: _Tables, lexicon: Lexicon) -> Offsets | None:
    """Offsets of the theme behind the cue. "tema" alone needs a mark, or "yaitu", after it."""
    start = cue.end()
    said = _SAID(lexicon).match(text, start)
    quoted = _QUOTED.match(text, start)
    marks = "theme" if quoted and quoted["theme"] else "single"
    if quoted and (said is None or quoted.start(marks) - said.end() < 4):
        return quoted.span(marks)
    if said:
        start = said.end()
    elif cue.group().lower() in tables.classes["alone"]:
        return None
    return _unmarked(view, text, start, tables, lexicon)


def _unmarked(view: Words, text: str, start: int, tables: _Tables, lexicon: Lexicon) -> Offsets | None:
    """A theme without quotation marks."""
    end = min(len(text), start + _MAX_LENGTH)
    found = view.within(start, end)
    skipped = (word.text not in ":,“\"" and word.bare not in tables.classes["size"] for word in found)
    first = next((i for i, begins in enumerate(skipped) if begins), len(found))
    dates = frozenset(offsets[0] for offsets, _ in find_dates(text, start, end, lexicon))
    edges = name_edges(At(found, first, first, dates, tables.classes), EDGES, _MAX_WORDS)
    if not edges or edges[0].rule == "end":
        return None         # it goes on and on
    return found[first].start, found[edges[0].stop - 1].end


def _day_behind(at: At) -> bool:
    return at.words[min(at.i + 1, len(at.words) - 1)].start in at.dates


def _place_behind(at: At) -> bool:
    """Whether a house or a town follows "di": "di Era Digital" is part of a theme, "di Jakarta" is not."""
    behind = at.words[at.i + 1] if at.after() else None
    return behind is not None and (behind.entity == "LOC" or behind.bare in at.classes["venue"])


def _subject_behind(at: At) -> bool:
    """Whether a comma parts the theme from the next clause, whose subject has a capital: ", Sigit menyebut"."""
    behind = at.words[at.i + 1 : at.i + 1 + _SUBJECT]
    end = next((word for word in behind if not word.text[0].isupper()), None)
    return end is not None and end is not behind[0] and (governs(end.text) or end.bare in at.classes["behind-comma"])


# In an example the theme starts at <, the word that is decided at ^.
EDGES: Rules[At, Step] = Rules(
    "theme ends",
    Rule("point", lambda at: at.text in ".;!?”\"" or at.text[0] == "\n", Step.STOP, example="tema <Desa Maju^. Acara"),
    Rule("day", lambda at: at.text in ",(" and _day_behind(at), Step.STOP, example="tema <Desa Maju^, Senin (3/6)",
         not_example="tema <Desa Maju^, Warga Sejahtera"),
    Rule("comma", lambda at: at.text == "," and at.after().lower() in at.classes["behind-comma"], Step.STOP,
         example="tema <Desa Maju^, yang diikuti", not_example="tema <Desa Maju^, warga sejahtera"),
    Rule("place", lambda at: at.lower == "di" and _place_behind(at), Step.STOP, example="tema <Desa Maju ^di Aula Setda",
         not_example="tema <Humas ^di Era Digital"),
    Rule("subject", lambda at: at.text == "," and _subject_behind(at), Step.STOP, example="tema <Desa Maju^, Sigit menyebut",
         not_example="tema <Desa Maju^, Warga Sejahtera"),
    Rule("stop", lambda at: at.among("stop"), Step.STOP, example="tema <Desa Maju ^tersebut", not_example="tema <Desa ^Maju"),
    Rule("theme", lambda at: True, Step.TAKE, example="tema <Desa ^Maju"),
)  # fmt: skip
