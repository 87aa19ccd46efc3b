"""The end of a suivi: said, corrected, taken back, and counted by each funder's rule."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, NamedTuple

from models.base.command import command
from models.base.droit import Droit
from models.base.errors import Invalid, Refused
from models.nomenclatures.valeur import Valeur, labels, resolved
from models.suivis.financeur import classes_of_motif, financeurs_of
from models.suivis.regles import require_reading
from models.suivis.suivi import Phase, Suivi, check_may_write, phases_of_suivi


class Classe(NamedTuple):
    """How one exit counts: for everybody (`financeur` empty), then for each funder.

    `classe` is None for a situation that the structure added and has not placed yet.
    """

    financeur: str
    classe: str | None
    libelle: str

    @property
    def phrase(self) -> str:
        return f"{self.financeur or 'Liste de la structure'}\u00a0: {self.libelle}"


def classes_of(suivi: Suivi) -> list[Classe]:
    """How its exit counts: by the list, then by each funder of its dispositif."""
    require_reading()
    motif = resolved(suivi.motif_sortie_id)
    if suivi.clos_le is None or motif is None:
        return []
    payers = financeurs_of(suivi.dispositif) if suivi.dispositif_id else []
    found = classes_of_motif(motif, payers)
    named = labels(found)
    return [
        Classe(nom, classe, named.get(classe or "", "à classer"))
        for nom, classe in zip(["", *(one.nom for one in payers)], found, strict=True)
    ]


@command(right=Droit.SUIVI_ECRIRE, label="Suivi terminé")
def close_suivi(
    suivi: Suivi, *, clos_le: dt.date, motif_sortie: str, precision_sortie: str = ""
) -> Suivi:
    """End a suivi with what the person becomes; the phase under way ends that day."""
    check_may_write(suivi.id)
    if suivi.clos_le is not None:
        raise Refused("Ce suivi est déjà terminé. Corrigez sa sortie, ou rouvrez-le.")
    phases = phases_of_suivi(suivi.id)
    _check_sortie(suivi, phases, clos_le=clos_le, motif=motif_sortie, precision=precision_sortie)
    suivi.clos_le, suivi.motif_sortie = clos_le, motif_sortie
    suivi.precision_sortie = precision_sortie
    for phase in phases:
        if phase.debut is not None and phase.fin is None:
            phase.fin = clos_le
            phase.save()
    return suivi.save()


@command(right=Droit.SUIVI_ECRIRE, label="Sortie corrigée")
def correct_sortie(
    suivi: Suivi, *, clos_le: dt.date, motif_sortie: str, precision_sortie: str = ""
) -> Suivi:
    """Say otherwise how a suivi ended; the phase that ended with it ends with it still."""
    check_may_write(suivi.id)
    if suivi.clos_le is None:
        raise Refused("Ce suivi n’est pas terminé. Terminez-le d’abord.")
    phases = phases_of_suivi(suivi.id)
    _check_sortie(suivi, phases, clos_le=clos_le, motif=motif_sortie, precision=precision_sortie)
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
    check_may_write(suivi.id)
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
    mine = here & (Suivi.personne == suivi.personne_id)
    followed: Any = Suivi.select().where(mine & (Suivi.precedent == suivi.id))
    same = Suivi.dispositif.is_null()
    if suivi.dispositif_id is not None:
        same = Suivi.dispositif == suivi.dispositif_id
    running: Any = Suivi.select().where(mine & same & Suivi.clos_le.is_null())
    if followed.exists() or running.exists():
        nom = suivi.personne.nom_affiche
        raise Refused(
            f"{nom} a un suivi plus récent, qui part de la fin de celui-ci. Écrivez dans ce "
            "dernier\u00a0; pour changer la fin de l’ancien, corrigez sa sortie.",
            names=(nom,),
        )


def _check_sortie(
    suivi: Suivi, phases: Sequence[Phase], *, clos_le: dt.date, motif: str | None, precision: str
) -> None:
    """`Invalid` when an exit does not hold together."""
    if clos_le < suivi.ouvert_le:
        raise Invalid(
            "clos_le", "Clos le\u00a0: cette date précède l’ouverture du suivi. Vérifiez-la."
        )
    later = next((one for one in phases if one.debut is not None and one.debut > clos_le), None)
    if later is not None:
        raise Invalid(
            "clos_le",
            f"Clos le\u00a0: la phase «\u00a0{later.libelle}\u00a0» a commencé après, le "
            f"{later.debut:%d/%m/%Y}. Corrigez l’une des deux dates.",
        )
    value: Valeur | None = Valeur.get_or_none(Valeur.id == motif)
    if value is None or value.nomenclature_id != "motif_sortie":
        raise Invalid("motif_sortie", "Situation à la sortie\u00a0: choisissez-la dans la liste.")
    if value.precision and not precision.strip():
        raise Invalid(
            "precision_sortie",
            f"Précision\u00a0: «\u00a0{value.libelle}\u00a0» demande quelques mots. Écrivez-les.",
        )
