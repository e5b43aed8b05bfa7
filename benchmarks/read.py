"""What reading a file costs, and what is lost on the way: one notice of fifty pages in each format, a process each.

python benchmarks/read.py FOLDER [--markitdown PYTHON] [--runs 5]

The files are made in FOLDER, by python-docx, XlsxWriter and LibreOffice, once. The notice has numbers that Word counts
itself, and a task table of which each unit is merged over two rows. PYTHON is that of an environment with markitdown.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator
from html import escape
from pathlib import Path

import docx
import xlsxwriter  # type: ignore[import-untyped]
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph

HAN = "一二三四五六七八九十"
SECTIONS, CLAUSES, ROWS = 10, 10, 200
SENTENCE = "各县区要加强组织领导，压实工作责任，到2025年底前完成改造任务100户，确保按期见效。（责任单位：县农业农村局）"
HEADING = ("序号", "重点任务", "责任单位", "完成时限")
# A format, and those that LibreOffice makes of the Word file.
FORMATS = ("txt", "html", "docx", "xlsx", "pdf", "doc", "odt")
OFFICE = ("pdf", "doc", "odt")
# Text, table cells over several rows, seconds, peak megabytes.
OURS = """
import json, resource, sys, time
from pathlib import Path
from fupin_extract.read import read
from fupin_extract.read.document import PrintedTable
start = time.perf_counter()
document = read(Path(sys.argv[1]))
seconds = time.perf_counter() - start
cells = [c for b in document.blocks if isinstance(b, PrintedTable) for row in b.rows for c in row]
peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print(json.dumps([document.text, sum(c.rows > 1 for c in cells), seconds, peak / 1024]))
"""
THEIRS = """
import json, resource, sys, time
from markitdown import MarkItDown
reader = MarkItDown()
start = time.perf_counter()
text = reader.convert(sys.argv[1]).text_content
seconds = time.perf_counter() - start
print(json.dumps([text, 0, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""


def notice() -> Iterator[tuple[int, str, str]]:
    """The paragraphs: level, 0 for none, number and text."""
    yield 0, "", "青禾县人民政府关于印发乡村全面振兴重点工作方案的通知"
    for section in range(SECTIONS):
        yield 1, f"{HAN[section]}、", f"推进第{HAN[section]}项工程建设"
        for clause in range(CLAUSES):
            yield 2, f"（{HAN[clause]}）", f"做好第{HAN[clause]}项任务。{SENTENCE * 8}"


def rows() -> Iterator[tuple[str, str, str, str]]:
    """The rows of the table; the unit of each odd one goes on below."""
    for row in range(1, ROWS + 1):
        yield str(row), f"改造{row}号路", "县农业农村局" if row % 2 else "", "2025年12月底前"


def make(folder: Path) -> None:
    """The notice in each format that a program for it is installed for."""
    lines = [number + text for _, number, text in notice()]
    table = [HEADING, *rows()]
    (folder / "notice.txt").write_text("\n".join([*lines, *map("\t".join, table)]), encoding="utf-8")
    markup = "".join(f"<p>{escape(line)}</p>" for line in lines)
    cells = "".join(f"<tr>{''.join(_html_cells(row))}</tr>" for row in table)
    page = f"<!DOCTYPE html><meta charset=utf-8><body><article>{markup}<table>{cells}</table></article></body>"
    (folder / "notice.html").write_text(page, encoding="utf-8")
    _make_word(folder / "notice.docx")
    _make_excel(folder / "notice.xlsx")
    if shutil.which("soffice"):
        for suffix in OFFICE:
            command = ["soffice", "--headless", "--convert-to", suffix, "--outdir", str(folder)]
            subprocess.run([*command, str(folder / "notice.docx")], check=True, capture_output=True)


def _html_cells(row: tuple[str, ...]) -> Iterator[str]:
    for column, cell in enumerate(row):
        if cell:
            yield f"<td{' rowspan=2' * (column == 2 and row is not HEADING)}>{cell}</td>"


def _make_word(path: Path) -> None:
    document = docx.Document()
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
        f'<w:suff w:val="nothing"/><w:lvlText w:val="{text}"/></w:lvl>'
        for level, text in enumerate(("%1、", "（%2）"))
    )
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="99">{levels}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="99"><w:abstractNumId w:val="99"/></w:num>'))
    for level, _, text in notice():
        _number(document.add_paragraph(text), level)
    table = document.add_table(ROWS + 1, len(HEADING), "Table Grid")
    for printed, row in zip(table.rows, [HEADING, *rows()], strict=True):
        for cell, text in zip(printed.cells, row, strict=True):
            cell.text = text
    for first in range(1, ROWS, 2):
        table.cell(first + 1, 2).text = ""
        table.cell(first, 2).merge(table.cell(first + 1, 2)).text = "县农业农村局"
    document.save(str(path))


def _number(paragraph: Paragraph, level: int) -> None:
    if level:
        number = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level - 1}"/><w:numId w:val="99"/></w:numPr>'
        paragraph._p.get_or_add_pPr().append(parse_xml(number))


def _make_excel(path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        lines = [number + text for _, number, text in notice()]
        sheet.write_column(0, 0, lines)
        for at, row in enumerate([HEADING, *rows()], len(lines)):
            sheet.write_row(at, 0, row)
        for first in range(len(lines) + 1, len(lines) + ROWS, 2):
            sheet.merge_range(first, 2, first + 1, 2, "县农业农村局")


def measured(python: str, code: str, path: Path, runs: int) -> tuple[str, int, float, float] | None:
    """Text, merged cells, median seconds and peak megabytes; None where it cannot be read."""
    found = []
    for _ in range(runs):
        done = subprocess.run([python, "-c", code, str(path)], capture_output=True, check=False)
        if done.returncode:
            return None
        found.append(json.loads(done.stdout))
    text, merged, *_ = found[0]
    return text, merged, statistics.median(run[2] for run in found), max(run[3] for run in found)


def kept(text: str) -> tuple[float, float]:
    """The share of the clauses, and of the rows' tasks, that stand in a text; a clause with its number."""
    solid = "".join(text.split())
    clauses = [number + words for level, number, words in notice() if level]
    tasks = [task for _, task, _, _ in rows()]
    return sum(c in solid for c in clauses) / len(clauses), sum(t in solid for t in tasks) / len(tasks)


def main() -> int:
    """Print a line for each format and reader; 1 if ours lose a clause or a row."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--markitdown", metavar="PYTHON")
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    if not (given.folder / "notice.txt").exists():
        make(given.folder)
    readers = {"ours": (sys.executable, OURS)} | (
        {"markitdown": (given.markitdown, THEIRS)} if given.markitdown else {}
    )
    lost = 0
    print(f"{'file':12} {'reader':10} {'seconds':>8} {'MB':>5} {'clauses':>8} {'rows':>6} {'merged':>7}")
    for suffix in FORMATS:
        path = given.folder / f"notice.{suffix}"
        for reader, (python, code) in readers.items() if path.exists() else ():
            found = measured(python, code, path, given.runs)
            if found is None:
                print(f"{path.name:12} {reader:10} cannot read it")
                continue
            text, merged, seconds, peak = found
            clauses, tasks = kept(text)
            lost += reader == "ours" and min(clauses, tasks) < 1
            print(f"{path.name:12} {reader:10} {seconds:8.3f} {peak:5.0f} {clauses:8.0%} {tasks:6.0%} {merged:7}")
    return int(lost > 0)


if __name__ == "__main__":
    sys.exit(main())
