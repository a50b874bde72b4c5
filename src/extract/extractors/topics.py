"""Topics: words that speak for one government affair of lexicon/topics.csv. Each is one piece of evidence with a weight.

Only title and paragraphs are read: the "Diskominfo" that signs a release does not make it one about communication.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc

from extract.lexicon import Lexicon
from extract.mentions import Mention, Offsets, Topic

TITLE_FACTOR = 3.0          # a word of the title weighs as much as three of the body
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class _Term:
    words: tuple[str, ...]
    acronym: bool                               # "PON" but not "pon"
    topics: tuple[Topic, ...]


@lru_cache(maxsize=8)
def _terms(lexicon: Lexicon) -> Mapping[str, tuple[_Term, ...]]:
    """Terms by first word, the longest first."""
    topics: dict[tuple[str, ...], tuple[bool, list[Topic]]] = {}
    for row in lexicon.rows("topic_terms"):
        words = tuple(word.group().casefold() for word in _WORD.finditer(row["term"]))
        topics.setdefault(words, (row["term"].isupper(), []))[1].append(Topic(row["label"], float(row["weight"])))
    by_first: dict[str, list[_Term]] = {}
    for words, (acronym, found) in topics.items():
        by_first.setdefault(words[0], []).append(_Term(words, acronym, tuple(found)))
    return {first: tuple(sorted(terms, key=lambda t: -len(t.words))) for first, terms in by_first.items()}


def topics(doc: Doc, lexicon: Lexicon) -> list[Mention[Topic]]:
    """All evidence in order. A term that speaks for two affairs ("pasar murah") yields two mentions."""
    mentions: list[Mention[Topic]] = []
    text, layout = doc._.extract_text, doc._.extract_layout
    if layout.title:
        mentions += _scan(text, layout.title, lexicon, TITLE_FACTOR)
    for paragraph in layout.paragraphs:
        if paragraph != layout.title:
            mentions += _scan(text, paragraph, lexicon, 1.0)
    return sorted(mentions, key=lambda m: m.start_char)


def _scan(text: str, part: Offsets, lexicon: Lexicon, factor: float) -> list[Mention[Topic]]:
    terms = _terms(lexicon)
    words = [(m.start(), m.end(), m.group().casefold()) for m in _WORD.finditer(text, *part)]
    mentions: list[Mention[Topic]] = []
    i = 0
    while i < len(words):
        term = _term_at(text, words, i, terms[words[i][2]]) if words[i][2] in terms else None
        if term is None:
            i += 1
            continue
        start, end = words[i][0], words[i + len(term.words) - 1][1]
        mentions += [
            Mention.at(text, "topics", start, end, Topic(topic.label, topic.weight * factor), "topic-term")
            for topic in term.topics
        ]
        i += len(term.words)
    return mentions


def _term_at(text: str, words: list[tuple[int, int, str]], i: int, terms: tuple[_Term, ...]) -> _Term | None:
    for term in terms:
        end = i + len(term.words)
        if end <= len(words) and all(words[i + k][2] == word for k, word in enumerate(term.words)):
            adjacent = all(text[words[k][1]:words[k + 1][0]] == " " for k in range(i, end - 1))
            if adjacent and (not term.acronym or text[words[i][0]:words[end - 1][1]].isupper()):
                return term
    return None
