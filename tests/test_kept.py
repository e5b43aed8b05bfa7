"""What is kept from one call to the next changes nothing but the time."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from fupin_extract import parse
from fupin_extract.cli.cache import kept_file
from fupin_extract.compile_all import compile_all
from fupin_extract.kept import KEPT, Kept
from fupin_extract.ruleset import load_rules
from fupin_extract.ruleset.load import gather, packaged_folder
from fupin_extract.ruleset.plain_rules import from_plain, to_plain
from fupin_extract.text.patterns import _made, compiled
from processes import ended

SAMPLES = Path(__file__).parent.parent / "samples"
COMMAND = [sys.executable, "-m", "fupin_extract"]


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "cache" / "a.kept"
    KEPT.open(path)
    yield path
    KEPT.open(None)


def test_patterns_made_of_code_are_those_that_re_compiles(kept: Path) -> None:
    assert compile_all(gather(packaged_folder())[0]) == []
    KEPT.save()
    KEPT.open(kept)
    assert KEPT.get("code", "nothing", lambda: None) is None
    codes = (KEPT._shelves or {})["code"]
    del codes["nothing"]
    assert len(codes) > 300
    differ = [source for source, code in codes.items() if code and _made(source, code) != re.compile(source)]
    assert differ == []
    assert sum(code is not None for code in codes.values()) > 300


def test_a_wrong_pattern_is_told_as_re_tells_it(kept: Path) -> None:
    for source in ("(", "a{2,1}", "(?<=a*)b", "[z-a]"):
        with pytest.raises(re.error) as plain:
            re.compile(source)
        with pytest.raises(re.error, match=re.escape(str(plain.value))):
            compiled(source)
    assert not kept.exists()


def test_rules_made_of_plain_data_are_those_that_were_checked(kept: Path) -> None:
    checked, _ = gather(packaged_folder())
    KEPT.get("rules", "packaged", lambda: to_plain(checked))
    KEPT.save()
    KEPT.open(kept)
    again = from_plain(KEPT.get("rules", "packaged", lambda: pytest.fail("is not kept")))
    assert again.fingerprint == checked.fingerprint
    assert again.fragments == checked.fragments
    for stem in ("deadlines", "organizations", "header"):
        ours, theirs = getattr(again, stem), getattr(checked, stem)
        assert ours == theirs
        assert [(rule.place, rule.trusted) for rule in ours] == [(rule.place, rule.trusted) for rule in theirs]
    text = (SAMPLES / "002.txt").read_bytes()
    assert parse(text, rules=again) == parse(text, rules=load_rules())


def test_a_program_that_imports_this_package_keeps_nothing() -> None:
    assert KEPT.path is None
    parse("一、2025年底前，县财政局要支持100户发展产业。")
    assert KEPT._shelves is None


def spoilt(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


DAMAGES: dict[str, Callable[[Path], object]] = {
    "a bit": spoilt,
    "the end": lambda path: path.write_bytes(path.read_bytes()[:-9]),
    "all": lambda path: path.write_bytes(b""),
    "another file": lambda path: path.write_bytes(b"PK\x03\x04" * 1000),
    "a folder": lambda path: path.rename(path.with_name("b")).parent.joinpath(path.name).mkdir(),
    "anybody may write it": lambda path: path.chmod(0o666),
    "anybody may write into the folder": lambda path: path.parent.chmod(0o777),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
@pytest.mark.skipif(sys.platform == "win32", reason="modes are of POSIX")
def test_what_cannot_be_trusted_is_made_anew(damage: Callable[[Path], object], kept: Path) -> None:
    KEPT.get("plans", "x", lambda: "kept")
    KEPT.save()
    assert kept.stat().st_mode & 0o777 == 0o600
    again = Kept()
    again.open(kept)
    assert again.get("plans", "x", lambda: "made") == "kept"
    damage(kept)
    again.open(kept)
    assert again.get("plans", "x", lambda: "made") == "made"
    again.save()  # where it cannot, nothing is said


def test_few_files_are_kept(kept: Path) -> None:
    for number in range(12):
        path = kept.with_name(f"{number:02}.kept")
        KEPT.open(path)
        KEPT.get("plans", "x", lambda: None)
        KEPT.save()
        os.utime(path, (number, number))
    assert min(file.name for file in kept.parent.iterdir()) == "04.kept"
    assert len(list(kept.parent.iterdir())) == 8


def test_where_it_is_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FUPIN_CACHE", "off")
    assert kept_file() is None
    monkeypatch.setenv("FUPIN_CACHE", str(tmp_path))
    path = kept_file()
    assert path is not None
    assert path.parent == tmp_path
    monkeypatch.delenv("FUPIN_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    if sys.platform.startswith("linux"):
        assert kept_file() == tmp_path / "xdg" / "fupin-extract" / path.name
        monkeypatch.setenv("XDG_CACHE_HOME", "")
        monkeypatch.setenv("HOME", "somewhere")
        assert kept_file() is None
        monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr("fupin_extract.cli.cache.__version__", "0.0")
    other = kept_file()
    assert other is not None
    assert other.name != path.name


@pytest.mark.slow
def test_a_call_gives_the_same_with_what_was_kept_and_without(tmp_path: Path) -> None:
    call = [*COMMAND, "parse", *sorted(SAMPLES.glob("*.txt")), "--format", "json"]
    folder = tmp_path / "cache"
    cold = ended(call, env={"FUPIN_CACHE": str(folder)})
    (file,) = folder.iterdir()
    before = file.stat()
    warm = ended(call, env={"FUPIN_CACHE": str(folder)})
    assert (file.stat().st_ino, file.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    spoilt(file)
    damaged = ended(call, env={"FUPIN_CACHE": str(folder)})
    closed = tmp_path / "closed"
    closed.write_text("no folder")
    nowhere = ended(call, env={"FUPIN_CACHE": str(closed / "below")})
    off = ended(call, env={"FUPIN_CACHE": "off"})
    assert cold.code == 0
    assert cold == warm == damaged == nowhere == off


@pytest.mark.slow
def test_the_workers_of_a_batch_have_what_was_kept(tmp_path: Path) -> None:
    folder, out = tmp_path / "cache", tmp_path / "out"
    env = {"FUPIN_CACHE": str(folder)}
    assert ended([*COMMAND, "parse", SAMPLES / "002.txt"], env=env).code == 0
    for cache in (str(folder), "off"):
        to = out / cache.rpartition("/")[2]
        to.parent.mkdir(exist_ok=True)
        done = ended(
            [*COMMAND, "batch", SAMPLES, "--glob", "00*", "-o", to, "--workers", "2"], env={"FUPIN_CACHE": cache}
        )
        assert done.code == 0, done.err
    kept, made = sorted((out / "cache").rglob("*.yaml")), sorted((out / "off").rglob("*.yaml"))
    assert [file.read_bytes() for file in kept] == [file.read_bytes() for file in made]
    assert len(kept) == 5
