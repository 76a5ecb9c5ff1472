"""Repair of damaged and lost characters: encodings, entities, apostrophes, dashes. Every change is a `Repair`."""

from tasks.repair.driver import REPAIRS, repair_page, repair_text

__all__ = ["REPAIRS", "repair_page", "repair_text"]
