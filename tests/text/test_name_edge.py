"""Every rule of an edge decides its own example, and leaves its counter-example to others: names start at <, ^ is the word."""

import pytest

from extract.extractors import event, themes, venue
from extract.lexicon import default
from extract.nlp.language import blank
from extract.text.name_edge import At, Edge, Step, name_edges
from extract.values.dates import find_dates
from extract.words.rules import Rule, Rules
from extract.words.view import Word, Words

NLP = blank()


def words(text: str) -> list[Word]:
    return Words(NLP.make_doc(text)).within(0, len(text))


def at_mark(kind, marked: str) -> At:
    """The walk at the word behind ^."""
    start = marked.index("<")
    mark = marked.index("^") - (marked.index("^") > start)
    text = marked.replace("<", "").replace("^", "")
    found = words(text)
    first = next(i for i, word in enumerate(found) if word.start >= start)
    dates = frozenset(offsets[0] for offsets, _ in find_dates(text, 0, len(text), default()))
    tables = kind._tables(default())
    head = first + (event._head(found, first, tables) or (0,))[0] if kind is event else first
    walk = At(found, first, head, dates, tables.classes)
    walk.i = next(i for i, word in enumerate(found) if word.start >= mark)
    return walk


RULES = [(kind, rule) for kind in (event, venue, themes) for rule in kind.EDGES]


@pytest.mark.parametrize(("kind", "rule"), RULES, ids=lambda value: getattr(value, "name", ""))
def test_the_rule_decides_its_example(kind, rule) -> None:
    assert kind.EDGES.first(at_mark(kind, rule.example)).name == rule.name


@pytest.mark.parametrize(
    ("kind", "rule"), [(kind, rule) for kind, rule in RULES if rule.not_example], ids=lambda value: getattr(value, "name", "")
)
def test_the_rule_leaves_the_other_alone(kind, rule) -> None:
    marked = rule.not_example if "^" in rule.not_example else rule.not_example.replace("<", "<^", 1)
    assert kind.EDGES.first(at_mark(kind, marked)).name != rule.name


WALK: Rules[At, Step] = Rules(
    "a walk",
    Rule("bracket", lambda at: at.text == "(" and at.closing() is not None, Step.GROUP, example=""),
    Rule("end", lambda at: at.text == ".", Step.STOP, example=""),
    Rule("pause", lambda at: at.lower == "di", Step.PAUSE, example=""),
    Rule("may", lambda at: at.lower == "desa", Step.MAY, example=""),
    Rule("name", lambda at: True, Step.TAKE, example=""),
)


def edges(text: str, most: int = 20, head: int = 0) -> list[tuple[str, str]]:
    found = words(text)
    walk = At(found, 0, head, frozenset(), {"trail": frozenset({"dan"})})
    return [(text[: found[edge.stop - 1].end], edge.rule) for edge in name_edges(walk, WALK, most)]


def test_the_usual_edge_comes_first() -> None:
    assert edges("Pasar Desa Oben di Kupang dan.") == [
        ("Pasar Desa Oben", "pause"), ("Pasar", "may"), ("Pasar Desa Oben di Kupang", "end"),
    ]  # fmt: skip


def test_brackets_go_along() -> None:
    assert edges("Rapat (di Kupang) besar. Lalu") == [("Rapat (di Kupang) besar", "end")]
    assert edges("Rapat besar di (") == [("Rapat besar", "pause"), ("Rapat besar di (", "end")]


def test_no_name() -> None:
    assert edges("di Kupang.") == []
    assert edges("dan.") == []
    assert edges("") == []


def test_names_are_short() -> None:
    assert edges("satu dua tiga empat", most=2) == [("satu dua", "end")]


def test_edges_are_plain_values() -> None:
    assert Edge(3, "pause", "di") == Edge(3, "pause", "di", usual=True)
