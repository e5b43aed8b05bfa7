"""A number as Word prints it in each of its formats (``ST_NumberFormat``): 3 is 三, 叁, ③, 丙, iii, 3rd.

Where a set of signs ends (⑳, 癸) Word goes on in plain figures, and so do we.
"""

from __future__ import annotations

from collections.abc import Callable

Format = Callable[[int], str]

# No list is so long; beyond it, letters would be repeated a thousand times over.
_MOST = 780
_LARGEST = 99_999_999
_WIDEST = 32


def printed(value: int, form: str) -> str | None:
    """The number in a format; None where the format is not known."""
    write = _FORMATS.get(form)
    if write is None:
        return None
    return write(value) if 0 <= value <= _LARGEST else str(value)


def padded(value: int, pattern: str | None) -> str | None:
    """The number in a format of a user's own, given by its first members: ``001, 002, 003, ...``."""
    first = (pattern or "")[:_WIDEST].partition(",")[0].strip()
    return str(value).zfill(len(first)) if first.isdecimal() else None


def _signs(signs: str, first: int = 1) -> Format:
    """One sign a number, from ``first`` on; plain figures beyond."""

    def write(value: int) -> str:
        return signs[value - first] if first <= value < first + len(signs) else str(value)

    return write


def _letters(letters: str) -> Format:
    """A, B … Z, AA, BB …: a letter repeated, as Word goes on."""

    def write(value: int) -> str:
        if not 1 <= value <= _MOST:
            return str(value)
        times, place = divmod(value - 1, len(letters))
        return letters[place] * (times + 1)

    return write


def _figures(figures: str) -> Format:
    """A figure for a figure: 10 is 一〇."""
    table = str.maketrans("0123456789", figures)

    def write(value: int) -> str:
        return str(value).translate(table)

    return write


def _counted(figures: str, units: str, *, zero: bool = False, bare: bool = False, bare_ten: bool = False) -> Format:
    """Figures with their units (those of 10, 100, 1000 and 10,000): 二百三十.

    ``zero``: 零 stands for a place left out (一百零三). ``bare``: no unit has 一 before it (百十一, of Japan).
    ``bare_ten``: only ten to nineteen have none (十二, but 一百一十二).
    """
    ones = units[:3] if bare else ""

    def section(value: int) -> str:
        text, gap = "", False
        for power in range(3, -1, -1):
            figure = value // 10**power % 10
            if not figure:
                gap = bool(text)
                continue
            unit = units[power - 1] if power else ""
            text += figures[0] if gap and zero else ""
            text += unit if figure == 1 and unit and unit in ones else figures[figure] + unit
            gap = False
        return text

    def write(value: int) -> str:
        if value == 0:
            return figures[0]
        if bare_ten and 10 <= value < 20:
            return units[0] + section(value % 10)
        high, low = divmod(value, 10_000)
        joint = figures[0] if zero and high and 0 < low < 1000 else ""
        return (section(high) + units[3] if high else "") + joint + section(low)

    return write


def _until(limit: int, first: Format, then: Format) -> Format:
    def write(value: int) -> str:
        return first(value) if value < limit else then(value)

    return write


def _roman(value: int) -> str:
    if not 1 <= value <= 9999:
        return str(value)
    text = ""
    for power, signs in zip(_ROMAN_POWERS, _ROMAN_SIGNS, strict=True):
        text += signs * (value // power)
        value %= power
    return text


_ROMAN_POWERS = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
_ROMAN_SIGNS = ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I")


def _ordinal(value: int) -> str:
    last = "" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "")
    return f"{value}{last or 'th'}"


def _sexagenary(value: int) -> str:
    return _STEMS[(value - 1) % 10] + _BRANCHES[(value - 1) % 12] if 1 <= value <= 60 else str(value)


def _native_korean(value: int) -> str:
    if not 1 <= value <= 99:
        return str(value)
    tens, ones = divmod(value, 10)
    return ("", *_KOREAN_TENS)[tens] + ("", *_KOREAN_ONES)[ones]


_KOREAN_ONES = ("하나", "둘", "셋", "넷", "다섯", "여섯", "일곱", "여덟", "아홉")
_KOREAN_TENS = ("열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔")


def _run(first: str, length: int) -> str:
    """So many characters from one on, as Unicode orders them."""
    return "".join(chr(ord(first) + step) for step in range(length))


_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_POSITIONAL = _figures("〇一二三四五六七八九")
_KATAKANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_HALF_KATAKANA = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ"
_IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン"
_HALF_IROHA = "ｲﾛﾊﾆﾎﾍﾄﾁﾘﾇﾙｦﾜｶﾖﾀﾚｿﾂﾈﾅﾗﾑｳヰﾉｵｸﾔﾏｹﾌｺｴﾃｱｻｷﾕﾒﾐｼヱﾋﾓｾｽﾝ"
_CYRILLIC = "абвгдежзиклмнопрстуфхцчшщыэюя"
_LATIN = _run("a", 26)

_FORMATS: dict[str, Format] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda value: f"{value:02}",
    "decimalFullWidth": _figures("０１２３４５６７８９"),
    "decimalFullWidth2": _figures("０１２３４５６７８９"),
    "numberInDash": lambda value: f"- {value} -",
    "hex": lambda value: f"{value:X}",
    "ordinal": _ordinal,
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
    "upperLetter": _letters(_LATIN.upper()),
    "lowerLetter": _letters(_LATIN),
    "russianUpper": _letters(_CYRILLIC.upper()),
    "russianLower": _letters(_CYRILLIC),
    "chicago": _letters("*†‡§"),
    "decimalEnclosedCircle": _signs(_run("①", 20)),
    # The set of GB 2312, which ends with ⑩ and ㈩.
    "decimalEnclosedCircleChinese": _signs(_run("①", 10)),
    "ideographEnclosedCircle": _signs(_run("㈠", 10)),
    "decimalEnclosedParen": _signs(_run("⑴", 20)),
    "decimalEnclosedFullstop": _signs(_run("⒈", 20)),
    "ideographTraditional": _signs(_STEMS),
    "ideographZodiac": _signs(_BRANCHES),
    "ideographZodiacTraditional": _sexagenary,
    "ideographDigital": _POSITIONAL,
    "japaneseDigitalTenThousand": _POSITIONAL,
    "taiwaneseDigital": _POSITIONAL,
    "koreanDigital2": _figures("零一二三四五六七八九"),
    "koreanDigital": _figures("영일이삼사오육칠팔구"),
    # Both count with 十 to 九十九 and write figure for figure beyond: 一〇一.
    "chineseCounting": _until(100, _counted("〇一二三四五六七八九", "十百千万", bare_ten=True), _POSITIONAL),
    "taiwaneseCounting": _until(100, _counted("〇一二三四五六七八九", "十百千萬", bare_ten=True), _POSITIONAL),
    "chineseCountingThousand": _counted("零一二三四五六七八九", "十百千万", zero=True, bare_ten=True),
    "taiwaneseCountingThousand": _counted("零一二三四五六七八九", "十百千萬", zero=True, bare_ten=True),
    "chineseLegalSimplified": _counted("零壹贰叁肆伍陆柒捌玖", "拾佰仟万", zero=True),
    "ideographLegalTraditional": _counted("零壹貳參肆伍陸柒捌玖", "拾佰仟萬", zero=True),
    "japaneseCounting": _counted("〇一二三四五六七八九", "十百千万", bare=True),
    "japaneseLegal": _counted("〇壱弐参四伍六七八九", "拾百阡萬"),
    "koreanCounting": _counted("영일이삼사오육칠팔구", "십백천만", bare=True),
    "koreanLegal": _native_korean,
    "ganada": _signs("가나다라마바사아자차카타파하"),
    "chosung": _signs("ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"),
    "aiueo": _signs(_HALF_KATAKANA),
    "aiueoFullWidth": _signs(_KATAKANA),
    "iroha": _signs(_HALF_IROHA),
    "irohaFullWidth": _signs(_IROHA),
    "thaiNumbers": _figures("๐๑๒๓๔๕๖๗๘๙"),
    "hindiNumbers": _figures("०१२३४५६७८९"),
}
