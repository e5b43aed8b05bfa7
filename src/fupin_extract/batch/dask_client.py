"""The line to a Dask scheduler: reached or told why not, the same versions on all machines, no noise of its own."""

from __future__ import annotations

import contextlib
import logging
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from fupin_extract.errors import BatchError

if TYPE_CHECKING:
    from distributed import Client

# The longest that a scheduler is waited for, in seconds.
_REACHED = 10.0


@contextlib.contextmanager
def connected(scheduler: str) -> Iterator[Client]:
    """A client of the scheduler.

    Raises:
        BatchError: it cannot be reached, or what is installed there does not fit.
    """
    from distributed import Client

    try:
        client = Client(scheduler, timeout=_REACHED, set_as_default=False, name="fupin-extract")
    except Exception as error:
        text = "{scheduler}: the scheduler cannot be reached: {reason}"
        raise BatchError(text, scheduler=scheduler, reason=in_one_line(error)) from error
    try:
        _check_versions(client, scheduler)
        yield client
    finally:
        with contextlib.suppress(Exception):
            client.close(timeout=_REACHED)


def _check_versions(client: Client, scheduler: str) -> None:
    """Refuse what would fail later and in many lines, or would make other bytes than this machine."""
    try:
        versions: Any = client.get_versions(packages=["fupin_extract"])
    except Exception as error:
        text = "{scheduler}: the scheduler cannot be reached: {reason}"
        raise BatchError(text, scheduler=scheduler, reason=in_one_line(error)) from error
    ours = _versions(versions["client"])
    for where, known in [(scheduler, versions["scheduler"]), *versions["workers"].items()]:
        theirs = _versions(known)
        for name in ours:
            if theirs[name] != ours[name]:
                text = "{where}: has {package} {theirs}, this machine {ours}: they must be the same"
                values = {"theirs": theirs[name] or "-", "ours": ours[name]}
                raise BatchError(text, where=where, package=name.replace("_", "-"), **values)


def _versions(known: Any) -> dict[str, str]:
    """Of what must be the same on all machines; of Python, 3.11.2 is as good as 3.11.9."""
    packages = known["packages"]
    python = ".".join(str(packages["python"]).split(".")[:2])
    return {"python": python} | {name: str(packages.get(name) or "") for name in ("distributed", "fupin_extract")}


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """What Dask says to itself is kept from the user: he gets one line, of ours."""
    import distributed  # noqa: F401 - with its loggers

    loggers = [
        logger
        for name, logger in logging.Logger.manager.loggerDict.items()
        if isinstance(logger, logging.Logger) and not logger.disabled and name.partition(".")[0] == "distributed"
    ]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for logger in loggers:
            logger.disabled = True
        try:
            yield
        finally:
            for logger in loggers:
                logger.disabled = False


def in_one_line(error: BaseException) -> str:
    """What an error says, without its line breaks; its kind where it says nothing."""
    return " ".join(str(error).split()) or type(error).__name__
