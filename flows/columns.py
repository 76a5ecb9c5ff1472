"""`copydesk schema`: the tables' columns, types and meanings, from where the writer takes them."""

from __future__ import annotations

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from schemas.tables import SCHEMA_VERSION, SCHEMAS


def print_schemas(console: Console | None = None) -> None:
    """Print every table with its columns; `not null` stands behind the type where a value is always there."""
    console = console or Console()
    console.print(Text(f"schema version {SCHEMA_VERSION}; each file also has the partition column capture_date"))
    for name, schema in SCHEMAS.items():
        table = Table(title=Text(name, style="bold"), title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
        table.add_column("column", no_wrap=True)
        table.add_column("type", no_wrap=True)
        table.add_column("meaning", overflow="fold")
        for field in schema:
            metadata = {key.decode(): value.decode() for key, value in (field.metadata or {}).items()}
            known = f" (schema.org: {metadata['schema_org']})" if "schema_org" in metadata else ""
            kind = (
                str(field.type)
                .replace("list<element: string>", "list<string>")
                .replace("list<item: string>", "list<string>")
            )
            null = "" if field.nullable else " not null"
            table.add_row(Text(field.name), Text(kind + null), Text(metadata.get("description", "") + known))
        console.print(table)
