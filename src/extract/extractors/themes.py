"""`stated_themes`: the theme a release states for its event, to the letter."""

from __future__ import annotations

import re
from functools import lru_cache

from spacy.tokens import Doc

from extract.lexicon import Lexicon
from extract.lexicon.patterns import one_of
from extract.mentions import Mention, StatedTheme

_MAX_LENGTH = 300
_QUOTED = re.compile(
    r"[^.“”\"\n]{0,60}?(?:[“\"]\s?(?P<theme>[^“”\"\n]{3,300}?)[\s.,]{0,2}[”\"]"
    r"|(?<=[\s:])'{1,2}\s?(?P<single>[^“”\"\n]{3,300}?)[\s.,]{0,2}'{1,2}(?!\w))"
)
_SAID = re.compile(r"(?:\s[\w-]+){0,8}?\s?(?:,\s?)?(?:yaitu|yakni|adalah|ialah|:)\s", re.I)
_EDGE = re.compile(
    r"[;.!?](?=\s|$)|\n|[”\"]|,(?!\s(?:dan\s)?[A-Z][\w-]*(?:\s[A-Z][\w-]*){0,3},?\s(?:dan|serta)\s[A-Z])|\s\((?=\d)"
    r"|\s(?:di\s(?=[A-Z])|pada\s(?:hari|tanggal|[A-Z])|yang\s(?:di|ber)|bertempat|berlangsung|berlokasi|digelar|dilaksanakan"
    r"|diselenggarakan|diikuti|dihadiri|dibuka|merupakan|diharapkan|ini\s|(?:itu|tersebut)\s(?=di|ber|me|ter))",
)


def stated_themes(doc: Doc, lexicon: Lexicon) -> list[Mention[StatedTheme]]:
    """Every stated theme in document order: what stands in quotation marks, or runs on to the end of its clause."""
    text = doc._.extract_text
    found = []
    position = 0
    for cue in _cues(lexicon).finditer(text):
        if cue.start() < position:
            continue
        alone = cue.group().lower() in {"tema", "temanya"}
        span = _theme(text, cue.end(), alone)
        if span is None:
            continue
        start, end = span
        position = end
        found.append(Mention.at(text, "stated_themes", start, end, StatedTheme(text[start:end]), "theme_cue"))
    return found


@lru_cache(maxsize=8)
def _cues(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"\b{one_of(lexicon.terms('theme_cues'))}\b")


def _theme(text: str, start: int, alone: bool) -> tuple[int, int] | None:
    """Offsets of the theme behind the cue that ends at `start`. "tema" alone needs a mark, or "yaitu", after it."""
    said = _SAID.match(text, start)
    quoted = _QUOTED.match(text, start)
    marks = "theme" if quoted and quoted["theme"] else "single"
    if quoted and (said is None or quoted.start(marks) - said.end() < 4):
        return quoted.span(marks)
    if said:
        start = said.end()
    elif alone:
        return None
    edge = _EDGE.search(text, start + 1, start + _MAX_LENGTH)
    if edge is None and start + _MAX_LENGTH < len(text):
        return None
    end = edge.start() if edge else len(text)
    stretch = text[start:end]
    start += len(stretch) - len(stretch.lstrip(" :,"))
    end = start + len(text[start:end].rstrip())
    return (start, end) if end - start > 5 else None
