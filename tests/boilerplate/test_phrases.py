"""The phrases: what they claim, what they leave alone, and what every line of the file must hold."""

import re
from collections import Counter
from math import prod
from re import _constants as op
from re import _parser as parser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.label import Label
from tasks.boilerplate import phrases
from tasks.boilerplate.phrases import CHARS, NAMES, WILDCARD, claim, compiled, first_words, fold, lines

LEFT_ALONE = [
    "",
    "…",
    "The mayor said that the advertisement had cost too much.",
    "He asked them to leave a reply on the door.",
    "Share prices fell by a third on Monday",
    "Related work",
    "Read carefully before you sign",
    "Comments on the draft were due on Friday.",
    "More than forty houses lost their roofs",
    "More local news outlets close",
    "Follow the money",
    "Subscribe to this theory at your peril, he said, and many did.",
    "Print is dead, long live print",
    "Copyright law in a fragmented world",
    "Advertising",
    "Conclusion",
    "Key takeaways",
    "Frequently asked questions",
    "Next week, the council votes",
    "Home prices rise again",
    "Search for survivors goes on",
    "Skip to the end of the war",
    "Top of the world",
    "Up next in the trial",
    "Email scandal widens",
    "Sign up for war",
    "Join the army",
    "Get the message",
    "Get well soon",
    "Digital advertising earns 30 million per month",
    "Premium 95 rose to 2 euros a litre",
    "Print is worth 40 million a year",
    "“Subscribe to our newsletter” may be the most repeated sentence of the decade.",
    '"Sign up for our newsletter," he said, and they did',
    "This story has not been told before.",
    "This report was not made by people",
    "Disclaimer of a will",
    "Got a light?",
    "List of the dead grows",
    "Copyright APIs, the court said",
    "If you liked this storm, wait for the next",
    "Our standards have fallen",
    "“Share this with nobody.”",
    "“Subscribe now!”",
    "Cartoon byways",
    "Download speeds",
    "Support for the government falls",
    "Support us or leave, he told them on Friday night in the town hall.",
    "Buy me a river",
    "We use water to cool the reactor",
    "We value our freedom",
    "This site was once a mine",
    "Thank you for nothing",
    "By clicking his fingers he woke the dog",
    "Play the ball, not the man",
    "Anzeige gegen Unbekannt",
    "Werbung in eigener Sache",
    "Mehr Geld für die Pflege",
    "Teilen ist schwer",
    "Weitere Verhandlungen scheitern",
    "Suche nach Vermissten",
    "Lesen lernen",
    "Ich habe ein kurzes Video gemacht, in dem ich Dir genau das verrate.",
    "Ich bin heute besonders gespannt, was Du zu diesem Objekt sagst.",
    "Ich habe ihm eine E-Mail geschrieben, die er nie gelesen hat.",
    "Mit der Nutzung der Windkraft nimmt der Bedarf an Speichern zu.",
    "Melden Sie sich für Fragen dazu bitte an der Pforte.",
    "Auch lesen will gelernt sein",
    "Schon gelesen haben es viele im Ort",
    "Hier weiterlesen oder aufhören?",
    "Más información sobre el río",
    "Lees hier niet te snel",
    "Leggi pure: " + "Il fiume è tornato nel suo letto. " * 5,
    "Publicité mensongère : la justice tranche",
    "Lire ou mourir",
    "À lire entre les lignes",
    "Recibe el Nobel de la Paz",
    "Más leña al fuego",
    "Ver para creer",
    "Iscriviti all'università, dicevano",
    "Segui il denaro",
    "Receba mil, pague dois",
    "Veja só",
    "Meer geld voor de zorg",
    "Lees dit boek",
    "Więcej pieniędzy dla szpitali",
    "Son deprem",
    "Главная улица",
    "Читать вслух",
    "Реклама сигарет под запретом",
    "This story was originally published by a paper that has since closed.",
    "This article was first published in the spring issue of a magazine.",
    "Our standards have slipped, the judge wrote.",
    "Privacy notice periods will be halved",
    "Follow the paper’s coverage of the trial closely, he told them.",
    "Więcej pracy znajdziesz na stronie ministerstwa",
    "Über dieses Thema berichtete die Zeitung als erste.",
    "Läs av mätaren varje morgon",
    "Läs mer noggrant, sa läraren.",
    "Dela på notan",
    "Del av byen er uten strøm",
    "Annonsmarknaden krymper",
    "Jaa, kuka tietää",
    "Mainosvero nousee ensi vuonna",
    "Reklama, která zaplavila město",
    "Čtěte, co podepisujete",
    "Olvasott ember volt",
    "Hirdetések nélkül jelenik meg a lap",
    "Διαβάστε τους όρους προσεκτικά",
    "Baca puisi di alun-alun",
    "Bagikan beras kepada warga",
    "関連記事を書いた記者が受賞した。",
    "広告収入が三割減った",
    "공유하기 어려운 이야기",
    "分享经济走到尽头",
    "اقرأ باسم النهر",
]

CLAIMED = [
    ("LEAVE A REPLY", Label.COMMENT_FORM),
    ("Leave a Reply Cancel reply", Label.COMMENT_FORM),
    ("Please enter your comment!", Label.COMMENT_FORM),
    ("Please enter your name here", Label.COMMENT_FORM),
    ("Your email address will not be published. Required fields are marked *", Label.COMMENT_FORM),
    ("You must be logged in to post a comment.", Label.COMMENT_FORM),
    ("Save my name, email, and website in this browser for the next time I comment.", Label.COMMENT_FORM),
    ("View all 12 comments", Label.COMMENT_FORM),
    ("Schreibe einen Kommentar Antworten abbrechen", Label.COMMENT_FORM),
    ("Deine E-Mail-Adresse wird nicht veröffentlicht. Erforderliche Felder sind mit * markiert", Label.COMMENT_FORM),
    ("Laisser un commentaire Annuler la réponse", Label.COMMENT_FORM),
    ("Deja un comentario", Label.COMMENT_FORM),
    ("Lascia un commento", Label.COMMENT_FORM),
    ("Deixe um comentário", Label.COMMENT_FORM),
    ("Geef een reactie", Label.COMMENT_FORM),
    ("Dodaj komentarz", Label.COMMENT_FORM),
    ("Bir yanıt yazın", Label.COMMENT_FORM),
    ("Оставить комментарий", Label.COMMENT_FORM),
    ("(This story has not been edited by our staff and is auto-generated from a syndicated feed.)", Label.LEGAL),
    ("Disclaimer: This post has been auto-published from an agency feed without any changes", Label.LEGAL),
    ("(The above story is verified and authored by ANI staff, ANI is an agency.)", Label.LEGAL),
    ("Copyright AFP. All rights reserved.", Label.LEGAL),
    ("This advertisement has not loaded yet, but your article continues below.", Label.ADVERTISEMENT),
    ("Advertisement 2", Label.ADVERTISEMENT),
    ("list of 3 items", Label.RELATED),
    ("list 1 of 3Lebanon's banks: what went wrong?", Label.RELATED),
    ("end of list", Label.RELATED),
    ("For the latest news, weather, sports, and streaming video, head to WKRX 7.", Label.PROMO),
    ("Got a tip? Write to us.", Label.PROMO),
    ("If you liked this, buy me a coffee.", Label.PROMO),
    ("Our Standards: The Thomson Reuters Trust Principles., opens new tab", Label.LEGAL),
    ("Cartoon by Peter Lowell", Label.OTHER),
    ("Share", Label.SHARE),
    ("Share this article", Label.SHARE),
    ("Share on Facebook (Opens in new window)", Label.SHARE),
    ("Click to share on X (Opens in new window) X", Label.SHARE),
    ("Facebook | Twitter | WhatsApp", Label.SHARE),
    ("facebook twitter e-mail", Label.SHARE),
    ("Auf Facebook teilen", Label.SHARE),
    ("Partager sur Twitter", Label.SHARE),
    ("Compartir en WhatsApp", Label.SHARE),
    ("Condividi su Facebook", Label.SHARE),
    ("Compartilhe no WhatsApp", Label.SHARE),
    ("Deel dit artikel", Label.SHARE),
    ("Udostępnij", Label.SHARE),
    ("Facebook'ta Paylaş", Label.SHARE),
    ("Поделиться", Label.SHARE),
    ("Advertisement", Label.ADVERTISEMENT),
    ("ADVERTISEMENT - CONTINUE READING BELOW", Label.ADVERTISEMENT),
    ("Story continues below advertisement", Label.ADVERTISEMENT),
    ("Scroll to continue", Label.ADVERTISEMENT),
    ("Anzeige", Label.ADVERTISEMENT),
    ("La suite après cette publicité", Label.ADVERTISEMENT),
    ("Publicidad", Label.ADVERTISEMENT),
    ("Continua a leggere dopo la pubblicità", Label.ADVERTISEMENT),
    ("Artikel gaat verder onder de advertentie", Label.ADVERTISEMENT),
    ("Реклама", Label.ADVERTISEMENT),
    ("Read more: How a dam changed a river", Label.RELATED),
    ("Also read: Kenya’s lakes are rising", Label.RELATED),
    ("READ ALSO | Kenya’s lakes are rising", Label.RELATED),
    ("You may also like", Label.RELATED),
    ("Related Articles", Label.RELATED),
    ("MORE LOCAL NEWS", Label.RELATED),
    ("Editor’s Picks", Label.RELATED),
    ("Must-read", Label.RELATED),
    ("Most read", Label.RELATED),
    ("Lesen Sie auch: Warum die Bahn so oft zu spät kommt", Label.RELATED),
    ("Auch lesen: Warum die Bahn so oft zu spät kommt", Label.RELATED),
    ("Schon gelesen?", Label.RELATED),
    ("Das Thema könnte dich auch interessieren:", Label.RELATED),
    ("Die meistgelesenen Artikel", Label.RELATED),
    ("Mehr zum Thema", Label.RELATED),
    ("À lire aussi : Le fleuve, vingt ans après", Label.RELATED),
    ("À lire aussi » Le fleuve, vingt ans après", Label.RELATED),
    ("Te puede interesar: El río", Label.RELATED),
    (
        "Lea más: El río que dejó de correr cuando la presa se llenó y lo que piden ahora los vecinos del valle",
        Label.RELATED,
    ),
    ("Leggi anche: Il fiume", Label.RELATED),
    ("Leia também", Label.RELATED),
    ("Lees ook: De rivier", Label.RELATED),
    ("Czytaj też: Rzeka", Label.RELATED),
    ("Dowiedz się więcej: Rzeka", Label.RELATED),
    ("Leggi pure: Il fiume", Label.RELATED),
    ("Continue lendo: O rio", Label.RELATED),
    ("Lees hier: De rivier", Label.RELATED),
    ("Bunu da oku: Nehir", Label.RELATED),
    ("Также по теме: Река", Label.RELATED),
    ("Sharen mit:", Label.SHARE),
    ("İlgili Haberler", Label.RELATED),
    ("Читайте также: Река", Label.RELATED),
    ("Get the RNZ app", Label.PROMO),
    ("Digital 9 crowns per month", Label.PROMO),
    ("Digital access $3.99 a week", Label.PROMO),
    ("Premium subscription €12/month, cancel anytime", Label.PROMO),
    ("for ad-free news and current affairs", Label.PROMO),
    ("Sign up to our newsletter", Label.PROMO),
    ("Subscribe to our newsletter", Label.PROMO),
    ("Get the best of our journalism in your inbox every morning.", Label.PROMO),
    ("Already a subscriber? Log in", Label.PROMO),
    ("Follow us on Facebook", Label.PROMO),
    ("Newsletter abonnieren", Label.PROMO),
    ("Ich habe die Datenschutzerklärung gelesen und akzeptiere sie.", Label.PROMO),
    ("Ich stimme der Verarbeitung meiner Daten zu.", Label.PROMO),
    ("Ich bin damit einverstanden, dass meine Daten gespeichert werden.", Label.PROMO),
    ("Mit der Anmeldung stimmen Sie unseren Bedingungen zu.", Label.PROMO),
    ("Melden Sie sich hier kostenlos an", Label.PROMO),
    ("Inscrivez-vous à notre newsletter", Label.PROMO),
    ("Suscríbete", Label.PROMO),
    ("Iscriviti alla newsletter", Label.PROMO),
    ("Zapisz się na newsletter", Label.PROMO),
    ("Подпишитесь на наш канал", Label.PROMO),
    ("Skip to main content", Label.NAVIGATION),
    ("Back to top ↑", Label.NAVIGATION),
    ("Filed under: Weather", Label.NAVIGATION),
    ("Zum Inhalt springen", Label.NAVIGATION),
    ("Accueil", Label.NAVIGATION),
    ("Strona główna", Label.NAVIGATION),
    ("Ana Sayfa", Label.NAVIGATION),
    ("© 2026 The Courier. All rights reserved.", Label.LEGAL),
    ("(c) 2026 The Courier", Label.LEGAL),
    ("Copyright 2026 The Courier", Label.LEGAL),
    ("Privacy Policy | Terms of Use", Label.LEGAL),
    ("We use cookies to improve your experience.", Label.LEGAL),
    ("Impressum", Label.LEGAL),
    ("Tous droits réservés", Label.LEGAL),
    ("Все права защищены", Label.LEGAL),
    ("Advertisement · Scroll to continue", Label.ADVERTISEMENT),
    ("Privacy Notice: Newsletters may contain info about charities and online ads.", Label.LEGAL),
    ("Contact: [email protected]", Label.OTHER),
    ("Follow the AP's coverage of rivers at https://example.org/hub/rivers", Label.PROMO),
    ("Więcej informacji znajdziesz na stronie głównej Gazety.", Label.RELATED),
    ("Kindly share this story:", Label.SHARE),
    ("This story was originally published November 3, 2026 at 4:40 PM.", Label.OTHER),
    ("All rights reserved. This material may not be published or rewritten.", Label.LEGAL),
    ("Our Standards: The Courier Trust Principles.", Label.LEGAL),
    ("For all latest news, follow The Courier’s Google News channel.", Label.PROMO),
    ("Hier können Sie die Rechte an diesem Artikel erwerben.", Label.LEGAL),
    ("Über dieses Thema berichtete das Radio am 3. November 2026 um 19:30 Uhr.", Label.OTHER),
    ("À lire aussi« Le fleuve, vingt ans après »", Label.RELATED),
    ("Dalszy ciąg tekstu pod materiałem wideo", Label.ADVERTISEMENT),
    ("Läs också: Floden", Label.RELATED),
    ("LÄS MER: Floden", Label.RELATED),
    ("Les også: Elva", Label.RELATED),
    ("Læs også: Floden", Label.RELATED),
    ("Lue myös: Joki", Label.RELATED),
    ("Přečtěte si také: Řeka", Label.RELATED),
    ("Čítajte aj: Rieka", Label.RELATED),
    ("Citește și: Râul", Label.RELATED),
    ("Διαβάστε επίσης: Το ποτάμι", Label.RELATED),
    ("Читайте також: Ріка", Label.RELATED),
    ("Pročitajte još: Rijeka", Label.RELATED),
    ("Baca juga: Sungai", Label.RELATED),
    ("関連ニュース", Label.RELATED),
    ("관련기사", Label.RELATED),
    ("延伸閱讀", Label.RELATED),
    ("اقرأ أيضًا: النهر", Label.RELATED),
    ("यह भी पढ़ें: नदी", Label.RELATED),
    ("यह भी पढ़ें", Label.RELATED),
    ("ANNONS", Label.ADVERTISEMENT),
    ("Annonse", Label.ADVERTISEMENT),
    ("Juttu jatkuu mainoksen jälkeen", Label.ADVERTISEMENT),
    ("Článek pokračuje pod reklamou", Label.ADVERTISEMENT),
    ("Hirdetés", Label.ADVERTISEMENT),
    ("シェアする", Label.SHARE),
    ("Chia sẻ", Label.SHARE),
    ("コメントを書く", Label.COMMENT_FORM),
    ("<저작권자(c) 연합소식, 무단 전재-재배포 금지>", Label.LEGAL),
    ("無断転載・複製を禁じます", Label.LEGAL),
    ("About the author", Label.OTHER),
    ("Your browser does not support the audio element.", Label.OTHER),
]


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_left_alone(text):
    found = claim(text)
    assert found is None or not found.certain


@pytest.mark.parametrize(("text", "label"), CLAIMED)
def test_claimed(text, label):
    found = claim(text)
    assert found is not None
    assert (found.label, found.certain) == (label, True)


FOLDED = [
    ("Share", "share"),
    ("  » Share… ", "share"),
    ("What’s New?", "what's new"),
    ("İLGİLİ HABERLER", "ilgili haberler"),
    ("© 2026", "© 2026"),
    ("Schließen", "schliessen"),
    ("→", ""),
]


@pytest.mark.parametrize(("text", "folded"), FOLDED)
def test_fold(text, folded):
    assert fold(text) == folded


ALL = list(lines())
COMPILED = [compiled(line, NAMES) for _, line in ALL]


LANGUAGES = set("en de fr es it pt nl pl tr ru sv no da fi cs hu ro el uk hr ja ko zh id ar hi he vi".split())


def test_all_labels_are_removals_and_all_languages_are_named():
    assert {phrase.label for phrase, _ in ALL} <= set(Label) - {Label.BODY, Label.HEADING, Label.LIST, Label.QUOTE}
    assert {phrase.language for phrase, _ in ALL} == LANGUAGES


def test_no_line_stands_twice_in_a_list():
    counted = Counter((phrase.label, phrase.certain, phrase.language, line) for phrase, line in ALL)
    assert [key for key, count in counted.items() if count > 1] == []


LITERAL = re.compile(r"[^()\[\]{}?*+|…#\\.:]+")


def test_every_literal_line_claims_itself():
    silent = [line for _, line in ALL if LITERAL.fullmatch(line) and line == fold(line) and claim(line) is None]
    assert silent == []


def test_every_line_is_written_as_blocks_are_folded():
    assert [line for _, line in ALL if LITERAL.fullmatch(line) and line != fold(line)] == []


def test_a_line_must_begin_with_a_literal_word():
    for line in ("(a|b) c", "…rest", "wor(d|ld)* x".replace("(d|ld)", ""), "x[yz] a"):
        with pytest.raises(ValueError, match="literal word"):
            first_words(line, NAMES)
    assert first_words("comments? below", NAMES) == ["comment", "comments"]
    assert first_words("e-?mail us", NAMES) == ["e", "email"]
    assert "facebook" in first_words("{network} feed", NAMES)


def steps(tree, *, last=True):
    """How often a matcher may stand at one place of a pattern: the product of its repetitions that are not the last.

    Raises:
        AssertionError: a repetition without an end stands before the pattern's end.
    """
    bound = 1
    items = list(tree)
    for at, (kind, value) in enumerate(items):
        closing = last and at == len(items) - 1
        if kind in (op.MAX_REPEAT, op.MIN_REPEAT):
            low, high, inner = value
            assert high is not op.MAXREPEAT or closing, "a repetition without an end"
            if high is not op.MAXREPEAT:
                bound *= (high - low + 1) * steps(inner, last=closing) ** min(high, 3)
        elif kind is op.SUBPATTERN:
            bound *= steps(value[3], last=closing)
        elif kind is op.BRANCH:
            bound *= max(steps(branch, last=closing) for branch in value[1])
    return bound


def test_no_line_can_backtrack_far():
    """A block costs a bounded number of steps, so a page costs a linear one."""
    worst = max(COMPILED, key=lambda pattern: steps(parser.parse(pattern)))
    assert steps(parser.parse(worst)) < 80 * WILDCARD**2, worst


def test_few_lines_share_a_first_word():
    counted = Counter(word for _, line in ALL for word in first_words(line, NAMES))
    assert counted.most_common(1)[0][1] <= 60


@given(st.sampled_from([line for _, line in ALL]).map(lambda line: LITERAL.findall(line) or ["x"]), st.integers(2, 40))
def test_repeated_fragments_are_no_phrase_or_one(fragments, times):
    text = " ".join(fragments * times)
    found = claim(text)
    assert found is None or len(text) <= CHARS


@given(st.sampled_from(["share ", "read more ", "get the app ", "facebook twitter ", "by clicking ", "comments "]))
def test_a_long_block_is_no_phrase_whatever_it_repeats(fragment):
    text = fragment * (100_000 // len(fragment))
    assert claim(text) is None


@given(st.text(max_size=500))
def test_claim_never_fails(text):
    found = claim(text)
    assert found is None or isinstance(found.label, Label)


def test_patterns_are_compiled_when_they_are_needed():
    assert phrases._patterns("leave") is phrases._patterns("leave")
    assert prod(len(patterns) for patterns in [phrases._patterns("share")]) > 0
