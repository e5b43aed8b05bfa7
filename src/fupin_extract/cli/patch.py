"""``fupin-extract patch check`` and ``patch merge``: corrections held against a notice, and against each other."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from fupin_extract.cli.options import Encoding, MaxSize, Output, Rules

NoticeArgument = Annotated[str, typer.Argument(metavar="NOTICE", help="The notice; - is standard input.")]
PatchesArgument = Annotated[list[Path], typer.Argument(metavar="PATCH...", help="Patches of this notice.")]
FirstArgument = Annotated[Path, typer.Argument(metavar="FIRST", help="The patch of one reader.")]
SecondArgument = Annotated[Path, typer.Argument(metavar="SECOND", help="That of another reader of the same notice.")]
PreferOption = Annotated[
    Literal["first", "second"] | None,
    typer.Option("--prefer", help="Whose corrections are kept where the two contradict; else neither."),
]


def check(
    notice: NoticeArgument,
    patches: PatchesArgument,
    encoding: Encoding = None,
    rules: Rules = None,
    max_size: MaxSize = None,
) -> None:
    """Say whether corrections still fit a notice; exit code 1 where one does not."""
    from fupin_extract.cli.inputs import read_all
    from fupin_extract.cli.messages import say
    from fupin_extract.cli.output import write_stdout
    from fupin_extract.cli.patches import read_patches, tell
    from fupin_extract.derive.corrections import apply
    from fupin_extract.ruleset import load_rules
    from fupin_extract.text.shown import shown

    known = load_rules(*(rules or ()))
    given = read_patches(patches)
    readings = read_all([notice], encoding=encoding, folders=rules, max_size=max_size)
    wrong = 0
    for read in readings.notices:
        corrected = read
        for named in given:
            done = apply(corrected, named.patch, known)
            corrected = done.notice
            wrong += len(done.misfits)
            for misfit in done.misfits:
                tell(named.name, misfit)
            count = len(named.patch.operations)
            fit = count - len(done.misfits)
            other = "" if named.patch.source.sha256 == read.source.sha256 else say(", made on another version of it")
            line = say(
                "{path}: {fit} of {count} operations fit{other}", path=named.name, fit=fit, count=count, other=other
            )
            write_stdout(f"{shown(line)}\n".encode(errors="replace"))
    raise typer.Exit(readings.exit_code(strict=False) or int(wrong > 0))


def merge(
    first: FirstArgument,
    second: SecondArgument,
    output: Output = None,
    prefer: PreferOption = None,
) -> None:
    """Put the corrections of two readers together; exit code 1 where they contradict and nothing is preferred."""
    from fupin_extract.cli.messages import complain, say
    from fupin_extract.cli.output import check_text_target, deliver
    from fupin_extract.cli.patches import read_patches
    from fupin_extract.derive.corrections.merge import merge as together
    from fupin_extract.errors import ReadError
    from fupin_extract.write.registry import Looks, writer

    check_text_target(output, [], [first, second])
    one, other = (read_patches([path])[0] for path in (first, second))
    if one.patch.source.sha256 != other.patch.source.sha256:
        raise ReadError("{path}: is of another notice than {other}", path=other.name, other=one.name)
    merged = together(one.patch, other.patch, prefer)
    for conflict in merged.conflicts:
        said = {"task": conflict.task, "first": conflict.first, "second": conflict.second}
        complain(say("{task}: {first} contradicts {second}", **said))
    deliver(writer("patch", "yaml").write(merged.patch, Looks()), output)
    raise typer.Exit(int(bool(merged.conflicts) and prefer is None))
