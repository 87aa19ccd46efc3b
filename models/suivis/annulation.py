"""Undoing an act in a suivi asks what doing it asked: to write in it, still.

Who hands a suivi over writes in it no more; that very act can be taken back the same day, so that a
wrong name chosen is not another's to repair.
"""

from typing import Any

from models.base import clock
from models.base.droit import Droit
from models.base.errors import Refused
from models.base.table import Table, foreign_keys
from models.base.undo import Acte, Written, before_undo
from models.suivis.suivi import Referent, Suivi, answering_for, may_write

_HERE = __name__.rpartition(".")[0]  # the presences of an atelier belong to who leads it


def check_undo(acte: Acte, written: Written) -> None:
    """`Refused` to who wrote in a suivi and only reads it now."""
    if acte.droit != Droit.SUIVI_ECRIRE.name:
        return
    suivis = {_suivi_of(table, image) for table, image in written} - {None}
    if clock.local(acte.at).date() == clock.today():
        suivis -= {image["suivi_id"] for table, image in written if table is Referent and image}
    for suivi_id in suivis:
        _check_still_writes(suivi_id)


def _check_still_writes(suivi_id: Any) -> None:
    if may_write(suivi_id):
        return
    named = answering_for([suivi_id]).get(suivi_id, [])
    names = ", ".join(one.agent.nom_affiche for one in named)
    raise Refused(
        f"Cela ne peut plus être annulé par vous\u00a0: ce suivi est maintenant celui de {names}. "
        "Demandez-lui de le corriger, ou à la personne responsable."
    )


def _suivi_of(table: type[Table], image: dict[str, Any]) -> str | None:
    """The suivi that a row is of, by itself or by what it hangs from."""
    if table is Suivi:
        return image.get("id")
    if not table.__module__.startswith(_HERE):
        return None
    links = [(field.rel_model, image.get(field.column_name)) for field in foreign_keys(table)]
    for target, key in links:
        if target is Suivi and key is not None:
            return str(key)
    for target, key in links:
        above = target.get_or_none(target.id == key) if key is not None else None
        own = getattr(above, "suivi_id", None)
        if target.__module__.startswith(_HERE) and own is not None:
            return str(own)
    return None


before_undo.append(check_undo)
