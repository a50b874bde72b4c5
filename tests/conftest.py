"""What tests share: the whole pipeline, and the Language that users get, each loaded once."""

import os

import pytest
from hypothesis import settings
from spacy.language import Language

import extract
from extract import api
from extract.pipeline import Pipeline

pytest.register_assert_rewrite("rule_examples")         # its assertions tell what they compared

# By hand every run draws other texts; a run that decides draws the same ones each time.
settings.register_profile("decides", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("decides")


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    return api.pipeline()


@pytest.fixture(scope="session")
def language() -> Language:
    return extract.load()
