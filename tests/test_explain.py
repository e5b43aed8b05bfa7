"""``parse --explain``: for each fact the form that found it, and what was seen but not taken, with its reason."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fupin_extract import parse
from fupin_extract.cli import run
from fupin_extract.ruleset import load_rules
from fupin_extract.write.labels import MENTIONS

NOTICE = """索引号：0053/2025 公开方式：主动公开
云岭县人民政府关于做好后续扶持工作的通知
根据《云岭县人民政府关于做好后续扶持工作的通知》要求，制定本方案。
一、促进就业
2019年已经开展培训。2025年6月底前建立台账，走访300户以上，引进一批企业。按照《云南省就业条例》执行。
人社部门要公示结果，各银行机构不得抽贷，各地可给予补助。
（牵头单位：县人社局，责任单位：县财政局）
云岭县人民政府
2025年1月1日
"""


@pytest.fixture
def explained(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[int, str, str]]:
    """Call ``parse --explain`` on the notice: the exit code, what it printed, what it complained of."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("LANGUAGE", "")
    monkeypatch.setattr("fupin_extract.cli.output.terminal_width", lambda: 160)
    monkeypatch.chdir(tmp_path)
    Path("notice.txt").write_text(NOTICE, encoding="utf-8")

    def run_it(*args: str) -> tuple[int, str, str]:
        code = run(["parse", "notice.txt", "--explain", *args])
        printed = capsysbinary.readouterr()
        return code, printed.out.decode(), printed.err.decode()

    return run_it


@pytest.fixture
def rows(explained: Callable[..., tuple[int, str, str]]) -> list[dict[str, Any]]:
    code, out, _ = explained("--format", "json")
    assert code == 0
    found: list[dict[str, Any]] = json.loads(out)
    return found


def row(rows: list[dict[str, Any]], text: str, kind: str) -> dict[str, Any]:
    return next(r for r in rows if r["text"] == text and r["kind"] == kind)


def test_every_fact_is_there_with_its_rule_and_place(rows: list[dict[str, Any]]) -> None:
    clauses = parse(NOTICE).clauses
    facts = [f for c in clauses for f in (*c.deadlines, *c.targets, *c.citations, *c.duties)]
    assert {(f.id, f.rule, f.text, f.span) for f in facts} == {
        (r["id"], r["rule"], r["text"], tuple(r["span"])) for r in rows if r["id"]
    }
    assert {"deadline", "target", "citation", "duty"} <= {r["kind"] for r in rows if r["id"]}


def test_what_was_read_is_told(rows: list[dict[str, Any]]) -> None:
    assert row(rows, "2025年6月底前", "deadline")["means"] == "by 2025-06-30"
    assert row(rows, "300户以上", "target")["means"].startswith("target >= 300 户")
    assert row(rows, "人社部门要公示结果", "duty")["means"] == "responsible 人社部门 公示结果"
    group = row(rows, "（牵头单位：县人社局，责任单位：县财政局）", "responsibility")
    assert group["means"] == "lead: 县人社局; responsible: 县财政局"
    assert group["rule"] == "label.lead, label.responsible"
    assert group["line"] == 7


@pytest.mark.parametrize(
    ("text", "kind", "rule", "line"),
    [
        ("0053/2025", "index_number", "index_number.label", 1),
        ("云岭县人民政府关于做好后续扶持工作的通知", "title", "title.ending", 2),
        ("云岭县人民政府", "signature", "signature.ending", 8),
        ("2025年1月1日", "signature_date", "date.line", 9),
    ],
)
def test_elements_of_the_form_are_there_with_their_rule(
    rows: list[dict[str, Any]], text: str, kind: str, rule: str, line: int
) -> None:
    found = row(rows, text, kind)
    assert (found["clause"], found["rule"], found["line"], found["means"]) == ("", rule, line, text)
    assert NOTICE[slice(*found["span"])] == text


def test_every_element_of_the_form_has_a_name() -> None:
    labelled = {rule.field for rule in load_rules().header if rule.labels}
    others = {"title", "addressees", "letterhead", "signature", "signature_date", "date", "publisher"}
    assert labelled | others <= {*MENTIONS}


@pytest.mark.parametrize(
    ("text", "kind", "reason"),
    [
        ("一批", "target", "a vague amount"),
        ("2019年", "deadline", "over on the day of signing"),
        ("《云岭县人民政府关于做好后续扶持工作的通知》", "citation", "the notice's own plan"),
        ("各银行机构", "duty", "a prohibition"),
        ("各地", "duty", "a permission"),
        ("主动公开", "other", "no record"),
    ],
)
def test_what_was_not_taken_has_its_reason(rows: list[dict[str, Any]], text: str, kind: str, reason: str) -> None:
    found = row(rows, text, kind)
    assert (found["id"], found["means"], found["reason"]) == (None, None, reason)


def test_the_table_can_be_read(explained: Callable[..., tuple[int, str, str]]) -> None:
    code, out, _ = explained()
    assert code == 0
    line = next(line.split() for line in out.splitlines() if "6月底前" in line)
    assert line == ["1", "5", "时限", "by.before", "2025年6月底前", "1/d1", "by", "2025-06-30"]
    assert any(line.split()[-2:] == ["a", "permission"] for line in out.splitlines())
    _, out, _ = explained("--headers", "en")
    assert out.splitlines()[2].split()[:3] == ["clause", "line", "kind"]


def test_it_is_a_table_or_json(explained: Callable[..., tuple[int, str, str]]) -> None:
    code, out, err = explained("--format", "csv")
    assert (code, out) == (2, "")
    assert "not written as csv: give one of table, json" in err
    assert explained("-o", "seen.json")[0] == 0
    assert json.loads(Path("seen.json").read_text(encoding="utf-8"))
