"""`extract run` as a shell sees it: exit codes, one line where something is wrong, streams that are closed or full."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.fixture
def place(tmp_path, write_table) -> Path:
    write_table(tmp_path / "good.jsonl", ["a", "b"])
    write_table(tmp_path / "some.jsonl", ["a", ""])
    write_table(tmp_path / "none.jsonl", ["", ""])
    (tmp_path / "table.csv").write_text("id,teks\n1,a\n2,b\n")
    (tmp_path / "other.csv").write_text("judul,tanggal\na,1\n")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "a.txt").write_text("a")
    (tmp_path / "folder" / "b.txt").write_text("")
    (tmp_path / "mixed").mkdir()
    (tmp_path / "mixed" / "a.txt").write_text("a")
    (tmp_path / "mixed" / "other.csv").write_text("judul,tanggal\na,1\n")
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "a.txt").write_text("a")
    (tmp_path / "pictures" / "a.jpg").write_bytes(b"\xff\xd8\xff")
    (tmp_path / "raw.dat").write_text("id,teks\n1,a\n")
    (tmp_path / "raws").mkdir()
    (tmp_path / "raws" / "raw.dat").write_text("judul,tanggal\na,1\n")
    (tmp_path / "raws" / "good.dat").write_text("id,teks\n1,a\n")
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "b.txt").write_text("")
    return tmp_path


@pytest.fixture
def here(place, readers, monkeypatch, capsys):
    """As `extract`, in this process: for commands that need no shell."""
    import drive_cli

    monkeypatch.chdir(place)
    drive_cli.stand_in(monkeypatch.setattr)

    def call(*arguments: str) -> tuple[int, str, list[str]]:
        with pytest.raises(SystemExit) as ended:
            monkeypatch.setattr("sys.argv", ["extract", "run", *arguments])
            drive_cli.call("run", *arguments)
        out, err = capsys.readouterr()
        return int(ended.value.code or 0), out, err.splitlines()

    return call


def extract(place: Path, command: str) -> tuple[int, str, list[str]]:
    """Runs `extract run COMMAND` in a shell: exit code, standard output, lines of standard error."""
    script = f'"{sys.executable}" "{HERE / "drive_cli.py"}" run {command}'
    done = subprocess.run(["bash", "-c", script], cwd=place, capture_output=True, text=True, timeout=60)
    assert "Traceback" not in done.stderr, done.stderr
    assert "Exception" not in done.stderr, done.stderr
    return done.returncode, done.stdout, done.stderr.splitlines()


@pytest.mark.parametrize(("command", "code", "silent"), [
    ("good.jsonl", 0, []),
    ("some.jsonl", 0, []),
    ("some.jsonl --strict", 3, []),
    ("good.jsonl --strict", 0, []),
    ("folder", 0, []),
    ("good.jsonl none.jsonl", 3, ["none.jsonl gave no record: empty text"]),
    ("table.csv --text-column isi", 3, ["table.csv gave no record: no column 'isi' in id, teks"]),
    ("good.jsonl --text-column isi", 3, ["good.jsonl gave no record: no column 'isi' in id, text"]),
    ("mixed", 3, ["mixed/other.csv gave no record: no column "]),
    ("mixed/", 3, ["mixed/other.csv gave no record: no column "]),
    ("./mixed/ ./good.jsonl", 3, ["mixed/other.csv gave no record: no column "]),
    ("pictures", 0, []),
    ("pictures --strict", 3, []),
    ("raw.dat --input-format csv --text-column isi", 3, ["raw.dat gave no record: no column 'isi' in id, teks"]),
    ("raws --input-format csv", 3, ["raws/raw.dat gave no record: no column "]),
    ("folder bad", 3, ["bad gave no record: bad/b.txt: empty file"]),
    ("good.jsonl folder/b.txt", 3, ["folder/b.txt gave no record: empty file"]),
])  # fmt: skip
@pytest.mark.parametrize("to", [["-o", "out.jsonl"], []], ids=["file", "stdout"])
def test_exit_codes(command, code, silent, to, here):
    found, _, lines = here(*command.split(), *to)
    assert found == code, lines
    named = [line for line in lines if "gave no record" in line]
    assert len(named) == len(silent)
    assert all(line.startswith(start) for line, start in zip(named, silent, strict=True))


def test_inputs_without_a_record_in_the_log(here):
    code, _, lines = here("none.jsonl", "good.jsonl", "-o", "out.jsonl", "--log-json")
    *_, silent, last = map(json.loads, lines)
    assert code == 3
    assert silent == {"no_record": "none.jsonl", "reason": "empty text"}
    assert last == {"records": 2, "errors": 2, "fields": {"releases": 2}, "left_out": {}}


@pytest.mark.parametrize(("command", "code", "line"), [
    ("good.jsonl >&-", 1, "extract: standard output: Bad file descriptor"),
    ("good.jsonl >/dev/full", 1, "extract: standard output: No space left on device"),
    ("good.jsonl -o /dev/full", 1, "extract: /dev/full: No space left on device"),
    ("good.jsonl -o out.jsonl >&-", 0, None),
    ("good.jsonl -o out.jsonl 2>&-", 0, None),
    ("good.jsonl -o out.jsonl <&- >&- 2>&-", 0, None),
    ("good.jsonl -o out.jsonl 2>/dev/full", 0, None),
    ("good.jsonl -o out.jsonl --log-json 2>/dev/full", 0, None),
    ("none.jsonl -o out.jsonl 2>&-", 3, None),
    ("some.jsonl >/dev/null 2>&-", 0, None),
    ("- <&-", 3, None),
    ("good.jsonl | head -c 1 >/dev/null; exit ${PIPESTATUS[0]}", 0, None),
    ("good.jsonl -o /dev/null", 0, "2 records, 0 errors"),
])  # fmt: skip
def test_streams(command, code, line, place):
    found, _, lines = extract(place, command)
    assert found == code, lines
    if line is not None:
        assert [text for text in lines if text.startswith(line)], lines
        assert len(lines) == 1
    if "-o out.jsonl" in command and code == 0:
        assert len((place / "out.jsonl").read_bytes().splitlines()) == 2


@pytest.mark.parametrize(("output", "code", "line"), [
    ("not/yet/there/r.jsonl", 0, "2 records in not/yet/there/r.jsonl: 2 releases"),
    ("good.jsonl/r.jsonl", 1, "extract: good.jsonl: "),
    (f"{'0' * 300}.jsonl", 1, "extract: 000"),
    ("0" * 250, 1, "extract: .000"),
    ("/", 2, "extract: /: no place for an output"),
    ("", 2, "extract: --output is empty"),
    ("table.csv", 2, "extract: table.csv: exists already; --overwrite replaces it"),
    ("folder", 2, "extract: folder: files that are not ours lie there"),
    ("r.csv/", 0, "2 records in r.csv: 2 releases"),
    ("r.xlsx", 0, "2 records in r.xlsx: 2 releases"),
])  # fmt: skip
def test_places(output, code, line, here):
    found, _, [said] = here("good.jsonl", "-o", output)
    assert (found, said[: len(line)]) == (code, line)
    if code == 0:
        found, _, [said] = here("good.jsonl", "-o", output)
        assert found == 2
        assert "--overwrite" in said


def test_what_a_file_is_called_is_text(here):
    found, _, [said] = here("good.jsonl", "-o", "\x1b[2J\n\x9b31m/")
    assert (found, said) == (0, r"2 records in \x1b[2J\n\x9b31m: 2 releases")
    found, _, [said] = here("good.jsonl", "-o", "\x1b[2J\n\x9b31m/")
    assert (found, said) == (2, r"extract: \x1b[2J\n\x9b31m: a finished output lies there; --overwrite replaces it")


def test_a_folder_without_permission(place):
    if os.getuid() == 0:
        pytest.skip("root may write anywhere")
    (place / "closed").mkdir(mode=0o500)
    code, _, [line] = extract(place, "good.jsonl -o closed/r.jsonl")
    assert (code, line) == (1, "extract: closed/r.jsonl.part: Permission denied")


def test_what_is_given_to_a_process_substitution(place):
    _, _, lines = extract(place, "good.jsonl -o >(cat >copy); wait $!")
    assert lines == ["2 records, 0 errors"]
    assert len((place / "copy").read_bytes().splitlines()) == 2


def test_standard_output_as_a_named_file(place):
    code, out, lines = extract(place, "good.jsonl -o /dev/stdout")
    assert (code, len(out.splitlines()), lines) == (0, 2, ["2 records, 0 errors"])
    code, _, lines = extract(place, ". > into.jsonl")
    assert (code, len(lines)) == (2, 1)
    assert "into.jsonl: read and written by the same run" in lines[0]


def test_what_was_silent_before_a_kill_is_silent_after_it(readers, run_table, write_table, program, tmp_path):
    from extract.batch.executors import backend
    from extract.batch.run import run
    from extract.batch.target import Target

    class Stop(Exception):
        pass

    paths = []
    for name, text in (("a", ""), ("b", "b"), ("c", "")):
        (tmp_path / f"{name}.d").mkdir()
        paths.append(str(write_table(tmp_path / f"{name}.d" / f"{name}.jsonl", [text] * 6).parent))

    def go(stop_at):
        def show(summary):
            if summary.done >= stop_at:
                raise Stop

        with backend(readers.plain, None, 0) as place:
            return run(paths, Target(tmp_path / "out.jsonl"), place, program, shard_size=2, save_every=0.0, show=show)

    for stop_at in (4, 8, 10, 16):
        with pytest.raises(Stop):
            go(stop_at)
    silent = go(1000).inputs.without_record()
    assert {Path(name).name: reason for name, reason in silent.items()} == {"a.jsonl": "empty text", "c.jsonl": "empty text"}
