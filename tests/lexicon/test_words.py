"""Every class of words is explained, has words, and is read by the code; every class that the code names exists."""

import re
from collections import Counter
from pathlib import Path

import pytest

from extract.errors import LexiconError
from extract.lexicon import HERE, Lexicon
from extract.lexicon.words import Patterns, pattern_of, words_of

LEXICON = Lexicon()
CLASSES = {row["class"]: row for row in LEXICON.rows("classes")}
PREFIXES = "|".join(sorted({name.split("-")[0] for name in CLASSES if "-" in name} - {"level"}))
CODE = "\n".join(path.read_text(encoding="utf-8") for path in HERE.parent.rglob("*.py") if path.parent != HERE)


def test_rows():
    rows = [(row["class"], row["term"]) for row in LEXICON.rows("words")]
    assert rows == sorted(rows)
    assert not [row for row, count in Counter(rows).items() if count > 1]
    assert not [term for _, term in rows if term != term.casefold()]
    assert list(CLASSES) == sorted(CLASSES)
    assert len(CLASSES) == len(LEXICON.rows("classes"))


@pytest.mark.parametrize("name", CLASSES)
def test_class(name):
    assert CLASSES[name]["meaning"]
    words = re.compile(rf"(?<!\w)(?:{pattern_of(LEXICON, name)})(?!\w)")
    assert words.search(CLASSES[name]["example"]), f"no word of {name} in its example"
    assert re.search(rf'["{{?|]{name}["}}|]', CODE), f"nothing reads {name}"


def test_code_names_no_other_class():
    assert not set(re.findall(rf'["{{?|]((?:{PREFIXES})-[a-z-]+)["}}|]', CODE)) - set(CLASSES)


def test_words_of_several_classes():
    assert words_of(LEXICON, "level", "weekday") == words_of(LEXICON, "level") | words_of(LEXICON, "weekday")
    assert {"senin", "jum'at", "kabupaten"} <= words_of(LEXICON, "level", "weekday")
    with pytest.raises(KeyError):
        words_of(LEXICON, "levels")


def test_patterns_with_words_and_parts_in_them():
    patterns = Patterns(LEXICON, day=r"{weekday}\b", date=r"{day} \d{1,2}")
    assert patterns(r"pada {date}").search("rapat pada Jum'at 12 Mei")
    assert not patterns(r"pada {date}").search("rapat pada Mei 12")
    with pytest.raises(KeyError):
        patterns(r"{levels}")


def test_rows_of_the_user(tmp_path: Path):
    words, places = tmp_path / "words.csv", tmp_path / "local_places.csv"
    words.write_text("term,class\nSekiranya,figure-link\n", encoding="utf-8")
    places.write_text("term,level\nNegeri,village\n", encoding="utf-8")
    lexicon = Lexicon([words, places])
    assert {"sekiranya", "mencapai", "negeri", "desa"} <= words_of(lexicon, "figure-link", "level-local")
    assert re.fullmatch(pattern_of(lexicon, "level-local"), "NEGERI")
    assert words_of(LEXICON, "figure-link", "level-local").isdisjoint({"sekiranya", "negeri"})


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("words.csv", "term,class\nyang,figure-edge\n", "{}:2: column 'class' holds 'figure-edge', which column 'class' of classes does not have"),
        ("words.csv", "term,kind\nyang,stop\n", "{}:1: missing column class in term, kind"),
        ("event_edges.csv", "term,kind\nyang,stop\n", "{}: its rows go into words.csv now, with a class 'event-…' of classes.csv"),
        ("figure_words.csv", "term,role\nyang,tie\n", "{}: its rows go into words.csv now, with a class 'figure-…' of classes.csv"),
    ],
)
def test_what_cannot_be_used(name, content, message, tmp_path):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(LexiconError) as refused:
        Lexicon([path])
    assert str(refused.value) == message.format(path)


def test_every_table_and_source_is_explained():
    sources = (HERE / "SOURCES.md").read_text(encoding="utf-8")
    tables = {path.stem for path in HERE.glob("*.csv")}
    assert set(re.findall(r"^\| `(\w+)` \|", sources, re.MULTILINE)) == tables
    named = {row["source"] for table in tables for row in LEXICON.rows(table) if "source" in row}
    assert set(re.findall(r"^- \*\*(.+?)\*\*", sources, re.MULTILINE)) == named
