from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pyarrow as pa
import pytest

from schemas.article import Article, Reason, Rejection, Removal, RepairRow, Step
from schemas.shard import TABLES
from schemas.tables import SCHEMA_VERSION, SCHEMAS, MisfitError, to_batch

PLAIN = Article("id", "saved/a.html", "Text.", "0" * 64, "0.1.0", 1, 1, 0, 0)
FULL = replace(
    PLAIN,
    url="https://www.example.co.uk/a?x=1",
    canonical_url="https://www.example.co.uk/a",
    domain="example.co.uk",
    input_offset=2**40,
    publisher="The Example",
    title="Überschrift “quoted”",
    description="d",
    section="World",
    authors=("Ann Lee", "Bo Ek"),
    keywords=("a",),
    captions=("A picture",),
    source_agency="Reuters",
    published_at=datetime(2026, 11, 23, 7, 30, 1, tzinfo=timezone(timedelta(hours=2))),
    modified_at=datetime(1, 1, 1, tzinfo=UTC),
    fetched_at=datetime(9999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
    published_at_precision="minute",
    published_at_source="json-ld",
    language="en",
    language_score=0.5,
    published_day=date(2026, 11, 23),
    quality_flags=("short", "no_title"),
    reservations=("noai", "tdm-reservation"),
    content_type="text/html",
    charset="utf-8",
    charset_evidence="valid UTF-8",
)
RECORDS = {"articles": Article, "removals": Removal, "repairs": RepairRow, "rejections": Rejection}

COLUMNS = {
    "articles": "id! url canonical_url domain input_path! input_offset publisher title description section text! authors! keywords! "
    "captions! source_agency published_at modified_at fetched_at published_at_precision published_at_source published_day "
    "language language_score word_count! paragraph_count! text_sha256! quality_flags! reservations! removed_chars! repair_count! content_type charset charset_evidence "
    "pipeline_version!",
    "removals": "id! block_index! text! label! rule! evidence! confidence!",
    "repairs": "id! block_index start! end! before! after! rule! confidence!",
    "rejections": "id! url input_path! input_offset step! reason! detail! payload_sha256",
}
NOT_STRINGS = {
    "input_offset": "int64",
    "authors": "list<element: string>",
    "keywords": "list<element: string>",
    "captions": "list<element: string>",
    "quality_flags": "list<element: string>",
    "reservations": "list<element: string>",
    "published_day": "date32[day]",
    "published_at": "timestamp[us, tz=UTC]",
    "modified_at": "timestamp[us, tz=UTC]",
    "fetched_at": "timestamp[us, tz=UTC]",
    "language_score": "float",
    "confidence": "float",
    "word_count": "int32",
    "paragraph_count": "int32",
    "removed_chars": "int32",
    "repair_count": "int32",
    "block_index": "int32",
    "start": "int32",
    "end": "int32",
}


def test_schema_version():
    assert SCHEMA_VERSION == "1.1"
    assert tuple(SCHEMAS) == TABLES


@pytest.mark.parametrize("table", TABLES)
def test_columns_are_the_agreed_ones(table):
    schema = SCHEMAS[table]
    assert [field.name + "!" * (not field.nullable) for field in schema] == COLUMNS[table].split()
    assert {field.name: str(field.type) for field in schema} == {
        name: NOT_STRINGS.get(name, "string") for name in schema.names
    }


@pytest.mark.parametrize("table", TABLES)
def test_every_field_of_a_record_has_its_column(table):
    assert set(RECORDS[table].__match_args__) == set(SCHEMAS[table].names)


@pytest.mark.parametrize("table", TABLES)
def test_every_column_is_described(table):
    for field in SCHEMAS[table]:
        assert field.metadata[b"description"], field.name
        assert set(field.metadata) <= {b"description", b"schema_org"}


def test_schema_org_names():
    named = {f.name: f.metadata[b"schema_org"].decode() for f in SCHEMAS["articles"] if b"schema_org" in f.metadata}
    assert named["title"] == "headline"
    assert named["text"] == "articleBody"
    assert named["published_at"] == "datePublished"
    assert named["language"] == "inLanguage"


def test_articles_become_rows():
    plain, full = to_batch("articles", [PLAIN, FULL]).to_pylist()
    lists = {name: [] for name in ("authors", "keywords", "captions", "quality_flags", "reservations")}
    assert plain == {name: getattr(PLAIN, name) for name in plain} | lists
    assert full["authors"] == ["Ann Lee", "Bo Ek"]
    assert full["published_at"] == FULL.published_at
    assert full["published_at"].utcoffset() == timedelta(0)
    assert full["fetched_at"] == FULL.fetched_at
    assert full["modified_at"] == FULL.modified_at
    assert full["published_day"] == FULL.published_day


@pytest.mark.parametrize(
    ("table", "record"),
    [
        ("removals", Removal("id", 0, "Share", "share", "share_words", 'is "Share"', 0.5)),
        ("repairs", RepairRow("id", None, 0, 0, "", "’", "contraction", 1.0)),
        ("repairs", RepairRow("id", 3, 4, 5, "\x92", "’", "controls", 1.0)),
        ("rejections", Rejection("id", "a.html", Step.LABEL, Reason.NOT_AN_ARTICLE, "section front")),
        ("rejections", Rejection("id", "a.warc", Step.LOAD, Reason.DAMAGED_RECORD, "cut", "http://a.b/", 17, "f" * 64)),
    ],
)
def test_other_records_become_rows(table, record):
    (row,) = to_batch(table, [record]).to_pylist()
    assert row == {name: getattr(record, name) for name in record.__match_args__}


@pytest.mark.parametrize("table", TABLES)
def test_no_records_are_no_rows(table):
    batch = to_batch(table, [])
    assert batch.num_rows == 0
    assert batch.schema.equals(SCHEMAS[table], check_metadata=True)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"text": "a\ud800"}, "articles.text: UnicodeEncodeError: .*surrogates not allowed"),
        ({"authors": ("\udc80",)}, "articles.authors: UnicodeEncodeError"),
        ({"word_count": 2**31}, "articles.word_count: ArrowInvalid: .*too large"),
        ({"word_count": 2**70}, "articles.word_count: OverflowError"),
        ({"input_offset": 2**63}, "articles.input_offset: OverflowError"),
        ({"word_count": "5"}, "articles.word_count: Arrow"),
        ({"language_score": "high"}, "articles.language_score: Arrow"),
        ({"title": 5}, "articles.title: ArrowTypeError"),
        ({"text": None}, "articles.text: null where none may be"),
        ({"authors": None}, "articles.authors: null where none may be"),
        ({"authors": "Ann Lee"}, "articles.authors: TypeError: 'Ann Lee' is no list"),
        ({"authors": ("Ann Lee", None)}, "articles.authors: TypeError"),
        ({"published_at": "2026-11-23"}, "articles.published_at: AttributeError"),
        ({"published_at": datetime.fromisoformat("2026-11-23")}, "articles.published_at: ValueError: .* has no time zone"),
        ({"published_at": datetime(9999, 12, 31, 23, tzinfo=timezone(timedelta(hours=-5)))}, "articles.published_at: OverflowError"),
        ({"published_at": datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=5)))}, "articles.published_at: OverflowError"),
    ],
)  # fmt: skip
def test_misfits_are_named(change, message):
    with pytest.raises(MisfitError, match=message):
        to_batch("articles", [PLAIN, replace(FULL, **change)])


def test_no_dictionary_types():
    assert not [field for schema in SCHEMAS.values() for field in schema if pa.types.is_dictionary(field.type)]


def test_importing_the_records_does_not_import_arrow():
    code = "import schemas.article, schemas.shard, schemas.config, sys; sys.exit('pyarrow' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
