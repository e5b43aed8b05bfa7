"""``fupin-extract ledger``: the workbook of tasks through its year: split, collected, revised, reported."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from fupin_extract.cli.ledger_files import bytes_of, file_name, given_files, keep, read_back, read_file, write_all
from fupin_extract.cli.options import DateOption, Encoding, HeadersOption, MaxSize, Output, Rules, a_day
from fupin_extract.write.registry import formats

if TYPE_CHECKING:
    from fupin_extract.ledger.table import LedgerTable
    from fupin_extract.records.standing import Finding
    from fupin_extract.write.labels import Headers

    ReportFormat = str
else:  # typer shows what may stand here, and refuses anything else
    ReportFormat = Literal[formats("ledger")]

Plan = Annotated[Path, typer.Argument(metavar="PLAN", help="The ledger: a workbook that parse -o plan.xlsx wrote.")]
ByOption = Annotated[
    Literal["unit", "level"], typer.Option("--by", help="A workbook for each office, or for each level of offices.")
]
FolderOption = Annotated[
    Path, typer.Option("--output", "-o", metavar="DIR", help="Write into this folder; no file in it is overwritten.")
]
ListOption = Annotated[bool, typer.Option("--docx", help="Write a covering list as Word beside each workbook.")]
Returned = Annotated[
    list[Path], typer.Argument(metavar="FILE...", help="Workbooks that came back, or folders of them.")
]
MasterOption = Annotated[
    Path,
    typer.Option(
        "--output", "-o", metavar="PLAN", help="The ledger that they go into; as it was it is kept beside it."
    ),
]
FormatOption = Annotated[ReportFormat | None, typer.Option("--format", "-f", help="Form of the report.")]
ReportOption = Annotated[
    Path | None, typer.Option("--report", metavar="FILE", help="Write the report here, in the form of its suffix.")
]
NewOption = Annotated[Path, typer.Option("--output", "-o", metavar="NEW", help="The new ledger (.xlsx).")]
NoticeArgument = Annotated[str, typer.Argument(metavar="NOTICE", help="The revised notice.")]
OnOption = Annotated[
    dt.date | None,
    typer.Option(
        "--on", parser=a_day, metavar="DATE", help="The day that is reported: 2026-06-30, 2026年6月30日; else today."
    ),
]
WithinOption = Annotated[
    int | None,
    typer.Option("--within", min=0, max=3660, metavar="DAYS", help="What is due soon; else as the ledger itself says."),
]


def split(
    plan: Plan, output: FolderOption, by: ByOption = "unit", covering: ListOption = False, rules: Rules = None
) -> None:
    """Split a ledger: a workbook for each office, with its tasks; exit code 1 where a task has no office."""
    from fupin_extract.cli.messages import complain
    from fupin_extract.cli.output import write_stdout
    from fupin_extract.ledger.split import office_books
    from fupin_extract.ledger.split import split as split_ledger
    from fupin_extract.ruleset import load_rules
    from fupin_extract.text.shown import shown
    from fupin_extract.write.ledger.findings import sentence
    from fupin_extract.write.ledger.office_book import draw
    from fupin_extract.write.registry import Looks, writer

    table = read_file(plan)
    made = split_ledger(table, load_rules(*(rules or ())), by, table.headers)
    files: dict[str, bytes] = {}
    for book in office_books(table, made, by, table.headers):
        stem = file_name(book.office, files)
        if covering:
            files[f"{stem}.docx"] = b"".join(writer("list", "docx").write(book, Looks(headers=table.headers)))
        files[f"{stem}.xlsx"] = draw(book)
    write_all(output, files)
    lines = "".join(f"{shown((output / name).as_posix())}\n" for name in sorted(files))
    write_stdout(lines.encode(errors="replace"))
    for finding in made.findings:
        complain(f"{plan.as_posix()}:{finding.row}: {sentence(finding, table.headers)}")
    raise typer.Exit(int(bool(made.findings)))


def collect(
    files: Returned,
    output: MasterOption,
    form: FormatOption = None,
    report: ReportOption = None,
    headers: HeadersOption = "zh",
    rules: Rules = None,
) -> None:
    """Collect what offices have filled in; exit code 1 where something is to be looked at."""
    from fupin_extract.errors import ReadError
    from fupin_extract.ledger.collect import collect as collect_into
    from fupin_extract.ruleset import load_rules

    chosen = _report_format("collected", form, report)
    table = read_file(output)
    unread: list[Finding] = []
    returned = list(read_back(given_files(files, output), headers, unread))
    if not returned:
        raise ReadError(
            "{path}: none of the files given is a ledger that came back: {reason}",
            path=output.as_posix(),
            reason="; ".join(f"{one.file}: {one.now}" for one in unread) or "-",
        )
    made = collect_into(table, returned, load_rules(*(rules or ())), unread)
    _into(output, table, made.cells)
    _tell("collected", made.record, chosen, report, headers)
    _sum_up(
        "{back} of {offices} offices have sent theirs back: {cells} cells taken over, {count} to look at",
        back=sum(bool(one.files) for one in made.record.offices),
        offices=len(made.record.offices),
        cells=len(made.record.taken),
        count=sum(finding.notable for finding in made.record.findings),
    )
    raise typer.Exit(int(any(finding.notable for finding in made.record.findings)))


def update(
    plan: Plan,
    notice: NoticeArgument,
    output: NewOption,
    form: FormatOption = None,
    report: ReportOption = None,
    headers: HeadersOption = "zh",
    encoding: Encoding = None,
    date: DateOption = None,
    rules: Rules = None,
    max_size: MaxSize = None,
) -> None:
    """Make the ledger of a revised notice; what has been filled in goes over to the tasks that are the same."""
    from fupin_extract.cli.inputs import read_all
    from fupin_extract.cli.output import check_target, write_file
    from fupin_extract.derive.offices import with_offices
    from fupin_extract.ledger.revise import revise
    from fupin_extract.ruleset import load_rules
    from fupin_extract.write.ledger.book import draw
    from fupin_extract.write.registry import Looks

    check_target(output, [str(plan), notice])
    chosen = _report_format("revised", form, report)
    table = read_file(plan)
    readings = read_all([notice], encoding=encoding, folders=rules, date=date, max_size=max_size)
    if not readings.notices:
        raise typer.Exit(2)
    made = revise(table, readings.notices[0], load_rules(*(rules or ())))
    looks = Looks(headers=table.headers)
    write_file([b"".join(draw(with_offices(readings.notices, looks), looks, made.carried))], output)
    _tell("revised", made.record, chosen, report, headers)
    became = Counter(task.change for task in made.record.tasks)
    _sum_up(
        "{same} tasks as before, {changed} changed, {new} new, {dropped} dropped, {kept} added by hand",
        **{name: became[name] for name in ("same", "changed", "new", "dropped", "kept")},
    )
    raise typer.Exit(int(any(finding.notable for finding in made.record.findings)))


def report(
    plan: Plan,
    on: OnOption = None,
    within: WithinOption = None,
    form: FormatOption = None,
    output: Output = None,
    headers: HeadersOption = "zh",
    rules: Rules = None,
) -> None:
    """Report how far a ledger has got: what is done, by office, what is past due or due soon, open problems."""
    from fupin_extract.cli.output import check_target
    from fupin_extract.ledger.reckon import reckon
    from fupin_extract.ruleset import load_rules

    check_target(output, [str(plan)])
    chosen = _report_format("ledger", form, output)
    day = on or dt.date.today()  # noqa: DTZ011 - the day of the person who asks
    made = reckon(read_file(plan), load_rules(*(rules or ())), day, within)
    _tell("ledger", made, chosen, output, headers)


def _into(plan: Path, table: LedgerTable, changed: Mapping[tuple[int, str], str]) -> None:
    """Write cells, by row and name of the column, into a ledger, which is kept as it was beside it."""
    from fupin_extract.cli.output import write_file
    from fupin_extract.ledger.amend import amend
    from fupin_extract.ledger.follow import followed
    from fupin_extract.write.ledger.wording import heading

    columns = dict(table.columns)
    cells = dict(changed)
    for name in dict.fromkeys(name for _, name in changed):
        if name not in columns:  # that of what offices have reported, or one that somebody has deleted
            columns[name] = max([*columns.values(), *table.added]) + 1
            cells[table.head, name] = heading(name, table.headers)
    placed = {(row, columns[name]): text for (row, name), text in cells.items()}
    if placed:
        before = bytes_of(plan)
        values = followed(before, table, changed)
        amended = amend(before, plan.as_posix(), table.sheet, placed, values)
        keep(plan, before)
        write_file([amended.data], plan)
        _complain_of_formulas(plan, amended.refused)


def _complain_of_formulas(path: Path, refused: Sequence[tuple[int, int]]) -> None:
    from fupin_extract.cli.messages import complain, say
    from fupin_extract.write.ledger.choices import letter

    for row, column in refused:
        text = "{path}: {cell} holds a formula, and is left as it is"
        complain(say(text, path=path.as_posix(), cell=f"{letter(column)}{row}"))


def _sum_up(text: str, **counts: int) -> None:
    from fupin_extract.cli.messages import complain, say

    complain(say(text, **counts))


def _report_format(what: Any, form: str | None, path: Path | None) -> str:
    from fupin_extract.cli.output import check_target, format_of

    check_target(path, [])
    return format_of(what, form, path, "table")


def _tell(what: Any, record: object, form: str, path: Path | None, headers: Headers) -> None:
    from fupin_extract.cli.output import deliver, terminal_width
    from fupin_extract.write.registry import Looks, writer

    deliver(writer(what, form).write(record, Looks(headers=headers, width=terminal_width())), path)
