"""The review page as it is written: its modules joined, its data, its policy, its words. test_review_page opens it."""

from __future__ import annotations

import json
import re
import shutil
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from time import process_time
from typing import Any

import pytest

from fupin_extract import Notice, load_rules, parse, write
from fupin_extract.cli import run
from fupin_extract.derive.corrections import apply
from fupin_extract.derive.offices import by_unit
from fupin_extract.errors import WriteError
from fupin_extract.records.notice import UNIT_FIELDS
from fupin_extract.records.once import told_once
from fupin_extract.records.patch import Patch
from fupin_extract.write.ledger.to_check import DOERS
from fupin_extract.write.pages.assembly import asset
from fupin_extract.write.pages.bundle import bundled
from fupin_extract.write.review.interface import words
from fupin_extract.write.review.payload import FIELDS, shown
from patching import saved
from processes import ended

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "src" / "fupin_extract" / "write" / "review"
SAMPLES = sorted((ROOT / "samples").glob("*.txt"))
MODULES = sorted(FOLDER.glob("*.js"))
OF_ALL_PAGES = sorted(FOLDER.parent.glob("*/*.js"))
TEXT = (
    "关于做好工作的通知\n各乡镇人民政府：\n请认真贯彻。\n一、加强监测。每月报送，2024年底前培训300人次。"
    "（牵头单位：县财政局；责任单位：县教育局）\n二、做好帮扶。\n三、\U00020bb7\U00020bb7落实保障。（责任单位：县民政局）\n"
)


def data(page: bytes, name: str) -> Any:
    """What a page has in one of its tags of data."""
    found = re.search(rf'<script type="application/json" id="data-{name}">([^<]*)</script>', page.decode())
    assert found
    return json.loads(found[1])


def modules(**texts: str) -> str:
    return bundled("main.js", lambda name: texts[name.removesuffix(".js")])


def test_a_module_stands_behind_those_that_it_needs() -> None:
    joined = modules(
        main='import { b } from "./b.js";\nimport { a } from "./a.js";\n\nb(a);\n',
        a="export const a = 1;\n",
        b='import { a } from "./a.js";\n\nexport function b(c) {\n  return a + c;\n}\n',
    )
    assert joined == ("// a.js\nconst a = 1;\n// b.js\n\nfunction b(c) {\n  return a + c;\n}\n// main.js\n\nb(a);\n")


# Rows that have units, persons and a deadline from above, some of them or all, or nobody.
SECTIONS = (
    "某县关于做好易地搬迁后续扶持工作的实施方案\n"
    "各乡镇人民政府：\n"
    "一、加强就业帮扶（牵头单位：县财政局；责任单位：县教育局、县民政局；完成时限：2025年6月底前）\n"
    "（一）开展培训。培训300人次。（责任单位：县人社局）\n"
    "（二）建设车间。建设车间20个。\n"
    "（三）稳定务工。2025年底前完成。\n"
    "二、完善设施（责任人：张三）\n"
    "（一）建设水厂。建设水厂2个。\n"
    "（二）加强管护。加强管护，每月报送。（责任单位：县水务局）\n"
    "三、做好社区管理\n"
    "（一）建立台账。建立台账。\n"
    "（二）服务群众。覆盖率达到95%。（牵头单位：县民政局，2026年6月底前完成）\n"
    "（三）其他。抓好落实。\n"
)


@pytest.mark.parametrize(
    "line",
    [
        'import a from "./a.js";\n',
        'import { a as b } from "./a.js";\n',
        'import "./a.js";\n',
        "export default 1;\n",
        "export { a };\n",
        'import { main } from "./main.js";\n',
    ],
)
def test_what_cannot_be_joined_is_no_module_of_ours(line: str) -> None:
    with pytest.raises(ValueError, match=r"main\.js"):
        modules(main=line, a="export const a = 1;\n")


@pytest.mark.parametrize("module", OF_ALL_PAGES, ids=lambda m: f"{m.parent.name}/{m.name}")
def test_a_module_is_short_and_makes_no_markup_of_text(module: Path) -> None:
    text = module.read_text("utf-8")
    assert len(text.splitlines()) <= 300
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|\bvar\b|[^=!]==[^=]", text
    )
    assert not re.search(r"fetch\(|XMLHttpRequest|WebSocket|https?://", text), "the page needs no network"
    assert "</" not in text, "it would end its tag"


def test_every_word_of_the_page_is_there_and_used() -> None:
    text = "".join(module.read_text("utf-8") for module in MODULES)
    assert words("zh").keys() == words("en").keys()
    said = set(re.findall(r'(?:say|labelled|act)\(\s*"([\w.]+)"', text)) | set(re.findall(r'"(refused\.\w+)"', text))
    said |= set(re.findall(r'"((?:text|said|dialog|row)\.\w+)"', text))
    assert said <= words("zh").keys()
    families = {f"{name}." for name in re.findall(r"say\(`([\w]+)\.\$\{", text)}
    unused = {
        name
        for name in words("zh").keys() - said - {"page", "untitled", "noscript"}
        if not any(name.startswith(family) for family in families)
    }
    assert unused <= {"save", "cancel", "close"}


def test_the_kinds_of_facts_are_those_of_the_records() -> None:
    text = (FOLDER / "fields.js").read_text("utf-8")
    units, persons, *others = (tuple(UNIT_FIELDS.values()), "persons", "deadlines", "targets", "citations", "duties")
    assert re.findall(r'"(\w+)"', text.partition("UNIT_FIELDS = [")[2].partition("]")[0]) == list(units)
    assert (*units, persons, *others) == FIELDS
    assert re.findall(r'"(\w+)"', text.partition("DOERS = [")[2].partition("]")[0]) == list(DOERS)
    for fields in re.findall(r"(?:CORRECTABLE|FIELDS) = \[(?:\.\.\.\w+, )(.*?)\]", text):
        assert {json.loads(name) for name in fields.split(", ")} <= set(FIELDS)


def test_the_policy_names_the_style_and_the_script_of_the_page_and_nothing_else() -> None:
    page = write(parse(TEXT), "html").decode()
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    style, script = (
        re.search(r"<style>(.*?)</style>", page, re.DOTALL),
        re.search(r'<script type="module">(.*?)</script>', page, re.DOTALL),
    )
    assert policy
    assert style
    assert script
    hashes = [f"'sha256-{b64encode(sha256(m[1].encode()).digest()).decode()}'" for m in (style, script)]
    assert policy[1].split("; ")[:3] == ["default-src 'none'", f"style-src {hashes[0]}", f"script-src {hashes[1]}"]
    assert len(re.findall("<script", page)) == 3  # what it is about, the notice, the script
    assert not re.search(r"<[^>]* (?:on\w+|style|src|href)=", page.partition("<style>")[0])


def test_data_cannot_end_its_tag() -> None:
    hostile = TEXT.replace("请认真贯彻", "</script><script>alert(1)</script><!--\u2028\u202e&amp;\ufeff]]>")
    page = write(parse(hostile), "html")
    assert data(page, "notice-0")["text"] == hostile
    body = page.partition(b'id="data-notice-0">')[2].partition(b"</script>")[0]
    assert not re.search("[<>&\u2028\ufeff]", body.decode())


def test_a_row_has_its_facts_with_their_places_and_what_is_wanting() -> None:
    notice = parse(TEXT)
    page = data(write(notice, "html"), "notice-0")
    text = page["text"]
    assert page["about"] == [["主送机关", "各乡镇人民政府"]]
    one, two, three = page["rows"]
    assert [(f["field"], f["text"], text[slice(*f["span"])]) for f in one["facts"]] == [
        ("lead_units", "县财政局", "县财政局"),
        ("responsible_units", "县教育局", "县教育局"),
        ("deadlines", "每月", "每月"),
        ("deadlines", "2024年底前", "2024年底前"),
        ("targets", "300人次", "300人次"),
    ]
    assert one["facts"][3]["value"] == {"kind": "by", "end": "2024-12-31"}
    assert [row["unassigned"] for row in (one, two, three)] == [False, True, False]
    about = data(write(notice, "html"), "about")
    assert [about["notices"][0][name] for name in ("tasks", "unassigned", "check")] == [3, 1, 1]


def test_diagnostics_belong_to_the_row_that_they_are_about() -> None:
    page = data(write(parse(TEXT.replace("三、", "五、")), "html"), "notice-0")
    assert [(each["code"], each["task"]) for each in page["diagnostics"]] == [("numbering_gap", "5")]
    assert [bool(row["checks"]) for row in page["rows"]] == [False, False, True]


def test_the_page_speaks_both_languages() -> None:
    for headers, language, word in (("zh", "zh-CN", "未分配 {count}"), ("en", "en", "Unassigned {count}")):
        page = write(parse(TEXT), "html", headers=headers)  # type: ignore[arg-type]
        assert f'<html lang="{language}">' in page.decode()
        assert data(page, "about")["words"]["count.unassigned"] == word


def test_a_notice_without_its_text_is_no_page() -> None:
    notice = Notice.model_validate_json(write(parse(TEXT), "json"))
    with pytest.raises(WriteError, match="parse the file again"):
        write(notice, "html")


def test_the_command_writes_the_page_of_several_notices(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page, same = tmp_path / "all.html", tmp_path / "same.html"
    files = [str(ROOT / "samples" / name) for name in ("000.txt", "002.txt")]
    assert run(["report", *files, "-o", str(page)]) == 0
    assert run(["parse", *files, "-o", str(same)]) == 0
    assert page.read_bytes() == same.read_bytes()
    assert [each["tasks"] for each in data(page.read_bytes(), "about")["notices"]] == [24, 9]
    assert capsys.readouterr().out == ""


def test_a_long_notice_takes_the_page_as_much_more_time_as_it_is_longer() -> None:
    def seconds(tasks: int) -> float:
        notice = parse("".join(f"{n}.建设项目。（责任单位：县教育局）\n" for n in range(1, tasks + 1)).encode())
        offices = by_unit(notice)

        def once() -> float:
            start = process_time()
            shown(notice, offices, "zh")
            return process_time() - start

        return min(once() for _ in range(3))

    # Eight times as long; were each row looked for among all, it would be more than thirty times.
    assert seconds(4000) < 20 * seconds(500)


def test_the_page_of_each_sample_is_small() -> None:
    for sample in SAMPLES:
        assert len(write(parse(sample), "html")) < 400_000, sample


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("node"), reason="needs Node")
def test_the_pure_modules_do_what_their_own_tests_say() -> None:
    done = ended(["node", "--test", ROOT / "tests" / "review"])
    assert done.code == 0, done.out.decode()
    assert re.search(rb"# pass [1-9]", done.out)


def matrix(notice: Notice) -> dict[str, list[tuple[str, str]]]:
    """Who and what each row of a notice has."""
    fields = (*UNIT_FIELDS.values(), "persons", "deadlines", "targets")
    return {
        row.id: sorted((name, getattr(fact, "name", fact.text)) for name in fields for fact in getattr(row, name))
        for row in told_once(notice.tasks)
    }


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("node"), reason="needs Node")
@pytest.mark.parametrize(
    ("source", "seeds"),
    [*((sample, range(1, 4)) for sample in SAMPLES), (SECTIONS.encode(), range(1, 31))],
    ids=[*(sample.stem for sample in SAMPLES), "sections"],
)
def test_the_page_shows_what_its_patch_makes_of_the_notice(source: Path | bytes, seeds: range) -> None:
    notice = parse(source)
    given = json.dumps(shown(notice, by_unit(notice), "zh")).encode()
    for seed in seeds:
        done = ended(["node", ROOT / "tests" / "review" / "random_corrections.mjs", seed, 6], given)
        assert done.code == 0, done.err
        made = json.loads(done.out)
        corrected = apply(notice, Patch.model_validate(made["patch"]), load_rules())
        assert corrected.misfits == ()
        rows = {row["id"]: row for row in made["rows"] if not row["section"]}
        correctable = {*FIELDS} - {"citations", "duties"}
        assert matrix(corrected.notice) == {
            name: sorted((fact["field"], fact["text"]) for fact in row["facts"] if fact["field"] in correctable)
            for name, row in rows.items()
        }


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("node"), reason="needs Node")
def test_the_joined_script_is_one_that_a_browser_takes(tmp_path: Path) -> None:
    (tmp_path / "page.mjs").write_text(bundled("review/main.js", asset), "utf-8")
    done = ended(["node", "--check", tmp_path / "page.mjs"])
    assert done.code == 0, done.err


def of_page(path: Path) -> dict[str, Any]:
    """What a page of one notice knows of it."""
    data = re.search(r'id="data-notice-0">(.*?)</script>', path.read_text("utf-8"))
    assert data
    found: dict[str, Any] = json.loads(data[1])
    return found


@pytest.mark.parametrize("command", ["report", "parse", "batch"])
def test_a_page_goes_on_from_patches_and_keeps_what_is_corrected_apart(command: str, tmp_path: Path) -> None:
    add = {"op": "set", "task": "2", "field": "lead_units", "now": "县民政局", "near": "二、乙。发展。"}
    path, patch = saved(tmp_path, "notice", "一、甲。发展。\n二、乙。发展。\n", add)
    page, out = tmp_path / "notice.html", tmp_path / "out"

    def made(*more: str) -> dict[str, Any]:
        if command == "batch":
            run(["batch", str(path), "-o", str(out), "-f", "html", "--restart", *more])
            return of_page(next(out.rglob("*.html")))
        assert run([command, str(path), "-o", str(page), *more]) == 0
        return of_page(page)

    plain, begun = made(), made("--patch", str(patch))
    assert [each["now"] for each in begun["begun"]["operations"]] == ["县民政局"]
    assert begun["rows"] == plain["rows"]
    # Of another version of the notice: they are made.
    path.write_text("一、甲。发展。\n二、乙。发展。\n三、丙。发展。\n", "utf-8")
    plain, other = made(), made("--patch", str(patch))
    assert "begun" not in other
    assert other["rows"] != plain["rows"]
    assert len({plain["kept_as"], begun["kept_as"], other["kept_as"]}) == 3


@pytest.mark.parametrize("command", ["report", "parse"])
def test_a_page_tells_what_no_longer_fits(command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = {"op": "set", "task": "2", "field": "lead_units", "was": "县财政局", "now": "县民政局"}
    path, patch = saved(tmp_path, "notice", "一、甲。发展。\n二、乙。发展。\n", wrong)
    page = tmp_path / "notice.html"
    assert run([command, str(path), "-o", str(page), "--patch", str(patch), "--strict"]) == 1
    assert "县财政局" in capsys.readouterr().err
    assert "correction_unfit" in [each["code"] for each in of_page(page)["diagnostics"]]
