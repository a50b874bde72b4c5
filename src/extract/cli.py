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
    from collections.abc import Iterator

    from extract.batch.checkpoint import Summary
    from extract.batch.output import Target
    from extract.batch.progress import Progress
    from extract.batch.shards import Done
    from extract.sources import Kind, Survey

app = typer.Typer(
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


class InputFormat(str, Enum):
    """What a file is, whatever its name."""

    txt = "txt"
    html = "html"
    jsonl = "jsonl"
    json = "json"
    csv = "csv"
    tsv = "tsv"
    parquet = "parquet"
    xlsx = "xlsx"
    docx = "docx"
    odt = "odt"
    rtf = "rtf"
    pdf = "pdf"


InputFormatOption = Annotated[
    InputFormat | None,
    typer.Option("--input-format", help="What every file or standard input is; default: by content and name."),
]
TextColumnOption = Annotated[str | None, typer.Option(help="Column of a table that holds the text.")]
IdColumnOption = Annotated[str | None, typer.Option(help="Column of a table that holds the id.")]
DateColumnOption = Annotated[str | None, typer.Option(help="Column of a table that holds the day of publication.")]
TitleColumnOption = Annotated[str | None, typer.Option(help="Column of a table that holds the title.")]
UrlColumnOption = Annotated[str | None, typer.Option(help="Column of a table that holds the address (URL).")]
KeepOption = Annotated[
    list[str] | None, typer.Option("--keep", help="Column of a table for source.columns of the record; may be repeated.")
]
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
    input_format: InputFormatOption = None,
    text_column: TextColumnOption = None,
    id_column: IdColumnOption = None,
    date_column: DateColumnOption = None,
    title_column: TitleColumnOption = None,
    url_column: UrlColumnOption = None,
    keep: KeepOption = None,
    workers: Annotated[int | None, typer.Option("--workers", min=1, help="Processes; default: one per core.")] = None,
    scheduler: Annotated[
        str | None, typer.Option("--scheduler", help="Dask: tcp://HOST:PORT of a cluster, or local.")
    ] = None,
    timeout: Annotated[float, typer.Option("--timeout", min=0.1, help="Seconds that one release may take.")] = 30.0,
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
    from extract.sources import Columns, Kind, check_columns, survey

    if missing := [name for name in paths if name != "-" and not Path(name).exists()]:
        raise UsageError(f"no such file or folder: {', '.join(missing)}")
    tables = tuple(map(str, lexicon or ()))
    wanted = Kind(input_format.value) if input_format else None
    there = survey(paths, wanted)
    if not there.files:
        hint = f"; left out: {there}; --input-format says what they are" if there.unread else ""
        raise UsageError(f"nothing to read in {', '.join(paths)}{hint}")
    columns = Columns(text_column, id_column, date_column, title_column, url_column, tuple(keep or ()), tables)
    check_columns(paths, columns, wanted)
    models = str(stanza_dir) if stanza_dir else None
    this = program(engine.value, tables, models)
    if format is not Format.jsonl and output in (None, "-"):
        raise UsageError(f"--format {format.value} needs --output")
    try:
        with backend(Settings(engine.value, tables, this.digest(), models), timeout, workers, scheduler) as place:
            if output is None or output == "-":
                _pipe(stream(paths, place, columns=columns, wanted=wanted))
                _left_out(there)
                return
            target = _target(output, format)
            with _progress(paths, wanted, log_json) as progress:
                summary = run_batch(
                    paths, target, place, this, columns=columns, wanted=wanted, overwrite=not resume, show=progress.show
                )
    except KeyboardInterrupt:
        typer.echo("extract: stopped; the same command goes on where it stopped", err=True)
        raise typer.Exit(130) from None
    if log_json:
        last = {"records": summary.releases, "errors": summary.failed, "fields": summary.fields, "left_out": there.left_out}
        typer.echo(json.dumps(last), err=True)
    else:
        _report(summary, target)
        _left_out(there)


def _target(output: str, format: Format) -> Target:
    from extract.batch.output import Target

    folder = output.endswith(("/", os.sep)) or Path(output).is_dir()
    return Target(Path(output), format.value, folder)


def _progress(paths: list[str], wanted: Kind | None, log_json: bool) -> Progress:
    from extract.batch.progress import Bar, Log

    return Log(paths, wanted) if log_json else Bar(paths, wanted)


def _left_out(there: Survey) -> None:
    """What was in folders and archives and is of no kind that is read."""
    if there.left_out:
        typer.echo(f"left out: {there}", err=True)


def _pipe(results: Iterator[Done]) -> None:
    """Records to standard output, dead letters and a count to standard error."""
    releases = failed = 0
    for done in results:
        try:
            sys.stdout.buffer.write(done.lines)
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            # The reader of a pipe went away ("| head"): nothing is wrong, and nothing more can be said.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return
        sys.stderr.buffer.write(done.errors)
        sys.stderr.buffer.flush()
        releases, failed = releases + done.releases, failed + done.failed
    typer.echo(f"{releases:,} records, {failed:,} errors", err=True)


def _report(summary: Summary, target: Target) -> None:
    found = ", ".join(f"{count:,} {name}" for name, count in summary.fields.items())
    typer.echo(f"{summary.releases:,} records in {target.path}" + (f": {found}" if found else ""), err=True)
    if summary.failed:
        typer.echo(f"{summary.failed:,} could not be read: {target.errors}", err=True)


@app.command()
def show(
    file: Annotated[str, typer.Argument(help="One release (of a table the first), or - for standard input.")],
    as_json: Annotated[bool, typer.Option("--json", help="The record as JSON.")] = False,
    why: Annotated[bool, typer.Option("--why", help="Which rule found each value.")] = False,
    input_format: InputFormatOption = None,
    text_column: TextColumnOption = None,
    id_column: IdColumnOption = None,
    date_column: DateColumnOption = None,
    title_column: TitleColumnOption = None,
    url_column: UrlColumnOption = None,
    keep: KeepOption = None,
    engine: EngineOption = Engine.spacy,
    stanza_dir: StanzaOption = None,
    lexicon: LexiconOption = None,
) -> None:
    """Show the record of one release, with its evidence highlighted in the text."""
    from extract.errors import SourceError
    from extract.lexicon import Lexicon, default
    from extract.pipeline import Pipeline
    from extract.sinks.terminal import render, render_rules
    from extract.sources import Columns, Kind, read

    tables = tuple(map(str, lexicon or ()))
    columns = Columns(text_column, id_column, date_column, title_column, url_column, tuple(keep or ()), tables)
    item = next(read([file], columns, Kind(input_format.value) if input_format else None), None)
    if item is None or isinstance(item, SourceError):
        raise item or UsageError(f"{file}: nothing to read")
    pipeline = Pipeline(engine.value, Lexicon(lexicon) if lexicon else default(), stanza_dir=stanza_dir)
    doc = pipeline.analyse(item)
    record = pipeline.assemble(doc, item)
    if as_json:
        typer.echo(json.dumps(record.model_dump(mode="json"), ensure_ascii=False, indent=2))
        return
    render(record, item.text)
    if why:
        render_rules(doc._.extract_mentions)


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
def validate(
    file: Annotated[Path, typer.Argument(help="Records: .jsonl (.gz, .zst), .parquet, a folder of part files, or - for JSONL.")],
) -> None:
    """Check every record against the contract. Exit code 1 where one breaks it."""
    from extract.sinks.validate import Validation

    validation = Validation(file)
    valid = True
    for problem in validation:
        valid = False
        try:
            typer.echo(str(problem))
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            break
    if not valid:
        raise typer.Exit(1)
    typer.echo(f"{file}: valid, {validation.records:,} records", err=True)


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


def main() -> None:
    """The entry point: an ExtractError is one line on standard error, exit code 2 for usage, 1 for the rest."""
    try:
        app()
    except ExtractError as error:
        typer.echo(f"extract: {error}", err=True)
        sys.exit(2 if isinstance(error, UsageError) else 1)
    except OSError as error:
        typer.echo(f"extract: {error}", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
