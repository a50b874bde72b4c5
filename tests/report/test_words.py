"""The words of the page: in both languages, none missing, none left over; and all that the record may say has some."""

import csv
import re

import pytest

from extract.lexicon import default
from extract.report.form import form, groups, literals, names
from extract.report.scripts import MODULES, STATIC
from extract.report.words import LANGUAGES, words
from extract.values.regions import Level

WORDS = words()
FORM = form()
TEMPLATE = (STATIC.parent / "templates" / "report.html").read_text(encoding="utf-8")
SCRIPTS = {path.stem: path.read_text(encoding="utf-8") for path in STATIC.glob("*.js")}


def test_both_languages_say_the_same_things():
    with (STATIC.parent / "words.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({row["key"] for row in rows}) == len(rows)
    for row in rows:
        filled = [{*re.findall(r"\{(\w+)\}", row[language])} for language in LANGUAGES]
        assert all(row[language].strip() for language in LANGUAGES) and filled[0] == filled[1], row


def used() -> set[str]:
    text = "\n".join([TEMPLATE, *SCRIPTS.values()])
    return {*re.findall(r"""\bw(?:\(|\[)["']([\w.]+)["']""", text), *re.findall(r'data-w="([\w.]+)"', text)}


def test_every_word_that_the_page_uses_is_there_and_no_other():
    lists = {"field", "group", "letter", "kind", "level", "role", "unit", "code", "label", "bound", "direction"}
    assert used() <= WORDS["id"].keys()
    text = "\n".join(SCRIPTS.values())
    for key in WORDS["id"].keys() - used():
        start, _, rest = key.partition(".")
        # "filter.region" is w(`filter.${name}`) where a name is "region"; choices within a call are written out.
        assert start in lists or f'"{key}"' in text or (f"`{start}.${{" in text and re.search(rf"\b{rest}\b", text)), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_of_the_record_has_a_name(language):
    top = {field["name"] for field in FORM}
    inner = {name for field in FORM for name in names(field.get("fields", []))}
    assert {f"field.{name}" for name in inner} <= WORDS[language].keys()
    shown = {*groups(FORM)}
    for name in top:
        assert (f"group.{name}" if name in shown | {"other_events", "attendance"} else f"field.{name}") in WORDS[language], name
    letters = [WORDS[language][f"letter.{group}"] for group in groups(FORM)]
    assert len({*letters}) == len(letters)


@pytest.mark.parametrize("language", LANGUAGES)
def test_closed_lists_are_translated(language):
    said = WORDS[language].keys()
    assert {f"{field}.{value}" for field, value in literals() if field not in ("acting", "schema_version")} <= said
    tables = default()
    assert {f"label.{row['label']}" for row in tables.rows("topics")} <= said
    assert {f"role.{row['role']}" for table in ("roles", "credit_roles") for row in tables.rows(table)} <= said
    kinds = {row["kind"] for row in tables.rows("organisations")} - {"none", ""}     # what is "none" is no organisation
    assert {f"kind.{kind}" for kind in kinds} <= said
    assert {f"level.{level}" for level in Level.__args__} <= said


def test_what_is_highlighted_follows_the_record():
    assert groups(FORM) == [
        "title", "publisher", "dateline", "published", "credits", "event", "date", "venue", "town", "theme", "officials", "organisations",
        "places", "themes", "programmes", "figures", "quotes", "regulations", "warnings",
    ]  # fmt: skip
    by_name = {field["name"]: field for field in FORM}
    kinds = {field["name"]: (field["kind"], field["list"]) for field in by_name["quotes"]["fields"]}
    assert kinds["speaker"] == ("index", False) and kinds["span"] == ("span", False) and kinds["confidence"] == ("share", False)
    assert by_name["attendance"] == {"name": "attendance", "list": True, "kind": "index", "of": "officials"}


def test_each_module_imports_only_what_stands_before_it():
    assert {*MODULES} == SCRIPTS.keys()
    for at, name in enumerate(MODULES):
        exported = {other: {*re.findall(r"^export (?:async )?(?:function|const) (\w+)", SCRIPTS[other], re.MULTILINE)} for other in MODULES[:at]}
        imports = re.findall(r'^import \{([^}]*)\} from "\./(\w+)\.js";$', SCRIPTS[name], re.MULTILINE)
        assert SCRIPTS[name].count("\nimport ") + SCRIPTS[name].startswith("import ") == len(imports)
        for wanted, other in imports:
            wants = {word.strip() for word in wanted.split(",")}
            assert wants <= exported[other], (name, other)
            body = re.sub(r"^import .*$", "", SCRIPTS[name], flags=re.MULTILINE)
            assert all(re.search(rf"\b{word}\b", body) for word in wants), f"{name}: unused import of {other}"


def test_nothing_of_a_release_is_written_as_markup():
    for name, source in SCRIPTS.items():
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|DOMParser", source), name
