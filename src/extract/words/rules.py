"""Rules as things: each has a name, an example it must decide and one it must not, and the first that holds decides.

    RULES = Rules(
        Rule("clock", lambda n: n.follows(ZONE), False, example="dibuka pukul <09.30> WIB", not_example="kain <9,5> meter"),
        Rule("quantity", lambda n: True, True, example="<150> peserta"),
    )
    rule = RULES.first(number)
    rule.name, rule.result

Order is meaning. The examples are the tests: `tests` run every rule of a set on them, so a rule that never decides, or that
decides what is not its own, fails.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

Seen = TypeVar("Seen", contravariant=True)      # what the rules look at
Result = TypeVar("Result")                      # what they decide


@dataclass(frozen=True, slots=True)
class Rule(Generic[Seen, Result]):
    """Decides `result` where `holds` is true. `example`: what it decides; `not_example`: what it must leave to others."""

    name: str
    holds: Callable[[Seen], bool]
    result: Result
    example: str
    not_example: str = ""


class Rules(Generic[Seen, Result]):
    """Rules in their order. Raises ValueError where two have one name."""

    def __init__(self, *rules: Rule[Seen, Result]) -> None:
        names = [rule.name for rule in rules]
        if double := {name for name in names if names.count(name) > 1}:
            raise ValueError(f"two rules are called {', '.join(sorted(double))}")
        self._rules = rules

    def __iter__(self) -> Iterator[Rule[Seen, Result]]:
        return iter(self._rules)

    def first(self, seen: Seen) -> Rule[Seen, Result]:
        """The first rule that holds. Raises LookupError where none does: let the last one always hold."""
        for rule in self._rules:
            if rule.holds(seen):
                return rule
        raise LookupError("no rule holds")
