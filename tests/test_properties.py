"""What holds for any text: it gives a notice whose every record points at the text that it was read from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fupin_extract import Notice, parse, write
from fupin_extract.outline import outline
from fupin_extract.outline.model import ZERO_WIDTH
from fupin_extract.pipeline import Reading, read_notice
from fupin_extract.read import read
from fupin_extract.records.notice import Clause, Fact, Organization, Responsibility, Task
from fupin_extract.ruleset import load_rules
from fupin_extract.text.fold import fold
from fupin_extract.text.mapped import Mapped
from fupin_extract.text.span import Span

pytestmark = pytest.mark.slow

MARKERS = (
    "第一章 第一节 第一条 第二条 一、 二、 三、 五、 （一） （二） 1. 2． 1、 (1) （2） 1） ① ② 一是 二是"
    " 第一， 第二， 其一，"
)
TITLES = "总体要求 指导思想 目标任务 做好就业帮扶 培育特色产业 完善社区服务 保障措施 强化组织领导 附则"
SENTENCES = (
    "以习近平新时代中国特色社会主义思想为指导， 2023年底前建成帮扶车间3个以上。 每月走访一次； 到2025年，"
    " 搬迁群众就业率达到85%以上。 给予1000元/人补贴。 按照《关于做好后续扶持工作的意见》（发改〔2021〕5号）要求，"
    " 由县人社局牵头组织招聘会。 实现全覆盖。 自印发之日起施行，有效期2年。"
)
GROUPS = (
    "（责任单位：县财政局、县民政局） （牵头单位：县发改局；责任单位：县工信局,各乡镇人民政府） 责任单位：县教育局"
    " （县农业农村局牵头，县林业局、水利等部门配合） 〔县卫健局负责，6月底前完成〕 （县住建局、县自然资源局）"
    " （列第一位的为牵头单位，下同） （第一个逗号前为牵头单位） （责任单位：统计、教育等部门"
    " （责任单位：*县乡村振兴局、县财政局。以下均需各乡镇落实，不再列出） 【县医保局（县民政局）牵头"
)
HEADERS = (
    "关于印发《青溪县后续扶持实施方案（2021—2025年）》的通知 青溪县人民政府办公室关于做好帮扶工作的通知"
    " 青政办发〔2023〕7号 各乡镇人民政府，县直各部门： 青溪县人民政府 2023年3月8日 2023-03-08 2023月3月8日"
    " （此件公开发布） 索引号：000014/2023-0007 发布日期：2023年3月10日 文号 中共青溪县委员会"
)
FURNITURE = (
    "首页>政务公开 您当前的位置：首页 —3— 12 分享到：微信 扫一扫在手机打开 相关链接： 抄送：县委办公室"
    " 附件：1.项目清单 网站标识码 -->"
)
BLANKS = ["\n", "\n", "\n", "\n\n", "\r\n", "\r", "\f", " ", "　", "\x85", "\u2028", "\ufeff", "\u200b", "\t"]
MARKS = list("。；：，、（）()《》〔〕【】“”*%～-—.．０1２三万\ue001\x00\ud83d")

fragments = st.one_of(
    *(st.sampled_from(words.split(" ")) for words in (MARKERS, TITLES, SENTENCES, GROUPS, HEADERS, FURNITURE)),
    st.sampled_from(BLANKS),
    st.sampled_from(BLANKS),
    st.sampled_from(MARKS),
    st.text(max_size=4),
)
lines = st.builds(
    "".join,
    st.lists(
        st.builds(
            lambda marker, rest: marker + "".join(rest) + "\n",
            st.sampled_from([*MARKERS.split(" "), ""]),
            st.lists(fragments, max_size=4),
        ),
        max_size=16,
    ),
)
texts = st.one_of(lines, st.lists(fragments, max_size=30).map("".join), st.text(max_size=60)).filter(str.strip)
# Longer than any paragraph of a printed notice: as a crawl leaves a notice that lost its breaks.
flat_texts = lines.map(lambda text: (re.sub(r"\s+", " ", text).strip() or "一、") * (1 + 1000 // (len(text) + 1)))


def parts(notice: Notice) -> Iterator[Clause | Task]:
    yield from notice.clauses
    yield from notice.tasks


def units(part: Clause | Task | Responsibility) -> Iterator[Organization]:
    holder = part.responsibility if isinstance(part, Clause) else part
    if isinstance(holder, Task | Responsibility):
        yield from (*holder.lead_units, *holder.responsible_units, *holder.supporting_units)


def facts(part: Clause | Task) -> Iterator[Fact]:
    yield from (*part.deadlines, *part.targets, *part.citations, *part.duties)


def unbroken(text: str) -> str:
    """A stretch without line breaks, form feeds and the blanks around them."""
    return re.sub(r"\s*[\n\r\f\v\x85\u2028\u2029]+\s*", "", text)


def all_spans(notice: Notice) -> Iterator[Span]:
    for part in parts(notice):
        yield part.span
        if part.responsibility and part.responsibility.span:
            yield part.responsibility.span
        yield from (unit.span for unit in units(part))
        yield from (fact.span for fact in facts(part))
        yield from (actor.span for duty in part.duties for actor in duty.actors)
    yield from (d.span for d in notice.diagnostics if d.span)


def text_of(notice: Notice) -> str:
    assert notice.source.text is not None
    return notice.source.text


def check(reading: Reading) -> None:
    """All that holds after the hops."""
    notice, text = reading.notice, text_of(reading.notice)
    check_lines(reading, text)
    check_clauses(notice, text)
    check_rows(notice)
    assert all(0 <= start <= end <= len(text) for start, end in all_spans(notice))
    for part in parts(notice):
        for unit in units(part):
            assert re.sub(r"\s", "", fold(text[slice(*unit.span)])) == re.sub(r"\s", "", fold(unit.text))


def check_lines(reading: Reading, text: str) -> None:
    blocks = reading.document.blocks
    assert [block.start for block in blocks] == [0, *(block.end for block in blocks[:-1])]
    assert blocks[-1].end == len(text)
    spans = [part.span for part in reading.outline.header]
    assert spans == sorted(spans)
    assert {part.rule for part in reading.outline.header} <= {rule.id for rule in load_rules().header}
    at = 0
    for line in reading.outline.lines:
        assert line.start == at
        assert line.end > line.start
        assert line.label is not None
        told = fold(text)[line.first : line.first + len(line.text)]
        # The signs of bold type become characters without a width.
        assert all(a == b or (a == "*" and b in ZERO_WIDTH) for a, b in zip(told, line.text, strict=True))
        at = line.end
    assert at == len(text)


def check_clauses(notice: Notice, text: str) -> None:
    first, *others = notice.clauses
    assert (first.id, first.level, first.marker, first.parent_id, first.kind) == ("0", 0, "", None, "overview")
    by_id = {clause.id: clause for clause in notice.clauses}
    assert len(by_id) == len(notice.clauses)
    for clause in others:
        assert clause.marker
        assert unbroken(text[clause.span[0] :][: len(clause.marker) + 8]).startswith(clause.marker)
        parent = by_id[clause.parent_id] if clause.parent_id else None
        assert clause.level == (parent.level + 1 if parent else 1)
        assert clause.id.rpartition(".")[0] == (parent.id if parent else "")
        assert parent is None or parent.span[0] < clause.span[0]
    starts = [clause.span[0] for clause in others]
    assert starts == sorted(set(starts))
    fact_ids = [fact.id for clause in notice.clauses for fact in facts(clause)]
    assert len(fact_ids) == len(set(fact_ids))


def check_rows(notice: Notice) -> None:
    by_id = {clause.id: clause for clause in notice.clauses}
    rows = [task.id for task in notice.tasks]
    assert "0" not in rows
    assert rows == [clause.id for clause in notice.clauses if clause.id in rows]
    for task in notice.tasks:
        clause = by_id[task.id]
        assert (task.title, task.kind, task.path[-1]) == (clause.title, clause.kind, clause.title)
        below = {c.id for c in notice.clauses if c.id.startswith(f"{task.id}.")}
        assert below == set(task.measures)
        family = [clause, *(by_id[i] for i in task.measures)]
        own = [f for c in family for f in c.deadlines]
        # What a section tells counts for a row that has none of its own.
        assert own == [f for f in task.deadlines if not f.inherited]
        assert not own or own == list(task.deadlines)
        assert [f for c in family for f in c.targets] == list(task.targets)
        assert (task.responsibility.scope == "none") == (task.responsibility.span is None)


@example("第一章〔县卫健局负责，6月底前完成〕\n第一节\n")
@given(texts)
def test_any_text_gives_a_notice_that_points_at_it(text: str) -> None:
    check(read_notice(text))


@example("第一节\n第一，\n第一章\n第二，\n")
@given(texts)
def test_no_row_is_part_of_another(text: str) -> None:
    tasks = parse(text).tasks
    assert not {task.id for task in tasks} & {measure for task in tasks for measure in task.measures}


@settings(max_examples=30)
@given(flat_texts)
def test_so_does_a_text_that_lost_its_breaks(text: str) -> None:
    check(read_notice(text))


@given(texts)
def test_facts_are_printed_as_they_stand(text: str) -> None:
    notice = parse(text)
    source = text_of(notice)
    printed = [(fact.text, unbroken(source[slice(*fact.span)])) for clause in notice.clauses for fact in facts(clause)]
    assert [a.replace(" ", "") for a, _ in printed] == [b.replace(" ", "") for _, b in printed]


@given(texts)
def test_a_notice_reads_itself_back(text: str) -> None:
    notice = parse(text)
    assert Notice.model_validate_json(write(notice, "json", with_text=True)) == notice
    assert Notice.model_validate(yaml.safe_load(write(notice, "yaml", view="full", with_text=True))) == notice


@given(texts)
def test_the_same_text_gives_the_same_bytes(text: str) -> None:
    assert write(parse(text), "json") == write(parse(text), "json")


def shapes(clauses: Iterable[Clause]) -> list[tuple[object, ...]]:
    """Clauses without their places."""
    return [
        (c.id, c.parent_id, c.marker, c.title, c.text, c.kind, [u.name for u in units(c)], [f.text for f in facts(c)])
        for c in clauses
    ]


@given(texts.map(lambda text: re.sub(r"\r\n?", "\n", text)))
def test_line_ends_make_no_difference(text: str) -> None:
    dos = text.replace("\n", "\r\n")
    assert shapes(parse(text).clauses) == shapes(parse(dos).clauses)
    assert parse(text).metadata == parse(dos).metadata


@given(texts)
def test_bytes_are_read_as_their_text(text: str) -> None:
    clean = re.sub(r"[\x00-\x08\x0e-\x1f\x7f\ufeff\ud800-\udfff]", "", text) + "。"
    assert parse(clean.encode(), encoding="utf-8").clauses == parse(clean).clauses


@given(texts)
def test_outlines_keep_every_printed_character(text: str) -> None:
    """What is labelled body is in a clause: nothing is lost on the way but the stop behind a heading."""
    lines_and_nodes = outline(read(text), load_rules())
    kept = {i for node in lines_and_nodes.nodes for part in (node.marker, node.title, *node.body) for i in part.offsets}
    for line in lines_and_nodes.lines:
        if line.label == "body":
            lost = [text[i] for i in line.mapped.offsets if i not in kept and fold(text[i]).strip("。：").strip()]
            assert not lost


@given(st.text())
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@given(st.text(min_size=1), st.data())
def test_mapped_text_knows_where_it_stands(text: str, data: st.DataObject) -> None:
    kept = data.draw(st.lists(st.integers(0, len(text) - 1), unique=True).map(sorted))
    mapped = Mapped.of(text).keep(kept)
    start = data.draw(st.integers(0, len(mapped)))
    end = data.draw(st.integers(start, len(mapped)))
    first, last = mapped.span(start, end)
    assert mapped.text[start:end] in "".join(text[i] for i in kept)
    if start < end:
        assert (text[first], text[last - 1]) == (mapped.text[start], mapped.text[end - 1])


def test_what_is_printed_stays_as_it_stands_where_both_scripts_are_mixed() -> None:
    """Found by ``benchmarks/fuzz.py``: one character of the other script turned all of a text that a line end cut."""
    notice = parse("一、关于培训。由縣财政局牵头\n做好关於培训的工\f作，关于培训。关於就业，关於就业。")
    source = text_of(notice)
    for clause in notice.clauses:
        assert unbroken(clause.text) in unbroken(source)
        assert all(fact.text == unbroken(source[slice(*fact.span)]) for fact in facts(clause))
