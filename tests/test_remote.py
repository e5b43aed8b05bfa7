"""Notices in object storage: what is under a URL is listed, opened, or told why not."""

from __future__ import annotations

import http.server
import sys
import threading
import zipfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import fsspec
import pytest

from fupin_extract import ReadError
from fupin_extract.batch.remote import list_remote, open_remote


def opened(where: str) -> bytes:
    with open_remote(where) as file:
        return file.read()


def contents(url: str, *, recursive: bool = True) -> dict[str, bytes]:
    return {path: opened(where) for path, where in list_remote(url, recursive=recursive)}


def put(s3: Any, *keys: str) -> None:
    for key in keys:
        s3.put_object(Bucket="notices", Key=key, Body=b"" if key.endswith("/") else key.encode())


def test_objects_are_listed_and_opened_whatever_their_names(s3: Any) -> None:
    odd = ["n/县 #1%20.txt", "n/a::b.txt", "n/a*[b]?.txt", "n/通知/第一批/1.txt", "n/../up.txt", "n//c.txt"]
    put(s3, "n/", "n/marker/", *odd, "nn.txt")
    found = {path: opened(where).decode() for path, where in list_remote("s3://notices/n")}
    expected = ["县 #1%20.txt", "a::b.txt", "a*[b]?.txt", "通知/第一批/1.txt", "up.txt", "c.txt"]
    assert found == dict(zip(expected, odd, strict=True))
    places = [where for _, where in list_remote("s3://notices/n/")]
    assert places == sorted(places)
    assert set(contents("s3://notices/n", recursive=False)) == {"县 #1%20.txt", "a::b.txt", "a*[b]?.txt"}
    assert contents("s3://notices/nn.txt") == {"nn.txt": b"nn.txt"}
    assert len(contents("s3://notices")) == 7


def test_more_objects_than_a_page_holds(s3: Any) -> None:
    from moto.s3.models import s3_backends

    shelf = s3_backends["123456789012"]["aws"]  # the server's own: a thousand requests would take long
    for number in range(1003):
        shelf.put_object("notices", f"n/{number % 7}/{number:04}.txt", b"")
    found = [path for path, _ in list_remote("s3://notices/n")]
    assert len(found) == 1003
    assert found == sorted(found)
    put(s3, "n/7/new.txt")
    assert len(list(list_remote("s3://notices/n"))) == 1004, "a listing is never an old one"


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("s3://no-such-bucket/n", "there is no such bucket"),
        ("s3://notices/none", "no such file"),
        ("s3://notices/none/a.txt", "no such file"),
        ("memory://none", "no such file"),
        ("carrier-pigeon://roof/n", "cannot be read: Protocol not known: carrier-pigeon"),
    ],
)
@pytest.mark.parametrize("recursive", [True, False])
def test_where_nothing_is_it_is_told(s3: Any, url: str, message: str, recursive: bool) -> None:
    put(s3, "n/a.txt")
    with pytest.raises(ReadError) as caught:
        list(list_remote(url, recursive=recursive))
    assert str(caught.value) == f"{url}: {message}"


@pytest.mark.usefixtures("s3")
def test_an_object_that_is_gone_is_an_error_of_the_system() -> None:
    with pytest.raises(FileNotFoundError), open_remote("s3://notices/gone.txt"):
        pass


@pytest.mark.usefixtures("s3")
def test_without_credentials_it_says_what_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    with pytest.raises(ReadError, match=r"^s3://notices/n: cannot be read: no credentials found: set AWS_ACCESS_KEY"):
        list(list_remote("s3://notices/n"))
    with pytest.raises(OSError, match="no credentials found"), open_remote("s3://notices/n/a.txt"):
        pass


@pytest.mark.parametrize("missing", ["fsspec", "s3fs"])
def test_without_the_packages_it_says_what_to_install(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    monkeypatch.delitem(sys.modules["fsspec.registry"]._registry, "s3", raising=False)
    with pytest.raises(ReadError, match=r"pip install s3fs$"):
        list(list_remote("s3://notices/n"))
    with pytest.raises(ReadError, match=r"pip install s3fs$"), open_remote("s3://notices/n/a.txt"):
        pass


@pytest.mark.slow
def test_another_process_opens_what_one_has_listed(s3: Any) -> None:
    put(s3, "n/a.txt", "n/b.txt")
    places = [where for _, where in list_remote("s3://notices/n")]
    assert opened(places[0]) == b"n/a.txt"
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        assert list(pool.map(opened, places)) == [b"n/a.txt", b"n/b.txt"]


def test_files_are_listed_and_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "乙").mkdir()
    (tmp_path / "乙" / "1.txt").write_bytes(b"1")
    (tmp_path / "0.txt").write_bytes(b"0")
    (tmp_path / "乙" / "loop").symlink_to(tmp_path)
    url = tmp_path.as_uri()
    assert contents(url) == {"0.txt": b"0", "乙/1.txt": b"1"}
    assert contents(url, recursive=False) == {"0.txt": b"0"}
    assert contents(f"{url}/0.txt") == {"0.txt": b"0"}


def test_a_folder_that_may_not_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "shut").mkdir()
    files = fsspec.filesystem("file")
    ls = files.ls

    def refusing(path: str, **options: Any) -> Any:
        if path.endswith("shut"):
            raise PermissionError(13, "Permission denied", path)
        return ls(path, **options)

    monkeypatch.setattr(files, "ls", refusing)
    with pytest.raises(ReadError, match=r"cannot be read: Permission denied$"):
        list(list_remote(tmp_path.as_uri()))


def test_the_members_of_an_archive_by_a_url_of_a_url(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("n/1.txt", "1")
        archive.writestr("2.txt", "2")
    chain = f"::{tmp_path.as_uri()}/a.zip"
    assert contents(f"zip://{chain}") == {"2.txt": b"2", "n/1.txt": b"1"}
    assert contents(f"zip://n{chain}") == {"1.txt": b"1"}


@pytest.fixture
def web(tmp_path: Path) -> Iterator[str]:
    (tmp_path / "县 通知.txt").write_bytes(b"text")

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *args: Any) -> None:
            super().__init__(*args, directory=str(tmp_path))

        def log_message(self, *args: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Quiet) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_page_of_the_web_is_one_file(web: str) -> None:
    assert contents(f"{web}/%E5%8E%BF%20%E9%80%9A%E7%9F%A5.txt?v=1") == {"县 通知.txt": b"text"}
    with pytest.raises(FileNotFoundError), open_remote(f"{web}/none.txt"):
        pass
