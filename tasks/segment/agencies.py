"""The agencies whose credits are cut out of paragraphs, and the dashes, sound or damaged, that go with them."""

from __future__ import annotations

import re

from tasks.agencies import AGENCIES as _TABLE

_DESK = r"(?:/[a-z]{2,4})?"
"""A desk or an editor behind the agency: `dpa/lno`."""

CLEAR = "|".join(re.escape(word) for agency in _TABLE for word in agency.clear)
_BRACKETED = "|".join(re.escape(word) for agency in _TABLE for word in agency.bracketed)
_ONE = f"(?:{CLEAR}|{_BRACKETED}){_DESK}"
AGENCIES = rf"{_ONE}(?:\s?[/,+&-]\s?{_ONE}){{0,3}}"
"""A pattern: one agency, or up to four of them."""

DASH = (
    '(?:[-–—―‒−]{1,3}|â€[“”"\u0093\u0094]|â\u0080[\u0090-\u0095]|вЂ[“”"]|[\u0096\u0097]|[?\ufffd]{1,3}'
    "|&(?:amp;)?(?:[mn]dash|#821[12]|#x201[34]|#15[01]);)"
)
"""A pattern: a dash, as it was meant, as mojibake, as a C1 control, as the mark of a lost character, as an entity."""
