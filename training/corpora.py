"""Readers of the public corpora: sentences of words with entity spans, cut into the words of our own tokenizer.

The corpora stay outside the repository; every script takes their directory. No sentence of a test file is ever
trained on: `without_tests` drops it, whichever corpus it comes from (several re-annotate the same news).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from extract.nlp.tokenizer import split

LABELS = {
    "PER": "PER", "PERSON": "PER", "Person": "PER", "PPL": "PER",
    "ORG": "ORG", "ORGANIZATION": "ORG", "ORGANISATION": "ORG", "Organisation": "ORG",
    "LOC": "LOC", "LOCATION": "LOC", "PLACE": "LOC", "Place": "LOC", "PLC": "LOC",
}
FILES = {
    "idner": "idner-news-2k.{}.txt", "nerui": "nerui.{}.tsv", "nerugm": "nerugm.{}.tsv", "nergrit": "nergrit.{}.txt",
    "dee": "dee-gold.txt", "nerp": "nerp.{}.txt",
}
SPLITS = {"nergrit": {"dev": "valid"}, "nerp": {"dev": "valid"}}

Span = tuple[int, int, str]


@dataclass(frozen=True)
class Sentence:
    """Words of the corpus as they stand there, and entities as (first word, word after the last, label)."""

    words: tuple[str, ...]
    entities: tuple[Span, ...]
    corpus: str
    tags: tuple[str, ...] = ()


def read(directory: Path, corpus: str, part: str) -> list[Sentence]:
    """The sentences of one part ("train", "dev", "test") of a corpus of entities."""
    name = FILES[corpus].format(SPLITS.get(corpus, {}).get(part, part))
    return [_sentence(rows, corpus) for rows in _blocks(directory / "ner" / name)]


def _blocks(path: Path, between: str = "[\t ]+") -> Iterator[list[list[str]]]:
    rows: list[list[str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        fields = re.split(between, line.strip())
        if fields == [""]:
            if rows:
                yield rows
            rows = []
        elif len(fields) >= 2:
            rows.append(fields)
    if rows:
        yield rows


def _sentence(rows: list[list[str]], corpus: str) -> Sentence:
    spans: list[list[int | str]] = []
    before = "O"
    for at, row in enumerate(rows):
        tag = row[-1]
        label = LABELS.get(tag.split("-", 1)[-1])
        begins = tag.startswith("B-") or before == "O" or tag.split("-")[-1] != before.split("-")[-1]
        if label and (begins or not spans):
            spans.append([at, at + 1, label])
        elif label:
            spans[-1][1] = at + 1
        before = tag if label else "O"
    tags = tuple(row[1] for row in rows) if corpus == "idner" else ()
    return Sentence(tuple(row[0] for row in rows), tuple((int(s), int(e), str(t)) for s, e, t in spans), corpus, tags)


def untagged(directory: Path) -> list[Sentence]:
    """Sentences of news that nobody has marked entities in: the tagged corpus of famrashel and the treebanks' training text."""
    found = [_unmarked(rows) for rows in _blocks(directory / "pos" / "idn-tagged-corpus.tsv", "\t")]
    for name in ("id_csui-ud-train", "id_pud-ud-test", "id_gsd-ud-dev"):
        for rows in _blocks(directory / "ud" / f"{name}.conllu", "\t"):
            found.append(_unmarked([row[1:] for row in rows if row[0].isdigit()]))
    return found


def _unmarked(rows: list[list[str]]) -> Sentence:
    text = " ".join(row[0] for row in rows)
    return Sentence(tuple(re.sub(r" -(?=\w)", "", text).split()), (), "untagged")     # "bersih -nya" is one word


def key(words: Iterable[str]) -> str:
    """Letters and digits alone: by this, sentences of different corpora are one and the same."""
    return re.sub(r"[\W_]+", "", "".join(words)).lower()


def test_keys(directory: Path) -> set[str]:
    """The sentences of all test files, and of the treebanks' test files."""
    keys = {key(s.words) for corpus in ("idner", "nerui", "nerugm", "nergrit") for s in read(directory, corpus, "test")}
    for name in ("id_csui-ud-test", "id_gsd-ud-test"):
        for line in (directory / "ud" / f"{name}.conllu").read_text(encoding="utf-8").splitlines():
            if line.startswith("# text = "):
                keys.add(key([line[9:]]))
    return keys


def without_tests(sentences: Iterable[Sentence], tests: set[str]) -> list[Sentence]:
    """Those whose words no test file has. Very short sentences ("Ya .") are kept: they tell nothing apart."""
    return [s for s in sentences if len(key(s.words)) < 20 or key(s.words) not in tests]


_NO_SPACE_BEFORE = re.compile(r"[.,;:!?)\]%”]+")
_NO_SPACE_AFTER = re.compile(r"[(\[“/]")
_QUOTES = frozenset({'"', "''", "``"})
_PLAIN = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "`": "'", "´": "'"})


@dataclass(frozen=True)
class Tokens:
    """Words of our tokenizer, whether a space follows each, entity spans in them, and the corpus words behind each."""

    words: list[str]
    spaces: list[bool]
    entities: list[Span]
    origin: list[tuple[int, int]]
    tags: list[str]

    def corpus_span(self, first: int, after: int) -> tuple[int, int]:
        """The corpus words that words [first, after) are part of."""
        return self.origin[first][0], self.origin[after - 1][1]


def retokenized(sentence: Sentence) -> Tokens:
    """The sentence in the words of our tokenizer. Entities lose punctuation at their edges ("Indonesia?")."""
    words: list[str] = []
    spaces: list[bool] = []
    origin: list[tuple[int, int]] = []
    quoted = False
    for first, after in _units(sentence):
        word = "".join(sentence.words[first:after]).translate(_PLAIN)
        opens = word in _QUOTES and not quoted
        closes = word in _QUOTES and quoted
        if words and (_NO_SPACE_BEFORE.fullmatch(word) or closes):
            spaces[-1] = False
        pieces, gaps = split(word)
        words.extend(pieces)
        spaces.extend(gaps)
        origin.extend([(first, after)] * len(pieces))
        spaces[-1] = not (_NO_SPACE_AFTER.fullmatch(word) or opens)
        quoted = opens or (quoted and not closes)
    entities = []
    for first, after, label in sentence.entities:
        inside = [i for i, (start, _) in enumerate(origin) if first <= start < after]
        while inside and not words[inside[0]][0].isalnum():
            inside.pop(0)
        while inside and not words[inside[-1]][-1].isalnum() and len(words[inside[-1]]) == 1 and words[inside[-1]] != ")":
            inside.pop()
        if inside and words[inside[-1]] == ")" and "(" not in [words[i] for i in inside]:
            inside.pop()
        if inside:
            entities.append((inside[0], inside[-1] + 1, label))
    tags = [sentence.tags[start] for start, _ in origin] if sentence.tags else []
    return Tokens(words, spaces, entities, origin, tags)


def _units(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Runs of corpus words that our tokenizer keeps as one: "sumber - sumber", "Prof ." inside a sentence."""
    words = sentence.words
    edges = {edge for first, after, _ in sentence.entities for edge in (first, after)}
    at = 0
    while at < len(words):
        word, following = words[at], words[at + 1] if at + 1 < len(words) else ""
        third = words[at + 2] if at + 2 < len(words) else ""
        inside_free = not {at + 1, at + 2} & edges
        if following == "-" and len(word) > 1 and third.lower().startswith(word.lower()) and inside_free:
            yield at, at + 3
            at += 3
        elif following == "." and third and at + 1 not in edges and len(split(word + ".")[0]) == 1:
            yield at, at + 2
            at += 2
        else:
            yield at, at + 1
            at += 1
