"""Every text that a list of ours may answer to, and what it is taken for."""

from collections.abc import Iterable, Sequence

from models.base.held import HeldListing, held_column
from models.base.listing import as_text
from models.base.search import fold
from models.echanges.choix import COMMENTAIRE, NE_PAS_REPRENDRE
from models.echanges.comprehension.inventaire import (
    A_VERIFIER,
    APPRIS,
    CHOISI,
    INCONNU,
    NOUVELLE,
    SUR,
    ValeurLue,
)
from models.nomenclatures.valeur import labels

_SUJETS = {
    "thematique": "Demande", "coche": "Case à cocher", "operateur": "Opérateur",
    "reponse": "Réponse", "orientation": "Orientation", "resultat": "Résultat",
    "mode_contact": "Mode de contact", "sexe": "Sexe", "critere_public": "Critère",
    "accueilli_par": "Accueilli par", "lieu": "Lieu",
}  # fmt: skip
_ETATS = {
    SUR: ("sûr", "good"), A_VERIFIER: ("à vérifier", "attention"),
    INCONNU: ("non reconnu", "attention"), CHOISI: ("choisi", "good"), APPRIS: ("appris", "good"),
}  # fmt: skip


def valeurs_listing(found: Sequence[ValeurLue]) -> HeldListing:
    """`found` with what each was taken for, in words."""
    told = target_labels(found)
    return HeldListing(
        title="Textes du fichier",
        columns=(
            held_column("etat", "État", lambda v: _ETATS[v.etat][0], width=13,
                    status=lambda v: _ETATS[v.etat][1]),
            held_column("sujet", "Liste", lambda v: _SUJETS[v.sujet], width=15, secondary=True),
            held_column("texte", "Texte du fichier", lambda v: v.texte, width=34, sort=True),
            held_column("nombre", "Fois", lambda v: as_text(v.nombre), width=6, right=True,
                    sort=lambda v: v.nombre),
            held_column("cible", "Compris comme", lambda v: told[v.sujet, v.cle], width=40),
        ),
        held=found,
        words=[fold(f"{v.texte} {told[v.sujet, v.cle]}") for v in found],
        empty="Ce fichier n’a aucune colonne qui réponde à une de nos listes.",
    )  # fmt: skip


def target_labels(found: Iterable[ValeurLue]) -> dict[tuple[str, str], str]:
    values = list(found)
    known = labels([target for value in values for target in value.cibles])
    known |= agents_and_sites() if any(v.sujet in ("accueilli_par", "lieu") for v in values) else {}
    return {(v.sujet, v.cle): _told(v, known) for v in values}


def agents_and_sites() -> dict[str, str]:
    """Who receives and where, by their keys."""
    from models.comptes.agent import active_agents
    from models.nomenclatures.lieu import lieux

    found = {str(lieu.id): str(lieu.nom) for lieu in lieux()}
    return found | {str(a.id): f"{a.prenom} {a.nom}".strip() for a in active_agents()}


def _told(value: ValeurLue, known: dict[str, str]) -> str:
    special = {
        COMMENTAIRE: "dans le commentaire", NE_PAS_REPRENDRE: "pas repris",
    }  # fmt: skip
    words = [_of_text(t) or special.get(t) or known.get(t, "") for t in value.cibles]
    return " + ".join(filter(None, words)) or "gardé dans le commentaire"


def _of_text(target: str) -> str:
    """Somebody, or a site, of the name that was written."""
    begun = target.startswith(NOUVELLE)
    return f"«\u00a0{target.removeprefix(NOUVELLE)}\u00a0»" if begun else ""
