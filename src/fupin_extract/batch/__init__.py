"""Many notices: a list of files, workers that may die, a journal that knows what is done, one output.

``run_batch`` does a ``Batch`` with an engine: processes on this machine (``LocalEngine``), or those of a cluster.
"""

from fupin_extract.batch.destination import Destination, target
from fupin_extract.batch.engines import Engine, LocalEngine
from fupin_extract.batch.items import Trouble
from fupin_extract.batch.report import Summary
from fupin_extract.batch.run import Batch, Listener, run_batch, verify
from fupin_extract.batch.work import Options

__all__ = [
    "Batch",
    "Destination",
    "Engine",
    "Listener",
    "LocalEngine",
    "Options",
    "Summary",
    "Trouble",
    "run_batch",
    "target",
    "verify",
]
