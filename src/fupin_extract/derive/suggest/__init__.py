"""Corrections → rules that would have made them unnecessary, each with a case; nothing is accepted by itself.

``proposals`` looks at what was corrected; what is proposed is held against its own case (``showing``) and against every
corrected notice (``weigh``) before anybody sees it.
"""

from fupin_extract.derive.suggest.proposal import Proposal as Proposal
from fupin_extract.derive.suggest.proposals import propose as propose
