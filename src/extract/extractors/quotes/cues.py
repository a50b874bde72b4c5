"""What tells that somebody speaks: patterns made of the word classes `speech-…`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extract.lexicon import Lexicon
from extract.lexicon.words import Patterns

NAME_PART = r"[A-Z][\w/']*(?:\.\w+)*"


@dataclass(frozen=True, slots=True)
class Cues:
    # beside direct speech
    after: re.Pattern[str]      # right behind a quote
    inline: re.Pattern[str]     # behind a quote whose closing mark is missing
    before: re.Pattern[str]     # right before a quote
    theme: re.Pattern[str]      # … somewhere before a theme in marks
    # of reported speech
    verb: re.Pattern[str]       # active
    passive: re.Pattern[str]    # passive, or "Menurut X, …"
    aside: re.Pattern[str]      # …, kata X, …
    amid: re.Pattern[str]       # … menurut X …, between no commas
    by_name: re.Pattern[str]    # the name behind "menurut" that no comma ends: "menurut Rina pasar sudah ramai"
    what_else: re.Pattern[str]  # between a name and what was said: "menurut Rina, yang juga ketua panitia, pasar sudah ramai"
    that: re.Pattern[str]       # leads to what was said, behind who said it
    linked: re.Pattern[str]     # words that only link a sentence to the one before
    headline: re.Pattern[str]   # "Bupati Lahat: …"
    manner: re.Pattern[str]     # what stands between a passive and its speaker: "ditegaskan kemudian dalam sambutan"
    purpose: re.Pattern[str]    # what makes a verb of speech a purpose: "bertujuan mengajak"
    denied: re.Pattern[str]     # what makes it something that was not said: "tidak pernah menyebut"
    denies: re.Pattern[str]     # a verb whose clause is not said: "membantah bahwa", but "tidak membantah bahwa"
    topic: re.Pattern[str]      # what is spoken about, not what is said: "memaparkan capaian tahun lalu"
    says: re.Pattern[str]       # … unless something is said of it: "capaian sudah dua kali lipat"
    relative: re.Pattern[str]   # what is said of a word, and not of the topic: "peran yang aktif membantu"
    points_back: re.Pattern[str]
    goes_on: re.Pattern[str]    # "jika aman, kata Sari maka …", "… kata Sari juga …"
    # around the words that name a speaker
    opener: re.Pattern[str]     # what stands before the subject of a sentence
    filler: re.Pattern[str]     # what stands between it and its verb
    which: re.Pattern[str]      # somebody who speaks in a relative clause: "menolak usul Camat yang meminta"
    does: re.Pattern[str]       # what the subject does before it speaks: "menerima usul itu dan berjanji"
    end: re.Pattern[str]        # what ends the words that name a speaker
    described: re.Pattern[str]  # "orang nomor satu di Lahat itu"
    behind_comma: re.Pattern[str]   # the name behind a title and a comma
    himself: re.Pattern[str]    # ends what stands before a verb, and says who: "Hingga Rabu, pihaknya"
    narrated: re.Pattern[str]   # what a narrator hopes: "Diharapkan, pasar sudah ramai"
    nobody: re.Pattern[str]     # words that name nobody: "saat itu ia", "katanya", "juga"
    behalf: re.Pattern[str]     # "Bupati Lahat dalam sambutannya yang dibacakan Sekda"


SHORT = r"(?:H|Hj|Dr|dr|Drs|Dra|Ir|Prof|Plt|Plh|Pj|Pjs|Ny|KH|Hi|St|Tgk|TGH|[A-Z])\."     # what a full stop belongs to


PARTS = {
    "name": r"[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){0,6}",
    "does": r"(?!{speech-no-verb}(?:nya)?\b)(?:me[a-z]{4,}|ber[a-z]{3,}|di[a-z]{4,}|ter[a-z]{4,})",
    "somebody": r"(?:(?-i:[A-Z])|(?:{speech-somebody}|{speech-described})\b)",
    # beside direct speech; `," kritiknya.`, `," geram Sari`: behind comma and mark, any word tells that belongs to nobody else
    "known": r"{speech-behind}(?:nya|lah|kan)?|(?=[a-z])(?:{speech-verb}|{speech-weak}|{speech-passive}(?:nya)?)",
    "of_him": r"(?:(?<=[,!?][”\"])|(?<=[,!?][”\"] ))[a-z]{3,12}nya",
    "unknown": r"(?<=[,!?][”\"] )(?!{speech-bare} )[a-z]{4,9}(?= (?:[A-Z]|{speech-one-of} ))",
    "said": r"(?P<cue>{known}|{of_him}|{unknown})\b\s?",
    "hedge": r"[ ,.…–-]{0,3}(?:{speech-hedge},? ?){0,2}",
    # most words of speech are other words too: "nilai ekspor", "jelas bahwa", "akhir tahun"
    "spoken": r"{speech-behind}(?=nya|:? *$| {somebody})",
    "actively": r"{speech-verb}|{speech-weak}",
    # of reported speech
    "unsaid": r" {speech-denial}(?: {speech-denial-filler}){0,3} {speech-verb}\b",
    "that": r"(?:(?= )(?:(?!{unsaid})[^.,]){2,61}?)?,? {speech-that}\b",
    # "berpesan kepada para camat, terutama yang baru, agar …", "kepada Sekda, Asisten, dan para camat untuk …"
    "listed": r"(?:[^.]{1,160}?,(?= {speech-so-that}\b)|(?:(?! (?:{does}|{speech-state})\b)[^.]){1,160}?,? untuk\b)",
    "asked": r" kepada (?:[^.,]{1,80}?(?:(?= {speech-so-that}\b)| untuk\b)|(?:(?! yang)[^.,]){1,80}?(?= {does}\b)|{listed})",
    # "mengatakan laporan itu palsu": what some verbs are followed by is said, what others are may be given
    "clause": r"(?(clause) (?!(?:{speech-by}|{speech-told})\b)| (?!{speech-given}(?:nya)?\b))",
    "whom": r"(?:(?! (?:{does}|{speech-so-that}|{speech-state}|untuk)\b)[^.,]){1,100}",
    "to_do": r"(?(asks){whom}(?:(?= {speech-so-that}\b)| untuk\b)(?=(?: \S+){3})|(?!))",
    "known_as": r"(?P<cue>(?P<clause>{speech-clause})\b|(?P<asks>{speech-asks})\b|{speech-verb}\b)",
    "active": r"{known_as}(?:{that}|(?: ?, ?){1,2}|{asked}|{to_do}|{clause})",
    "weakly": r"(?P<weak>{speech-weak})\b(?:{that}|,? {speech-so-that}\b|, )",
    "because": r"{speech-preposition} (?={speech-plain}nya\b)",
    "joined": r"[\w ]{0,30}, |{speech-opener} |{speech-adverb} |dalam [^.,]{4,100}? (?={speech-passive} bahwa\b)|{because}",
    "account": r"dari {speech-account}(?= {somebody})",
    "by_whom": r"(?:{speech-passive}|{speech-plain})(?:nya)?|{speech-behind}nya(?=,)|{speech-lead}(?= {somebody})|{account}",
    "as_told": r"{speech-hedge} {speech-passive}(?: {speech-by})?(?= {somebody})",
    "within": r"(?:masih )?(?:{as_told}|{speech-plain}(?:nya)?|{speech-behind}(?:nya|(?= {somebody})|(?=[,.])))",
    "own": r"menurutnya|{speech-amid}nya|{speech-pronoun} {speech-objective}",
    "amid": r"(?:{speech-lead}|{speech-amid}(?: {speech-by})?)",
    "speech": r"(?:dalam|pada|{speech-through}) {speech-given}(?:nya)?(?: (?:resmi|tertulis)(?:nya)?)?\b,?",
    "state": r"{speech-state}|\d[\d.,]*(?: persen|%)|{does}",
    # around the words that name a speaker
    "in_phrase": r"{speech-preposition} (?-i:[a-z-]+ ){0,2}(?-i:[a-z]{3,}nya|{speech-demonstrative})(?:, ?|(?= (?-i:[A-Z])))",
    "pointing": r"[^,]{2,120} {speech-demonstrative}, ?",
    "phrase": r"{pointing}|{speech-opener}\b,?\s*|{speech-preposition}\b[^,]{0,240}, ?|\(?\d\d?[ /][\w/ ]{1,20}\)?, ?",
    "titles": r"[A-Z][\w/]*(?:,? (?:dan )?(?:[A-Z][\w/]*|\([A-Z]+\))){1,12} ",
    "he": r"(?:[^\n]{0,200}[ ,])?{speech-pronoun}|{speech-pronoun} (?:bersama|dan|didampingi)\b.*",
    "read": r"(?:{speech-through}|(?:yang )?{speech-read}(?: {speech-by})?)",
}


@lru_cache(maxsize=8)
def cues_of(lexicon: Lexicon) -> Cues:
    """The patterns, with the words of the user's own tables."""
    pattern = Patterns(lexicon, **PARTS)
    return Cues(
        after=pattern(r"{hedge}(?:{said}|(?P<thus>[Dd]emikian)(?: [a-z]{3,12})? (?=[A-Z]))"),
        inline=pattern(r"[,.!?]['’]? ?(?P<cue>{speech-behind}(?:nya\b|(?= (?:[A-Z]|{speech-pronoun}\b))))"),
        before=pattern(
            r"\b(?P<cue>(?P<active>{actively})|{spoken}|{speech-passive}|menurut)(?P<its>nya)?\b[^.“”\"\n]{0,60}$",
            re.IGNORECASE,
        ),
        theme=pattern(r"\b{speech-theme}\b[^.]{0,60}$"),
        verb=pattern(r"\b{active}|\b{weakly}", re.IGNORECASE),
        passive=pattern(r"^(?:{joined})?(?P<cue>{by_whom})\b", re.IGNORECASE),
        aside=pattern(r", (?=[a-z])(?P<cue>{within})(?: (?P<who>[^,“”\"\n]{2,120}?))?(?P<stop>,|\.?$)"),
        amid=pattern(
            r"(?<=[\w),])(?<! yang)(?<![Ll]ebih) (?P<cue>{own}|{amid} (?P<who>{name}|{speech-pronoun}\b))(?=,| [a-z])"
        ),
        by_name=pattern(r" {name}(?:,? dan {name})*(?= (?!dan\b|dalam [a-z]+nya,)[a-z])"),
        what_else=pattern(r", ?{speech-what-else} [^,.]{3,100}(?=,)"),
        that=pattern(r",? {speech-that}\b"),
        linked=pattern(r"(?:{because}|(?:{speech-opener}|{speech-adverb})\b,?\s*)*", re.IGNORECASE),
        headline=re.compile(r"(?:[^:\n]*, )?(?P<who>[A-Z][^:,\n]{2,60}?) ?: (?=[^\d\s])"),
        manner=pattern(r"(?: {speech-adverb}\b,?)*(?: {speech})?"),
        purpose=pattern(r"\b{speech-purpose}$"),
        denied=pattern(r"\b{speech-denial}(?: {speech-denial-filler}){0,3}$", re.IGNORECASE),
        denies=pattern(r"{speech-denies}\b", re.IGNORECASE),
        topic=pattern(r"{speech-topic}(?:nya)?\b"),
        relative=re.compile(r" yang [\w-]+ [\w-]+"),
        says=pattern(r"(?<! yang)(?<! untuk)(?<! dalam)(?<! serta)(?<! dan) (?:{state})"),
        points_back=pattern(r"{speech-told}\b(?! {speech-alike})", re.IGNORECASE),
        goes_on=pattern(r" (?:{speech-goes-on}|{speech-state}|{speech-adverb}|{does})\b"),
        opener=pattern(r"{in_phrase}|{phrase}", re.IGNORECASE),
        filler=pattern(r"(?:,? (?=[a-z]|{weekday}\b){speech-filler}\b[^,]{0,60})+,?$"),
        which=pattern(r"\b(?:{speech-object}|{does}) (?P<who>(?:(?!\b(?:{speech-object}|{does})\b)[^.;\n]){2,120}?),? yang$"),
        does=pattern(r",? (?:(?!{speech-no-verb}(?:nya)?\b)me[a-z]{4,}|berencana)\b"),
        end=pattern(r"[.,;:(\n“”\"]|\s(?:{speech-end}|{does}|{speech-through}(?= [a-z]))\b"),
        described=pattern(r"(?:{speech-described}\b[^.,;:\n“”\"]{0,80}?|{titles})\b{speech-demonstrative}\b"),
        behind_comma=pattern(rf", ?(?!{{weekday}}\b)(?:{SHORT} ?|{NAME_PART} ?|dan (?=[A-Z])){{1,10}}"),
        himself=pattern(r"\b{speech-himself}$", re.IGNORECASE),
        narrated=pattern(r"(?:{joined})?{speech-narrated}\b(?! (?-i:[A-Z]))", re.IGNORECASE),
        nobody=pattern(r"{he}|{speech-behind}nya|{speech-adverb}(?:,? {speech-adverb})*", re.IGNORECASE),
        behalf=pattern(
            r"(?P<whose>[^\n]{3,120}?),? (?:yang [a-z]+ |dalam (?:[a-z]+ ){1,3})?{read} (?P<reader>[A-Z][^\n]{2,120})"
        ),
    )
