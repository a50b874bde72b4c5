"""The commands. No logic of its own: each calls one function of the package. Heavy imports wait until a command needs them."""

from __future__ import annotations

import json
import logging
import os
import sys
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from extract._version import __version__
from extract.errors import ExtractError, UsageError
from extract.printable import printable, printable_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.batch.checkpoint import Summary
    from extract.batch.output import Target
    from extract.batch.progress import Progress
    from extract.batch.shards import Done

_WrongUsage: Any = typer.BadParameter.__base__      # Click's UsageError, which versions of Typer keep in different places


class _Commands(TyperGroup):
    """Commands that show a file's name as text where they complain about it."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except _WrongUsage as error:
            error.message = error.message and printable(error.message)
            raise


app = typer.Typer(
    cls=_Commands,
    help="Turn Indonesian government news releases into structured records.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help: half the time to the first word
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
StanzaOption = Annotated[
    Path | None,
    typer.Option("--stanza-dir", exists=True, file_okay=False, help="Stanza models of your own, for --engine stanza."),
]


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
        str | None,
        typer.Option(
            "-o", "--output", help="A file, or a folder (FOLDER/) for part files; standard output without it.",
        ),
    ] = None,
    format: Annotated[Format, typer.Option("--format", help="csv writes a folder of tables.")] = Format.jsonl,
    text_column: Annotated[str | None, typer.Option(help="Column of a table that holds the text.")] = None,
    id_column: Annotated[str | None, typer.Option(help="Column of a table that holds the id.")] = None,
    workers: Annotated[int | None, typer.Option("--workers", min=1, help="Processes; default: one per core.")] = None,
    scheduler: Annotated[
        str | None, typer.Option("--scheduler", help="Dask: tcp://HOST:PORT of a cluster, or local.")
    ] = None,
    timeout: Annotated[
        float, typer.Option("--timeout", min=0.1, help="Seconds of processor time for each 100,000 characters of a release.")
    ] = 30.0,
    resume: Annotated[
        bool, typer.Option("--resume/--overwrite", help="Go on with an unfinished output, or start again.")
    ] = True,
    log_json: Annotated[bool, typer.Option("--log-json", help="Progress as JSON lines on standard error.")] = False,
    engine: EngineOption = Engine.spacy,
    stanza_dir: StanzaOption = None,
    lexicon: LexiconOption = None,
) -> None:
    """Read releases and write one record each.

    What cannot be read goes to OUTPUT.errors.jsonl with id, file, line and reason, and the rest is done. A run that was
    stopped goes on where it stopped when the same command is given again.
    """
    from extract.batch.executors import backend
    from extract.batch.fingerprint import program
    from extract.batch.run import run as run_batch
    from extract.batch.run import stream
    from extract.batch.settings import Settings
    from extract.sources import Columns, files

    if missing := [name for name in paths if name != "-" and not Path(name).exists()]:
        raise UsageError(f"no such file or folder: {', '.join(missing)}")
    if next(files(paths), None) is None:
        raise UsageError(f"nothing to read in {', '.join(paths)}")
    tables = tuple(map(str, lexicon or ()))
    models = str(stanza_dir) if stanza_dir else None
    this = program(engine.value, tables, models)
    columns = Columns(text_column, id_column)
    if output in (None, "-") and getattr(sys.stdout, "name", None) == os.devnull:
        raise UsageError("standard output is closed; name a file with --output")
    if format is not Format.jsonl and output in (None, "-"):
        raise UsageError(f"--format {format.value} needs --output")
    try:
        with backend(Settings(engine.value, tables, this.digest(), models), timeout, workers, scheduler) as place:
            if output is None or output == "-":
                _pipe(stream(paths, place, columns=columns))
                return
            target = _target(output, format)
            with _progress(paths, log_json) as progress:
                summary = run_batch(
                    paths, target, place, this, columns=columns, overwrite=not resume, show=progress.show
                )
    except KeyboardInterrupt:
        typer.echo("extract: stopped; the same command goes on where it stopped", err=True)
        raise typer.Exit(130) from None
    if log_json:
        typer.echo(json.dumps({"records": summary.releases, "errors": summary.failed, "fields": summary.fields}), err=True)
    else:
        _report(summary, target)


def _target(output: str, format: Format) -> Target:
    from extract.batch.output import Target

    folder = output.endswith(("/", os.sep)) or Path(output).is_dir()
    return Target(Path(output), format.value, folder)


def _progress(paths: list[str], log_json: bool) -> Progress:
    from extract.batch.progress import Bar, Log

    return Log(paths) if log_json else Bar(paths)


def _pipe(results: Iterator[Done]) -> None:
    """Records to standard output, dead letters and a count to standard error."""
    releases = failed = 0
    for done in results:
        try:
            sys.stdout.buffer.write(printable_json(done.lines.decode()).encode() if sys.stdout.isatty() else done.lines)
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            # The reader of a pipe went away ("| head"): nothing is wrong, and nothing more can be said.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return
        typer.echo(printable_json(done.errors.decode()), nl=False, err=True)
        releases, failed = releases + done.releases, failed + done.failed
    typer.echo(f"{releases:,} records, {failed:,} errors", err=True)


def _report(summary: Summary, target: Target) -> None:
    found = ", ".join(f"{count:,} {name}" for name, count in summary.fields.items())
    typer.echo(printable(f"{summary.releases:,} records in {target.path}" + (f": {found}" if found else "")), err=True)
    if summary.failed:
        typer.echo(printable(f"{summary.failed:,} could not be read: {target.errors}"), err=True)


@app.command()
def show(
    file: Annotated[Path, typer.Argument(help="One release, as text or HTML.")],
    as_json: Annotated[bool, typer.Option("--json", help="The record as JSON.")] = False,
    why: Annotated[bool, typer.Option("--why", help="Which rule found each value.")] = False,
    engine: EngineOption = Engine.spacy,
    stanza_dir: StanzaOption = None,
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
    pipeline = Pipeline(engine.value, Lexicon(lexicon) if lexicon else default(), stanza_dir=stanza_dir)
    doc = pipeline.analyse(item.text)
    record = pipeline.assemble(doc, item)
    if as_json:
        typer.echo(printable_json(json.dumps(record.model_dump(mode="json"), ensure_ascii=False, indent=2)))
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
        from extract.sinks.schema import sql as statements

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
        typer.echo(printable(f"{file}:{line}: {problem}"))
    if not valid:
        raise typer.Exit(1)
    typer.echo(printable(f"{file}: valid"), err=True)


@app.command()
def evaluate(
    data: Annotated[Path, typer.Argument(help="Folder of annotated releases, beside their `raw`.")] = Path(
        "data/annotated"
    ),
    split: Annotated[str, typer.Option(help="dev or test; the train split is refused.")] = "test",
    errors: Annotated[Path | None, typer.Option(help="Write every miss there, tab-separated.")] = None,
    floors: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="JSON of field: least F1; exit code 1 where one is missed.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The scores as JSON.")] = False,
    engine: EngineOption = Engine.spacy,
    stanza_dir: StanzaOption = None,
) -> None:
    """Score the fields on the annotated releases."""
    from extract.evaluation import run as score
    from extract.pipeline import Pipeline

    scores = score(data, split=split, errors=errors, pipeline=Pipeline(engine.value, stanza_dir=stanza_dir))
    if as_json:
        typer.echo(json.dumps(scores.as_dict()))
    else:
        scores.print()
    if floors and (below := scores.below(json.loads(floors.read_text(encoding="utf-8")))):
        for name, f1, floor in below:
            typer.echo(f"{name}: {f1:.3f} is under its floor {floor:.3f}", err=True)
        raise typer.Exit(1)


def _fill_closed_streams() -> None:
    """Python has no stream where the caller closed one, and the next file that is opened would be taken for it."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115 - open to the end


def main() -> None:
    """The entry point: an ExtractError is one line on standard error, exit code 2 for usage, 1 for the rest."""
    _fill_closed_streams()
    logging.disable()       # what libraries note about a page or a table is written by whoever wrote that
    try:
        app()
    except ExtractError as error:
        typer.echo(printable(f"extract: {error}"), err=True)
        sys.exit(2 if isinstance(error, UsageError) else 1)
    except OSError as error:
        typer.echo(printable(f"extract: {error}"), err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
