"""Every rule of names of places decides its own example, and leaves its counter-example to others. The name stands in <>."""

from extract.extractors.places.gazetteer import PLACE, Candidate, release_of, tables_of
from extract.extractors.places.local import NAME, Step
from extract.lexicon import default
from rule_examples import example_tests

TABLES = tables_of(default())


def read(marked: str, persons):
    """The release, and the index of the first word in <>."""
    text = marked.replace("<", "").replace(">", "")
    release = release_of(text, [(at, at + len(name)) for name in persons if (at := text.find(name)) >= 0], TABLES)
    return release, next(i for i, word in enumerate(release.words) if word[0] >= marked.index("<"))


def of_region(marked: str) -> str:
    release, at = read(marked, ["Rina Lahat"])
    last, key = release.longest(at, TABLES.prefixes, TABLES.names)
    return PLACE.first(Candidate(release, at, last, key)).name


def of_step(marked: str) -> str:
    release, at = read(marked, [])
    return NAME.first(Step(release, at, 0, 1, TABLES.local[release.words[0][2]])).name


test_the_rule_decides_its_example, test_the_rule_leaves_the_other_alone = example_tests((PLACE, of_region), (NAME, of_step))
