"""A folder through Spark, beside a plain loop: python benchmarks/spark_batch.py FOLDER.

In an environment with ``pyspark``, Java 17 and this package. Exit code 1 where the records differ.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from pyspark.sql import SparkSession
from pyspark.sql.pandas.types import from_arrow_schema

from engines import measure
from fupin_extract.arrow import parse_batches, record_schema


def session() -> SparkSession:
    """Two workers on this machine, with this Python."""
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    return SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()


def run(folder: Path, out: Path) -> None:
    """Read, parse, write."""
    files = session().read.format("binaryFile").option("pathGlobFilter", "*.txt").option("recursiveFileLookup", "true")
    named = files.load(str(folder.resolve())).selectExpr("path", "content AS bytes")
    named.mapInArrow(parse_batches, from_arrow_schema(record_schema())).write.parquet(str(out))


if __name__ == "__main__":
    sys.exit(measure("Spark", Path(sys.argv[1]), session, run))
