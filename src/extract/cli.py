"""The commands. No logic of its own: each calls one function of the package. Heavy imports wait until a command needs them."""

from __future__ import annotations

import json
import os
import sys
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extract._version import __version__
from extract.errors import ExtractError, UsageError

if TYPE_CHECKING:
    from extract.batch.run import Settings, Summary

app = typer.Typer(
    help="Turn Indonesian government news releases into structured records.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


class Format(str, Enum):
    """What `extract run` writes."""

    jsonl = "jsonl"
    csv = "csv"
    parquet = "parquet"


class Engine(str, Enum):
    """What reads sentences and entities."""

    spacy = "spacy"
    stanza = "stanza"


LexiconOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--lexicon", exists=True, dir_okay=False, help="CSV with rows of your own for the table it is named after."
    ),
]
EngineOption = Annotated[Engine, typer.Option("--engine", help="What reads sentences and entities.")]


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"extract {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Options of all commands."""


@app.command()
def run(
    paths: Annotated[list[str], typer.Argument(help="Files, folders (recursively), or - for standard input.")],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Where to write; standard output without it.")
    ] = None,
    format: Annotated[
        Format, typer.Option("--format", help="csv writes a folder of tables, parquet one file.")
    ] = Format.jsonl,
    text_column: Annotated[str | None, typer.Option(help="Column of a table that holds the text.")] = None,
    id_column: Annotated[str | None, typer.Option(help="Column of a table that holds the id.")] = None,
    workers: Annotated[
        int | None, typer.Option("--workers", min=1, help="Processes; default: all cores for long inputs.")
    ] = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Start again where an unfinished output lies.")
    ] = False,
    log_json: Annotated[bool, typer.Option("--log-json", help="Progress as JSON lines on standard error.")] = False,
    engine: EngineOption = Engine.spacy,
    lexicon: LexiconOption = None,
) -> None:
    """Read releases and write one record each.

    What cannot be read goes to OUTPUT.errors.jsonl with file, line and reason. A run that was stopped goes on where it
    stopped when the same command is given again.
    """
    from extract.batch import run as batch
    from extract.sources import Columns, files, read

    settings = batch.Settings(engine.value, tuple(map(str, lexicon or ())))
    columns = Columns(text_column, id_column)
    names = list(files(paths))
    if missing := [name for name in names if name != "-" and not Path(name).exists()]:
        raise UsageError(f"no such file or folder: {', '.join(missing)}")
    if not names:
        raise UsageError(f"nothing to read in {', '.join(paths)}")
    if workers is None:
        # A worker costs seconds to start: a few hundred releases are done by then.
        large = sum(Path(n).stat().st_size for n in names if n != "-") > 2_000_000
        workers = (os.cpu_count() or 1) if large else 1
    if output is None:
        if format is not Format.jsonl:
            raise UsageError(f"--format {format.value} needs --output")
        failed = 0
        for done in batch.stream(read(names, columns), settings, workers):
            sys.stdout.buffer.write(done.lines)
            sys.stdout.buffer.flush()
            sys.stderr.buffer.write(done.errors)
            failed += done.failed
        raise typer.Exit(0)
    output.parent.mkdir(parents=True, exist_ok=True)
    jsonl = output if format is Format.jsonl else output.with_name(output.name + ".jsonl")
    identity = batch.fingerprint(settings, names, repr(columns))
    summary = _run_with_progress(names, columns, jsonl, settings, workers, identity, overwrite, log_json)
    if format is not Format.jsonl:
        from extract.sinks import tables

        (tables.write_csv if format is Format.csv else tables.write_parquet)(jsonl, output)
        jsonl.unlink()
    _report(summary, output, batch.errors_path(jsonl))


def _run_with_progress(
    names: list[str],
    columns: object,
    output: Path,
    settings: Settings,
    workers: int,
    identity: str,
    overwrite: bool,
    log_json: bool,
) -> Summary:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    from extract.batch import run as batch
    from extract.sources import Columns, read

    assert isinstance(columns, Columns)
    # The total is known where every file is one release; a table's is not before it has been read.
    plain = all(Path(name).suffix.lower() in (".txt", ".html", ".htm") for name in names)
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[errors]}"),
        console=Console(stderr=True),
        disable=log_json or not sys.stderr.isatty(),
    )
    with bar:
        task = bar.add_task("reading", total=len(names) if plain else None, rate="", errors="")

        def progress(summary: Summary) -> None:
            done = summary.releases + summary.failed
            if log_json:
                print(json.dumps({"done": done, "errors": summary.failed}), file=sys.stderr, flush=True)
            speed = bar.tasks[0].speed
            bar.update(
                task,
                completed=done,
                rate=f"{speed:,.0f}/s" if speed else "",
                errors=f"{summary.failed} errors" if summary.failed else "",
            )

        return batch.run(read(names, columns), output, settings, workers, identity, overwrite, progress)


def _report(summary: Summary, output: Path, errors: Path) -> None:
    found = ", ".join(f"{count:,} {name}" for name, count in summary.fields.items())
    typer.echo(f"{summary.releases:,} records in {output}" + (f": {found}" if found else ""), err=True)
    if summary.failed:
        typer.echo(f"{summary.failed:,} could not be read: {errors}", err=True)


@app.command()
def show(
    file: Annotated[Path, typer.Argument(help="One release, as text or HTML.")],
    as_json: Annotated[bool, typer.Option("--json", help="The record as JSON.")] = False,
    why: Annotated[bool, typer.Option("--why", help="Which rule found each value.")] = False,
    engine: EngineOption = Engine.spacy,
    lexicon: LexiconOption = None,
) -> None:
    """Show the record of one release, with its evidence highlighted in the text."""
    from extract.errors import SourceError
    from extract.lexicon import Lexicon, default
    from extract.pipeline import Pipeline
    from extract.sinks.terminal import render, render_rules
    from extract.sources import read

    item = next(read([str(file)]), None)
    if item is None or isinstance(item, SourceError):
        raise item or UsageError(f"{file}: nothing to read")
    pipeline = Pipeline(engine.value, Lexicon(lexicon) if lexicon else default())
    doc = pipeline.analyse(item.text)
    record = pipeline.assemble(doc, item)
    if as_json:
        typer.echo(json.dumps(record.model_dump(mode="json"), ensure_ascii=False, indent=2))
        return
    render(record, item.text)
    if why:
        render_rules(doc._.mentions)


@app.command()
def schema(
    sql: Annotated[
        bool, typer.Option("--sql", help="The relational tables instead, for PostgreSQL and DuckDB.")
    ] = False,
) -> None:
    """Print the contract: the JSON Schema of a record."""
    if sql:
        from extract.sinks.tables import sql as statements

        typer.echo(statements(), nl=False)
        return
    from extract.record import Record

    typer.echo(json.dumps(Record.model_json_schema(mode="serialization"), ensure_ascii=False, indent=2))


@app.command()
def validate(file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="JSONL of records.")]) -> None:
    """Check every line of a JSONL file against the contract. Exit code 1 where one breaks it."""
    from extract.sinks.tables import problems

    valid = True
    for line, problem in problems(file):
        valid = False
        typer.echo(f"{file}:{line}: {problem}")
    if not valid:
        raise typer.Exit(1)
    typer.echo(f"{file}: valid", err=True)


@app.command()
def evaluate(
    data: Annotated[Path, typer.Argument(help="Folder of annotated releases, beside their `raw`.")] = Path(
        "data/annotated"
    ),
    split: Annotated[str, typer.Option(help="dev or test; the train split is refused.")] = "test",
    errors: Annotated[Path | None, typer.Option(help="Write every miss there, tab-separated.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The scores as JSON.")] = False,
) -> None:
    """Score the fields on the annotated releases."""
    from extract.evaluation import run as score

    scores = score(data, split=split, errors=errors)
    if as_json:
        typer.echo(json.dumps(scores.as_dict()))
    else:
        scores.print()


def main() -> None:
    """The entry point: an ExtractError is one line on standard error, exit code 2 for usage, 1 for the rest."""
    try:
        app()
    except ExtractError as error:
        typer.echo(f"extract: {error}", err=True)
        sys.exit(2 if isinstance(error, UsageError) else 1)
    except BrokenPipeError:
        # The reader of a pipe went away ("| head"): nothing is wrong, and nothing more can be said.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


if __name__ == "__main__":
    main()
