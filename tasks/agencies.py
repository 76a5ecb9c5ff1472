"""News agencies: the one table of how their names are written, for what cuts credits out and what names them."""

from __future__ import annotations

from typing import NamedTuple

_TABLE = """
    Reuters: reuters, thomson reuters, reuters com, rtrs, reuters news, reuters news agency
    Reuters: | Reuters, REUTERS, Thomson Reuters
    AP: ap, the associated press, associated press, ap news, apnews | AP | A.P., Associated Press, The Associated Press
    AFP: afp, agence france presse, agence france-presse, afp com, afp news | AFP | Agence France-Presse
    dpa: dpa, deutsche presse agentur, dpa infocom, dpa international, dpa afx | dpa, DPA | dpa-AFX
    CNN: cnn, cnn newsource, cnn wire, cnn business, cnn com, cnn international, the cnn wire
    CNN: | CNN | CNN Business, CNN Newsource
    BBC: bbc, bbc news | | BBC, BBC News
    Xinhua: xinhua, xinhua news agency, xinhuanet, 新华社, 新華社 | Xinhua, XINHUA
    TASS: tass, itar tass, тасс, итар тасс | TASS, ТАСС | Tass, ITAR-TASS
    RIA Novosti: ria novosti, ria, риа новости, риа | | RIA, RIA Novosti, РИА Новости
    Interfax: interfax, интерфакс, interfax ukraine | Интерфакс | Interfax
    Ukrinform: ukrinform, укрінформ | | Ukrinform
    Sputnik: sputnik
    ANSA: ansa, ansa it | ANSA
    Adnkronos: adnkronos | | Adnkronos
    AGI: agi, agenzia italia | | AGI
    LaPresse: lapresse
    EFE: efe, agencia efe | EFE
    Europa Press: europa press | | Europa Press
    Notimex: notimex | | Notimex
    Télam: telam, télam | | Télam
    Lusa: lusa, agência lusa, agencia lusa | | Lusa, LUSA
    Agência Brasil: agência brasil, agencia brasil
    Estadão Conteúdo: estadão conteúdo, estadao conteudo
    Folhapress: folhapress
    PA Media: pa media, press association, pa, pa news agency, the press association | | PA, PA Media, Press Association
    Kyodo: kyodo, kyodo news, 共同通信, 共同通信社, 共同 | | Kyodo, Kyodo News
    Jiji: jiji, jiji press, 時事通信, 時事通信社, 時事 | | Jiji, Jiji Press
    Yonhap: yonhap, yonhap news agency, 연합뉴스 | | Yonhap
    Newsis: newsis, 뉴시스
    CNA: cna, central news agency, 中央社 | | CNA
    Bloomberg: bloomberg, bloomberg news | Bloomberg | Bloomberg News
    UPI: upi, united press international | UPI
    ANI: ani, asian news international | ANI
    PTI: pti, press trust of india | PTI
    IANS: ians, indo asian news service | IANS
    APP: associated press of pakistan
    Antara: antara, antara news | | Antara, ANTARA
    Bernama: bernama | | Bernama, BERNAMA
    VNA: vietnam news agency, ttxvn
    NTB: ntb | | NTB
    TT: tt, tt nyhetsbyrån, tidningarnas telegrambyrå | | TT
    Ritzau: ritzau | | Ritzau
    STT: stt | | STT
    ANP: anp | | ANP
    Belga: belga | | Belga, BELGA
    APA: apa, austria presse agentur | | APA
    Keystone-SDA: keystone sda, sda, ats, keystone ats, sda ats | | sda, SDA, Keystone-SDA, ATS
    PAP: pap, polska agencja prasowa | | PAP
    ČTK: čtk, ctk | | ČTK, CTK
    TASR: tasr | | TASR
    MTI: mti | | MTI
    Agerpres: agerpres | | Agerpres
    Mediafax: mediafax
    BTA: bta, бта | | BTA
    Hina: hina | | Hina, HINA
    Tanjug: tanjug, танјуг | | Tanjug
    SRNA: srna
    BNS: bns
    LETA: leta
    Anadolu: anadolu, anadolu agency, anadolu ajansı, aa | | Anadolu, Anadolu Agency, AA
    DHA: dha, demirören haber ajansı | | DHA
    İHA: iha, i̇ha, ihlas haber ajansı | | İHA, IHA
    IRNA: irna | | IRNA
    ISNA: isna | | ISNA
    WAM: wam, emirates news agency | | WAM
    SPA: saudi press agency
    QNA: qatar news agency
    MENA: middle east news agency
    SANA: syrian arab news agency
    ANA-MPA: ana mpa, απε μπε
    AAP: aap, australian associated press | | AAP
    The Canadian Press: the canadian press, canadian press, la presse canadienne, presse canadienne
    The Canadian Press: | | Canadian Press, The Canadian Press
    epd: epd, evangelischer pressedienst | | epd
    KNA: kna, katholische nachrichten agentur | | KNA
    SID: sid, sport informations dienst | | SID
    RND: rnd, redaktionsnetzwerk deutschland
    PR Newswire: pr newswire, prnewswire | | PRNewswire, PR Newswire
    Business Wire: business wire, businesswire | | Business Wire, BUSINESS WIRE
    GlobeNewswire: globenewswire, globe newswire | | GlobeNewswire, GLOBE NEWSWIRE
    CNS: cns, catholic news service | | CNS
    KUNA: kuna | | KUNA
    AFX: afx | | AFX
    Caters: caters news agency, caters
    APP: | | APP
    SPA: | | SPA
    QNA: | | QNA
    MENA: | | MENA
    SANA: | | SANA
    NPR: | | NPR
    NBC: | | NBC
    NBC News: | | NBC News
    ABC News: | | ABC News
    CBS News: | | CBS News
"""
"""Name: spellings, in small letters and without signs | credits that are clear in running text | in brackets only.

A name may have two rows. Without spellings, as `SPA` and `MENA`, which are words too, it is a credit in brackets only.
"""


class Agency(NamedTuple):
    """A row of the table: an agency and ways in which pages write its name."""

    name: str
    spellings: tuple[str, ...]
    """What stands for it in a line that names nothing else; case and signs do not count."""
    clear: tuple[str, ...]
    """What means it also without parentheses, written exactly so."""
    bracketed: tuple[str, ...]
    """What means it in parentheses or after a dash only, written exactly so."""


def _row(line: str) -> Agency:
    name, _, rest = line.strip().partition(":")
    columns = [tuple(word.strip() for word in column.split(",") if word.strip()) for column in rest.split("|")]
    spellings, clear, bracketed = (*columns, (), ())[:3]
    return Agency(name, spellings, clear, bracketed)


AGENCIES: tuple[Agency, ...] = tuple(map(_row, _TABLE.strip().splitlines()))
