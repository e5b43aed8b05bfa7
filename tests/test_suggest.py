"""Rules that corrections ask for: each kind from the patch to a folder with which the notice is read as corrected."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from fupin_extract import load_rules, parse
from fupin_extract.derive.corrections import apply
from fupin_extract.derive.corrections.patch_text import read_patch
from fupin_extract.derive.suggest import propose
from fupin_extract.records.notice import units_by_role
from fupin_extract.ruleset.load import packaged_cases
from patching import between, found, patch_of, saved, written
from processes import Done

ROOT = Path(__file__).parent.parent


pytestmark = pytest.mark.usefixtures("english")


def more(text: str, task: str, field: str, words: str) -> dict[str, Any]:
    return {"op": "set", "task": task, "field": field, "now": words, "place": found(text, words)}


def leads(task: str, unit: str) -> dict[str, Any]:
    return {"op": "role", "task": task, "unit": unit, "was": "responsible_units", "now": "lead_units"}


LABEL = """关于印发方案的通知
一、扶持产业
发展苹果产业。（领办单位：县工信局、县财政局）
二、种植
发展种植。
办结节点：长期坚持
"""
OFFICE = """关于印发方案的通知
一、扶持产业
发展苹果产业。（县财政局、县苹果攻坚队伍）
二、加强教育
办好学校。（县教育局、县财政局）
"""
SHORT = """关于印发方案的通知
一、扶持产业
发展苹果产业。（责任单位：县财政局、县革办）
"""
MEASURE = """关于印发方案的通知
一、扶持养殖
2024年底前储备草料800垛。（责任单位：县农业农村局）
"""
CONVENTION = """关于印发方案的通知
本方案各项任务，列首者牵头。
一、扶持产业
发展苹果产业。（责任单位：县工信局、县财政局）
二、加强教育
办好学校。（责任单位：县教育局、县财政局）
三、其他
做好工作。（责任单位：县民政局、县财政局）
"""
KINDS = {
    "label": (
        LABEL,
        [
            more(LABEL, "1", "lead_units", "县工信局"),
            more(LABEL, "1", "lead_units", "县财政局"),
            more(LABEL, "2", "deadlines", "长期坚持"),
        ],
        {
            "labels.yaml": "- extend: label.lead\n  words: [领办单位]\n",
            "cases/units.txt": "（领办单位：⟦lead 县工信局⟧、⟦lead 县财政局⟧）\n",
            "cases/deadlines.txt": "办结节点：⟦open 长期坚持⟧\n",
        },
    ),
    "office": (
        OFFICE,
        [
            more(OFFICE, "1", "responsible_units", "县财政局"),
            more(OFFICE, "1", "responsible_units", "县苹果攻坚队伍"),
        ],
        {
            "organizations.yaml": "  names: [苹果攻坚队伍]\n",
            "cases/units.txt": "（⟦responsible 县财政局⟧、⟦responsible 县苹果攻坚队伍⟧）\n",
        },
    ),
    "measure": (
        MEASURE,
        [more(MEASURE, "1", "targets", "800垛")],
        {
            "measures.yaml": "  units: [垛]\n",
            "cases/targets.txt": "2024年底前储备草料⟦target value=800 unit=垛|800垛⟧。\n",
        },
    ),
    "convention": (
        CONVENTION,
        [leads("1", "县工信局"), leads("2", "县教育局"), leads("3", "县民政局")],
        {"responsibility.yaml": "- extend: first_leads\n  patterns: [列首者牵头]\n"},
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_with_what_is_proposed_the_notice_is_read_as_it_was_corrected(
    kind: str, tmp_path: Path, call: Callable[..., Done]
) -> None:
    text, operations, expected = KINDS[kind]
    notice, patch = saved(tmp_path, kind, text, *operations)
    out = tmp_path / "rules"
    done = call("rules", "suggest", patch, notice, "-o", out)
    assert done.code == 0, done.err
    for name, content in expected.items():
        assert content in (out / name).read_text("utf-8")
    assert call("rules", "check", out).code == 0
    assert call("rules", "test", out).code == 0
    rules = load_rules(out)
    corrected = apply(parse(notice), read_patch(patch.read_bytes(), "p"), load_rules()).notice
    for read, meant in zip(parse(notice, rules=rules).tasks, corrected.tasks, strict=True):
        for field in ("lead_units", "responsible_units", "supporting_units"):
            assert [u.name for u in getattr(read, field)] == [u.name for u in getattr(meant, field)]
        assert [(d.text, d.kind, d.end) for d in read.deadlines] == [(d.text, d.kind, d.end) for d in meant.deadlines]
        assert [(t.text, t.value, t.unit) for t in read.targets] == [(t.text, t.value, t.unit) for t in meant.targets]
    # Once accepted, there is nothing left to propose.
    assert call("rules", "suggest", patch, "--rules", out).code == 1


@pytest.mark.slow
@pytest.mark.parametrize(("sample", "role", "label"), [("000", "牵头", "牵头单位"), ("004", "责任", "责任部门")])
def test_what_is_taken_away_from_the_rules_comes_back_from_a_real_notice(
    sample: str, role: str, label: str, tmp_path: Path, call: Callable[..., Done]
) -> None:
    """A reader corrects all that is read wrongly without a label; the label is proposed, and all is read again."""
    poorer, out = tmp_path / "poorer", tmp_path / "rules"
    poorer.mkdir()
    rule = next(rule for rule in load_rules().labels if role in rule.roles)
    entry = {"id": rule.id, "tells": rule.tells, "roles": [word for word in rule.roles if word != role]}
    entry |= {"words": list(rule.words), "within": list(rule.within)}
    (poorer / "labels.yaml").write_text(yaml.safe_dump([entry], allow_unicode=True), encoding="utf-8")
    notice = tmp_path / f"{sample}.txt"
    notice.write_bytes((ROOT / "samples" / notice.name).read_bytes())
    better = parse(notice)
    read = parse(notice, rules=load_rules(poorer))
    operations = between(read, better)
    assert len(operations) > 10
    patch = tmp_path / f"{sample}.patch.yaml"
    patch.write_bytes(written(patch_of(read, *operations, rows=True)))
    assert call("rules", "suggest", patch, "--rules", poorer, "-o", out).code == 0
    assert label in (out / "labels.yaml").read_text("utf-8")
    again = parse(notice, rules=load_rules(poorer, out))
    for told, meant in zip(again.tasks, better.tasks, strict=True):
        assert list(map(repr, units_by_role(told))) == list(map(repr, units_by_role(meant)))


def test_a_short_name_is_of_the_line_of_the_office_that_was_meant(tmp_path: Path, call: Callable[..., Done]) -> None:
    operation = {"op": "set", "task": "1", "field": "responsible_units", "was": "县革办", "now": "县发展和改革局"}
    notice, patch = saved(tmp_path, "short", SHORT, operation)
    out = tmp_path / "rules"
    assert call("rules", "suggest", patch, "-o", out).code == 0
    assert (out / "cases" / "organizations.txt").read_text("utf-8") == "⟦development_reform level=county|县革办⟧\n"
    units = parse(notice, rules=load_rules(out)).tasks[0].responsible_units
    assert [unit.functions for unit in units] == [("finance",), ("development_reform",)]
    assert call("rules", "test", out).code == 0


def test_on_standard_output_stands_the_folder_as_text(tmp_path: Path, call: Callable[..., Done]) -> None:
    text, operations, _ = KINDS["measure"]
    _, patch = saved(tmp_path, "measure", text, *operations)
    out = call("rules", "suggest", patch).out.decode()
    assert out.startswith("# ---- cases/targets.txt\n")
    assert "# ---- measures.yaml\n# measure.patch.yaml: 1\n" in out


def test_what_makes_another_corrected_notice_worse_is_not_proposed(tmp_path: Path, call: Callable[..., Done]) -> None:
    """There the same words say nothing of who leads, and a reader has found the row right."""
    text, operations, _ = KINDS["label"]
    _, patch = saved(tmp_path, "label", text, *operations[:2])
    against = "关于印发方案的通知\n一、评选先进\n开展评选。（领办单位：县妇联）\n"
    assert not parse(against).tasks[0].lead_units
    _, other = saved(tmp_path, "other", against, r1="confirmed")
    done = call("rules", "suggest", patch, other)
    assert done.code == 1
    assert f"something that is right in {other} would be wrong" in done.err
    _, unseen = saved(tmp_path, "unseen", against)
    assert call("rules", "suggest", patch, unseen).code == 0


def test_what_makes_a_case_of_ours_fail_is_not_proposed(
    tmp_path: Path, call: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if a case said that 垛 counts nothing."""
    cases = tmp_path / "cases"
    cases.mkdir()
    (cases / "targets.txt").write_text("草料码了800垛。\n", encoding="utf-8")
    text, operations, _ = KINDS["measure"]
    _, patch = saved(tmp_path, "measure", text, *operations)
    assert call("rules", "suggest", patch).code == 0
    monkeypatch.setattr("fupin_extract.ruleset.load.packaged_cases", lambda: cases)
    done = call("rules", "suggest", patch)
    assert done.code == 1
    assert "not proposed: measures.yaml things units: 垛: a case that is met would fail" in done.err


def test_one_row_is_no_convention_and_a_known_label_is_no_new_one(tmp_path: Path) -> None:
    def proposed(name: str, text: str, *operations: dict[str, Any]) -> list[str]:
        notice, patch = saved(tmp_path, name, text, *operations)
        read, known = parse(notice), read_patch(patch.read_bytes(), "p")
        corrected = apply(read, known, load_rules()).notice
        return [proposal.what for proposal in propose(read, corrected, known, "p", load_rules())]

    assert proposed("one", CONVENTION, leads("1", "县工信局")) == []
    assert proposed("second", CONVENTION, leads("1", "县财政局"), leads("2", "县财政局")) == []
    known = LABEL.replace("领办", "牵头")
    assert proposed("known", known, more(known, "1", "supporting_units", "县财政局")) == []
    plain = "一、扶持产业\n由县民政局做好工作。\n"
    assert proposed("plain", plain, more(plain, "1", "lead_units", "县民政局")) == []


def test_the_notice_must_be_the_one_that_was_corrected(tmp_path: Path, call: Callable[..., Done]) -> None:
    text, operations, _ = KINDS["measure"]
    notice, patch = saved(tmp_path, "measure", text, *operations)
    notice.write_text(text + "附注\n", encoding="utf-8")
    done = call("rules", "suggest", patch, notice)
    assert done.code == 1
    assert f"{patch}: its notice is not among the files" in done.err
    assert call("rules", "suggest", notice).code == 2
    done = call("rules", "suggest", patch, "-o", tmp_path)
    assert (done.code, done.err) == (2, f"fupin-extract: {tmp_path}: exists already: give a folder that does not\n")


def test_the_cases_of_our_own_rules_are_found() -> None:
    assert (packaged_cases() / "units.txt").is_file()
