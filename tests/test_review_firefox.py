"""The review page in a second browser, of another maker: seen, filtered, corrected, kept, exported and applied."""

from __future__ import annotations

import asyncio
import json
import time
from pathlib import Path

import pytest

from firefox import FIREFOX, FirefoxPage, in_firefox
from fupin_extract import Notice
from fupin_extract.cli import run

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not FIREFOX, reason="needs Firefox")]

TEXT = (
    "某县关于做好易地搬迁后续扶持工作的实施方案\n各乡镇人民政府：\n请认真贯彻。\n"
    "一、加强就业帮扶。2024年底前培训300人次。（牵头单位：县财政局；责任单位：县教育局、县民政局）\n"
    "二、完善\U00020bb7\U00020bb7设施。建设水厂2个，2025年6月底前完成。加强管护。（责任单位：县水务局）\n"
)
SHOWN = "[...document.querySelectorAll('.matrix tr[data-row]:not([hidden])')].map(row => row.dataset.row)"
ROWS = (
    "[...document.querySelectorAll('.matrix tr[data-row]')].map(row => [row.dataset.row,"
    " [...row.querySelectorAll('.fact')].map(fact => `${fact.dataset.kind} ${fact.textContent}`)])"
)
SELECT = """(() => { for (const p of document.querySelectorAll('.text p')) {
  const walker = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.data.indexOf(WORDS);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + WORDS.length);
    document.getSelection().removeAllRanges();
    document.getSelection().addRange(range);
    return true;
  } } return false; })()"""


def button(words: str) -> str:
    return f"[...document.querySelectorAll('button')].find(each => each.textContent === {json.dumps(words)})"


async def comes(page: FirefoxPage, expression: str) -> None:
    """Wait until something holds."""
    until = time.monotonic() + 20
    while not await page.evaluate(f"Boolean({expression})"):
        assert time.monotonic() < until, expression
        await asyncio.sleep(0.05)


async def corrected(path: Path, profile: Path) -> Path:
    """The file that the page exports after it was corrected."""
    async with in_firefox(path, profile) as page:
        await page.click(button("县水务局"))
        assert await page.evaluate("document.querySelector('.text .mark.current').textContent") == "县水务局"
        await page.click("document.querySelector('.legend button[data-kind=lead_units]')")
        assert await page.evaluate(SHOWN) == ["1"]
        await page.click("document.querySelector('.legend button[data-kind=lead_units]')")
        await page.click("document.querySelector('input[type=search]')")
        for key in "水务":
            await page.press(key)
        await comes(page, f"({SHOWN}).join() === '2'")
        await page.evaluate("(e => { e.value = ''; e.dispatchEvent(new Event('input', {bubbles: true})); })"
                            "(document.querySelector('input[type=search]'))")  # fmt: skip
        await comes(page, f"({SHOWN}).join() === '1,2'")
        await page.click(button("县财政局"), times=2)  # a wrong unit
        await comes(page, "document.querySelector('dialog[open] [name=text]')")
        await page.evaluate("(e => { e.value = '县发展改革局'; })(document.querySelector('dialog [name=text]'))")
        await page.click("document.querySelector('dialog button[type=submit]')")
        await comes(page, "!document.querySelector('dialog[open]')")
        assert await page.evaluate(SELECT.replace("WORDS", json.dumps("加强管护")))
        await comes(page, "!document.querySelector('#picker').hidden")
        await page.click(button("从此处拆分"))
        rows = await page.evaluate(ROWS)
        assert [row for row, _ in rows] == ["1", "2", "2#2"]
        assert "lead_units 县发展改革局" in dict(rows)["1"]
        await page.click(button("撤销"))
        assert [row for row, _ in await page.evaluate(ROWS)] == ["1", "2"]
        await page.click(button("重做"))
        await page.ask("browsingContext.reload", context=page.context, wait="complete")
        assert await page.evaluate(ROWS) == rows
        await page.click(button("导出更正"))
        until = time.monotonic() + 20
        while not (found := list((profile / "saved").glob("*.patch.yaml"))):
            assert time.monotonic() < until
            await asyncio.sleep(0.05)
    return found[0]


def test_what_is_corrected_in_firefox_is_kept_exported_and_applied(tmp_path: Path) -> None:
    notice, page, out = (tmp_path / name for name in ("notice.txt", "page.html", "corrected.json"))
    notice.write_text(TEXT, "utf-8")
    assert run(["report", str(notice), "-o", str(page)]) == 0
    patch = asyncio.run(corrected(page, tmp_path / "profile"))
    assert run(["parse", str(notice), "--patch", str(patch), "-o", str(out)]) == 0
    tasks = {task.id: task for task in Notice.model_validate_json(out.read_bytes()).tasks}
    assert list(tasks) == ["1", "2", "2#2"]
    assert [unit.name for unit in tasks["1"].lead_units] == ["县发展改革局"]
    assert tasks["2#2"].text.startswith("加强管护")
