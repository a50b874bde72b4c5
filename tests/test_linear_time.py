"""No pattern runs away: on twice the worst-case text, each component takes about twice as long."""

import time

import pytest

from extract.nlp.components import EXTRACTORS

WORST = {
    "quotes": '“Kata " ',
    "digits": "1.234,5 ",
    "commas": "a, ",
    "capitals": "Kepala Dinas ",
    "names": "Andi Budi Cahya ",
    "brackets": "( ) ",
    "spaces": "  ",
    "lines": "A\n",
    "one-word": "A",
    "dots": "A.",
}
SMALL, LARGE = 15_000, 60_000


@pytest.mark.parametrize("kind", WORST)
def test_time_grows_with_the_length(pipeline, kind):
    unit = WORST[kind]
    grew = {}
    times = []
    for size in (SMALL, LARGE):
        doc = pipeline.nlp.make_doc(unit * (size // len(unit)))
        took = {}
        for name in ("extract_sentences", "extract_layout", *(f"extract_{field}" for field in EXTRACTORS)):
            start = time.perf_counter()
            doc = pipeline.nlp.get_pipe(name)(doc)
            took[name] = time.perf_counter() - start
        times.append(took)
    for name, small in times[0].items():
        # Four times the text: a quadratic pattern would take sixteen times as long. What is over at once is not measured.
        if times[1][name] > 0.4:
            grew[name] = times[1][name] / max(small, 0.01)
    assert all(ratio < 9 for ratio in grew.values()), grew
