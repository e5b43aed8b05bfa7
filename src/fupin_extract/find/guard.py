"""A mistake of ours in one clause costs that clause one kind of fact, never the notice: it becomes a diagnostic."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import field
from typing import TypeVar

from fupin_extract.errors import FupinError
from fupin_extract.outline.model import Node
from fupin_extract.plain_class import dataclass
from fupin_extract.records.notice import Diagnostic

T = TypeVar("T")

# What is no mistake in a clause: a rule of the user's that takes too long, a worker that may have no more memory.
_OTHERS = (FupinError, MemoryError)
# What mistakes are for the tests of this project: failures.
RAISES = False


@dataclass(frozen=True, slots=True)
class Guard:
    """Asks finders of clauses; where one fails, there is nothing of its kind in that clause, and ``failed`` says so.

    With ``strict`` it raises instead.
    """

    nodes: Sequence[Node] = ()
    strict: bool = False
    failed: list[Diagnostic] = field(default_factory=list)

    def each(self, finder: Callable[..., list[T]], texts: Sequence[str], *more: Iterable[object]) -> list[list[T]]:
        """What the finder gives for the text of each clause and what belongs to it in each of ``more``."""
        rows = list(zip(texts, *more, strict=False))
        try:
            return [finder(*row) for row in rows]
        except _OTHERS:
            raise
        except Exception:
            if self.strict or RAISES:
                raise
        return [self.one(node, list, finder, *row) for node, row in zip(self.nodes, rows, strict=True)]

    def one(self, node: Node | None, nothing: Callable[[], T], ask: Callable[..., T], *arguments: object) -> T:
        """What ``ask`` gives for the arguments, which are about a clause (None: the notice), else ``nothing``."""
        try:
            return ask(*arguments)
        except _OTHERS:
            raise
        except Exception as error:
            if self.strict or RAISES:
                raise
            self.failed.append(_told(node, ask, error))
            return nothing()


def _told(node: Node | None, ask: Callable[..., object], error: Exception) -> Diagnostic:
    name = getattr(ask, "__name__", "?")
    where = f"{node.id}：" if node else ""
    what = " ".join(f"{name}: {type(error).__name__}: {error}".split())
    message = f"{where}程序有误，此处的一部分内容未读出，请报告（{what}）"
    return Diagnostic(code="mistake", severity="error", message=message, span=node.span if node else None)
