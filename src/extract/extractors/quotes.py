"""Quotes: direct speech inside marks, and reported speech ("X mengatakan bahwa …"), each with the words that name its speaker."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from spacy.tokens import Doc

from extract.lexicon import Lexicon
from extract.mentions import Mention, Offsets, Quote
from extract.text.layout import Layout

MIN_WORDS = 4               # fewer words in marks are a name or an emphasis, unless a cue says who spoke them
_MARK = re.compile(r"[“”\"„«»]")
_OPENING, _CLOSING = frozenset("“„«"), frozenset("”»")
_SENTENCE = re.compile(r"[^.!?\n]*(?:[.!?](?![\s\n]|$)[^.!?\n]*)*[.!?]?")
_SPEAKER_END = re.compile(
    r"[.,;:(\n“”\"]|\s(?:saat|ketika|dalam|di|pada|kepada|usai|seusai|yang|sambil|seraya|dengan|mengenai|terkait|soal|menanggapi"
    r"|sembari|setelah|sebelum|berpesan|menjawab|kemarin|hari|Senin|Selasa|Rabu|Kamis|Jum'?at|Sabtu|Minggu)\b"
)
_ABBREVIATED = re.compile(r"\b(?:H|Hj|Dr|dr|Drs|Dra|Ir|Prof|Plt|Plh|Pj|Ny|KH|[A-Z])\.$")
_NO_SPEECH_BEFORE = re.compile(
    r"(?:tema|bertema|bertajuk|tajuk|judul|berjudul|slogan|tagline|moto|motto|istilah|bertuliskan|nama|bernama|program|jargon|lagu"
    r"|film|aplikasi|inovasi|gerakan|yel-yel)[,:]?\s*$",
    re.IGNORECASE,
)
_NOBODY = re.compile(r"(?:dia|ia|beliau|nya)\b", re.IGNORECASE)
_BEHALF = re.compile(
    r"(?P<whose>[^,.\n]{3,80}?) (?:melalui|yang diwakili(?: oleh)?|diwakili(?: oleh)?|lewat) (?P<reader>[A-Z][^,.\n]{2,80})"
)


@lru_cache(maxsize=8)
def _cues(lexicon: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """A cue behind a quote; one right before it; and the active and passive verbs of reported speech."""
    kinds: dict[str, list[str]] = {"after": [], "verb": [], "passive": []}
    for row in lexicon.rows("speech_cues"):
        kinds[row["kind"]].append(re.escape(row["term"]))
    after, verb, passive = ("|".join(sorted(words, key=len, reverse=True)) for words in kinds.values())
    return (
        re.compile(
            rf"[\s,.]{{0,3}}(?:[Dd]emikian |seperti |lebih lanjut )?"
            rf"(?P<cue>(?:{after})(?:nya|lah|kan)?|(?:{verb})|(?:{passive}))\b\s?"
        ),
        re.compile(
            rf"\b(?P<cue>{after}|{verb}|{passive}|menurut|menurutnya|katanya|ujarnya)(?:nya)?\b[^.“”\"\n]{{0,60}}$",
            re.IGNORECASE,
        ),
        re.compile(rf"\b(?P<cue>{verb})\b(?:,? bahwa(?:sannya)?|,|\s)", re.IGNORECASE),
        re.compile(rf"^(?:[\w ]{{0,30}}, )?(?P<cue>{passive}|menurut)\b", re.IGNORECASE),
    )


def quotes(doc: Doc, lexicon: Lexicon) -> list[Mention[Quote]]:
    """Mentions of quotes, in document order. Value: `Quote`; the mention covers the words without their marks."""
    text = doc._.text
    layout: Layout = doc._.layout
    body = layout.paragraphs or ((0, len(text)),)
    direct = list(_direct(text, body, lexicon))
    indirect = _indirect(text, body, [m.offsets for m in direct], lexicon)
    return sorted([*direct, *indirect], key=lambda m: m.offsets)


def _direct(text: str, paragraphs: tuple[Offsets, ...], lexicon: Lexicon) -> Iterator[Mention[Quote]]:
    after, before, _, _ = _cues(lexicon)
    for at, (start, end) in enumerate(paragraphs):
        follows = paragraphs[at + 1][0] if at + 1 < len(paragraphs) else None
        goes_on = follows is None or text[follows] in "“\""
        for opened, closed, whole in _pairs(text, start, end, goes_on):
            inner = _trim(text, opened, closed)
            words = text[slice(*inner)].split()
            lead = text[max(start, opened - 90) : opened - 1]
            cue = after.match(text, closed + 1, end) if whole else None
            said = before.search(lead)
            if not words or _NO_SPEECH_BEFORE.search(lead) or (not cue and not said and not _is_speech(text, inner, words, lead)):
                continue
            if len(words) < 3 and not cue:
                continue
            if cue:
                yield _mention(text, inner, cue["cue"], (cue.end(), end), "quote_cue_after")
            else:
                word = said["cue"] if said else None
                yield _mention(text, inner, word, None, "quote_cue_before" if said else "quote")


def _pairs(text: str, start: int, end: int, goes_on: bool) -> Iterator[tuple[int, int, bool]]:
    """(first character inside, closing mark, whether it is closed) of each stretch in marks of one paragraph."""
    opened: int | None = None
    for match in _MARK.finditer(text, start, end):
        mark, at = match.group(), match.start()
        opens = mark in _OPENING or (mark == '"' and opened is None)
        # A new opening mark inside an open quote: the first one was never closed, or this one stands for a closing one.
        if opened is None:
            if opens and at + 1 < end:
                opened = match.end()
        elif mark in _CLOSING or mark == '"' or _closes(text, at, end):
            yield opened, at, True
            opened = None
    if opened is not None:
        sentence_start = opened - 1 == start or re.search(r"[.!?:,]\s*$", text[max(start, opened - 4) : opened - 1])
        starts_well = opened - 1 == start or re.search(r"[.!?]\s*$", text[max(start, opened - 4) : opened - 1])
        if sentence_start and starts_well and goes_on:
            yield opened, end, False


def _closes(text: str, at: int, end: int) -> bool:
    """Whether an opening mark stands where a closing one should: nothing but space before, a cue or the end behind."""
    return at + 1 >= end or text[at + 1] in " ,." or text[at - 1] in ".,!?"


def _trim(text: str, start: int, end: int) -> Offsets:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _is_speech(text: str, inner: Offsets, words: list[str], lead: str) -> bool:
    """A stretch in marks without a cue: whole sentences are speech, a name or a term is not."""
    opens_sentence = not lead.strip() or lead.rstrip()[-1] in ".!?:,"
    return len(words) > MIN_WORDS and opens_sentence and (text[inner[1] - 1] in ".,!?" or len(words) > 8)


def _mention(text: str, inner: Offsets, cue: str | None, behind: Offsets | None, rule: str) -> Mention[Quote]:
    speaker = _speaker(text, behind) if behind and not (cue or "").endswith("nya") else None
    behalf: Offsets | None = None
    if speaker and (match := _BEHALF.fullmatch(text, *speaker)):
        behalf, speaker = match.span("whose"), match.span("reader")
    value = Quote(
        "direct",
        cue,
        text[slice(*speaker)] if speaker else None,
        speaker,
        text[slice(*behalf)] if behalf else None,
        behalf,
    )
    return Mention.at(text, "quotes", *inner, value, rule)


def _speaker(text: str, behind: Offsets) -> Offsets | None:
    """The words behind a cue that name who spoke: "Ketua PWI Tulang Bawang", not what comes after."""
    start, limit = behind[0], min(behind[1], behind[0] + 160)
    stop = start
    while (match := _SPEAKER_END.search(text, stop, limit)) and _ABBREVIATED.search(
        text[max(start, match.start() - 4) : match.end()]
    ):
        stop = match.end()
    end = match.start() if match else limit
    # "ujar Kepala Dinas Kominfo, Yulianus Waine.": the name behind the comma belongs to it.
    if match and match.group() == "," and (name := re.compile(r", (?:[A-Z][\w.']* ?){1,8}").match(text, end)):
        end = name.end() - (text[name.end() - 1] == ".")
    start, end = _trim(text, start, end)
    return (start, end) if end > start and not _NOBODY.fullmatch(text, start, end) else None


def _indirect(text: str, paragraphs: tuple[Offsets, ...], direct: list[Offsets], lexicon: Lexicon) -> Iterator[Mention[Quote]]:
    _, _, verb, passive = _cues(lexicon)
    for start, end in paragraphs:
        for sentence in _SENTENCE.finditer(text, start, end):
            if sentence.end() - sentence.start() < 30 or any(a < sentence.end() and sentence.start() < b for a, b in direct):
                continue
            first, last = _trim(text, sentence.start(), sentence.end())
            words = text[first:last]
            if match := passive.match(words):
                comma = words.find(",", match.end())
                if 0 <= comma < 160:
                    speaker = _trim(text, first + match.end(), first + comma)
                    yield _reported(text, (first + comma + 1, last), match["cue"], speaker, "reported_passive")
                elif match["cue"].casefold().endswith("nya"):
                    yield _reported(text, (first + match.end(), last), match["cue"], None, "reported_passive")
            elif match := verb.search(words, 0, 220):
                speaker = _trim(text, first, first + match.start())
                yield _reported(text, (first + match.end(), last), match["cue"], speaker, "reported")


def _reported(text: str, clause: Offsets, cue: str, speaker: Offsets | None, rule: str) -> Mention[Quote]:
    start, end = _trim(text, *clause)
    end -= text[end - 1] == "."
    if speaker is not None and speaker[0] >= speaker[1]:
        speaker = None
    value = Quote("indirect", cue, text[slice(*speaker)] if speaker else None, speaker)
    return Mention.at(text, "quotes", start, max(start, end), value, rule)
