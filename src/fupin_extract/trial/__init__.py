"""Trying cases: what is found in a line against what is marked up in it, for ``rules test`` and for our tests alike.

The name of a file of cases says what it is about (``FINDERS``), so that a line of ``units.txt`` may hold a deadline
that it does not mark.
"""

from fupin_extract.trial.runner import FINDERS as FINDERS
from fupin_extract.trial.runner import failures as failures
