"""The four Arrow tables, column by column, and how records become their rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from operator import attrgetter
from typing import Any

import pyarrow as pa

SCHEMA_VERSION = "1.1"
"""Stands in every file's footer; a new column raises the second number, anything else the first."""

_STRING = pa.string()
_STRINGS = pa.list_(pa.field("element", _STRING))  # as Parquet names it, so that what is read back is the same type
_MOMENT = pa.timestamp("us", tz="UTC")


def _field(name: str, kind: pa.DataType, description: str, schema_org: str = "") -> pa.Field:
    """One column; `!` at the end of its name makes it not null."""
    metadata = {"description": description} | ({"schema_org": schema_org} if schema_org else {})
    return pa.field(name.rstrip("!"), kind, nullable=not name.endswith("!"), metadata=metadata)


ARTICLES = pa.schema(
    [
        _field("id!", _STRING, "sha-256 (32 hex) of source key and payload digest: stable over reruns", "identifier"),
        _field("url", _STRING, "address as captured", "url"),
        _field("canonical_url", _STRING, "address as the page itself gives it, normalised", "mainEntityOfPage"),
        _field("domain", _STRING, "registrable domain of the address"),
        _field("input_path!", _STRING, "raw file relative to the raw root"),
        _field("input_offset", pa.int64(), "byte offset in a WARC, row number in a dump; null for a loose file"),
        _field("publisher", _STRING, "name of the publication", "publisher"),
        _field("title", _STRING, "headline", "headline"),
        _field("description", _STRING, "the page's own summary", "description"),
        _field("section", _STRING, "section of the publication", "articleSection"),
        _field("text!", _STRING, "the article; paragraphs parted by one blank line", "articleBody"),
        _field("authors!", _STRINGS, 'names without "By" and without the agency, in the order of the byline', "author"),
        _field("keywords!", _STRINGS, "keywords that the page declares", "keywords"),
        _field("captions!", _STRINGS, "captions of pictures and videos, in the order of the page"),
        _field("source_agency", _STRING, 'credited agency: "Source: CNN", "(Reuters)"', "sourceOrganization"),
        _field("published_at", _MOMENT, "when it was published, UTC", "datePublished"),
        _field("modified_at", _MOMENT, "when it was last changed, UTC", "dateModified"),
        _field("fetched_at", _MOMENT, "when it was captured, UTC"),
        _field("published_at_precision", _STRING, "second, minute or day"),
        _field(
            "published_at_source",
            _STRING,
            "where the date stood: json-ld, meta, microdata, url, time, visible, script; modified: a change is all",
        ),
        _field("published_day", pa.date32(), "the day of publication as the page writes it, in its own time zone"),
        _field("language", _STRING, "BCP 47 tag", "inLanguage"),
        _field("language_score", pa.float32(), "how sure the language is, 0 to 1"),
        _field("word_count!", pa.int32(), "words of text", "wordCount"),
        _field("paragraph_count!", pa.int32(), "blocks that make text"),
        _field("text_sha256!", _STRING, "sha-256 (64 hex) over the normalised text: equal for exact duplicates"),
        _field("quality_flags!", _STRINGS, "what a reader should know: short, low_recall, live_blog, ..."),
        _field("reservations!", _STRINGS, "uses that page or server reserve: noarchive, noai, tdm-reservation, ..."),
        _field("removed_chars!", pa.int32(), "characters of the blocks that are not in text"),
        _field("repair_count!", pa.int32(), "repairs of this page: its rows in the table repairs"),
        _field("content_type", _STRING, "media type as captured", "encodingFormat"),
        _field("charset", _STRING, "codec the bytes were decoded with"),
        _field("charset_evidence", _STRING, "why that codec, in one sentence"),
        _field("pipeline_version!", _STRING, "version of copydesk that made the row"),
    ]
)

REMOVALS = pa.schema(
    [
        _field("id!", _STRING, "the article's id", "identifier"),
        _field("block_index!", pa.int32(), "place of the block on its page, from 0, in reading order"),
        _field("text!", _STRING, "the block, repaired"),
        _field("label!", _STRING, "what the block is: navigation, related, byline, ..."),
        _field("rule!", _STRING, "name of the rule that decided; unclaimed where none did"),
        _field("evidence!", _STRING, "what the rule saw"),
        _field("confidence!", pa.float32(), "how sure the rule is, 0 to 1"),
    ]
)

REPAIRS = pa.schema(
    [
        _field("id!", _STRING, "the article's id", "identifier"),
        _field("block_index", pa.int32(), "place of the block on its page, from 0; null for metadata"),
        _field("start!", pa.int32(), "first character of the damage in the decoded text"),
        _field("end!", pa.int32(), "the character after its last; equal to start for an insertion"),
        _field("before!", _STRING, "what stood there"),
        _field("after!", _STRING, "what stands there now"),
        _field("rule!", _STRING, "names of the repairs that met there, joined with +"),
        _field("confidence!", pa.float32(), "how sure the repair is, 0 to 1"),
    ]
)

REJECTIONS = pa.schema(
    [
        _field("id!", _STRING, "the page's id, made as in articles", "identifier"),
        _field("url", _STRING, "address as captured", "url"),
        _field("input_path!", _STRING, "raw file relative to the raw root"),
        _field("input_offset", pa.int64(), "byte offset in a WARC, row number in a dump; null for a loose file"),
        _field("step!", _STRING, "step the page ended in; load where a worker died without a word of its step"),
        _field("reason!", _STRING, "why it became no article, from a closed list"),
        _field("detail!", _STRING, "the limit, error or evidence in words"),
        _field("payload_sha256", _STRING, "sha-256 (64 hex) of the raw bytes; null where unread and for bad_row"),
    ]
)

SCHEMAS: dict[str, pa.Schema] = {
    "articles": ARTICLES,
    "removals": REMOVALS,
    "repairs": REPAIRS,
    "rejections": REJECTIONS,
}
"""By table name, in the order of `schemas.shard.TABLES`."""

_MISFITS = (pa.ArrowException, ValueError, TypeError, OverflowError, AttributeError)
"""What Arrow and the conversions below raise for a value that is not one of the column's."""


class MisfitError(ValueError):
    """A record that is no row of its table; the message begins with `table.column`."""


def to_batch(table: str, records: Sequence[Any]) -> pa.RecordBatch:
    """Records (`Article`, `Removal`, `RepairRow` or `Rejection`, all of one table) as Arrow rows.

    Raises:
        MisfitError: a value does not fit its column: a lone surrogate, a number out of range, a moment without
            a time zone or beyond the calendar, a null where none may be.
    """
    schema = SCHEMAS[table]
    return pa.record_batch([_column(table, field, records) for field in schema], schema=schema)


def _column(table: str, field: pa.Field, records: Sequence[Any]) -> pa.Array:
    convert = _CONVERSIONS.get(field.type)
    try:
        values = list(map(attrgetter(field.name), records))
        column = pa.array([convert(value) for value in values] if convert else values, field.type)
    except _MISFITS as error:
        raise MisfitError(f"{table}.{field.name}: {type(error).__name__}: {error}") from error
    if column.null_count and not field.nullable:
        raise MisfitError(f"{table}.{field.name}: null where none may be")
    return column


def _utc(value: datetime | None) -> datetime | None:
    """In UTC; Arrow would take a moment without a zone for UTC, and write one beyond year 9999 that nobody reads."""
    if value is not None and value.tzinfo is None:
        raise ValueError(f"{value.isoformat()} has no time zone")
    return value and value.astimezone(UTC)


def _strings(value: Sequence[str] | None) -> list[str] | None:
    """Arrow would take a null inside a list, and a string for a list of its letters."""
    if isinstance(value, str) or (value is not None and None in value):
        raise TypeError(f"{value!r:.100} is no list of strings")
    return None if value is None else list(value)


_CONVERSIONS: dict[pa.DataType, Callable[[Any], Any]] = {_MOMENT: _utc, _STRINGS: _strings}
