"""Whatever text is typed in any field of the desk: kept, or refused in words, never a crash."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from models.accueil.attente import note_arrival
from models.accueil.demande import DemandeInput
from models.accueil.message import leave_message
from models.accueil.saisie import Visiteur, record_visit
from models.base.errors import Failure
from models.comptes.equipe import save_membre
from models.echanges.demonstration.dossiers import tiny_pdf
from models.nomenclatures.lieu import save_lieu
from models.nomenclatures.listes import add_valeur
from models.nomenclatures.quartier import save_quartier
from models.nomenclatures.service import save_service
from models.personnes.document import add_document
from models.personnes.personne import Personne
from tests.factories import a_personne, the_lieu

CNI = "thematique.pap.carte_identite"
HOSTILE = (
    "N" * 5000, "A\x00B", "\ud800", "\u202e\u202eabc", "=cmd|' /C calc'!A0", "👩‍👧",
    "عبد الرحمن", "Nguyễn", " ", "a\nb\tc", "%_\\'\";--",
)  # fmt: skip
OF_A_FILE = (
    "nom_naissance", "nom_usage", "prenom", "surnom", "adresse", "commune", "courriel",
    "lieu_naissance", "heberge_par", "commentaire", "alerte", "telephone", "code_postal",
    "quartier",
)  # fmt: skip
Act = Callable[[], object]


def visit(qui: Visiteur, objet: str = "", **facts: Any) -> object:
    asked = [DemandeInput(CNI, objet=objet)]
    return record_visit(qui, asked, lieu=the_lieu().id, **facts)


def acts(text: str, known: Personne) -> Iterator[tuple[str, Act]]:
    for name in OF_A_FILE:
        yield name, lambda name=name: a_personne(**{name: text})  # type: ignore[misc]  # bound
    newcomer = {"nom_naissance": text, "prenom": "Awa"}
    pdf = tiny_pdf("a")
    yield from {
        "repère": lambda: visit(Visiteur(repere=text)),
        "nouvelle": lambda: visit(Visiteur(nouvelle=newcomer)),
        "commentaire": lambda: visit(Visiteur(), commentaire=text),
        "objet": lambda: visit(Visiteur(), text),
        "de la part de": lambda: leave_message(
            nature="a_appele", correspondant=text, texte="rappeler"
        ),
        "message": lambda: leave_message(nature="a_appele", correspondant="CAF", texte=text),
        "arrivée": lambda: note_arrival(lieu=the_lieu().id, nom=text),
        "pour quoi": lambda: note_arrival(lieu=the_lieu().id, nom="Awa", objet=text),
        "fichier": lambda: add_document(known, nom=text, data=pdf),
        "intitulé": lambda: add_document(known, nom="a.pdf", data=pdf, intitule=text),
        "lieu": lambda: save_lieu(nom=text),
        "quartier prioritaire": lambda: save_quartier(nom=text, code="QN08798N", commune="Isle"),
        "structure": lambda: save_service(nom=text),
        "membre": lambda: save_membre(prenom=text, nom="Sow"),
        "valeur": lambda: add_valeur("thematique", libelle=text),
    }.items()


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_any_text_is_kept_or_refused_in_words(base: Any, text: str) -> None:
    kept: list[str] = []
    for name, act in acts(text, a_personne()):
        try:
            act()
        except Failure:
            continue
        kept.append(name)
    if len(text) > 2000:
        assert kept == ["fichier"], "un nom de fichier est coupé, tout le reste est refusé"
    elif text.isprintable() and any(sign.isalpha() for sign in text):
        assert "repère" in kept
