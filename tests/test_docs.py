"""What the documents say is true: commands run and print what is shown, links lead somewhere, lists are complete.

``make docs`` writes the output of each command anew.
"""

from __future__ import annotations

import ast
import os
import re
import shutil
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path

import pytest
from pydantic import BaseModel

from fupin_extract import records
from processes import ended

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "fupin_extract"
READMES = [ROOT / "README.md", ROOT / "README.zh-CN.md"]
DOCUMENTS = [*READMES, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
CONSOLE = re.compile(r"(?<=```console\n).*?(?=```)", re.DOTALL)
COMMAND = re.compile(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
PYTHON = re.compile(r"(?<=```python\n).*?(?=```)", re.DOTALL)
# How far a batch is, which it tells where it takes long: on a busy machine.
PROGRESS = re.compile("^fupin-extract: [0-9]+(?:/[0-9]+，失败| of [0-9]+, [0-9]+ failed, ).*\n", re.MULTILINE)
LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")


def shell(command: str, scratch: Path, locale: str) -> str:
    """What a user at the root of the source tree sees: standard output and standard error together.

    What is written to /tmp goes to a folder of this document's own.
    """
    own = f"{scratch}{os.sep}"
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    env = {"PATH": path, "LC_ALL": locale, "PYTHONUTF8": "1", "COLUMNS": "80", "PYTHONWARNINGS": "ignore"}
    command = command.replace("/tmp/", own)  # noqa: S108
    done = ended(["sh", "-c", command], cwd=ROOT, env=env, stderr=subprocess.STDOUT)
    return PROGRESS.sub("", done.out.decode()).replace(own, "/tmp/")  # noqa: S108


def commands(document: Path) -> list[tuple[str, str]]:
    blocks = CONSOLE.findall(document.read_text("utf-8"))
    return [(match[1], match[2]) for block in blocks for match in COMMAND.finditer(block)]


def refreshed(document: Path, printed: list[str]) -> str:
    now = iter(printed)
    block = partial(COMMAND.sub, lambda match: f"$ {match[1]}\n{next(now)}")
    return CONSOLE.sub(lambda match: block(match[0]), document.read_text("utf-8"))


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., list[str]]:
    """What commands print in a locale, one after the other; those that several documents have run once."""

    @cache
    def run(locale: str, *given: str) -> list[str]:
        scratch = tmp_path_factory.mktemp("scratch")
        return [shell(command, scratch, locale) for command in given]

    return run


@pytest.mark.slow
@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_the_commands_print_what_is_shown(document: Path, printed: Callable[..., list[str]]) -> None:
    given = [command for command, _ in commands(document)]
    now = printed("zh_CN.UTF-8" if ".zh-CN" in document.name else "C.UTF-8", *given)
    if os.environ.get("REFRESH_DOCS"):
        document.write_text(refreshed(document, now), "utf-8")
    assert commands(document) == list(zip(given, now, strict=True))


def test_both_readmes_have_the_same_example_and_say_how_right_it_is() -> None:
    english, chinese = (path.read_text("utf-8") for path in READMES)
    assert PYTHON.findall(english) == PYTHON.findall(chinese)
    measured = [
        re.findall(r"^\| `(\w+)` \| .+? \| (\d+) \| ([\d.]+) \|$", text, re.MULTILINE) for text in (english, chinese)
    ]
    assert measured[0] == measured[1]
    assert len(measured[0]) > 5


def test_the_chinese_readme_shows_what_a_chinese_reader_sees() -> None:
    outputs = [output for command, output in commands(READMES[1]) if "fupin-extract" in command]
    messages = [line for output in outputs for line in output.splitlines() if line.startswith("fupin-extract: ")]
    assert len(messages) > 3
    assert all(re.search("[\u4e00-\u9fff]", line) for line in messages)


def test_the_picture_of_the_ledger_is_one() -> None:
    data = (ROOT / "docs" / "ledger.png").read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    assert len(data) < 200_000
    wide, high = struct.unpack(">II", data[16:24])
    assert 900 < wide < 2000
    assert 100 < high < 1000


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice prints the ledger")
def test_the_picture_is_made_of_a_ledger(tmp_path: Path) -> None:
    done = ended([sys.executable, ROOT / "tools" / "picture.py", ROOT / "docs" / "notice.txt", tmp_path / "a.png"])
    assert (done.code, done.err) == (0, "")
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")


def test_the_readme_shows_real_commands() -> None:
    shown = [command.split()[:2] for command, _ in commands(READMES[0])]
    for name in ("parse", "outline", "schema", "rules"):
        assert ["fupin-extract", name] in shown


@pytest.mark.slow
@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_the_python_examples_run(document: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number, example in enumerate(PYTHON.findall(document.read_text("utf-8"))):
        work = tmp_path / str(number)
        work.mkdir()
        (work / "samples").symlink_to(ROOT / "samples")
        (work / "my-rules").mkdir()
        (work / "my-rules" / "kinds.yaml").write_text("[]\n", "utf-8")
        monkeypatch.chdir(work)
        exec(compile(example, document.name, "exec"), {"__name__": "__main__"})  # noqa: S102


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_to_files_lead_somewhere(document: Path) -> None:
    for link in LINK.findall(document.read_text("utf-8")):
        if "://" not in link:
            assert (document.parent / link).exists(), link


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_modules_that_are_named_are_there(document: Path) -> None:
    for name in re.findall(r"`((?:\w+/)*\w+\.py)`", document.read_text("utf-8")):
        assert (ROOT / name).exists() or (PACKAGE / name).exists(), name


def test_the_map_has_a_line_for_each_room() -> None:
    told = re.findall(r"^\| `(\w+)/?` \|", (ROOT / "docs" / "map.md").read_text("utf-8"), re.MULTILINE)
    rooms = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    folders = {name for name in ("rules", "samples", "tests", "benchmarks", "tools", "docs") if (ROOT / name).is_dir()}
    assert sorted(told) == sorted((rooms | folders) - {"__init__", "__main__"})


def test_every_file_of_rules_is_told() -> None:
    told = (ROOT / "docs" / "rules.md").read_text("utf-8").partition("## The files")[2].partition("\n## ")[0]
    assert {path.name for path in (ROOT / "rules").glob("*.yaml")} <= set(re.findall(r"`(\w+\.yaml)`", told))


def test_names_in_the_glossary_are_those_of_the_code() -> None:
    names = set(re.findall(r"`([A-Za-z_]+)`", (ROOT / "docs" / "glossary.md").read_text("utf-8")))
    words = {word for path in PACKAGE.rglob("*.py") for word in re.findall(r"\w+", path.read_text("utf-8"))}
    assert names - words == set()


def test_the_make_targets_of_the_readme_exist() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    told = READMES[0].read_text("utf-8") + (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    for target in set(re.findall(r"`?make ([a-z]+)", told)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
    assert re.search(r"\.ci/run", (ROOT / "CONTRIBUTING.md").read_text("utf-8"))
    assert "make test" in (ROOT / ".ci" / "run").read_text("utf-8")


def test_every_field_of_the_records_is_described() -> None:
    text = (ROOT / "docs" / "records.md").read_text("utf-8")
    models = [m for m in vars(records).values() if isinstance(m, type) and issubclass(m, BaseModel)]
    fields = {field for model in models for field in model.model_fields}
    assert not {field for field in fields if f"`{field}`" not in text and not re.search(rf"`[^`]*\b{field}\b", text)}


def calls(tree: ast.AST, name: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
            yield node


def diagnostic_codes(tree: ast.Module) -> Iterator[str]:
    """The codes that a module gives, also by way of a function that passes its argument on."""
    helpers = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    for call in calls(tree, "Diagnostic"):
        code = next(keyword.value for keyword in call.keywords if keyword.arg == "code")
        if isinstance(code, ast.Constant):
            yield str(code.value)
            continue
        assert isinstance(code, ast.Name), "a code is written out, or the argument of a function"
        helper = next(f for f in helpers if call in ast.walk(f))
        place = [argument.arg for argument in helper.args.args].index(code.id)
        for use in calls(tree, helper.name):
            given = use.args[place]
            assert isinstance(given, ast.Constant), "a code is written out where it is given"
            yield str(given.value)
    # What a reader of a format remarks of a file.
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "remark":
            code = node.args[0]
            if isinstance(code, ast.Constant):
                yield str(code.value)


def test_the_list_of_diagnostics_is_closed() -> None:
    listed = set(re.findall(r"^\| `([a-z_.]+)`", (ROOT / "docs" / "diagnostics.md").read_text("utf-8"), re.MULTILINE))
    modules = [ast.parse(path.read_text("utf-8")) for path in PACKAGE.rglob("*.py")]
    assert {code for tree in modules for code in diagnostic_codes(tree)} == listed
