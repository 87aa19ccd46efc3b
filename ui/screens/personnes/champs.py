"""What the form of a file asks for: the essentials in sight, the rest under « Compléter »."""

from typing import Any

from models.base import telephone
from models.nomenclatures.quartier import quartier_choices
from models.nomenclatures.valeur import Valeur, choices
from models.personnes.naissance import Naissance, parse_naissance
from models.personnes.personne import Personne
from ui.kit.editors import Kind
from ui.kit.form import Group, Input

# Papers by which nobody is known: the others, and those that a structure adds, may be shown.
_NOT_SHOWN = frozenset(
    f"type_document.{code}"
    for code in ("cv", "diplome", "fiche_signee", "contrat", "courrier", "photo",
                 "autorisation_parentale", "domicile")
)  # fmt: skip


def dossier_groups() -> list[Group]:
    p = Personne
    return [
        _identite(),
        Group(
            "Contacts",
            [_number(p.telephone), p.courriel],
            optional=[_number(p.telephone_autre), _listed(p.preference_contact),
                      _listed(p.origine_contact)],
        ),
        _adresse(),
        Group(
            "Situation et langues",
            [],
            optional=[_listed(p.situation), _listed(p.type_menage), _listed(p.equipement),
                      _listed(p.besoin_linguistique), _langues()],
        ),
        Group("Critères de public", [], optional=[_criteres()]),
        Group("Pour l’équipe", [p.commentaire], optional=[p.alerte]),
    ]  # fmt: skip


def _adresse() -> Group:
    p = Personne
    known = quartier_choices()
    stated = [_listed(p.source_qpv), p.qpv_verifie_le]
    counted = Input(
        p.qpv,
        label="Quartier compté",
        options=known,
        help="Proposé d’après la voie et le numéro ; ce que vous choisissez reste.",
    )
    return Group(
        "Adresse",
        [_listed(p.type_adresse), p.heberge_par, Input(p.adresse, wide=True), p.code_postal,
         p.commune, p.domiciliee_du,
         Input(p.domiciliee_au, help="Laissé vide : un an après le début.")],
        optional=[p.quartier, *([counted, *stated] if known else [])],
    )  # fmt: skip


def document_shown_choices() -> list[tuple[str, str]]:
    """The kinds of paper that tell who somebody is."""
    return [(key, label) for key, label in choices("type_document") if key not in _NOT_SHOWN]


def _identite() -> Group:
    p = Personne
    return Group(
        "Identité",
        [Input(p.prenom, required=False), Input(p.nom_naissance, required=False), _naissance(),
         _listed(p.sexe)],
        optional=[p.nom_usage, p.prenom_usage, p.surnom, p.lieu_naissance, _listed(p.identite),
                  Input(p.identite_document, options=document_shown_choices,
                        help="Sa nature seulement, jamais son numéro."),
                  p.identite_vue_le],
    )  # fmt: skip


def _naissance() -> Input:
    return Input(
        name="naissance",
        label="Né·e le",
        kind=Kind.PARTIAL_DAY,
        parse=parse_naissance,
        show=_show,
        help="12/03/2007, 03/2007, 2007 ou « vers 2007 ». Telle qu’elle est sur le document.",
    )


def _langues() -> Input:
    return Input(
        name="langues",
        label="Langues parlées",
        kind=Kind.SEVERAL,
        options=lambda: choices("langue"),
        link=Valeur,
        wide=True,
        help="Plusieurs : les lettres de chacune, puis Entrée.",
    )


def _criteres() -> Input:
    return Input(
        name="criteres",
        label="Critères",
        kind=Kind.CHOICES,
        options=lambda: choices("critere_public"),
        wide=True,
    )


def _show(naissance: Naissance) -> str:
    return naissance.texte


def _number(field: Any) -> Input:
    return Input(field, show=telephone.shown)


def _listed(field: Any) -> Input:
    """A link to a list of the same name."""
    return Input(field, options=lambda: choices(field.name))
