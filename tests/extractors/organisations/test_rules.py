"""Every rule of heads and of open names decides its own example, and leaves its counter-example to others. The words stand in <>."""

from extract.extractors.organisations.heads import HEADS, Candidate, release_of, tables_of
from extract.extractors.organisations.names import OPEN, Step
from extract.lexicon import default
from rule_examples import example_tests

TABLES = tables_of(default())


def read(marked: str):
    """The release, and the index of the first word in <>."""
    release = release_of(marked.replace("<", "").replace(">", ""), frozenset(), TABLES)
    return release, next(i for i, word in enumerate(release.words) if word[0] >= marked.index("<"))


def of_head(marked: str) -> str:
    release, at = read(marked)
    known = TABLES.heads[release.words[at][2]]
    fits = next((head for head in known if release.text[release.words[at][0] :].casefold().startswith(head.term.casefold())), known[0])
    return HEADS.first(Candidate(release, fits, at)).name


def of_step(marked: str) -> str:
    release, at = read(marked)
    first = at == 1 or (at == 2 and release.gap(2) == ". ")
    return OPEN.first(Step(release, at, first)).name


test_the_rule_decides_its_example, test_the_rule_leaves_the_other_alone = example_tests((HEADS, of_head), (OPEN, of_step))
