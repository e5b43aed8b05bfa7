"""See that a wheel with compiled modules reads what its source reads: goldens and cases, tried on the wheel.

usage: python tools/try_wheel.py WHEEL

``make compiled`` runs this on what it has built.
"""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
# Where the module was found that a parse spends most of its time below.
WHERE = "import fupin_extract.find.search as module; print(module.__file__)"


def main() -> int:
    """0 where the tests pass on modules that are compiled."""
    if len(sys.argv) != 2:
        sys.exit("usage: python tools/try_wheel.py WHEEL")
    with TemporaryDirectory() as name, zipfile.ZipFile(sys.argv[1]) as wheel:
        folder = Path(name).resolve()
        wheel.extractall(folder)
        # What stands on this path is found before the source tree.
        environment = os.environ | {"PYTHONPATH": name, "PYTHONDONTWRITEBYTECODE": "1", "FUPIN_CACHE": "off"}
        ask = [sys.executable, "-c", WHERE]
        told = subprocess.run(ask, env=environment, check=True, capture_output=True, text=True)
        module = Path(told.stdout.strip())
        if not module.is_relative_to(folder) or not module.name.endswith(tuple(EXTENSION_SUFFIXES)):
            sys.exit(f"{sys.argv[1]}: no wheel with compiled modules for this Python: it gives {module}")
        tests = [ROOT / "tests" / "test_golden.py", *sorted((ROOT / "tests").glob("test_cases*.py"))]
        command = [sys.executable, "-m", "pytest", "--quiet", "-p", "no:cacheprovider", *map(str, tests)]
        return subprocess.run(command, env=environment, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
