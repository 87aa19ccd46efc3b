"""Making one file of two: what moves, what is chosen field by field, what both tell."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from models.base import clock
from models.base.command import command
from models.base.database import handle, holding_pen
from models.base.droit import Droit
from models.base.errors import Conflict, Refused
from models.base.table import dumps, every_table, table_named, to_json, written_so_far
from models.personnes.comparaison import FOYER, Choix, valeurs
from models.personnes.foyer import FoyerMembre
from models.personnes.fusion import KEPT, Fusion, Homonymie, fusion_of, write_words
from models.personnes.liens import ce_qui_bouge, double_of, links
from models.personnes.personne import Personne, age_corrections, save_personne

# Told of two files before they are merged, by the areas that know what asks for care.
avertissements: list[Callable[[Personne, Personne], Sequence[str]]] = []


def a_savoir(gardee: Personne, absorbee: Personne) -> list[str]:
    """What is allowed, but must be told before."""
    every_table()  # each area that is loaded adds its warnings
    return [phrase for told in avertissements for phrase in told(gardee, absorbee)]


def should_keep(a: Personne, b: Personne) -> bool:
    """Whether the first of two files is the one to keep: more is known of her, or for longer."""
    held = [sum(m.nombre for m in ce_qui_bouge(one)) for one in (a, b)]
    return held[0] > held[1] or (held[0] == held[1] and a.created_at <= b.created_at)


@command(right=Droit.EXPORT_NOMINATIF, label="Dossiers fusionnés")
def fusionner(gardee: Personne, absorbee: Personne, choix: Mapping[str, Choix]) -> Fusion:
    """Make one file of two, as they were read; `choix` says which value of each field is kept.

    Every row that points to the absorbed file points to the kept one after it.
    """
    kept, absorbed = _held(gardee, absorbee)
    forget_old_merges()
    fusion = Fusion(gardee=kept, absorbee=absorbed, faite_le=clock.now()).save()
    start = len(written_so_far())
    wanted = valeurs(kept, absorbed, choix)
    save_personne(kept, **wanted)
    _correct_ages(kept, absorbed)
    _move_rows(kept, absorbed, foyer=choix.get(FOYER, Choix.GARDEE))
    _move_homonymies(kept.id, absorbed.id)
    absorbed.archive()
    born = {"date": to_json(kept.date_naissance), "precision": kept.precision_naissance}
    fusion.contenu = dumps({"naissance": born, "lignes": _changed(start)})
    fusion.save()
    write_words(absorbed.id)
    write_words(kept.id)
    return fusion


def _held(gardee: Personne, absorbee: Personne) -> tuple[Personne, Personne]:
    """Both files as they are now, for this command alone; refused if they are not what was read."""
    if gardee.id == absorbee.id:
        raise Refused("Un dossier ne peut pas être fusionné avec lui-même. Choisissez-en un autre.")
    query: Any = Personne.select().where(Personne.id.in_((gardee.id, absorbee.id)))
    query = query.order_by(Personne.id)
    if handle().is_server:
        query = query.for_update()
    found = {personne.id: personne for personne in query}
    for one in (gardee, absorbee):
        _check(found.get(one.id), one)
    return found[gardee.id], found[absorbee.id]


def _check(stored: Personne | None, read: Personne) -> None:
    if stored is None:
        raise Refused(
            f"Le dossier de {read.nom_affiche} n’existe plus\u00a0: il a été effacé.",
            names=(read.nom_affiche,),
        )
    nom = stored.nom_affiche
    fusion = fusion_of(stored.id)
    if fusion is not None:
        day = clock.local(fusion.faite_le).strftime("%d/%m/%Y")
        raise Refused(
            f"Le dossier de {nom} a déjà été fusionné le {day} avec celui de "
            f"{fusion.gardee.nom_affiche}. Ouvrez ce dernier.",
            names=(nom, fusion.gardee.nom_affiche),
        )
    if stored.archived_at is not None:
        raise Refused(
            f"Le dossier de {nom} est archivé. Restaurez-le avant de le fusionner.", names=(nom,)
        )
    if stored.version != read.version:
        raise Conflict(
            f"Le dossier de {nom} vient d’être modifié sur un autre poste. "
            "Rien n’est fusionné\u00a0: comparez de nouveau les deux dossiers.",
            names=(nom,),
        )


def _correct_ages(kept: Personne, absorbed: Personne) -> None:
    """The acts of the absorbed file take the age that the kept birth date gives them."""
    born = (kept.date_naissance, kept.precision_naissance)
    if born == (absorbed.date_naissance, absorbed.precision_naissance):
        return
    as_kept: Any = Personne.get_by_id(absorbed.id)  # never saved: it only says when she was born
    as_kept.date_naissance, as_kept.precision_naissance = born
    for correct in age_corrections:
        correct(as_kept)


def _move_rows(kept: Personne, absorbed: Personne, *, foyer: Choix) -> None:
    if foyer is Choix.ABSORBEE:
        for membre in FoyerMembre.select().where(FoyerMembre.personne == kept.id):
            membre.remove()
    for table, field in links():
        for row in list(table.select().where(field == absorbed.id)):
            double = double_of(row, field, kept.id)
            if double is not None:
                double.absorb(row)
                row.remove()
            else:
                setattr(row, field.name, kept.id)
                row.save()


def _move_homonymies(kept: str, absorbed: str) -> None:
    """Who was said to be somebody else than the absorbed file is not the kept one either."""
    hers = (Homonymie.personne == absorbed) | (Homonymie.autre == absorbed)
    for row in list(Homonymie.select().where(hers)):
        other = row.autre_id if row.personne_id == absorbed else row.personne_id
        first, second = sorted((kept, other))
        known = (Homonymie.personne == first) & (Homonymie.autre == second)
        if other == kept or Homonymie.select().where(known).exists():
            row.remove()
        else:
            row.personne, row.autre = first, second
            row.save()


def _changed(start: int) -> list[dict[str, Any]]:
    """Each row that the merge wrote: what it was and what it is, where that differs."""
    first: dict[tuple[str, str], str | None] = {}
    for name, key, before, _ in written_so_far()[start:]:
        first.setdefault((name, key), before)
    return [_change(name, key, before) for (name, key), before in first.items()]


def _change(name: str, key: str, before: str | None) -> dict[str, Any]:
    table = table_named(name)
    row = table.get_or_none(table.id == key)
    was: dict[str, Any] = json.loads(before or "{}")
    change: dict[str, Any] = {"table": name, "id": key, "avant": was}
    if row is None:
        return change
    image = row.image()
    names = [n for n in was if n not in ("version", "cle") and was[n] != image[n]]
    now = {n: image[n] for n in names}
    return {**change, "avant": {n: was[n] for n in names}, "apres": now}


def forget_old_merges() -> None:
    """What a merge replaced is kept no longer than it can be put back."""
    old = (Fusion.faite_le <= clock.now() - KEPT) & (Fusion.contenu != "{}")
    with holding_pen():
        Fusion.update(contenu="{}").where(old).execute()
