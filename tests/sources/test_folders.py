"""Every file of a folder is accounted for: read, failed, or left out and counted. Nothing in it can make a run wait."""

import os
import socket

import pytest

from extract.sources import survey
from extract.sources.walk import Survey


@pytest.fixture
def folder(tmp_path, text):
    for name in ("b.txt", "2024/siaran.txt", "2024/siaran.html.txt", "2024/mei/a.TXT", ".git/x.txt", ".sembunyi.txt", "~$b.docx", "Thumbs.db"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    for name in ("a.jpg", "2024/b.JPG", "c.mp3", "arsip.tar.gz", "README.md", "tanpa"):
        (tmp_path / name).write_text("x")
    (tmp_path / "circle").symlink_to(tmp_path)
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "gone.txt").symlink_to("nowhere")
    os.mkfifo(tmp_path / "pipe.txt")
    os.mkfifo(tmp_path / "pipe")
    return tmp_path


def test_each_file_is_read_or_failed_or_counted(folder, found, text):
    assert found(folder) == [
        ("b", text),
        (None, "No such file or directory"),
        (None, "Too many levels of symbolic links"),
        (None, "a named pipe in a folder; it is read where it is given by name"),
        ("2024/siaran.html", text),
        ("2024/siaran", text),
        ("2024/mei/a", text),
    ]
    there = survey([str(folder)])
    assert there.files == 7
    assert there.left_out == {"hidden": 4, ".jpg": 2, ".mp3": 1, ".tar.gz": 1, ".md": 1, "no suffix": 2, "links to folders": 1}
    assert there.unread == 8
    assert str(there) == "12 files (hidden 4, .jpg 2, no suffix 2, .md 1, .mp3 1, .tar.gz 1, links to folders 1)"
    assert str(Survey(3, {})) == ""


def test_a_socket(tmp_path, found, monkeypatch):
    with socket.socket(socket.AF_UNIX) as listener:
        monkeypatch.chdir(tmp_path)     # the name of a socket may not be long
        listener.bind("s.txt")
        assert found(tmp_path) == [(None, "a socket in a folder; it is read where it is given by name")]


def test_a_deep_folder(tmp_path, found, text):
    deep = tmp_path
    for _ in range(300):
        deep = deep / "f"
    deep.mkdir(parents=True)
    (deep / "a.txt").write_text(text)
    [(id, _)] = found(tmp_path)
    assert id == "f/" * 300 + "a"


def test_a_name_that_is_no_utf_8(tmp_path, text, releases):
    try:
        (tmp_path / os.fsdecode(b"caf\xe9\x1b[31m.txt")).write_text(text)
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    [release] = releases(tmp_path)
    assert release.id == r"caf\xe9\x1b[31m"
    assert release.uri.encode() == rf"{tmp_path}/caf\xe9\x1b[31m.txt".encode()
