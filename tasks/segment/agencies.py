"""The agencies whose credits are cut out of paragraphs, and the dashes, sound or damaged, that go with them."""

from __future__ import annotations

import re

_CLEAR = (
    *(
        "Reuters",
        "REUTERS",
        "Thomson Reuters",
        "AP",
        "AFP",
        "UPI",
        "CNN",
        "dpa",
        "DPA",
        "ANSA",
        "EFE",
        "Xinhua",
        "XINHUA",
    ),
    *("TASS", "PTI", "ANI", "IANS", "Bloomberg", "ТАСС", "Интерфакс"),
)
"""These mean an agency also without parentheses."""
_OTHERS = (
    *("A.P.", "Associated Press", "The Associated Press", "Agence France-Presse", "dpa-AFX", "CNN Business"),
    *("CNN Newsource", "BBC", "BBC News", "Tass", "ITAR-TASS", "RIA", "RIA Novosti", "Interfax", "Ukrinform", "AGI"),
    *("Adnkronos", "Europa Press", "Notimex", "Télam", "Lusa", "LUSA", "PA", "PA Media", "Press Association", "Kyodo"),
    *("Kyodo News", "Jiji", "Jiji Press", "Yonhap", "Bloomberg News", "APP", "Antara", "ANTARA", "Bernama", "BERNAMA"),
    *("NTB", "TT", "Ritzau", "STT", "ANP", "Belga", "BELGA", "APA", "sda", "SDA", "Keystone-SDA", "ATS", "PAP", "ČTK"),
    *("CTK", "TASR", "MTI", "Agerpres", "BTA", "Hina", "HINA", "Tanjug", "Anadolu", "Anadolu Agency", "AA", "DHA"),
    *("İHA", "IHA", "IRNA", "ISNA", "WAM", "SPA", "KUNA", "QNA", "MENA", "SANA", "AAP", "Canadian Press"),
    *("The Canadian Press", "epd", "KNA", "SID", "AFX", "PRNewswire", "PR Newswire", "Business Wire", "BUSINESS WIRE"),
    *("GlobeNewswire", "GLOBE NEWSWIRE", "NPR", "NBC", "NBC News", "ABC News", "CBS News", "CNS", "CNA", "РИА Новости"),
)
"""These are a credit only in parentheses or after a dash."""
_DESK = r"(?:/[a-z]{2,4})?"
"""A desk or an editor behind the agency: `dpa/lno`."""

CLEAR = "|".join(map(re.escape, _CLEAR))
_ONE = f"(?:{CLEAR}|{'|'.join(map(re.escape, _OTHERS))}){_DESK}"
AGENCIES = rf"{_ONE}(?:\s?[/,+&-]\s?{_ONE}){{0,3}}"
"""A pattern: one agency, or up to four of them."""

DASH = (
    '(?:[-–—―‒−]{1,3}|â€[“”"\u0093\u0094]|â\u0080[\u0090-\u0095]|вЂ[“”"]|[\u0096\u0097]|[?\ufffd]{1,3}'
    "|&(?:amp;)?(?:[mn]dash|#821[12]|#x201[34]|#15[01]);)"
)
"""A pattern: a dash, as it was meant, as mojibake, as a C1 control, as the mark of a lost character, as an entity."""
