"""The pages of comparisons and of a database in a real browser: filtered, gone through, followed to their rows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from browser import CHROMIUM, chromium, disliked, opened
from fupin_extract import compare, compare_many, parse, write_diff
from fupin_extract.cli import run
from fupin_extract.store import build, encode
from made_plans import ITEMS, ROADS, TEA, WATER, plan, swapped

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not CHROMIUM, reason="needs Chromium")]

HOSTILE = "<img src=x onerror=alert`1`></script><script>throw 2</script>\u202e"
OTHER = swapped(
    swapped(ITEMS[:-1], ROADS, ROADS.with_text("2025年6月底前完成120公里", "2025年底前完成150公里")),
    TEA,
    TEA.with_text("最高不超过", f"{HOSTILE}最高不超过").with_units("县商务局", "县财政局"),
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The page of two plans, of many, and of a database."""
    folder = tmp_path_factory.mktemp("pages")
    base, same, other = parse(plan()), parse(plan(place="绿水县")), parse(plan(OTHER, place="红石县"))
    (folder / "diff.html").write_bytes(write_diff(compare(base, other), "html"))
    (folder / "board.html").write_bytes(write_diff(compare_many(base, [same, other]), "html"))
    entries = [(f"{k}.txt", encode(notice)) for k, notice in enumerate((base, same, other))]
    build("sqlite", folder / "plans.sqlite", iter(entries), folder)
    assert run(["report", str(folder / "plans.sqlite"), "-o", str(folder / "overview.html")]) == 0
    return {path.stem: path for path in folder.glob("*.html")}


def visible(page: Page, selector: str) -> list[str]:
    found: list[str] = page.eval_on_selector_all(
        selector, "all => all.filter(e => e.checkVisibility()).map(e => e.querySelector('h3, th').textContent.trim())"
    )
    return found


def test_the_comparison_is_filtered_and_searched(pages: dict[str, Path], browser: Browser) -> None:
    with opened(browser, pages["diff"]) as page:
        every = visible(page, "article")
        assert len(every) == len(ITEMS) - 2, "those without a change are folded away"
        assert ROADS.title in every[0], "the most telling first"
        page.get_by_role("button", name="时限 1").click()
        assert [ROADS.title in each for each in visible(page, "article")] == [True]
        page.get_by_role("button", name="单位").first.click()
        assert len(visible(page, "article")) == 2, "of either kind"
        page.get_by_role("button", name="时限 1").click()
        assert [TEA.title in each for each in visible(page, "article")] == [True]
        page.get_by_role("button", name="单位").first.click()
        page.get_by_role("button", name="仅青山县有 1").click()
        assert [WATER.title in each for each in visible(page, "article")] == [True]
        page.get_by_role("button", name="仅青山县有 1").click()
        page.get_by_role("searchbox").fill("乡镇卫生院")
        assert len(visible(page, "article")) == 1, "what is found is not folded away"
        page.get_by_role("searchbox").fill("没有这样的字")
        assert visible(page, "article") == []


def test_one_goes_from_change_to_change(pages: dict[str, Path], browser: Browser) -> None:
    with opened(browser, pages["diff"]) as page:
        current = page.locator("article.current h3").first
        page.keyboard.press("n")
        assert ROADS.title in (current.text_content() or "")
        assert page.locator("#place").text_content() == "1 / 3"
        top = page.locator("#top").bounding_box()
        there = page.locator("article.current").bounding_box()
        assert top
        assert there
        assert there["y"] >= top["y"] + top["height"], "it is not below what stays in sight"
        page.get_by_role("button", name="下一处").click()
        assert TEA.title in (current.text_content() or "")
        page.keyboard.press("p")
        page.keyboard.press("p")
        assert WATER.title in (current.text_content() or ""), "round and round"
        page.get_by_role("searchbox").press_sequentially("np")
        assert page.get_by_role("searchbox").input_value() == "np", "who writes goes nowhere"
        page.get_by_role("searchbox").fill("")
        page.get_by_label("排序").select_option("place")
        page.keyboard.press("Escape")
        page.locator("body").press("n")
        page.locator("#first a", has_text=ROADS.title).first.click()
        assert ROADS.title in (current.text_content() or ""), "a link from the first screen"


def test_the_comparison_reads_without_a_script(pages: dict[str, Path], browser: Browser) -> None:
    with opened(browser, pages["diff"], java_script_enabled=False) as page:
        assert page.get_by_text("变化概览").is_visible()
        assert page.locator("#controls").is_hidden()
        page.locator("#equal summary").click()
        assert page.locator("article:visible").count() == len(ITEMS) + 1, "their heading too"
        assert page.locator("#numbers thead").first.inner_text().split() == ["青山县", "红石县"]


def test_what_a_text_holds_is_shown(pages: dict[str, Path], browser: Browser) -> None:
    for name in ("diff", "board"):
        with opened(browser, pages[name]) as page:
            assert page.locator("img, main script").count() == 0
            assert HOSTILE.strip("\u202e") in (page.locator("main").text_content() or "")
            assert "\u202e" not in page.content()


def test_a_cell_of_the_board_leads_to_what_was_made_of_the_task(pages: dict[str, Path], browser: Browser) -> None:
    with opened(browser, pages["board"]) as page:
        assert page.locator("thead th").all_text_contents() == ["任务", "绿水县", "红石县"]
        row = page.locator("tr[data-kinds]", has_text=ROADS.title)
        row.locator("td.changed a").last.click()
        detail = page.locator("details[open][id]")
        assert "推迟 2025年6月底前 → 2025年底前" in " ".join((detail.text_content() or "").split())
        task = detail.locator("xpath=..")
        assert task.get_by_text("2025年6月底前完成120公里").first.is_visible(), "the task itself is read beside it"
        task.get_by_text("回到表中").click()
        page.get_by_role("button", name="缺 1").click()
        assert [WATER.title in each for each in visible(page, "tbody tr")] == [True]
        totals = page.locator("tfoot tr", has_text="缺（项）").locator("td").all_text_contents()
        assert totals == ["0", "1"]


def test_bars_cells_and_links_lead_to_their_rows(pages: dict[str, Path], browser: Browser) -> None:
    with opened(browser, pages["overview"]) as page:
        page.locator("#offices svg g[data-bar='县财政局']").click()
        rows = page.locator("#behind-offices tbody tr")
        total = page.locator("#offices .numbers tr", has_text="县财政局").locator("td").last.text_content()
        assert rows.count() == int(total or 0) > 0
        assert page.locator("#behind-offices h3").text_content() == f"县财政局：{total} 条"
        page.locator("#behind-offices input").fill("红石县")
        assert 0 < rows.count() < int(total or 0)
        assert all("红石县" in text for text in rows.all_text_contents())
        page.get_by_role("button", name="收起").click()
        assert page.locator("#behind-offices").is_hidden()
        page.locator("#deadlines").get_by_role("link", name="2025-06").click()
        assert "2025年6月底前" in page.locator("#behind-deadlines tbody tr").first.inner_text()
        cell = page.locator("#themes td a[data-part='finance']").first
        count = cell.text_content()
        cell.press("Enter")
        assert page.locator("#behind-themes tbody tr").count() == int(count or 0)
        assert "财政" in (page.locator("#behind-themes h3").text_content() or "")


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("name", ["diff", "board", "overview"])
def test_axe_finds_nothing_wide_or_narrow(name: str, mode: str, pages: dict[str, Path], browser: Browser) -> None:
    with opened(browser, pages[name], color_scheme=mode) as page:
        for summary in page.locator("summary").all():
            summary.click()
        for chart in page.locator(".chart tbody a").all()[::7]:
            chart.click()
        assert disliked(page) == []
        page.set_viewport_size({"width": 500, "height": 900})
        assert disliked(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 500, "nothing sticks out"


@pytest.mark.parametrize("name", ["diff", "overview"])
def test_a_theme_is_chosen_and_kept(name: str, pages: dict[str, Path], browser: Browser) -> None:
    with opened(browser, pages[name], color_scheme="light") as page:
        ground = "getComputedStyle(document.documentElement).backgroundColor"
        light = page.evaluate(ground)
        page.get_by_label("主题").select_option("dark")
        dark = page.evaluate(ground)
        assert dark != light
        page.reload()
        assert page.evaluate(ground) == dark
