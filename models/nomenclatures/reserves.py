"""The values that the program itself relies on: they may be renamed and moved, and must stay."""

from models.nomenclatures.valeur import NON_COMMUNIQUE, Valeur

# Each is written in the program as « list.code », or found by its code in a register.
RELIED_ON = frozenset(
    {
        "absence_mission.conge",
        "absence_mission.formation",
        "critere_public.frr",
        "critere_public.qpv",
        "lien_foyer.enfant",
        "lien_foyer.parent",
        "lien_foyer.representant",
        "mode_contact.passage_spontane",
        "mode_contact.telephone",
        "motif_sortie.deces",
        "nature_entretien.individuel",
        "nature_entretien.sans_personne",
        "nature_entretien.telephonique",
        "reponse.orientation",
        "resultat.repartie",
        "territoire.proche",
        "territoire.quartier",
        "thematique.ren",
        "thematique.ren.non_precisee",
        "thematique.ren.renseignement",
        "type_adresse.chez_tiers",
        "type_adresse.domicile",
        "type_adresse.domiciliation",
        "type_adresse.sans_adresse",
        "type_adresse.structure_hebergement",
        "type_contact.collectif",
        "type_lieu.siege",
    }
)
# Lists whose values are so many rules: with bounds, or known one by one.
FIXED = {
    "classe_sortie": "Ces classes sont celles des financeurs.",
    "decision": "Ces décisions font le statut des fiches.",
    "duree": "Ces durées ont des bornes dont se servent les bilans.",
    "etat_action": "Ces états disent ce qui est en retard.",
    "etat_frein": "Ces états disent ce qui est levé.",
    "etat_rendez_vous": "Ces états disent qui est venu.",
    "identite": "Ces valeurs disent ce qui a été vu de l’identité.",
    "identification": "Ces valeurs disent comment chaque passage est compté.",
    "intensite_frein": "Cette échelle se suit dans le temps.",
    "precision_naissance": "Ces précisions disent comment chaque âge est compté.",
    "presence": "Ces états font le compte des participations.",
    "sexe": "Ces valeurs sont celles de tous les bilans.",
    "source_qpv": "Ces valeurs disent d’où l’on tient un quartier.",
    "tranche_age": "Ces tranches ont des bornes dont se servent les bilans.",
    "tranche_duree": "Ces tranches ont des bornes dont se servent les bilans.",
}


def why_kept(valeur: Valeur) -> str:
    """Why a value may be neither retired nor merged into another; nothing if it may."""
    if valeur.nomenclature_id in FIXED:
        return why_fixed(str(valeur.nomenclature_id))
    if valeur.id in RELIED_ON or valeur.code == NON_COMMUNIQUE:
        return (
            f"Le programme se sert de «\u00a0{valeur.libelle}\u00a0»\u00a0: cette valeur reste "
            "proposée. Vous pouvez la renommer et la déplacer."
        )
    return ""


def why_fixed(nomenclature: str) -> str:
    """Why a list takes no other value; nothing if it does."""
    why = FIXED.get(nomenclature, "")
    return why and f"{why} Vous pouvez les renommer et les déplacer, sans en ajouter ni en retirer."
