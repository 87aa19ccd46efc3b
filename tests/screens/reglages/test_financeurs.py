"""Who pays, and the class of each situation at the exit: chosen by key, undone, followed."""

import datetime as dt

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from models.nomenclatures.listes import add_valeur
from models.personnes.personne import Personne
from models.suivis.financeur import classements_of, financeur_of, financeurs, usual_classes
from models.suivis.sortie import close_suivi
from models.suivis.suivi import open_suivi
from tests.screens.reglages.bureau import Responsable

LISTE, REGLES = "reglages.financeurs.liste", "reglages.financeurs.regles"
COURT = "motif_sortie.emploi_court"


def rule_of(bureau: Responsable, name: str) -> Responsable:
    return bureau.go("financeurs").choose_row(LISTE, name).press("Entrée")


def classes(bureau: Responsable, motif: str) -> list[QAction]:
    """What Entrée offers for a situation."""
    bureau.choose_row(REGLES, motif).press("Entrée")
    (menu,) = [m for m in bureau.window.findChildren(QMenu, "financeur.classes") if m.isVisible()]
    return menu.actions()


def classe_for_fse(motif: str) -> str | None:
    return next(one.classe for one in classements_of("fse") if one.motif == motif)


def choose(bureau: Responsable, motif: str, classe: str) -> None:
    entries = classes(bureau, motif)
    menu = entries[0].parent()
    assert isinstance(menu, QMenu)
    next(entry for entry in entries if entry.text().startswith(classe)).trigger()
    menu.close()
    bureau.settle()


def test_a_funder_is_added_changed_and_retired(bureau: Responsable) -> None:
    bureau.go("financeurs").press("Ctrl+Maj+N")
    bureau.type_in("financeur.nom", "caf")
    bureau.act("reglages.save")
    assert "existe déjà" in bureau.said("financeur.nom.erreur")
    bureau.type_in("financeur.nom", "Fondation du quai")
    bureau.type_in("financeur.mention", "Avec le soutien de la Fondation du quai")
    bureau.act("reglages.save")
    assert "Fondation du quai, Avec le soutien de la Fondation du quai" in bureau.lines(LISTE)
    bureau.press("F2")
    bureau.type_in("financeur.mention", "")
    bureau.act("reglages.save")
    assert financeur_of("fondation_du_quai").mention == ""
    bureau.press("Suppr")
    assert bureau.lines(LISTE)[-1] == "Fondation du quai, Retiré"
    bureau.act("financeur.reuse")
    assert "fondation_du_quai" in {one.id for one in financeurs()}
    bureau.choose_row(LISTE, "FSE+").press("Suppr")
    assert "finance encore" in bureau.message
    bureau.choose_row(LISTE, "Règle usuelle")
    assert not bureau.can("financeur.edit")
    assert not bureau.can("financeur.retire")


def test_a_funder_counts_a_situation_its_own_way(bureau: Responsable) -> None:
    rule_of(bureau, "FSE+")
    assert bureau.said("heading.subtitle") == "Financeurs et sorties › FSE+"
    offered = classes(bureau, "Emploi de moins de 6 mois")
    assert [e.text() for e in offered if e.isChecked()] == [
        "Comme la règle usuelle (Emploi de transition)"
    ]
    offered[0].parent().close()
    choose(bureau, "Emploi de moins de 6 mois", "Sortie positive")
    assert "Emploi de moins de 6 mois, règle propre, Sortie positive" in bureau.lines(REGLES)
    assert classe_for_fse(COURT) == "classe_sortie.sortie_positive"
    bureau.press("Échap")
    assert "FSE+, Cofinancé par l’Union européenne · 1\u00a0règle propre" in bureau.lines(LISTE)
    bureau.press("Entrée").choose_row(REGLES, "Emploi de moins de 6 mois").press("Suppr")
    assert classe_for_fse(COURT) == usual_classes()[COURT]
    assert not bureau.can("regle.usual")
    bureau.window.context.undo_last()
    bureau.settle()
    assert bureau.can("regle.usual")
    choose(bureau, "Emploi de moins de 6 mois", "Comme la règle usuelle")
    assert classe_for_fse(COURT) == usual_classes()[COURT]


def test_a_situation_that_the_structure_added_is_placed(bureau: Responsable) -> None:
    bureau.go("financeurs")
    added = add_valeur("motif_sortie", "Parti en voyage")
    bureau.settle()
    assert bureau.lines(LISTE)[1].endswith("1 à classer")
    rule_of(bureau, "Règle usuelle")
    assert "Parti en voyage, À classer" in bureau.lines(REGLES)
    offered = classes(bureau, "Parti en voyage")
    assert (len(offered), offered[0].text()) == (5, "Emploi durable")
    offered[0].parent().close()
    choose(bureau, "Parti en voyage", "Autre sortie")
    assert usual_classes()[added.id] == "classe_sortie.autre_sortie"
    bureau.press("Échap")
    assert not bureau.lines(LISTE)[1].endswith("à classer")


def test_a_suivi_that_is_over_follows_the_rules(bureau: Responsable, mamadou: Personne) -> None:
    suivi = open_suivi(
        personne=mamadou, dispositif="ateliers_citoyens",
        referent=bureau.window.context.actor.agent_id or "",
    )  # fmt: skip
    close_suivi(suivi, clos_le=dt.date(2026, 3, 11), motif_sortie=COURT)
    bureau.show("suivis", suivi_id=suivi.id)
    bureau.wait_until(lambda: bureau.said("suivi.sortie").endswith("(emploi de transition)"))
    rule_of(bureau, "FSE+")
    choose(bureau, "Emploi de moins de 6 mois", "Sortie positive")
    bureau.press("Échap")
    rule_of(bureau, "Règle usuelle")
    choose(bureau, "Emploi de moins de 6 mois", "Autre sortie")
    bureau.show("suivis")
    assert bureau.said("suivi.sortie").endswith("(autre sortie, FSE+\u00a0: sortie positive)")
