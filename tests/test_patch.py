"""``--patch`` with every command that reads notices, ``patch check``, ``patch merge``, and patches as gold."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml

from fupin_extract import parse
from fupin_extract.derive.corrections.merge import merge
from fupin_extract.derive.corrections.patch_text import read_patch
from fupin_extract.records.patch import Patch
from patching import found, patch_of, saved, written
from processes import Done, ended

TEXT = """青溪县人民政府关于做好后续扶持工作的通知
一、加强监测。2024年6月底前完成监测500户。（牵头单位：县财政局；配合单位：县教育局）
二、扶持产业。养羊500只。（责任单位：县林业局）
三、落实经费。（责任单位：县财政局）
"""
LEAD = {"op": "set", "task": "1", "field": "lead_units", "was": "县财政局", "now": "县审计局"}
TIME = {"op": "set", "task": "1", "field": "deadlines", "was": "2024年6月底前", "now": "2024年9月底前"}
GONE = {"op": "set", "task": "1", "field": "lead_units", "was": "县水利局", "now": "县林业局"}


pytestmark = pytest.mark.usefixtures("english")


# --patch


@pytest.mark.parametrize("form", ["yaml", "json", "jsonl", "csv", "table"])
def test_a_patch_is_made_in_every_format(form: str, tmp_path: Path, call: Callable[..., Done]) -> None:
    notice, patch = saved(tmp_path, "n", TEXT, LEAD, TIME)
    done = call("parse", notice, "--patch", patch, "-f", form)
    assert done.code == 0, done.err
    assert not done.err
    assert "县审计局" in done.out.decode()
    assert "2024年9月底前" in done.out.decode()
    assert "县审计局" not in call("parse", notice, "-f", form).out.decode()


def test_a_patch_is_made_in_the_workbook_and_its_sheets_of_offices(tmp_path: Path, call: Callable[..., Done]) -> None:
    notice, patch = saved(tmp_path, "n", TEXT, LEAD)
    assert call("parse", notice, "--patch", patch, "-o", tmp_path / "n.xlsx").code == 0
    book = openpyxl.load_workbook(tmp_path / "n.xlsx")
    cells = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value}
    assert any("县审计局" in cell for cell in cells)


def test_a_patch_is_made_with_every_command(tmp_path: Path, call: Callable[..., Done]) -> None:
    split = {"op": "add_task", "span": found(TEXT, "养羊500只。"), "title": "养羊"}
    notice, patch = saved(tmp_path, "n", TEXT, LEAD, split)
    other = tmp_path / "other.txt"
    other.write_text(TEXT, encoding="utf-8")
    assert "县审计局" in call("units", notice, "--patch", patch, "-f", "yaml").out.decode()
    assert "n1" in call("outline", notice, "--patch", patch).out.decode()
    drafted = json.loads(call("annotate", notice, "--patch", patch).out)
    assert drafted["tasks"][0]["lead"] == ["县审计局"]
    # One of the two has other bytes: the patch is of the first alone.
    other.write_text(TEXT + "\n", encoding="utf-8")
    changed = json.loads(call("diff", notice, other, "--patch", patch, "-f", "json").out)
    told = [change for pair in changed["pairs"] for change in pair["changes"] if change["field"] == "lead_units"]
    assert [(change["kind"], change["a"], change["b"]) for change in told if change["a"]] == [
        ("removed", "县审计局", None)
    ] or told


@pytest.mark.parametrize("command", ["parse", "units", "outline", "annotate"])
def test_nothing_is_written_over_a_patch(command: str, tmp_path: Path, call: Callable[..., Done]) -> None:
    notice, patch = saved(tmp_path, "n", TEXT, LEAD)
    before = patch.read_bytes()
    done = call(command, notice, "--patch", patch, "-o", patch)
    assert (done.code, patch.read_bytes()) == (2, before)
    # What contradicts is in neither: it would be lost.
    done = call("patch", "merge", patch, patch, "-o", patch)
    assert (done.code, patch.read_bytes()) == (2, before)
    assert "one of the files to read" in done.err


def test_what_is_explained_is_uncorrected_and_takes_no_patch(tmp_path: Path, call: Callable[..., Done]) -> None:
    notice, patch = saved(tmp_path, "n", TEXT, LEAD)
    done = call("parse", notice, "--explain", "--patch", patch)
    assert (done.code, done.out) == (2, b"")
    assert "leave --patch out" in done.err


def test_what_does_not_fit_is_a_line_and_with_strict_an_exit_code(tmp_path: Path, call: Callable[..., Done]) -> None:
    notice, patch = saved(tmp_path, "n", TEXT, GONE, LEAD)
    done = call("parse", notice, "--patch", patch)
    line = (
        f"fupin-extract: {patch}: operation 1 (set lead_units 1) no longer fits: 县水利局 is not in lead_units of 1\n"
    )
    assert (done.code, done.err) == (0, line)
    assert "县审计局" in done.out.decode()
    assert call("parse", notice, "--patch", patch, "--strict").code == 1


def test_a_chinese_reader_is_told_in_chinese(
    tmp_path: Path, call: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    notice, patch = saved(tmp_path, "n", TEXT, GONE)
    done = call("parse", notice, "--patch", patch)
    assert done.err.endswith("第 1 项更正（set lead_units 1）不再相符：1 的 lead_units 里没有 县水利局\n")


def test_of_several_patches_each_finds_its_notice(tmp_path: Path, call: Callable[..., Done]) -> None:
    """By its bytes, else by its path; the third is of neither."""
    first, first_patch = saved(tmp_path, "a", TEXT, LEAD)
    second, second_patch = saved(tmp_path, "b", TEXT.replace("500户", "600户"), {**LEAD, "now": "县民政局"})
    second.write_text("前言\n" + second.read_text("utf-8"), encoding="utf-8")
    (tmp_path / "c").mkdir()
    third, third_patch = saved(tmp_path / "c", "c", TEXT.replace("500户", "700户"), LEAD)
    args = [arg for patch in (first_patch, second_patch, third_patch) for arg in ("--patch", patch)]
    done = call("parse", first, second, *args, "-f", "json")
    leads = [notice["tasks"][0]["lead_units"][0]["name"] for notice in json.loads(done.out)]
    assert leads == ["县审计局", "县民政局"]
    assert done.err == f"fupin-extract: {third_patch}: is a patch of none of the notices given\n"
    assert call("parse", first, second, *args, "-f", "json", "--strict").code == 1
    # A single notice is meant, whatever it was called, and in a folder are all patches.
    renamed = tmp_path / "renamed.txt"
    renamed.write_text(TEXT + "附注\n", encoding="utf-8")
    assert "县审计局" in call("parse", renamed, "--patch", first_patch).out.decode()
    assert "县审计局" in call("parse", third, "--patch", tmp_path / "c").out.decode()


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"", 'is no patch: it has no line kind: "fupin-patch"'), (b"\xff", "not UTF-8"), (None, "no such file")],
)
def test_what_is_no_patch_stops_the_call(
    content: bytes | None, told: str, tmp_path: Path, call: Callable[..., Done]
) -> None:
    notice, patch = saved(tmp_path, "n", TEXT, LEAD)
    patch.unlink()
    if content is not None:
        patch.write_bytes(content)
    done = call("parse", notice, "--patch", patch)
    assert (done.code, done.out) == (2, b"")
    assert done.err.startswith(f"fupin-extract: {patch}: {told}")


@pytest.mark.slow
def test_a_batch_makes_the_patches_of_a_folder_and_makes_anew_what_they_change(tmp_path: Path) -> None:
    notices, patches, out = tmp_path / "in", tmp_path / "patches", tmp_path / "out"
    notices.mkdir()
    patches.mkdir()
    _, patch = saved(notices, "a", TEXT, LEAD, GONE)
    patch.rename(patches / patch.name)
    saved(notices, "b", TEXT.replace("500户", "600户"))
    (notices / "b.patch.yaml").unlink()
    command = ["python", "-m", "fupin_extract", "batch", str(notices), "-o", str(out), "--workers", "1"]

    def lead(name: str) -> str:
        told: Any = yaml.safe_load((out / f"{name}.txt.yaml").read_text("utf-8"))
        return str(told["tasks"][0]["lead_units"][0]["name"])

    import sys

    command[0] = sys.executable
    assert ended(command).code == 0
    assert (lead("a"), lead("b")) == ("县财政局", "县财政局")
    done = ended([*command, "--patch", str(patches), "--strict"])
    assert done.code == 1
    assert (lead("a"), lead("b")) == ("县审计局", "县财政局")
    report = json.loads((tmp_path / "out.report.json").read_text("utf-8"))
    assert "correction_unfit" in json.dumps(report)


# patch check, patch merge


def test_check_counts_what_fits(tmp_path: Path, call: Callable[..., Done]) -> None:
    notice, patch = saved(tmp_path, "n", TEXT, LEAD, GONE)
    done = call("patch", "check", notice, patch)
    assert (done.code, done.out.decode()) == (1, f"{patch}: 1 of 2 operations fit\n")
    _, good = saved(tmp_path, "m", TEXT, LEAD)
    notice.write_text(TEXT + "附注\n", encoding="utf-8")
    done = call("patch", "check", notice, good)
    assert (done.code, done.out.decode()) == (0, f"{good}: 1 of 1 operations fit, made on another version of it\n")


def made(*operations: dict[str, Any], **states: str) -> Patch:
    return patch_of(parse(TEXT), *operations, rows=True, **states)


def test_two_patches_are_one_and_what_both_say_stands_in_it_once() -> None:
    first = made(LEAD | {"note": "甲"}, r2="confirmed")
    second = made(LEAD | {"note": "乙"}, TIME, r3="confirmed")
    merged = merge(first, second)
    assert not merged.conflicts
    assert [(op.note, getattr(op, "field", "")) for op in merged.patch.operations] == [
        ("甲；乙", "lead_units"),
        ("", "deadlines"),
    ]
    assert [row.state for row in merged.patch.rows] == ["changed", "confirmed", "confirmed"]


ROLE = {"op": "role", "task": "1", "unit": "县财政局", "was": "lead_units", "now": "responsible_units"}
MORE = {"op": "set", "task": "2", "field": "targets", "now": "500只", "place": found(TEXT, "500只")}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (LEAD, LEAD | {"now": "县民政局"}),
        (LEAD, LEAD | {"now": None}),
        (LEAD, ROLE),
        (ROLE, ROLE | {"now": "supporting_units"}),
        (MORE, MORE | {"now": "养羊500只", "place": found(TEXT, "养羊500只")}),
        (MORE, {"op": "remove_task", "task": "2"}),
        (
            {"op": "add_task", "span": found(TEXT, "养羊500只。")},
            {"op": "add_task", "span": found(TEXT, "500只。"), "title": "羊"},
        ),
        ({"op": "join", "task": "2", "into": "1"}, {"op": "remove_task", "task": "2"}),
    ],
)
def test_what_contradicts_is_named_and_kept_out_unless_one_is_preferred(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    first, second = made(one, TIME), made(other, TIME)
    merged = merge(first, second)
    assert len(merged.conflicts) == 1
    assert merged.patch.operations == (first.operations[1],)
    assert merge(first, second, "first").patch.operations == first.operations
    assert set(map(repr, merge(first, second, "second").patch.operations)) == set(map(repr, second.operations))
    assert len(merge(second, first).conflicts) == 1


def test_who_found_a_row_right_contradicts_who_changed_it() -> None:
    merged = merge(made(LEAD), made(r1="confirmed"))
    assert [(c.task, c.second) for c in merged.conflicts] == [("1", "confirmed")]
    assert not merged.patch.operations
    # Who changed the same, and then found it right, does not.
    assert not merge(made(LEAD, r1="confirmed"), made(LEAD)).conflicts


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (LEAD, LEAD | {"task": "3", "field": "responsible_units"}),
        (MORE, MORE | {"field": "deadlines"}),
        (LEAD, {"op": "join", "task": "2", "into": "1"}),
        ({"op": "split", "task": "1", "at": 40}, {"op": "split", "task": "1", "at": 45}),
    ],
)
def test_what_is_of_another_thing_does_not_contradict(one: dict[str, Any], other: dict[str, Any]) -> None:
    merged = merge(made(one), made(other))
    assert not merged.conflicts
    assert len(merged.patch.operations) == 2


def test_the_command_names_conflicts_and_writes_the_rest(tmp_path: Path, call: Callable[..., Done]) -> None:
    first, second, out = (tmp_path / f"{name}.patch.yaml" for name in "abc")
    first.write_bytes(written(made(LEAD, TIME)))
    second.write_bytes(written(made(LEAD | {"now": "县民政局"})))
    done = call("patch", "merge", first, second, "-o", out)
    assert done.code == 1
    assert done.err == (
        "fupin-extract: 1: lead_units: 县财政局 → 县审计局 contradicts lead_units: 县财政局 → 县民政局\n"
    )
    assert [op.op for op in read_patch(out.read_bytes(), "c").operations] == ["set"]
    assert call("patch", "merge", first, second, "--prefer", "second").code == 0
    other = tmp_path / "d.patch.yaml"
    other.write_bytes(first.read_bytes().replace(b'sha256: "', b'sha256: "0'))
    done = call("patch", "merge", first, other)
    assert (done.code, done.err) == (2, f"fupin-extract: {other}: is of another notice than {first}\n")


# A patch as gold


def scores(done: Done) -> dict[str, tuple[int, int, int]]:
    told = json.loads(done.out)["scores"]
    return {s["field"]: (s["right"], s["missed"], s["beyond"]) for s in told if s["f1"] is not None}


def test_correcting_is_annotating(tmp_path: Path, call: Callable[..., Done]) -> None:
    """Only rows that were looked at count: 2 was found right, 3 was not looked at."""
    notice, patch = saved(tmp_path, "n", TEXT, LEAD, TIME, r2="confirmed")
    found_scores = scores(call("evaluate", patch, notice, "-f", "json"))
    assert found_scores["lead_units"] == (0, 1, 1)
    assert found_scores["responsible_units"] == (1, 0, 0)
    assert found_scores["deadlines"] == (0, 1, 1)
    assert found_scores["targets"] == (2, 0, 0)
    # Beside it, and in a folder with annotations.
    assert scores(call("evaluate", patch, "-f", "json")) == found_scores
    assert scores(call("evaluate", tmp_path, "-f", "json")) == found_scores
    _, nothing = saved(tmp_path, "m", TEXT)
    done = call("evaluate", nothing)
    assert (done.code, done.err) == (2, f"fupin-extract: {nothing}: no row of it was looked at\n")


def test_a_patched_notice_is_an_annotation_that_lasts(tmp_path: Path, call: Callable[..., Done]) -> None:
    notice, patch = saved(tmp_path, "n", TEXT, LEAD)
    assert call("annotate", notice, "--patch", patch, "-o", tmp_path / "n.json").code == 0
    patch.unlink()
    assert scores(call("evaluate", tmp_path / "n.json", notice, "-f", "json"))["lead_units"] == (0, 1, 1)
