"""`sources.toml`: what is right goes in as it stands; what is wrong is told with its line and what to do."""

import re
from pathlib import Path

import pytest

from schemas.collect import SourcesFile
from tasks.collect.sources_file import SourcesFileError, load
from tasks.collect.toml_lines import line_of

EXAMPLE = Path(__file__).parents[2] / "sources.example.toml"
HEAD = '[collect]\ncontact = "a@e.org"\n'
FEED = 'feed = "https://e.org/feed"\n'


def test_the_example_that_ships_is_right():
    sources = load(EXAMPLE)
    assert isinstance(sources, SourcesFile)
    assert [source.name for source in sources.sources] == ["courier", "gazette-archive", "council"]
    assert sources.collect.contact == "newsroom@example.org"


def test_the_examples_in_its_comments_are_right_too(tmp_path):
    (tmp_path / "reading-list.txt").write_text("https://e.org/1\n", encoding="utf-8")
    text = re.sub(r"^# (?=(?:\w+ = |\[\[))", "", EXAMPLE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    path = tmp_path / "sources.toml"
    path.write_text(text, encoding="utf-8")
    sources = load(path)
    assert sources.sources[-1].urls_file == "reading-list.txt"
    assert [str(network) for network in sources.collect.allow_networks] == ["10.1.2.0/24"]


WRONG = [
    # no TOML
    ("[collect\n", r"not valid TOML: .*line 1.*; mend that line"),
    # settings
    (HEAD + 'dely = 3\n[[sources]]\nname = "a"\n' + FEED, r"line 3: collect\.dely: there is no such setting; .*delay"),
    (HEAD + "\n# slow\ndelay = -1\n[[sources]]\nname = 'a'\n" + FEED, r"line 5: collect\.delay: .*greater.*but is -1"),
    (f"[collect]\n[[sources]]\nname = 'a'\n{FEED}", r"line 1: collect\.contact: it is missing; add a line `contact"),
    (f"[[sources]]\nname = 'a'\n{FEED}", r"line 1: collect: it is missing"),
    (HEAD, r"line 1: sources: it is missing; add"),
    (HEAD + "allow_networks = [\n  '10.0.0.0/8',\n  '10.0.0.1/8',\n]\n[[sources]]\nname = 'a'\n" + FEED, r"line 3: coll.*but is '10.0.0.1/8'"),
    # sources
    (HEAD + "[[sources]]\n" + FEED, r"line 3: sources\.0\.name: it is missing"),
    (HEAD + "[[sources]]\nname = 'A b'\n" + FEED, r"line 4: sources\.0\.name: .*pattern.*but is 'A b'"),
    (HEAD + "[[sources]]\nname = 'a'\n", r"line 3: sources\.0: 'a' names no pages; give it one of: feed, sitemap, urls, urls_file"),
    (HEAD + "[[sources]]\nname = 'a'\n" + FEED + "urls = ['https://e.org/1']\n", r"line 6: sources\.0\.urls: 'a' has feed already; make two"),
    (HEAD + "[[sources]]\nname = 'a'\n" + FEED + "\n[[sources]]\n# again\nname = 'a'\n" + FEED, r"line 4: .*2 sources are called 'a'.*\n.*line 9: .*rename one"),
    (HEAD + "[[sources]]\nname = 'a'\nfeed = 'e.org/feed'\n", r"line 5: sources\.0\.feed: 'e\.org/feed' is no web address; write it whole"),
    (HEAD + "[[sources]]\nname = 'a'\nsitemap = 'ftp://e.org/s.xml'\n", r"line 5: sources\.0\.sitemap: .*no web address"),
    (HEAD + "[[sources]]\nname = 'a'\nurls = [\n'https://e.org/1',\n'x']\n", r"line 5: sources\.0\.urls\.1: 'x' is no web address"),
    (HEAD + "[[sources]]\nname = 'a'\n" + FEED + "take = ['ok', 'br(oken']\n", r"line 6: sources\.0\.take\.1: 'br\(oken' is no regular"),
    (HEAD + "[[sources]]\nname = 'a'\n" + FEED + "domains = ['https://e.org']\n", r"line 6: sources\.0\.domains\.0: .*no host name; write only"),
    (HEAD + "[[sources]]\nname = 'a'\nurls_file = 'none.txt'\n", r"line 5: sources\.0\.urls_file: cannot read .*none\.txt: No such file"),
    (HEAD + "[[sources]]\nname = 'a'\nurls_file = '.'\n", r"line 5: sources\.0\.urls_file: cannot read .*directory"),
    (HEAD + "[[sources]]\nname = 'a'\nurls_file = \"a\\u0000b\"\n", r"line 5: sources\.0\.urls_file: cannot read .*null"),
    # ways of TOML
    (HEAD + "[[sources]]\r\nname = 'a'\r\nfeed = 'x'\r\n", r"line 5: sources\.0\.feed"),
    ("collect.contact = 'a@e.org'\ncollect.delay = 'x'\n[[sources]]\nname = 'a'\n" + FEED, r"line 2: collect\.delay: .*number"),
    ("sources = [{name = 'a', feed = 'x'}]\n" + HEAD, r"line 1: sources\.0\.feed"),
    (HEAD + "[[sources]]\nname = 'a'\nfeed = '''\n[collect]\ndelay = 3'''\ndelay = 'x'\n", r"line 8: sources\.0\.delay"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "told"), WRONG)
def test_what_is_wrong_is_told_with_its_line(tmp_path, text, told):
    path = tmp_path / "sources.toml"
    path.write_bytes(text.encode())
    with pytest.raises(SourcesFileError) as caught:
        load(path)
    assert re.search(told, str(caught.value))
    assert all(line.startswith(str(path)) and ";" in line for line in str(caught.value).splitlines())


def test_all_that_is_wrong_is_told_at_once_in_order(tmp_path):
    path = tmp_path / "sources.toml"
    path.write_text("[collect]\ndelay = -1\n[[sources]]\nname = 'a'\nfeeed = 'x'\n[[sources]]\nname = 'b b'\n", "utf-8")
    with pytest.raises(SourcesFileError) as caught:
        load(path)
    assert re.findall(r"line (\d+): (\S+):", str(caught.value)) == [
        ("1", "collect.contact"),
        ("2", "collect.delay"),
        ("5", "sources.0.feeed"),
        ("7", "sources.1.name"),
    ]


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(SourcesFileError, match=r"there is no .*sources\.toml; copy sources\.example\.toml"):
        load(tmp_path / "sources.toml")


def test_a_file_that_is_not_utf8(tmp_path):
    path = tmp_path / "sources.toml"
    path.write_bytes(b"[collect]\ncontact = '\xfc'\n")
    with pytest.raises(SourcesFileError, match="line 2: this is not UTF-8; save"):
        load(path)


def test_a_folder(tmp_path):
    with pytest.raises(SourcesFileError, match=r"cannot read .*: Is a directory; give a TOML file"):
        load(tmp_path)


LINES = "a = 1\n\n# b\nb = [\n 1,\n 2]\n[c]\nd.e = '''\nx = 1\n'''\n[[f]]\ng = 1\n[[f]]\n\ng = 2\n"


@pytest.mark.parametrize(
    ("key", "line"),
    [
        (("a",), 1),
        (("b",), 4),
        (("b", 1), 4),
        (("c",), 7),
        (("c", "d", "e"), 8),
        (("f", 0, "g"), 12),
        (("f", 1), 13),
        (("f", 1, "g"), 15),
        (("f", 1, "missing"), 13),
        (("f", 7, "g"), 11),
        (("missing",), 1),
        ((), 1),
    ],
)
def test_lines_of_keys(key, line):
    assert line_of(LINES, key) == line
