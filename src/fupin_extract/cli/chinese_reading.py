"""The Chinese of what goes wrong with a file that is read, and of the kinds of files."""

READING = {
    "{path}: is empty": "{path}：是空的",
    "{path}: is empty but for a byte order mark": "{path}：除字节顺序标记外是空的",
    "{path}: has more than {most} elements one in another": "{path}：网页元素嵌套超过 {most} 层",
    "{path}: has an element with more than {most} attributes": "{path}：网页元素的属性超过 {most} 个",
    "{path}: has more than {most} characters": "{path}：文字超过 {most} 个字符",
    "{path}: is a web page that shows no text: save it once it is all there": (
        "{path}：网页没有正文，请在网页完全打开后再保存"
    ),
    "{path}: is a web archive without a page: save the page again": "{path}：网页存档里没有网页，请重新保存",
    "{path}: has more than {most} cells of tables": "{path}：表格单元格超过 {most} 个",
    "{path}: is an OFD file: pip install ofdkit first": "{path}：是 OFD 文件，请先运行 pip install ofdkit",
    "{path}: is a damaged or encrypted OFD file: save it anew": "{path}：OFD 文件已损坏或加密，请重新保存",
    "{path}: has more than {most} pages": "{path}：超过 {most} 页",
    "{path}: needs a password: save it without one first": "{path}：需要密码，请先另存为不带密码的文件",
    "{path}: is a damaged PDF file, no page of it can be read: save it anew": (
        "{path}：PDF 文件已损坏，一页也读不出，请重新保存或下载"
    ),
    "{path}: has no text layer, only pictures of its pages: recognise its text first (OCR), such as with {how}": (
        "{path}：没有文字层，只有页面图片（扫描件），请先做文字识别（OCR），例如 {how}"
    ),
    "{path}: is damaged: save it anew in the program that made it": "{path}：已损坏，请在原来的程序中重新保存",
    "{path}: is damaged: it has no {part}": "{path}：已损坏，缺少 {part}",
    "{path}: is locked with a password: save it without one": "{path}：有密码保护，请取消密码后再保存",
    "{path}: unpacks to more than any document holds": "{path}：解压后过大，超出任何文档",
    "{path}: holds pictures and no text: recognise their text first (OCR)": (
        "{path}：只有图片，没有文字，请先做文字识别（OCR）"
    ),
    "{path}: has more than {most} paragraphs": "{path}：段落超过 {most} 个",
    "{path}: is in an old format, and LibreOffice, which reads it, is not installed: {advice}": (
        "{path}：是旧格式，需用 LibreOffice 读取，但没有安装：{advice}"
    ),
    "install it (libreoffice.org), or save the file as .docx": "请安装 LibreOffice（libreoffice.org），或另存为 .docx",
    "{path}: LibreOffice cannot open it: is it damaged, or locked with a password?": (
        "{path}：LibreOffice 无法打开，可能已损坏或有密码"
    ),
    "{path}: LibreOffice cannot be started: {reason}": "{path}：无法启动 LibreOffice：{reason}",
    "{path}: LibreOffice took longer than {seconds} seconds: save the file as .docx": (
        "{path}：LibreOffice 超过 {seconds} 秒仍未完成，请另存为 .docx"
    ),
    "{path}: holds blanks only": "{path}：只有空白",
    "{path}: is {what}, not a text: save it as plain text first": "{path}：是{what}，不是文本，请先另存为纯文本",
    "{path}: is a binary file, not a text": "{path}：是二进制文件，不是文本",
    "{path}: {damaged} of {all} characters are not {encoding}: {advice}": (
        "{path}：{all} 个字符中有 {damaged} 个不是 {encoding}，{advice}"
    ),
    "{path}: is not {encoding}, it seems to be {found}: leave out --encoding to have it found": (
        "{path}：不是 {encoding}，像是 {found}；去掉 --encoding 即可自动识别"
    ),
    "give the encoding with --encoding": "请用 --encoding 指定编码",
    "give another encoding, or none to have it found": "请换一个编码，或不指定而自动识别",
    "{path}: is in no encoding of Chinese text that could be found: give it with --encoding": (
        "{path}：认不出是哪种中文编码，请用 --encoding 指定"
    ),
    "{path}: there is no encoding {encoding}: such as utf-8, gb18030, big5 or utf-16": (
        "{path}：没有编码 {encoding}；可用 utf-8、gb18030、big5、utf-16 等"
    ),
    "a PDF file": " PDF 文件",
    "a ZIP archive": " ZIP 压缩包",
    "an old Office file (.doc, .xls or .wps)": "旧版 Office 文件（.doc、.xls 或 .wps）",
    "an RTF file": " RTF 文件",
    "a PNG image": " PNG 图片",
    "a JPEG image": " JPEG 图片",
    "a GIF image": " GIF 图片",
    "a TIFF image": " TIFF 图片",
    "a RAR archive": " RAR 压缩包",
    "a 7z archive": " 7z 压缩包",
    "a gzip file": " gzip 文件",
    "an SQLite database": " SQLite 数据库",
    "a program": "程序",
    "a Word file (.docx)": " Word 文件（.docx）",
    "an Excel file (.xlsx)": " Excel 文件（.xlsx）",
    "a PowerPoint file (.pptx)": " PowerPoint 文件（.pptx）",
    "an OFD file": " OFD 文件",
    "an Office file with a password": "有密码的 Office 文件",
    "an old Word file (.doc or .wps)": "旧版 Word 文件（.doc 或 .wps）",
    "an old Excel file (.xls or .et)": "旧版 Excel 文件（.xls 或 .et）",
    "an old PowerPoint file (.ppt or .dps)": "旧版 PowerPoint 文件（.ppt 或 .dps）",
    "a Works file (.wps)": " Works 文件（.wps）",
}
