"""Traditional characters: read as simplified ones, written as they stand."""

from __future__ import annotations

import pytest

from fupin_extract import parse
from fupin_extract.text.fold import fold
from fupin_extract.text.script import Script, is_traditional, simplified
from fupin_extract.text.traditional import SIMPLIFIED, TRADITIONAL

NOTICE = """青溪縣人民政府辦公室關於印發《青溪縣穩定就業實施方案》的通知
青政辦發〔2023〕5號
各鄉鎮人民政府，縣政府各部門：
現將方案印發給你們。
青溪縣人民政府辦公室
2023年5月6日
青溪縣穩定就業實施方案
一、總體要求
到2025年，新增就業不低於3000人。
二、重點任務
（一）發展產業。對每個項目給予最高不超過50萬元補助。（牽頭單位：縣農業農村局；配合單位：統計、教育等部門；完成時限：2023年年底前）
"""


def test_each_character_stands_for_one() -> None:
    assert len(TRADITIONAL) == len(SIMPLIFIED) == len(set(TRADITIONAL))


def test_a_simplified_text_stays_as_it_is() -> None:
    text = "乾坤大道m³改造，後仓村摺扇厂。"
    assert not is_traditional(text)
    assert simplified(text) is text


@pytest.mark.parametrize(
    ("written", "read"), [("責任單位：縣財政局", "责任单位：县财政局"), ("不低於3個", "不低于3个"), ("裡裏", "里里")]
)
def test_the_characters_of_a_traditional_text(written: str, read: str) -> None:
    assert fold(written) == read


def test_a_name_is_written_as_in_the_text() -> None:
    script = Script("臺灣事務辦公室、統計、教育等部門，干部")
    assert script.written("台湾事务办公室") == "臺灣事務辦公室"
    assert script.written("统计部门") == "統計部門"
    assert script.written("干部") == "干部"


def test_a_traditional_notice() -> None:
    notice = parse(NOTICE)
    told = notice.metadata
    assert (told.title, told.region, told.admin_level) == ("青溪縣穩定就業實施方案", "青溪縣", "county")
    assert told.issuing_authorities == ("青溪縣人民政府辦公室",)
    assert told.addressees == ("各鄉鎮人民政府", "縣政府各部門")
    overview, task = notice.tasks
    assert (overview.kind, overview.title, [t.text for t in overview.targets]) == (
        "overview",
        "總體要求",
        ["不低於3000人"],
    )
    assert [(u.name, u.functions) for u in task.lead_units] == [("縣農業農村局", ("agriculture",))]
    assert [u.name for u in task.supporting_units] == ["統計部門", "教育部門"]
    assert [(d.text, str(d.end)) for d in task.deadlines] == [("2023年年底前", "2023-12-31")]
    assert [(t.text, t.value, t.unit, t.per, t.role) for t in task.targets] == [
        ("最高不超過50萬元", 500000, "元", "項目", "limit")
    ]


def test_the_spans_are_those_of_the_text() -> None:
    notice = parse(NOTICE)
    facts = [fact for task in notice.tasks for fact in (*task.targets, *task.deadlines)]
    assert [NOTICE[slice(*fact.span)] for fact in facts] == [fact.text for fact in facts]
