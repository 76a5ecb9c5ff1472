"""Whether a sentence goes on from one line into the next."""

from __future__ import annotations

import re

_OPENING = "\"'“‘«„([—–- "
_ENDED = re.compile(r"[.!?:;…。！？؟।][\"'”’»)\]]*$")
_ADDRESS = re.compile(r"[a-z]{2,8}://|www\.")
_CODE = (";", "{", "}")


def goes_on(line: str, following: str) -> bool:
    """Whether a line end stands in mid-sentence.

    It does where the following line begins in lower case or the line ends with a comma; in a script without cases,
    where no sentence ended. Program text and lists of addresses have no sentences.
    """
    if line.endswith(_CODE) or _ADDRESS.match(following):
        return False
    first = following.lstrip(_OPENING)[:1]
    if first.islower() or line.endswith(","):
        return True
    return first.isalpha() and not first.isupper() and not first.istitle() and not _ENDED.search(line[-5:])
