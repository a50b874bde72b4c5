"""A page of releases written for this project, one of which means harm, one without its text."""

from pathlib import Path

import pytest

from extract.report import write_report
from extract.sources import Columns, read
from report_pages import GONE, HARM

RAW = Path(__file__).parents[2] / "data" / "raw"


@pytest.fixture(scope="session")
def folder(pipeline, tmp_path_factory) -> Path:
    """`records.jsonl`, and the texts where it says, all but one."""
    place = tmp_path_factory.mktemp("report")
    texts = place / "texts"
    texts.mkdir()
    for path in sorted(RAW.glob("dev-*.txt")) + sorted(RAW.glob("test-bps-*.txt")):
        (texts / path.name).write_bytes(path.read_bytes())
    (texts / "harm.txt").write_text(HARM, encoding="utf-8")
    (texts / "gone.txt").write_text(GONE, encoding="utf-8")
    records = [pipeline.process(release) for release in read([str(texts)], Columns())]
    (texts / "gone.txt").unlink()
    (place / "records.jsonl").write_text("".join(f"{record.to_json()}\n" for record in records), encoding="utf-8")
    return place


@pytest.fixture(scope="session")
def page(folder) -> Path:
    """The page of all of them."""
    path = folder / "report.html"
    with path.open("wb") as file:
        outcome = write_report(folder / "records.jsonl", file)
    assert [id for id, _, _ in outcome.without_text] == ["gone"]
    return path
