"""``fupin-extract schema``: the JSON Schema of the records."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from fupin_extract.cli.options import Output

RecordArgument = Annotated[
    Literal["notice", "annotation", "patch"], typer.Argument(metavar="notice|annotation|patch", help="Which record.")
]


def schema(record: RecordArgument = "notice", output: Output = None) -> None:
    """Print the JSON Schema of the records."""
    import json

    from pydantic import BaseModel

    from fupin_extract.cli.output import check_text_target, deliver
    from fupin_extract.records.annotation import Annotation
    from fupin_extract.records.notice import Notice
    from fupin_extract.records.patch import Patch

    check_text_target(output, ())
    models: dict[str, type[BaseModel]] = {"notice": Notice, "annotation": Annotation, "patch": Patch}
    model = models[record]
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"urn:fupin-extract:{record}:1"}
    text = json.dumps({**head, **model.model_json_schema()}, ensure_ascii=False, indent=2)
    deliver(f"{text}\n".encode(), output)
