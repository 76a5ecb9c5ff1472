"""Words around names in bylines, in the languages of the press: what comes before, what comes after, who is nobody."""

from __future__ import annotations

from tasks.metadata.strings import key


def _phrases(table: str) -> frozenset[str]:
    return frozenset(phrase for line in table.splitlines() for phrase in map(str.strip, line.split("|")) if phrase)


BY = _phrases(
    """
    by|written by|authored by|posted by|published by|story by|stories by|reported by|reporting by|report by|analysis by
    opinion by|words by|words|text by|article by|author|authors|byline|a column by|column by|review by
    interview by|guest post by|guest essay by|submitted by|contributed by|comment by|commentary by|essay by
    about the author|contributors|curated by|compiled by|exclusive|from our correspondent
    von|text von|autor|autorin|autor/in|autor:in|autor*in|autor/-in
    |autoren|verfasst von|geschrieben von|ein kommentar von|kommentar von|eine analyse von
    analyse von|ein gastbeitrag von|gastbeitrag von|ein interview von|interview von|eine kolumne von|kolumne von
    ein bericht von|aus dem englischen von|text|erstellt von|publiziert von|aufgezeichnet von
    dal nostro inviato|dalla nostra inviata|dal nostro corrispondente|dalla nostra corrispondente|dai nostri inviati
    van onze verslaggever|van onze verslaggevers|van onze verslaggeefster|van onze redacteur|van onze correspondent
    de notre correspondant|de notre correspondante|de notre envoyé spécial|de notre envoyée spéciale
    de nuestro corresponsal|de nuestra corresponsal|autoři
    von unserem korrespondenten|von unserer korrespondentin|von unserem redakteur|von unserer redakteurin
    von unserem reporter|von unserer reporterin|door onze verslaggever|door onze redacteur|door onze correspondent
    par|propos recueillis par|publié par|écrit par|rédigé par|article rédigé par|auteur|auteurs|auteure|texte de
    por|escrito por|publicado por|autora|autores|texto|texto de|redactado por|texto por|entrevista de
    di|scritto da|a cura di|articolo di|testo di|pubblicato da|autore|autrice
    escrita por|publicado por|reportagem de
    door|geschreven door|auteur|tekst|redactie
    autor|autorka|autorzy|napisał|napisała|przez|tekst|opracował|opracowała|oprac.|opr.|rozmawiał|rozmawiała
    yazan|yazar|haber|muhabir
    автор|авторы|автор текста|текст|автори|написал|написала|подготовил|подготовила|автор статьи
    av|af|skrevet av|skrevet af|skriven av|tekst|text av|journalist|foto og tekst|reporter
    kirjoittaja|kirjoittanut|teksti
    autor článku|napsal|napsala|připravil|připravila
    szerző|írta|piše|pišu|avtor|avtorica|пише|аутор|пишува|nga|shkruan|höfundur|eftir|autorius|parengė|autors
    de|scris de|autorul
    του|της|από|γράφει|γράφει ο|γράφει η|συντάκτης|επιμέλεια
    oleh|ditulis oleh|penulis|reporter|editor|tác giả|bài|bởi
    mwandishi|imeandikwa na|autori|लेखक|লেখক|تحریر|بقلم|كتب|كتبت|الكاتب|نویسنده|מאת|כתב
    文|文/|作者|記者|记者|撰文|作者：|执笔|執筆|取材・文|글|기자
    """
)
"""Lower case, without a closing colon."""

ROLE_ENDS = _phrases(
    """
    writer|reporter|correspondent|editor|journalist|columnist|contributor|chief|producer|photographer|author|blogger
    critic|anchor|presenter|analyst|commentator|intern|fellow|strategist|manager|director|professor|researcher|founder
    co-founder|ceo|cto|president|lecturer|expert|specialist|consultant|lead|staffer|newsroom|desk|team|staff|agency
    officer|coordinator|head|vp|dietitian|nutritionist|attorney|lawyer|physician|psychologist|economist|historian
    adviser|advisor|scientist|engineer|developer|designer|gardener|coach|trainer|therapist|veterinarian|executive
    redakteur|redakteurin|korrespondent|korrespondentin|journalistin|autor|autorin|reporterin|chefredakteur|volontär
    volontärin|ressortleiter|ressortleiterin|kolumnist|kolumnistin|chefreporter|freier|redaktion
    journaliste|rédacteur|rédactrice|correspondant|correspondante|reporter|chroniqueur|éditorialiste|envoyé|envoyée
    periodista|redactor|redactora|corresponsal|columnista|reportero|reportera|editora|colaborador|colaboradora
    giornalista|inviato|inviata|corrispondente|redattore|redattrice|direttore|editorialista
    repórter|jornalista|colunista|editor|correspondente|redator|redatora|enviado|enviada
    redacteur|verslaggever|verslaggeefster|correspondente|hoofdredacteur|columniste
    dziennikarz|dziennikarka|redaktor|redaktorka|korespondent|korespondentka|publicysta|publicystka
    muhabir|muhabiri|yazar|yazarı|editör|editörü|gazeteci|temsilcisi
    корреспондент|журналист|журналистка|обозреватель|редактор|автор|кореспондент|журналіст|журналістка
    journalist|redaktør|redaktör|korrespondent|kommentator|toimittaja|redaktorka|novinář|újságíró|ziarist
    기자|특파원|記者|记者|編集委員
    spécial|spéciale|especial|speciale|specjalny|experte|expertin|gastautor|gastautorin|mitarbeiter|mitarbeiterin|dopisnik|novinar|novinarka|reportér|reportérka
    szerkesztő|reporterka|toimittajat|journaliste|pigiste
    """
)
"""The last word of what somebody does."""

ROLE_MODIFIERS = _phrases(
    """
    staff|senior|chief|political|politics|business|health|science|technology|tech|sports|sport|world|national|foreign
    international|diplomatic|economics|economic|education|environment|legal|crime|royal|security|defence|defense|culture
    arts|music|film|food|travel|education|features|feature|news|city|deputy|assistant|associate|managing|executive|guest
    special|contributing|freelance|investigative|data|digital|video|the|and|&|of|in|for|at|on|online|web|general|lead
    opinion|us|uk|eu|europe|asia|africa|washington|bureau|our|de|des|du|en|del|la|zur|für|von|der|dem|our
    """
)
"""Words that stand before the last word of a role; they go with it and never alone."""

RANKS = frozenset("senior chief staff deputy managing executive associate assistant contributing special".split())
"""With these a role begins, whatever its field."""

NOBODY = _phrases(
    """
    admin|administrator|administrateur|administrador|root|user|superuser|super user|webmaster|guest|guest author
    guest writer|guest contributor|guest post|contributor|contributors|contributing writer|staff|staff writer
    staff writers|staff reporter|staff report|staff reports|editor|editors|editorial|editorial team|editorial staff
    editorial board|the editorial board|editorial desk|news desk|newsdesk|web desk|webdesk|newsroom|news room|team
    the team|online|online desk|digital desk|digital team|news team|our correspondent|our reporter|correspondent
    special correspondent|agencies|agency|news agencies|news agency|wire|wires|wire reports|wire services|press
    press release|sponsored|advertorial|partner content|unknown|anonymous|anonym|none|null|undefined|nan|n/a|na|author
    the author|by|name|test|default|none given|no author|system|bot|support|info|marketing|content team
    publisher|our editors|the editors|news service reports|staff and news service reports|autor/in|autor:in|autor*in
    redaktion|die redaktion|onlineredaktion|online-redaktion|redaktionsteam|redaktion online|red|red.|gastautor
    gastbeitrag|pressemitteilung|agenturen|autor|autoren
    rédaction|la rédaction|redaction|la redaction|agence|agences|service web|communiqué
    redacción|la redacción|redaccion|redacción web|redacción digital|agencia|agencias|editorial|autor|autores
    redazione|la redazione|redazione online|redazione web|redazione centrale|agenzia|agenzie|redacao|redação
    da redação|agência|agências|redaçao|da redacao|assessoria
    redactie|de redactie|onze redactie|onze correspondent|webredactie|eindredactie
    redakcja|redakcja portalu|oprac. redakcja|opr. red.
    editör|haber merkezi|haber merkezî|internet haber|yazı işleri|dış haberler
    редакция|от редакции|редактор|админ|администратор|редакція|пресс-служба|новости
    redaksjonen|redaktionen|redaksjon|nyhetsredaktionen|toimitus|nyheter|redakce|redakcia|szerkesztőség|redacția
    σύνταξη|συντακτική ομάδα|newsroom
    redaksi|tim redaksi|ban biên tập|编辑部|編輯部|本报讯|本站|編集部|편집부|온라인뉴스팀|디지털뉴스팀
    """
)
"""Not an author, whoever it may be."""

_NO_NEWSROOM = _phrases(
    """
    admin|administrator|administrateur|administrador|root|user|superuser|super user|webmaster|guest|contributor
    contributors|contributing writer|agencies|agency|news agencies|news agency|wire|wires|wire reports|wire services
    press|press release|sponsored|advertorial|partner content|unknown|anonymous|anonym|none|null|undefined|nan|n/a|na
    author|the author|by|name|test|default|none given|no author|system|bot|support|info|publisher|online|press release
    autor/in|autor:in|autor*in|gastautor|gastbeitrag|pressemitteilung|agenturen|autor|autoren|agence|agences
    communiqué|agencia|agencias|autores|agenzia|agenzie|agência|agências|assessoria|админ|администратор|пресс-служба
    новости|nyheter|editorial|guest author|guest writer|guest contributor|guest post|correspondent|本站
    red|red.|opr. red.
    """
)
NEWSROOMS = frozenset(key(phrase) for phrase in NOBODY - _NO_NEWSROOM)
"""The house itself, without its name: what `key` makes of "Redaktion", "Haber Merkezi", "News Desk"."""

KINDS = tuple(
    """
    interview entrevista intervista wywiad kommentar kommentaar comentario commento commentaire analyse análisis
    análise analisi analiza reportage reportaje reportagem reportaż reportaje artikel article artículo articolo artigo
    artykuł beitrag gastbeitrag gastkommentar kolumne column columna chronique crónica crónica pressemitteilung bericht
    essay ensayo rezension recension kritik critique crítica porträt portrait portret tekst text texte texto testo words
    story report recherche recherchen nachricht wortlaut documentaire documental tribune opinion opinión opinião
    meinung leitartikel glosse redacción redazione redação redakcja
    protokoll aufgezeichnet interjú cikk röportaj haber интервью текст статья репортаж
    """.split()
)
"""Kinds of texts, which bylines name: "Ein Interview von", "Text & Fotos:"."""

BODIES = _phrases(
    """
    ministry|ministerium|ministère|ministerio|ministero|ministério|ministerie|ministerstwo|department|departement
    departamento|dipartimento|université|university|universität|universidad|universidade|università|universiteit
    uniwersytet|universitetet|institut|institute|instituto|istituto|instytut|center|centre|zentrum|centro|centrum
    foundation|stiftung|fondation|fundación|fondazione|stichting|association|verband|bundesverband|verein|vereniging
    society|gesellschaft|council|commission|committee|kommission|landesanstalt|anstalt|bundesamt|auswärtiges
    akademie|klinikum|authority|federation|coalition|alliance|laboratory|presseamt|pressestelle|landesamt|fraktion
    polizei|police|policía|gemeinde|stadtverwaltung|network|project|programme
    """
)
"""Words of organisations' names."""

BODY_STARTS = ("bundesminister", "landesminister", "staatsminister", "universit")

DESK_WORDS = frozenset(
    """
    staff team desk news newsroom editors editor editorial service services reports report reporters reporter wire wires
    the our and & und et y e i of for de la le der die das web online digital redaktion redaccion redacción redazione
    redação redacao redactie redakcja rédaction redaction redakce redakcia redaksjonen redaktionen redaksi toimitus
    szerkesztőség redacția red writer writers contributor contributors correspondent correspondents content board press
    agency agencies admin administrator guest author authors autor autoren autores by staffer special local national
    редакция редакція newsdesk webdesk onlineredaktion redaktionsteam publisher sponsored partner marketing user name
    unknown anonymous website site blog article articles post posts view all more read company inc ltd gmbh posted
    written
    """.split()
)
"""A byline of nothing but these names no desk in particular."""

TEAM_ENDS = _phrases(
    """
    staff|team|desk|newsroom|editors|newsdesk|webdesk|bureau|redaktion|redacción|redaccion|redazione|redação|redactie
    redakcja|rédaction|reporters|correspondents|contributors|service|agency|agencies|admin
    gmbh|inc|inc.|ltd|ltd.|llc|e.v|e.v.|verlag|s.a|s.a.|s.p.a|s.p.a.|b.v|b.v.|plc
    """
)
"""A byline that ends so, such as "Courier staff", names a desk."""

TEAM_SUFFIXES = ("redaktion", "redactie", "redaksjon", "redaksjonen", "redaktionen")
"""Or whose last word does: "nieuwsredactie"."""

TEAM_STARTS = (
    "redaktion ",
    "redazione ",
    "redacción ",
    "redactie ",
    "la redaction ",
    "rédaction ",
    "team ",
    "service ",
    "редакция ",
)
"""And one that begins so."""

FURNITURE = _phrases(
    """
    view|more|posts|read|sign|log|login|share|follow|about|author|authors|the|this|all|written|by|posted|published
    updated|reading|min|comments|comment|subscribe|newsletter|contact|home|menu|search|email|facebook|twitter|linkedin
    instagram|whatsapp|print|copy|link|january|february|march|april|june|july|august|september|october|november|december
    licensed|certified|award|winner|articles|stories|profile|bio|team|staff|company|inc|ltd|llc|gmbh|sponsored
    data|date|datum|stand|fecha|ort|cookies
    """
)
"""Words that stand near bylines and in no name."""

ROLE_LINKS = frozenset("of at and & for in von de der des bei chez en di à a em da do w på i".split())
"""What follows a role that somebody has somewhere."""

PREPOSITIONS = frozenset(
    "à a em da de do in im en aus from at w we z ze v ve в из на på fra från te uit dal dalla".split()
)
"""What begins so, behind a comma and in small letters, is a place or an employer."""

ARTICLES = frozenset({"the", "das", "die", "der"})
"""What begins so behind a stroke is an employer."""

MEDIA = frozenset("news sport sports tv radio online magazine media studio".split())
"""A word of many employers' names, and of nobody's."""

PARTICLES = _phrases(
    "van|von|der|den|de|da|do|dos|das|di|del|della|la|le|el|al|bin|ibn|ter|ten|zu|zum|y|e|af|av|du|des|st"
)
"""Lower case inside names written in capitals."""

_AND = "and und et y e en i ve и і og och ja dan și și και with mit avec con com"
AND = tuple(_AND.split())
"""Words that part two authors."""

COUNTRIES = frozenset({"germany", "deutschland", "austria", "österreich", "switzerland", "schweiz", "suisse"})
"""Where publishers sit who write town and country behind their name."""

_FOR = "for For für pour para per voor dla için для in at from of aus on"
FOR = tuple(_FOR.split())
"""Words that part an author from an employer or a place."""

WHERE = frozenset({"at", "on"})
"""Of these, what stands before a time."""

OTHER_WORK = (
    "photo", "foto", "bild", "illustrat", "ilustra", "graphic", "grafik", "video", "camera", "translat", "übersetz",
    "image", "fact", "music", "edited", "reviewed", "medically", "expert reviewed", "design", "code:", "produced",
    "archive", "editor:", "redaktur:", "source", "quelle", "фото", "责任编辑", "責任編輯", "编辑", "sumber",
    "zdjęcia", "fotoğraf", "portrait by", "cover", "artwork",
)  # fmt: skip
"""What begins so is somebody's work on the page, but not the writing."""

CJK_ROLES = frozenset({"기자", "특파원", "記者", "记者", "編集委員", "文", "글"})

CREDENTIALS = _phrases(
    """
    md|m.d.|phd|ph.d.|ph.d|mba|m.b.a.|jd|j.d.|esq|esq.|cpa|cfp|cfp®|cfa|rn|rd|rdn|ms|m.s.|ma|m.a.|mph|mps|msc|bsc|ba
    dds|dmd|dvm|do|d.o.|pharmd|psyd|psy.d.|edd|lcsw|lmft|lpc|pe|psp|cpp|cscs|rdh|np|pa-c|pt|dpt|facp|obe|mbe|e-ryt
    ldn|cde|cdces|msw|med|m.ed.|aprn|fnp|ccc-slp|cissp|pmp|ea
    """
)
"""Degrees and certificates behind a comma."""

SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
"""These belong to the name before the comma."""
