"""A value merged into another: what follows, what is added up, what is frozen, what is refused."""

from typing import Any

import pytest

from models.accueil.demande import Demande, DemandeInput, demandes_of, reponses_of
from models.accueil.effectif import Effectif, PassageCritere
from models.accueil.habitudes import usual
from models.accueil.passage import Passage, correct_passage
from models.base import command as command_module
from models.base import journal
from models.base.command import command, undo_acte, undo_last
from models.base.database import Handle
from models.base.droit import Droit
from models.base.errors import Invalid, Refused
from models.base.table import Table, add_all, every_table, links_to
from models.base.undo import Acte, last_undoable
from models.comptes.agent import Agent
from models.comptes.equipe import save_membre
from models.nomenclatures import fusion
from models.nomenclatures.fusion import merge_valeurs, said_uses, uses
from models.nomenclatures.listes import add_valeur, retire_valeur, reuse_valeur, valeur_of
from models.nomenclatures.valeur import Valeur, choices, label, labels, resolved
from models.personnes.personne import PersonneCritere
from tests.factories import a_passage, a_personne

CNI = "thematique.pap.carte_identite"
PERTE = "thematique.pap.perte_papiers"
MINEUR = "thematique.pap.titre_mineur"


@command(right=Droit.REGISTRE, label="Écrit")
def write(row: Table) -> Table:
    return row.save()


@pytest.fixture(params=["few", "many"])
def many(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """The two ways: rows that can be put back, and rows by the thousand."""
    if request.param == "many":
        monkeypatch.setattr(fusion, "UNDOABLE", -1)
    return bool(request.param == "many")


def thematiques(passage: Passage) -> list[str]:
    return [demande.thematique_id for demande in demandes_of(passage.id)]


def test_past_passages_follow_and_are_counted_before(base: Handle, many: bool) -> None:
    moved = [a_passage(None, PERTE), a_passage(a_personne(), PERTE, CNI)]
    other = a_passage(None, MINEUR)
    assert said_uses(uses(valeur_of(PERTE))) == "2\u00a0demandes"
    assert merge_valeurs(PERTE, CNI) == 2
    assert [thematiques(p) for p in moved] == [[CNI], [CNI, CNI]]
    assert thematiques(other) == [MINEUR]
    gone = valeur_of(PERTE)
    assert (gone.actif, gone.remplace_par_id) == (False, CNI)
    assert said_uses(uses(gone)) == ""
    assert PERTE not in dict(choices("thematique"))


def test_a_small_merge_is_undone_and_done_again(base: Handle) -> None:
    passage = a_passage(a_personne(), PERTE)
    words = valeur_of(CNI).mots
    merge_valeurs(PERTE, CNI)
    done = last_undoable()
    assert done is not None
    undo_acte(done)
    assert thematiques(passage) == [PERTE]
    assert (valeur_of(PERTE).actif, resolved(PERTE)) == (True, PERTE)
    assert valeur_of(CNI).mots == words
    undone = Acte.get(Acte.undoes_id == done.id)
    undo_acte(undone)
    assert thematiques(passage) == [CNI]
    assert resolved(PERTE) == CNI


def test_a_large_merge_is_journaled_and_is_not_the_last_act_to_undo(
    base: Handle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fusion, "UNDOABLE", 0)
    passage = a_passage(None, PERTE)
    merge_valeurs(PERTE, CNI)
    assert last_undoable().action == "record_passage"  # type: ignore[union-attr]  # there is one
    assert "_merge_many" in {row.action for row in journal.Journal.select()}
    undo_last()
    assert Passage.get_or_none(Passage.id == passage.id) is None


def test_an_older_act_is_undone_to_what_took_the_place(base: Handle, many: bool) -> None:
    """Its image holds the old value, which nothing proposes any more."""
    passage = a_passage(None, PERTE)
    correct_passage(passage, demandes=[DemandeInput(MINEUR)])
    correction = last_undoable()
    merge_valeurs(PERTE, CNI)
    assert correction is not None
    undo_acte(correction)
    assert thematiques(passage) == [CNI]


def test_what_another_desk_holds_resolves_when_it_is_written(base: Handle, many: bool) -> None:
    held = a_passage(None, MINEUR)
    merge_valeurs(PERTE, CNI)
    assert thematiques(a_passage(None, PERTE)) == [CNI]
    correct_passage(held, demandes=[DemandeInput(PERTE), DemandeInput(MINEUR)])
    assert thematiques(held) == [CNI, MINEUR]


def test_a_passage_open_elsewhere_may_still_be_saved(base: Handle, many: bool) -> None:
    """Nobody changed it: its version stays."""
    held = a_passage(None, CNI, mode_contact="mode_contact.courrier")
    merge_valeurs("mode_contact.courrier", "mode_contact.courriel")
    correct_passage(held, commentaire="Revenue", mode_contact="mode_contact.courrier")
    written = Passage.get_by_id(held.id)
    assert (written.mode_contact_id, written.commentaire) == ("mode_contact.courriel", "Revenue")


def test_an_import_that_knows_the_old_value_writes_the_new_one(base: Handle, many: bool) -> None:
    passage = a_passage(None, MINEUR)
    merge_valeurs(PERTE, CNI)

    @command(right=Droit.IMPORT, label="Importé")
    def bulk() -> None:
        add_all(
            Demande, ("id", "passage", "rang", "thematique"), [("d" * 32, passage.id, 1, PERTE)]
        )

    bulk()
    assert thematiques(passage) == [MINEUR, CNI]


def test_the_old_value_reads_as_the_new_one(base: Handle, many: bool) -> None:
    merge_valeurs(PERTE, CNI)
    assert labels([PERTE, MINEUR])[PERTE] == label(CNI) == label(PERTE)
    assert resolved(PERTE) == CNI
    assert resolved(None) is None
    assert Valeur.heirs_of("Perte ou vol de papiers") == [CNI]


def test_what_found_the_one_finds_the_other(base: Handle, many: bool) -> None:
    merge_valeurs(PERTE, CNI)
    words = valeur_of(CNI).mots.split(" | ")
    assert {"cni", "perdu papiers", "Perte ou vol de papiers"} <= set(words)


def test_rows_that_become_the_same_are_made_one(base: Handle, many: bool) -> None:
    a_personne(criteres=["critere_public.rsa", "critere_public.ass"])
    assert PersonneCritere.select().count() == 2
    merge_valeurs("critere_public.ass", "critere_public.rsa")
    held = [c.critere_id for c in PersonneCritere.select()]
    assert held == ["critere_public.rsa"]
    undoable = last_undoable()
    if not many:
        assert undoable is not None
        undo_acte(undoable)
        held = sorted(c.critere_id for c in PersonneCritere.select())
        assert held == ["critere_public.ass", "critere_public.rsa"]


def test_the_reponses_of_a_demande_stay_distinct(base: Handle, many: bool) -> None:
    one, two = [key for key, _ in choices("reponse")][:2]
    passage = a_passage(None, CNI)
    correct_passage(passage, demandes=[DemandeInput(CNI, reponses=(one, two))])
    merge_valeurs(two, one)
    assert reponses_of(demandes_of(passage.id)[0].id) == (one,)


def test_the_counts_of_a_group_add_up(base: Handle, many: bool) -> None:
    mine, theirs = (
        add_valeur("critere_public", "Gens du quai"),
        add_valeur("critere_public", "Gens de la rive"),
    )
    passage = a_passage(None, CNI)
    for valeur, nombre in ((mine, 2), (theirs, 3)):
        write(Effectif(passage=passage, valeur=valeur, nombre=nombre))
    write(PassageCritere(passage=passage, critere=mine))
    merge_valeurs(mine.id, theirs.id)
    assert [(e.valeur_id, e.nombre) for e in Effectif.select()] == [(theirs.id, 5)]
    assert [c.critere_id for c in PassageCritere.select()] == [theirs.id]
    if not many:
        undo_last()
        counts = sorted((e.valeur_id, e.nombre) for e in Effectif.select())
        assert counts == sorted([(mine.id, 2), (theirs.id, 3)])


def test_codes_that_stand_alone_follow_too(base: Handle, many: bool) -> None:
    agent = save_membre(prenom="Léa", statut="stagiaire")
    passage = a_passage(None, CNI, accueilli_par=agent)  # who received gives their status
    assert passage.statut_accueillant == "stagiaire"
    merge_valeurs("statut_accueillant.stagiaire", "statut_accueillant.benevole")
    assert Agent.get_by_id(agent.id).statut == "benevole"
    assert Passage.get_by_id(passage.id).statut_accueillant == "benevole"


def test_a_chain_leads_to_its_end(base: Handle, many: bool) -> None:
    passage = a_passage(None, PERTE)
    merge_valeurs(PERTE, MINEUR)
    merge_valeurs(MINEUR, CNI)
    assert thematiques(passage) == [CNI]
    assert (resolved(PERTE), resolved(MINEUR)) == (CNI, CNI)
    if not many:
        undo_last()
        assert (resolved(PERTE), resolved(MINEUR), thematiques(passage)) == (
            MINEUR,
            MINEUR,
            [MINEUR],
        )
        undo_last()
        assert thematiques(passage) == [PERTE]


def test_a_heading_takes_what_stands_under_it_along(base: Handle, many: bool) -> None:
    under = list(Valeur.select().where(Valeur.parent == "thematique.mob"))
    passage = a_passage(None, under[0].id)
    merge_valeurs("thematique.mob", "thematique.vie")
    assert {valeur_of(v.id).parent_id for v in under} == {"thematique.vie"}
    assert thematiques(passage) == [under[0].id]


def test_a_detail_may_fall_back_on_its_heading(base: Handle, many: bool) -> None:
    passage = a_passage(None, PERTE)
    merge_valeurs(PERTE, "thematique.pap")
    assert thematiques(passage) == ["thematique.pap"]


@pytest.mark.parametrize(
    ("source", "target", "why"),
    [
        (CNI, CNI, "même valeur"),
        ("thematique.pap", CNI, "une famille ne se fusionne pas"),
        (CNI, "operateur.caf", "même liste"),
    ],
)
def test_what_makes_no_sense_is_refused(base: Handle, source: str, target: str, why: str) -> None:
    passage = a_passage(None, CNI)
    with pytest.raises(Invalid, match=why) as refusal:
        merge_valeurs(source, target)
    assert refusal.value.field == "cible"
    assert thematiques(passage) == [CNI]


def test_a_value_is_not_merged_into_one_of_its_own_merged_ones(base: Handle, many: bool) -> None:
    merge_valeurs(PERTE, CNI)
    with pytest.raises(Invalid, match="a déjà été fusionnée avec"):
        merge_valeurs(CNI, PERTE)
    with pytest.raises(Invalid, match="n’est plus proposée"):
        merge_valeurs(MINEUR, PERTE)
    with pytest.raises(Refused, match="déjà fusionnée avec"):
        merge_valeurs(PERTE, MINEUR)


def test_what_the_program_relies_on_takes_in_but_does_not_go(base: Handle) -> None:
    with pytest.raises(Refused, match="Le programme se sert de"):
        merge_valeurs("mode_contact.telephone", "mode_contact.courriel")
    merge_valeurs("mode_contact.courriel", "mode_contact.telephone")
    assert resolved("mode_contact.courriel") == "mode_contact.telephone"


def test_a_merged_value_that_comes_back_leaves_what_followed(base: Handle, many: bool) -> None:
    passage = a_passage(None, PERTE)
    merge_valeurs(PERTE, CNI)
    reuse_valeur(valeur_of(PERTE))
    assert thematiques(passage) == [CNI]
    assert thematiques(a_passage(None, PERTE)) == [PERTE]


def test_a_merge_that_fails_moves_nothing(
    base: Handle, monkeypatch: pytest.MonkeyPatch, many: bool
) -> None:
    passage = a_passage(None, PERTE)

    def fail(*_: Any, **__: Any) -> None:
        raise OSError("no room")

    monkeypatch.setattr(command_module.journal, "record", fail)
    with pytest.raises(OSError, match="no room"):
        merge_valeurs(PERTE, CNI)
    assert thematiques(passage) == [PERTE]
    assert resolved(PERTE) == PERTE


def test_the_habit_of_a_demande_follows(base: Handle, many: bool) -> None:
    retire_valeur(valeur_of(MINEUR))
    a_passage(None, PERTE)
    merge_valeurs(PERTE, CNI)
    assert usual(CNI).thematique == CNI
    assert usual(PERTE).thematique in (PERTE, CNI)


def test_every_column_that_points_to_a_value_is_found(base: Handle) -> None:
    """As many as the tables declare; none is listed by hand."""
    found = {(table._meta.table_name, field.name) for table, field in links_to(Valeur)}
    declared = {
        (table._meta.table_name, foreign.column)
        for table in every_table().values()
        for foreign in base.engine.get_foreign_keys(table._meta.table_name)
        if foreign.dest_table == "valeur"
    }
    assert {(name, f"{field}_id") for name, field in found} == declared
    assert len(found) > 30


def test_two_desks_on_a_server_the_late_one_finds_the_heir(base: Handle) -> None:
    """What a desk writes while a merge is under way elsewhere waits for it, then follows."""
    if not base.is_server:
        pytest.skip("a file has one writer at a time")
    import threading

    from models.base import database

    started, done = threading.Event(), threading.Event()
    real = fusion.uses
    holding = fusion._give_words
    result: list[str] = []

    def late() -> None:
        with database.connection():
            started.wait(5)
            passage = a_passage(None, PERTE)
            result.extend(thematiques(passage))
            done.set()

    def slow(source: Valeur, target: Valeur) -> None:
        started.set()
        assert not done.wait(0.5), "l’autre poste n’a pas attendu"
        holding(source, target)

    thread = threading.Thread(target=late)
    thread.start()
    fusion._give_words = slow
    try:
        merge_valeurs(PERTE, CNI)
    finally:
        fusion._give_words = holding
    thread.join(10)
    assert real is fusion.uses
    assert result == [CNI]


def test_a_column_named_after_a_list_holds_no_other(base: Handle) -> None:
    """So the others are not read; a column of any list is always looked at."""
    places = {(t._meta.table_name, f.name) for t, f, _ in fusion._places(valeur_of(CNI))}
    assert ("demande", "thematique") in places
    assert ("demande", "operateur") not in places
    assert ("personne", "identite_document") not in places
    assert {("effectif", "valeur"), ("personne_critere", "critere"), ("valeur", "parent")} <= places
    documents = fusion._places(valeur_of("type_document.sejour"))
    found = {(t._meta.table_name, f.name) for t, f, _ in documents}
    assert {("personne", "identite_document"), ("document", "type_document")} <= found
