"""A notice and the corrections that a reader made in its matrix → the notice as it should have been read.

``apply`` makes them, each for itself: one that no longer fits is told, and all others are made. ``merge`` puts the
patches of two readers together, ``proposals`` are rules that would have read rightly by themselves.
"""

from fupin_extract.derive.corrections.apply import Corrected as Corrected
from fupin_extract.derive.corrections.apply import apply as apply
from fupin_extract.derive.corrections.unfit import Misfit as Misfit
