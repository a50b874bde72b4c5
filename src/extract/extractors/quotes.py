"""Quotes: direct speech inside marks, and reported speech ("X mengatakan bahwa …"), each with the words that name its speaker."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from spacy.tokens import Doc

from extract.lexicon import Lexicon
from extract.lexicon.patterns import one_of
from extract.lexicon.words import pattern_of
from extract.mentions import Mention, Offsets, Quote
from extract.text.layout import Layout
from extract.text.marks import Stretch, in_single_marks, stretches

MIN_WORDS = 4               # fewer words in marks are a name or an emphasis, unless a cue says who spoke them
_LEAD = 90                  # characters before a mark in which its cue stands
_FAR = 500                  # characters before a cue within which its subject is looked for
_SHORT = r"(?:H|Hj|Dr|dr|Drs|Dra|Ir|Prof|Plt|Plh|Pj|Pjs|Ny|KH|Hi|St|Tgk|TGH|[A-Z])\."
_ABBREVIATED = re.compile(rf"\b{_SHORT}$")
_CLASSES = (
    "speech-adverb", "speech-bare", "speech-described", "speech-end", "speech-filler", "speech-given", "speech-named",
    "speech-opener", "speech-preposition", "speech-purpose", "speech-theme", "speech-topic", "speech-unspoken",
)  # fmt: skip
_ACT = r"me(?!nteri|ntri|dis|tro|dan|lalui)[a-z]{4,}"
_VERB = (                   # what a speaker does meanwhile ends the words that name him: "kata Sari menutup sambutan"
    rf"{_ACT}|ber(?!ita|as)[a-z]{{3,}}|di(?!rektur|rjen|nas|visi|klat)[a-z]{{4,}}|ter(?!nak|sebut)[a-z]{{4,}}"
)
_DAY = r"(?:Senin|Selasa|Rabu|Kamis|Jum'?at|Sabtu|Minggu|Ahad)\b"
_DOES = re.compile(rf",? (?:{_ACT}|berencana)\b")         # "Camat Rina menerima usul itu dan berjanji …"
_LATE_START = re.compile(r"[a-z]{4}\. (?=dr[ghs]?\.)")   # a title in lower case hides that a sentence begins
_NAME_BEHIND = re.compile(
    rf", ?(?!{_DAY})(?:{_SHORT} ?|[A-Z][\w/']*(?:\.\w+)* ?|dan (?=[A-Z])){{1,10}}"
)
_BEHALF = re.compile(           # "Bupati Lahat dalam sambutannya yang dibacakan Sekda"
    r"(?P<whose>[^\n]{3,120}?),? (?:yang [a-z]+ |dalam (?:[a-z]+ ){1,3})?"
    r"(?:melalui|lewat|(?:yang )?(?:diwakili|diwakilkan|dibacakan|disampaikan)(?: oleh| kepada)?) (?P<reader>[A-Z][^\n]{2,120})"
)
# ", sapaan akrabnya,"
_CALLED = re.compile(r"(?:(?:yang|akrab|biasa) ){0,2}(?:di)?(?:sapaan|panggilan|sapa|panggil)\b[^,]{0,50}, ?")
_POINTS_BACK = re.compile(r"(?:Hal|Pernyataan|Pesan|Ungkapan|Harapan|Demikian)\b(?! senada| serupa| yang sama)", re.IGNORECASE)
_MARKS = " \n“”\"'’‘"
_PAPERS = frozenset(("data", "hasil", "laporan", "catatan", "survei", "surat", "keputusan"))
_OF_IT = frozenset(("pihak", "jajaran"))
_STOP = re.compile(r"(?:[.,] ?[“”\"]?)?$")
_GOES_ON = re.compile(r" (?:maka|bahwa|agar|supaya|sehingga|tetapi|tapi|namun|karena)\b")      # "jika aman, kata Sari maka …"
_SAYS = re.compile(         # a predicate: what somebody says of a topic
    r"(?<! yang)(?<! untuk)(?<! dalam)(?<! serta)(?<! dan) "
    r"(?:adalah|ialah|merupakan|akan|telah|sudah|masih|belum|tidak|bukan|harus|perlu|bisa|dapat|mampu|ada|naik|turun|kini|lebih"
    r"|sangat|cukup|sebesar|sebanyak|Rp|\d[\d.,]*(?: persen|%)|me(?!lalui|nengah)[a-z]{4,}|ber(?!sama|dasarkan|sih)[a-z]{3,}"
    r"|di(?!nas|gital)[a-z]{4,}|ter(?!kait|hadap|akhir|baru)[a-z]{4,})"
)
_THAT = r"(?: [^.,]{1,60}?)?,? bahwa(?:sannya|sanya)?\b"
_HEDGE = (                  # between a quote and its cue
    r"[ ,.…–-]{0,3}(?:(?:[Dd]emikian(?:lah)?|[Bb]egitu(?:lah)?|seperti(?: yang)?|sebagaimana|lebih lanjut|masih|kembali|lalu"
    r"|kemudian|sambil|seraya),? ?){0,2}"
)
_TELLS = (                  # "… ." Hal itu disampaikan Bupati
    r"[ .,]{0,3}\n{0,2}(?:Hal|Kalimat|Pernyataan|Ungkapan|Demikian|Begitu|Pesan|Harapan|Itulah|Penegasan)\b"
    r"(?:(?! senada| serupa| yang sama| lain)[^.,“”\"\n]){0,50}? "
)


@dataclass(frozen=True, slots=True)
class _Cues:
    after: re.Pattern[str]      # right behind a quote
    inline: re.Pattern[str]     # behind a quote whose closing mark is missing
    tells: re.Pattern[str]      # a sentence behind a quote that tells who said it
    subject: re.Pattern[str]    # "…," Bupati menambahkan
    before: re.Pattern[str]     # right before a quote
    verb: re.Pattern[str]       # reported speech: active
    passive: re.Pattern[str]    # … passive, or "Menurut X, …"
    aside: re.Pattern[str]      # …, kata X, …
    opener: re.Pattern[str]     # what stands before the subject of a sentence
    filler: re.Pattern[str]     # what stands between it and its verb
    manner: re.Pattern[str]     # what stands between a passive and its speaker: "ditegaskan kemudian dalam sambutan"
    end: re.Pattern[str]        # what ends the words that name a speaker
    described: re.Pattern[str]  # "orang nomor satu di Lahat itu"
    named: re.Pattern[str]      # what stands right before a name in marks
    theme: re.Pattern[str]      # … somewhere before a theme in marks
    purpose: re.Pattern[str]    # what makes a verb of speech a purpose: "bertujuan mengajak"
    unspoken: re.Pattern[str]   # what does not speak behind "menurut": "sektor", "jenis"
    nobody: re.Pattern[str]     # words that name nobody: "saat itu ia", "katanya", "juga"
    topic: re.Pattern[str]      # what is spoken about, not what is said: "memaparkan capaian tahun lalu"


@lru_cache(maxsize=8)
def _cues(lexicon: Lexicon) -> _Cues:
    kinds: dict[str, list[str]] = defaultdict(list)
    for row in lexicon.rows("speech_cues"):
        kinds[row["kind"]].append(row["term"])
    one = {kind: one_of(terms) for kind, terms in kinds.items()}
    one |= {name.removeprefix("speech-"): pattern_of(lexicon, name) for name in _CLASSES}
    after, verb, weak, passive = one["after"], one["verb"], one["weak"], one["passive"]
    # `," kritiknya.` and `," geram Sari`: behind a comma and a mark, any word that belongs to nobody else tells who spoke.
    said = (
        rf"(?P<cue>{after}(?:nya|lah|kan)?|(?=[a-z])(?:{verb}|{weak}|{passive}(?:nya)?)"
        rf"|(?:(?<=[,!?][”\"])|(?<=[,!?][”\"] ))[a-z]{{3,12}}nya"
        rf"|(?<=[,!?][”\"] )(?!{one['bare']} )[a-z]{{4,9}}(?= (?:[A-Z]|salah |seorang )))\b\s?"
    )
    somebody = rf"(?:dia|ia|beliau|salah|seorang|warga|bupati|gubernur|wali|{one['described']})"
    # Most words of speech are other words too: "nilai ekspor", "jelas bahwa", "akhir tahun".
    spoken = rf"{after}(?=nya|:? *$| (?:(?-i:[A-Z])|{somebody}\b))"
    return _Cues(
        after=re.compile(rf"{_HEDGE}(?:{said}|(?P<thus>[Dd]emikian)(?: [a-z]{{3,12}})? (?=[A-Z]))"),
        inline=re.compile(rf"[,.!?]['’]? ?(?P<cue>{after}(?:nya\b|(?= (?:[A-Z]|dia\b|ia\b|beliau\b))))"),
        tells=re.compile(rf"{_TELLS}(?P<cue>{passive}|{after})\b(?: oleh)? ?"),
        subject=re.compile(rf",? (?P<who>[A-Z][^.,;:“”\"\n]{{1,80}}?) (?P<cue>{verb})\b(?! bahwa)"),
        before=re.compile(
            rf"\b(?P<cue>(?P<active>{verb}|{weak})|{spoken}|{passive}|menurut)(?P<its>nya)?\b(?P<gap>[^.“”\"\n]{{0,60}})$",
            re.IGNORECASE,
        ),
        verb=re.compile(
            rf"\b(?P<cue>{verb})\b(?:{_THAT}|, ?| kepada [^.,]{{1,80}}?(?= (?:agar|supaya)\b)| (?!{one['given']}))"
            rf"|\b(?P<weak>{weak})\b(?:{_THAT}|,? (?:agar|supaya)\b|, )",
            re.IGNORECASE,
        ),
        passive=re.compile(
            rf"^(?:[\w ]{{0,30}}, |(?:kemudian|masih|lalu) |dalam [^.,]{{4,100}}? (?={passive} bahwa\b))?"
            rf"(?P<cue>(?:{passive}|menurut|kata|ujar)(?:nya)?|(?:ucap|tutur|imbuh|tambah|lanjut|ungkap)"
            rf"(?= (?:(?-i:[A-Z])|{somebody}\b)))\b",
            re.IGNORECASE,
        ),
        aside=re.compile(
            rf", (?=[a-z])(?P<cue>(?:masih )?(?:(?:kata|ujar|ucap|menurut)(?:nya)?"
            rf"|{after}(?:nya|(?= (?:[A-Z]|{somebody}\b)|[,.]))))"
            rf"(?: (?P<who>[^,“”\"\n]{{2,120}}?))?(?P<stop>,|\.?$)"
        ),
        opener=re.compile(
            rf"{one['preposition']} (?-i:[a-z-]+ ){{0,2}}(?-i:[a-z]{{3,}}nya|itu|ini|tersebut)(?:, ?|(?= (?-i:[A-Z])))"
            rf"|{one['opener']}\b,?\s*"
            rf"|{one['preposition']}\b[^,]{{0,240}}, ?|\(?\d\d?[ /][\w/ ]{{1,20}}\)?, ?", re.IGNORECASE
        ),
        filler=re.compile(rf"(?:,? (?=[a-z]|{_DAY}){one['filler']}\b[^,]{{0,60}})+,?$"),
        manner=re.compile(
            rf"(?: {one['adverb']}\b,?)*"
            rf"(?: (?:dalam|melalui|lewat|pada) {one['given']}(?:nya)?(?: (?:resmi|tertulis)(?:nya)?)?\b,?)?"
        ),
        end=re.compile(rf"[.,;:(\n“”\"]|\s(?:{one['end']}|{_VERB}|(?:melalui|lewat)(?= [a-z]))\b"),
        described=re.compile(
            rf"(?:{one['described']}\b[^.,;:\n“”\"]{{0,80}}?|[A-Z][\w/]*(?:,? (?:dan )?[A-Z][\w/]*){{1,12}} )"
            r"\b(?:itu|ini|tersebut)\b"
        ),
        named=re.compile(rf"\b{one['named']}[,:]?\s*$"),
        theme=re.compile(rf"\b{one['theme']}\b[^.]{{0,60}}$"),
        purpose=re.compile(rf"\b{one['purpose']}$"),
        unspoken=re.compile(rf"\s*{one['unspoken']}\b"),
        nobody=re.compile(
            r"(?:[^\n]{0,200}[ ,])?(?:dia|ia|iya|beliau|dirinya|nya)|(?:dia|ia|beliau) (?:bersama|dan|didampingi)\b.*"
            rf"|{after}nya|{one['adverb']}(?:,? {one['adverb']})*",
            re.IGNORECASE,
        ),
        topic=re.compile(rf"{one['topic']}\b"),
    )


def quotes(doc: Doc, lexicon: Lexicon) -> list[Mention[Quote]]:
    """Mentions of quotes, in document order. Value: `Quote`; the mention covers the words without their marks."""
    text = doc._.extract_text
    layout: Layout = doc._.extract_layout
    body = layout.paragraphs or ((0, len(text)),)
    sentences = [(sentence.start_char, sentence.end_char) for sentence in doc.sents]
    cues = _cues(lexicon)
    marked = [*stretches(text, body, cues.after, cues.inline), *in_single_marks(text, body, cues.after)]
    found = [(m, stretch.goes_on) for stretch in marked if (m := _direct(text, stretch, sentences, cues))]
    direct = _of_one_speaker(sorted(found, key=lambda pair: pair[0].offsets))
    direct = [m for at, m in enumerate(direct) if at == 0 or m.start_char >= direct[at - 1].end_char]
    indirect = _indirect(text, body, sentences, [m.offsets for m in direct], cues)
    people = (m for m in indirect if not _of_an_organisation(doc, m.value))
    return sorted([*(_without_place(doc, m) for m in direct), *people], key=lambda m: m.offsets)


def _of_one_speaker(found: Sequence[tuple[Mention[Quote], bool]]) -> list[Mention[Quote]]:
    """The quotes, those that go on in the next paragraph with the speaker who is named behind it."""
    spoken: list[Mention[Quote]] = []
    for mention, goes_on in reversed(found):
        last = spoken[-1].value if spoken else None
        if goes_on and last and mention.value.cue is None and mention.value.speaker_text is None:
            mention = replace(mention, value=last)
        spoken.append(mention)
    return spoken[::-1]


def _of_an_organisation(doc: Doc, quote: Quote) -> bool:
    """Whether an organisation or a paper is said to speak, and nobody in it: "BPS Banten menyebut …", "Hasil audit …"."""
    speaker = doc.char_span(*quote.speaker_offsets, alignment_mode="expand") if quote.speaker_offsets else None
    if speaker is None:
        return False
    first = speaker[0].lower_
    named = speaker[1] if first in _OF_IT and len(speaker) > 1 else speaker[0]
    return (first in _PAPERS or named.ent_type_ == "ORG") and all(token.ent_type_ != "PER" for token in speaker)


def _without_place(doc: Doc, mention: Mention[Quote]) -> Mention[Quote]:
    """The quote of "kata Roy, Banjarmasin, Senin (14/8)" without the place behind its speaker."""
    comma = (mention.value.speaker_text or "").find(", ")
    if mention.value.speaker_offsets is None or comma < 0:
        return mention
    start, end = mention.value.speaker_offsets
    behind = doc.char_span(start + comma + 2, end, alignment_mode="expand")
    if behind is None or any(token.ent_type_ != "LOC" for token in behind):
        return mention
    value = replace(mention.value, speaker_text=doc._.extract_text[start : start + comma], speaker_offsets=(start, start + comma))
    return replace(mention, value=value)


def _trim(text: str, start: int, end: int) -> Offsets:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _direct(text: str, stretch: Stretch, sentences: Sequence[Offsets], cues: _Cues) -> Mention[Quote] | None:
    inner = _trim(text, stretch.start, stretch.end)
    words = text[slice(*inner)].split()
    from_ = max(0, stretch.mark - _LEAD)
    lead = text[from_ : stretch.mark].rsplit("\n", 1)[-1]
    cue = cues.after.match(text, stretch.behind) if stretch.behind is not None else None
    said = cues.before.search(lead)
    if not words or cues.named.search(lead):
        return None
    whole = text[inner[1] - 1] in ".,!?…" or len(words) > 8 or stretch.behind is None
    opens = not lead.strip() or lead.rstrip()[-1] in ".!?:,”\"–—-"
    if cue:
        # `program "Jaga Sungai" kata Bupati`: a name in the middle of a sentence.
        if not opens and not said and not whole and len(words) < 6:
            return None
        behind = (cue.end(), _line_end(text, cue.end()))
        word = cue["cue"] or cue["thus"]
        return _mention(text, inner, word, _speaker(text, behind, word, cues), "quote_cue_after")
    if said:
        if len(words) < 3 or not (whole or not said["gap"].strip(" ,:")):
            return None
        speaker = _announcer(text, stretch.mark - len(lead), said, sentences, cues)
        return _mention(text, inner, said["cue"], speaker, "quote_cue_before")
    comma = stretch.behind is not None and "," in text[inner[1] - 1 : stretch.behind + 1]
    if comma and (by := cues.subject.match(text, stretch.behind or 0)):
        return _mention(text, inner, by["cue"], by.span("who"), "quote_subject_after")
    if (len(words) <= MIN_WORDS and not stretch.goes_on) or not opens or not whole or cues.theme.search(lead):
        return None
    if stretch.behind is not None and (told := cues.tells.match(text, stretch.behind)):
        speaker = _speaker(text, (told.end(), _line_end(text, told.end())), told["cue"], cues)
        return _mention(text, inner, None, speaker, "quote_told_after")
    if stretch.behind is None and text[inner[0]].islower():
        return None
    return _mention(text, inner, None, None, "quote")


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at, at + 200)
    return end if end >= 0 else min(len(text), at + 200)


def _mention(text: str, inner: Offsets, cue: str | None, speaker: Offsets | None, rule: str) -> Mention[Quote]:
    return Mention.at(text, "quotes", *inner, _spoken("direct", text, cue, speaker), rule)


def _spoken(kind: Literal["direct", "indirect"], text: str, cue: str | None, speaker: Offsets | None) -> Quote:
    """The value of a quote: the words that name its speaker, and those that name whose speech he reads."""
    behalf: Offsets | None = None
    if speaker and (match := _BEHALF.fullmatch(text, *speaker)):
        behalf, speaker = match.span("whose"), match.span("reader")
    return Quote(
        kind,
        cue,
        text[slice(*speaker)] if speaker else None,
        speaker,
        text[slice(*behalf)] if behalf else None,
        behalf,
    )


def _speaker(text: str, behind: Offsets, cue: str, cues: _Cues) -> Offsets | None:
    """The words behind a cue that name who spoke: "Ketua PWI Tulang Bawang", not what comes after."""
    if cue.endswith("nya"):
        return None
    start, limit = behind[0], min(behind[1], behind[0] + 160)
    if described := cues.described.match(text, start, limit):
        return described.span()
    stop = start
    while (match := cues.end.search(text, stop, limit)) and _ABBREVIATED.search(
        text[max(start, match.start() - 4) : match.end()]
    ):
        stop = match.end()
    end = match.start() if match else limit
    # "ujar Kepala Dinas Kominfo, Yulianus Waine.": the name behind the comma belongs to it.
    if match and match.group() == "," and (name := _NAME_BEHIND.match(text, end, limit)):
        end = name.end()
    return _somebody(text, start, end, cues)


def _somebody(text: str, start: int, end: int, cues: _Cues) -> Offsets | None:
    start, end = _trim(text, start, end)
    return (start, end) if end > start and not cues.nobody.fullmatch(text, start, end) else None


def _announcer(text: str, base: int, said: re.Match[str], sentences: Sequence[Offsets], cues: _Cues) -> Offsets | None:
    """Who is named beside the cue before a quote: the subject of its verb, or what follows "menurut"."""
    if said["its"]:
        return None
    first, last = base + said.start("cue"), base + said.end("cue")
    if said["active"]:
        at = bisect_right(sentences, (first, len(text))) - 1
        return _subject(text, max(sentences[at][0], first - _FAR), first, cues) if at >= 0 else None
    return _speaker(text, (last, base + said.end()), "", cues)


def _opened(text: str, start: int, end: int, cues: _Cues) -> int:
    """Where a clause goes on behind the words that open it: "Meski demikian, dalam rapat itu"."""
    while (opener := cues.opener.match(text, start, end)) and opener.end() > start:
        start = opener.end()
    return start


def _subject(text: str, start: int, end: int, cues: _Cues) -> Offsets | None:
    """The words of a clause that name who speaks, without what opens the sentence and what stands before the verb."""
    start, end = _trim(text, start, end)
    start = _opened(text, start, end, cues)
    for title in _LATE_START.finditer(text, start, end):
        start = title.end()
    if cues.nobody.fullmatch(text, start, end):
        return None
    reads = _BEHALF.match(text, start, end)
    first = reads.start("reader") if reads else start
    if does := _DOES.search(text, first, end):
        end = does.start()
    if filler := cues.filler.search(text[first:end]):
        end = first + filler.start()
    start, end = _trim(text, start, end)
    end -= end > start and text[end - 1] == ","
    return _somebody(text, start, end, cues)


def _indirect(
    text: str, paragraphs: Sequence[Offsets], sentences: Sequence[Offsets], direct: Sequence[Offsets], cues: _Cues
) -> Iterator[Mention[Quote]]:
    spoken = iter([*direct, (len(text) + 1, len(text) + 1)])
    quote = next(spoken)
    for start, end in _within(paragraphs, sentences):
        while quote[1] <= start:
            quote = next(spoken)
        first, last = _trim(text, start, end)
        if quote[0] < last and (before := text[first : quote[0]].rstrip(_MARKS))[-1:] in (".", "!", "?"):
            last = first + len(before)      # the mark in front of a quote hides where the sentence ends
        if last - first >= 30 and quote[0] >= last and (found := _reported(text, first, last, cues)):
            yield found


def _within(paragraphs: Sequence[Offsets], sentences: Sequence[Offsets]) -> Iterator[Offsets]:
    """The sentences, each as far as one paragraph goes."""
    body = iter([*paragraphs, (1 << 60, 1 << 60)])
    first, last = next(body)
    for start, end in sentences:
        while last <= start:
            first, last = next(body)
        while last < end:
            yield max(start, first), last
            first, last = next(body)
        if first < end:
            yield max(start, first), end


def _reported(text: str, first: int, last: int, cues: _Cues) -> Mention[Quote] | None:
    """The clause that one sentence reports, if it does."""
    words = text[first:last]
    aside = cues.aside.search(words)
    match = cues.passive.match(words)
    if match and aside and aside.start("cue") == match.start("cue"):
        at = first + match.start("cue")
        if _opened(text, first, at, cues) < at:
            match = None                # "Dinas Sosial, kata Rina, menyalurkan …": the subject is part of what was said
    if match and match["cue"].casefold() == "menurut" and cues.unspoken.match(words, match.end()):
        match = None
    if match:
        that = words.find(" bahwa ", match.end(), match.end() + 80)
        comma = words.find(",", match.end(), that if that >= 0 else len(words))
        if _POINTS_BACK.match(words):
            return None
        if match["cue"].casefold().endswith("nya"):
            return _clause(text, (first + match.end(), last), match["cue"], None, "reported_passive")
        told, from_ = (that, that + len(" bahwa")) if that >= 0 and comma < 0 else (comma, comma + 1)
        if not 0 <= told < 160:
            return None
        manner = cues.manner.match(words, match.end(), told)
        by = manner.end() if manner else match.end()
        by += len(" oleh") * words.startswith(" oleh ", by)
        named = _trim(text, first + by, first + told)
        speaker = named if _BEHALF.fullmatch(text, *named) else _speaker(text, named, "", cues)
        return _clause(text, (first + from_, last), match["cue"], speaker, "reported_passive")
    match = cues.verb.search(words, 0, 260)
    if match and not cues.purpose.search(words[: match.start()].rstrip()):
        if cues.topic.match(words, match.end()) and not _SAYS.search(words, match.end()):
            return None
        speaker = _subject(text, first, first + match.start(), cues)
        return _clause(text, (first + match.end(), last), match["cue"] or match["weak"], speaker, "reported")
    if aside and not (aside["who"] and aside["cue"] == "menurut" and cues.unspoken.match(aside["who"])):
        who = _speaker(text, (first + aside.start("who"), first + aside.end("who")), "", cues) if aside["who"] else None
        inside = aside["stop"] == "," or (who is not None and _GOES_ON.match(text, who[1], last))
        return _clause(text, (first, last) if inside else (first, first + aside.start()), aside["cue"], who, "reported_aside")
    return None


def _clause(text: str, clause: Offsets, cue: str, speaker: Offsets | None, rule: str) -> Mention[Quote] | None:
    start, end = _trim(text, *clause)
    while start < end and text[start] in ", ":
        start += 1
    if called := _CALLED.match(text, start, end):
        start = called.end()
    stop = _STOP.search(text, max(start, end - 3), end)
    end = stop.start() if stop else end
    if len(text[start:end].split()) < 3 or text[end - 1] == ":":
        return None
    return Mention.at(text, "quotes", start, end, _spoken("indirect", text, cue, speaker), rule)
