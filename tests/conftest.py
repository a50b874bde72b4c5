"""What tests share: the whole pipeline, loaded once."""

import pytest

from extract.pipeline import Pipeline


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    return Pipeline()
