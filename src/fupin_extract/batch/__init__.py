"""Many notices: a list of files, workers that may die, a journal that knows what is done, one output.

``run_batch`` does a ``Batch`` with an engine: processes on this machine (``LocalEngine``), or those of a cluster.
"""

from fupin_extract.batch.engines import Engine, LocalEngine
from fupin_extract.batch.items import Problem
from fupin_extract.batch.names import Target, target
from fupin_extract.batch.report import Summary
from fupin_extract.batch.run import Batch, Listener, run_batch
from fupin_extract.batch.work import Options

__all__ = [
    "Batch",
    "Engine",
    "Listener",
    "LocalEngine",
    "Options",
    "Problem",
    "Summary",
    "Target",
    "run_batch",
    "target",
]
