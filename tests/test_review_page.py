"""The review page in a real browser: seen, filtered, corrected, kept, exported, and the patch applied."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from browser import CHROMIUM, chromium, opened
from fupin_extract import Notice, parse, write
from fupin_extract.cli import run

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not CHROMIUM, reason="needs Chromium")]

ROOT = Path(__file__).parent.parent
SAMPLES = sorted((ROOT / "samples").glob("*.txt"))
FIELDS = ("lead_units", "responsible_units", "supporting_units", "supervising_units", "persons")
FACTS = ("deadlines", "targets", "citations", "duties")
TEXT = (
    "某县关于做好易地搬迁后续扶持工作的实施方案\n各乡镇人民政府：\n请认真贯彻。\n"
    "一、加强就业帮扶。2024年底前培训300人次。（牵头单位：县财政局；责任单位：县教育局、县民政局）\n"
    "二、完善\U00020bb7\U00020bb7设施。建设水厂2个，2025年6月底前完成。加强管护。（责任单位：县水务局）\n"
    "三、做好社区管理。建立台账。\n"
    "四、强化监测。每月报送。（责任单位：县统计局）\n"
)
# Every mark's text as the page has it, by its key.
READ_BACK = """() => {
  const found = {};
  for (const part of document.querySelectorAll('[data-mark]')) {
    found[part.dataset.mark] = (found[part.dataset.mark] || '') + part.textContent;
  }
  return found;
}"""
ROWS = """() => [...document.querySelectorAll('.matrix tr[data-row]')].map((row) => [
  row.dataset.row, [...row.querySelectorAll('.fact')].map((fact) => `${fact.dataset.kind} ${fact.textContent}`)])"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    """A notice as a file, with its page beside it."""
    (tmp_path / "notice.txt").write_text(TEXT, "utf-8")
    assert run(["report", str(tmp_path / "notice.txt"), "-o", str(tmp_path / "page.html")]) == 0
    return tmp_path / "notice.txt"


def page_of(notice: Path) -> Path:
    return notice.with_name("page.html")


def visible(page: Page) -> list[str]:
    """The ids of the rows that are shown."""
    found: list[str] = page.eval_on_selector_all(
        ".matrix tr[data-row]:not([hidden])", "rows => rows.map(r => r.dataset.row)"
    )
    return found


def facts(page: Page, row: str) -> list[str]:
    found: dict[str, list[str]] = dict(page.evaluate(ROWS))
    return found[row]


def select(page: Page, words: str) -> None:
    """Select words of the text with the mouse's means: a range of the document."""
    assert page.evaluate(
        """(words) => {
          for (const p of document.querySelectorAll('.text p')) {
            const at = p.textContent.indexOf(words);
            if (at < 0) continue;
            const walker = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
            const range = document.createRange();
            let before = 0;
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
              const end = before + node.length;
              if (at >= before && at < end) range.setStart(node, at - before);
              const last = at + words.length;
              if (last > before && last <= end) range.setEnd(node, last - before);
              before = end;
            }
            p.scrollIntoView();
            document.getSelection().removeAllRanges();
            document.getSelection().addRange(range);
            return true;
          }
          return false;
        }""",
        words,
    )
    page.wait_for_selector("#picker:not([hidden])")


def fill(page: Page, **values: str) -> None:
    """Fill in the window that is open, and save."""
    for name, value in values.items():
        field = page.locator(f"dialog [name={name}]")
        field.select_option(value) if name == "field" else field.fill(value)
    page.locator("dialog button[type=submit]").click()
    page.wait_for_selector("dialog", state="hidden")


def exported(page: Page, folder: Path) -> Path:
    with page.expect_download() as download:
        page.get_by_role("button", name="导出更正").click()
    # A second one of a folder gets a number, as from a browser.
    taken = sum(1 for _ in folder.glob("*.patch.yaml"))
    path = folder / (f"{taken}." * bool(taken) + download.value.suggested_filename)
    download.value.save_as(path)
    return path


def printed(text: str) -> str:
    """A stretch of text as records print it: without line breaks and the blanks around them."""
    return re.sub(r"\s*[\r\n\f\u2028]+\s*", "", text)


def every_fact(notice: Notice) -> dict[str, str]:
    """The text of every fact of a notice, by the key of its mark."""
    found = {}
    records = [*notice.tasks, *notice.sections, *notice.clauses]
    groups = [clause.responsibility for clause in notice.clauses if clause.responsibility]
    for record in (*records, *groups):
        for field in (*FIELDS, *FACTS):
            for fact in getattr(record, field, ()):
                found[f"{field}:{fact.span[0]}-{fact.span[1]}"] = fact.text
    return found


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_every_highlight_is_the_text_of_its_record(sample: Path, browser: Browser, tmp_path: Path) -> None:
    notice = parse(sample)
    (tmp_path / "page.html").write_bytes(write(notice, "html"))
    with opened(browser, tmp_path / "page.html") as page:
        marks = page.evaluate(READ_BACK)
        whole = page.eval_on_selector(
            ".text", "pane => [...pane.querySelectorAll('p')].map(p => p.textContent).join('')"
        )
    assert whole == notice.source.text
    assert {key: printed(text) for key, text in marks.items()} == every_fact(notice)


def test_a_click_on_the_matrix_finds_the_text_and_one_on_the_text_the_row(notice: Path, browser: Browser) -> None:
    with opened(browser, page_of(notice)) as page:
        page.get_by_role("button", name="县水务局").click()
        assert page.locator(".text .mark.current").text_content() == "县水务局"
        assert page.locator(".text p.current").get_attribute("data-row") == "2"
        page.locator(".text .mark", has_text="县民政局").click()
        assert page.locator("tr.current").get_attribute("data-row") == "1"
        assert page.locator("tr.current .fact.current").text_content() == "县民政局"
        page.locator(".text p", has_text="建立台账").click()
        assert page.locator("tr.current").get_attribute("data-row") == "3"


def test_rows_are_filtered_by_kind_office_deadline_state_and_words(notice: Path, browser: Browser) -> None:
    with opened(browser, page_of(notice)) as page:
        assert visible(page) == ["1", "2", "3", "4"]
        legend = page.locator(".legend button[data-kind=lead_units]")
        legend.click()
        assert visible(page) == ["1"]
        legend.click()
        page.locator("[data-filter=office]").select_option("县统计局")
        assert visible(page) == ["4"]
        page.get_by_role("button", name="清除筛选").click()
        page.locator("[data-filter=when]").select_option("2025")
        assert visible(page) == ["2"]
        page.locator("[data-filter=when]").select_option("none")
        assert visible(page) == ["3"]
        page.get_by_role("button", name="清除筛选").click()
        page.get_by_role("button", name="未分配 1").click()
        assert visible(page) == ["3"]
        page.get_by_role("button", name="清除筛选").click()
        page.get_by_role("searchbox").fill("水厂 水务")
        assert visible(page) == ["2"]
        page.wait_for_timeout(400)  # until nobody has typed for a while
        assert page.evaluate("() => CSS.highlights.get('found').size") == 2  # 水厂, 县水务局
        page.get_by_role("searchbox").press("Enter")
        assert page.locator("tr.current").get_attribute("data-row") == "2"
        page.get_by_role("searchbox").fill("没有这样的字")
        assert visible(page) == []
        assert page.get_by_text("没有符合条件的任务").is_visible()


def test_what_is_corrected_is_kept_exported_and_applied(notice: Path, browser: Browser, tmp_path: Path) -> None:
    with opened(browser, page_of(notice)) as page:
        page.get_by_role("button", name="县财政局").dblclick()  # a wrong unit
        fill(page, text="县发展改革局", note="职能已划转")
        page.get_by_role("button", name="县民政局").dblclick()  # a wrong role
        fill(page, field="supporting_units")
        page.get_by_role("button", name="2024年底前").dblclick()  # a wrong day
        fill(page, end="2024-11-30")
        select(page, "社区")  # a missed unit, though it is none
        page.locator("#picker [data-kind=responsible_units]").click()
        fill(page, text="各社区")
        select(page, "加强管护")  # a row split
        page.get_by_role("button", name="从此处拆分").click()
        page.keyboard.press("c")
        assert facts(page, "1") == [
            *("lead_units 县发展改革局", "responsible_units 县教育局", "supporting_units 县民政局"),
            *("deadlines 2024年底前", "targets 培训：300人次"),
        ]
        assert facts(page, "3") == ["responsible_units 各社区"]
        assert [row for row, _ in page.evaluate(ROWS)] == ["1", "2", "2#2", "3", "4"]
        before = page.evaluate(ROWS)
        page.reload()
        assert page.evaluate(ROWS) == before
        path = exported(page, tmp_path)
    assert path.name == "notice.patch.yaml"
    patch = yaml.safe_load(path.read_text("utf-8"))
    assert patch["source"] == {"sha256": parse(notice).source.sha256, "path": str(notice), "characters": len(TEXT)}
    assert [operation["op"] for operation in patch["operations"]] == ["set", "role", "set", "set", "split"]
    assert patch["operations"][4]["at"] == TEXT.index("加强管护"), "behind characters that are two to JavaScript"
    at = TEXT.index("县财政局")
    assert patch["operations"][0] == {
        "op": "set",
        "task": "1",
        "span": list(parse(notice).tasks[0].span),
        "field": "lead_units",
        "was": "县财政局",
        "now": "县发展改革局",
        "place": [at, at + 4],
        "value": None,
        "note": "职能已划转",
        "near": TEXT[at : at + 20],
    }
    # The third was confirmed after it was changed.
    states = {row["task"]: row["state"] for row in patch["rows"]}
    assert states == {"1": "changed", "2": "changed", "3": "confirmed", "4": "untouched"}


def test_the_patch_makes_of_the_notice_what_the_page_shows(notice: Path, browser: Browser, tmp_path: Path) -> None:
    with opened(browser, page_of(notice)) as page:
        page.get_by_role("button", name="县财政局").dblclick()
        fill(page, text="县发展改革局")
        page.get_by_role("button", name="县教育局").dblclick()
        page.locator("dialog").get_by_role("button", name="删除").click()
        select(page, "2个")
        page.keyboard.press("6")  # a deadline, by its number
        fill(page, text="2025年", end="2025-12-31")
        select(page, "加强管护")
        page.get_by_role("button", name="从此处拆分").click()
        page.locator("tr[data-row='4'] .task").click()
        page.keyboard.press("e")
        page.locator("dialog").get_by_role("button", name="并入上一项").click()
        page.locator("tr[data-row='1'] .task").click()
        page.keyboard.press("e")
        fill(page, title="就业帮扶")
        shown = {row: [text.partition("：")[2] or text for text in told] for row, told in page.evaluate(ROWS)}
        titles = page.eval_on_selector_all(".matrix td.task", "cells => cells.map(c => c.firstChild.textContent)")
        path = exported(page, tmp_path)
    out = tmp_path / "corrected.json"
    assert run(["parse", str(notice), "--patch", str(path), "-o", str(out)]) == 0
    corrected = Notice.model_validate_json(out.read_bytes())
    applied = {
        task.id: [
            *(f"{field} {fact.name}" for field in FIELDS for fact in getattr(task, field)),
            *(f"{field} {fact.text}" for field in ("deadlines", "targets") for fact in getattr(task, field)),
        ]
        for task in corrected.tasks
    }
    plain = {row: sorted(text.split(" ")[-1] for text in told) for row, told in shown.items()}
    assert {row: sorted(text.split(" ")[-1] for text in told) for row, told in applied.items()} == plain
    assert titles[0] == corrected.tasks[0].title == "就业帮扶"


def test_a_browser_that_keeps_nothing_is_told_and_corrects_all_the_same(notice: Path, browser: Browser) -> None:
    with opened(browser, page_of(notice)) as page:
        page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } })")
        page.reload()
        page.locator("tr[data-row='4'] .tick").click()
        assert page.locator("tr[data-row='4'].confirmed").count() == 1
        assert "请及时导出" in (page.locator("#said").text_content() or "")
        stays = "() => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }))"
        assert page.evaluate(stays)
        exported(page, notice.parent)
        assert not page.evaluate(stays)


def test_a_page_goes_on_from_a_patch(notice: Path, browser: Browser, tmp_path: Path) -> None:
    with opened(browser, page_of(notice)) as page:
        page.get_by_role("button", name="2024年底前").dblclick()
        fill(page, end="2024-11-30", note="另有通知")
        page.locator("tr[data-row='4'] .tick").click()
        first = exported(page, tmp_path)
    assert run(["report", str(notice), "--patch", str(first), "-o", str(page_of(notice))]) == 0
    with opened(browser, page_of(notice)) as page:
        assert page.locator("tr[data-row='4'].confirmed").count() == 1
        page.get_by_role("tab", name="更正 1").click()
        assert page.get_by_text("另有通知").is_visible()
        page.get_by_role("button", name="县财政局").dblclick()
        fill(page, text="县发展改革局")
        second = exported(page, tmp_path)
    before, after = (yaml.safe_load(path.read_text("utf-8")) for path in (first, second))
    assert after["operations"][0] == before["operations"][0]
    assert [each["now"] for each in after["operations"]] == ["2024年底前", "县发展改革局"]


def test_what_no_record_can_hold_is_not_saved(notice: Path, browser: Browser, tmp_path: Path) -> None:
    def saved_with(**values: str) -> bool:
        for name, value in values.items():
            page.locator(f"dialog [name={name}]").fill(value)
        page.locator("dialog button[type=submit]").click()
        still = page.locator("dialog[open]").count() > 0
        if still:
            page.keyboard.press("Escape")
        return not still

    with opened(browser, page_of(notice)) as page:
        before = page.evaluate(ROWS)
        for fact, values in (
            ("县财政局", {"text": "  "}),
            ("2024年底前", {"end": "12024-01-01"}),
            ("2024年底前", {"start": "2024-05-01", "end": "2024-04-30"}),
            ("培训：300人次", {"text": "若干", "value": ""}),
        ):
            page.get_by_role("button", name=fact).dblclick()
            page.wait_for_selector("dialog[open]")
            assert saved_with(**values) is False, values
        assert page.evaluate(ROWS) == before
        page.get_by_role("button", name="培训：300人次").dblclick()
        page.wait_for_selector("dialog[open]")
        assert saved_with(text="若干", value="200")
        patch = exported(page, tmp_path)
    assert run(["patch", "check", str(notice), str(patch)]) == 0


def test_undo_and_redo(notice: Path, browser: Browser) -> None:
    with opened(browser, page_of(notice)) as page:
        before = page.evaluate(ROWS)
        page.get_by_role("button", name="县财政局").click()
        page.keyboard.press("Delete")
        after = page.evaluate(ROWS)
        assert before[0][1][0] == "lead_units 县财政局"
        assert after[0][1][0] == "responsible_units 县教育局"
        page.keyboard.press("Control+z")
        assert page.evaluate(ROWS) == before
        page.keyboard.press("r")
        assert page.evaluate(ROWS) == after
        page.get_by_role("tab", name="更正 1").click()
        page.get_by_role("button", name=re.compile("^撤去")).click()
        assert page.evaluate(ROWS) == before


def test_keys_go_from_row_to_row_and_stay_out_of_inputs(notice: Path, browser: Browser) -> None:
    with opened(browser, page_of(notice)) as page:

        def current() -> str | None:
            return page.locator("tr.current").get_attribute("data-row")

        page.keyboard.press("j")
        page.keyboard.press("ArrowDown")
        assert current() == "2"
        page.keyboard.press("n")
        assert current() == "3"  # nobody answers for it
        page.keyboard.press("c")
        assert page.locator("tr[data-row='3'].confirmed").count() == 1
        assert current() == "4"
        page.keyboard.press("k")
        assert current() == "3"
        page.keyboard.press("/")
        page.keyboard.type("j县")
        assert page.get_by_role("searchbox").input_value() == "j县"
        assert current() == "3"
        page.keyboard.press("Escape")
        page.locator("h1").click()
        page.keyboard.press("?")
        assert page.locator("dialog").get_by_text("核对无误，看下一项").is_visible()
        page.keyboard.press("Escape")
        assert not page.locator("dialog").is_visible()


def test_the_drawer_has_times_offices_and_corrections(notice: Path, browser: Browser) -> None:
    with opened(browser, page_of(notice)) as page:
        page.get_by_role("tab", name="时间轴").click()
        assert page.eval_on_selector_all(".timeline h2", "all => all.map(h => h.firstChild.textContent)") == [
            *("2024-12", "2025-06", "定期")
        ]
        page.get_by_role("tab", name="单位×任务").click()
        cells = page.eval_on_selector_all(
            ".heat tbody tr", "rows => rows.map(r => [...r.cells].map(c => c.textContent).join(' '))"
        )
        assert cells[0] == "县财政局 1 牵   "
        assert len(cells) == 5


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_axe_finds_nothing(mode: str, notice: Path, browser: Browser) -> None:
    from axe_playwright_python.sync_playwright import Axe

    with opened(browser, page_of(notice), color_scheme=mode) as page:
        page.locator("tr[data-row='1'] .task").click()
        page.keyboard.press("c")
        for name in ("时间轴", "单位×任务", "提示", "更正"):
            page.get_by_role("tab", name=name).click()
            assert found(Axe().run(page)) == []
        page.keyboard.press("?")
        assert found(Axe().run(page)) == []
        page.keyboard.press("Escape")
        page.get_by_role("button", name="县水务局").dblclick()
        assert found(Axe().run(page)) == []
        page.keyboard.press("Escape")
        page.set_viewport_size({"width": 500, "height": 900})
        assert found(Axe().run(page)) == []


def found(results: object) -> list[str]:
    """What axe does not like, each with where it is."""
    response = results.response  # type: ignore[attr-defined]
    return [f"{each['id']}: {node['html'][:200]}" for each in response["violations"] for node in each["nodes"]]


def test_hostile_text_is_shown_and_runs_nothing(browser: Browser, tmp_path: Path) -> None:
    evil = "<img src=x onerror=alert(1)></script><script>alert(2)</script><!--\u2028\u202e\U00020bb7"
    text = TEXT.replace("建立台账", f"建立{evil}台账").replace("县统计局", "县统计局<b>")
    (tmp_path / "page.html").write_bytes(write(parse(text), "html"))
    with opened(browser, tmp_path / "page.html") as page:
        whole = page.eval_on_selector(
            ".text", "pane => [...pane.querySelectorAll('p')].map(p => p.textContent).join('')"
        )
        assert whole == text
        assert page.locator(".pane img, .pane script, .pane b").count() == 0
        assert page.evaluate(READ_BACK) == {key: text[slice(*place(key))] for key in every_fact(parse(text))}
        marks = page.eval_on_selector_all(".unseen", "all => all.map(e => e.dataset.code)")
        assert "U+202E" in marks


def place(key: str) -> tuple[int, int]:
    start, end = key.partition(":")[2].split("-")
    return int(start), int(end)


def test_of_several_notices_one_is_drawn(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(write([parse(sample) for sample in SAMPLES], "html"))
    with opened(browser, tmp_path / "page.html") as page:
        assert page.locator("#list tbody tr").count() == len(SAMPLES)
        assert page.locator(".matrix tr").count() == 0
        page.locator("#list tbody button").nth(2).click()
        title = page.locator("h1").text_content()
        assert title == parse(SAMPLES[2]).metadata.title
        page.locator("select.chooser").select_option("0")
        assert page.locator("h1").text_content() != title
        page.get_by_role("button", name="全部文件").click()
        assert page.locator("#list").is_visible()


def test_it_is_printed_with_its_diagnostics_and_nothing_folded_away(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(write(parse(TEXT.replace("四、", "六、")), "html"))
    with opened(browser, tmp_path / "page.html") as page:
        page.emulate_media(media="print")
        assert page.locator("#panel-diagnostics").is_visible()
        assert page.locator(".matrix").is_visible()
        assert not page.locator(".pane.text").is_visible()
        (tmp_path / "page.pdf").write_bytes(page.pdf())
    import pypdfium2

    document = pypdfium2.PdfDocument(tmp_path / "page.pdf")
    printed_text = "".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    for wanted in ("任务", "县财政局", "加强就业帮扶", "2025年6月底前", "缺"):
        assert wanted in printed_text
