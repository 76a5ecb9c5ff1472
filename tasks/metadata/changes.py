"""Whether words say that a page was changed, in the languages of the press."""

from __future__ import annotations

import re

_CHANGED_WORDS = """
    updated|last update|last modified|modified|revised|edited|aktualisiert|zuletzt geändert|stand:|update:|mis à jour
    |mise à jour|modifié|actualizado|actualización|modificado|aggiornato|aggiornamento|ultima modifica|atualizado
    |atualização|bijgewerkt|laatste update|gewijzigd|aktualizacja|zaktualizowano|güncelleme|güncellenme|обновлено
    |изменено|оновлено|oppdatert|opdateret|uppdaterad|päivitetty|aktualizováno|frissítve|actualizat|ενημερώθηκε
    |diperbarui|cập nhật|更新|업데이트|수정|تحديث|עודכן
"""
_CHANGED = re.compile("|".join(re.escape(word.strip()) for word in _CHANGED_WORDS.split("|")), re.IGNORECASE)
_CHARS = 200


def says_changed(text: str) -> bool:
    """Whether a short text speaks of an update: "Updated", "Stand:", "Mis à jour", "Обновлено"."""
    return bool(_CHANGED.search(text[:_CHARS]))
