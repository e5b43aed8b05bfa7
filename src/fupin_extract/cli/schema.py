"""``fupin-extract schema``: the JSON Schema of the records."""

from __future__ import annotations

from fupin_extract.cli.options import Output


def schema(output: Output = None) -> None:
    """Print the JSON Schema of the records."""
    import json

    from fupin_extract.cli.output import deliver
    from fupin_extract.records import Notice

    text = json.dumps(Notice.model_json_schema(), ensure_ascii=False, indent=2)
    deliver(f"{text}\n".encode(), output)
