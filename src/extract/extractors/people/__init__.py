"""Officials: every naming of a title, of a person, or of both together ("Wagub Kalteng Edy Pratowo").

One scan finds the offices; from each, the title runs over the words of units and regions (`titles.py`), and the name is what
stands behind it (`beside.py`, `scan.py`). Names before their title (`names.py`) and names alone come from the model's PER
entities (`entities.py`). What the text and the model say of the names in it is in `here.py`.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from spacy.tokens import Doc

from extract.extractors.people.entities import entity_names
from extract.extractors.people.here import Entity, Here
from extract.extractors.people.names import names_first
from extract.extractors.people.scan import Scan
from extract.lexicon import Lexicon
from extract.mentions import Mention, Offsets, Person
from extract.values.offices import roles_of_a_day
from extract.words.view import Words


def people(doc: Doc, lexicon: Lexicon) -> list[Mention[Person]]:
    """Mentions of titles and persons, in document order. Value: `Person`."""
    marked = [Entity(span.start_char, span.end_char, span.label_) for span in (*doc.ents, *doc.spans.get("layer", ()))]
    here = Here(doc._.extract_text, Words(doc), marked, lexicon)
    here.set_names(entity_names(here))
    found = [_without_roles(mention, lexicon) for mention in _chosen(here)]
    return sorted((m for m in found if m.value.name or m.value.titles), key=lambda m: m.offsets)


def _chosen(here: Here) -> list[Mention[Person]]:
    """Of mentions that cover the same words: the surest title with a name, a name with its title, any title, a name alone."""
    titled = list(Scan(here).mentions())
    first = list(names_first(here, titled))
    found = [m for m in titled if here.is_sure(m.value)]
    taken = _Taken([m.offsets for m in found])
    alone = [
        Mention.at(here.text, "people", n.start, n.end, Person(n.text, n.offsets, n.honorifics, n.degrees), "person_entity")
        for n in here.names
    ]
    rest = (*first, *(m for m in titled if not here.is_sure(m.value)), *alone)
    return found + [mention for mention in rest if taken.add(mention.offsets)]


def _without_roles(mention: Mention[Person], lexicon: Lexicon) -> Mention[Person]:
    roles = roles_of_a_day(lexicon)
    titles = tuple(title for title in mention.value.titles if title.office not in roles)
    if len(titles) == len(mention.value.titles):
        return mention
    return replace(mention, value=replace(mention.value, titles=titles))


class _Taken:
    """Stretches that a mention already has."""

    def __init__(self, stretches: list[Offsets]) -> None:
        self._stretches = sorted(stretches)

    def add(self, new: Offsets) -> bool:
        """Whether `new` was free; it is taken now."""
        at = bisect_left(self._stretches, new)
        near = self._stretches[max(0, at - 1) : at + 1]
        if any(start < new[1] and new[0] < end for start, end in near):
            return False
        self._stretches.insert(at, new)
        return True
