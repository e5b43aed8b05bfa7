"""A made plan and its variants: what differs between two of them is known to the word."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Item:
    """A task of the made plan, with the group of units that closes it."""

    title: str
    text: str
    units: str

    def with_text(self, old: str, new: str) -> Item:
        assert old in self.text
        return replace(self, text=self.text.replace(old, new))

    def with_units(self, old: str, new: str) -> Item:
        assert old in self.units
        return replace(self, units=self.units.replace(old, new))


TRAINING = Item(
    "开展职业技能培训",
    "围绕家政、养老、物流等行业组织劳动者参加职业技能培训，2024年底前培训不少于3000人次。支持企业开展以工代训。建立培训台账，按季度公布培训机构名单。",
    "牵头单位：县人力资源和社会保障局；责任单位：县教育局、县总工会",
)
ROADS = Item(
    "实施农村公路提质工程",
    "对通村道路进行拓宽改造，2025年6月底前完成120公里。加强桥梁隧道安全隐患排查，落实日常养护责任。",
    "牵头单位：县交通运输局；责任单位：县财政局、各乡镇人民政府",
)
CLINICS = Item(
    "健全乡村医疗服务网络",
    "推进乡镇卫生院标准化建设，村卫生室覆盖率达到95%以上。选派医疗骨干下沉乡镇坐诊，每月不少于2次。完善药品集中配送制度，保障常用药供应。",
    "牵头单位：县卫生健康局；责任单位：县医疗保障局、县财政局",
)
TEA = Item(
    "培育壮大茶叶产业",
    "建设生态茶园示范基地，引进精深加工企业，打造区域公用品牌。对新建加工厂房的给予一次性补助，最高不超过50万元。支持茶农加入合作社，健全利益联结机制。",
    "牵头单位：县农业农村局；责任单位：县市场监管局、县商务局",
)
WATER = Item(
    "保障农村饮水安全",
    "实施水源地保护和供水管网改造，2024年底前全面完成水质提升工程。健全水费收缴和运行维护机制，水质检测结果向村民公示。",
    "牵头单位：县水利局；责任单位：州生态环境局青山分局",
)
ITEMS = (TRAINING, ROADS, CLINICS, TEA, WATER)

_NUMBERS = "一二三四五六七八九十"


def plan(items: tuple[Item, ...] = ITEMS, *, place: str = "青山县", title: str = "乡村振兴重点任务分工方案") -> str:
    """The text of a plan whose tasks are ``items``, numbered in their order."""
    tasks = [f"（{_NUMBERS[i]}）{item.title}\n{item.text}（{item.units}）" for i, item in enumerate(items)]
    return "\n".join([f"{place}{title}", "", "一、重点任务", *tasks, "", f"{place}人民政府", "2024年3月5日", ""])


def swapped(items: tuple[Item, ...], old: Item, *new: Item) -> tuple[Item, ...]:
    """The items with ``new`` in the place of ``old``."""
    at = items.index(old)
    return (*items[:at], *new, *items[at + 1 :])
