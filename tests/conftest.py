"""What tests share: the whole pipeline, and the Language that users get, each loaded once."""

import pytest
from spacy.language import Language

import extract
from extract import api
from extract.pipeline import Pipeline


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    return api.pipeline()


@pytest.fixture(scope="session")
def language() -> Language:
    return extract.load()
