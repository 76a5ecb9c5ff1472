"""What docs/repair.md shows is what happens."""

import re
from pathlib import Path

from tasks.repair import repair_text

DOCUMENT = Path(__file__).parents[2] / "docs" / "repair.md"


def test_the_documented_sentence_is_repaired_as_shown():
    before, after = re.findall(r"^```\n(.*?)\n```$", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    repaired = repair_text(before)
    assert repaired.text == after
    assert len(repaired.repairs) == 7
