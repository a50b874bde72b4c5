"""No component runs away: on four times the worst-case text it takes about four times as long.

Times are the processor's, with the garbage collector off; what looks too slow is measured again before it counts.
"""

import gc
import itertools
import time

import pytest
from spacy.tokens import Doc, Span, SpanGroup

from extract.nlp.components import EXTRACTORS
from extract.nlp.tokenizer import split
from extract.sources.release import Release
from extract.text.clean import clean
from worst_texts import KINDS, text_of

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


def one_entity(doc: Doc, label: str, layer: str) -> Doc:
    """All of it as one entity, and one span of the layer."""
    doc.set_ents([Span(doc, 0, len(doc), label)])
    doc.spans["layer"] = SpanGroup(doc, name="layer", spans=[Span(doc, 0, len(doc), layer)])
    return doc


def times(pipeline, text: str, mark=with_entities) -> dict[str, float]:
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
        doc = mark(pipeline.nlp.make_doc(text))
        for name in ("extract_sentences", "extract_layout", *(f"extract_{field}" for field in EXTRACTORS)):
            doc = timed(name, lambda name=name, doc=doc: pipeline.nlp.get_pipe(name)(doc))
        timed("assemble", lambda: pipeline.assemble(doc, Release(id="x", text=text, uri="x", row=None)).to_json())
    finally:
        gc.enable()
    return took


def steep(small: dict[str, float], large: dict[str, float], factor: float) -> dict[str, float]:
    return {name: large[name] / small[name] for name in large if large[name] > max(AT_ONCE, factor * small[name])}


def assert_linear(pipeline, texts: list[str], factor: float, mark=with_entities) -> None:
    small, large = (times(pipeline, text, mark) for text in texts)
    for _ in range(3):
        if not steep(small, large, factor):
            return
        for best, text in zip((small, large), texts, strict=True):
            best.update({name: min(seconds, best[name]) for name, seconds in times(pipeline, text, mark).items()})
    assert not steep(small, large, factor)


@pytest.mark.parametrize("kind", KINDS)
def test_time_grows_with_the_length(pipeline, kind):
    assert_linear(pipeline, [text_of(kind, length) for length in (SMALL, TIMES * SMALL)], TOO_STEEP)


@pytest.mark.parametrize("labels", [("PER", "TITLE"), ("ORG", "EVENT"), ("LOC", "VENUE")])
@pytest.mark.parametrize("kind", ["capitals", "all", "words"])
def test_what_the_model_marks_has_no_end(pipeline, kind, labels):
    texts = [text_of(kind, length) for length in (SMALL, TIMES * SMALL)]
    assert_linear(pipeline, texts, TOO_STEEP, lambda doc: one_entity(doc, *labels))


def test_a_megabyte_of_everything(pipeline):
    texts = ["\n".join(text_of(kind, length // len(KINDS)) for kind in KINDS) for length in (60_000, 960_000)]
    assert_linear(pipeline, texts, 2 * 16)
