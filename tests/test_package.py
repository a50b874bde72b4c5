"""What pyproject.toml promises: names that messages tell users to install, entry points that are there, a lock that follows."""

import re
from importlib import import_module
from pathlib import Path

import pytest

from extract.errors import MissingExtraError

ROOT = Path(__file__).parents[1]
tomllib = pytest.importorskip("tomllib", reason="Python 3.11 reads TOML")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_what_messages_and_docs_tell_to_install_exists():
    source = "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "src" / "extract").rglob("*.py")))
    extras = set(re.findall(r'MissingExtraError\([^()]*, "(\w+)"\)', source))
    assert extras and extras <= PROJECT["optional-dependencies"].keys()
    assert str(MissingExtraError("reading Parquet", "parquet")).endswith(f"pip install '{PROJECT['name']}[parquet]'")
    for path in (ROOT / "README.md", ROOT / "pyproject.toml", *sorted((ROOT / "docs").glob("*.md"))):
        text = path.read_text(encoding="utf-8")
        named = re.findall(rf"\b{PROJECT['name']}\[([\w,]+)\]", text)
        assert {extra for names in named for extra in names.split(",")} <= PROJECT["optional-dependencies"].keys()
        assert not re.search(r"\bextract\[\w", text), path


def test_entry_points_are_there():
    groups = {"scripts": PROJECT["scripts"], **PROJECT["entry-points"]}
    for group, points in groups.items():
        for name, value in points.items():
            module, _, attribute = value.partition(":")
            assert getattr(import_module(module), attribute) is not None, (group, name)


def test_every_component_of_the_pipeline_is_registered_by_an_entry_point(language):
    """`spacy.load` of a stored pipeline imports the modules of entry points and no others."""
    modules = {value.partition(":")[0] for value in PROJECT["entry-points"]["spacy_factories"].values()}
    for name, component in language.pipeline:
        module = type(component).__module__
        assert module in modules or module.startswith("spacy."), name


def test_the_lock_is_of_this_project_and_names_public_places_only():
    text = (ROOT / "uv.lock").read_text(encoding="utf-8")
    assert {*re.findall(r"\b(?:https?|file)://([^/\"]*)", text)} == {"pypi.org", "files.pythonhosted.org"}
    lock = tomllib.loads(text)
    own = next(package for package in lock["package"] if package["name"] == PROJECT["name"])
    assert own["metadata"]["provides-extras"] == list(PROJECT["optional-dependencies"]), "run `uv lock`"
    locked = {(d["name"], d.get("specifier", ""), d.get("marker", "")) for d in own["metadata"]["requires-dist"]}
    for extra, requirements in {"": PROJECT["dependencies"], **PROJECT["optional-dependencies"]}.items():
        for requirement in requirements:
            match = re.fullmatch(r"([\w.-]+)(?:\[[\w,]+\])?(.*)", requirement)
            name, wanted = re.sub(r"[-_.]+", "-", match[1]).lower(), set(filter(None, match[2].replace(" ", "").split(",")))
            if name == PROJECT["name"]:
                continue
            marker = f"extra == '{extra}'" if extra else ""
            assert any((n, set(filter(None, s.split(","))), m) == (name, wanted, marker) for n, s, m in locked), f"{requirement}: run `uv lock`"
    needs_torch = {package["name"] for package in lock["package"] if any(d["name"] == "torch" for d in package.get("dependencies", ()))}
    assert needs_torch <= {"stanza"}
