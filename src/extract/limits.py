"""How sure values must be to stay in a record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

from extract.errors import UsageError


@dataclass(frozen=True, slots=True)
class Limits:
    """The least confidence of each kind of value, 0 to 1. Raises UsageError where it is not. As text, as a command has them."""

    officials: float = 0.0
    events: float = 0.0
    figures: float = 0.0
    quotes: float = 0.0

    def __post_init__(self) -> None:
        for share in self._shares():
            if not 0 <= share <= 1:
                raise UsageError(f"a confidence is from 0 to 1, not {share}")

    @classmethod
    def read(cls, words: Sequence[str]) -> Limits:
        """Of "0.9", for every kind, and "figures=0.7", for one. Raises UsageError with what it cannot read."""
        kinds = [kind.name for kind in fields(cls)]
        found: dict[str, float] = {}
        for each in sorted(words, key=lambda word: "=" in word):        # one for every kind comes first, wherever it stands
            kind, _, share = each.rpartition("=")
            try:
                found |= dict.fromkeys([kind] if kind else kinds, float(share))
            except ValueError:
                raise UsageError(f"{each!r} is no confidence: 0.7, or figures=0.7") from None
        if unknown := found.keys() - set(kinds):
            raise UsageError(f"no confidence of {', '.join(sorted(unknown))}: there is one of {', '.join(kinds)}")
        return cls(**found)

    def __bool__(self) -> bool:
        return any(self._shares())

    def __str__(self) -> str:
        shares = self._shares()
        if len(set(shares)) == 1:
            return f"{shares[0]:g}"
        return ", ".join(f"{kind.name}={share:g}" for kind, share in zip(fields(self), shares, strict=True) if share)

    def _shares(self) -> tuple[float, ...]:
        return self.officials, self.events, self.figures, self.quotes


NONE = Limits()
"""All that is found."""
