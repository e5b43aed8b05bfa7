"""``fupin-extract batch``: a folder of notices, in parallel, resumable, nothing lost."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from fupin_extract.cli.options import (
    AllOption,
    DateOption,
    Encoding,
    FileFormat,
    HeadersOption,
    MaxSize,
    Patches,
    Rules,
    Strict,
    TextOption,
    ViewOption,
)

if TYPE_CHECKING:
    from fupin_extract.batch import Batch, Engine, Summary

EngineName = Literal["local", "dask"]

_PIECE = 65536
_MEGABYTE = 1 << 20
_SUMS = "{files} files: {done} done ({look} to look at, {twice} doubled), {failed} failed, {skipped} skipped: {report}"

Sources = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="DIR...",
        help="Folders, files, ZIP archives, s3:// and the like; - is a list of them on standard input.",
    ),
]
OutOption = Annotated[
    str,
    typer.Option("--output", "-o", metavar="OUT", help="A folder, or one file: {suffixes}."),
]
FormOption = Annotated[FileFormat, typer.Option("--format", "-f", help="Form of each file, where OUT is a folder.")]
GlobOption = Annotated[
    list[str] | None,
    typer.Option("--glob", metavar="PATTERN", help="Only files of such names; may be given several times."),
]
RecursiveOption = Annotated[bool, typer.Option("--recursive/--no-recursive", help="Enter the folders in the folders.")]
WorkersOption = Annotated[int | None, typer.Option(min=1, metavar="N", help="Processes; else one a processor.")]
TimeoutOption = Annotated[float, typer.Option(min=0, metavar="SECONDS", help="Longest time for a file; 0 is no limit.")]
MemoryOption = Annotated[
    int | None,
    typer.Option(min=0, metavar="MB", help="Most memory of a process (Linux); 0 is no limit; else its share of 3/4."),
]
EngineOption = Annotated[EngineName, typer.Option(help="Processes on this machine, or a Dask cluster.")]
SchedulerOption = Annotated[str | None, typer.Option(metavar="ADDRESS", help="Of the Dask cluster: tcp://host:8786.")]
RestartOption = Annotated[bool, typer.Option("--restart", help="Do everything again.")]
OverwriteOption = Annotated[bool, typer.Option("--overwrite", help="Replace files in OUT that no batch has made.")]
VerifyOption = Annotated[
    bool, typer.Option("--verify", help="Only look whether all of OUT is as the batch has left it, byte for byte.")
]


def batch(
    output: OutOption,
    sources: Sources = None,
    form: FormOption = "yaml",
    glob: GlobOption = None,
    recursive: RecursiveOption = True,
    workers: WorkersOption = None,
    timeout: TimeoutOption = 300,
    memory: MemoryOption = None,
    max_size: MaxSize = None,
    restart: RestartOption = False,
    overwrite: OverwriteOption = False,
    verify: VerifyOption = False,
    view: ViewOption = "tasks",
    headers: HeadersOption = "zh",
    all_rows: AllOption = False,
    with_text: TextOption = False,
    encoding: Encoding = None,
    date: DateOption = None,
    rules: Rules = None,
    patch: Patches = None,
    strict: Strict = False,
    engine: EngineOption = "local",
    scheduler: SchedulerOption = None,
) -> None:
    """Parse many notices, in parallel; what is done already is not done again."""
    from fupin_extract.batch import Batch, Options, target
    from fupin_extract.cli.inputs import largest
    from fupin_extract.cli.patches import read_patches
    from fupin_extract.ruleset import load_rules

    if verify:
        raise typer.Exit(_verified(output))
    day, own = date, load_rules(*rules) if rules else None
    corrections = tuple(read_patches(patch or ()))
    options = Options(view=view, headers=headers, all_rows=all_rows, with_text=with_text, encoding=encoding)
    options = replace(options, date=day, rules=own, patches=corrections, most=largest(max_size))
    work = Batch(
        given=_given(sources),
        listed=_listed() if "-" in (sources or ()) else (),
        target=target(output),
        globs=tuple(glob or ("*",)),
        recursive=recursive,
        form=form,
        options=options,
        anew=restart,
        overwrite=overwrite,
    )
    summary = _done(work, _engine(engine, scheduler, workers, timeout, memory))
    raise typer.Exit(_told(summary, work.target.report.name, strict))


def _given(sources: list[str] | None) -> list[str]:
    """What is named on the command line, of which all that is on this machine must be there."""
    from fupin_extract.cli.messages import say
    from fupin_extract.errors import ReadError

    if not sources:
        raise typer.BadParameter(say("give the folders or files to read"))
    given = [name for name in sources if name != "-"]
    for name in given:
        if "://" not in name and not os.path.lexists(name):
            raise ReadError("{path}: no such file", path=name)
    return given


def _verified(output: str) -> int:
    """Say what is wrong with an output; the exit code."""
    from fupin_extract.batch import target, verify
    from fupin_extract.cli.messages import complain, say

    count, wrong = verify(target(output))
    for problem in wrong:
        complain(say(problem.template, **problem.values))
    complain(say("{count} results looked at, {wrong} gone or changed", count=count, wrong=len(wrong)))
    return int(bool(wrong))


def _done(work: Batch, engine: Engine) -> Summary:
    from fupin_extract.batch import run_batch
    from fupin_extract.cli.messages import complain, say
    from fupin_extract.cli.progress import listener

    try:
        with listener() as told:
            return run_batch(work, engine, told)
    except KeyboardInterrupt:
        complain(say("interrupted; the same command goes on from here"))
        raise


def _engine(name: EngineName, scheduler: str | None, workers: int | None, timeout: float, memory: int | None) -> Engine:
    from fupin_extract.batch.engines import LocalEngine, processors, share
    from fupin_extract.cli.messages import say

    if name == "dask":
        from fupin_extract.batch.dask import DaskEngine

        if scheduler is None:
            raise typer.BadParameter(say("--engine dask needs --scheduler tcp://host:8786"))
        if workers is not None:
            raise typer.BadParameter(say("--workers is for this machine: a Dask cluster has its own"))
        return DaskEngine(scheduler, seconds=timeout or None, memory=None if memory is None else memory * _MEGABYTE)
    if scheduler is not None:
        raise typer.BadParameter(say("--scheduler goes with --engine dask"))
    count = workers or processors()
    most = share(count) if memory is None else memory * _MEGABYTE
    return LocalEngine(count, seconds=timeout or None, memory=most or None)


def _listed() -> Iterator[str]:
    """The paths on standard input: one a line, or with a NUL between them, as ``find -print0`` writes them."""
    from fupin_extract.errors import ReadError

    if sys.stdin is None:
        raise ReadError("there is no standard input: give a file to read")
    rest, between = b"", b""
    while piece := sys.stdin.buffer.read(_PIECE):
        between = between or (b"\0" if b"\0" in piece else b"\n")
        *whole, rest = (rest + piece).split(between)
        yield from _names(whole)
    yield from _names([rest])


def _names(lines: list[bytes]) -> Iterator[str]:
    for line in lines:
        if (name := line.removesuffix(b"\r").removeprefix(b"\xef\xbb\xbf")) and not name.isspace():
            yield _name(name)


def _name(name: bytes) -> str:
    if os.name != "nt":
        return os.fsdecode(name)
    try:
        return name.decode()
    except UnicodeDecodeError:  # what a Chinese Windows writes into a pipe
        return name.decode("gb18030", "replace")


def _told(summary: Summary, report: str, strict: bool) -> int:
    """Say how it went; the exit code."""
    from fupin_extract.cli.messages import complain, say

    counts = {"files": summary.files, "done": summary.done, "failed": summary.failed, "skipped": summary.skipped}
    look, twice = summary.with_diagnostics, summary.duplicates
    complain(say(_SUMS, look=look, twice=twice, report=report, **counts))
    return int(summary.failed > 0 or (strict and summary.with_diagnostics > 0))
