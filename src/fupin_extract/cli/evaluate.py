"""``fupin-extract evaluate``: how much of what annotations name is read, field by field."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fupin_extract.cli.options import Encoding, EvaluationFormat, HeadersOption, Output, Rules

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fupin_extract.records.annotation import Annotation
    from fupin_extract.records.notice import Notice

GoldArgument = Annotated[
    Path, typer.Argument(metavar="GOLD", help="A folder of annotations or patches (.patch.yaml), or one of them.")
]
NoticesArgument = Annotated[
    Path | None,
    typer.Argument(metavar="NOTICES", help="The folder of their notices, or the one; else they lie beside them."),
]
FormatOption = Annotated[
    EvaluationFormat | None,
    typer.Option("--format", "-f", help="Form of the output; else by the suffix of -o, else table."),
]
BaselineOption = Annotated[
    Path | None, typer.Option("--baseline", metavar="OLD.json", help="Show gains and losses since this evaluation.")
]
FloorsOption = Annotated[
    Path | None, typer.Option("--floors", metavar="FILE", help="Lowest F1 by field; else floors.yaml in GOLD.")
]


def evaluate(
    gold: GoldArgument,
    notices: NoticesArgument = None,
    form: FormatOption = None,
    output: Output = None,
    baseline: BaselineOption = None,
    floors: FloorsOption = None,
    headers: HeadersOption = "zh",
    encoding: Encoding = None,
    rules: Rules = None,
) -> None:
    """Hold notices against their annotations; exit code 1 where a field is below its floor."""
    from fupin_extract.cli.gold import notices_of, read_annotations, read_evaluation, read_floors
    from fupin_extract.cli.inputs import read_all
    from fupin_extract.cli.messages import complain, say
    from fupin_extract.cli.output import check_target, deliver, format_of, terminal_width
    from fupin_extract.cli.patched_gold import patched_gold
    from fupin_extract.derive.evaluate import evaluate as judge
    from fupin_extract.derive.totals import total
    from fupin_extract.write.registry import Looks, writer

    chosen = format_of("evaluation", form, output, "table")
    patched = patched_gold(gold, notices, encoding)
    annotations = read_annotations(gold, besides=patched.patches > 0)
    before = read_evaluation(baseline) if baseline else None
    lowest = read_floors(floors, gold)
    files = notices_of(annotations, notices)
    check_target(output, [str(path) for path in (*annotations, *files.values())])
    missing = [annotation.doc for file, annotation in annotations.items() if file not in files]
    if missing:
        complain(say("no notice is found for {count} annotations: {docs}", count=len(missing), docs=", ".join(missing)))
    readings = read_all([str(path) for path in dict.fromkeys(files.values())], encoding=encoding, folders=rules)
    read = {notice.source.path: notice for notice in readings.notices}
    pairs = [*_paired(annotations, files, read), *patched.pairs(encoding, rules)]
    if not pairs:
        raise typer.Exit(2)
    found = total([judge(notice, annotation) for annotation, notice in pairs], lowest, before)
    deliver(writer("evaluation", chosen).write(found, Looks(headers=headers, width=terminal_width())), output)
    if found.below:
        complain(say("below the floor: {fields}", fields=", ".join(found.below)))
    raise typer.Exit(int(bool(found.below or missing or readings.failed or patched.wrong)))


def _paired(
    annotations: Mapping[Path, Annotation], files: Mapping[Path, Path], read: Mapping[str | None, Notice]
) -> list[tuple[Annotation, Notice]]:
    """Each annotation whose notice could be read, with the notice.

    Raises:
        ReadError: a phrase does not stand in the notice where the annotation says.
    """
    from fupin_extract.derive.evaluate import misplaced
    from fupin_extract.errors import ReadError

    pairs = []
    for file, annotation in annotations.items():
        notice = read.get(files[file].as_posix()) if file in files else None
        if notice is not None:
            if phrase := misplaced(annotation, notice.source.text or ""):
                text = "{path}: {phrase} is not in {notice}: give places in characters of its text"
                raise ReadError(text, path=file, phrase=phrase, notice=files[file])
            pairs.append((annotation, notice))
    return pairs
