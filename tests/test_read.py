"""Reading: the encoding found, the text as decoded, and a clear word where there is no text."""

from __future__ import annotations

import codecs
import os
import re
from hashlib import sha256
from pathlib import Path

import pytest

from fupin_extract.errors import ReadError
from fupin_extract.read import Document, read
from fupin_extract.read.document import PageBreak, Paragraph, PrintedCell, PrintedTable
from fupin_extract.read.encoding import find_encoding
from fupin_extract.read.sniff import sniff

SAMPLES = sorted((Path(__file__).parent.parent / "samples").glob("*.txt"))
TEXT = "一、主要任务\r\n（一）促进就业。由省财政厅牵头，2020年底前完成80%以上。\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8-sig"),
        (TEXT.encode("gb2312"), "gb18030"),
        (TEXT.encode("gb18030"), "gb18030"),
        (b"\x84\x31\x95\x33" + TEXT.encode("gb18030"), "gb18030"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16-be"),
        (codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), "utf-32-le"),
        (codecs.BOM_UTF32_BE + TEXT.encode("utf-32-be"), "utf-32-be"),
    ],
)
def test_the_encoding_is_found(data: bytes, encoding: str) -> None:
    document = read(data)
    assert (document.text, document.path, document.media_type) == (TEXT, None, "text/plain")
    assert (document.encoding, document.sha256) == (encoding, sha256(data).hexdigest())


def test_big5_is_the_last_guess() -> None:
    text = "關於印發實施方案的通知\r\n一、總體要求。由財政廳牽頭，年底前完成。"
    assert (read(text.encode("big5")).text, read(text.encode("big5")).encoding) == (text, "big5")


def test_rare_characters_of_names_are_in_gb18030() -> None:
    text = "请䶮㙦镇、𠮷镇政府牵头负责，各有关部门配合，年底前完成建设任务。"
    assert read(text.encode("gb18030")).text == text


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_slices_of_notices_are_told_even_when_damaged(sample: Path, encoding: str) -> None:
    whole = sample.read_text(encoding="utf-8").encode(encoding, "ignore")
    for cut in range(10):
        start = cut * 7919 % (len(whole) - 1000)
        data = bytearray(whole[start : start + 1000])
        data[cut * 613 % 1000] = 0xFF
        assert find_encoding(bytes(data)).encoding == encoding


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_samples_are_read_as_they_are(sample: Path) -> None:
    source = read(sample)
    assert source.text.encode(source.encoding or "") == sample.read_bytes()
    assert source.path == sample.as_posix()


def test_a_str_is_the_text_itself() -> None:
    source = read("samples/000.txt\r\n")
    assert source.text == "samples/000.txt\r\n"
    assert (source.path, source.encoding, source.media_type) == (None, None, "text/plain")


def test_half_a_surrogate_pair_is_replaced_in_its_place() -> None:
    assert read("一\ud800\udc00二").text == "一\ufffd\ufffd二"


def test_an_encoding_that_is_given_wins() -> None:
    data = "测试".encode("gb18030")
    assert (read(data, encoding="GBK").text, read(data, encoding="GBK").encoding) == ("测试", "gb18030")
    assert read("é".encode("latin-1"), encoding="latin-1").text == "é"
    assert read(TEXT.encode("utf-8-sig"), encoding="UTF8").text == TEXT
    for name in ("utf-16-le", "utf-16-be"):
        assert (read(TEXT.encode(name), encoding="utf-16").text, read(TEXT.encode(name), encoding=name).text) == (
            TEXT,
        ) * 2
    marked = read(TEXT.encode("utf-16"), encoding="utf-16")
    assert (marked.text, marked.encoding) == (TEXT, read(TEXT.encode("utf-16")).encoding)


def test_a_few_damaged_bytes_are_replaced() -> None:
    data = bytearray(TEXT.encode() * 20)
    data[1] = 0xFF
    source = read(bytes(data))
    assert source.encoding == "utf-8"
    assert source.text.lstrip("\ufffd") == (TEXT * 20)[1:]


def test_a_replacement_character_of_the_source_is_no_damage() -> None:
    assert read(("\ufffd" * 50 + TEXT).encode()).text.count("\ufffd") == 50


@pytest.mark.parametrize(
    ("data", "encoding", "message"),
    [
        (b"", None, "the input: is empty$"),
        (codecs.BOM_UTF8, None, "is empty but for a byte order mark"),
        (b"%PDF-1.7\nxx", None, "is a damaged PDF file"),
        (b"PK\x03\x04....word/document.xml", None, "is damaged: save it anew"),
        (b"PK\x03\x04....a.txt", None, "is damaged: save it anew"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 99, None, "is an old Office file"),
        (b"\x89PNG\r\n\x1a\n", None, "is a PNG image"),
        (b"\x00" * 100, None, "is a binary file"),
        (b"\x01\x02\x03" * 30 + b"text", None, "is a binary file"),
        (bytes(range(256)) * 8, None, "is a binary file"),
        ("これは日本語の文章です。".encode("shift-jis"), None, "is in no encoding"),
        (TEXT.encode() + b"\xff" * 9, None, "9 of 49 characters are not utf-8: give the encoding with --encoding"),
        (TEXT.encode("gb18030"), "utf-8", "is not utf-8, it seems to be gb18030: leave out --encoding"),
        (TEXT.encode(), "gbk", "is not gbk, it seems to be utf-8: leave out --encoding"),
        (codecs.BOM_UTF8 + TEXT.encode(), "GB2312", "is not GB2312, it seems to be utf-8: leave out --encoding"),
        (TEXT.encode("gb18030"), "latin-1", "is not latin-1, it seems to be gb18030: leave out --encoding"),
        ("これは日本語の文章です。".encode("shift-jis"), "utf8", "characters are not utf8: give another encoding"),
        (TEXT.encode(), "utf-99", "there is no encoding 'utf-99'"),
        (TEXT.encode(), "rot13", "there is no encoding 'rot13'"),
        (TEXT.encode(), "idna", "there is no encoding 'idna'"),
        (TEXT.encode(), "a\0b", "there is no encoding"),
    ],
)
def test_what_is_no_text_is_told(data: bytes, encoding: str | None, message: str) -> None:
    with pytest.raises(ReadError, match=message) as caught:
        read(data, encoding=encoding)
    assert "\n" not in str(caught.value)


def test_one_damaged_character_in_a_hundred_passes_and_two_do_not() -> None:
    text = "通知" * 49 + "。"
    assert read(text.encode() + b"\xff").text == text + "\ufffd"
    with pytest.raises(ReadError, match="2 of 101 characters"):
        read(text.encode() + b"\xff\xff")


@pytest.mark.parametrize(
    ("source", "places"),
    [
        (TEXT, []),
        (TEXT * 20 + "缺\0字", [20 * len(TEXT) + 1]),
        ("缺\ud800字\0", [1, 3]),
        ("缺\ufffd字".encode(), [1]),
        (TEXT.encode() * 20 + "末".encode()[:-1], [20 * len(TEXT)]),
        ((TEXT * 20).encode("gb18030") + b"\xff", [20 * len(TEXT)]),
    ],
)
def test_damaged_characters_are_counted(source: str | bytes, places: list[int]) -> None:
    assert list(read(source).damaged) == places


def test_an_empty_text_is_told() -> None:
    for text in ("", " \n", "\u3000\u3000\n"):
        with pytest.raises(ReadError, match="the text is empty"):
            read(text)
    for data in (b" \r\n", "\ufeff\u3000\n".encode(), "\u3000".encode("utf-16")):
        with pytest.raises(ReadError, match="holds blanks only"):
            read(data)


@pytest.mark.parametrize("source", [None, 5, ["a"], memoryview(b"text")])
def test_a_source_of_another_type_is_told(source: object) -> None:
    with pytest.raises(TypeError, match=f"not {type(source).__name__}$"):
        read(source)  # type: ignore[arg-type]


def test_a_name_that_is_no_text_is_written_as_one(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"gb\xd6\xd0.txt")
    with pytest.raises(ReadError, match=re.escape("gb\ufffd\ufffd.txt: no such file")):
        read(path)
    try:
        path.write_text(TEXT, encoding="utf-8")
    except OSError:
        pytest.skip("names of files are UTF-8 here")
    assert read(path).path == (tmp_path / "gb\ufffd\ufffd.txt").as_posix()


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    missing, empty = tmp_path / "没有.txt", tmp_path / "empty.txt"
    empty.touch()
    for path, message in (
        (missing, "no such file"),
        (tmp_path, "is a folder"),
        (empty, "is empty"),
        (Path("a\0b"), "no name"),
    ):
        with pytest.raises(ReadError, match=message) as caught:
            read(path)
        assert path.name.replace("\0", "\\x00") in str(caught.value)


def test_a_file_without_permission_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path, mode: str) -> bytes:
        raise PermissionError(13, f"Permission denied for {mode}")

    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(ReadError, match=r"a\.txt: cannot be read: Permission denied"):
        read(tmp_path / "a.txt")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028"])
def test_a_line_of_plain_text_is_a_paragraph(end: str) -> None:
    text = f"一、就业{end}{end}种茶"
    assert [text[b.start : b.end] for b in read(text).blocks] == [f"一、就业{end}", end, "种茶"]
    assert {type(b) for b in read(text).blocks} == {Paragraph}
    assert not read(text).layout_known


def test_a_form_feed_ends_a_page() -> None:
    document = read("一、就业\f二、\n\f")
    assert document.blocks == (Paragraph(0, 4), PageBreak(4, 5), Paragraph(5, 8), PageBreak(8, 9))
    assert [document.page(at) for at in (0, 4, 5, 8)] == [1, 1, 2, 2]
    assert read("一、就业").page(2) is None


def test_a_span_is_looked_up_in_its_table() -> None:
    text = "附表\n任务\t单位\n种茶\t林业局\n备注\n"
    head = (PrintedCell(3, 5, 0, 0), PrintedCell(6, 8, 0, 1))
    row = (PrintedCell(9, 11, 1, 0, rows=2), PrintedCell(12, 15, 1, 1))
    blocks = (Paragraph(0, 3, "heading 1"), PrintedTable(3, 16, (head, row)), Paragraph(16, 19))
    document = Document(text, None, "text/html", None, "", blocks)
    assert document.layout_known
    assert [document.block(at) for at in (0, 2, 3, 15, 16)] == [blocks[i] for i in (0, 0, 1, 1, 2)]
    assert (document.cell((12, 14)), document.cell((9, 11))) == (row[1], row[0])
    assert [document.cell(span) for span in ((9, 15), (11, 12), (0, 2), (14, 17))] == [None] * 4


def test_a_pdf_may_begin_behind_other_bytes() -> None:
    assert sniff(b"\r\n--part\r\n%PDF-1.7\nx\n%%EOF\n") == "application/pdf"
    assert sniff("一、怎样认出 PDF：文件以 %PDF- 开头。".encode()) == "text/plain"
