from __future__ import annotations

import subprocess
import sys

import pytest

from tasks.metadata.language import decide, tag

TAGS = [
    ("", None),
    ("und", None),
    ("english", None),
    ("<script>", None),
    ("en", "en"),
    ("EN", "en"),
    ("de-DE", "de-DE"),
    ("de_DE", "de-DE"),
    ("pt-br", "pt-BR"),
    ("zh-hant-tw", "zh-Hant-TW"),
    ("zh-Hant", "zh-Hant"),
    ("es-419", "es-419"),
    ("en_US.UTF-8", "en-US"),
    ("en, de", "en"),
    ("iw", "he"),
]


@pytest.mark.parametrize(("declared", "expected"), TAGS)
def test_tags(declared, expected):
    assert tag(declared) == expected


GERMAN = (
    "Der Bundestag hat am Donnerstag mit den Stimmen der Koalition ein neues Gesetz über den Verkehr verabschiedet. "
    * 4
)
LANGUAGES = [
    ("", [], None),
    ("", ["de-DE"], "de-DE"),
    ("12 345 – 67", ["de"], "de"),
    ("Hello there", ["en-GB"], "en-GB"),
    (GERMAN, [], "de"),
    (GERMAN, ["de-AT"], "de-AT"),
    (GERMAN, ["en"], "de"),
    (GERMAN, ["en", "de_CH"], "de-CH"),
    ("The minister said on Friday that the new law would be put before parliament in the spring. " * 4, ["de"], "en"),
    ("Le ministre a déclaré vendredi que la nouvelle loi serait présentée au parlement au printemps. " * 4, [], "fr"),
    ("El ministro dijo el viernes que la nueva ley se presentará al parlamento en la primavera. " * 4, [], "es"),
    ("Il ministro ha detto venerdì che la nuova legge sarà presentata al parlamento in primavera. " * 4, [], "it"),
    ("O ministro disse na sexta-feira que a nova lei será apresentada ao parlamento na primavera. " * 4, [], "pt"),
    ("De minister zei vrijdag dat de nieuwe wet in het voorjaar aan het parlement wordt voorgelegd. " * 4, [], "nl"),
    ("Minister powiedział w piątek, że nowa ustawa zostanie przedstawiona parlamentowi wiosną. " * 4, [], "pl"),
    ("Bakan cuma günü yeni yasanın ilkbaharda meclise sunulacağını söyledi ve soruları yanıtladı. " * 4, [], "tr"),
    ("Министр заявил в пятницу, что новый закон будет представлен парламенту весной этого года. " * 4, [], "ru"),
    ("臺灣總統今日發表談話，表示政府將會在春天提出新的法案，並且希望各黨派能夠支持。" * 6, ["zh-Hant-TW"], "zh-Hant-TW"),
    ("北京市政府今天宣布新政策，将从明年春天开始实施，并希望市民给予支持和理解。" * 6, [], "zh"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "declared", "expected"), LANGUAGES)
def test_languages(text, declared, expected):
    language, score = decide(text, declared)
    assert language == expected
    assert (score is None) == (expected is None)
    assert score is None or 0 <= score <= 1


def test_a_fresh_process_gives_the_same():
    code = "import sys; from tasks.metadata.language import decide; print(decide(sys.argv[1], ['de_AT']))"
    said = subprocess.run([sys.executable, "-c", code, GERMAN], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == str(decide(GERMAN, ["de_AT"]))


def test_the_module_is_light_until_a_text_asks():
    code = "import sys, tasks.metadata.language; print('py3langid' in sys.modules, 'numpy' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["False", "False"]
