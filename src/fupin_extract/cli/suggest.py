"""``fupin-extract rules suggest``: rules that corrections ask for, tried before anybody sees them."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fupin_extract.cli.options import Encoding, Rules

if TYPE_CHECKING:
    from fupin_extract.derive.suggest import Proposal
    from fupin_extract.derive.suggest.weigh import Reader
    from fupin_extract.records.notice import Notice
    from fupin_extract.records.patch import Patch
    from fupin_extract.ruleset import RuleSet
    from fupin_extract.ruleset.cases import Case

FilesArgument = Annotated[
    list[Path],
    typer.Argument(metavar="FILE...", help="Patches (.patch.yaml), and their notices, unless they lie beside them."),
]
OutOption = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="DIR", help="Write a folder for --rules; it must not exist yet."),
]


@dataclass(slots=True)
class _Corrected:
    """A notice with its patch, and what is wrong with it as the rules read it now."""

    name: str
    data: bytes
    notice: Notice
    corrected: Notice
    patch: Patch
    reader: Reader
    mistakes: frozenset[str]


@dataclass(slots=True)
class _Trial:
    """Rules with proposals laid over them one by one; ``folders`` are those that a user has already."""

    folders: list[Path]
    encoding: str | None
    scratch: Path
    accepted: list[Proposal] = field(default_factory=list)
    tried: int = 0

    def rules(self, proposals: Iterable[Proposal]) -> RuleSet:
        """The rules with these proposals."""
        from fupin_extract.derive.suggest.proposal import folder
        from fupin_extract.ruleset import load_rules

        files = folder(proposals)
        if not files:
            return load_rules(*self.folders)
        self.tried += 1
        where = self.scratch / str(self.tried)
        _write_folder(files, where)
        return load_rules(*self.folders, where)

    def read(self, of: _Corrected, rules: RuleSet) -> Notice:
        """A notice as rules read it."""
        from fupin_extract.pipeline import parse

        return parse(of.data, rules=rules, encoding=self.encoding, path=of.name)


def suggest(
    files: FilesArgument,
    output: OutOption = None,
    encoding: Encoding = None,
    rules: Rules = None,
) -> None:
    """Propose rules that would have read what was corrected, each with a case; exit code 1 where there are none."""
    from fupin_extract.cli.messages import complain, say
    from fupin_extract.cli.output import write_stdout
    from fupin_extract.derive.suggest.proposal import folder
    from fupin_extract.errors import WriteError
    from fupin_extract.text.shown import shown

    if output is not None and output.exists():
        raise WriteError("{path}: exists already: give a folder that does not", path=output)
    with tempfile.TemporaryDirectory(prefix="fupin-rules-") as scratch:
        trial = _Trial(list(rules or ()), encoding, Path(scratch))
        corrected = list(_corrected(files, trial))
        _try_all(corrected, trial)
        _keep_cases(trial)
    made = folder(trial.accepted)
    if output is not None and made:
        _write_whole(made, output)
    elif made:
        text = "".join(f"# ---- {path}\n{content}" for path, content in made.items())
        write_stdout(shown(text, keep="\n").encode(errors="replace"))
    complain(say("{count} rules proposed from {patches} patches", count=len(trial.accepted), patches=len(corrected)))
    raise typer.Exit(int(not trial.accepted))


def _corrected(files: Sequence[Path], trial: _Trial) -> Iterator[_Corrected]:
    """Each patch with its notice, which must have the same bytes.

    Raises:
        ReadError: a file cannot be read, or none is a patch.
    """
    from fupin_extract.cli.inputs import largest
    from fupin_extract.cli.messages import complain, say
    from fupin_extract.cli.patches import SUFFIX, read_patches, tell
    from fupin_extract.derive.corrections import apply
    from fupin_extract.derive.suggest.weigh import Reader
    from fupin_extract.errors import ReadError
    from fupin_extract.files import contents
    from fupin_extract.pipeline import parse

    patches = [path for path in files if path.name.endswith(SUFFIX)]
    if not patches:
        raise ReadError("{path}: is no patch: patches end in .patch.yaml", path=files[0])
    known = trial.rules(())
    given = [path for path in files if path not in patches]
    for named in read_patches(patches):
        found = _notice_of(named.patch.source.sha256, given, Path(named.name).parent)
        if found is None:
            complain(
                say("{path}: its notice is not among the files, nor beside it, as it was corrected", path=named.name)
            )
            continue
        data = contents(found, found.as_posix())
        most = largest(None)
        notice = parse(data[:most], rules=known, encoding=trial.encoding, path=found.as_posix())
        done = apply(notice, named.patch, known)
        for misfit in done.misfits:
            tell(named.name, misfit)
        reader = Reader.of(done.notice, named.patch)
        yield _Corrected(named.name, data, notice, done.notice, named.patch, reader, reader.mistakes(notice))


def _notice_of(sha256: str, given: Sequence[Path], folder: Path) -> Path | None:
    """The file with these bytes, of those given, else of those in a folder."""
    from hashlib import sha256 as digest

    from fupin_extract.cli.gold import notices_in

    for path in (*given, *sorted(notices_in(folder, deep=False))):
        if path.is_file() and digest(path.read_bytes()).hexdigest() == sha256:
            return path
    return None


def _try_all(corrected: Sequence[_Corrected], trial: _Trial) -> None:
    """Accept the proposals that hold, each over those accepted before it."""
    from fupin_extract.cli.messages import complain, say
    from fupin_extract.derive.suggest import propose

    for of in corrected:
        for proposal in propose(of.notice, of.corrected, of.patch, Path(of.name).name, trial.rules(())):
            if any(proposal.identity == known.identity for known in trial.accepted):
                continue
            held, why = _held(proposal, of, corrected, trial)
            if held is None:
                complain(say("not proposed: {what}: {why}", what=proposal.what, why=say(why)))
            else:
                trial.accepted.append(held)


def _held(
    proposal: Proposal, own: _Corrected, corrected: Sequence[_Corrected], trial: _Trial
) -> tuple[Proposal | None, str]:
    """The proposal with its cases, if it makes its own notice better and none worse; else why not."""
    from fupin_extract.cli.messages import say
    from fupin_extract.derive.suggest.showing import shown
    from fupin_extract.derive.suggest.weigh import is_meant
    from fupin_extract.errors import RuleError

    without = trial.rules(trial.accepted)
    try:
        within = trial.rules([*trial.accepted, proposal])
        showing = shown(proposal, without, within)
        if showing is None:
            return None, "no sentence of the notice shows it"
        read = {of.name: trial.read(of, within) for of in corrected}
    except RuleError as error:
        return None, str(error)
    now = {of.name: of.reader.mistakes(read[of.name]) for of in corrected}
    if worse := next((of.name for of in corrected if now[of.name] - of.mistakes), None):
        return None, say("something that is right in {path} would be wrong", path=worse)
    meant = proposal.meant is not None and is_meant(read[own.name], proposal.meant)
    if not (meant or own.mistakes - now[own.name]):
        return None, "it makes nothing better"
    for of in corrected:
        of.mistakes = now[of.name]
    return showing, ""


def _keep_cases(trial: _Trial) -> None:
    """Take back what makes a case fail that was met, of ours or of the user's folders."""
    from fupin_extract.cli.messages import complain, say
    from fupin_extract.text.fold import fold

    if not trial.accepted:
        return
    cases = [(about, case) for folder in _case_folders(trial.folders) for about, case in _cases(folder)]
    # Words are literal: what has none of them is read as before.
    words = {word for proposal in trial.accepted for word in proposal.literal}
    cases = [(about, case) for about, case in cases if any(word in fold(case.text) for word in words)]
    before = set(_failing(cases, trial.rules(())))

    def fails(*proposals: Proposal) -> bool:
        return bool(set(_failing(cases, trial.rules(proposals))) - before)

    while trial.accepted and fails(*trial.accepted):
        culprit = next((proposal for proposal in trial.accepted if fails(proposal)), trial.accepted[-1])
        trial.accepted.remove(culprit)
        complain(say("not proposed: {what}: {why}", what=culprit.what, why=say("a case that is met would fail")))


def _case_folders(folders: Sequence[Path]) -> list[Path]:
    from fupin_extract.ruleset.load import packaged_cases

    return [packaged_cases(), *(folder / "cases" for folder in folders)]


def _cases(folder: Path) -> Iterator[tuple[str, Case]]:
    from fupin_extract.ruleset.cases import read_cases
    from fupin_extract.trial import FINDERS

    for file in sorted(folder.glob("*.txt")):
        if file.stem in FINDERS:
            yield from ((file.stem, case) for case in read_cases(file.read_text("utf-8-sig"), file.as_posix()))


def _failing(cases: Sequence[tuple[str, Case]], rules: RuleSet) -> Iterator[int]:
    """The cases that are not met, by their place."""
    from fupin_extract.trial import failures

    return (place for place, (about, case) in enumerate(cases) if failures(case, about, rules))


def _write_folder(files: dict[str, str], folder: Path) -> None:
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, encoding="utf-8", newline="\n")


def _write_whole(files: dict[str, str], output: Path) -> None:
    """The folder, wholly or not at all.

    Raises:
        WriteError: it cannot be written.
    """
    import shutil

    from fupin_extract.errors import WriteError

    beside = output.with_name(f".{output.name}.tmp")
    try:
        _write_folder(files, beside)
        beside.rename(output)
    except OSError as error:
        with contextlib.suppress(OSError):
            shutil.rmtree(beside)
        raise WriteError("{path}: cannot be written: {reason}", path=output, reason=error.strerror or error) from error
