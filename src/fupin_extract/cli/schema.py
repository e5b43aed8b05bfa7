"""``fupin-extract schema``: the JSON Schema of the records."""

from __future__ import annotations

from fupin_extract.cli.options import Output

_HEAD = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "urn:fupin-extract:notice:1"}


def schema(output: Output = None) -> None:
    """Print the JSON Schema of the records."""
    import json

    from fupin_extract.cli.output import check_target, deliver
    from fupin_extract.records.notice import Notice

    check_target(output, ())
    text = json.dumps({**_HEAD, **Notice.model_json_schema()}, ensure_ascii=False, indent=2)
    deliver(f"{text}\n".encode(), output)
