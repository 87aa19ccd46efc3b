"""A register in the base: rows, files, ages, what is refused, what is undone by a failure."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from models.accueil.demande import Demande, DemandeReponse
from models.accueil.passage import Passage
from models.base import journal
from models.base.errors import Refused
from models.base.progress import Cancelled, Progress
from models.comptes.agent import Agent
from models.comptes.role import Role
from models.echanges.comprehension.registre import comprendre
from models.echanges.correspondance import learnt
from models.echanges.importation import Importation, ecrire, import_registre, prepared
from models.nomenclatures.lieu import Lieu
from models.personnes.comparaison import ecarts
from models.personnes.fusionner import fusionner
from models.personnes.mots import PersonneMot
from models.personnes.personne import Personne
from models.personnes.recherche import search_personnes
from tests.factories import CHAIN_KEY, POSTE, a_personne, actor_with, writing

HEADING = "Date;Heure;NOM Prénom;H/F;né(e) le;Tél;Objet;Réponse;Durée;Accueil par;Lieu;obs."
ROWS = (
    (
        "03/03/2025;9h14;DUFOUR Rachid;H;12/02/1980;06 12 34 56 78;carte d'identité;imprimé;5'"
        ";secr.;Siège;"
    ),
    "idem;9h20;rachid dufour;H;1980;;CAF + impots;orienté CCAS;1/4h;bénévole;Annexe;urgent",
    '";10h;Mme SARR;F;;0701020304;CV;fait;20;secr.;Siège;',
    "04/03/2025;;anonyme;F;jeune;;photocopies;;;;;avec enfant",
)


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "registre.csv"
    path.write_text("\n".join((HEADING, *ROWS)), encoding="utf-8")
    return path


def test_every_row_is_a_passage_in_its_order(base: Any, register: Path) -> None:
    told = import_registre(register).as_dict()
    assert (told["lignes"], told["passages"], told["ignorees"]) == (4, 4, [])
    found = list(Passage.select().order_by(Passage.moment, Passage.id))
    assert [(p.jour, p.heure) for p in found] == [
        (dt.date(2025, 3, 3), dt.time(9, 14)),
        (dt.date(2025, 3, 3), dt.time(9, 20)),
        (dt.date(2025, 3, 3), dt.time(10, 0)),
        (dt.date(2025, 3, 4), None),
    ]
    assert [p.duree_minutes for p in found] == [5, 15, 20, None]
    assert {p.origine for p in found} == {"import"}


def test_one_person_written_two_ways_has_one_file_with_her_age_at_each_act(
    base: Any, register: Path
) -> None:
    assert import_registre(register).as_dict()["personnes"] == 1
    personne = Personne.get()
    assert (personne.nom_naissance, personne.prenom) == ("DUFOUR", "Rachid")
    assert personne.date_naissance == dt.date(1980, 2, 12)
    assert personne.telephone == "+33612345678"
    ages = [p.age for p in Passage.select().where(Passage.personne == personne.id)]
    assert ages == [45, 45]
    assert [f.nom for f in search_personnes("0612 dufour")] == ["DUFOUR Rachid"]


def test_what_a_file_computes_of_itself_is_there_though_it_came_with_many(
    base: Any, register: Path
) -> None:
    """To save it again changes neither its place in the order nor the words that find it."""
    import_registre(register)
    personne = Personne.get()
    columns = (PersonneMot.mot, PersonneMot.source, PersonneMot.marks, PersonneMot.cle)
    found: Any = PersonneMot.select(*columns).where(PersonneMot.personne == personne.id)
    before = (personne.image(), sorted(found.clone().tuples()))
    with writing():
        personne.save()
    assert (Personne.get().image(), sorted(found.clone().tuples())) == before
    assert len(before[1]) > 5


def test_a_personne_merged_since_the_file_was_understood_gets_her_passages(
    base: Any, register: Path
) -> None:
    """The other desk merges her file between the last look at the import and its writing."""
    known = a_personne(
        nom_naissance="Dufour", prenom="Rachid", date_naissance=dt.date(1980, 2, 12),
        telephone="0612345678",
    )  # fmt: skip
    kept = a_personne(nom_naissance="Dufour", prenom="Rachide")
    chosen = learnt()
    ready = prepared(comprendre(register, choix=chosen), chosen)
    fusionner(kept, known, {ecart.nom: ecart.choix for ecart in ecarts(kept, known)})
    ecrire(ready, Progress())
    hers = [p.personne_id for p in Passage.select() if p.personne_id]
    assert hers == [kept.id] * len(hers)
    assert len(hers) == 2


def test_a_partial_name_makes_no_file_and_is_not_lost(base: Any, register: Path) -> None:
    import_registre(register)
    partial = Passage.get(Passage.heure == dt.time(10, 0))
    assert partial.personne_id is None
    assert partial.identification_id == "identification.non_identifiee"
    assert "Mme SARR" in partial.commentaire
    assert "0701020304" in partial.commentaire.replace(" ", "").replace("+33", "0")


def test_a_cell_with_two_demandes_gives_two_and_one_orientation(base: Any, register: Path) -> None:
    import_registre(register)
    passage = Passage.get(Passage.heure == dt.time(9, 20))
    found = list(Demande.select().where(Demande.passage == passage.id).order_by(Demande.rang))
    assert len(found) == 2
    assert found[0].orientation_id is not None
    assert found[1].orientation_id is None
    assert DemandeReponse.select().count() > 0


def test_sites_and_agents_that_the_register_knows_are_made_once(base: Any, register: Path) -> None:
    import_registre(register)
    assert [lieu.nom for lieu in Lieu.select().order_by(Lieu.nom)] == ["Annexe", "Siège"]
    without_account = Agent.select().where(Agent.identifiant.is_null())
    assert without_account.count() == 2


def test_the_status_of_who_received_is_that_of_the_row(base: Any, register: Path) -> None:
    import_registre(register)
    volunteer = Passage.get(Passage.heure == dt.time(9, 20))
    assert volunteer.accueilli_par is not None
    assert volunteer.statut_accueillant == "benevole"
    assert Passage.get(Passage.heure.is_null()).statut_accueillant is None


def test_a_person_who_has_a_file_keeps_it(base: Any, register: Path) -> None:
    known = a_personne(nom_naissance="Dufour", prenom="Rachid")
    told = import_registre(register).as_dict()
    assert (told["personnes"], told["personnes_retrouvees"]) == (0, 1)
    assert {p.personne_id for p in Passage.select() if p.personne_id} == {known.id}


def test_a_homonym_born_another_day_gets_a_file_of_its_own(base: Any, register: Path) -> None:
    a_personne(nom_naissance="Dufour", prenom="Rachid", date_naissance=dt.date(1955, 1, 1))
    assert import_registre(register).as_dict()["personnes"] == 1
    assert Personne.select().count() == 2


def test_a_trial_writes_nothing_and_tells_the_same(base: Any, register: Path) -> None:
    trial = import_registre(register, dry_run=True).as_dict()
    assert Passage.select().count() == Personne.select().count() == 0
    real = import_registre(register).as_dict()
    assert {**trial, "essai": False} == real


def test_the_same_content_is_refused_with_its_date(base: Any, register: Path) -> None:
    import_registre(register)
    copy = register.with_name("copie.csv")
    copy.write_bytes(register.read_bytes())
    with pytest.raises(Refused, match="déjà été repris le"):
        import_registre(copy)
    assert Passage.select().count() == 4


@pytest.mark.parametrize(
    ("text", "reason"),
    [("Date;Nom;Motif\n", "des titres de colonnes, aucune ligne"), (" \n\n", "feuille vide"),
     ("Mois;Total\nJanvier;12\n", "ce n’est pas un registre")],
)  # fmt: skip
def test_a_file_without_any_passage_is_refused(
    base: Any, tmp_path: Path, text: str, reason: str
) -> None:
    path = tmp_path / "registre.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match=reason):
        import_registre(path)
    assert Importation.select().count() == 0


def test_a_cancelled_import_leaves_nothing(base: Any, register: Path) -> None:
    progress = Progress()
    steps: list[tuple[int, int]] = []

    def report(done: int, total: int) -> None:
        steps.append((done, total))
        if total == len(ROWS):
            progress.cancel()
            progress.step(done, total)

    progress = Progress(report)
    with pytest.raises(Cancelled):
        import_registre(register, progress=progress)
    assert Passage.select().count() == Importation.select().count() == 0
    assert Personne.select().count() == 0


def test_an_account_without_the_right_reads_nothing(base: Any, register: Path) -> None:
    base.actor = actor_with(Role.REFERENT)
    with pytest.raises(Refused):
        import_registre(register, dry_run=True)


def test_the_import_is_one_entry_of_the_journal_without_a_name(base: Any, register: Path) -> None:
    before = journal.Journal.select().count()
    import_registre(register)
    entries = list(journal.Journal.select().order_by(journal.Journal.n).dicts())[before:]
    assert len(entries) == 1
    assert "DUFOUR" not in repr(entries)
    assert journal.verify_chain(POSTE, CHAIN_KEY) is None
