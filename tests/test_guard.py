"""A mistake of ours in one clause: what it costs, and who hears of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from fupin_extract import parse
from fupin_extract.cli import run
from fupin_extract.find import guard, search
from fupin_extract.find.deadlines.find import find_deadlines as found
from fupin_extract.find.mention import Mention
from fupin_extract.resolve import notice as resolved
from fupin_extract.resolve.facts import resolve_facts as resolve
from fupin_extract.resolve.tasks import Facts

TEXT = "一、甲。2025年底前完成。\n二、乙。2026年底前完成3个。（责任单位：县财政局）\n三、丙。按照《意见》完成4个。"


@pytest.fixture
def lenient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "RAISES", False)


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """No deadline can be found in the second clause, and no fact can be resolved in the third."""

    def find_deadlines(text: str, *rest: Any) -> list[Mention]:
        if "乙" in text:
            raise IndexError("list index out of range")
        return found(text, *rest)

    def resolve_facts(clause: str, *rest: Any) -> Facts:
        if clause == "3":
            raise KeyError("gone")
        return resolve(clause, *rest)

    monkeypatch.setattr(search, "find_deadlines", find_deadlines)
    monkeypatch.setattr(resolved, "resolve_facts", resolve_facts)


@pytest.mark.usefixtures("lenient", "broken")
def test_one_clause_loses_one_kind_of_fact_and_the_rest_is_read() -> None:
    notice = parse(TEXT)
    _, first, second, third = notice.clauses
    assert [len(clause.deadlines) for clause in notice.clauses] == [0, 1, 0, 0]
    assert [target.value for target in second.targets] == [3]
    assert second.responsibility is not None
    assert not third.targets
    assert [(d.code, d.severity, d.span) for d in notice.diagnostics] == [
        ("mistake", "error", second.span),
        ("mistake", "error", third.span),
    ]
    assert "find_deadlines: IndexError" in notice.diagnostics[0].message
    assert first.span[1] <= second.span[0]


@pytest.mark.usefixtures("lenient", "broken")
def test_strict_raises() -> None:
    with pytest.raises(IndexError):
        parse(TEXT, strict=True)


@pytest.mark.usefixtures("broken")
def test_the_tests_of_this_project_raise() -> None:
    with pytest.raises(IndexError):
        parse(TEXT)


@pytest.mark.usefixtures("lenient", "broken")
def test_the_command_line_tells(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    file = tmp_path / "a.txt"
    file.write_text(TEXT, encoding="utf-8")
    assert run(["parse", str(file)]) == 0
    out, err = capsysbinary.readouterr()
    assert b"code: mistake" in out
    assert err.count(b"[mistake]") == 2
    assert b"a mistake in this program" in err
    assert run(["parse", str(file), "--strict"]) == 2
    assert b"a mistake in this program" in capsysbinary.readouterr().err


@pytest.mark.usefixtures("lenient")
def test_memory_that_is_gone_is_no_mistake_in_a_clause(monkeypatch: pytest.MonkeyPatch) -> None:
    def find_duties_below(*_: object) -> list[Mention]:
        raise MemoryError

    monkeypatch.setattr(search, "find_duties_below", find_duties_below)
    with pytest.raises(MemoryError):
        parse(TEXT)
