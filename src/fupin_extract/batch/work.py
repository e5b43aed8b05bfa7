"""What a worker does with one notice: read, parse, write, keep. It gives back counts, never records."""

from __future__ import annotations

import datetime as dt
import errno
import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fupin_extract import __version__
from fupin_extract.batch.items import Item, Trouble, content
from fupin_extract.errors import FupinError
from fupin_extract.files import LARGEST
from fupin_extract.write import write
from fupin_extract.write.registry import Looks, formats, writer

if TYPE_CHECKING:
    from fupin_extract.batch.keepers import Keeper
    from fupin_extract.derive.corrections.patches import NamedPatch
    from fupin_extract.records.notice import Notice
    from fupin_extract.ruleset import RuleSet
    from fupin_extract.write.labels import Headers
    from fupin_extract.write.registry import View

# What is wrong with one name only. Any other trouble in writing is the disk's, and stops the batch.
_OF_ONE_NAME = {errno.ENAMETOOLONG, errno.EINVAL, errno.EILSEQ, errno.EEXIST, errno.ENOTDIR, errno.EISDIR, errno.ELOOP}


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How every notice is read and written.

    ``rules`` None are the packaged ones, ``patches`` the corrections to be made, ``most`` the bytes of the largest.
    """

    view: View = "tasks"
    headers: Headers = "zh"
    all_rows: bool = False
    with_text: bool = False
    encoding: str | None = None
    date: dt.date | None = None
    rules: RuleSet | None = None
    patches: tuple[NamedPatch, ...] = ()
    most: int = LARGEST

    def known_rules(self) -> RuleSet:
        """The rules themselves."""
        from fupin_extract.ruleset import load_rules

        return self.rules or load_rules()


@dataclass(frozen=True, slots=True)
class Settings:
    """What every worker is told: the options, what is made of a notice, a format or a piece, and who keeps it."""

    options: Options
    form: str
    keeper: Keeper

    @property
    def fingerprint(self) -> str:
        """The same for runs that make the same of the same bytes: version, code, rules and options."""
        chosen = self.options
        said = [
            __version__,
            code_digest(),
            chosen.known_rules().fingerprint,
            self.form,
            chosen.view,
            chosen.headers,
            chosen.all_rows,
        ]
        said += [chosen.with_text, chosen.encoding, chosen.date and chosen.date.isoformat()]
        said += [f"{named.name} {named.patch.model_dump_json()}" for named in chosen.patches]
        return sha256(json.dumps(said).encode()).hexdigest()


@cache
def code_digest() -> str:
    """The SHA-256 of this package's code: one that was mended in place has the version of before."""
    package = Path(__file__).parent.parent
    found = sha256()
    for module in sorted(package.rglob("*.py")):
        code = module.read_bytes()
        found.update(f"{module.relative_to(package).as_posix()} {len(code)}\n".encode() + code)
    return found.hexdigest()


@dataclass(frozen=True, slots=True)
class Job:
    """Bytes to parse once, and where what they give is kept: ``(name, path)`` of each file that has them."""

    item: Item
    digest: str
    names: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """What a notice holds; ``diagnostics`` are its warnings and errors by their codes."""

    characters: int = 0
    clauses: int = 0
    tasks: int = 0
    diagnostics: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job: counts, and a proof or a problem for each of its names; or the problem of all.

    Where that is ``fatal``, it stops the batch.
    """

    counts: Counts = Counts()
    kept: tuple[str | Trouble, ...] = ()
    problem: Trouble | None = None
    fatal: bool = False

    def by_name(self, job: Job) -> Iterator[tuple[str, str, str | None, Trouble | None]]:
        """Name and path of each file of the job, with its proof or its problem."""
        kept = (self.problem,) * len(job.names) if self.problem else self.kept
        for (name, path), known in zip(job.names, kept, strict=True):
            yield name, path, *((None, known) if isinstance(known, Trouble) else (known, None))


def worker(settings: Settings) -> Callable[[Job], Outcome]:
    """The work on one job, with the rules loaded and everything awake that the first notice would wait for."""
    from fupin_extract.pipeline import parse

    rules = settings.options.known_rules()
    parse("关于做好工作的通知\n一、2025年底前，县财政局要支持100户发展产业。（责任单位：县财政局）", rules=rules)
    return partial(_work, settings=settings, rules=rules)


def _work(job: Job, settings: Settings, rules: RuleSet) -> Outcome:
    from fupin_extract.pipeline import parse

    path, options = job.item.path, settings.options
    try:
        data = content(job.item, options.most)
        if sha256(data).hexdigest() != job.digest:
            return Outcome(problem=Trouble("{path}: has changed while the batch ran: run it again", {"path": path}))
        notice = parse(data, rules=rules, encoding=options.encoding, date=options.date, path=path)
        write_one = _written
        if options.patches:
            notice, write_one = _corrected(notice, settings, rules)
        made = [(name, write_one(_called(notice, path), settings)) for name, path in job.names]
    except FupinError as error:
        return Outcome(problem=Trouble.of(error))
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - a mistake of ours in one file must not cost the others
        what = f"{type(error).__name__}: {error}"
        return Outcome(problem=Trouble("{path}: a mistake in this program: {what}", {"path": path, "what": what}))
    return _kept(made, notice, settings.keeper)


def _corrected(notice: Notice, settings: Settings, rules: RuleSet) -> tuple[Notice, Callable[..., bytes]]:
    """The notice with the corrections that are of it, and how it is written; what does not fit is in its diagnostics.

    A page goes on from corrections of the notice's very bytes, which are then not made.
    """
    from fupin_extract.derive.corrections.patches import correct, patches_of, together, uncorrected

    mine = patches_of(notice, settings.options.patches)
    corrected = correct(notice, mine, rules)[0]
    if settings.form != "html" or not mine:
        return corrected, _written
    checksum = notice.source.sha256
    if whole := together(notice, mine):
        return uncorrected(notice, corrected), partial(_page, begun={checksum: whole})
    return corrected, partial(_page, made={checksum: [named.patch for named in mine]})


def _page(notice: Notice, settings: Settings, **patches: Any) -> bytes:
    from fupin_extract.derive.offices import with_offices
    from fupin_extract.write.review.page import draw

    looks = Looks(headers=settings.options.headers)
    return b"".join(draw(with_offices([notice], looks), looks, **patches))


def _kept(made: list[tuple[str, bytes]], notice: Notice, keeper: Keeper) -> Outcome:
    kept: list[str | Trouble] = []
    for name, data in made:
        try:
            kept.append(keeper.keep(name, data))
        except OSError as error:
            what = {"path": name, "reason": error.strerror or str(error)}
            problem = Trouble("{path}: cannot be written: {reason}", what)
            if error.errno not in _OF_ONE_NAME:
                return Outcome(problem=problem, fatal=True)
            kept.append(problem)
    serious = Counter(d.code for d in notice.diagnostics if d.severity != "info")
    counts = Counts(notice.source.characters, len(notice.clauses), len(notice.tasks), dict(sorted(serious.items())))
    return Outcome(counts, tuple(kept))


def _called(notice: Notice, path: str) -> Notice:
    """The notice as that of another file with the same bytes."""
    if notice.source.path == path:
        return notice
    return notice.model_copy(update={"source": notice.source.model_copy(update={"path": path})})


def _written(notice: Notice, settings: Settings) -> bytes:
    options = settings.options
    if settings.form in formats("piece"):
        looks = Looks(headers=options.headers, all_rows=options.all_rows)
        return b"".join(writer("piece", settings.form).write([notice], looks))
    return write(
        notice,
        settings.form,
        view=options.view,
        headers=options.headers,
        all_rows=options.all_rows,
        with_text=options.with_text,
    )
