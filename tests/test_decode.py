"""Bytes to text: evidence in its order, and what is no text at all."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.article import Reason
from schemas.config import Limits
from schemas.page import DecodedPage, RawPage
from tasks.decode import decode
from tasks.decode.form import form_of
from tasks.decode.labels import codec_of
from tasks.rejected import PageRejectedError

RUSSIAN = "Президент заявил в понедельник, что переговоры продолжатся на следующей неделе в Женеве. "
CZECH = "Prezident v pondělí řekl, že jednání budou příští týden pokračovat. "
JAPANESE = "大統領は月曜日、来週も協議を続けると述べた。双方の代表がジュネーブで会談する予定である。"
TUTORIAL = """How to write HTML

Tags stand in angle brackets. A paragraph looks like this:

<p>Hello world</p>

A heading looks like this:

<h1>Hello</h1>

That is all that you need to know. There are many more tags, and we will come to them later in this course.

Next week: tables."""
FRENCH = "Le président a déclaré lundi : « l’été n’attendra pas » — à Genève. "


def read(payload: bytes, content_type: str | None = None, limits: Limits | None = None) -> DecodedPage:
    return decode(RawPage("page", payload, content_type=content_type), limits or Limits())


@pytest.mark.parametrize(
    ("payload", "content_type", "text", "charset", "evidence"),
    [
        # nothing to decide
        (b"plain words", None, "plain words", "utf-8", "only ASCII bytes"),
        ("“hé”".encode(), None, "“hé”", "utf-8", "valid UTF-8 with 3 characters beyond ASCII"),
        ("“hé”".encode(), "text/html; charset=UTF-8", "“hé”", "utf-8", "HTTP header says UTF-8; valid UTF-8"),
        # byte-order marks, before everything else
        (codecs.BOM_UTF8 + "é".encode(), "text/html; charset=latin1", "é", "utf-8", "byte-order mark of utf-8"),
        ("é!".encode("utf-16"), None, "é!", "utf-16-le", "byte-order mark of utf-16-le"),
        (codecs.BOM_UTF16_BE + "é!".encode("utf-16-be"), None, "é!", "utf-16-be", "byte-order mark of utf-16-be"),
        (codecs.BOM_UTF32_LE + "é!".encode("utf-32-le"), None, "é!", "utf-32-le", "byte-order mark of utf-32-le"),
        # UTF-16 without a mark
        ("long enough".encode("utf-16-le"), None, "long enough", "utf-16-le", "NULs stand as in utf-16-le"),
        ("long enough".encode("utf-16-be"), None, "long enough", "utf-16-be", "NULs stand as in utf-16-be"),
        (
            "<p>会議は来週もジュネーブで続く</p>".encode("utf-16-le"),
            "text/html; charset=utf-16",
            "<p>会議は来週もジュネーブで続く</p>",
            "utf-16-le",
            "HTTP header",
        ),
        # the header before the meta
        (
            "<meta charset=koi8-r>Ж".encode("cp1251"),
            "text/html;charset=windows-1251",
            "<meta charset=koi8-r>Ж",
            "cp1251",
            "HTTP header says windows-1251",
        ),
        (
            "<meta charset='windows-1251'>Ж".encode("cp1251"),
            "text/html",
            "<meta charset='windows-1251'>Ж",
            "cp1251",
            "meta says windows-1251",
        ),
        (
            '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-2">ż'.encode("iso8859-2"),
            None,
            '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-2">ż',
            "iso8859-2",
            "meta says iso-8859-2",
        ),
        (
            '<?xml version="1.0" encoding="iso-8859-5"?><p>Ж'.encode("iso8859-5"),
            None,
            '<?xml version="1.0" encoding="iso-8859-5"?><p>Ж',
            "iso8859-5",
            "meta says iso-8859-5",
        ),
        # a label in a comment is none; a label that names no encoding of text is none
        (
            "<!-- <meta charset=koi8-r> --><meta charset=cp1251>Ж".encode("cp1251"),
            None,
            "<!-- <meta charset=koi8-r> --><meta charset=cp1251>Ж",
            "cp1251",
            "meta says cp1251",
        ),
        (b"\xe9t\xe9", "text/html; charset=rot13", "été", "cp1252", "read as windows-1252"),
        # ISO-8859-1 and ASCII mean windows-1252
        (b"it\x92s", "text/html; charset=iso-8859-1", "it’s", "cp1252", "HTTP header says iso-8859-1"),
        (b"<meta charset=us-ascii>it\x92s", None, "<meta charset=us-ascii>it’s", "cp1252", "meta says us-ascii"),
        (
            b"x\x81\x8d\x8f\x90\x9dy",
            "text/html; charset=windows-1252",
            "x\x81\x8d\x8f\x90\x9dy",
            "cp1252",
            "windows-1252",
        ),
        (b"\xe1\xd2\xaa", "text/html; charset=windows-1253", "α\xd2\xaa", "cp1253", "windows-1253"),
        # a declaration that the bytes refute
        (
            "naïve, déjà vu".encode(),
            "text/html; charset=iso-8859-1",
            "naïve, déjà vu",
            "utf-8",
            "HTTP header says iso-8859-1, but valid UTF-8",
        ),
        (FRENCH.encode("cp1252"), "text/html; charset=utf-8", FRENCH, "cp1252", "HTTP header says utf-8, but"),
        (b"<meta charset=utf-16><p>caf\xc3\xa9", None, "<meta charset=utf-16><p>café", "utf-8", "meta says utf-16"),
        (
            f"<meta charset=windows-1251>{RUSSIAN}".encode("cp1251"),
            "text/html; charset=utf-8",
            f"<meta charset=windows-1251>{RUSSIAN}",
            "cp1251",
            "HTTP header says utf-8, but 75 bytes are not UTF-8; meta says windows-1251",
        ),
        # windows-1252 bytes in a UTF-8 page
        (
            b"it\x92s \xe2\x80\x94 caf\xe9 \x93so\x94 it\xe2\x80\x99s",
            "text/html; charset=utf-8",
            "it’s — café “so” it’s",
            "utf-8",
            "4 windows-1252 bytes in a UTF-8 page",
        ),
        (
            b"wait\x85\x94 \xe2\x80\x9cok\xe2\x80\x9d",
            "text/html; charset=utf-8",
            "wait…” “ok”",
            "utf-8",
            "2 windows-1252 bytes",
        ),
        (
            "é".encode() * 200 + b"\x92",
            "text/html; charset=iso-8859-1",
            "é" * 200 + "’",
            "utf-8",
            "HTTP header says iso-8859-1, but most is UTF-8; 1 windows-1252 bytes",
        ),
        # a cut sequence is one lost character
        (
            "“quoted words”".encode() + b" and cut \xe2\x80",
            "text/html; charset=utf-8",
            "“quoted words” and cut \ufffd",
            "utf-8",
            "in a UTF-8 page",
        ),
        # no declaration
        (FRENCH.encode("cp1252"), None, FRENCH, "cp1252", "high bytes that are not UTF-8 are read as windows-1252"),
        (
            f'<html lang="cs"><p>{CZECH}'.encode("cp1250"),
            None,
            f'<html lang="cs"><p>{CZECH}',
            "cp1250",
            "as the page's language is cs",
        ),
        (RUSSIAN.encode("koi8-r") * 3, None, RUSSIAN * 3, "koi8-r", "a guess"),
        (JAPANESE.encode("cp932") * 3, None, JAPANESE * 3, "cp932", "a guess"),
        (JAPANESE.encode("euc_jp"), "text/html; charset=x-euc-jp", JAPANESE, "euc_jp", "HTTP header says x-euc-jp"),
        # NULs, marks inside, surrogates
        (b"a\0b \xef\xbb\xbfc", None, "ab c", "utf-8", "valid UTF-8"),
        (b"smile \xed\xa0\xbd\xed\xb8\x80!", None, "smile \U0001f600!", "utf-8", "valid UTF-8"),
        (b"lone \xed\xa0\xbd!", None, "lone \ufffd!", "utf-8", "valid UTF-8"),
    ],
)
def test_characters_and_evidence(payload, content_type, text, charset, evidence):
    page = read(payload, content_type)
    assert page.text == text
    assert page.charset == charset
    assert evidence in page.evidence
    assert "\n" not in page.evidence
    codecs.lookup(page.charset)


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("UTF-8", "utf-8"),
        (" utf8 ", "utf-8"),
        ("latin1", "cp1252"),
        ("ISO_8859-1", "cp1252"),
        ("ascii", "cp1252"),
        ("iso-8859-9", "cp1254"),
        ("tis-620", "cp874"),
        ("gb2312", "gb18030"),
        ("gbk", "gb18030"),
        ("x-sjis", "cp932"),
        ("euc-kr", "cp949"),
        ("ks_c_5601-1987", "cp949"),
        ("big5", "big5hkscs"),
        ("unicode", "utf-16-le"),
        ("utf-7", None),
        ("base64", None),
        ("unicode_escape", None),
        ("idna", None),
        ("no-such-charset", None),
        ("", None),
        ("\0", None),
    ],
)
def test_labels_mean_what_the_encoding_standard_says(label, codec):
    assert codec_of(label) == codec


@pytest.mark.parametrize(
    ("payload", "content_type", "reason"),
    [
        (b"%PDF-1.7 and so on", "text/html", Reason.NOT_TEXT),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", None, Reason.NOT_TEXT),
        (b"GIF89a\x01\0\x01\0", None, Reason.NOT_TEXT),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", None, Reason.NOT_TEXT),
        (b"RIFF\x24\0\0\0WEBPVP8 ", None, Reason.NOT_TEXT),
        (b"PK\x03\x04\x14\0\x06\0", None, Reason.NOT_TEXT),
        (b"\x1f\x8b\x08\0\0\0\0\0", None, Reason.NOT_TEXT),
        (bytes(range(256)) * 8, "text/html", Reason.NOT_TEXT),
        (b'{"a": 1}', "application/json", Reason.NOT_TEXT),
        (b"var a = 1;", "text/javascript; charset=utf-8", Reason.NOT_TEXT),
        (b"", None, Reason.EMPTY),
        (b" \r\n\t\0 ", None, Reason.EMPTY),
        (codecs.BOM_UTF8, None, Reason.EMPTY),
        ("\u200b\ufeff".encode(), None, Reason.EMPTY),
        (b"x" * 101, None, Reason.SIZE_LIMIT),
    ],
)
def test_what_is_no_page_of_text_is_rejected_with_its_reason(payload, content_type, reason):
    limits = Limits(page_bytes=100) if reason is Reason.SIZE_LIMIT else Limits()
    with pytest.raises(PageRejectedError) as rejected:
        read(payload, content_type, limits)
    assert rejected.value.reason is reason
    assert rejected.value.detail


@pytest.mark.parametrize(
    "payload",
    [
        b"<html><p>served with a wrong type",
        b"a few \x01 control \x02 bytes in a longer text are only damage, not a picture",
    ],
)
def test_pages_that_only_look_binary_are_read(payload):
    assert read(payload, "application/json" if payload.startswith(b"<") else None).text


@pytest.mark.parametrize(
    "text",
    [
        "a < b and b > c",
        "The <b> tag makes text bold. Use </b> to close it.",
        "Use the <p> tag, then </p>, and <br> for breaks. Also <div> and </div>.",
        TUTORIAL,
        "I <3 <b>you</b> and that is all",
        "From: <a@b.example>\nTo: <c@d.example>\n\nHello",
        "<Unknown speaker> Hello there",
        "<john@example.org> wrote:\nhi there",
        "if (a<b && c>d) { return; }",
    ],
)
def test_text_that_mentions_a_tag_is_text(text):
    assert form_of(text) == "text"


@pytest.mark.parametrize(
    "text",
    [
        "<p>x",
        "<p a=b " * 3 + ">x",
        "\n\n<!-- a comment -->\n<html>",
        "<!DOCTYPE html>text",
        '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">',
        "<html:html><html:body>",
        "Some text<br><br>More text<br>And more",
        "First.</p><p>Second.</p>",
        "<b>Hello</b>, he said.",
        "Warning: mysql() in line 3\n<!DOCTYPE html><html><head><title>x</title></head><body><p>Text</p></body></html>",
        ("Long text. " * 60 + "<br><br>\n") * 3,
        "<p>\nText on its own line\n</p>\n<p>\nMore text\n</p>",
        "<svg><text>x</text></svg>",
    ],
)
def test_markup_is_html_whatever_the_file_is_called(text):
    assert form_of(text) == "html"


def test_the_name_of_the_file_decides_nothing():
    assert decode(RawPage("a.txt", b"<html><p>x"), Limits()).form == "html"
    assert decode(RawPage("a.html", b"no tag in here"), Limits()).form == "text"


def outcome(payload: bytes, content_type: str | None = None) -> DecodedPage | Reason:
    try:
        return read(payload, content_type)
    except PageRejectedError as rejected:
        return rejected.reason


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff"), min_size=1))
def test_utf8_comes_through_as_it_was(text):
    page = outcome(b"x" + text.encode())
    assert page is Reason.NOT_TEXT or page.text == "x" + text


@given(
    st.binary(max_size=300), st.sampled_from([None, "text/html; charset=utf-8", "text/html; charset=gbk", "charset=\0"])
)
def test_any_bytes_are_a_page_or_a_rejection(payload, content_type):
    page = outcome(payload, content_type)
    if isinstance(page, Reason):
        assert page in {Reason.NOT_TEXT, Reason.EMPTY}
    else:
        page.text.encode()  # no lone surrogate
        assert not {"\0", "\ufeff"} & set(page.text)


@given(st.text(st.sampled_from("ab é—’“”…ñ€\x81"), min_size=1, max_size=60))
def test_windows_1252_under_any_western_claim(text):
    payload = (
        b"x"
        + "".join(text).encode("latin-1", "ignore").replace(b"\x81", b"")
        + text.replace("\x81", "").encode("cp1252")
    )
    for claim in ("iso-8859-1", "us-ascii", "windows-1252"):
        page = read(payload, f"text/html; charset={claim}")
        if page.charset == "cp1252":
            assert page.text.endswith(text.replace("\x81", ""))
        else:
            assert payload.decode("utf-8") == page.text  # by chance the bytes are UTF-8


def test_every_byte_of_windows_1252_is_one_character():
    page = read(b"<p>" + bytes(range(0x80, 0x100)), "text/html; charset=latin1")
    assert len(page.text) == 3 + 128
    assert len(set(page.text[3:])) == 128
