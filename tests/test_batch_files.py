"""Which files a batch finds, what it calls them, and under which names it writes."""

from __future__ import annotations

import os
import warnings
import zipfile
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from batching import folder, left, notice, ran, report
from fupin_extract.batch import target
from fupin_extract.batch.destination import output_name, safe_path
from fupin_extract.batch.items import Item
from fupin_extract.batch.journal import open_journal
from fupin_extract.batch.worklist import Filter, work_list
from fupin_extract.errors import BatchError, WriteError
from fupin_extract.files import LARGEST


def found(*given: Path | str, listed: tuple[str, ...] = (), **wanted: object) -> dict[str, str]:
    """The paths of items, and of what is none the reason."""
    everything = work_list([str(name) for name in given], listed, Filter(**wanted))  # type: ignore[arg-type]
    return {f.path: "" if isinstance(f, Item) else f.problem.reason for f in everything}


def test_a_folder_is_walked_in_order_of_names(tmp_path: Path) -> None:
    folder(tmp_path, b="x", a__z="x", a__b__c="x", 甲="x", B="x")
    assert list(found(tmp_path)) == ["B.txt", "a/b/c.txt", "a/z.txt", "b.txt", "甲.txt"]
    assert list(found(tmp_path, recursive=False)) == ["B.txt", "b.txt", "甲.txt"]


def test_globs_choose_by_name_or_by_path(tmp_path: Path) -> None:
    folder(tmp_path, a="x", sub__b="x")
    (tmp_path / "C.TXT").write_text("x")
    (tmp_path / "d.md").write_text("x")
    assert list(found(tmp_path, globs=("*.txt",))) == ["C.TXT", "a.txt", "sub/b.txt"]
    assert list(found(tmp_path, globs=("sub/*", "*.md"))) == ["d.md", "sub/b.txt"]


def test_what_every_computer_leaves_behind_is_skipped_and_told(tmp_path: Path) -> None:
    for name in (".git/config", "Thumbs.db", "~$a.docx", "a.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert found(tmp_path) == {".git": "is hidden", "Thumbs.db": "is hidden", "a.txt": "", "~$a.docx": "is hidden"}


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_links_that_lead_out_or_round_are_not_followed(tmp_path: Path) -> None:
    notices = folder(tmp_path / "n", a="x", sub__b="x")
    (tmp_path / "secret.txt").write_text("x")
    (notices / "alias.txt").symlink_to(notices / "a.txt")
    (notices / "loop").symlink_to(notices)
    (notices / "out.txt").symlink_to(tmp_path / "secret.txt")
    (notices / "broken.txt").symlink_to(notices / "nothing")
    assert found(notices) == {
        "a.txt": "",
        "alias.txt": "",
        "broken.txt": "is no regular file",
        "loop": "is a link to a folder, and not followed",
        "out.txt": "is a link that leads out of the folder",
        "sub/b.txt": "",
    }
    (tmp_path / "linked").symlink_to(notices)
    assert "a.txt" in found(tmp_path / "linked"), "what was given itself is followed"


@pytest.mark.skipif(os.name == "nt", reason="no such names and links on Windows")
def test_what_cannot_be_looked_at_is_told_and_stops_nothing(tmp_path: Path) -> None:
    notices = folder(tmp_path / "n", a=notice())
    (notices / ("长" * 83 + ".x")).write_text(notice(2), encoding="utf-8")  # 251 bytes: no journal fits beside it
    (notices / "loop").symlink_to("loop")
    done = ran(notices, tmp_path / "out")
    assert (done.summary.done, done.summary.files) == (2, 3)
    reasons = {f["path"]: f.get("reason", "") for f in report(tmp_path / "out")["files"]}
    assert reasons["loop"]
    assert found(listed=("长" * 100, "a")) == {"长" * 100: "cannot be read: File name too long", "a": "no such file"}


@pytest.mark.skipif(os.name == "nt", reason="names are text on Windows")
def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    file = Path(os.fsdecode(os.fsencode(tmp_path) + b"/bad\xff.txt"))
    file.write_text(notice(), encoding="utf-8")
    for name in (file, tmp_path):
        done = ran(name, tmp_path / "all.csv", globs=("*.txt",), anew=True)
        assert done.worked == ["bad\ufffd.txt"]


def test_a_link_that_is_given_is_called_by_its_own_name(tmp_path: Path) -> None:
    folder(tmp_path, real=notice())
    (tmp_path / "may.txt").symlink_to("real.txt")
    assert found(tmp_path / "may.txt") == {"may.txt": ""}


def test_what_was_written_is_not_read_by_way_of_a_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder(tmp_path, n__a=notice()))
    ran(Path("n"), "out")
    with pytest.raises(BatchError, match="there are no notices there"):
        ran([], "out", listed=("out",))


def test_a_file_and_a_folder_that_would_be_one(tmp_path: Path) -> None:
    notices = folder(tmp_path / "n", a=notice())
    (notices / "a.txt.yaml").mkdir()
    (notices / "a.txt.yaml/b.txt").write_text(notice(2), encoding="utf-8")
    assert ran(notices, tmp_path / "out").summary.done == 2
    assert [f["output"] for f in report(tmp_path / "out")["files"]] == ["a.txt.yaml", "a.txt.yaml~/b.txt.yaml"]


def test_an_archive_of_which_the_members_lie_over_one_another(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "n.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", notice() * 100)
        first = archive.infolist()[0]
        for n in range(5):
            twin = zipfile.ZipInfo(f"{n}.txt")
            for field in ("header_offset", "compress_size", "file_size", "CRC", "compress_type"):
                setattr(twin, field, getattr(first, field))
            archive.filelist.append(twin)
    assert found(tmp_path / "n.zip") == {"n.zip": "is no ZIP archive, or a damaged one"}


def test_thousands_of_one_name_in_an_archive(tmp_path: Path) -> None:
    with warnings.catch_warnings(), zipfile.ZipFile(tmp_path / "n.zip", "w") as archive:
        warnings.simplefilter("ignore")  # zipfile warns of each
        for n in range(300):
            archive.writestr("same.txt", f"{n}")
    asked = 0

    def named(path: str, again: int) -> str:
        nonlocal asked
        asked += 1
        return output_name(path, "yaml", again)

    with open_journal(tmp_path / "j", "x", alone=False) as journal, journal.new_list():
        for n, item in enumerate(work_list([str(tmp_path / "n.zip")], (), Filter())):
            assert isinstance(item, Item)
            journal.add(n, item, f"{n}", partial(named, item.path))
    assert asked < 300 * 6, "each asks for a few names, not for all that are taken"


@pytest.mark.skipif(os.name == "nt", reason="no such files on Windows")
def test_a_pipe_in_a_folder_does_not_hold_it_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert found(tmp_path) == {"pipe.txt": "is no regular file"}


def test_a_folder_that_is_deeper_than_python_recurses(emptied: Path) -> None:
    deep = emptied.joinpath(*["d"] * 300)
    deep.mkdir(parents=True)
    (deep / "a.txt").write_text("x")
    assert [path.count("d/") for path in found(emptied)] == [300]


def test_of_several_each_is_called_as_it_was_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder(tmp_path, x__n__a="1", y__n__a="2", single="3")
    monkeypatch.chdir(tmp_path)
    assert list(found("x/n", "y/n", "single.txt")) == ["x/n/a.txt", "y/n/a.txt", "single.txt"]
    assert list(found(listed=("./x/../x/n/a.txt", "missing.txt"))) == ["x/n/a.txt", "missing.txt"]
    assert found(listed=("missing.txt",)) == {"missing.txt": "no such file"}


def test_zip_archives_are_like_folders(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "n.zip", "w") as archive:
        archive.writestr("通知/乙.txt", notice())
        archive.writestr("../../out.txt", notice(2))
        archive.writestr("/etc/a.txt", notice(3))
        archive.writestr("__MACOSX/a.txt", "x")
        archive.writestr("empty/", "")
    assert found(tmp_path) == {
        "n.zip/__MACOSX/a.txt": "is hidden",
        "n.zip/etc/a.txt": "",
        "n.zip/out.txt": "",
        "n.zip/通知/乙.txt": "",
    }
    out = tmp_path / "out"
    assert ran(tmp_path / "n.zip", out).summary.done == 3
    assert sorted(left(out)) == sorted(
        ["out.report.json", "out/n.zip/etc/a.txt.yaml", "out/n.zip/out.txt.yaml", "out/n.zip/通知/乙.txt.yaml"]
    )


def test_names_in_gbk_out_of_a_chinese_windows(tmp_path: Path) -> None:
    archive = _zip_with_name(tmp_path / "n.zip", "县政府\\通知.txt".encode("gb18030"))
    assert found(archive) == {"n.zip/县政府/通知.txt": ""}


def _zip_with_name(place: Path, name: bytes) -> Path:
    """An archive of one file whose name is these bytes, without the flag for UTF-8."""
    plain = "x" * len(name)
    with zipfile.ZipFile(place, "w") as archive:
        archive.writestr(plain, notice())
    place.write_bytes(place.read_bytes().replace(plain.encode(), name))
    return place


def test_archives_that_are_damaged_or_locked_cost_themselves_only(tmp_path: Path) -> None:
    notices = folder(tmp_path / "n", a=notice())
    (notices / "broken.zip").write_bytes(b"PK\x03\x04 and then nothing")
    with zipfile.ZipFile(notices / "locked.zip", "w") as archive:
        archive.writestr("secret.txt", notice(2))
    data = bytearray((notices / "locked.zip").read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):  # the flag that says it is encrypted
        data[data.index(mark) + at] |= 1
    (notices / "locked.zip").write_bytes(data)
    with zipfile.ZipFile(notices / "torn.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", notice(3) * 50)
    data = bytearray((notices / "torn.zip").read_bytes())
    data[60:90] = b"\xff" * 30
    (notices / "torn.zip").write_bytes(data)
    summary = ran(notices, tmp_path / "out").summary
    assert (summary.done, summary.failed) == (1, 3)
    reasons = {f["path"]: f.get("reason") for f in report(tmp_path / "out")["files"]}
    assert reasons == {
        "a.txt": None,
        "broken.zip": "is no ZIP archive, or a damaged one",
        "locked.zip/secret.txt": "is locked with a password in its ZIP archive",
        "torn.zip/a.txt": "is damaged in its ZIP archive",
    }


@pytest.mark.slow
def test_a_bomb_in_an_archive_is_not_unpacked(tmp_path: Path) -> None:
    notices = tmp_path / "n"
    notices.mkdir()
    with (
        zipfile.ZipFile(notices / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("a.txt", "w") as file,
    ):
        for _ in range(LARGEST // (1 << 20) + 1):
            file.write(b"\0" * (1 << 20))
    assert ran(notices, tmp_path / "out").summary.failed == 1
    assert report(tmp_path / "out")["files"][0]["reason"] == "is larger than 256 MB: allow more with --max-size"


def test_the_same_file_given_twice_is_one(tmp_path: Path) -> None:
    notices = folder(tmp_path / "n", a=notice(), sub__b=notice(2))
    assert ran([notices, notices / "sub"], tmp_path / "out").summary.files == 2


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("a/b.txt", "a/b.txt.yaml"),
        ("关于“三农”工作.txt", "关于“三农”工作.txt.yaml"),
        ("a:b?/c*.txt", "a_b_/c_.txt.yaml"),
        ("con/aux.txt", "_con/_aux.txt.yaml"),
        ("notes./end ", "notes_/end_.yaml"),
    ],
)
def test_names_that_every_system_takes(path: str, name: str) -> None:
    assert output_name(path, "yaml") == name


@given(st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1), st.integers(0, 10**6))
def test_any_name_can_be_written(text: str, again: int) -> None:
    name = output_name(text, "jsonl", again)
    assert len(name.encode()) <= 255
    assert not set(name) & set('<>:"/\\|?*')
    assert name == output_name(text, "jsonl", again)


@pytest.mark.slow
@given(st.text())
def test_no_path_leads_out(text: str) -> None:
    parts = safe_path(text).split("/")
    assert ".." not in parts
    assert not safe_path(text).startswith("/")


def test_names_that_collide_are_told_apart(tmp_path: Path) -> None:
    notices = (
        folder(tmp_path / "n", **{"a?": notice(1), "a*": notice(2)}) if os.name != "nt" else folder(tmp_path / "n")
    )
    (notices / "A_.txt").write_text(notice(3), encoding="utf-8")
    long = "很长的名字" * 20
    with zipfile.ZipFile(notices / "n.zip", "w") as archive:
        archive.writestr(f"{long}一.txt", notice(4))
        archive.writestr(f"{long}二.txt", notice(5))
    out = tmp_path / "out"
    ran(notices, out)
    outputs = [f["output"] for f in report(out)["files"]]
    assert outputs[:3] == ["A_.txt.yaml", "a_.txt~2.yaml", "a_.txt~3.yaml"]
    assert len({name.casefold() for name in outputs}) == 5
    assert all((out / name).is_file() for name in outputs)


@pytest.mark.parametrize(
    ("out", "table"),
    [
        ("out", None),
        ("all.csv", "csv"),
        ("ALL.NDJSON", "jsonl"),
        ("all.xlsx", "xlsx"),
        ("all.parquet", "parquet"),
        ("all.parquet/", "parquet-folder"),
        ("plans.sqlite", "sqlite"),
        ("plans.db", "sqlite"),
        ("plans.duckdb", "duckdb"),
        ("v1.2", None),
    ],
)
def test_the_suffix_says_what_is_written(out: str, table: str | None, tmp_path: Path) -> None:
    chosen = target(str(tmp_path / out) if not out.endswith("/") else f"{tmp_path}/{out}")
    assert chosen.table == table
    assert chosen.report.name == f"{out.rstrip('/')}.report.json"


@pytest.mark.parametrize("out", ["-", "all.yaml", "all.json", "notes.txt"])
def test_what_all_notices_cannot_go_into(out: str) -> None:
    with pytest.raises(WriteError):
        target(out)
