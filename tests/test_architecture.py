"""The house and its rooms: who may import whom, who may print, how long things may be, what is called alike, what
starting costs.
"""

from __future__ import annotations

import ast
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from processes import ended

SOURCE = Path(__file__).parent.parent / "src" / "fupin_extract"
MODULES = sorted(SOURCE.rglob("*.py"))

# A room, and the rooms that it may import from: data flows one way, so nobody imports the hop that comes after.
MAY_IMPORT = {
    "errors": set(),
    "kept": set(),
    "plain_class": {"kept"},
    "text": {"kept", "plain_class"},
    "files": {"errors"},
    "archives": {"errors", "files"},
    "records": {"text"},
    "ruleset": {"plain_class", "errors", "files", "kept", "records", "text"},
    "values": {"plain_class", "errors", "records", "ruleset", "text"},
    "names": {"plain_class", "errors", "records", "ruleset", "text"},
    "read": {"plain_class", "errors", "files", "records", "text"},
    "outline": {"plain_class", "errors", "records", "ruleset", "text", "values", "read"},
    "find": {"plain_class", "errors", "records", "ruleset", "text", "values", "names", "outline"},
    "resolve": {"plain_class", "errors", "records", "ruleset", "text", "values", "names", "read", "outline", "find"},
    "pipeline": {"plain_class", "errors", "files", "records", "ruleset", "read", "outline", "find", "resolve"},
    "compile_all": {"errors", "ruleset", "values", "names", "outline", "find", "resolve"},
    "trial": {"records", "ruleset", "text", "names", "outline", "pipeline", "read"},
    "arrow": {"errors", "records", "ruleset", "pipeline"},
    "compare": {"errors", "records", "ruleset", "text"},
    "derive": {
        "errors",
        "outline",
        "find",
        "records",
        "resolve",
        "ruleset",
        "text",
        "trial",
        "names",
        "pipeline",
        "values",
    },
    "write": {"plain_class", "errors", "records", "text"},
    "ledger": {"errors", "records", "ruleset", "text", "values", "names", "read", "compare", "derive", "write"},
    "store": {"errors", "files", "records", "text", "write"},
    "batch": {"", "archives", "derive", "errors", "files", "kept", "records", "ruleset", "pipeline", "write", "store"},
    "cli": {
        "",
        "archives",
        "errors",
        "files",
        "kept",
        "records",
        "ruleset",
        "text",
        "read",
        "pipeline",
        "compile_all",
        "trial",
        "compare",
        "derive",
        "ledger",
        "write",
        "store",
        "batch",
    },
    "": {"errors", "records", "ruleset", "pipeline", "compare", "write"},
    "__main__": {"cli"},
}
SLOW_TO_IMPORT = {"jieba", "rjieba", "pydantic", "rich", "regex", "yaml", "chinese_calendar", "pyarrow"}


def room(module: Path) -> str:
    first = module.relative_to(SOURCE).parts[0].removesuffix(".py")
    return "" if first == "__init__" else first


def imports(module: Path) -> Iterator[str]:
    """What a module imports anywhere in it: rooms of ours by name, the package itself as ``""``, others marked."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert not node.level, f"{module}: a relative import hides the room it comes from"
            names = [node.module or ""]
            if node.module == "fupin_extract":
                inside = [
                    a.name for a in node.names if (SOURCE / a.name).is_dir() or (SOURCE / f"{a.name}.py").exists()
                ]
                names = [f"fupin_extract.{name}" for name in inside] or [node.module]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        for name in names:
            package, _, rest = name.partition(".")
            yield rest.partition(".")[0] if package == "fupin_extract" else f"external {package}"


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.relative_to(SOURCE).as_posix())
def test_a_room_imports_only_from_rooms_before_it(module: Path) -> None:
    here = room(module)
    assert here in MAY_IMPORT, f"a new room: say in MAY_IMPORT what {here} may import"
    ours = {name for name in imports(module) if not name.startswith("external ")}
    assert ours - {here} <= MAY_IMPORT[here]


def test_the_rooms_form_no_circle() -> None:
    done: set[str] = set()
    while left := {name: needs - done for name, needs in MAY_IMPORT.items() if name not in done}:
        free = {name for name, needs in left.items() if not needs}
        assert free, f"these wait for one another: {left}"
        done |= free


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.relative_to(SOURCE).as_posix())
def test_a_module_is_short_and_a_function_fits_on_a_screen(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 300, "is a noun hiding in it?"
    functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)]
    long = [node.name for node in functions if (node.end_lineno or 0) - node.lineno >= 50]
    assert not long, "is a verb hiding in it?"


# Files of one name, and the one thing that they are about in each place: another hop, another fact, or another of what
# is written.
ALIKE = {
    "annotate": "a draft of an annotation: made, and the command that writes it",
    "annotation": "its records, their writing",
    "answer": "of a question to a database: asked, written",
    "citations": "found, then resolved",
    "diff": "the records of a comparison, and the command that makes one",
    "due": "when tasks are: derived, recorded",
    "evaluate": "a notice held against an annotation, and the command that does it with many",
    "evaluation": "its records, their writing",
    "explained": "what was seen and not taken: its records, their writing",
    "facts": "of a clause: resolved, and held against what a case says",
    "find": "of each fact the entry",
    "forms": "of each fact, and of the page, how it is written",
    "furniture": "what is no part of the notice: around it on a web page, and on a printed one",
    "grid": "the rows and columns of a table: as each format tells them, and joined over pages",
    "html": "a notice or a comparison in this format",
    "labels": "what stands before a colon in a notice, and what we write over a column",
    "markdown": "a notice or a comparison in this format",
    "notice": "its records, and the step that puts them together",
    "overview": "of a database: its records, the counting",
    "page": "one on which notices are checked, one that shows what a database holds",
    "patches": "those of a notice among several, and those that a command is given",
    "offices": "what each has to do: derived, compared, recorded, written",
    "patch": "the records of corrections, their writing, the commands that check and merge them",
    "query": "of a database: asked, and the command that asks",
    "report": "what is told of many notices: by a batch, and by the command that writes a page to check them on",
    "schema": "the command that prints that of the records, and the tables of a database",
    "sheets": "the table of a notice or of a comparison",
    "table": "a notice or a comparison in this format",
    "titles": "of a notice: where they stand, and what they name",
}


def test_a_class_name_stands_once_and_a_file_name_where_it_means_the_same() -> None:
    nodes = [node for module in MODULES for node in ast.walk(ast.parse(module.read_text("utf-8")))]
    classes = Counter(node.name for node in nodes if isinstance(node, ast.ClassDef))
    assert [name for name, times in classes.items() if times > 1] == []
    files = Counter(m.stem for m in MODULES if m.stem != "__init__")
    assert {name for name, times in files.items() if times > 1} == ALIKE.keys(), "say in ALIKE what they have in common"


@pytest.mark.parametrize(
    "module", [m for m in MODULES if room(m) != "ruleset"], ids=lambda m: m.relative_to(SOURCE).as_posix()
)
def test_what_a_text_must_hold_is_the_pattern_s_own_affair(module: Path) -> None:
    assert "ruleset.signs" not in module.read_text(encoding="utf-8")
    assert "ruleset import signs" not in module.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "module", [m for m in MODULES if room(m) == "resolve"], ids=lambda m: m.relative_to(SOURCE).as_posix()
)
def test_what_is_resolved_was_found_before(module: Path) -> None:
    assert "external re" not in set(imports(module))
    assert not {"compile_pattern", "TimedPattern"} & set(calls_and_asks(module))


TALKS = {"print", "input", "sys.stdout", "sys.stderr", "sys.stdin", "os.environ", "os.getenv"}
OPENS = {"open", ".open", ".read_bytes", ".read_text", ".write_bytes", ".write_text"}


def calls_and_asks(module: Path) -> Iterator[str]:
    """The functions that a module calls (``print``), the methods (``.open``), and attributes (``sys.stdout``)."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield f".{node.func.attr}"
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield f"{node.value.id}.{node.attr}"


@pytest.mark.parametrize(
    "module", [m for m in MODULES if room(m) != "cli"], ids=lambda m: m.relative_to(SOURCE).as_posix()
)
def test_only_the_command_line_talks_and_few_rooms_open_files(module: Path) -> None:
    # The dictionary is a file of the package's own.
    opens = module.stem == "dictionary" or room(module) in {
        "archives",
        "files",
        "kept",
        "read",
        "ruleset",
        "store",
        "batch",
    }
    assert not (TALKS if opens else TALKS | OPENS) & set(calls_and_asks(module))


def loaded_by(code: str) -> set[str]:
    """The packages that a fresh interpreter has imported after ``code``."""
    code += "\nimport sys; print(*{name.partition('.')[0] for name in sys.modules}, file=sys.__stderr__)"
    done = ended([sys.executable, "-c", code])
    assert done.code == 0, done.err
    return set(done.err.split())


@pytest.mark.slow
@pytest.mark.parametrize(
    "code",
    [
        "import fupin_extract",
        "from fupin_extract.cli import run; assert run(['--help']) == 0",
        "from fupin_extract.cli import run; assert run(['parse', '--help']) == 0",
        "from fupin_extract.cli import run; assert run(['--version']) == 0",
    ],
)
def test_nothing_heavy_is_imported_before_it_is_used(code: str) -> None:
    assert not loaded_by(code) & SLOW_TO_IMPORT


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [["--help"], ["parse", "--help"], ["--version"]])
def test_help_does_not_read_what_is_kept(arguments: list[str]) -> None:
    # A class made fast by plain_class, imported for the names of the formats, read two megabytes.
    code = "import sys\nfrom fupin_extract import cli, kept\nread = []\nkept._read = lambda _: read.append(1) or {}\n"
    code += f"sys.argv[1:] = {arguments!r}\ntry: cli.main()\nexcept SystemExit as end: assert not (end.code or read)\n"
    loaded_by(code)


@pytest.mark.slow
def test_importing_any_module_compiles_no_rules_and_cuts_no_words() -> None:
    names = [".".join(("fupin_extract", *m.relative_to(SOURCE).with_suffix("").parts)) for m in MODULES]
    modules = [name.removesuffix(".__init__") for name in names if not name.endswith("__main__")]
    code = f"import importlib\nfor name in {modules!r}: importlib.import_module(name)\n"
    code += "from fupin_extract.ruleset import load\nassert not load._packaged.cache_info().currsize\n"
    assert not loaded_by(code) & {"jieba", "rjieba"}
