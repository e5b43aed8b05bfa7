"""``--template``: the tasks in a workbook that the user brings along."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from fupin_extract.errors import WriteError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fupin_extract.records.notice import Notice
    from fupin_extract.ruleset import RuleSet
    from fupin_extract.write.registry import Looks
    from fupin_extract.write.template.opened import OpenedForm


def opened_template(path: Path, output: Path | None) -> OpenedForm:
    """The workbook, read within the limits of all files.

    Raises:
        ReadError: it cannot be read, is damaged, or unpacks to more than any document holds.
        WriteError: it is no workbook that can be filled, or is where the output is to go.
    """
    from fupin_extract.files import contents
    from fupin_extract.read.packed import Packed
    from fupin_extract.write.template.opened import opened

    if output is not None and output.exists() and path.exists() and output.samefile(path):
        raise WriteError("{path}: it is the template; choose another file to write", path=output)
    data = contents(path, str(path))
    if not data.startswith(b"PK"):
        raise WriteError("{path}: is no workbook (.xlsx) that can be filled: save it as one", path=path)
    packed = Packed(data, str(path))
    for part in packed.names:
        for _ in packed.pieces(part):
            pass
    return opened(data, str(path))


def fill_template(form: OpenedForm, notices: Sequence[Notice], rules: RuleSet, looks: Looks) -> bytes:
    """The workbook with the tasks of the notices; what its user should know is said.

    Raises:
        WriteError: none of its sheets has the headings of a task table.
    """
    from fupin_extract.cli.messages import complain, say
    from fupin_extract.derive.form_heading import form_heading
    from fupin_extract.write.template.fill import filled

    for sheet in form.sheets():
        heading = form_heading(form.cells(sheet), rules)
        if heading is not None:
            data, messages = filled(form, sheet, heading, notices, looks)
            for message, values in messages:
                complain(say(message, **{name: _said(value) for name, value in values.items()}))
            return data
    raise WriteError(
        "{path}: no sheet has a row of headings that name the task, who answers for it, and by when", path=form.name
    )


def _said(value: object) -> object:
    from fupin_extract.cli.messages import say

    return say(value) if isinstance(value, str) else value
