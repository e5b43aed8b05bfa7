"""Paths that a page draws → the rules among them. A path is points, and whether its outline is drawn or its inside."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

Point = tuple[float, float]
Box = tuple[float, float, float, float]
# What a transformation makes of x and y: a·x + c·y + e, b·x + d·y + f.
Matrix = tuple[float, float, float, float, float, float]
UNCHANGED: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

# Points. A filled area no thicker is a rule; an outline that is drawn thicker is an area.
THIN, THICK = 3.2, 8.0
# A line may be so far from level or upright, in points and in points a hundred.
_ASLANT, _ASLANT_IN_HUNDRED = 0.5, 2.0


def rules_of(points: Sequence[Point], *, outlined: bool) -> list[Box]:
    """The rules that a path draws, each as a box: its sides that are level or upright, or itself where it is thin."""
    if outlined:
        return [box for pair in pairwise(points) if _is_rule(box := box_of(pair))]
    box = box_of(points)
    return [box] if is_thin(box) else []


def is_thin(box: Box) -> bool:
    """Whether an area is a rule."""
    left, low, right, high = box
    return min(right - left, high - low) <= THIN


def _is_rule(box: Box) -> bool:
    left, low, right, high = box
    short, long = sorted((right - left, high - low))
    return long > 0 and short <= _ASLANT + _ASLANT_IN_HUNDRED / 100 * long


def box_of(points: Sequence[Point]) -> Box:
    """The smallest box around the points: least x, least y, largest x, largest y."""
    across, down = zip(*points, strict=True)
    return min(across), min(down), max(across), max(down)


def within(outer: Matrix, inner: Matrix) -> Matrix:
    """The transformation of a thing inside another."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def placed(matrix: Matrix, x: float, y: float) -> Point:
    """Where a point goes."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def scale(matrix: Matrix) -> float:
    """How many times a length grows."""
    a, b, c, d, _, _ = matrix
    return float(abs(a * d - b * c) ** 0.5)
