"""What an entry may say of the names of organisations and of places."""

from __future__ import annotations

from typing import Literal

from fupin_extract.records.notice import AdminLevel, UnitKind
from fupin_extract.ruleset.rule import Rule, Strings


class OrganizationRule(Rule):
    """A business line (业务条线), whose ``id`` is the function of its organisations, or words that names are made of.

    A line: ``label`` in Chinese; ``words`` stand before a head or alone in a list, ``stems`` only before a head (a
    single character only in a merged office's name), ``names`` are whole organisations, those of the ``national`` body
    and of a ``township`` apart. ``kind`` and ``level`` hold where the name does not tell. What has an ``office`` (政府)
    counts only at the end of a name, and as that function before a mere 办公室. The branches of a ``vertical`` line are
    named by the place of their seat.

    A ``sort`` of words: ``place`` tells a level (a ``plural`` makes collectives), ``head`` ends a name (``open``:
    behind any proper name; a ``branch`` is below its parent; a ``plural`` is several offices), ``filler`` stands
    before a head, ``collective`` makes no single organisation, and ``foreign`` words stand in no name.
    """

    sort: Literal["line", "place", "head", "filler", "collective", "foreign"] = "line"
    label: str = ""
    kind: UnitKind | None = None
    level: AdminLevel | None = None
    office: str = ""
    open: bool = False
    branch: bool = False
    plural: bool = False
    vertical: bool = False
    words: Strings = ()
    stems: Strings = ()
    names: Strings = ()
    national: Strings = ()
    township: Strings = ()


class PlaceRule(Rule):
    """Places of one level: names without their ``ending`` (省, 市), or whole where that is empty.

    ``zone``: zones (雄安新区), by what they begin with, and ``level`` is that of the government above them.
    """

    level: AdminLevel
    ending: str = ""
    names: Strings = ()
    zone: bool = False
