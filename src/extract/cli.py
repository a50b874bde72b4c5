"""The commands. No logic of its own: each calls one function of the package. Heavy imports wait until a command needs them."""

from __future__ import annotations

import csv
import json
import logging
import os
import sys
from contextlib import suppress
from dataclasses import asdict
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from extract._version import __version__
from extract.errors import ExtractError, UsageError
from extract.limits import Limits
from extract.printable import printable, printable_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.batch.checkpoint import Summary
    from extract.batch.progress import Progress
    from extract.batch.shards import Done
    from extract.batch.target import Stream, Target
    from extract.sources import Kind, Survey

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
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help: half the time to the first word
)


class Format(str, Enum):
    """What `extract run` writes."""

    jsonl = "jsonl"
    jsonl_gz = "jsonl.gz"
    jsonl_zst = "jsonl.zst"
    csv = "csv"
    parquet = "parquet"
    nested_parquet = "nested-parquet"
    xlsx = "xlsx"


class Engine(str, Enum):
    """What reads sentences and entities."""

    spacy = "spacy"
    stanza = "stanza"


_NAMED = 5
"""Inputs without any record that are named; the others are counted."""


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
ConfidenceOption = Annotated[
    list[str] | None,
    typer.Option(
        "--min-confidence", metavar="<share>",
        help="Leave out officials, events, figures, quotes that are less likely right than that share (0.7: seven in ten);"
        " figures=0.7 is of one kind; may be repeated. A warning of the record counts them.",
    ),
]
LexiconOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--lexicon", exists=True, dir_okay=False, help="CSV with rows of your own for the table it is named after."
    ),
]
EngineOption = Annotated[Engine, typer.Option("--engine", help="What reads sentences and entities.")]
TextsOption = Annotated[
    Path | None,
    typer.Option("--texts", exists=True, help="Texts of a file of marks: a folder of ID.txt, or JSON lines (id, text)."),
]
RecordsArgument = Annotated[
    Path, typer.Argument(help="Records: .jsonl (.gz, .zst), .parquet, a folder of part files, or - for JSONL.")
]
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
            "-o", "--output", help="A file, a folder (FOLDER/) for part files, a device or a pipe; default: standard output."
            " Missing folders are made, symlinks written through.",
        ),
    ] = None,
    format: Annotated[
        Format | None,
        typer.Option("--format", help="Default: by the suffix of OUTPUT, else jsonl. csv in a folder: a file per table."
            " nested-parquet: objects and lists as columns, instead of flat columns and JSON."),
    ] = None,
    raw_cells: Annotated[
        bool, typer.Option("--raw-cells", help="CSV and Excel: no apostrophe before text that looks like a formula.")
    ] = False,
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
    timeout: Annotated[
        float, typer.Option("--timeout", min=0.1, help="Seconds of processor time for each 100,000 characters of a release.")
    ] = 30.0,
    resume: Annotated[
        bool,
        typer.Option(
            "--resume/--overwrite", help="Go on with an unfinished output, or start again and replace what is there."
        ),
    ] = True,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit code 3 where a release could not be read, or a file was left out.")
    ] = False,
    log_json: Annotated[bool, typer.Option("--log-json", help="Progress as JSON lines on standard error.")] = False,
    min_confidence: ConfidenceOption = None,
    engine: EngineOption = Engine.spacy,
    stanza_dir: StanzaOption = None,
    lexicon: LexiconOption = None,
) -> None:
    """Read releases and write one record each.

    What cannot be read goes to OUTPUT.errors.jsonl with id, file, line and reason, and the rest is done. A run that was
    stopped goes on where it stopped when the same command is given again. What exists already is only replaced with
    --overwrite, when the run is finished.

    Exit code: 0 all read; 1 an error stopped the run; 2 a wrong command; 3 an input gave no record at all, or with
    --strict any release could not be read or a file was left out.
    """
    from extract.batch.checkpoint import Summary
    from extract.batch.executors import backend
    from extract.batch.fingerprint import program
    from extract.batch.inputs import Inputs
    from extract.batch.run import run as run_batch
    from extract.batch.run import stream
    from extract.batch.settings import Settings
    from extract.batch.target import Stream, check_apart, check_made_by_run
    from extract.batch.target import target as target_of
    from extract.sources import Columns, Kind, check_columns, survey

    if missing := [name for name in paths if name != "-" and not Path(name).exists()]:
        raise UsageError(f"no such file or folder: {', '.join(missing)}")
    check_made_by_run(output, format and format.value)
    target = target_of(output, format and format.value, raw_cells)
    tables = tuple(map(str, lexicon or ()))
    wanted = Kind(input_format.value) if input_format else None
    there = survey(paths, wanted)
    if not there.files:
        hint = f"; left out: {there}; --input-format says what they are" if there.unread else ""
        raise UsageError(f"nothing to read in {', '.join(paths)}{hint}")
    columns = Columns(text_column, id_column, date_column, title_column, url_column, tuple(keep or ()), tables)
    check_columns(paths, columns, wanted)
    models = str(stanza_dir) if stanza_dir else None
    own = (*tables, models) if models else tables
    check_apart(target, paths, own)
    this = program(engine.value, tables, models)
    limits = Limits.read(min_confidence or ())
    try:
        with backend(Settings(engine.value, tables, this.digest(), models, limits), timeout, workers, scheduler) as place:
            if isinstance(target, Stream):
                summary = Summary(inputs=Inputs.of(paths, wanted))
                if not _pipe(stream(paths, target, place, columns=columns, wanted=wanted), target, summary):
                    return
            else:
                with _progress(paths, wanted, log_json) as progress:
                    summary = run_batch(
                        paths, target, place, this, columns=columns, wanted=wanted, overwrite=not resume, tables=own,
                        show=progress.show, limits=limits,
                    )
    except KeyboardInterrupt:
        words = "extract: stopped"
        if not isinstance(target, Stream):
            begun = not resume and target.beside("checkpoint").exists()
            words += f"; the same command{' without --overwrite' if begun else ''} goes on where it stopped"
        _say(words)
        raise typer.Exit(130) from None
    except OSError as error:
        if error.filename is None:  # a write, to a full disk most often
            error.filename = target.name if isinstance(target, Stream) else str(target.path)
        raise
    _report(summary, target, there, log_json)
    if summary.inputs.without_record() or (strict and (summary.failed or there.unread)):
        raise typer.Exit(3)


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'s' * (number != 1)}"


def _progress(paths: list[str], wanted: Kind | None, log_json: bool) -> Progress:
    from extract.batch.progress import Bar, Log

    return Log(paths, wanted) if log_json else Bar(paths, wanted)


def _pipe(results: Iterator[Done], to: Stream, summary: Summary) -> bool:
    """Records to a stream, dead letters to standard error; False where the reader of a pipe went away ("| head"): nothing is
    wrong then, and nothing more can be said."""
    try:
        with to.open() as file:
            for done in results:
                file.write(printable_json(done.lines.decode()).encode() if file.isatty() else done.lines)
                file.flush()
                typer.echo(printable_json(done.errors.decode()), nl=False, err=True)
                summary.add(done)
    except BrokenPipeError:
        _silence()
        return False
    return True


def _report(summary: Summary, target: Target | Stream, there: Survey, log_json: bool) -> None:
    """What was done, what was left out, and which inputs gave nothing, on standard error."""
    silent = summary.inputs.without_record()
    if log_json:
        for note in summary.notes:
            _say(json.dumps({"note": note}))
        for name, reason in silent.items():
            _say(json.dumps({"no_record": name, "reason": reason}))
        last = {"records": summary.releases, "errors": summary.failed, "fields": summary.fields, "left_out": there.left_out}
        _say(json.dumps(last))
        return
    from extract.batch.target import Stream

    if isinstance(target, Stream):
        _say(f"{_counted(summary.releases, 'record')}, {_counted(summary.failed, 'error')}")
    else:
        found = ", ".join(_counted(count, name.removesuffix("s")) for name, count in summary.fields.items())
        _say(f"{_counted(summary.releases, 'record')} in {target.path}" + (f": {found}" if found else ""))
        for note in summary.notes:
            _say(f"{target.path}: {note}")
        if summary.failed:
            _say(f"{summary.failed:,} could not be read: {target.errors}")
    if there.left_out:
        _say(f"left out: {there}")
    for name, reason in list(silent.items())[:_NAMED]:
        _say(f"{name} gave no record: {reason}")
    if len(silent) > _NAMED:
        _say(f"{len(silent) - _NAMED} other inputs gave no record either")


@app.command()
def show(
    file: Annotated[str, typer.Argument(help="One release (of a table the first), or - for standard input.")],
    as_json: Annotated[bool, typer.Option("--json", help="The record as JSON.")] = False,
    why: Annotated[bool, typer.Option("--why", help="Which rule found each value, and by what it knew it.")] = False,
    input_format: InputFormatOption = None,
    text_column: TextColumnOption = None,
    id_column: IdColumnOption = None,
    date_column: DateColumnOption = None,
    title_column: TitleColumnOption = None,
    url_column: UrlColumnOption = None,
    keep: KeepOption = None,
    min_confidence: ConfidenceOption = None,
    engine: EngineOption = Engine.spacy,
    stanza_dir: StanzaOption = None,
    lexicon: LexiconOption = None,
) -> None:
    """Show the record of one release, with its evidence highlighted in the text. A percentage is the confidence of a value."""
    from extract.errors import SourceError
    from extract.lexicon import Lexicon, default
    from extract.pipeline import Pipeline
    from extract.selection import at_least
    from extract.sinks.terminal import render, render_why
    from extract.sinks.why import reasons
    from extract.sources import Columns, Kind, read

    if file != "-" and not Path(file).exists():
        raise UsageError(f"no such file or folder: {file}")
    limits = Limits.read(min_confidence or ())
    tables = tuple(map(str, lexicon or ()))
    columns = Columns(text_column, id_column, date_column, title_column, url_column, tuple(keep or ()), tables)
    item = next(read([file], columns, Kind(input_format.value) if input_format else None), None)
    if item is None or isinstance(item, SourceError):
        raise item or UsageError(f"nothing to read in {file}")
    pipeline = Pipeline(engine.value, Lexicon(lexicon) if lexicon else default(), stanza_dir=stanza_dir)
    doc = pipeline.analyse(item)
    record = at_least(pipeline.assemble(doc, item), limits)
    if as_json:
        typer.echo(printable_json(json.dumps(record.model_dump(mode="json"), ensure_ascii=False, indent=2)))
        return
    render(record, item.text)
    if why:
        render_why(reasons(doc, pipeline.lexicon))


class TableFormat(str, Enum):
    """How a table is printed."""

    table = "table"
    json = "json"
    csv = "csv"


@app.command()
def rules(
    paths: Annotated[list[str] | None, typer.Argument(help="Releases to count on how often each rule fires.")] = None,
    marked: Annotated[
        Path | None,
        typer.Option("--marked", exists=True, help="Annotated or marked releases, to count how often each rule is right."),
    ] = None,
    split: Annotated[str, typer.Option(help="Of annotated releases, dev or test.")] = "dev",
    texts: TextsOption = None,
    format: Annotated[TableFormat, typer.Option("--format", help="How the rules are printed.")] = TableFormat.table,
    engine: EngineOption = Engine.spacy,
    stanza_dir: StanzaOption = None,
    lexicon: LexiconOption = None,
) -> None:
    """List the rules: what each decides, with an example; how often it fires on releases, and how often it is right."""
    from extract.errors import SourceError
    from extract.evaluation import read_gold
    from extract.evaluation.by_rule import table
    from extract.lexicon import Lexicon, default
    from extract.pipeline import Pipeline
    from extract.sources import read

    pipeline = None
    if paths or marked:
        pipeline = Pipeline(engine.value, Lexicon(lexicon) if lexicon else default(), stanza_dir=stanza_dir)
    inputs = (item for item in read(paths or []) if not isinstance(item, SourceError))
    found = table(inputs, read_gold(marked, split, texts) if marked else (), pipeline)
    _print_rules([asdict(row) for row in found], format)


def _print_rules(found: list[dict[str, Any]], format: TableFormat) -> None:
    if format is TableFormat.json:
        typer.echo(json.dumps(found, ensure_ascii=False, indent=1))
    elif format is TableFormat.csv:
        writer = csv.DictWriter(sys.stdout, found[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(found)
    else:
        from extract.sinks.terminal import render_rules

        render_rules(found)


class SchemaFormat(str, Enum):
    """As what the contract is printed."""

    json_schema = "json-schema"
    sql = "sql"
    duckdb = "duckdb"
    arrow = "arrow"
    spark = "spark"


@app.command()
def schema(
    sql: Annotated[bool, typer.Option("--sql", help="Short for --format sql.")] = False,
    format: Annotated[
        SchemaFormat,
        typer.Option(
            "--format", help="json-schema: of a record; sql: relational tables, for PostgreSQL, DuckDB and SQLite; duckdb: "
            "a macro that reads records; arrow: of nested Parquet; spark: a StructType as JSON.",
        ),
    ] = SchemaFormat.json_schema,
) -> None:
    """Print the contract: the JSON Schema of a record, or the same for what loads records."""
    from extract.sinks.contract import FORMATS

    typer.echo(FORMATS["sql" if sql else format.value](), nl=False)


@app.command()
def validate(
    file: RecordsArgument,
) -> None:
    """Check every record against the contract. Exit code 1 where one breaks it."""
    from extract.sinks.validate import Validation

    validation = Validation(file)
    valid = True
    for problem in validation:
        valid = False
        try:
            typer.echo(printable(str(problem)))
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            break
    if not valid:
        raise typer.Exit(1)
    typer.echo(printable(f"{file}: valid, {validation.records:,} records"), err=True)


class DatabaseEngine(str, Enum):
    """What `extract db` writes."""

    sqlite = "sqlite"
    duckdb = "duckdb"


@app.command()
def db(
    # Optional to the parser alone, which would take one name for the database and call the records "records".
    records: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Records: .jsonl (.gz, .zst), .parquet, folders of part files, or - for JSONL.  [required]", show_default=False
        ),
    ] = None,
    *,
    database: Annotated[Path, typer.Argument(help="The database, last: .db, .sqlite or .duckdb.", show_default=False)],
    engine: Annotated[
        DatabaseEngine | None, typer.Option("--engine", help="What the database is; default: by its suffix.")
    ] = None,
    add_tables: Annotated[
        bool, typer.Option("--add-tables", help="Add our tables to a database that holds those of others.")
    ] = False,
    text: Annotated[bool, typer.Option("--text", help="Store the raw texts too, from the files that the records name.")] = False,
    texts: Annotated[
        list[str] | None, typer.Option("--texts", help="As --text, and look in this file or folder first; may be repeated.")
    ] = None,
    text_column: TextColumnOption = None,
    datasette: Annotated[
        Path | None, typer.Option("--datasette", help="Write YAML for Datasette there: columns, facets, ready queries.")
    ] = None,
) -> None:
    """Load records into an SQLite or DuckDB database: a table per list of the record, each release once.

    The same command again changes nothing; further records are added, and a record takes the place of an earlier one of the
    same id. What is no record goes to DATABASE.errors.jsonl with file, line and reason, and the rest is loaded.

    Exit code: 0 all read; 1 an error stopped it; 2 a wrong command; 3 an input gave no record at all.
    """
    from extract.database.datasette import write as write_datasette
    from extract.database.load import engine_of, errors_of, load
    from extract.database.progress import Bar

    if not records:
        raise UsageError(f"{database}: one name, where there are two: extract db records.jsonl releases.db")
    kind = engine_of(database, engine and engine.value)
    if datasette and kind != "sqlite":
        raise UsageError("--datasette: Datasette reads SQLite")
    if missing := [name for name in texts or () if not Path(name).exists()]:
        raise UsageError(f"no such file or folder: {', '.join(missing)}")
    try:
        with Bar(records) as bar:
            done = load(records, database, kind, add_tables, texts or ([] if text else None), text_column, bar.show)
    except KeyboardInterrupt:
        _say("extract: stopped; the same command goes on where it stopped")
        raise typer.Exit(130) from None
    if datasette:
        write_datasette(datasette, database)
    stored = f"; {done.texts:,} texts stored" if text or texts else ""
    _say(
        f"{done.records:,} releases in {database}: {done.added:,} added, {done.changed:,} changed, {done.unchanged:,} unchanged"
        f"{stored}"
    )
    for error in done.first:
        _say(str(error))
    if done.failed:
        _say(f"{done.failed:,} could not be loaded: {errors_of(database)}")
    _say_without_text(done.without_text, done.textless)
    silent = [name for name, count in done.per_input.items() if not count]
    for name in silent[:_NAMED]:
        _say(f"{name} gave no record")
    if silent:
        raise typer.Exit(3)


class PageLanguage(str, Enum):
    """What the words of a page are in, until its reader chooses."""

    id = "id"
    en = "en"


@app.command()
def report(
    records: RecordsArgument,
    output: Annotated[str | None, typer.Option("-o", "--output", help="An HTML file; default: standard output.")] = None,
    texts: Annotated[
        list[Path] | None,
        typer.Option(
            "--texts", exists=True, help="Where the texts are, beside where the records say: a folder, a table, JSON lines, an"
            " archive; may be repeated.",
        ),
    ] = None,
    text_column: TextColumnOption = None,
    lang: Annotated[PageLanguage, typer.Option("--lang", help="Language of the page; it has a switch.")] = PageLanguage.id,
    title: Annotated[str | None, typer.Option("--title", help="Title of the page.")] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace what is there.")] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, help="Most releases that a page may have.")] = 5000,
) -> None:
    """Make one HTML file of records: to search, to read with the evidence highlighted, with charts. It loads nothing.

    The text of a record is the one that has its sha256, found where source.uri says or in --texts. Records whose text is not
    found are shown without it, and named here and in the page.
    """
    from extract.batch.target import Stream, check_apart
    from extract.batch.target import target as target_of
    from extract.report import save_report, write_report
    from extract.report.progress import Bar

    target = target_of(output)
    check_apart(target, (), [str(path) for path in (records, *(texts or ()))])
    with Bar() as bar:
        options: dict[str, Any] = {
            "texts": texts or (), "text_column": text_column, "language": lang.value, "title": title, "limit": limit,
            "show": bar.show,
        }  # fmt: skip
        try:
            if isinstance(target, Stream):
                with target.open() as file:
                    outcome = write_report(records, file, **options)
                    file.flush()
            elif target.folder:
                raise UsageError(f"{target.path}: a page is one file, not a folder")
            else:
                outcome = save_report(records, target.path, overwrite=overwrite, **options)
        except BrokenPipeError:
            _silence()
            return
        except KeyboardInterrupt:
            _say("extract: stopped")
            raise typer.Exit(130) from None
    where = "" if isinstance(target, Stream) else f" in {target.path}"
    _say(f"{outcome.releases:,} releases{where}")
    _say_without_text(outcome.without_text, len(outcome.without_text))


@app.command()
def evaluate(
    data: Annotated[
        Path,
        typer.Argument(
            help="Folder of annotated releases, beside their `raw`; of marked ones (.ann); or a file of marks (.jsonl).",
        ),
    ] = Path("data/annotated"),
    split: Annotated[str, typer.Option(help="Of annotated releases, dev or test; the train split is refused.")] = "test",
    texts: TextsOption = None,
    errors: Annotated[Path | None, typer.Option(help="Write every miss there, tab-separated.")] = None,
    floors: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="JSON of field: least F1; exit code 1 where one is missed.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The scores as JSON.")] = False,
    engine: EngineOption = Engine.spacy,
    stanza_dir: StanzaOption = None,
) -> None:
    """Score the fields on annotated or marked releases; then whether confidence holds: of the values in each band (beginning
    at `from`) how many there are, their mean confidence, and the share that is right."""
    from extract.evaluation import run as score
    from extract.pipeline import Pipeline

    if not data.exists():
        raise UsageError(f"no such file or folder: {data}; name marked releases, or call it in a checkout of this project")

    pipeline = Pipeline(engine.value, stanza_dir=stanza_dir)
    scores = score(data, split=split, errors=errors, pipeline=pipeline, texts=texts)
    if as_json:
        typer.echo(json.dumps(scores.as_dict()))
    else:
        scores.print()
    if floors and (below := scores.below(json.loads(floors.read_text(encoding="utf-8")))):
        for name, f1, floor in below:
            typer.echo(f"{name}: {f1:.3f} is under its floor {floor:.3f}", err=True)
        raise typer.Exit(1)


def _say_without_text(first: list[tuple[str, str, str]], count: int) -> None:
    for id, place, reason in first[:_NAMED]:
        _say(f"{id}: without its text; {place}: {reason}; --texts says where it is")
    if count > _NAMED:
        _say(f"{count - _NAMED:,} other releases are without their text too")


def _say(line: str) -> None:
    """One line on standard error, whatever a file is called. Where that is closed or full, the exit code still tells."""
    with suppress(OSError):
        typer.echo(printable(line), err=True)


def _silence() -> None:
    """Where standard output is gone, what is still in its buffer must not end in an error when the program ends."""
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _open_closed_streams() -> None:
    """Where a standard stream is closed (">&-"), the next file that is opened would get its number, and what a library or a
    worker prints would end up in that file."""
    # Standard output cannot be written to then either: an error rather than records lost.
    streams = (("stdin", os.O_RDONLY, "r"), ("stdout", os.O_RDONLY, "w"), ("stderr", os.O_WRONLY, "w"))
    for number, (name, flags, mode) in enumerate(streams):
        if getattr(sys, name) is None:
            descriptor = os.open(os.devnull, flags)
            if descriptor != number:
                os.dup2(descriptor, number)
            setattr(sys, name, os.fdopen(number, mode, closefd=False))


def main() -> None:
    """The entry point: an ExtractError is one line on standard error, exit code 2 for usage, 1 for the rest."""
    logging.disable()       # what libraries note about a page or a table is written by whoever wrote that
    _open_closed_streams()
    code = 0
    try:
        app()
    except ExtractError as error:
        _say(f"extract: {error}")
        code = 2 if isinstance(error, UsageError) else 1
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        _say(f"extract: {where}{error.strerror or error}")
        code = 1
    _silence()
    sys.exit(code)


if __name__ == "__main__":
    main()
