"""Errors travel between processes as what they are."""

import pickle

import pytest

from extract import errors
from extract.errors import ExtractError, MissingExtraError, SourceError

ARGUMENTS = {
    SourceError: [("empty text", "a.txt"), ("empty text", "a.jsonl", 3), ("empty text", "a.jsonl", 3, "r3")],
    MissingExtraError: [("reading HTML", "html")],
}


def kinds(root):
    yield root
    for kind in root.__subclasses__():
        yield from kinds(kind)


def arguments_of(kind):
    return next((ARGUMENTS[base] for base in kind.__mro__ if base in ARGUMENTS), [("no such file",)])


MADE = [kind(*arguments) for kind in kinds(ExtractError) for arguments in arguments_of(kind)]


@pytest.mark.parametrize("error", MADE, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_an_error_survives_a_pickle(error, protocol):
    found = pickle.loads(pickle.dumps(error, protocol))
    assert type(found) is type(error)
    assert str(found) == str(error)
    assert vars(found) == vars(error)


def test_every_error_of_the_module_is_tried():
    assert {type(error) for error in MADE} >= {kind for kind in vars(errors).values() if isinstance(kind, type)}
