"""Every rule of credits and datelines decides its own example, and leaves its counter-example to others."""

from extract.lexicon import default
from extract.text.credits import PARTS, _parts
from extract.text.dateline import PLACES, Head, _closes, _segments
from rule_examples import example_tests


def of_part(marked: str) -> str:
    """Name of the rule that decides the part in <>."""
    at = marked.index("<")
    text = marked.replace("<", "").replace(">", "")
    inner = (text.index("(") + 1, text.index(")"))
    part = next(part for part in _parts(text, inner, default()) if part.offsets[0] == at)
    return PARTS.first(part).name


def of_head(line: str) -> str:
    segments = _segments(line, 0, len(line), default())
    last = max(i for i, s in enumerate(segments) if s.gap == "mark" or _closes(line, segments, i, default()))
    return PLACES.first(Head(line, segments[: last + 1], default())).name


test_the_rule_decides_its_example, test_the_rule_leaves_the_other_alone = example_tests((PARTS, of_part), (PLACES, of_head))
