"""Notices in object storage, on web servers and wherever else fsspec reads: list what is under a URL, and open it.

There are no settings of our own: endpoints, keys and regions are found as the tools of each service find them
(``AWS_ENDPOINT_URL``, ``AWS_PROFILE``, ``FSSPEC_S3_…``). ``s3://`` and ``https://`` take the extra ``s3``;
others, such as ``gs://``, the package that fsspec names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any
from urllib.parse import unquote, urlsplit

from fupin_extract.batch.destination import safe_path
from fupin_extract.errors import FupinError, ReadError

# A URL of a URL, such as the members of an archive: zip://folder::s3://bucket/archive.zip. A name may hold :: too.
_CHAINED = re.compile(r"::(?=[a-z][a-z0-9+.-]*://)")
_OF_THE_EXTRA = ("http", "https", "s3", "s3a")


def list_remote(url: str, *, recursive: bool = True) -> Iterator[tuple[str, str]]:
    """What is under a URL, in the order of names: the path of each, relative to the URL, and where ``open_remote``
    finds it.

    Of the URL of one file, and of one on a web server, which lists nothing, it is that file alone. Objects may have
    names that a path cannot be (``a//b``, ``../b``), so two may have the same path. All names are held at once.

    Raises:
        ReadError: there is nothing under this URL, or it cannot be reached; the text names it and says why.
    """
    if _scheme(url) in ("http", "https"):
        address = urlsplit(url)
        yield safe_path(unquote(address.path.rstrip("/").rpartition("/")[2])) or address.netloc, url
        return
    try:
        files, root = _place(url)
        names = _names(files, root, recursive)
    except Exception as error:
        raise _refused(url, error) from error
    head, *rest = _CHAINED.split(url, maxsplit=1)
    for name in names:
        if name == root:
            yield safe_path(name.rpartition("/")[2]) or "unnamed", url
        else:
            inside = name.removeprefix(root).removeprefix("/")
            place = f"{head}{'' if head.endswith('/') else '/'}{inside}"
            yield safe_path(inside) or "unnamed", "::".join([place, *rest])


@contextmanager
def open_remote(where: str) -> Iterator[IO[bytes]]:
    """The file at a place that ``list_remote`` gave, open for reading.

    Raises:
        OSError: it is gone or cannot be read, whatever the service calls it, here or within the block.
        ReadError: the package for this kind of URL is not installed.
    """
    try:
        files, path = _place(where)
        with files.open(path, "rb") as file:
            yield file
    except (FupinError, OSError):
        raise
    except ImportError as error:
        raise _refused(where, error) from error
    except Exception as error:
        raise OSError(_reason(error)) from error


def _scheme(url: str) -> str:
    return url.partition("://")[0].lower()


def _place(url: str) -> tuple[Any, str]:
    """The file system of a URL, one a process and service, and the path in it."""
    import fsspec

    if _CHAINED.search(url):
        files, path = fsspec.core.url_to_fs(url)
        return files, path.rstrip("/")
    # As url_to_fs, which takes every :: in a name for a chain.
    kind = fsspec.get_filesystem_class(_scheme(url))
    return fsspec.filesystem(_scheme(url), **kind._get_kwargs_from_urls(url)), kind._strip_protocol(url).rstrip("/")


def _names(files: Any, root: str, recursive: bool) -> list[str]:
    """The names of all files under the root, or only of those in it, sorted; an error where there is no root."""
    files.invalidate_cache()
    # Object storage lists a thousand names a request, whatever the folders they seem to be in.
    at_once = recursive and any(name in vars(type(files)) for name in ("find", "_find"))
    names = files.find(root) if at_once else _walk(files, root, recursive)
    # A name with / at its end stands for a folder.
    kept = sorted(name for name in names if not name.endswith("/"))
    files.invalidate_cache()
    if not kept and not files.exists(root):
        raise FileNotFoundError
    return kept


def _walk(files: Any, root: str, recursive: bool) -> Iterator[str]:
    """As ``files.find``, which says nothing of a folder that it may not read; links to folders are not followed."""
    folders = [root]
    while folders:
        folder = folders.pop()
        for entry in files.ls(folder, detail=True):
            name = entry["name"]
            if entry.get("islink") and files.isdir(name):
                continue
            if entry["type"] != "directory":
                yield name
            elif recursive and name.rstrip("/") != folder.rstrip("/"):
                folders.append(name)


def _refused(url: str, error: Exception) -> ReadError:
    if isinstance(error, ImportError) and (error.name == "fsspec" or _scheme(url) in _OF_THE_EXTRA):
        return ReadError("{path}: s3fs is needed to read it: pip install s3fs", path=url)
    if isinstance(error, FileNotFoundError):
        bucket = "bucket does not exist" in str(error)
        return ReadError("{path}: there is no such bucket" if bucket else "{path}: no such file", path=url)
    return ReadError("{path}: cannot be read: {reason}", path=url, reason=_reason(error))


def _reason(error: Exception) -> str:
    """What an error says, in one line."""
    if type(error).__name__ in ("NoCredentialsError", "PartialCredentialsError"):
        return "no credentials found: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE"
    said = (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__
    return " ".join(said.split())
