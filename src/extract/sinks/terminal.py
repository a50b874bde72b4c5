"""One record in the terminal: its values as a tree, and the raw text with the evidence of each field highlighted.

Whatever the release says reaches the terminal through `_text`: neither Rich's markup nor the terminal's escape sequences act.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import accumulate, groupby
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from extract.printable import printable, shown
from extract.record import Event, Figure, Official, Quote, Record
from extract.sinks.why import Reason

STYLES = {
    "event": "bold black on bright_yellow",
    "officials": "black on bright_cyan",
    "figures": "black on bright_green",
    "quotes": "italic magenta",
    "programmes": "black on bright_blue",
    "regulations": "underline red",
}


def render(record: Record, raw: str) -> None:
    """Print `record` and the text it came from."""
    console = Console()
    console.print(_tree(record))
    console.print(Text("  ").join(Text(f" {name} ", style) for name, style in STYLES.items()))
    console.print(_highlighted(record, raw))


def render_why(reasons: Iterable[Reason]) -> None:
    """Print what each mention comes from: words ← rule ← term of the lexicon or span of the model."""
    console = Console()
    for field, found in groupby(reasons, lambda reason: reason.field):
        tree = Tree(_text(field, "bold"), guide_style="dim")
        for reason in found:
            branch = tree.add(_text(_short(reason.words)))
            branch.add(_text("".join(f"← {each} " for each in (reason.rule, *reason.known_by)).rstrip()))
        console.print(tree)


def render_rules(rows: Iterable[Mapping[str, Any]]) -> None:
    """Print the rules set by set: their numbers where they have any, what they decide, an example."""
    console = Console()
    for name, found in groupby(rows, lambda row: row["set"]):
        rules = list(found)
        numbers = [column for column in ("fired", "judged", "right") if any(row[column] is not None for row in rules)]
        table = Table("rule", *numbers, "what", "example", title=_text(name, "bold"), title_justify="left")
        for row in rules:
            cells = ("" if row[column] is None else f"{row[column]:,}" for column in numbers)
            table.add_row(*map(_text, (row["rule"], *cells, row["meaning"], row["example"])))
        console.print(table)


def _short(words: str) -> str:
    words = words.replace("\n", " ")
    return words if len(words) < 80 else words[:77] + "…"


def _text(words: str, style: str = "") -> Text:
    return Text(printable(words), style)


def _tree(record: Record) -> Tree:
    tree = Tree(_text(record.title.text if record.title else record.id, "bold"), guide_style="dim")
    for label, value in (
        ("publisher", record.publisher and record.publisher.name),
        ("dateline", record.dateline and record.dateline.place),
        ("published", record.published and record.published.iso),
        ("topics", ", ".join(f"{t.label} {t.score:.2f}" for t in record.themes)),
    ):
        if value:
            tree.add(_text(f"{label}: {value}"))
    for event in (record.event, *record.other_events):
        if event:
            _add_event(tree, event)
    for label, lines in (
        ("officials", [_sure(_official(o, i in record.attendance), o.confidence) for i, o in enumerate(record.officials)]),
        ("figures", [_sure(_figure(figure), figure.confidence) for figure in record.figures]),
        ("quotes", [_sure(_quote(record, quote), quote.confidence) for quote in record.quotes]),
        ("programmes", [_text(p.name) for p in record.programmes]),
        ("regulations", [_text(g.text) for g in record.regulations]),
        ("credits", [_text(f"{c.role}: {c.name}") for c in record.credits]),
        ("warnings", [_text(f"{w.code}: {w.detail}") for w in record.warnings]),
    ):
        if lines:
            branch = tree.add(label)
            for line in lines:
                branch.add(line)
    return tree


def _sure(words: str, confidence: float | None) -> Text:
    """A line with how likely the value is right, in percent, where that is known."""
    return _text(words).append("" if confidence is None else f"  {confidence:.0%}", "dim")


def _add_event(tree: Tree, event: Event) -> None:
    branch = tree.add(_sure(f"event: {event.name or '?'} ({event.type or 'other'})", event.confidence))
    if event.date:
        branch.add(_text(" ".join(filter(None, ("date:", event.date.iso, event.date.end, event.date.time_of_day)))))
    if event.venue:
        branch.add(_text(f"venue: {event.venue.name}"))
    if event.town:
        branch.add(_text(f"town: {event.town.name}"))
    if event.theme:
        branch.add(_text(f"theme: {event.theme.text}"))


def _name(record: Record, index: int | None) -> str | None:
    if index is None:
        return None
    official = record.officials[index]
    return official.name or (official.titles[0].full if official.titles else None)


def _official(official: Official, attended: bool) -> str:
    titles = "; ".join(" ".join(filter(None, (title.acting, title.full))) for title in official.titles)
    roles = ", ".join([*official.roles, *(["present"] if attended else [])])
    return f"{official.name or '(unnamed)'}: {titles}" + (f" [{roles}]" if roles else "")


def _figure(figure: Figure) -> str:
    value = f"{figure.value:,} {figure.unit}" + (f" {figure.quantity_of}" if figure.quantity_of else "")
    if figure.from_value is not None:
        value = f"{figure.from_value:,} → {value}"
    period = f" ({figure.period.text})" if figure.period else ""
    return f"{figure.indicator or '?'}: {value}{period}"


def _quote(record: Record, quote: Quote) -> str:
    who = _name(record, quote.speaker) or quote.speaker_text or "?"
    behalf = f" for {_name(record, quote.on_behalf_of)}" if quote.on_behalf_of is not None else ""
    words = quote.text if len(quote.text) < 100 else quote.text[:97] + "…"
    return f"{who}{behalf} ({quote.kind}): {words}"


def _highlighted(record: Record, raw: str) -> Text:
    # The CR of a CRLF is part of the line's end.
    characters = ["" if raw[at : at + 2] == "\r\n" else shown(raw[at], "\n\t") for at in range(len(raw))]
    offsets = list(accumulate(map(len, characters), initial=0))
    text = Text("".join(characters))
    spans: dict[str, list[tuple[int, int]]] = {
        "quotes": [q.span for q in record.quotes if q.kind == "direct"],
        "event": [
            part.span
            for event in (record.event, *record.other_events)
            if event
            for part in (event, event.date, event.venue, event.town, event.theme)
            if part
        ],
        "officials": [span for official in record.officials for span in official.mentions],
        "figures": [figure.value_span for figure in record.figures],
        "programmes": [p.span for p in record.programmes],
        "regulations": [g.span for g in record.regulations],
    }
    for field, found in spans.items():
        for start, end in found:
            text.stylize(STYLES[field], offsets[start], offsets[end])
    return text
