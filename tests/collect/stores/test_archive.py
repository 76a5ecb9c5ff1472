"""WARC files as three readers see them: whole, to the byte, and never half."""

import gzip
import os
import re
import threading
from pathlib import Path

import brotli
import pytest
from warc_readers import fields, members, with_fastwarc, with_ours, with_warcio

from schemas.collect import Collecting, Why
from schemas.page import PassedOver, RawPage
from tasks.collect.archive import Archive
from tasks.collect.keep import keep
from tasks.sources import plan, unclaimed_files
from tasks.sources.instants import read_instant

NAME = "capture_date=2026-11-23/copydesk-run1-00000.warc.gz"


def test_a_run_without_pages_leaves_no_file(archive, raw_root):
    assert archive.close() == ()
    assert list(raw_root.iterdir()) == []


def test_request_and_response_stand_there_to_the_byte(archive, raw_root, make):
    stored = archive.store(make.answered(), make.entry())
    assert archive.close() == (NAME,) == (stored.path,)
    info, request, response = members((raw_root / NAME).read_bytes())
    assert info.startswith(b"WARC/1.1\r\nWARC-Type: warcinfo\r\n")
    asked = make.answered().last
    assert request.partition(b"\r\n\r\n")[2] == asked.request_head + b"\r\n\r\n"
    assert response.partition(b"\r\n\r\n")[2] == asked.head + asked.raw + b"\r\n\r\n"
    assert fields(request)["WARC-Concurrent-To"] == fields(response)["WARC-Record-ID"] == stored.record_id
    assert fields(response)["WARC-Target-URI"] == stored.url == "http://e.org/1"
    assert fields(response)["WARC-Date"] == stored.date == "2026-11-23T12:00:00.000000Z"
    assert fields(response)["WARC-IP-Address"] == "192.0.2.1"
    assert fields(response)["WARC-Payload-Digest"] == stored.payload_digest
    assert fields(response)["Content-Type"] == "application/http; msgtype=response"
    whole_file = (raw_root / NAME).read_bytes()
    assert gzip.decompress(whole_file[stored.offset :]) == response


def test_the_first_record_says_who_collected_and_how(archive, raw_root, make):
    archive.store(make.answered(), make.entry())
    archive.close()
    info = members((raw_root / NAME).read_bytes())[0]
    said = dict(line.split(": ", 1) for line in info.decode().partition("\r\n\r\n")[2].split("\r\n") if line)
    assert fields(info)["WARC-Filename"] == Path(NAME).name
    assert re.fullmatch(r"copydesk/\d+\.\d+\.\d+", said["software"])
    assert said["format"] == "WARC File Format 1.1"
    assert said["operator"] == "newsroom@e.org"
    assert said["http-header-user-agent"] == f"{said['software']} (+newsroom@e.org)"
    assert "RFC 9309" in said["robots"]
    assert "copydesk" in said["robots"]
    assert (said["isPartOf"], said["configuration"]) == ("run1", "sha256:00")


TEXT = "<p>Ünd so weiter, und so fort.</p>".encode()
BODIES = [
    (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", TEXT),
    (b"HTTP/1.1 200 OK\r\n\r\n", TEXT),
    (b"HTTP/1.1 200\r\nContent-Type: text/html\r\n\r\n", b""),
    (b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n", TEXT),
    (b"HTTP/2 200 \r\ncontent-type: text/html\r\n\r\n", TEXT),
    (b"HTTP/2 200\r\ncontent-type: text/html\r\n\r\n", TEXT),
    (b"HTTP/1.1 200 OK\r\nSet-Cookie: \xff=\xfe\r\nX:\r\n  folded: \t yes  \r\n: none\r\nContent-Type: text/html\r\n\r\n", TEXT),
    (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/html\r\n\r\n", TEXT),
    (b"HTTP/1.1 200 OK\r\ntransfer-encoding:chunked\r\nContent-Type: text/html\r\n\r\n", b""),
    (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/plain\r\n\r\n", b"2026\r\nadd\r\n0\r\n\r\n"),
    (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Type: text/html\r\n\r\n", TEXT),
    (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\nContent-Type: text/html\r\n\r\n", TEXT),
    (b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Type: text/html\r\n\r\n", TEXT),
    (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b"x" * 3_000_000),
    (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b"\r\n\r\nWARC/1.1\r\nWARC-Type: response\r\nContent-Length: 5\r\n\r\n"),
    (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b"\x1f\x8b\x08\x00 no gzip"),
]  # fmt: skip


@pytest.mark.parametrize(("head", "body"), BODIES, ids=range(len(BODIES)))
def test_three_readers_find_the_same_page(archive, raw_root, make, head, body):
    pack = gzip.compress if b"gzip\r\n" in head else brotli.compress if b"br\r\n" in head else bytes
    stored = archive.store(make.answered(body=body, raw=pack(body), head=head), make.entry())
    archive.store(make.answered("http://e.org/2"), make.entry("http://e.org/2"))
    archive.close()
    assert [one[:2] for one in with_warcio(raw_root / NAME)] == with_fastwarc(raw_root / NAME)
    assert with_warcio(raw_root / NAME)[2] == ("response", "http://e.org/1", body)
    assert with_warcio(raw_root / NAME)[-1] == ("response", "http://e.org/2", make.page)
    pages = [one for one in with_ours(raw_root) if isinstance(one, RawPage)]
    assert [(page.url, page.payload, page.status) for page in pages] == [
        ("http://e.org/1", body, 200),
        ("http://e.org/2", make.page, 200),
    ]
    assert (pages[0].input_offset, pages[0].fetched_at) == (stored.offset, make.now)


def test_what_redirected_stands_beside_the_page_and_is_no_page(archive, raw_root, make):
    answer = make.answered("https://e.org/new", via=("http://e.org/old", "https://e.org/between"))
    assert archive.store(answer, make.entry("http://e.org/old")).url == "https://e.org/new"
    archive.close()
    assert with_fastwarc(raw_root / NAME) == [
        ("warcinfo", None),
        *((kind, "https://e.org/new") for kind in ("metadata", "request", "response")),
    ]
    via = b"via: http://e.org/old\r\nredirect: 301 http://e.org/old\r\nredirect: 301 https://e.org/between\r\n"
    assert with_warcio(raw_root / NAME)[1][2] == via
    assert [type(one) for one in with_ours(raw_root)] == [PassedOver, PassedOver, PassedOver, RawPage]


def test_a_line_break_in_an_address_begins_no_field(archive, raw_root, make):
    archive.store(make.answered("http://e.org/\r\nWARC-Type: x"), make.entry("http://e.org/\nx"))
    archive.close()
    assert with_fastwarc(raw_root / NAME)[-1] == ("response", "http://e.org/%0D%0AWARC-Type: x")


def test_revisits(archive, raw_root, seen, make):
    first = keep(archive, seen, make.entry(), make.answered(), make.now)
    stored = seen.known("http://e.org/1").stored
    later = make.now + make.hours(1)
    same = keep(archive, seen, make.entry(), make.answered(at=later), later)
    not_modified = keep(archive, seen, make.entry(), make.unchanged(at=later), later)
    assert [one.why for one in (first, same, not_modified)] == [Why.COMPLETE, Why.SAME_PAYLOAD, Why.NOT_MODIFIED]
    archive.close()
    *_, same_record, _, not_modified_record = members((raw_root / NAME).read_bytes())
    for record, profile in ((same_record, "identical-payload-digest"), (not_modified_record, "server-not-modified")):
        said = fields(record)
        assert said["WARC-Type"] == "revisit"
        assert said["WARC-Profile"] == f"http://netpreserve.org/warc/1.1/revisit/{profile}"
        assert said["WARC-Refers-To"] == stored.record_id
        assert said["WARC-Refers-To-Target-URI"] == "http://e.org/1"
        assert said["WARC-Refers-To-Date"] == stored.date
    assert fields(same_record)["WARC-Payload-Digest"] == stored.payload_digest
    assert "WARC-Payload-Digest" not in fields(not_modified_record)
    assert same_record.partition(b"\r\n\r\n")[2] == make.head + b"\r\n\r\n"
    assert [kind for kind, _ in with_fastwarc(raw_root / NAME)] == [
        "warcinfo",
        *["request", "response"],
        *["request", "revisit"] * 2,
    ]
    assert len(with_warcio(raw_root / NAME)) == 7


def test_cleaning_counts_revisits_as_passed_over(archive, raw_root, seen, make):
    for _ in range(3):
        keep(archive, seen, make.entry(), make.answered(), make.now)
    archive.close()
    kinds = [one.kind for one in with_ours(raw_root) if isinstance(one, PassedOver)]
    assert (kinds.count("revisit"), kinds.count("request"), kinds.count("warcinfo")) == (2, 3, 1)
    assert sum(isinstance(one, RawPage) for one in with_ours(raw_root)) == 1


def test_files_are_closed_when_they_have_grown(raw_root, make):
    small = Collecting(contact="newsroom@e.org", warc_bytes=1500)
    with Archive(raw_root, "2026-11-23", "run 1/ü", small, "sha256:00") as archive:
        stored = [archive.store(make.answered(f"http://e.org/{n}"), make.entry()) for n in range(7)]
        assert len(archive.completed) >= 1
        assert all((raw_root / name).exists() for name in archive.completed)
    names = archive.completed
    assert names == tuple(f"capture_date=2026-11-23/copydesk-run-1--{n:05}.warc.gz" for n in range(len(names)))
    assert sorted({one.path for one in stored}) == list(names)
    assert all(with_fastwarc(raw_root / name)[0][0] == "warcinfo" for name in names)
    assert [page.url for page in with_ours(raw_root) if isinstance(page, RawPage)] == [one.url for one in stored]


def test_what_is_written_has_another_name_until_it_is_whole(archive, raw_root, make):
    archive.store(make.answered(), make.entry())
    assert [path.name for path in (raw_root / "capture_date=2026-11-23").iterdir()] == [
        "copydesk-run1-00000.warc.gz.open"
    ]
    assert (plan(raw_root), unclaimed_files(raw_root)) == ((), ())
    assert archive.completed == ()


def test_cleaning_passes_over_the_state_of_collecting(raw_root, seen, make):
    seen.record(make.answered(), make.entry(), make.now)
    robots = raw_root / ".copydesk" / "robots"
    robots.mkdir()
    for name in ("e.org.txt", "e.org.html", "x.warc.gz"):
        (robots / name).write_bytes(b"User-agent: *\n")
    assert (plan(raw_root), unclaimed_files(raw_root)) == ((), ())


def test_a_run_of_the_same_name_writes_beside_the_other(raw_root, make):
    for _ in range(2):
        with Archive(raw_root, "2026-11-23", "run1", make.collecting, "sha256:00") as archive:
            archive.store(make.answered(), make.entry())
    assert len(list((raw_root / "capture_date=2026-11-23").iterdir())) == 2


def test_a_full_disk_leaves_the_file_as_it_was(archive, raw_root, make, monkeypatch):
    archive.store(make.answered(), make.entry())
    size = (raw_root / f"{NAME}.open").stat().st_size
    write = os.pwrite

    def full(descriptor, data, offset):
        if offset == size:
            return write(descriptor, data[:50], offset)
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "pwrite", full)
        with pytest.raises(OSError, match="No space left"):
            archive.store(make.answered("http://e.org/2"), make.entry())
    assert (raw_root / f"{NAME}.open").stat().st_size == size
    archive.store(make.answered("http://e.org/3"), make.entry())
    archive.close()
    assert [url for kind, url in with_fastwarc(raw_root / NAME) if kind == "response"] == [
        "http://e.org/1",
        "http://e.org/3",
    ]


def test_threads_may_share_it(raw_root, make):
    small = Collecting(contact="newsroom@e.org", warc_bytes=9_000)
    with Archive(raw_root, "2026-11-23", "run1", small, "sha256:00") as archive:

        def run(part):
            for n in range(20):
                url = f"http://e.org/{part}/{n}"
                archive.store(make.answered(url, url.encode()), make.entry(url))

        threads = [threading.Thread(target=run, args=(part,)) for part in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
    pages = [one for one in with_ours(raw_root) if isinstance(one, RawPage)]
    assert len(pages) == len({page.url for page in pages}) == 80
    assert all(page.payload == page.url.encode() for page in pages)
    assert len(archive.completed) > 3


def test_what_was_told_is_settled_before_a_file_is_completed(raw_root, make):
    seen_files = []

    def settle():
        seen_files.append([path.name for path in (raw_root / "capture_date=2026-11-23").iterdir()])

    with Archive(raw_root, "2026-11-23", "run1", make.collecting, "sha256:00", settle) as archive:
        archive.store(make.answered(), make.entry())
    assert seen_files == [["copydesk-run1-00000.warc.gz.open"]]


def test_there_is_nothing_to_store_without_an_answer(archive, make):
    with pytest.raises(ValueError, match=r"no response of http://e\.org/1"):
        archive.store(make.failed(), make.entry())


def test_dates_are_read_back(archive, raw_root, make):
    at = make.now.replace(microsecond=123456)
    archive.store(make.answered(at=at), make.entry())
    archive.close()
    record = members((raw_root / NAME).read_bytes())[-1]
    assert read_instant(fields(record)["WARC-Date"]) == at
