"""News agencies: a closed table of spellings, and the lines in which a page credits its source."""

from __future__ import annotations

import re

from tasks.metadata.changes import says_changed
from tasks.metadata.strings import key

_SPELLINGS = """
    Reuters: reuters, thomson reuters, reuters com, rtrs, reuters news, reuters news agency
    AP: ap, the associated press, associated press, ap news, apnews
    AFP: afp, agence france presse, agence france-presse, afp com, afp news
    dpa: dpa, deutsche presse agentur, dpa infocom, dpa international, dpa afx
    CNN: cnn, cnn newsource, cnn wire, cnn business, cnn com, cnn international, the cnn wire
    BBC: bbc, bbc news
    Xinhua: xinhua, xinhua news agency, xinhuanet, 新华社, 新華社
    TASS: tass, itar tass, тасс, итар тасс
    RIA Novosti: ria novosti, ria, риа новости, риа
    Interfax: interfax, интерфакс, interfax ukraine
    Ukrinform: ukrinform, укрінформ
    Sputnik: sputnik
    ANSA: ansa, ansa it
    Adnkronos: adnkronos
    AGI: agi, agenzia italia
    LaPresse: lapresse
    EFE: efe, agencia efe
    Europa Press: europa press
    Notimex: notimex
    Télam: telam, télam
    Lusa: lusa, agência lusa, agencia lusa
    Agência Brasil: agência brasil, agencia brasil
    Estadão Conteúdo: estadão conteúdo, estadao conteudo
    Folhapress: folhapress
    PA Media: pa media, press association, pa, pa news agency, the press association
    Kyodo: kyodo, kyodo news, 共同通信, 共同通信社, 共同
    Jiji: jiji, jiji press, 時事通信, 時事通信社, 時事
    Yonhap: yonhap, yonhap news agency, 연합뉴스
    Newsis: newsis, 뉴시스
    CNA: cna, central news agency, 中央社
    Bloomberg: bloomberg, bloomberg news
    UPI: upi, united press international
    ANI: ani, asian news international
    PTI: pti, press trust of india
    IANS: ians, indo asian news service
    APP: associated press of pakistan
    Antara: antara, antara news
    Bernama: bernama
    VNA: vietnam news agency, ttxvn
    NTB: ntb
    TT: tt, tt nyhetsbyrån, tidningarnas telegrambyrå
    Ritzau: ritzau
    STT: stt
    ANP: anp
    Belga: belga
    APA: apa, austria presse agentur
    Keystone-SDA: keystone sda, sda, ats, keystone ats, sda ats
    PAP: pap, polska agencja prasowa
    ČTK: čtk, ctk
    TASR: tasr
    MTI: mti
    Agerpres: agerpres
    Mediafax: mediafax
    BTA: bta, бта
    Hina: hina
    Tanjug: tanjug, танјуг
    SRNA: srna
    BNS: bns
    LETA: leta
    Anadolu: anadolu, anadolu agency, anadolu ajansı, aa
    DHA: dha, demirören haber ajansı
    İHA: iha, i̇ha, ihlas haber ajansı
    IRNA: irna
    ISNA: isna
    WAM: wam, emirates news agency
    SPA: saudi press agency
    QNA: qatar news agency
    MENA: middle east news agency
    SANA: syrian arab news agency
    ANA-MPA: ana mpa, απε μπε
    AAP: aap, australian associated press
    The Canadian Press: the canadian press, canadian press, la presse canadienne, presse canadienne
    epd: epd, evangelischer pressedienst
    KNA: kna, katholische nachrichten agentur
    SID: sid, sport informations dienst
    RND: rnd, redaktionsnetzwerk deutschland
    PR Newswire: pr newswire, prnewswire
    Business Wire: business wire, businesswire
    GlobeNewswire: globenewswire, globe newswire
    CNS: cns, catholic news service
    KUNA: kuna
    AFX: afx
    Caters: caters news agency, caters
"""


def _table() -> dict[str, str]:
    table: dict[str, str] = {}
    for line in _SPELLINGS.strip().splitlines():
        name, _, spellings = line.strip().partition(": ")
        table |= {key(spelling): name for spelling in spellings.split(",")}
    return table


AGENCIES = _table()
"""Spelling (as `key` gives it) to the name by which the agency is known."""

_PARTS = re.compile(r"\s?[/|,;+]\s?|\s(?:and|und|et|y|e|en|i|ve|og|och|with|mit)\s|\s&\s")
_COPYRIGHT = re.compile(r"^[©Ⓒ(]+\s?c?\)?|^copyright\b|\b(?:19|20)\d{2}\b|\.$|\)$", re.IGNORECASE)

_CREDIT_WORDS = """
    source|sources|quelle|quellen|fuente|fuentes|fonte|fonti|fontes|bron|bronnen|źródło|źródła|kaynak|источник|джерело|
    zdroj|forrás|sursa|kilde|källa|lähde|πηγή|المصدر|مصدر|מקור|来源|來源|出典|출처|sumber|nguồn|izvor|извор|agency|agencia|
    agence|agenzia|agência|agentur|via|credit|courtesy
"""
_CREDIT_WORD = "|".join(word.strip() for word in _CREDIT_WORDS.split("|"))
_CREDIT = re.compile(rf"^\W{{0,3}}(?:{_CREDIT_WORD})\s?[:：]\s?", re.IGNORECASE)
_CHARS = 120

_INLINE = re.compile(r"^(?:[^()\n]{0,70}[\s,])?\(([^()]{2,40})\)\s?(?:\.?\s?[-–—―]|\.)")
_AFTER_PLACE = re.compile(r"[^\Wa-z\d][^()a-zß-öø-ÿ]{2,60}\(((?:[A-Z][\w.'’&-]{1,20}\s?){1,4})\)\s?[-–—―]\s")
_SIGNATURE = re.compile(r"[-–—―]\s?((?:[A-Z][\w.'’&]{1,20}\s?){1,3})")
_CLOSING = re.compile(r"[(\[–—-]\s?([^()\[\]\n–—]{2,40})[)\]]?\.?$")


def agency_name(text: str) -> str | None:
    """The agency or agencies that a short text names and nothing else: `dpa/AFP`, `© Reuters 2024`; None otherwise."""
    text = text.strip()[:_CHARS]
    if len(text) < 4 and text.istitle():  # Ria and Ana are people
        return None
    if found := AGENCIES.get(key(text)):
        return found
    previous = ""
    while text != previous:
        previous, text = text, _COPYRIGHT.sub("", text).strip(" ,")
    names = [AGENCIES.get(key(part)) for part in _PARTS.split(text) if part.strip()]
    if not names or None in names:
        return None
    return "/".join(dict.fromkeys(name for name in names if name))


def credited(text: str) -> str | None:
    """The source in a line that is only a credit: `Source: X` names any X; `- CNN`, `(Reuters)`, `© dpa` an agency."""
    text = " ".join(text[: _CHARS * 2].split())
    if found := _CREDIT.match(text):
        source = text[found.end() :].strip(" .-–—")
        return agency_name(source) or source[:_CHARS] or None
    bare = text.strip("-–—―~•*|()[] .")
    return agency_name(bare) if bare else None


def opening_agency(text: str) -> str | None:
    """The agency in the dateline with which an article's text begins: `LONDON (Reuters) -`, `Madrid, 5 mar (EFE).-`.

    Behind a place in capitals any name in brackets is one: `BRACKENHOLT (IPW) -`.
    """
    head = text[:_CHARS].lstrip()
    found = _INLINE.match(head)
    if found and (name := agency_name(found[1])):
        return name
    found = _AFTER_PLACE.match(head)
    return found[1] if found and not says_changed(found[1]) else None


def signature(text: str) -> str | None:
    """The name in a line that is nothing but a dash and a name of up to three words: `- Northwire`."""
    found = _SIGNATURE.fullmatch(text.strip()[:_CHARS])
    return found[1].strip() if found else None


def closing_agency(text: str) -> str | None:
    """The agency with which an article's last paragraph is signed: `… am Freitag. (dpa)`, `… – AFP`."""
    found = _CLOSING.search(text[-60:].rstrip())
    return agency_name(found[1]) if found else None
