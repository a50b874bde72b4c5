import pytest

from extract.words.rules import Rule, Rules, known_sets

SIZES: Rules[int, str] = Rules(
    "sizes",
    Rule("small", lambda n: n < 10, "small", "9", "10"),
    Rule("large", lambda n: n > 5, "large", "10", "9"),
)


@pytest.mark.parametrize(("number", "name"), [(1, "small"), (7, "small"), (12, "large")])
def test_the_first_that_holds_decides(number: int, name: str) -> None:
    assert SIZES.first(number).name == name
    assert SIZES.first(number).result == name


def test_a_set_without_a_name_is_called_after_its_module() -> None:
    sets = [Rules(Rule("any", lambda n: True, 1, "")) for _ in range(2)]
    assert [each.name.split(" ")[-1] for each in sets] == [__name__, "2"]


def test_none_holds() -> None:
    with pytest.raises(LookupError):
        Rules("nothing", Rule("never", lambda n: False, 1, "")).first(1)


def test_names_are_unique() -> None:
    with pytest.raises(ValueError, match="twice"):
        Rules("twins", Rule("twice", bool, 1, ""), Rule("twice", bool, 2, ""))


def test_what_a_rule_means_is_said_in_words(pipeline) -> None:
    """Not as an object of Python, whose address is another one in every run."""
    for found in known_sets():
        for rule in found:
            assert "0x" not in rule.meaning and not rule.meaning.startswith(("_", "<")), rule.id
