"""Records of releases written for this project, as objects and as JSONL."""

from pathlib import Path

import pytest

from extract.sources.release import Release

RAW = Path(__file__).parents[2] / "data" / "raw"


@pytest.fixture(scope="session")
def records(pipeline):
    paths = sorted(RAW.glob("dev-*.txt"))
    releases = [Release(id=f"00{at}", text=path.read_bytes().decode(), uri=path.name, row=None) for at, path in enumerate(paths)]
    # A code that a reader may take for a number, and a date that stays partial.
    text = "Bupati Gunung Mas Rudi Tarigan membuka pelatihan bagi 40 petani di Kabupaten Gunung Mas, 18 September."
    releases.append(Release(id="code", text=text, uri="code.txt"))
    return [*pipeline.pipe(releases), pipeline.process(Release(id="empty", text="", uri="empty.txt", row=7))]


@pytest.fixture(scope="session")
def jsonl(records, tmp_path_factory):
    path = tmp_path_factory.mktemp("loading") / "records.jsonl"
    path.write_text("".join(f"{record.to_json()}\n" for record in records), encoding="utf-8")
    return path
