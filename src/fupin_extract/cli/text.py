"""``fupin-extract text``: the text of a file as it was read, which every span of its records counts in."""

from __future__ import annotations

from typing import Annotated

import typer

from fupin_extract.cli.options import Encoding, MaxSize, Output


def text(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The file to read; - is standard input.")],
    output: Output = None,
    encoding: Encoding = None,
    max_size: MaxSize = None,
) -> None:
    """Print the text of a file as it is read, which every place in its records counts in."""
    from fupin_extract.cli.inputs import largest, source
    from fupin_extract.cli.output import check_text_target, deliver
    from fupin_extract.read import read

    check_text_target(output, [file])
    given, path = source(file, largest(max_size))
    document = read(given, encoding=encoding, path=path, most=largest(max_size))
    deliver(document.text.encode(), output)
