"""The end of a suivi: corrected, taken back, and counted by each funder's rule."""

import datetime as dt
from typing import Any, NamedTuple

from models.base.command import command
from models.base.droit import Droit
from models.base.errors import Refused
from models.nomenclatures.valeur import labels, resolved
from models.suivis.financeur import classes_by_motif, financeurs_of
from models.suivis.suivi import Suivi, check_sortie, phases_of_suivi


class Classe(NamedTuple):
    """How one exit counts: for everybody (`financeur` empty), then for each funder.

    `classe` is None for a situation that the structure added and has not placed yet.
    """

    financeur: str
    classe: str | None
    libelle: str

    @property
    def phrase(self) -> str:
        return f"{self.financeur or 'Usuelle'}\u00a0: {self.libelle}"


def classes_of(suivi: Suivi) -> list[Classe]:
    """How its exit counts: by the list, then by each funder of its dispositif."""
    motif = resolved(suivi.motif_sortie_id)
    if suivi.clos_le is None or motif is None:
        return []
    payers = financeurs_of(suivi.dispositif) if suivi.dispositif_id else []
    keys = [("", classes_by_motif(None).get(motif))]
    keys += [(one.nom, classes_by_motif(one.id).get(motif)) for one in payers]
    named = labels([classe for _, classe in keys])
    return [Classe(nom, classe, named.get(classe or "", "à classer")) for nom, classe in keys]


@command(right=Droit.SUIVI_ECRIRE, label="Sortie corrigée")
def correct_sortie(
    suivi: Suivi, *, clos_le: dt.date, motif_sortie: str, precision_sortie: str = ""
) -> Suivi:
    """Say otherwise how a suivi ended; the phase that ended with it ends with it still."""
    if suivi.clos_le is None:
        raise Refused("Ce suivi n’est pas terminé. Terminez-le d’abord.")
    phases = phases_of_suivi(suivi.id)
    check_sortie(suivi, phases, clos_le=clos_le, motif=motif_sortie, precision=precision_sortie)
    for phase in phases:
        if phase.fin == suivi.clos_le:
            phase.fin = clos_le
            phase.save()
    suivi.clos_le, suivi.motif_sortie = clos_le, motif_sortie
    suivi.precision_sortie = precision_sortie
    return suivi.save()


@command(right=Droit.SUIVI_ECRIRE, label="Suivi rouvert")
def reopen_suivi(suivi: Suivi) -> Suivi:
    """Take an exit back: it had not ended after all. The phase that ended with it goes on."""
    if suivi.clos_le is None:
        raise Refused("Ce suivi est déjà en cours.")
    _check_alone(suivi)
    last = [phase for phase in phases_of_suivi(suivi.id) if phase.fin == suivi.clos_le][-1:]
    for phase in last:
        phase.fin = None
        phase.save()
    suivi.clos_le, suivi.motif_sortie, suivi.precision_sortie = None, None, ""
    return suivi.save()


def _check_alone(suivi: Suivi) -> None:
    """`Refused` when the person came back since: that suivi goes on from this one's end."""
    here = (Suivi.id != suivi.id) & Suivi.archived_at.is_null()
    followed: Any = Suivi.select().where(here & (Suivi.precedent == suivi.id))
    same = Suivi.dispositif.is_null()
    if suivi.dispositif_id is not None:
        same = Suivi.dispositif == suivi.dispositif_id
    running: Any = Suivi.select().where(
        here & same & (Suivi.personne == suivi.personne_id) & Suivi.clos_le.is_null()
    )
    if followed.exists() or running.exists():
        nom = suivi.personne.nom_affiche
        raise Refused(
            f"{nom} a un suivi plus récent, qui part de la fin de celui-ci. Écrivez dans ce "
            "dernier\u00a0; pour changer la fin de l’ancien, corrigez sa sortie.",
            names=(nom,),
        )
