"""Notices held against annotations: what is right, the figures, and the commands ``evaluate`` and ``annotate``."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fupin_extract import Notice, parse
from fupin_extract.cli.gold import read_floors
from fupin_extract.derive.annotate import annotate, blank
from fupin_extract.derive.evaluate import evaluate, misplaced
from fupin_extract.derive.tally import FIELDS, SUMS, score
from fupin_extract.derive.totals import total
from fupin_extract.records.annotation import Annotation
from fupin_extract.records.evaluation import Assessed, Evaluation
from fupin_extract.write.labels import heading
from processes import Done

ROOT = Path(__file__).parent.parent
GOLD = ROOT / "benchmarks" / "annotations" / "notices"
SAMPLES = sorted((ROOT / "samples").glob("*.txt"))
TEXT = """青溪县关于做好后续扶持工作的通知
一、促进就业。2025年底前建成车间20个以上，依据《青溪县就业办法》（青政发〔2023〕2号），每户奖补1000元。（牵头单位：县人社局；责任单位：县财政局、县民政局等部门）
二、完善服务。每年培训500人次。（责任单位：县教育局；督导单位：县委督查室；责任人：张三）
三、加强保障
落实经费。
"""


pytestmark = pytest.mark.usefixtures("english")


def notice() -> Notice:
    return parse(TEXT)


def gold(**changed: Any) -> dict[str, Any]:
    """The annotation of the notice above, in which everything is right, with some keys changed."""
    made: dict[str, Any] = json.loads(annotate(notice(), "a").model_dump_json())
    return made | changed


def judged(annotation: dict[str, Any]) -> Assessed:
    return evaluate(notice(), Annotation.model_validate(annotation))


def told(annotation: dict[str, Any]) -> list[str]:
    """The differences, each as one line."""
    return [f"{d.place} {d.field} {'-+'[d.kind == 'beyond']} {d.text}".strip() for d in judged(annotation).differences]


def figures(found: Assessed) -> dict[str, tuple[int, int, int]]:
    return {s.field: (s.right, s.missed, s.beyond) for s in found.scores if s.f1 is not None}


# A draft is the annotation of what was read


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_draft_stands_in_its_text_and_is_all_right(sample: Path) -> None:
    read = parse(sample)
    draft = Annotation.model_validate_json(annotate(read, sample.stem).model_dump_json())
    assert misplaced(draft, sample.read_bytes().decode()) is None
    found = evaluate(read, draft)
    assert found.differences == ()
    assert {s.f1 for s in found.scores} <= {1.0, None}
    # What is not judged would be right in whatever it is.
    assert {field for field, (right, _, _) in figures(found).items() if right} >= {"metadata", "clauses", "rows"}


def test_a_draft_names_what_was_read() -> None:
    right = {field: counts[0] for field, counts in figures(judged(gold())).items()}
    assert right["clauses"] == right["rows"] == 3
    assert right["units"] == 5
    assert [right[field] for field in ("lead_units", "responsible_units", "supervising_units")] == [1, 3, 1]
    assert [right[field] for field in ("persons", "deadlines", "targets", "citations", "cited_numbers")] == [
        1,
        2,
        3,
        1,
        1,
    ]
    assert right["open_ended"] == 1


def test_a_blank_annotation_finds_everything_beyond() -> None:
    found = evaluate(notice(), Annotation.model_validate_json(blank(notice(), "a").model_dump_json()))
    counts = figures(found)
    assert counts["deadlines"] == (0, 0, 2)
    assert counts["title"] == (0, 0, 1)
    assert next(s for s in found.scores if s.field == "deadlines").f1 == 0.0


# What counts


def changed(key: str, place: int, **values: Any) -> dict[str, Any]:
    """The right annotation with some values of one entry of a list changed."""
    made = gold()
    made[key][place] |= values
    return made


def without(key: str, place: int) -> dict[str, Any]:
    made = gold()
    del made[key][place]
    return made


@pytest.mark.parametrize(
    ("annotation", "lines"),
    [
        (
            changed("deadlines", 0, end="2026-12-31"),
            ["deadlines - 2025年底前 (by, end 2026-12-31)", "deadlines + 2025年底前 (by, end 2025-12-31)"],
        ),
        (changed("deadlines", 0, clause="2"), ["deadlines -", "deadlines +"]),
        (changed("deadlines", 0, kind="open", end=None), ["deadlines - 2025年底前 (open)", "deadlines +"]),
        (without("deadlines", 0), ["deadlines + 2025年底前"]),
        (
            changed("targets", 0, value=30),
            ["targets - 20个以上 (>=, value 30, unit 个)", "targets + 20个以上 (>=, value 20, unit 个)"],
        ),
        (changed("targets", 0, role="limit"), ["roles - 20个以上: limit", "roles + 20个以上: target"]),
        (changed("targets", 1, per="人"), ["per - 1000元: 人", "per + 1000元: 户"]),
        (changed("targets", 0, subject="帮扶车间"), ["subjects - 20个以上: 帮扶车间", "subjects +"]),
        (changed("clauses", 0, title="就业"), ["titles - 就业", "titles + 促进就业"]),
        (changed("clauses", 0, kind="overview"), ["kinds - overview", "kinds + task"]),
        (changed("clauses", 0, marker="1、"), ["clauses - 1、", "clauses + 一、"]),
        (
            changed("tasks", 0, lead=["县财政局"]),
            [
                "rows - lead: 县财政局; responsible: 县民政局 | 县财政局",
                "rows +",
                "lead_units - 县财政局",
                "lead_units + 县人社局",
            ],
        ),
        (changed("tasks", 1, supervising=[]), ["rows -", "rows +", "supervising_units + 县委督查室"]),
        (
            changed("tasks", 1, persons=[{"role": "责任人", "name": "李四"}]),
            ["persons - 责任人: 李四", "persons + 责任人: 张三"],
        ),
        (changed("tasks", 0, open_ended=False), ["open_ended + True"]),
        (changed("tasks", 0, scope="section"), ["scopes - section", "scopes + own"]),
        (changed("tasks", 0, inherited=["县财政局"]), ["inherited - 县财政局"]),
        (changed("citations", 0, title="青溪县创业办法"), ["citations - 青溪县创业办法", "citations + 青溪县就业办法"]),
        (changed("citations", 0, document_number=None), ["cited_numbers + 青溪县就业办法: 青政发〔2023〕2号"]),
        (gold(metadata={"title": "别的通知"}), ["title - 别的通知", "title +"]),
        (gold(sections=[{"id": "3", "lead": ["县财政局"]}]), ["sections - lead: 县财政局"]),
    ],
)
def test_what_is_not_right_is_told_once_as_it_is_and_once_as_it_was_read(
    annotation: dict[str, Any], lines: list[str]
) -> None:
    found = told(annotation)
    assert len(found) == len(lines)
    for line, start in zip(found, lines, strict=True):
        assert line.partition(" ")[2].startswith(start) or line.startswith(start)


@pytest.mark.parametrize(
    "annotation",
    [
        changed("tasks", 0, lead=["县 人社局"], responsible=["县民政局", "县财政局"]),
        changed("citations", 0, document_number="青政发[2023]2号"),
        changed("deadlines", 1, recurrence="RRULE:INTERVAL=1;FREQ=YEARLY"),
        changed("clauses", 0, title="促进就业。"),
        # A phrase that an annotator cut elsewhere is the same one.
        changed("targets", 0, text="车间20个", at=TEXT.index("车间20个")),
        # It may be found or not, as this or as that.
        changed("deadlines", 0, optional=True, end=None),
        changed("targets", 2, optional=True, text="每年培训500人次", at=TEXT.index("每年培训"))
        | {"deadlines": gold()["deadlines"][:1]},
    ],
)
def test_what_makes_no_difference(annotation: dict[str, Any]) -> None:
    assert told(annotation) == []


@pytest.mark.parametrize("key", ["metadata", "clauses", "tasks", "deadlines", "targets", "citations"])
def test_what_an_annotation_does_not_name_is_not_judged(key: str) -> None:
    annotation = gold()
    del annotation[key]
    left = figures(judged(annotation))
    assert not {"metadata": {"title"}, "tasks": {"rows", "units"}}.get(key, {key}) & left.keys()
    assert left


def test_keys_of_rows_and_facts_that_are_left_out_are_not_judged() -> None:
    annotation = gold()
    for task in annotation["tasks"]:
        for key in ("supervising", "persons", "inherited", "scope", "open_ended", "title"):
            del task[key]
    for target in annotation["targets"]:
        for key in ("role", "per", "subject", "approximate"):
            del target[key]
    left = figures(judged(annotation))
    assert (
        not {"supervising_units", "persons", "scopes", "open_ended", "row_titles", "roles", "per", "subjects"}
        & left.keys()
    )
    assert left["rows"] == (3, 0, 0)


def test_of_two_phrases_in_one_place_the_same_belong_together() -> None:
    annotation = gold()
    first = annotation["targets"][0]
    long = first | {"text": TEXT[first["at"] : annotation["targets"][1]["at"] + 5], "value": 7}
    found = told(annotation | {"targets": [long, *annotation["targets"]]})
    assert [line for line in found if " targets " in line] == [f"1 targets - {long['text']} (>=, value 7, unit 个)"]


def test_a_phrase_that_stands_elsewhere_is_found_out() -> None:
    assert misplaced(Annotation.model_validate(gold()), TEXT) is None
    for key in ("clauses", "deadlines", "targets", "citations"):
        wrong = misplaced(Annotation.model_validate(changed(key, 0, at=2)), TEXT)
        assert wrong is not None
        assert wrong.endswith(" at 2")


# Figures


def test_figures_of_a_field() -> None:
    found = score("deadlines", right=3, missed=1, beyond=2)
    assert (found.precision, found.recall, found.f1) == (0.6, 0.75, 0.6667)
    assert score("deadlines", 0, 1, 0).precision == 0.0
    assert score("deadlines", 0, 0, 0).f1 is None


def test_several_notices_are_added_up_and_held_against_floors() -> None:
    notices = [judged(gold(doc="a")), judged(without("deadlines", 0) | {"doc": "b"})]
    found = total(notices, {"deadlines": 0.9, "clauses": 1.0, "sections": 1.0})
    deadlines = next(s for s in found.scores if s.field == "deadlines")
    assert (deadlines.right, deadlines.missed, deadlines.beyond, deadlines.f1) == (3, 0, 1, 0.8571)
    assert found.below == ("deadlines",)
    assert [d.doc for d in found.differences] == ["b"]


def test_since_an_earlier_evaluation() -> None:
    wrong, right, other = without("deadlines", 0), gold(), changed("targets", 0, value=30)
    before = total([judged(wrong), judged(other | {"doc": "gone"})])
    since = total([judged(other), judged(right | {"doc": "new"})], before=before).since
    assert since is not None
    assert since.docs == ("a",)
    assert {shift.field for shift in since.shifts} == {"deadlines", "targets"}
    assert [(d.field, d.kind) for d in since.gains] == [("deadlines", "beyond")]
    assert [(d.field, d.kind) for d in since.losses] == [("targets", "missed"), ("targets", "beyond")]


def test_sums_are_those_of_their_parts() -> None:
    assert set(FIELDS) > {part for parts in SUMS.values() for part in parts}
    assert len(FIELDS) == len(set(FIELDS))
    counts = figures(judged(changed("tasks", 0, lead=[])))
    assert counts["units"] == tuple(sum(counts[part][k] for part in SUMS["units"] if part in counts) for k in range(3))


def test_every_field_has_a_chinese_heading() -> None:
    names = [heading(field, of="evaluation") for field in FIELDS]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("path", sorted(GOLD.glob("*.json")), ids=lambda path: path.stem)
def test_the_annotations_of_the_benchmark_are_annotations(path: Path) -> None:
    annotation = Annotation.model_validate_json(path.read_bytes())
    assert annotation.doc == path.stem
    assert annotation.sha256
    assert annotation.tasks
    ids = {clause.id for clause in annotation.clauses} | {"0"}
    assert {fact.clause for fact in (*annotation.deadlines, *annotation.targets)} <= ids
    assert {task.id for task in annotation.tasks} <= ids


def test_the_figures_of_the_readmes_are_of_fields_and_not_below_their_floors() -> None:
    english, chinese = (
        re.findall(r"^\| `(\w+)` \| .* \| (\d+) \| (\d\.\d{3}) \|$", (ROOT / name).read_text("utf-8"), re.MULTILINE)
        for name in ("README.md", "README.zh-CN.md")
    )
    floors = read_floors(None, GOLD)
    assert english == chinese
    assert {field for field, _, _ in english} >= floors.keys() - {"kinds"}
    assert all(float(figure) >= floors.get(field, 0.0) for field, _, figure in english)


# The commands


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two notices in ``notices``, and their annotations in ``gold``, of which the second is not all right."""
    (tmp_path / "notices" / "deep").mkdir(parents=True)
    (tmp_path / "gold").mkdir()
    for name, place in (("a", "notices"), ("b", "notices/deep")):
        (tmp_path / place / f"{name}.txt").write_bytes(TEXT.replace("青溪", "云岭" if name == "b" else "青溪").encode())
    first, second = (parse(path) for path in sorted((tmp_path / "notices").rglob("*.txt")))
    write_json(tmp_path / "gold" / "a.json", annotate(first, "a"))
    made = json.loads(annotate(second, "b").model_dump_json())
    made["deadlines"][0]["end"] = "2026-12-31"
    (tmp_path / "gold" / "b.json").write_text(json.dumps(made), "utf-8")
    return tmp_path


def write_json(path: Path, record: Annotation) -> None:
    path.write_text(record.model_dump_json(), "utf-8")


def test_evaluate_prints_tables(folder: Path, call: Callable[..., Done]) -> None:
    done = call("evaluate", folder / "gold", folder / "notices")
    assert (done.code, done.err) == (0, "")
    lines = done.out.decode().splitlines()
    assert lines[0] == "评测的通知 2"
    assert next(line.split() for line in lines if "完成时限" in line) == [
        "完成时限",
        "4",
        "4",
        "0.750",
        "0.750",
        "0.750",
    ]
    assert "漏（-）和误（+） 2" in lines
    assert [line.split()[:4] for line in lines[-3:-1]] == [["b", "1", "完成时限", "-"], ["b", "1", "完成时限", "+"]]


def test_evaluate_in_other_formats(folder: Path, call: Callable[..., Done]) -> None:
    args = ("evaluate", folder / "gold", folder / "notices")
    found = Evaluation.model_validate_json(call(*args, "-f", "json").out)
    assert [notice.doc for notice in found.notices] == ["a", "b"]
    assert len(found.differences) == 2
    page = call(*args, "-f", "markdown", "--headers", "en").out.decode()
    assert "| deadlines | 4 | 4 | 0.750 | 0.750 | 0.750 |" in page
    assert "| b | 1 | deadlines | - | 2025年底前 (by, end 2026-12-31) |" in page
    assert call(*args, "-o", folder / "found.md", "--headers", "en").code == 0
    assert (folder / "found.md").read_text("utf-8") == page


def test_notices_without_a_sum_are_known_by_name_and_may_lie_beside(folder: Path, call: Callable[..., Done]) -> None:
    gold_folder = folder / "gold"
    assert call("evaluate", gold_folder).code == 2
    made = json.loads((gold_folder / "a.json").read_bytes())
    del made["sha256"]
    (gold_folder / "a.json").write_text(json.dumps(made), "utf-8")
    (gold_folder / "a.txt").write_bytes((folder / "notices" / "a.txt").read_bytes())
    assert call("evaluate", gold_folder / "a.json").code == 0
    done = call("evaluate", gold_folder)
    assert (done.code, done.err) == (1, "fupin-extract: no notice is found for 1 annotations: b\n")
    assert done.out.decode().startswith("评测的通知 1\n")


def test_a_floor_that_falls_is_exit_code_1(folder: Path, call: Callable[..., Done]) -> None:
    args = ("evaluate", folder / "gold", folder / "notices")
    floors = folder / "gold" / "floors.yaml"
    floors.write_text("deadlines: 0.75\nrows: 1\n", "utf-8")
    assert call(*args).code == 0
    floors.write_text("deadlines: 0.76\n", "utf-8")
    done = call(*args)
    assert (done.code, done.err) == (1, "fupin-extract: below the floor: deadlines\n")
    assert "0.760  ✗" in done.out.decode()
    own = folder / "own.yaml"
    own.write_text("deadlines: 0.5\n", "utf-8")
    assert call(*args, "--floors", own).code == 0


def test_a_baseline_shows_gains_and_losses(folder: Path, call: Callable[..., Done]) -> None:
    args = ("evaluate", folder / "gold", folder / "notices")
    old = folder / "old.json"
    assert call(*args, "-o", old).code == 0
    assert "改好的 0" in call(*args, "--baseline", old).out.decode()
    made = json.loads((folder / "gold" / "b.json").read_bytes())
    made["deadlines"][0]["end"] = "2025-12-31"
    made["targets"][0]["value"] = 7
    (folder / "gold" / "b.json").write_text(json.dumps(made), "utf-8")
    done = call(*args, "--baseline", old)
    text = done.out.decode()
    assert done.code == 0
    assert "改好的 2" in text
    assert "变坏的 2" in text
    assert next(line.split()[-1] for line in text.splitlines() if "完成时限" in line) == "+0.250"
    assert next(line.split()[-1] for line in text.splitlines() if "量化目标" in line) == "-0.167"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("gold/a.json", "{}", "a.json: is no annotation: doc"),
        ("gold/a.json", "[", "a.json: is no annotation: "),
        ("gold/a.json", '{"doc": "a", "tsaks": []}', "a.json: is no annotation: tsaks"),
        ("gold/c.json", '{"doc": "b"}', "c.json: has the same doc as"),
        ("gold/floors.yaml", "- 1", "floors.yaml: floors are lines such as"),
        ("gold/floors.yaml", "units: 1.5", "the floor of units is a number from 0 to 1"),
        ("gold/floors.yaml", "unit: 0.5", "there is no field unit: give one of metadata"),
        ("old.json", "{}", "old.json: is no evaluation"),
    ],
)
def test_files_that_are_wrong_are_one_line(
    name: str, content: str, said: str, folder: Path, call: Callable[..., Done]
) -> None:
    assert call("evaluate", folder / "gold", folder / "notices", "-o", folder / "old.json").code == 0
    (folder / name).write_text(content, "utf-8")
    done = call("evaluate", folder / "gold", folder / "notices", "--baseline", folder / "old.json")
    assert (done.code, done.out) == (2, b"")
    assert done.err.count("\n") == 1
    assert said in done.err


def test_an_annotation_of_another_text_is_told(folder: Path, call: Callable[..., Done]) -> None:
    made = json.loads((folder / "gold" / "a.json").read_bytes())
    made["targets"][0]["at"] += 1
    (folder / "gold" / "a.json").write_text(json.dumps(made), "utf-8")
    done = call("evaluate", folder / "gold", folder / "notices")
    assert (done.code, done.out) == (2, b"")
    assert "a.json: '20个以上' at " in done.err
    assert call("evaluate", folder / "none").code == 2
    assert call("evaluate", folder / "gold", folder / "none").code == 2
    assert call("evaluate", folder / "notices").code == 2


def test_annotate_writes_a_draft_a_phrase_a_line(folder: Path, call: Callable[..., Done]) -> None:
    file = folder / "notices" / "a.txt"
    done = call("annotate", file)
    assert done.code == 0
    assert Annotation.model_validate_json(done.out) == annotate(parse(file), "a")
    assert sum('"marker"' in line for line in done.out.decode().splitlines()) == 3
    assert call("annotate", file, "--draft").out == done.out
    assert Annotation.model_validate_json(call("annotate", file, "--blank", "--doc", "x").out) == blank(
        parse(file), "x"
    )
    assert call("annotate", folder / "none.txt").code == 2


def test_the_schema_of_annotations(call: Callable[..., Done]) -> None:
    schema = json.loads(call("schema", "annotation").out)
    assert schema["$id"] == "urn:fupin-extract:annotation:1"
    assert {key: value for key, value in schema.items() if key[0] != "$" or key == "$defs"} == json.loads(
        json.dumps(Annotation.model_json_schema())
    )
