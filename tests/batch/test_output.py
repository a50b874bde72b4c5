"""What lies where a run writes is ours, or given up by the user, or left as it is."""

import contextlib
import json
import os
import stat
import threading
from pathlib import Path

import pytest

from extract.batch.run import run
from extract.batch.target import Stream, Target, apart, check_apart, target
from extract.errors import ExtractError, ResumeError, UsageError
from extract.sinks import parts

FOREIGN = "notes of somebody else\n"


@pytest.fixture
def table(write_table, tmp_path) -> Path:
    (tmp_path / "in").mkdir()
    return write_table(tmp_path / "in" / "releases.jsonl", [f"release {i}" for i in range(12)] + [""])


@pytest.fixture
def go(table, readers, run_table):
    """A run of the table in this process to an output named as on the command line."""

    def run_it(output, format=None, **more):
        place = output if isinstance(output, Target) else target(str(output), format)
        return run_table(table, place, readers.plain, workers=0, **more)

    return run_it


class Stop(Exception):
    """Stands in for a kill."""


@pytest.fixture
def killed(go):
    """A run that stopped after some releases."""

    def stop(summary):
        if summary.done >= 4:
            raise Stop

    def run_it(output, **more):
        with pytest.raises(Stop):
            go(output, save_every=0.0, show=stop, **more)

    return run_it


def everything(folder: Path) -> dict[str, bytes | str]:
    """Each file under `folder` with its content, each link with where it leads."""
    return {
        str(path.relative_to(folder)): str(path.readlink()) if path.is_symlink() else path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_symlink() or path.is_file()
    }


@contextlib.contextmanager
def refused(folder: Path, *words: str):
    """The run is refused in one line that holds `words`, and nothing under `folder` is any other than before."""
    before = everything(folder)
    with pytest.raises(ExtractError) as caught:
        yield
    message = str(caught.value)
    assert "\n" not in message
    assert all(word in message for word in words), message
    assert everything(folder) == before


# ── What exists ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ["r.jsonl", "r.jsonl.gz", "r.jsonl.zst", "r.csv", "r.parquet", "r.xlsx", "r", "2024.01"])
def test_a_file_is_only_replaced_when_asked_to(name, go, tmp_path):
    (tmp_path / name).write_text(FOREIGN)
    with refused(tmp_path, f"{name}: exists already; --overwrite"):
        go(tmp_path / name)


def test_the_old_file_stays_whole_until_the_new_one_is(go, killed, tmp_path):
    output = tmp_path / "r.jsonl"
    output.write_text(FOREIGN)
    output.chmod(0o600)
    killed(output, overwrite=True)
    assert output.read_text() == FOREIGN
    go(output)      # goes on: that the file may be replaced was said when the run began
    assert len(output.read_bytes().splitlines()) == 12
    assert stat.S_IMODE(output.stat().st_mode) == 0o600
    assert {path.name for path in tmp_path.iterdir()} == {"in", "r.jsonl", "r.errors.jsonl"}


def test_a_file_that_appears_meanwhile_is_not_replaced(go, killed, tmp_path):
    output = tmp_path / "r.jsonl"
    killed(output)
    output.write_text(FOREIGN)
    with refused(tmp_path, "r.jsonl: appeared", "--overwrite"):
        go(output)
    output.unlink()

    def appear(summary):
        if summary.done == 13:
            output.write_text(FOREIGN)

    with pytest.raises(ResumeError, match=r"r\.jsonl: appeared while the run was on; move it away"):
        go(output, show=appear)
    assert output.read_text() == FOREIGN
    output.unlink()
    records, letters = go(output)
    assert (len(records), len(letters)) == (12, 1)


def test_a_run_that_is_stopped_before_its_first_record_leaves_nothing(go, tmp_path):
    def stop(summary):
        raise Stop

    with pytest.raises(Stop):
        go(tmp_path / "r.jsonl", show=stop)
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


@pytest.mark.parametrize("suffix", [".part", ".errors.part", ".new", ".checkpoint"])
@pytest.mark.parametrize("overwrite", [False, True])
def test_a_file_in_the_way_of_a_working_file(suffix, overwrite, go, tmp_path):
    (tmp_path / f"r.jsonl.gz{suffix}").write_text(FOREIGN)
    with refused(tmp_path, f"r.jsonl.gz{suffix}", "move it away"):
        go(tmp_path / "r.jsonl.gz", overwrite=overwrite)
    (tmp_path / f"r.jsonl.gz{suffix}").rename(tmp_path / ".r.jsonl.gz.checkpoint.new")
    with refused(tmp_path, ".r.jsonl.gz.checkpoint.new", "move it away"):
        go(tmp_path / "r.jsonl.gz", overwrite=overwrite)


@pytest.mark.parametrize("suffix", [".part", ".errors.part", ".new", ".checkpoint"])
@pytest.mark.parametrize("plant", ["link", "dangling", "folder", "pipe", "hard link"])
def test_what_is_no_plain_file_in_the_way_of_a_working_file(suffix, plant, go, tmp_path):
    victim, planted = tmp_path / "victim", tmp_path / f"r.csv{suffix}"
    victim.write_text(FOREIGN)
    if plant == "pipe":
        os.mkfifo(planted)
    elif plant == "folder":
        planted.mkdir()
    elif plant == "hard link":
        planted.hardlink_to(victim)
    else:
        planted.symlink_to(victim if plant == "link" else tmp_path / "nowhere")
    with refused(tmp_path, f"r.csv{suffix}", "move it away"):
        go(tmp_path / "r.csv")


def test_a_link_that_is_planted_while_a_run_is_interrupted(go, killed, tmp_path):
    victim, output = tmp_path / "victim", tmp_path / "r.jsonl"
    victim.write_text(FOREIGN)
    killed(output)
    for name in ("r.jsonl.part", "r.jsonl.errors.part"):
        (tmp_path / name).unlink()
        (tmp_path / name).symlink_to(victim)
        with refused(tmp_path, name, "move it away"):
            go(output)
        (tmp_path / name).unlink()
        (tmp_path / name).touch()
    for overwrite in (False, True):
        (tmp_path / ".r.jsonl.checkpoint.new").symlink_to(victim)
        with refused(tmp_path, ".r.jsonl.checkpoint.new", "move it away"):
            go(output, overwrite=overwrite)
        (tmp_path / ".r.jsonl.checkpoint.new").unlink()
        (tmp_path / ".r.jsonl.checkpoint.new").write_text(FOREIGN)
        with refused(tmp_path, ".r.jsonl.checkpoint.new", "move it away"):
            go(output, overwrite=overwrite)
        (tmp_path / ".r.jsonl.checkpoint.new").unlink()
    go(output, overwrite=True)
    assert victim.read_text() == FOREIGN


# ── Checkpoints ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _json(change):
    def damage(data: bytes) -> bytes:
        found = json.loads(data)
        return json.dumps(change(found) or found).encode()

    return damage


DAMAGES = {
    "empty": lambda data: b"",
    "zeros": lambda data: bytes(20),
    "{}": lambda data: b"{}",
    "[]": lambda data: b"[]\n",
    "cut": lambda data: data[:200],
    "cut early": lambda data: data[:20],
    "another number": lambda data: data.replace(b'"shards": 1', b'"shards": 2'),
    "no state": _json(lambda found: found.pop("state") and None),
    "a state of another kind": _json(lambda found: found | {"state": [1]}),
    "another key": _json(lambda found: found["state"].update(more=1)),
    "a string for a number": _json(lambda found: found["state"].update(output_bytes="7")),
    "no identity": _json(lambda found: found["state"].pop("identity") and None),
    "not UTF-8": lambda data: data[:100] + b"\xff\xfe" + data[100:],
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_checkpoint(damage, go, killed, tmp_path):
    output = tmp_path / "r.jsonl"
    killed(output)
    path = tmp_path / "r.jsonl.checkpoint"
    path.write_bytes(damage(path.read_bytes()))
    with refused(tmp_path, "r.jsonl.checkpoint: the checkpoint is damaged; --overwrite starts again"):
        go(output)
    assert len(go(output, overwrite=True)[0]) == 12


@pytest.mark.parametrize("content", [FOREIGN, "[1, 2, 3]", '{"shards": 7}', '{"identity": {}, "summary": {}}'])
@pytest.mark.parametrize("overwrite", [False, True])
def test_a_checkpoint_that_is_none(content, overwrite, go, tmp_path):
    (tmp_path / "r.jsonl.checkpoint").write_text(content)
    with refused(tmp_path, "r.jsonl.checkpoint: not a checkpoint of this program; move it away"):
        go(tmp_path / "r.jsonl", overwrite=overwrite)


def test_a_finished_output_that_is_gone(go, killed, tmp_path, monkeypatch):
    output = tmp_path / "r.jsonl"
    from extract.batch.output import Output

    with monkeypatch.context() as patch:
        patch.setattr(Output, "_remove_working_files", lambda self: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            go(output)
    assert go(output)[0]
    with monkeypatch.context() as patch:
        patch.setattr(Output, "_remove_working_files", lambda self: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            go(output, overwrite=True)
    output.unlink()
    with pytest.raises(ResumeError, match="finished, and gone since; --overwrite starts again"):
        go(output)
    assert (tmp_path / "r.jsonl.checkpoint").exists()


def test_an_unfinished_run_that_did_nothing_is_in_nobodys_way(go, killed, tmp_path, monkeypatch):
    output = tmp_path / "r.jsonl"
    from extract.batch.output import Output

    def stop(summary):
        raise Stop

    with monkeypatch.context() as patch:
        patch.setattr(Output, "_remove_working_files", lambda self: None)   # as a kill would
        with pytest.raises(Stop):
            go(output, show=stop)
    assert (tmp_path / "r.jsonl.checkpoint").exists()
    assert len(go(output, shard_size=3)[0]) == 12


# ── Dead letters ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("output", "letters"), [
    ("r.jsonl", "r.errors.jsonl"),
    ("r.jsonl.gz", "r.jsonl.gz.errors.jsonl"),
    ("r.parquet", "r.parquet.errors.jsonl"),
    ("r.csv", "r.csv.errors.jsonl"),
    ("r", "r.errors.jsonl"),
    ("2024.01/", "2024.01.errors.jsonl"),
    ("2024.02/", "2024.02.errors.jsonl"),
    ("r.jsonl/", "r.jsonl.errors.jsonl"),
    ("R.JSONL", "R.JSONL.errors.jsonl"),
])  # fmt: skip
def test_dead_letters_have_the_whole_name(output, letters):
    found = target(output)
    assert found.errors.name == letters
    # No other output but its twin has the same.
    twin = found.twin
    assert twin != found.path
    assert letters in (Target(twin).errors.name, Target(twin, folder=True).errors.name)


def test_dead_letters_of_an_earlier_run(go, tmp_path):
    go(tmp_path / "r.jsonl")
    (tmp_path / "r.jsonl").rename(tmp_path / "kept.jsonl")
    with refused(tmp_path, "r.errors.jsonl: holds the dead letters of an earlier run", "--overwrite"):
        go(tmp_path / "r.jsonl")
    assert len(go(tmp_path / "r.jsonl", overwrite=True)[1]) == 1


def test_dead_letters_go_when_the_new_run_has_none(go, readers, run_table, write_table, tmp_path):
    go(tmp_path / "r.jsonl")
    good = write_table(tmp_path / "good.jsonl", ["a"])
    run_table(good, tmp_path / "r.jsonl", readers.plain, workers=0, overwrite=True)
    assert not (tmp_path / "r.errors.jsonl").exists()


@pytest.mark.parametrize("content", [FOREIGN, '{"id": "a"}\n', '{"id": 1, "file": 2, "line": 3, "reason": 4}\n[]\n', "\xff"])
def test_a_file_that_holds_no_dead_letters_is_never_replaced(content, go, tmp_path):
    (tmp_path / "r.errors.jsonl").write_text(content, encoding="latin-1")
    with refused(tmp_path, "r.errors.jsonl"):
        go(tmp_path / "r.jsonl")
    with refused(tmp_path, "r.errors.jsonl", "move it away"):
        go(tmp_path / "r.jsonl", overwrite=True)


@pytest.mark.parametrize(("first", "second"), [("r.jsonl", "r/"), ("r/", "r.jsonl"), ("r.csv", "r.csv.jsonl")])
def test_two_outputs_never_share_their_dead_letters(first, second, go, readers, run_table, write_table, tmp_path):
    if "/" in first + second:
        pytest.importorskip("pyarrow", reason="rilis[parquet] is not installed")
    if first == "r.csv":
        (tmp_path / first).touch()
        (tmp_path / "r.csv.errors.jsonl").write_text('{"id": null, "file": "a", "line": 1, "reason": "empty text"}\n')
    else:
        go(f"{tmp_path}/{first}")
    for overwrite in (False, True):
        with refused(tmp_path, "errors.jsonl"):
            go(f"{tmp_path}/{second}", overwrite=overwrite)


# ── Folders ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def gz() -> str:
    """Parts without pyarrow, in tests that are about names."""
    return "jsonl.gz"


def test_files_of_others_stay(gz, go, tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    for name in ("part-00000-c000.snappy.parquet", "part-00000.parquet", "notes.txt", ".hidden"):
        (folder / name).write_text(FOREIGN)
    with refused(tmp_path, "out: files that are not ours", "--overwrite"):
        go(folder, gz)
    before = everything(folder)
    for _ in range(2):      # the second time our own are replaced
        go(Target(folder, gz, folder=True, part=4), overwrite=True)
        after = everything(folder)
        assert after.items() > before.items()
        assert set(after) - set(before) == {"manifest.json", *(f"part-0000{i}.jsonl.gz" for i in range(3))}


@pytest.mark.parametrize("name", ["part-00000.jsonl.gz", "part-00007.jsonl.gz", ".part-00000.jsonl.gz.new", "manifest.json"])
def test_a_file_of_another_that_has_one_of_our_names(name, gz, go, tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / name).write_text('{"extract": "", "parts": [{"file": "../in/releases.jsonl"}]}')
    with refused(tmp_path, f"out/{name}: in the way", "move it away"):
        go(folder, gz, overwrite=True)


@pytest.mark.parametrize("manifest", ['{"extract": "1", "parts": [{"file": "../in/releases.jsonl"}]}', "[]", "{", '{"parts": 1}', "\0"])
def test_a_manifest_that_is_not_ours(manifest, tmp_path):
    (tmp_path / "manifest.json").write_text(manifest)
    assert parts.listed(tmp_path) == set()


def test_the_parts_of_an_unfinished_run_are_replaced_when_asked_to(gz, go, killed, tmp_path):
    folder = Target(tmp_path / "out", gz, folder=True, part=4)
    killed(folder)
    assert (tmp_path / "out" / "part-00000.jsonl.gz").exists()
    (tmp_path / "out" / "part-00001.jsonl.gz").write_text("named, and not yet noted when the run was killed")
    go(Target(tmp_path / "out", gz, folder=True, part=6), overwrite=True)
    found = everything(tmp_path / "out")
    assert [part["file"] for part in json.loads(found.pop("manifest.json"))["parts"]] == sorted(found)
    assert len(found) == 2


def test_the_earlier_parts_stay_until_there_is_a_new_one(gz, go, tmp_path):
    folder = Target(tmp_path / "out", gz, folder=True, part=4)
    go(folder)
    before = everything(tmp_path / "out")
    seen = []

    def look(summary):
        seen.append(everything(tmp_path / "out") == before)
        if len(seen) == 2:
            raise Stop

    with pytest.raises(Stop):
        go(Target(tmp_path / "out", gz, folder=True, part=1000), overwrite=True, show=look, save_every=0.0)
    assert seen == [True, True]
    go(Target(tmp_path / "out", gz, folder=True, part=1000))
    assert set(everything(tmp_path / "out")) == {"part-00000.jsonl.gz", "manifest.json"}


def test_a_part_that_is_not_ours_is_not_replaced_meanwhile(gz, go, tmp_path):
    def appear(summary):
        if summary.done == 8:
            (tmp_path / "out" / "part-00001.jsonl.gz").write_text(FOREIGN)

    with pytest.raises(ResumeError, match=r"part-00001\.jsonl\.gz: appeared"):
        go(Target(tmp_path / "out", gz, folder=True, part=5), show=appear, shard_size=4)
    assert (tmp_path / "out" / "part-00001.jsonl.gz").read_text() == FOREIGN


def test_a_folder_that_cannot_be_written_to(gz, go, tmp_path, monkeypatch):
    (tmp_path / "out").mkdir()
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with refused(tmp_path, "out: no permission"):
        go(tmp_path / "out", gz)


def test_an_empty_folder_is_taken(gz, go, tmp_path, monkeypatch):
    (tmp_path / "out").mkdir()
    monkeypatch.chdir(tmp_path / "out")
    go(".", gz)
    assert set(everything(tmp_path / "out")) == {"part-00000.jsonl.gz", "manifest.json"}
    assert {path.name for path in tmp_path.iterdir()} == {"in", "out", "out.errors.jsonl"}


# ── Names, links, devices ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("output", "format", "expected"), [
    ("r.jsonl", None, ("jsonl", False)),
    ("r.ndjson", None, ("jsonl", False)),
    ("r.jsonl", "jsonl", ("jsonl", False)),
    ("r.jsonl.gz", None, ("jsonl.gz", False)),
    ("r.jsonl.gz", "jsonl", ("jsonl.gz", False)),
    ("R.JSONL.ZST", None, ("jsonl.zst", False)),
    ("r.parquet", None, ("parquet", False)),
    ("r.csv", None, ("csv", False)),
    ("r.csv", "csv", ("csv", False)),
    ("r.xlsx", None, ("xlsx", False)),
    ("r", None, ("jsonl", False)),
    ("r.2024", "parquet", ("parquet", False)),
    ("r.xls", "xlsx", ("xlsx", False)),
    ("r", "csv", ("csv", True)),
    ("2024.01", "csv", ("csv", True)),
    ("r.txt", "csv", ("csv", False)),
    ("r/", None, ("jsonl", True)),
    ("r/", "csv", ("csv", True)),
    ("r/", "jsonl.gz", ("jsonl.gz", True)),
    ("r.parquet/", None, ("parquet", True)),
    ("r.jsonl", "csv", "its name says jsonl, --format says csv"),
    ("r.parquet", "jsonl", "its name says parquet, --format says jsonl"),
    ("r.csv/", "parquet", "its name says csv, --format says parquet"),
    ("r.jsonl", "jsonl.gz", "its name says jsonl, --format says jsonl.gz"),
    ("r.csv.gz", None, "this format is not written"),
    ("r.xls", None, "this format is not written"),
    ("r/", "xlsx", "a workbook is one file"),
    ("r.xlsx/", None, "a workbook is one file"),
    ("", None, "--output is empty"),
    ("/", None, "no place for an output"),
    ("-", "csv", "--format csv needs --output"),
    ("/dev/stdout", "parquet", "--format parquet needs --output"),
    ("/dev/null", "csv", "--format csv needs --output"),
])  # fmt: skip
def test_the_format_follows_the_name(output, format, expected, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    if isinstance(expected, str):
        with pytest.raises(UsageError, match=expected.replace(".", r"\.")):
            target(output, format)
    else:
        found = target(output, format)
        assert (found.format, found.folder) == expected


def test_a_link_is_written_through(go, tmp_path):
    far = tmp_path / "far"
    far.mkdir()
    (far / "real.jsonl").write_text(FOREIGN)
    (tmp_path / "r.jsonl").symlink_to("far/real.jsonl")
    with refused(tmp_path, "real.jsonl: a symlink leads there; --overwrite writes through it"):
        go(tmp_path / "r.jsonl")
    go(tmp_path / "r.jsonl", overwrite=True)
    assert str((tmp_path / "r.jsonl").readlink()) == "far/real.jsonl"
    assert len((far / "real.jsonl").read_bytes().splitlines()) == 12
    assert {path.name for path in far.iterdir()} == {"real.jsonl", "real.errors.jsonl"}


def test_a_link_that_leads_nowhere_yet(go, killed, tmp_path):
    (tmp_path / "far").mkdir()
    (tmp_path / "r.jsonl").symlink_to("far/real.jsonl")
    with refused(tmp_path, "--overwrite"):
        go(tmp_path / "r.jsonl")
    killed(tmp_path / "r.jsonl", overwrite=True)
    go(tmp_path / "r.jsonl")
    assert len((tmp_path / "far" / "real.jsonl").read_bytes().splitlines()) == 12


def test_a_link_to_another_format_or_to_itself(tmp_path):
    (tmp_path / "r.jsonl").symlink_to("r.parquet")
    with pytest.raises(UsageError, match=r"r\.parquet: its name says parquet"):
        target(str(tmp_path / "r.jsonl"))
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises((OSError, UsageError)):
        target(str(tmp_path / "loop"))


def test_a_link_to_a_folder_is_that_folder(gz, go, tmp_path):
    (tmp_path / "far").mkdir()
    (tmp_path / "out").symlink_to("far")
    go(f"{tmp_path}/out/", gz)
    assert set(everything(tmp_path / "far")) == {"part-00000.jsonl.gz", "manifest.json"}
    assert (tmp_path / "far.errors.jsonl").exists()


def test_devices_and_pipes_are_streams(tmp_path):
    for name in ("/dev/null", "/dev/stdout", "/dev/stderr", "/dev/fd/1", "/proc/self/fd/2"):
        assert isinstance(target(name), Stream)
    link, pipe = tmp_path / "link.jsonl", tmp_path / "pipe.jsonl"
    link.symlink_to("/dev/null")
    with target(str(link)).open() as file:
        file.write(b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["link.jsonl"]
    os.mkfifo(pipe)
    found = []
    reader = threading.Thread(target=lambda: found.append(pipe.read_bytes()))
    reader.start()
    with target(str(pipe)).open() as file:
        file.write(b"line\n")
    reader.join()
    assert found == [b"line\n"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(UsageError, match="takes JSONL"):
        target(str(tmp_path / "pipe.csv"))


def test_a_file_where_a_folder_is_named(tmp_path):
    (tmp_path / "out").touch()
    with pytest.raises(UsageError, match="a file lies there, not a folder"):
        target(f"{tmp_path}/out/")


# ── Apart from the input ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def place(tmp_path, monkeypatch) -> Path:
    """A folder `in` with a release, a table beside it, and links to both."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in" / "deep").mkdir(parents=True)
    (tmp_path / "in" / "a.txt").write_text("release")
    (tmp_path / "t.jsonl").write_text('{"text": "release"}\n')
    (tmp_path / "words.csv").write_text("a\n")
    (tmp_path / "hard.jsonl").hardlink_to(tmp_path / "t.jsonl")
    (tmp_path / "link.jsonl").symlink_to("t.jsonl")
    (tmp_path / "r.errors.jsonl").hardlink_to(tmp_path / "t.jsonl")
    (tmp_path / "p.csv.part").hardlink_to(tmp_path / "t.jsonl")
    (tmp_path / "linked").symlink_to("in")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "b.txt").symlink_to("../in/a.txt")
    return tmp_path


@pytest.mark.parametrize(("source", "output"), [
    ("t.jsonl", "t.jsonl"),
    ("t.jsonl", "./in/../t.jsonl"),
    ("./t.jsonl", "{}/t.jsonl"),
    ("t.jsonl", "hard.jsonl"),
    ("t.jsonl", "link.jsonl"),
    ("link.jsonl", "t.jsonl"),
    ("t.jsonl", "r.jsonl"),
    ("t.jsonl", "r/"),
    ("t.jsonl", "p.csv"),
    ("words.csv", "words.csv"),
    ("in", "in/r.jsonl"),
    ("in", "in/deep/r.jsonl"),
    ("in", "in/deep/new/r.jsonl"),
    ("in", "linked/r.jsonl"),
    ("linked", "in/r.jsonl"),
    ("in/deep/..", "{}/in/out/"),
    ("in", "in"),
    ("in", "in/"),
    ("in", "linked/"),
    ("in", "."),
    (".", "r2.jsonl"),
    ("in/a.txt", "in/"),
    ("in/a.txt", "linked/"),
    ("in/a.txt", "."),
    ("in/a.txt", ".."),
    ("elsewhere", "in/"),
])  # fmt: skip
def test_an_output_that_is_also_read(source, output, place, readers, program):
    from extract.batch.executors import backend

    output = output.format(place)
    if output == "words.csv":
        sources, tables = ["in"], [source]
    else:
        sources, tables = [source], []
    with backend(readers.plain, None, 0) as here, refused(place, "choose"):
        run(sources, target(output), here, program, tables=tables, overwrite=True)


def test_outputs_beside_the_input_are_fine(place):
    for source, output in (("in", "inside/"), ("in", "in.jsonl"), ("t.jsonl", "in/r.jsonl"), ("t.jsonl", "t2.jsonl"), ("in/a.txt", "in/r.jsonl")):
        check_apart(target(output), [source], ["words.csv"])
        assert list(apart(target(output), [source])) == [source]


def test_standard_output_into_a_file_that_is_read(place, capfd):
    with (place / "t.jsonl").open("ab") as file:
        kept = os.dup(1)
        os.dup2(file.fileno(), 1)
        try:
            stream = target(None)
            assert stream.is_file()
            with pytest.raises(UsageError, match=r"t\.jsonl: read and written by the same run \(to standard output\)"):
                list(apart(stream, ["in/a.txt", "t.jsonl"]))
        finally:
            os.dup2(kept, 1)
            os.close(kept)
