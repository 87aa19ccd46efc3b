"""Taking a merge back within thirty days, whatever was written in the kept file since."""

import json
from typing import Any, NamedTuple

from models.base import clock
from models.base.command import command
from models.base.droit import Droit
from models.base.errors import Refused
from models.base.table import Table, from_json, table_named, to_json
from models.personnes.comparaison import champ_of
from models.personnes.fusion import KEPT, Fusion, fusion_of, links_of, write_words
from models.personnes.liens import count_since, noun, would_be_double
from models.personnes.personne import Personne, age_corrections
from models.personnes.revenir import bring_along

_PERSONNE = Personne._meta.table_name


class Defaite(NamedTuple):
    """What came of it: the file that is back, and what stays with the one that was kept."""

    restauree: Personne
    phrases: tuple[str, ...]


class _Retour(NamedTuple):
    """A row to put back: the columns that nobody changed since."""

    table: type[Table]
    id: str
    values: dict[str, Any]


@command(right=Droit.EXPORT_NOMINATIF, label="Fusion défaite")
def defaire_fusion(fusion: Fusion) -> Defaite:
    """Give each file its rows back; what came since stays with the kept one."""
    stored = _checked(fusion)
    contenu = json.loads(stored.contenu)
    changes = [_Change(**{"apres": None, **one}) for one in contenu["lignes"]]
    moved = [change for change in changes if change.apres is not None]
    returns = [_return(change) for change in moved]
    told = _told(moved, returns, kept_id=stored.gardee_id)
    before = _born(stored.gardee_id)
    stored.annulee_le = clock.now()
    stored.save()
    removed = {change.id: change for change in changes if change.apres is None}
    waiting = [one for one in returns if not removed.keys().isdisjoint(one.values.values())]
    _put_back([one for one in returns if one not in waiting])
    for change in reversed(removed.values()):  # what hung from a row went before it
        told += _insert_again(change)
    _put_back(waiting)
    bring_along(stored)
    since = count_since(stored, {change.id for change in changes})
    if contenu["naissance"] != before or before != _born(stored.absorbee_id):
        _correct_ages(stored.absorbee_id, returns)
    if since and before != _born(stored.gardee_id):
        _correct_ages(stored.gardee_id, returns)
    for key in (stored.gardee_id, stored.absorbee_id):
        write_words(key)
    if since:
        names = ", ".join(one.phrase for one in since)
        told.insert(0, f"Ajoutés depuis la fusion, restent dans le dossier gardé\u00a0: {names}.")
    return Defaite(Personne.get_by_id(stored.absorbee_id), tuple(told))


class _Change(NamedTuple):
    """What the merge did to a row; without `apres`, it was removed."""

    table: str
    id: str
    avant: dict[str, Any]
    apres: dict[str, Any] | None


def _checked(fusion: Fusion) -> Fusion:
    stored: Fusion | None = Fusion.get_or_none(Fusion.id == fusion.id)
    if stored is None:
        raise Refused("Cette fusion n’existe plus\u00a0: elle a déjà été annulée.")
    if stored.annulee_le is not None:
        day = clock.local(stored.annulee_le).strftime("%d/%m/%Y")
        raise Refused(f"Cette fusion a déjà été défaite, le {day}.")
    if stored.faite_le <= clock.now() - KEPT or stored.contenu == "{}":
        raise Refused(
            "Cette fusion date de plus de trente jours\u00a0: elle ne peut plus être défaite."
        )
    keys = (stored.gardee_id, stored.absorbee_id)
    if Personne.select().where(Personne.id.in_(keys)).count() < 2:
        raise Refused(
            "L’un des deux dossiers a été effacé depuis\u00a0: la fusion ne peut plus être défaite."
        )
    later = fusion_of(stored.gardee_id)
    if later is not None:
        raise Refused(
            f"Le dossier de {stored.gardee.nom_affiche} a lui-même été fusionné depuis avec celui "
            f"de {later.gardee.nom_affiche}. Défaites d’abord cette fusion-là.",
            names=(stored.gardee.nom_affiche, later.gardee.nom_affiche),
        )
    return stored


def _return(change: _Change) -> _Retour:
    """The columns that are still as the merge left them; fields that go together go together."""
    table = table_named(change.table)
    row = table.get_or_none(table.id == change.id)
    now = {} if row is None else row.image()
    after = change.apres or {}
    kept = {name for name in after if row is None or now[name] != after[name]}
    if change.table == _PERSONNE:
        fields = table._meta
        kept = {
            name
            for name in after
            if any(
                fields.fields[other].column_name in kept
                for other in champ_of(fields.columns[name].name)
            )
        }
    return _Retour(table, change.id, {n: change.avant[n] for n in after if n not in kept})


def _put_back(returns: list[_Retour]) -> None:
    """Both files first, so that what is theirs finds them."""
    for one in sorted(returns, key=lambda r: r.table is not Personne):
        row = one.table.get_or_none(one.table.id == one.id)
        if row is None or not one.values:
            continue
        for name, value in one.values.items():
            field = one.table._meta.columns[name]
            setattr(row, field.name, from_json(field, value))
        row.save()


def _insert_again(change: _Change) -> list[str]:
    """A row that the kept file had already; unless something took its place meanwhile."""
    table = table_named(change.table)
    if table.get_or_none(table.id == change.id) is not None:
        return []
    columns = table._meta.columns
    values = {columns[n].name: from_json(columns[n], v) for n, v in change.avant.items()}
    row = table(**values)
    row.version = change.avant["version"] + 1
    for field in links_of(table):
        if would_be_double(row, field, row.__data__[field.name]):
            return [
                f"Un {noun(change.table, 1)} n’a pas été remis\u00a0: un autre a pris sa place."
            ]
    row.save()
    return []


def _born(personne_id: str) -> dict[str, Any]:
    personne = Personne.get_by_id(personne_id)
    return {
        "date": to_json(personne.date_naissance),
        "precision": personne.precision_naissance,
    }


def _correct_ages(personne_id: str, returns: list[_Retour]) -> None:
    """Acts have the age of whose they are now; those that nobody changed are as they were."""
    for correct in age_corrections:
        correct(Personne.get_by_id(personne_id))
    _put_back(returns)


def _told(changes: list[_Change], returns: list[_Retour], *, kept_id: str) -> list[str]:
    """What could not be put back, since somebody changed it."""
    fields, rows = [], 0
    for change, back in zip(changes, returns, strict=True):
        left = set(change.apres or {}) - set(back.values)
        if change.table == _PERSONNE and change.id == kept_id:
            fields += [str(Personne._meta.columns[name].verbose_name or "") for name in left]
        elif left:
            rows += 1
    told = []
    if any(fields):
        names = ", ".join(sorted(name.lower() for name in fields if name))
        told.append(f"Modifiés depuis, ces champs restent comme ils sont\u00a0: {names}.")
    if rows:
        told.append(
            f"{rows} élément modifié depuis n’est pas revenu."
            if rows == 1
            else f"{rows} éléments modifiés depuis ne sont pas revenus."
        )
    return told
