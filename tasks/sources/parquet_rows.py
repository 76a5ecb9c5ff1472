"""Rows of a Parquet file, one row group after the other, so that a damaged one costs no other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, Any

from tasks.sources.row import COLUMNS, PAYLOADS, Row, UnreadRow

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

BATCH_ROWS = 16
"""Rows in memory at once: each may hold a whole page."""
BUFFER = 1024 * 1024


def read_parquet_rows(handle: IO[bytes]) -> Iterator[tuple[int, Row | UnreadRow]]:
    """(row number from 0, row) of every row; where a row group is damaged, what is left of it is one unread row.

    Raises:
        OSError: the file cannot be read, for a reason that is not its content.
    """
    import pyarrow.parquet as pq  # noqa: PLC0415 - worker processes import this package and do not need Arrow

    opened = _guarded(lambda: pq.ParquetFile(handle, buffer_size=BUFFER, page_checksum_verification=True))
    if isinstance(opened, UnreadRow):
        yield 0, opened
        return
    columns = [name for name in COLUMNS if _is_usable(opened.schema_arrow, name)]
    if not set(PAYLOADS) & set(columns):
        found = ", ".join(f"{field.name[:40]} ({str(field.type)[:40]})" for field in list(opened.schema_arrow)[:20])
        yield 0, UnreadRow(f"needs a column html or text that holds strings or bytes; found {found or 'no column'}")
        return
    first = 0
    for group in range(opened.num_row_groups):
        yield from _group_rows(opened, group, columns, first)
        first += opened.metadata.row_group(group).num_rows


def _group_rows(
    file: pq.ParquetFile, group: int, columns: list[str], number: int
) -> Iterator[tuple[int, Row | UnreadRow]]:
    batches = file.iter_batches(batch_size=BATCH_ROWS, row_groups=[group], columns=columns)
    while (rows := _guarded(lambda: _next_rows(batches))) is not None:
        if isinstance(rows, UnreadRow):
            yield number, UnreadRow(f"{rows.detail}; the rest of row group {group} is lost")
            return
        yield from enumerate(rows, number)
        number += len(rows)


def _guarded(read: Any) -> Any:
    """What `read` gives, or what is wrong with the file.

    Raises:
        OSError: one that the system numbered; Arrow raises those without a number where the content is damaged.
    """
    import pyarrow as pa  # noqa: PLC0415 - as above

    try:
        return read()
    except (pa.ArrowException, UnicodeDecodeError) as error:
        return _damage(error)
    except OSError as error:
        if error.errno is not None:
            raise
        return _damage(error)


def _damage(error: Exception) -> UnreadRow:
    return UnreadRow(f"damaged Parquet: {' '.join(str(error).split())[:200]}")


def _next_rows(batches: Iterator[pa.RecordBatch]) -> list[Row] | None:
    batch = next(batches, None)
    if batch is None:
        return None
    cells = [_cells(column) for column in batch.columns]
    return [dict(zip(batch.schema.names, row, strict=True)) for row in zip(*cells, strict=True)]


def _is_usable(schema: pa.Schema, name: str) -> bool:
    """Whether the column is there, once, and payloads are strings or bytes."""
    places = schema.get_all_field_indices(name)
    return len(places) == 1 and (name not in PAYLOADS or _is_packed(schema.field(places[0]).type))


def _is_packed(kind: pa.DataType) -> bool:
    import pyarrow.types as kinds  # noqa: PLC0415 - as above

    if kinds.is_dictionary(kind):
        return _is_packed(kind.value_type)
    return _is_string(kind) or kinds.is_binary(kind) or kinds.is_large_binary(kind) or kinds.is_binary_view(kind)


def _is_string(kind: pa.DataType) -> bool:
    import pyarrow.types as kinds  # noqa: PLC0415 - as above

    return bool(kinds.is_string(kind) or kinds.is_large_string(kind) or kinds.is_string_view(kind))


def _cells(column: pa.Array) -> list[object]:
    """The values of a column. Strings go through bytes: one that is not UTF-8 would else spoil its whole batch."""
    import pyarrow as pa  # noqa: PLC0415 - as above

    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if _is_string(column.type):
        return [_characters(value) for value in column.cast(pa.large_binary()).to_pylist()]
    if pa.types.is_timestamp(column.type):
        column = column.cast(pa.timestamp("us", column.type.tz), safe=False)
    return [_value(cell) for cell in column]


def _characters(value: bytes | None) -> str | bytes | None:
    try:
        return value.decode() if value is not None else None
    except UnicodeDecodeError:
        return value


def _value(cell: pa.Scalar) -> object:
    """None for a time that Python has no datetime for."""
    try:
        return cell.as_py()
    except (ValueError, OverflowError):
        return None
