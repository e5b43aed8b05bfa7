"""The review page of a plan of many tasks in Chromium: how long until it is drawn, and until a filter has worked.

python benchmarks/report.py [--tasks 1000]
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from fupin_extract import parse, write

if TYPE_CHECKING:
    from playwright.sync_api import Page

# Milliseconds that opening and one filter may take.
OPENS, FILTERS = 1000, 50
_ITEMS = (
    (
        "开展职业技能培训。围绕家政、养老、物流等行业组织劳动者参加职业技能培训，2024年底前培训不少于3000人次，每季度公布名单。"
        "（牵头单位：县人力资源和社会保障局；责任单位：县教育局、县总工会；配合单位：县财政局）"
    ),
    (
        "实施农村公路提质工程。对通村道路进行拓宽改造，2025年6月底前完成120公里，加强桥梁隧道安全隐患排查，落实日常养护责任。"
        "（牵头单位：县交通运输局；责任单位：县财政局、各乡镇人民政府）"
    ),
    (
        "健全乡村医疗服务网络。推进乡镇卫生院标准化建设，村卫生室覆盖率达到95%以上，每月下沉坐诊不少于2次。"
        "（牵头单位：县卫生健康局；责任单位：县医疗保障局、县财政局、各乡镇人民政府）"
    ),
    "做好防返贫监测。落实动态监测机制，及时发现、及时干预、及时帮扶。",
)
# What is timed in the page: the work of a listener and the layout that follows from it.
_TIMED = """(act) => {
  const start = performance.now();
  new Function('return ' + act)()();
  document.querySelector('.matrix').scrollHeight;
  return performance.now() - start;
}"""
_ACTS = {
    "a kind": "() => document.querySelector('.legend button[data-kind=targets]').click()",
    "a state": "() => document.querySelector('.counts button[data-state=unassigned]').click()",
    "an office": """() => {
      const select = document.querySelector('[data-filter=office]');
      select.selectedIndex = select.selectedIndex ? 0 : 2;
      select.dispatchEvent(new Event('change'));
    }""",
    "words": """() => {
      const input = document.querySelector('input[type=search]');
      input.value = input.value ? '' : '公路 养护';
      input.dispatchEvent(new InputEvent('input'));
    }""",
}


def number(value: int) -> str:
    """A number below 100 in Chinese: 二十三."""
    tens, ones = divmod(value, 10)
    digits = " 一二三四五六七八九"
    return f"{digits[tens] if tens > 1 else ''}{'十' if tens else ''}{digits[ones].strip()}"


def plan(tasks: int) -> str:
    """A plan of so many tasks in sections of twenty."""
    lines = ["青山县乡村振兴重点任务分工方案"]
    for place in range(tasks):
        if place % 20 == 0:
            lines.append(f"{number(place // 20 + 1)}、扎实推进第{place // 20 + 1}类工作")
        lines.append(f"（{number(place % 20 + 1)}）{_ITEMS[place % len(_ITEMS)]}")
    return "\n".join(lines)


def opening(page: Page, path: Path) -> float:
    """Milliseconds from the first byte asked for to a page that is laid out."""
    page.goto(path.as_uri(), wait_until="load")
    told: float = page.evaluate("() => { document.querySelector('.matrix').scrollHeight; return performance.now(); }")
    return told


def main() -> int:
    """Measure, and fail where it takes longer than it may."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tasks", type=int, default=1000)
    tasks = parser.parse_args().tasks
    from playwright.sync_api import sync_playwright

    slow = False
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        notice = parse(plan(tasks))
        path = Path(folder) / "page.html"
        path.write_bytes(write(notice, "html"))
        print(f"{len(notice.tasks)} tasks, {path.stat().st_size / 1e6:.1f} MB")
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1600, "height": 950}, bypass_csp=True)
        times = sorted(opening(page, path) for _ in range(7))
        slow |= times[3] > OPENS
        print(f"opens in {times[3]:.0f} ms ({times[0]:.0f} to {times[-1]:.0f}); may take {OPENS}")
        for name, act in _ACTS.items():
            took = [page.evaluate(_TIMED, act) for _ in range(20)]
            slow |= statistics.median(took) > FILTERS
            print(f"{name}: {statistics.median(took):.0f} ms ({min(took):.0f} to {max(took):.0f}); may take {FILTERS}")
        browser.close()
    return int(slow)


if __name__ == "__main__":
    sys.exit(main())
