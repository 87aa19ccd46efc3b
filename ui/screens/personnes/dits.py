"""What is said of a person at the left of her page, in words."""

import datetime as dt

from models.base import clock, telephone
from models.nomenclatures.valeur import labels
from models.personnes.foyer import said_age
from models.personnes.langue import langues_of
from models.personnes.naissance import Precision
from models.personnes.personne import Personne

Block = tuple[str, list[str]]
_HOME = "type_adresse.domicile"


def said_names(personne: Personne) -> str:
    """The names that the title does not show."""
    others = []
    if personne.nom_usage and personne.nom_usage != personne.nom_naissance:
        others.append(f"nom de naissance {personne.nom_naissance}")
    if personne.prenom_usage and personne.prenom_usage != personne.prenom:
        others.append(f"prénom {personne.prenom}")
    if personne.surnom and (personne.nom or personne.prenom_affiche):
        others.append(f"dite «\u00a0{personne.surnom}\u00a0»")
    return ", ".join(others).capitalize() if len(others) == 1 else ", ".join(others)


def said_birth(personne: Personne) -> str:
    """« Né·e le 12/03/2007 · 19 ans », as precise as it is known: « vers 2007 · ≈ 19 ans »."""
    born = personne.naissance
    if born.date is None:
        return "Date de naissance inconnue"
    words = {Precision.JOUR: "Né·e le ", Precision.ESTIMEE: "Né·e "}.get(born.precision, "Né·e en ")
    place = f" à {personne.lieu_naissance}" if personne.lieu_naissance else ""
    return f"{words}{born.texte}{place} · {said_age(personne, clock.today())}"


def blocks_of(personne: Personne) -> list[Block]:
    """Each heading with its lines; an empty line is what nobody told."""
    langues = langues_of(personne.id)
    links = [
        personne.sexe_id, personne.preference_contact_id, personne.type_adresse_id,
        personne.identite_document_id, personne.identite_id, personne.source_qpv_id,
        personne.besoin_linguistique_id, personne.situation_id, personne.type_menage_id,
        personne.equipement_id, personne.origine_contact_id,
    ]  # fmt: skip
    read = labels([*links, *langues])

    def word(key: str | None) -> str:
        return read.get(key or "", "")

    spoken = ", ".join(word(key) for key in langues if word(key))
    contacts = [
        telephone.shown(personne.telephone),
        telephone.shown(personne.telephone_autre),
        personne.courriel,
        _after("Préfère", word(personne.preference_contact_id)),
    ]
    equipped = _after("Équipement", word(personne.equipement_id))
    situation = [word(personne.situation_id), word(personne.type_menage_id), equipped]
    ease = _after("Français", word(personne.besoin_linguistique_id))
    return [
        ("Sexe", [word(personne.sexe_id)]),
        ("Contacts", contacts),
        ("Adresse", _address(personne, word(personne.type_adresse_id))),
        ("Quartier", _quartier(personne, word(personne.source_qpv_id))),
        ("Identité", [_identity(personne, read)]),
        ("Langues", [spoken, ease]),
        ("Situation", situation),
        ("Nous a connus par", [word(personne.origine_contact_id)]),
        ("Commentaire", [personne.commentaire]),
    ]


def _address(personne: Personne, kind: str) -> list[str]:
    town = " ".join(part for part in (personne.code_postal, personne.commune) if part)
    host = f"Chez {personne.heberge_par}" if personne.heberge_par else ""
    return [
        kind if personne.type_adresse_id != _HOME else "",
        host,
        personne.adresse,
        town,
        _term(personne.domiciliee_du, personne.domiciliee_au),
    ]


def _term(du: dt.date | None, au: dt.date | None) -> str:
    if du and au:
        return f"du {du:%d/%m/%Y} au {au:%d/%m/%Y}"
    if au:
        return f"jusqu’au {au:%d/%m/%Y}"
    return f"depuis le {du:%d/%m/%Y}" if du else ""


def _quartier(personne: Personne, source: str) -> list[str]:
    if personne.source_qpv_id is None:
        return [personne.quartier]
    counted = personne.qpv if personne.qpv_id is not None else None
    name = counted.nom if counted is not None else personne.quartier or "Hors quartier compté"
    shown = f"{name} (QPV)" if counted is not None and counted.qpv else name
    since = personne.qpv_verifie_le
    return [shown, f"{source}, le {since:%d/%m/%Y}" if since else source]


def _identity(personne: Personne, read: dict[str, str]) -> str:
    if personne.identite_vue_le is None:
        return read.get(personne.identite_id or "", "")
    seen = read.get(personne.identite_document_id or "", "Document")
    return f"{seen}, vu le {personne.identite_vue_le:%d/%m/%Y}"


def _after(heading: str, label: str) -> str:
    """« Préfère : courrier »; « SMS » stays as it is."""
    small = label if label.isupper() else label[:1].lower() + label[1:]
    return f"{heading}\u00a0: {small}" if label else ""
