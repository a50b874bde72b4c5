"""No component runs away: on four times the worst-case text it takes about four times as long.

Times are the processor's, with the garbage collector off; what looks too slow is measured again before it counts.
"""

import gc
import itertools
import time

import pytest
from spacy.tokens import Doc, Span

from extract.nlp.components import EXTRACTORS
from extract.nlp.tokenizer import split
from extract.sources.release import Release
from extract.text.clean import clean

_SYLLABLES = [first + second for first in "bdgklmnprst" for second in "aiu"]
_NAMES = [f"{a}{b}{c}".capitalize() for a, b, c in itertools.product(_SYLLABLES, repeat=3)]
WORST = {
    "quotes": "“Kata \" ", "marks": '"', "speech": "“Kami bangga sekali hari ini,” kata Bupati Andi. ", "unclosed": "“Kata. ", "told": "Camat mengatakan, “kami siap bekerja,” ",
    "brackets": "( ) ", "unclosed brackets": "(a ", "theme": "tema \"",
    "digit": "1", "digits": "1.234,5 ", "groups": ".123", "slashes": "1/2/", "money": "Rp1,5 miliar ", "sign": "Rp ",
    "spelled": "dua puluh ", "percent": "naik 5 persen dari 4 persen, ", "months": "Mei ", "dates": "1-2 Mei 2023 ",
    "torn": "Rp1. 000. ", "fractions": "dua tiga perempat 1/2 ", "days": "3, 4, 5/6/2024 ",
    "commas": "a, ", "stops": ".", "initials": "A.", "hyphens": "a-a-", "credits": "Foto: a; ",
    "letter": "A", "small": "yang telah ", "capitals": "Kepala Dinas ", "titles": "Wakil Bupati, ", "chain": "Dinas Sosial dan ",
    "one name": "Andi Budi Cahya ", "attendance": "hadir Bupati Andi Budi, ", "venues": "di Aula Kantor ",
    "laws": "Peraturan Daerah Nomor 5 Tahun 2021 tentang ",
    "spaces": " ", "line ends": "\n", "crlf": "\r\n", "lines": "A\n", "accents": "a\u0301\u0301",
    "stacks": "\u0e48\u0e38", "entities": "&am&amp;", "mojibake": "Ã¢â‚¬Å“ ", "wrapped": "orang itu yang datang dan kegia-\n",
    "links": "Baca juga: Bupati ",
    "many names": " ".join(f"Bupati {one} {other}." for one, other in zip(_NAMES[::13], _NAMES[7::13], strict=False)),
}  # fmt: skip
SMALL, TIMES = 8_000, 4     # characters, and how many times as many are read next
TOO_STEEP = 2 * TIMES       # a quadratic pattern takes TIMES * TIMES as long
AT_ONCE = 0.05              # seconds: what is over so soon on the larger text is not judged by its growth


def with_entities(doc: Doc) -> Doc:
    """Every run of two capitalised words as an entity, of each label in turn."""
    found, at = [], 0
    labels = itertools.cycle(("PER", "ORG", "LOC"))
    while at < len(doc):
        length = sum(1 for token in itertools.takewhile(lambda token: token.text[:1].isupper(), doc[at : at + 2]))
        if length:
            found.append(Span(doc, at, at + length, next(labels)))
        at += max(1, length)
    doc.set_ents(found)
    return doc


def times(pipeline, text: str) -> dict[str, float]:
    """Component -> seconds."""
    took = {}

    def timed(name, call):
        start = time.process_time()
        result = call()
        took[name] = time.process_time() - start
        return result

    gc.collect()
    gc.disable()
    try:
        cleaned = timed("clean", lambda: clean(text))
        timed("tokenizer", lambda: split(cleaned.text))
        doc = with_entities(pipeline.nlp.make_doc(text))
        for name in ("extract_sentences", "extract_layout", *(f"extract_{field}" for field in EXTRACTORS)):
            doc = timed(name, lambda name=name, doc=doc: pipeline.nlp.get_pipe(name)(doc))
        timed("assemble", lambda: pipeline.assemble(doc, Release(id="x", text=text, uri="x", row=None)).to_json())
    finally:
        gc.enable()
    return took


def repeated(unit: str, length: int) -> str:
    return (unit * (length // len(unit) + 1))[:length]


def steep(small: dict[str, float], large: dict[str, float], factor: float) -> dict[str, float]:
    return {name: large[name] / small[name] for name in large if large[name] > max(AT_ONCE, factor * small[name])}


@pytest.mark.parametrize("kind", WORST)
def test_time_grows_with_the_length(pipeline, kind):
    texts = [repeated(WORST[kind], length) for length in (SMALL, TIMES * SMALL)]
    small, large = (times(pipeline, text) for text in texts)
    for _ in range(3):
        if not steep(small, large, TOO_STEEP):
            return
        for best, text in zip((small, large), texts, strict=True):
            best.update({name: min(seconds, best[name]) for name, seconds in times(pipeline, text).items()})
    assert not steep(small, large, TOO_STEEP)


def test_a_megabyte_of_everything(pipeline):
    texts = ["\n".join(repeated(unit, length // len(WORST)) for unit in WORST.values()) for length in (60_000, 960_000)]
    small, large = (times(pipeline, text) for text in texts)
    assert not steep(small, large, 2 * 16)
