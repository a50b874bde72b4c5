"""Rules as things: each has a name, an example it must decide and one it must not, and the first that holds decides.

    RULES = Rules(
        "clock or count",
        Rule("clock", lambda n: n.follows(ZONE), False, example="dibuka pukul <09.30> WIB", not_example="kain <9,5> meter"),
        Rule("quantity", lambda n: True, True, example="<150> peserta"),
    )
    rule = RULES.first(number)
    rule.id, rule.result            # "clock or count/clock", False

Order is meaning. The examples are the tests: `tests` run every rule of a set on them, so a rule that never decides, or that
decides what is not its own, fails.

What no rule decides yet is found in one of several `Ways`, which say as much of themselves. `known_sets()` gives both kinds, and
`extract rules` prints them. A mention names in `rule` what it is from: the id of a rule, of several joined by "; ", or a way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

Seen = TypeVar("Seen", contravariant=True)      # what the rules look at
Result = TypeVar("Result")                      # what they decide


@dataclass(frozen=True, slots=True)
class Rule(Generic[Seen, Result]):
    """Decides `result` where `holds` is true. `example`: what it decides; `not_example`: what it must leave to others.
    `goes_by`: as of a `Way`, where that explains a mention."""

    name: str
    holds: Callable[[Seen], bool]
    result: Result
    example: str
    not_example: str = ""
    goes_by: tuple[str, ...] = ()
    of: str = ""                # the name of its set, which the set fills in

    @property
    def id(self) -> str:
        return f"{self.of}/{self.name}"

    @property
    def meaning(self) -> str:
        """What it decides, in words; empty where its name says all."""
        if isinstance(self.result, bool):
            return "yes" if self.result else "no"
        if callable(self.result):
            return (self.result.__doc__ or "").partition("\n")[0]
        return self.result if isinstance(self.result, str) else ""


@dataclass(frozen=True, slots=True)
class Way:
    """How something is found that no rule decides. In `example` it stands in <>. `goes_by`: the tables and the classes of words
    whose terms it is known by, or "model"."""

    name: str
    meaning: str
    example: str
    goes_by: tuple[str, ...] = ()
    of: str = ""
    not_example: str = ""

    @property
    def id(self) -> str:
        return f"{self.of}/{self.name}"


class Rules(Generic[Seen, Result]):
    """Rules in their order, under the name of what they decide. A set without a name is called after the module of its rules.
    Raises ValueError where two have one name."""

    def __init__(self, name: str | Rule[Seen, Result], *rules: Rule[Seen, Result]) -> None:
        if isinstance(name, Rule):
            rules = (name, *rules)
            name = _module_of(name)
        self.name = name
        self._rules = tuple(replace(rule, of=name) for rule in _register(self, name, rules))

    def __iter__(self) -> Iterator[Rule[Seen, Result]]:
        return iter(self._rules)

    def first(self, seen: Seen) -> Rule[Seen, Result]:
        """The first rule that holds. Raises LookupError where none does: let the last one always hold."""
        for rule in self._rules:
            if rule.holds(seen):
                if _fired is not None:
                    _fired[rule.id] += 1
                return rule
        raise LookupError(f"no rule of {self.name!r} holds")


class Ways:
    """The ways in which mentions of one label are found. Raises ValueError where two have one name."""

    def __init__(self, label: str, *ways: Way) -> None:
        self.name = label
        self._ways = tuple(replace(way, of=label) for way in _register(self, label, ways))

    def __iter__(self) -> Iterator[Way]:
        return iter(self._ways)


_SETS: dict[str, Rules[Any, Any] | Ways] = {}
_fired: Counter[str] | None = None
_Named = TypeVar("_Named", Rule[Any, Any], Way)


def _register(found: Rules[Any, Any] | Ways, name: str, rules: tuple[_Named, ...]) -> tuple[_Named, ...]:
    names = [rule.name for rule in rules]
    if double := {name for name in names if names.count(name) > 1}:
        raise ValueError(f"two rules are called {', '.join(sorted(double))}")
    if name in _SETS:
        raise ValueError(f"two sets of rules are called {name}")
    _SETS[name] = found
    return rules


def _module_of(rule: Rule[Any, Any]) -> str:
    module = rule.holds.__module__.removeprefix("extract.")
    same = sum(name.startswith(module) for name in _SETS)
    return f"{module} {same + 1}" if same else module


def known_sets() -> tuple[Rules[Any, Any] | Ways, ...]:
    """All sets of the modules that are imported, by name."""
    return tuple(_SETS[name] for name in sorted(_SETS))


def known_rules() -> dict[str, Rule[Any, Any] | Way]:
    """By id, those of one set in their order."""
    return {rule.id: rule for each in known_sets() for rule in each}


def ids_of(label: str, rule: str) -> list[str]:
    """The ids behind `rule` of a mention: a way is one of its label."""
    return [part if "/" in part else f"{label}/{part}" for part in rule.split("; ")]


@contextmanager
def counting() -> Iterator[Counter[str]]:
    """Counts how often each rule of a set decides, by id, in this process."""
    global _fired
    before, _fired = _fired, Counter()
    try:
        yield _fired
    finally:
        _fired = before
