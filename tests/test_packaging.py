"""What is shipped: the wheel works by itself, the sdist is complete, the samples are as published."""

from __future__ import annotations

import re
import sys
import tarfile
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from processes import ended

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the sdist of this tree."""
    folder = tmp_path_factory.mktemp("dist")
    done = ended([sys.executable, "-m", "hatchling", "build", "-d", folder], cwd=ROOT)
    assert done.code == 0, done.err
    return folder


def test_the_wheel_carries_the_rules_and_runs_away_from_the_source_tree(built: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        wheel.extractall(tmp_path)  # noqa: S202 - it was built a line above
    packed = {path.name: path.read_bytes() for path in (tmp_path / "fupin_extract" / "_rules").glob("*.yaml")}
    assert packed == {path.name: path.read_bytes() for path in (ROOT / "rules").glob("*.yaml")}
    cases = {path.name for path in (tmp_path / "fupin_extract" / "_rules" / "cases").glob("*.txt")}
    assert cases == {path.name for path in (ROOT / "tests" / "cases").glob("*.txt")}
    assert (tmp_path / "fupin_extract" / "py.typed").exists()
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]);"
        "import fupin_extract; from fupin_extract.cli import run;"
        "assert fupin_extract.__file__.startswith(sys.argv[1]), fupin_extract.__file__;"
        "sys.exit(max(run(['parse', sys.argv[2], '-o', out]) for out in sys.argv[3:]))"
    )
    arguments = [tmp_path, ROOT / "samples" / "002.txt", tmp_path / "out.yaml", tmp_path / "out.html"]
    done = ended([sys.executable, "-c", code, *arguments], cwd=tmp_path)
    assert done.code == 0, done.err
    assert (tmp_path / "out.yaml").stat().st_size > 1000
    # The page has its style and its script, which are files of the package.
    assert b"default-src 'none'" in (tmp_path / "out.html").read_bytes()


def test_a_usual_wheel_is_not_taken_for_a_compiled_one(built: Path) -> None:
    done = ended([sys.executable, ROOT / "tools" / "try_wheel.py", next(built.glob("*.whl"))])
    assert done.code == 1
    assert "no wheel with compiled modules" in done.err


def test_the_sdist_has_what_is_needed_to_build_and_to_test(built: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    for folder in ("src", "rules", "tests", "samples", "docs", "benchmarks"):
        files = {p.relative_to(ROOT).as_posix() for p in (ROOT / folder).rglob("*.*") if p.is_file()}
        assert {file for file in files if not file.endswith(".pyc")} <= names
    assert {"LICENSE", "README.md", "README.zh-CN.md", "CHANGELOG.md", "Makefile", "requirements-dev.lock"} <= names
    assert {".ci/run", "pyproject.toml"} <= names


def test_the_samples_are_as_published() -> None:
    listed = dict(re.findall(r"`(\d+\.txt)`.*`([0-9a-f]{64})`", (ROOT / "samples" / "SOURCES.md").read_text("utf-8")))
    files = {path.name: sha256(path.read_bytes()).hexdigest() for path in (ROOT / "samples").glob("*.txt")}
    assert files == listed
