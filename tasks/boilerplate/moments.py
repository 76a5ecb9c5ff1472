"""Dates, ages, clock times and counts as pages print them, in thirty languages: patterns, not their values."""

from __future__ import annotations

import re

from tasks.remember import remembered

LONGEST = 140
"""Characters that a line which is only a moment may have."""

_COUNTED = (
    r"(?:views?|reads?|shares?|comments?|likes?|reactions?|votes?|followers?|retweets?|hits?|replies|reply|claps?|plays?|"
    r"upvotes?|downloads?|saves?|"
    r"kommentare?|aufrufe|leser|commentaires?|vues?|partages?|lectures?|comentarios?|vistas?|visitas?|lecturas?|"
    r"compartidos?|commenti|commento|visualizzazioni|condivisioni|comentários?|visualizações|leituras?|reacties?|"
    r"weergaven|komentarz[ey]|komentarzy|wyświetle[nń]|wyświetlenia|odsłon|yorum|görüntülenme|okunma|paylaşım|"
    r"комментари(?:й|я|ев)|просмотр(?:а|ов)?)"
)
_AMOUNT = r"\d{1,3}(?:[.,\u202f ]?\d{3}){0,3}(?:[.,]\d)?\s?[kKmM]?\+?"
COUNT = re.compile(
    rf"\(?(?:{_AMOUNT}|no)\s?\)?\s?(?:total\s)?{_COUNTED}(?:\syet)?\)?|{_COUNTED}\s?[:|]?\s?[(\[]?{_AMOUNT}[)\]]?"
    r"|\d{1,5}\s(?:thoughts?|comments?|responses?|replies|gedanken?|kommentare?|commentaires?|comentarios?)"
    r"\s(?:on|to|zu|sur|en)\s[“\"„«‘'].{1,300}"
    rf"|{_AMOUNT}\s(?:visitors?|visits|hits|besucher|visiteurs|visitantes)\s(?:since|seit|depuis|desde)\s[^.!?]{{3,30}}"
    r"|(?:(?:photo|image|slide|page|bild|foto|seite|página|pagina|strona)\s)?\d{1,3}\s(?:of|von|sur|di|из|/)\s\d{1,3}",
    re.IGNORECASE,
)
"""An amount with what is counted: `99 Views`, `Comments (4)`, `1.2k shares`, `3 of 12`, `2,041 visitors since 1999`."""

LONE_NUMBER = re.compile(r"[(\[]?(?!(?:19|20)\d\d\b)\d{1,3}(?:[.,]?\d{3}){0,2}\s?[kKmM]?\+?[)\]]?")
"""A number that is no year."""

_MINUTES = (
    r"\d{1,3}(?:\s?[-–]\s?\d{1,3})?\s?-?"
    r"(?:min(?:ute)?s?\b\.?|minuten|minuti|minutos?|minut[ya]?|dk\b|dakika|мин\w{0,3}\.?)"
)
_READ = (
    r"(?:read(?:ing)?(?:\stime)?|to\sread|lesezeit|lesen|de\slectur[ae]|di\slettura|de\sleitura|leestijd|lezen|czytania|okuma"
    r"(?:\ssüresi)?|чтения|(?:estimated\s)?(?:read(?:ing)?|listening)\stime|temps\sde\slecture|tiempo\sde\slectura|"
    r"tempo\sdi\slettura|tempo\sde\sleitura|czas\sczytania|время\sчтения|geschätzte\slesezeit)"
)
READING_TIME = re.compile(
    rf"(?:~|ca\.?\s|<\s?|\()?{_MINUTES}[\s–-]{{0,3}}{_READ}\)?|{_READ}\s?[:·|–-]?\s?(?:ca\.?\s|~|<\s?|about\s)?{_MINUTES}",
    re.IGNORECASE,
)
"""How long the article takes to read."""

_MONTHS = frozenset(
    """
    january february march april may june july august september october november december
    januar jänner februar märz mai juni juli oktober dezember
    janvier février mars avril juin juillet août septembre octobre novembre décembre
    enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre
    gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre
    janeiro fevereiro março maio junho julho setembro outubro novembro dezembro
    januari februari maart mei augustus
    stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia
    ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık
    января февраля марта апреля мая июня июля августа сентября октября ноября декабря
    mars maj augusti marts desember
    tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta
    marraskuuta joulukuuta
    ledna února března dubna května června července srpna září října listopadu prosince
    januára februára apríla mája júna júla augusta septembra októbra novembra decembra
    január február március április május június július augusztus szeptember október
    ianuarie februarie martie aprilie iunie iulie septembrie octombrie noiembrie decembrie
    siječnja veljače ožujka travnja svibnja lipnja srpnja kolovoza rujna studenoga studenog prosinca
    січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня
    ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου νοεμβρίου δεκεμβρίου
    maret agustus
    jan feb aug sept nov dec
    """.split()
)
"""Names after or before which a number is a day."""
_SHORT_MONTHS = frozenset(
    """
    mar apr jun jul sep oct okt dez mär mrz fév févr avr juil aoû déc ene abr ago dic gen mag giu lug set ott fev out
    mrt sty lut kwi cze lip sie wrz paź lis gru oca şub nis haz tem ağu eyl eki kas ara
    янв фев мар апр июн июл авг сен сент окт ноя дек
    """.split()
)
"""These are words too: they name a month where a year follows ("Set 3" is no date)."""
_YEAR = r"(?:19|20)\d\d"
_OF = r"(?:de\s|del\s|of\s)?"
_ORDINAL = r"(?:st|nd|rd|th|\.|º|er)?"
_MONTH_FIRST = re.compile(
    rf"(?<![\w$€£.,:])(?P<month>[^\W\d_]{{3,12}})\.?\s\d{{1,2}}{_ORDINAL}(?P<year>,?\s{_YEAR})?(?![\w%])"
)
_DAY_FIRST = re.compile(
    rf"(?<![\w$€£.,:])(?:\d{{1,2}}{_ORDINAL}[\s-]{_OF}(?P<month>[^\W\d_]{{3,12}})\.?(?P<year>,?[\s-]{_OF}{_YEAR})?"
    rf"|{_YEAR}[-/.]\d{{1,2}}[-/.]\d{{1,2}}(?:T\d\d:\d\d[\d:.]{{0,10}}(?:Z|[+-]\d\d:?\d\d)?)?"
    rf"|\d{{1,2}}[-/.]\s?\d{{1,2}}[-/.]\s?{_YEAR}|\d\d[-/.]\d\d[-/.]\d\d"
    rf"|{_YEAR}\s?[年년]\s?\d{{1,2}}\s?[月월]\s?\d{{1,2}}\s?[日일])(?![\w%])"
)
_ZONE = (
    r"(?:GMT|UTC|EST|EDT|CET|CEST|MEZ|MESZ|BST|PST|PDT|MST|MDT|CST|CDT|IST|WIB|AEST|AEDT|NZDT|NZST|JST|KST|MSK|SGT|ET|PT|CT|"
    r"AST|ADT|NST|NDT|AKST|AKDT|HST|WAT|EAT|CAT|SAST|PKT|PHT|HKT|NPT|BDT|ACST|ACDT|AWST|BRT|ART|EET|EEST|WEST|"
    r"Uhr|hrs|МСК)(?:\s?[+-]\s?\d{1,2}(?::?\d\d)?)?"
)
_CLOCK = re.compile(
    r"(?<![\w$€£.,:])(?:(?:[01]?\d|2[0-3])(?::[0-5]\d){1,2}(?:\s?[ap]\.?\s?m\b\.?|\s?h\b)?"
    r"|(?:[01]?\d|2[0-3])(?:\s?h\s?[0-5]\d|\.[0-5]\d(?=\s?(?:Uhr|[ap]\.?m)))(?:\s?[ap]\.?m\b\.?)?|1?\d\s?[ap]\.?m\b\.?"
    r"|(?<=kl[.o]\s)(?:[01]?\d|2[0-3])\.[0-5]\d|(?:[01]?\d|2[0-3])\s?[時时시點点]\s?(?:[0-5]?\d\s?[分분])?)(?![\w%:])",
    re.IGNORECASE,
)
_UNIT = (
    r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|[smhdwy]|mo|sekunden?|minuten?|stunden?|std\.?|"
    r"tag(?:en?)?|wochen?|monat(?:en?)?|jahr(?:en?)?|secondes?|heures?|jours?|semaines?|mois|ans?|segundos?|minutos?|horas?|"
    r"d[ií]as?|semanas?|m[eê]s(?:es)?|años?|anos?|second[oi]|minut[oi]|or[ae]|giorn[oi]|settiman[ae]|mes[ei]|ann[oi]|"
    r"uur|dag(?:en)?|wek?en|week|maand(?:en)?|jaar|sekund|minut[ęy]?|godzin[ęy]?|dni|dzień|tygodni[ea]?|miesi[ąę]c[ey]?|"
    r"saniye|dakika|saat|gün|hafta|ay|yıl|timm(?:e|ar)|tim(?:e|er)|dag(?:ar|e)|veck(?:a|or)|ukers?|uger?|m[åa]n(?:ad|ed)(?:er)?|minutter|minuutti?a?|tuntia?|päivää?|"
    r"viikkoa?|секунд[ыу]?|минут[ыу]?|час(?:а|ов)?|д(?:ень|ня|ней)|недел[июья]|месяц(?:а|ев)?)"
)
_SOME = r"(?:\d{1,3}|an?|one|few|a\sfew|einer?|einem|einigen|une?|un[ao]?|ein|een|jedną)"
_AGE = (
    rf"(?:(?:about\s|over\s|almost\s)?{_SOME}\s?{_UNIT}\s(?:ago|geleden|fa|atrás|temu|önce|назад|sedan|siden|sitten)"
    rf"|(?:vor|il\sy\sa|hace|há)\s(?:ca\.\s|environ\s)?{_SOME}\s{_UNIT}|just\snow|gerade\seben|à\sl['’]instant|только\sчто"
    r"|\d{1,3}\s?(?:秒|分|分钟|分鐘|時間|小时|小時|日|天)前|\d{1,3}\s?(?:초|분|시간|일)\s?전)"
)
_WEEKDAY = (
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|montag|dienstag|mittwoch|donnerstag|freitag|samstag|"
    r"sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo|"
    r"luned[iì]|marted[iì]|mercoled[iì]|gioved[iì]|venerd[iì]|sabato|domenica|(?:segunda|terça|quarta|quinta|sexta)(?:-feira)?|"
    r"maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|poniedziałek|wtorek|środa|czwartek|piątek|sobota|niedziela|"
    r"pazartesi|salı|çarşamba|perşembe|cuma|cumartesi|pazar|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье)"
)
WHEN = (
    r"(?:(?:(?:first|last|originally|article)\s)?(?:published|updated?|posted|modified|created|edited|reviewed)(?:\s(?:on|at|date))?|"
    r"(?:publish|publication|release|issue)\sdate|last\s(?:update|modified)|date|posted\s(?:on|at)|pubdate|"
    r"(?:zuletzt\s)?(?:veröffentlicht|aktualisiert|erstellt|geändert)(?:\sam)?|stand|erschienen(?:\sam)?|datum|"
    r"publiée?(?:\sle)?|(?:mise?|mis)\sà\sjour(?:\sle)?|modifiée?(?:\sle)?|postée?(?:\sle)?|"
    r"publicad[oa](?:\s(?:el|em))?|actualizad[oa](?:\sel)?|última\sactualización|atualizad[oa](?:\sem)?|fecha|data|"
    r"pubblicat[oa](?:\sil)?|aggiornat[oa](?:\sil)?|ultim[oa]\s(?:aggiornamento|modifica)|"
    r"gepubliceerd(?:\sop)?|bijgewerkt(?:\sop)?|laatst\s(?:bijgewerkt|gewijzigd)|geplaatst(?:\sop)?|"
    r"(?:data\s)?(?:opublikowano|publikacji|aktualizacji|dodano)|aktualizacja|"
    r"yayınlan(?:ma|dı|ma\starihi)|güncellen(?:me|di|me\starihi)|(?:son\s)?güncelleme|(?:giriş|oluşturulma|yayın)\starihi|tarih|"
    r"(?:дата\s)?(?:опубликован[оа]|обновлен[оа]|обновлён|публикации|создано)|обновление|"
    r"(?:senast\s|sist\s|senest\s)?(?:public?era[dt]|uppdatera[dt]|publisert|oppdatert|publiceret|opdateret|offentliggjort)"
    r"(?:\sden)?|julkaistu|päivitetty|muokattu|publikován[oé]|aktualizován[oé]|publikované|aktualizované|vydáno|megjelent|frissítve|közzétéve|módosítva|"
    r"publicat(?:\s(?:la|pe))?|actualizat(?:\s(?:la|pe))?|objavljeno|ažurirano|опубліковано|оновлено|"
    r"δημοσίευση|δημοσιεύ[θτ]ηκε|(?:τελευταία\s)?ενημέρωση|diperbarui|diterbitkan|dipublikasikan|"
    r"(?:最終)?更新(?:日時?)?|公開(?:日時?)?|配信(?:日時?)?|掲載(?:日時?)?|(?:发布|發布|更新)(?:时间|時間)|"
    r"(?:기사)?입력|(?:최종)?수정|송고(?:시간)?|등록|업데이트)"
)
_DAY_WORD = (
    r"(?:today|yesterday|heute|gestern|aujourd['’]hui|hier|hoy|ayer|oggi|ieri|hoje|ontem|vandaag|gisteren|dziś|dzisiaj|"
    r"wczoraj|bugün|dün|сегодня|вчера)"
)
_LINK = r"(?:at|on|am|um|à|le|el|las?|alle|il|ore|em|às|om|op|o|godz|r|г|de|en|as of|kl|klo|pukul|saat|о|в)"

_AGED = re.compile(rf"(?<!\w){_AGE}(?!\w)", re.IGNORECASE)
_AGO = re.compile(
    r"\b(?:ago|geleden|fa|atrás|temu|önce|назад|vor|il y a|hace|há|just now|gerade eben|instant|что"
    r"|sedan|siden|sitten)\b|[前전]",
    re.IGNORECASE,
)
"""Every age has one of these."""
_AGO_PARTS = (
    "ago", "geleden", "fa", "atrás", "temu", "önce", "назад", "vor", "il y a", "hace", "há", "just now", "gerade eben",
    "instant", "что", "sedan", "siden", "sitten", "前", "전",
)  # fmt: skip
"""The same without a look at what stands around them: lines without a digit are told from ages by these."""
_SAYS_WHEN = re.compile(rf"(?<!\w)(?:{WHEN}(?=\s?[:|]|\s)|{_AGE})(?!\w)", re.IGNORECASE)
_BESIDE = re.compile(rf"(?<!\w)(?:{WHEN}|{_WEEKDAY}|{_ZONE}|{_DAY_WORD})(?!\w)", re.IGNORECASE)
_AROUND = re.compile(rf"{_BESIDE.pattern}|(?<!\w){_LINK}(?!\w)", re.IGNORECASE)
_ALL_AROUND = re.compile(rf"(?:(?>{_AROUND.pattern})|[\W\d])*+", re.IGNORECASE)
"""Nothing but that, signs and digits: gives up at the first other word."""
_COUNTS = re.compile(rf"(?<!\w)(?:{READING_TIME.pattern}|{COUNT.pattern})(?!\w)", re.IGNORECASE)
_MAY_COUNT = re.compile(r"\d|no", re.IGNORECASE)
"""Every count and every reading time has one of these."""
_MAY_CLOCK = re.compile(r"\d(?::\d|\.\d|\s?[hap時时시點点])", re.IGNORECASE)
"""Every clock time has one of these."""
_LEFT = re.compile(r"\W*(?:\d{1,4}\W{0,140})?")
"""What may be left of a line that is only a moment: signs, and one number, such as a count of comments."""
DIGIT = re.compile(r"\d")


def without_moments(text: str) -> str:
    """A line without its dates, clock times, ages, reading times and the words that go with them."""
    return _BESIDE.sub(" ", _COUNTS.sub(" ", _without_bare(text)[0]))


@remembered
def is_moment(text: str) -> bool:
    """Whether a short line holds a date, a clock time or an age, and nothing else that says anything."""
    if len(text) > LONGEST or not (DIGIT.search(text) or _may_be_age(text.lower())):
        return False
    rest, found = _without_bare(text)
    if not found:
        return False
    if _MAY_COUNT.search(rest):
        rest = _COUNTS.sub(" ", rest)
    return _ALL_AROUND.fullmatch(rest) is not None and _LEFT.fullmatch(_AROUND.sub(" ", rest)) is not None


def _may_be_age(lowered: str) -> bool:
    for part in _AGO_PARTS:  # noqa: SIM110 - asked of every short line; a generator takes twice as long
        if part in lowered:
            return True
    return False


def says_when(text: str) -> bool:
    """Whether a line says what its date is, as `Updated:` or `ago` do."""
    return bool(_SAYS_WHEN.search(text))


def _without_bare(text: str) -> tuple[str, int]:
    ages = clocks = 0
    if (not text.isascii() or _may_be_age(text.lower())) and _AGO.search(text):
        text, ages = _AGED.subn(" ", text)
    if _MAY_CLOCK.search(text):
        text, clocks = _CLOCK.subn(" ", text)
    rest = _MONTH_FIRST.sub(_without_date, _DAY_FIRST.sub(_without_date, text))
    return rest, ages + clocks + (rest != text)


def _without_date(found: re.Match[str]) -> str:
    name = (found["month"] or "").lower()
    is_date = not name or name in _MONTHS or (name in _SHORT_MONTHS and bool(found["year"]))
    return " " if is_date else found[0]
