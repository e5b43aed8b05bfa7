"""Whole Word files: the samples with automatic numbers, old formats by way of LibreOffice, and what cannot be read."""

from __future__ import annotations

import io
import json
import random
import re
import shutil
import subprocess
import time
import zipfile
from pathlib import Path
from socketserver import BaseRequestHandler, ThreadingTCPServer
from threading import Thread
from typing import Any, ClassVar
from xml.sax.saxutils import escape

import pytest
from docx import Document as NewDocument

from fupin_extract import parse
from fupin_extract.errors import ReadError
from fupin_extract.read import limits, office, read
from fupin_extract.read import packed as packed_files
from fupin_extract.read.docx.counting import printed
from word_files import abstract, docx, item, level, num, p, packed, part, r, tbl, tc, tr

SAMPLES = sorted((Path(__file__).parent.parent / "samples").glob("*.txt"))
NOTICE = (
    p("关于做好搬迁后续扶持工作的通知")
    + item("主要任务")
    + item("加强监测。（责任单位：县财政局）", level=1)
    + tbl(tr(tc("任务"), tc("单位")), tr(tc("培训"), tc("县人社局")))
    + item("保障措施")
)
NUMBERS = abstract(0, level(0, "chineseCounting", "%1、"), level(1, "chineseCounting", "（%2）")) + num(1, 0)
READ = "一、主要任务\n（一）加强监测。（责任单位：县财政局）\n任务\t单位\n培训\t县人社局\n二、保障措施\n"

# Samples

_MARKED = re.compile(
    r"\s*(?:(?P<a>[一二三四五六七八九十]+)、|[（(](?P<b>[一二三四五六七八九十]+)[）)]|(?P<c>\d+)(?:\.(?!\d)|．|、))"
)


def with_automatic_numbers(paragraphs: list[str], run_on: tuple[int, ...]) -> tuple[bytes, int]:
    """A file whose numbers are automatic wherever they count as a list does, and how many are."""
    counts, body = [0, 0, 0], ""
    lists: dict[tuple[int, str, str], int] = {}
    for text in paragraphs:
        found = _MARKED.match(text)
        at = "abc".index(found.lastgroup or "") if found else 0
        form = "decimal" if at == 2 else "chineseCountingThousand"
        if found is None or printed(counts[at] + 1, form) != found[found.lastgroup or 0]:
            body += p(escape(text))
            continue
        counts[at] += 1
        counts[at + 1 :] = [counts[place] if place in run_on else 0 for place in range(at + 1, 3)]
        pattern = found[0].strip().replace(found[found.lastgroup or 0], f"%{at + 1}")
        list_id = lists.setdefault((at, form, pattern), len(lists) + 1)
        body += item(escape(text[found.end() :]), list_id, at)
    more = ['<w:lvlRestart w:val="0"/>' * (at in run_on) + '<w:suff w:val="nothing"/>' for at in range(3)]
    levels = [level(at, "decimal", f"%{at + 1}", more[at]) for at in range(3)]
    nums = [
        num(list_id, 0, f'<w:lvlOverride w:ilvl="{at}">{level(at, form, pattern, more[at])}</w:lvlOverride>')
        for (at, form, pattern), list_id in lists.items()
    ]
    return docx(body, numbering=abstract(0, *levels) + "".join(nums)), sum(
        body.count(f"<w:numId w:val={q}") for q in '"'
    )


def paragraphs_of(sample: Path) -> list[str]:
    """The lines of a sample, those joined that were cut in a sentence; what is said twice there is said once."""
    paragraphs: list[str] = []
    for line in read(sample).text.splitlines():
        before = paragraphs[-1] if paragraphs else ""
        if len(before) > 30 and "，" in before and not before.rstrip().endswith(tuple("。；：！？”）)")):
            twice = (n for n in range(len(line), 9, -1) if before.endswith(line[:n]))
            paragraphs[-1] += line[next(twice, 0) :]
        else:
            paragraphs.append(line)
    return paragraphs


def told(record: Any) -> Any:
    """A record without the places of its values."""
    if isinstance(record, dict):
        return {key: told(value) for key, value in record.items() if key not in {"span", "source"}}
    if isinstance(record, list):
        return [told(value) for value in record]
    return record.strip() if isinstance(record, str) else record


@pytest.mark.parametrize(
    ("sample", "least"), list(zip(SAMPLES, (30, 60, 12, 25, 16), strict=True)), ids=lambda x: getattr(x, "stem", "")
)
def test_a_sample_with_automatic_numbers_reads_as_its_text(sample: Path, least: int) -> None:
    paragraphs = paragraphs_of(sample)
    data, automatic = max(
        (with_automatic_numbers(paragraphs, run_on) for run_on in ((), (1,), (2,), (1, 2))), key=lambda made: made[1]
    )
    assert automatic >= least
    assert [line.strip() for line in read(data).text.splitlines()] == [line.strip() for line in paragraphs]
    assert told(json.loads(parse(data).model_dump_json())) == told(json.loads(parse(sample).model_dump_json()))


def test_a_file_that_python_docx_made() -> None:
    new = NewDocument()
    new.add_heading("关于工作的通知", 0)
    for text in ("第一项", "第二项"):
        new.add_paragraph(text, style="List Number")
    new.add_paragraph("要点", style="List Bullet")
    new.add_heading("保障措施", 1)
    out = io.BytesIO()
    new.save(out)
    document = read(out.getvalue())
    assert document.text == "关于工作的通知\n1. 第一项\n2. 第二项\n• 要点\n保障措施\n"
    assert [getattr(block, "style", None) for block in document.blocks] == [
        "Title", "List Number", "List Number", "List Bullet", "heading 1",
    ]  # fmt: skip


# Old formats

SOFFICE = shutil.which("soffice")
needs_office = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")


def converted(folder: Path, *forms: str) -> dict[str, bytes]:
    """The notice in other formats, by LibreOffice."""
    (folder / "n.docx").write_bytes(docx(NOTICE, numbering=NUMBERS))
    made = {}
    for form in forms:
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [
            SOFFICE or "",
            profile,
            "--headless",
            "--convert-to",
            form,
            "--outdir",
            str(folder),
            str(folder / "n.docx"),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        suffix = form.partition(":")[0]
        made[suffix] = (folder / f"n.{suffix}").read_bytes()
    return made


@needs_office
@pytest.mark.slow
def test_old_formats_are_read_by_way_of_libreoffice(tmp_path: Path) -> None:
    made = converted(tmp_path, "doc:MS Word 97", "odt")
    types = {
        "doc": "application/msword",
        "odt": "application/vnd.oasis.opendocument.text",
    }
    for suffix, data in made.items():
        path = tmp_path / f"{suffix}.txt"  # the name says nothing
        path.write_bytes(data)
        document = read(path)
        assert document.media_type == types[suffix]
        assert document.text == "关于做好搬迁后续扶持工作的通知\n" + READ, suffix


@needs_office
@pytest.mark.slow
def test_rtf_is_read_by_way_of_libreoffice() -> None:
    fonts = r"{\fonttbl{\f0\fcharset134 SimSun;}}"
    text = rf"{{\rtf1\ansi\ansicpg936\deff0{fonts}\f0 \'d2\'bb\u12289?\'bc\'e0\'b2\'e2\par}}"
    document = read(text.encode("ascii"))
    assert (document.text, document.media_type) == ("一、监测\n", "application/rtf")


@needs_office
@pytest.mark.slow
def test_an_old_file_that_libreoffice_cannot_open_is_told() -> None:
    ole = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600 + "WordDocument".encode("utf-16-le")
    with pytest.raises(ReadError, match="LibreOffice cannot open it"):
        read(ole)


@needs_office
@pytest.mark.slow
def test_libreoffice_is_not_waited_for_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PATIENCE", 0.2)
    began = time.monotonic()
    with pytest.raises(ReadError, match="took longer than"):
        read(b"{\\rtf1 text}")
    assert time.monotonic() - began < 20


class _Asked(BaseRequestHandler):
    """What notes that somebody called."""

    calls: ClassVar[list[object]] = []

    def handle(self) -> None:
        self.calls.append(self.client_address)


@needs_office
@pytest.mark.slow
def test_libreoffice_fetches_nothing(tmp_path: Path) -> None:
    with ThreadingTCPServer(("127.0.0.1", 0), _Asked) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        link = (
            f'xlink:href="http://127.0.0.1:{server.server_address[1]}/x.png" xlink:type="simple" xlink:actuate="onLoad"'
        )
        picture = f"<draw:frame svg:width='2cm' svg:height='2cm'><draw:image {link}/></draw:frame>"
        text = converted(tmp_path, "fodt")["fodt"].decode()
        linked = text.replace("</office:text>", f"<text:p>{picture}图</text:p></office:text>")
        document = read(linked.encode())
        assert document.text.endswith("图\n")
        assert document.media_type == "application/vnd.oasis.opendocument.text-flat-xml"
        server.shutdown()
    assert _Asked.calls == []


@needs_office
@pytest.mark.slow
def test_numbers_are_those_that_libreoffice_prints(tmp_path: Path) -> None:
    dice = random.Random(3)  # noqa: S311
    forms = ("decimal", "chineseCountingThousand", "upperLetter", "lowerRoman", "decimalFullWidth")
    patterns = (("%1、", "第%1条", "（%1）"), ("（%2）", "%1.%2", "%2."), ("%3）", "%1.%2.%3", "%2-%3"))
    numbering, body, lists = "", "", 60
    for of in range(lists):
        levels = [
            level(at, dice.choice(forms), dice.choice(patterns[at]), start=dice.choice((1, 1, 3, 19)))
            for at in range(3)
        ]
        numbering += abstract(of, *levels)
    numbering += "".join(num(list_id + 1, list_id % lists) for list_id in range(2 * lists))
    for _ in range(1500):
        body += p("文") if dice.random() < 0.1 else item("项", dice.randint(0, 2 * lists), dice.randint(0, 2))
    data = docx(body, numbering=numbering)
    (tmp_path / "n.docx").write_bytes(data)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [SOFFICE or "", profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir"]
    subprocess.run([*command, str(tmp_path), str(tmp_path / "n.docx")], check=True, capture_output=True, timeout=120)
    theirs = (tmp_path / "n.txt").read_text("utf-8-sig").splitlines()
    assert [re.sub(r"\s", "", line) for line in read(data).text.splitlines()] == [re.sub(r"\s", "", t) for t in theirs]


def test_without_libreoffice_it_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setattr(office, "_PLACES", ())
    with pytest.raises(ReadError, match=r"LibreOffice, which reads it, is not installed: install it"):
        read(b"{\\rtf1 text}")


def flat() -> str:
    """The notice as a single XML file."""
    package = "http://schemas.microsoft.com/office/2006/xmlPackage"
    with zipfile.ZipFile(io.BytesIO(docx(NOTICE, numbering=NUMBERS))) as file:
        texts = {name: file.read(name).decode() for name in file.namelist() if name != "[Content_Types].xml"}
    parts = "".join(
        f'<pkg:part pkg:name="/{name}"><pkg:xmlData>{re.sub(r"<[?].*?[?]>", "", text)}</pkg:xmlData></pkg:part>'
        for name, text in texts.items()
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><pkg:package xmlns:pkg="{package}">{parts}</pkg:package>'


def test_a_word_file_as_a_single_xml_file() -> None:
    document = read(flat().encode())
    assert document.text.endswith(READ)
    assert document.media_type == "application/x-flat-opc+xml"
    with pytest.raises(ReadError, match="is damaged"):
        read(flat()[:-30].encode())


# What cannot be read


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(f"word/{name}.xml", data)
    return out.getvalue()


def deep(levels: int) -> bytes:
    return docx(f"<w:p>{'<w:smartTag>' * levels}{r('深')}{'</w:smartTag>' * levels}</w:p>")


ENTITIES = (
    '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&b;&c;'
    "</w:t></w:r></w:p></w:body></w:document>"
)


def locked() -> bytes:
    data = bytearray(docx(p("密")))
    at = data.index(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 1)
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (zipped(styles=b"<x/>"), r"is damaged: it has no word/document\.xml"),
        (zipped(document=b""), "is damaged"),
        (zipped(document=b"<w:document"), "is damaged"),
        (zipped(document=ENTITIES.encode()), "is damaged"),
        (zipped(document=ENTITIES.encode("utf-16")), "is damaged"),
        (docx(p("缺"))[:-40], "is damaged"),
        (docx(p("短"))[:900], "is damaged"),
        (locked(), "is locked with a password"),
        (deep(300), "is damaged"),
        (docx(""), "holds blanks only"),
        (docx(p(" ")), "holds blanks only"),
        (docx("<w:p><w:r><w:drawing><w:blip/></w:drawing></w:r></w:p>"), "holds pictures and no text"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "is locked with"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600 + "Workbook".encode("utf-16-le"), "is damaged"),
    ],
    ids=range(14),
)
def test_what_cannot_be_read_is_one_line(data: bytes, problem: str) -> None:
    with pytest.raises(ReadError, match=problem) as caught:
        read(data)
    assert "\n" not in str(caught.value)


def test_a_file_that_unpacks_without_end_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    data = docx(p("文") * 50_000)
    assert len(data) * limits.MOST_RATIO < 50_000 * len(p("文"))
    monkeypatch.setattr(limits, "MOST_PARAGRAPHS", 1000)
    with pytest.raises(ReadError, match="has more than 1000 paragraphs"):
        read(data)
    monkeypatch.undo()
    monkeypatch.setattr(packed_files, "_ALWAYS", 1 << 16)
    with pytest.raises(ReadError, match="unpacks to more than any document holds"):
        read(data)
    monkeypatch.undo()
    monkeypatch.setattr(limits, "MOST_ELEMENTS", 50)
    with pytest.raises(ReadError, match="unpacks to more than any document holds"):
        read(docx(tbl(tr(*[tc("格")] * 30))))
    assert read(docx(p("文") * 30)).text == "文\n" * 30
    monkeypatch.setattr(limits, "MOST_PARTS", 3)
    with pytest.raises(ReadError, match="unpacks to more than any document holds"):
        read(docx(p("文")))


def test_depth_that_files_have_is_read() -> None:
    assert read(deep(200)).text == "深\n"
    inner = p("里")
    for _ in range(20):
        inner = tbl(tr(tc(inner + p())))
    assert read(docx(inner)).text.strip() == "里"


def reads_or_tells(data: bytes) -> bool:
    """Whether it is read; any error but the one that says why is a failure."""
    try:
        return bool(read(data).text)
    except ReadError as error:
        if "\n" in str(error):
            raise
        return False


def test_a_file_with_damage_anywhere_is_read_or_told() -> None:
    whole = docx(
        NOTICE + f"<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r>{r('文')}</w:p>",
        numbering=NUMBERS,
        styles='<w:style w:styleId="a"><w:name w:val="b"/></w:style>',
        footnotes="<w:footnote/>",
    )
    dice = random.Random(7)  # noqa: S311
    read_all = 0
    for _ in range(400):
        data = bytearray(whole)
        for _ in range(dice.choice((1, 1, 3))):
            data[dice.randrange(4, len(data))] = dice.randrange(256)
        if dice.random() < 0.2:
            del data[dice.randrange(4, len(data)) :]
        read_all += reads_or_tells(bytes(data))
    assert 0 < read_all < 400


def test_xml_with_damage_anywhere_is_read_or_told() -> None:
    texts = {
        "word/document.xml": part("document", f"<w:body>{NOTICE}</w:body>"),
        "word/numbering.xml": part("numbering", NUMBERS),
    }
    dice = random.Random(11)  # noqa: S311
    for _ in range(400):
        written = dict(texts)
        name = dice.choice(list(written))
        text, at = written[name], dice.randrange(len(written[name]))
        cut = dice.choice((text[:at] + dice.choice('<>&"/w01- ') + text[at + 1 :], text[:at] + text[at + 9 :]))
        written[name] = re.sub(
            r'w:val="\d+"', lambda m: f'w:val="{dice.choice(("-1", "99", "9" * 30, "x", m[0][7:-1]))}"', cut
        )
        reads_or_tells(packed(written, {"numbering": ""}))


def test_time_grows_with_the_text() -> None:
    def seconds(paragraphs: int) -> float:
        body = item("加强监测。（责任单位：县财政局）") * paragraphs + tbl(tr(tc("甲"), tc("乙")) * (paragraphs // 10))
        data = docx(body, numbering=NUMBERS)
        began = time.process_time()
        read(data)
        return time.process_time() - began

    seconds(100)
    # Eight times the paragraphs: what looks at each for each takes 64 times as long.
    assert seconds(16_000) < 32 * seconds(2_000)
