"""JSON Schemas: of the facts and decisions of a policy, and of the files that policies are written in."""

import json
from pathlib import Path

from lawbook.contract.schema import decision_schema, facts_schema
from lawbook.operations.file_schema import KINDS, file_schema

FOLDER = "schema"


def write_file_schemas(root: Path) -> tuple[Path, ...]:
    """Write the schema of each kind of file to where the first line of policy files points, and give the files."""
    folder = root / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    files = tuple(folder / f"{kind}.schema.json" for kind in KINDS)
    for kind, file in zip(KINDS, files, strict=True):
        file.write_text(written(kind), encoding="utf-8")
    return files


def written(kind: str) -> str:
    """Give the text of the schema of a *kind* of file."""
    return json.dumps(file_schema(kind), ensure_ascii=False, indent=2) + "\n"


__all__ = ["KINDS", "decision_schema", "facts_schema", "file_schema", "write_file_schemas", "written"]
