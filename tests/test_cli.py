"""The commands as a user meets them: good input, bad input, exit codes."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from extract.sinks.schema import COLUMNS

TEXT = (
    "PALANGKA RAYA – Wakil Gubernur Kalimantan Tengah Bagas Tumenggung membuka Rapat Koordinasi Perikanan di Aula Jayang Tingang, "
    "Palangka Raya, Senin (3/6/2024).\n\n“Produksi ikan naik dari 12,5 ton menjadi 14 ton pada tahun 2023,” ujar Bagas.\n"
)


def run(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "extract.cli", *arguments], input=stdin, capture_output=True, timeout=120)


@pytest.fixture(scope="module")
def bad_folder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("bad")
    (folder / "a-good.txt").write_text(TEXT, encoding="utf-8")
    (folder / "b-empty.txt").write_text("", encoding="utf-8")
    (folder / "c-binary.txt").write_bytes(bytes(range(256)) * 50)
    (folder / "d-huge.txt").write_bytes(b"kata " * 2_000_000)
    lines = [json.dumps({"id": "one", "text": TEXT}), '{"id": "two", "text": ', json.dumps({"id": "three", "text": TEXT})]
    (folder / "e-lines.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (folder / "f-long.jsonl").write_bytes(b'{"text": "' + b"x" * 10_000_000 + b'"}\n' + lines[0].encode())
    (folder / "g-no-column.csv").write_text("judul,tanggal\nA,1\n", encoding="utf-8")
    (folder / "h-latin.txt").write_bytes("Café Bupati Lahat Hendra Wijaya membuka pelatihan di Lahat.".encode("latin-1"))
    (folder / "i-table.csv").write_text(f'id,text\nrow-1,"{TEXT}"\nrow-2,\n', encoding="utf-8")
    return folder


def test_a_bad_batch_is_finished_and_each_error_says_where(bad_folder, tmp_path):
    output = tmp_path / "records.jsonl"
    done = run("run", str(bad_folder), "-o", str(output))
    assert done.returncode == 3, done.stderr.decode()       # a table gave nothing at all, and is named
    silent = [line for line in done.stderr.decode().splitlines() if "gave no record" in line]
    assert [Path(line.split()[0]).name for line in silent] == ["g-no-column.csv"]
    assert "in judul, tanggal" in silent[0]
    ids = [json.loads(line)["id"] for line in output.read_text(encoding="utf-8").splitlines()]
    assert ids == ["a-good", "one", "three", "one#2", "h-latin", "row-1"]
    errors = [json.loads(line) for line in (tmp_path / "records.errors.jsonl").read_text(encoding="utf-8").splitlines()]
    found = [(e["id"], Path(e["file"]).name, e["line"], e["reason"].split(":")[0].split(";")[0]) for e in errors]
    assert found == [
        ("b-empty", "b-empty.txt", None, "empty file"),
        ("c-binary", "c-binary.txt", None, "binary data, not text"),
        ("d-huge", "d-huge.txt", None, "more than 8,000,000 bytes"),
        (None, "e-lines.jsonl", 2, "malformed JSON"),
        (None, "f-long.jsonl", 1, "line of 10,000,013 bytes"),
        (None, "g-no-column.csv", None, "no column of text in judul, tanggal"),
        ("row-2", "i-table.csv", 6, "empty text"),
    ]
    assert b"7 could not be read" in done.stderr


@pytest.fixture(scope="module")
def table(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("table") / "releases.jsonl"
    places = ("Lahat", "Kediri", "Jepara", "Siak")
    rows = [{"id": f"r{i}", "text": f"Bupati {places[i % 4]} membuka pelatihan bagi {i + 20} petani, Senin (3/6/2024)."} for i in range(120)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_a_killed_run_goes_on_and_progress_is_logged(table, tmp_path):
    command = [sys.executable, "-m", "extract.cli", "run", str(table), "--log-json", "-o"]
    whole = subprocess.run([*command, str(tmp_path / "whole.jsonl"), "--workers", "1"], capture_output=True, timeout=120)
    assert whole.returncode == 0
    *standings, last = map(json.loads, whole.stderr.splitlines())
    assert standings[-1].keys() == {"done", "total", "rate", "errors", "seconds_left"}
    assert standings[-1]["total"] == 120
    assert last == {"records": 120, "errors": 0, "fields": last["fields"], "left_out": {}}
    assert last["fields"]["figures"] >= 120
    output = tmp_path / "killed.jsonl"
    process = subprocess.Popen([*command, str(output)], stderr=subprocess.PIPE)
    assert process.stderr is not None
    while json.loads(process.stderr.readline())["done"] == 0:
        pass
    process.kill()
    process.wait(30)
    process.stderr.close()
    assert not output.exists()
    refused = run("run", str(table), "-o", str(output), "--text-column", "id")
    assert refused.returncode == 1
    assert b"had another options; --overwrite starts again" in refused.stderr
    again = run("run", str(table), "-o", str(output), "--log-json", "--workers", "2")
    assert again.returncode == 0
    assert json.loads(again.stderr.splitlines()[-1]) == last
    assert output.read_bytes() == (tmp_path / "whole.jsonl").read_bytes()
    assert {path.name for path in tmp_path.iterdir()} == {"whole.jsonl", "killed.jsonl"}


def test_interrupted_by_the_keyboard(table, tmp_path):
    command = [sys.executable, "-m", "extract.cli", "run", str(table), "-o", str(tmp_path / "out.jsonl"), "--log-json"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE)
    assert process.stderr is not None
    process.stderr.readline()
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 130
    assert errors.splitlines()[-1] == b"extract: stopped; the same command goes on where it stopped"
    assert b"Traceback" not in errors


def test_a_reader_of_the_pipe_that_goes_away(table):
    process = subprocess.Popen(
        [sys.executable, "-m", "extract.cli", "run", str(table)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None and process.stderr is not None
    assert json.loads(process.stdout.readline())["id"] == "r0"
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()
    assert process.wait(60) == 0
    assert b"Traceback" not in errors


def test_part_files(table, tmp_path):
    pq = pytest.importorskip("pyarrow.parquet", reason="rilis[parquet] is not installed")
    done = run("run", str(table), "-o", f"{tmp_path}/out/", "--format", "parquet")
    assert done.returncode == 0, done.stderr.decode()
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_bytes())
    assert [part["file"] for part in manifest["parts"]] == ["part-00000.parquet"]
    assert pq.read_table(tmp_path / "out" / "part-00000.parquet").column("release_id").to_pylist() == [f"r{i}" for i in range(120)]


def test_output_validates_and_a_broken_line_is_named(bad_folder, tmp_path):
    output = tmp_path / "records.jsonl"
    assert run("run", str(bad_folder / "a-good.txt"), "-o", str(output)).returncode == 0
    assert run("validate", str(output)).returncode == 0
    with output.open("a", encoding="utf-8") as file:
        file.write('{"id": 1}\n')
    broken = run("validate", str(output))
    assert broken.returncode == 1
    assert f"{output}:2: ".encode() in broken.stdout


def test_a_pipe(bad_folder):
    done = run("run", "-", stdin=TEXT.encode())
    record = json.loads(done.stdout)
    assert record["event"]["date"]["iso"] == "2024-06-03"
    assert record["officials"][0]["name"] == "Bagas Tumenggung"


def test_columns_and_what_is_left_out(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.dat").write_text(f'nomor;Tanggal;judul;isi;jenis\n7;5 Juni 2024;Rapat;"{TEXT.replace("/2024", "")}";kopi\n', encoding="utf-16")
    nothing = run("run", str(tmp_path / "in"))
    assert nothing.returncode == 2
    assert b"left out: 1 file (.dat 1); --input-format says what they are" in nothing.stderr
    options = ("--input-format", "csv", "--id-column", "nomor")
    assert b"no column 'jnis' in nomor, Tanggal, judul, isi, jenis" in run("run", str(tmp_path / "in"), *options, "--keep", "jnis").stderr
    done = run("run", str(tmp_path / "in"), *options, "--keep", "jenis", "--keep", "nomor")
    record = json.loads(done.stdout)
    assert (record["id"], record["source"]["columns"], record["title"]["text"]) == ("7", {"jenis": "kopi", "nomor": "7"}, "Rapat")
    assert (record["published"], record["event"]["date"]["iso"]) == ({"iso": "2024-06-05", "span": None}, "2024-06-03")
    assert b"left out" not in done.stderr
    (tmp_path / "in" / "b.txt").write_text(TEXT, encoding="utf-8")
    assert b"left out: 1 file (.dat 1)" in run("run", str(tmp_path / "in")).stderr


@pytest.mark.parametrize("arguments", [
    ("run", "no-such-folder"),
    ("run", "-", "--format", "csv"),
    ("run",),
    ("frobnicate",),
    ("evaluate", "--split", "train"),
], ids=" ".join)  # fmt: skip
def test_usage_errors_exit_with_2(arguments):
    done = run(*arguments)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


def test_csv_and_parquet(bad_folder, tmp_path):
    assert run("run", str(bad_folder / "a-good.txt"), "-o", str(tmp_path / "tables"), "--format", "csv").returncode == 0
    manifest = json.loads((tmp_path / "tables" / "manifest.json").read_bytes())
    assert {"manifest.json"} | {part["file"] for part in manifest["parts"]} == {p.name for p in (tmp_path / "tables").iterdir()}
    assert {part["file"] for part in manifest["parts"]} == {f"{name}.csv" for name in COLUMNS}
    pq = pytest.importorskip("pyarrow.parquet")
    assert run("run", str(bad_folder / "a-good.txt"), "-o", str(tmp_path / "r.parquet"), "--format", "parquet").returncode == 0
    assert pq.read_table(tmp_path / "r.parquet").column("release_id").to_pylist() == ["a-good"]


def test_show_and_schema(bad_folder):
    shown = run("show", str(bad_folder / "a-good.txt"), "--why")
    assert shown.returncode == 0
    assert "Bagas Tumenggung" in shown.stdout.decode()
    schema = json.loads(run("schema").stdout)
    assert set(schema["required"]) | {"schema_version"} == set(schema["properties"])
    assert run("schema", "--sql").stdout.count(b"CREATE TABLE") == len(COLUMNS)


@pytest.mark.parametrize("words", [["-h"], ["run", "-h"], ["show", "--help"]])
def test_help_has_a_short_form(words):
    done = run(*words)
    assert done.returncode == 0 and done.stdout.startswith(b"Usage: ")


def test_the_shell_completes_commands(monkeypatch):
    """What the script of `extract --install-completion` asks when somebody types "extract ru" and the Tab key."""
    monkeypatch.setenv("_EXTRACT_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", "extract ru")
    monkeypatch.setenv("COMP_CWORD", "1")
    command = Path(sys.executable).with_name("extract")
    assert b"run" in subprocess.run([command], capture_output=True, timeout=60).stdout.split()


def test_help_imports_nothing_heavy():
    """`extract --help`, and what a run keeps in the parent process: the workers read, not the parent."""
    heavy = "{'spacy', 'pandas', 'pydantic', 'dateparser', 'torch', 'distributed', 'pyarrow'}"
    code = f"import sys, extract.cli; print(sorted({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "[]"
    code = f"import sys, extract.batch.run, extract.batch.settings, extract.batch.progress; print(sorted({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "[]"


@pytest.mark.parametrize(("arguments", "said"), [
    ("run a.txt -o r.db", "r.db: `extract db` makes that, of records: write these first, -o records.jsonl; or say --format"),
    ("run a.txt -o page.HTML", "page.HTML: `extract report` makes that, of records: write these first"),
    ("db records.jsonl", "records.jsonl: one name, where there are two: extract db records.jsonl releases.db"),
    ("show gone.txt", "no such file or folder: gone.txt"),
    ("evaluate", "no such file or folder: data/annotated; name marked releases, or call it in a checkout"),
])  # fmt: skip
def test_the_first_mistakes_say_what_to_do(arguments, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    done = run(*arguments.split())
    assert (done.returncode, done.stderr.decode().startswith(f"extract: {said}")) == (2, True), done.stderr.decode()
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_one_record_is_counted_as_one(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    assert run("run", str(tmp_path / "a.txt"), "-o", str(tmp_path / "r"), "--format", "jsonl").stderr.startswith(b"1 record in ")
    assert b": 1 event, 1 official, 1 figure, 1 quote, " in run("run", str(tmp_path / "a.txt"), "-o", str(tmp_path / "r.jsonl")).stderr
    assert run("run", str(tmp_path / "a.txt")).stderr == b"1 record, 0 errors\n"
