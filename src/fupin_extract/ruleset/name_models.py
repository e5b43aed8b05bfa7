"""What an entry may say of the names of organisations and of places."""

from __future__ import annotations

from typing import Literal

from fupin_extract.records.notice import AdminLevel, UnitKind
from fupin_extract.ruleset.rule import Patterns, Rule, Strings


class OrganizationRule(Rule):
    """A business line (业务条线), whose ``id`` is the function of its organisations, or words that names are made of.

    A line: ``label`` in Chinese; ``words`` stand before a head or alone in a list, ``stems`` only before a head (a
    single character only in a merged office's name), ``names`` are whole organisations, those of the ``national`` body
    and of a ``township`` apart. ``kind`` and ``level`` hold where the name does not tell. What has an ``office`` (政府)
    counts only at the end of a name, and as that function before a mere 办公室. The branches of a ``vertical`` line are
    named by the place of their seat.

    A ``sort`` of words: ``place`` tells a level (a ``plural`` makes collectives), ``head`` ends a name (``open``:
    behind any proper name; a ``branch`` is below its parent; a ``plural`` is several offices), ``filler`` stands
    before a head, ``collective`` makes no single organisation, and ``foreign`` words stand in no name. Or ``patterns``:
    what stands ``ahead`` of the name of some of a kind (在肇高校), the departments of ``both`` that a 和 joins
    (县委和县级国家机关各部门).
    """

    sort: Literal["line", "place", "head", "filler", "collective", "foreign", "ahead", "both"] = "line"
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
    patterns: Patterns = ()


class PlaceRule(Rule):
    """Places of one level: names without their ``ending`` (省, 市), or whole where that is empty; or words of names.

    ``zone``: zones (雄安新区), by what they begin with, and ``level`` is that of the government above them.

    ``short`` stands for the place of an office (省 of 省财政厅), ``kinds`` end the name of any place of the level
    (青溪县), ``zones`` that of a zone. A name has nothing of ``stops`` in it; what begins as ``unlike`` (小城镇), or
    has anything ``outside`` (乡村) or ``done`` (支持高新区发展) in it, is none. An office of that level, whatever its
    place, begins with what is ``by_name`` (国务院); before the place of another may stand a ``party`` or what it is
    one of the ``branches`` of (国家税务总局青溪县税务局).
    """

    level: AdminLevel | None = None
    ending: str = ""
    names: Strings = ()
    zone: bool = False
    short: Strings = ()
    kinds: Patterns = ()
    zones: Strings = ()
    stops: Strings = ()
    unlike: Patterns = ()
    outside: Strings = ()
    done: Strings = ()
    by_name: Patterns = ()
    branches: Strings = ()
    party: Strings = ()
