"""Who was there: those whom a list names, those who did what takes presence, and those who spoke at the event."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from extract.lexicon import Lexicon
from extract.mentions import Attendance, Mention, Offsets
from extract.resolve.events import ResolvedEvent
from extract.resolve.officials import Official, role_cues
from extract.resolve.speakers import SpokenQuote

_DONE_THERE = ("opened", "closed", "led", "inaugurated", "signed", "handed-over", "launched", "received", "sent-off")
_PRESENT = frozenset({"attended", "accompanied", *_DONE_THERE})
_SPOKE = frozenset({"speaker", "reported"})
_NO_GATHERING = "press release"
_REPRESENTED = re.compile(r"\b(?:mewakili|atas nama|utusan|amanat|sambutan) $", re.IGNORECASE)
_SENT = re.compile(r",? (?:yang )?(?:di ?wakili|diwakilkan)\b")
_ELSEWHERE = re.compile(r"\b(?:terpisah|dihubungi)\b[^.\n]{0,30}$", re.IGNORECASE)      # "Secara terpisah, Kapolda … mengatakan"
_WORD = re.compile(r"\w+")


def resolve_attendance(
    text: str,
    officials: Sequence[Official],
    lists: Sequence[Mention[Attendance]],
    event: ResolvedEvent | None,
    quotes: Sequence[SpokenQuote],
    lexicon: Lexicon,
) -> tuple[list[Official], list[int]]:
    """The officials, each listed one with the role of its list ("attended"), and the indices of those present.

    Whoever has another one read his speech is absent.
    """
    speakers = {quote.speaker for quote in quotes}
    absent = {quote.on_behalf_of for quote in quotes} - speakers
    cues = role_cues(lexicon)
    gathering = event is not None and event.type != _NO_GATHERING
    everyone: list[Official] = []
    present: list[int] = []
    for i, official in enumerate(officials):
        places = {at for mention in official.mentions if (at := _list_of(text, mention, lists)) is not None}
        inside = [lists[at] for at in sorted(places)]
        roles = [cues[word] for stretch in inside for word in _WORD.findall(stretch.value.cue.casefold()) if word in cues]
        official = replace(official, roles=tuple(dict.fromkeys((*official.roles, *roles))))
        everyone.append(official)
        spoke = (i in speakers or not _SPOKE.isdisjoint(official.roles)) and not _is_elsewhere(text, official)
        if inside or (gathering and i not in absent and (spoke or not _PRESENT.isdisjoint(official.roles))):
            present.append(i)
    return everyone, present


def _list_of(text: str, mention: Offsets, lists: Sequence[Mention[Attendance]]) -> int | None:
    """Which of the lists (in order, none over another) names somebody by `mention`."""
    start, end = mention
    at = bisect_right(lists, start, key=lambda stretch: stretch.start_char) - 1
    inside = at >= 0 and end <= lists[at].end_char
    away = _REPRESENTED.search(text, max(0, start - 12), start) or _SENT.match(text, end)
    return at if inside and not away else None


def _is_elsewhere(text: str, official: Official) -> bool:
    return any(_ELSEWHERE.search(text, max(0, start - 60), start) for start, _ in official.mentions)
