"""Who else acts for a person, what was shared with them, and what she said of it."""

import datetime as dt
from typing import Any

import pytest

from models.base.command import undo_acte, undo_last
from models.base.database import Handle
from models.base.errors import Invalid, Refused
from models.base.undo import Acte
from models.comptes.role import Role
from models.nomenclatures.structure import Structure, structures
from models.personnes.chronologie import chronologie, of_genre, target_of
from models.personnes.document import (
    Document,
    add_document,
    archive_document,
    document,
    documents_of,
    open_document,
)
from models.personnes.faits import DOCUMENTS
from models.personnes.fusion import Fusion
from models.personnes.fusionner import fusionner
from models.suivis import faits  # noqa: F401  # brings its sources
from models.suivis.document_suivi import (
    SuiviDocument,
    add_to_suivi,
    attach_document,
    detach_document,
    documents_of_suivi,
    documents_to_attach,
)
from models.suivis.intervenant import (
    Intervenant,
    add_intervenant,
    correct_intervenant,
    end_intervenant,
    intervenants_of,
)
from models.suivis.operation import create_operation
from models.suivis.partage import (
    Partage,
    archive_intervenant,
    archive_partage,
    correct_partage,
    partages_of,
    record_partage,
    record_synthese,
    said_contenu,
    take_back_synthese,
    withdraw_accord,
)
from models.suivis.participant import add_participant
from models.suivis.questionnaire import record_reponses, sign_questionnaire
from models.suivis.signaux import signaux
from models.suivis.suivi import Suivi
from tests.conftest import FrozenClock
from tests.domain.suivis.maison import TODAY, TOMORROW, a_suivi, day
from tests.factories import a_personne, actor_with

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n%%EOF"
FEB, MARCH = day(2, 9), day(3, 9)


@pytest.fixture
def suivi(base: Any, frozen_clock: FrozenClock) -> Suivi:
    return a_suivi()


def a_partner(suivi: Suivi, **values: Any) -> Intervenant:
    told = {"structure": "Mission locale", "nom": "Mme Roy", "telephone": "05 55 00 00 01"}
    return add_intervenant(suivi.id, **{**told, **values})


def a_partage(suivi: Suivi, **values: Any) -> Partage:
    told = {"destinataire": "CAF", "contenu": ["situation"], "motif": "Ouvrir un droit"}
    return record_partage(suivi.id, **{**told, "date": MARCH, "accord": "oral", **values})


def found(suivi: Suivi) -> list[tuple[str, str]]:
    return [
        (one.code, one.phrase)
        for one in signaux(only=[suivi.id])
        if one.code in ("partage_sans_accord", "accord_retire", "accord_expire")
    ]


def test_a_partner_is_noted_corrected_ended_and_taken_away(suivi: Suivi) -> None:
    partner = a_partner(suivi, du=FEB)
    (told,) = intervenants_of(suivi.id)
    assert (told.titre, told.designation, told.telephone) == (
        "Mme Roy", "Mme Roy, Mission locale", "+33555000001",
    )  # fmt: skip
    correct_intervenant(told, structure="mission LOCALE", fonction="Conseillère")
    assert len([one for one in structures() if one.nom == "Mission locale"]) == 1
    end_intervenant(Intervenant.get_by_id(partner.id), au=MARCH)
    later = a_partner(suivi, structure="CMP", nom="")
    assert [one.id for one in intervenants_of(suivi.id)] == [later.id, partner.id]
    a_partner(suivi)  # back: the first one is over
    a_partage(suivi, intervenant=partner.id, destinataire="")
    with pytest.raises(Refused, match="doit rester lisible"):
        archive_intervenant(Intervenant.get_by_id(partner.id))
    archive_intervenant(later)
    assert later.id not in {one.id for one in intervenants_of(suivi.id)}
    undo_last()
    assert later.id in {one.id for one in intervenants_of(suivi.id)}


WRONG_PARTNERS: list[tuple[dict[str, Any], str]] = [
    ({"structure": "", "nom": "", "fonction": " "}, "structure"),
    ({"telephone": "12"}, "telephone"),
    ({"du": MARCH, "au": FEB}, "au"),
    ({"nom": "mme roy"}, "nom"),
]


def test_a_partner_that_says_nothing_or_twice_is_refused(suivi: Suivi) -> None:
    a_partner(suivi)
    for values, field in WRONG_PARTNERS:
        with pytest.raises(Invalid) as refusal:
            a_partner(suivi, **values)
        assert refusal.value.field == field
    assert len(intervenants_of(suivi.id)) == 1
    assert not Structure.select().where(Structure.nom == "").exists()


def test_what_was_shared_tells_with_whom_what_and_how_she_agreed(suivi: Suivi) -> None:
    partner = a_partner(suivi)
    kept = a_partage(
        suivi, intervenant=partner.id, destinataire="", accord_le=FEB, fin_le=TOMORROW,
        contenu=["identite", "freins:Aucun moyen de se déplacer", "freins:Loyer", " Le CV "],
    )  # fmt: skip
    (told,) = partages_of(suivi.id)
    assert told.destinataire == "Mme Roy, Mission locale"
    assert said_contenu(told) == (
        "Identité et contact, Freins (Aucun moyen de se déplacer, Loyer), Le CV"
    )
    assert (told.accord_le, told.stands_on(TOMORROW)) == (FEB, True)
    assert not told.stands_on(TOMORROW + dt.timedelta(days=1))
    correct_intervenant(Intervenant.get_by_id(partner.id), nom="Mme Roy-Blanc")
    correct_partage(
        Partage.get_by_id(kept.id), motif="Préparer l’entretien", intervenant=partner.id,
        destinataire="",
    )  # fmt: skip
    (told,) = partages_of(suivi.id)
    assert told.destinataire == "Mme Roy, Mission locale", "comme elle s’appelait ce jour-là"
    assert told.motif == "Préparer l’entretien"
    archive_partage(told)
    assert partages_of(suivi.id) == []
    undo_last()
    assert len(partages_of(suivi.id)) == 1


WRONG_PARTAGES: list[tuple[dict[str, Any], str]] = [
    ({"destinataire": " "}, "destinataire"),
    ({"contenu": [" "]}, "contenu"),
    ({"motif": ""}, "motif"),
    ({"date": TOMORROW}, "date"),
    ({"fin_le": FEB}, "fin_le"),
    ({"accord": "peut_etre"}, "accord"),
    ({"accord_le": TODAY}, "accord_le"),
]


def test_a_partage_that_does_not_hold_is_refused(suivi: Suivi) -> None:
    for values, field in WRONG_PARTAGES:
        with pytest.raises(Invalid) as refusal:
            a_partage(suivi, **values)
        assert refusal.value.field == field
    assert partages_of(suivi.id) == []


def test_once_she_said_no_she_is_asked_again(suivi: Suivi) -> None:
    partage = a_partage(suivi, date=FEB)
    with pytest.raises(Invalid, match="précède"):
        withdraw_accord(Partage.get_by_id(partage.id), le=day(2, 8))
    withdraw_accord(Partage.get_by_id(partage.id), le=MARCH)
    assert found(suivi) == [
        (
            "accord_retire",
            "Accord retiré le 09/03/2026\u00a0: prévenir CAF, ne plus rien lui transmettre",
        )
    ]
    with pytest.raises(Refused, match="déjà dit non"):
        withdraw_accord(Partage.get_by_id(partage.id), le=TODAY)
    with pytest.raises(Invalid, match="elle a dit non le 09/03/2026") as refusal:
        a_partage(suivi, destinataire="caf", accord="informee", date=TODAY)
    assert refusal.value.field == "accord"
    a_partage(suivi, destinataire="Pôle habitat", accord="informee", date=TODAY)
    a_partage(suivi, accord="ecrit", date=TODAY)
    a_partage(suivi, accord="informee", date=TODAY)
    assert found(suivi) == []
    a_partage(suivi, accord="refus", date=TODAY)
    with pytest.raises(Invalid, match="elle a dit non"):
        a_partage(suivi, accord="informee", date=TODAY)


def test_her_file_tells_what_was_shared_of_her(suivi: Suivi, base: Any) -> None:
    partage = a_partage(suivi, date=FEB)
    withdraw_accord(Partage.get_by_id(partage.id), le=MARCH)
    a_partage(suivi, destinataire="CPAM", accord="refus")

    def told() -> set[str]:
        listing = chronologie(suivi.personne_id)
        words = {listing.texts(row)[2].partition(" — ")[0] for row in listing.rows()}
        return {one for one in words if "artag" in one or "Accord" in one}

    assert told() == {"Partagé avec CAF", "Accord retiré pour CAF", "Partage refusé avec CPAM"}
    base.actor = actor_with(Role.ACCUEIL)
    assert told() == set()


def test_what_she_does_not_know_and_what_ends_is_told(suivi: Suivi) -> None:
    urgent = a_partage(suivi, accord="", destinataire="Samu social")
    ending = a_partage(suivi, fin_le=TODAY + dt.timedelta(days=10))
    over = a_partage(suivi, destinataire="CPAM", fin_le=TODAY - dt.timedelta(days=1))
    assert dict(found(suivi)) == {
        "partage_sans_accord": "Partage du 09/03/2026 avec Samu social\u00a0: la personne n’en "
        "est pas informée",
        "accord_expire": "Le partage avec CAF est valable jusqu’au 21/03/2026",
    }
    told = {one.objet for one in signaux(only=[suivi.id])}
    assert {urgent.id, ending.id, over.id} <= told
    told_late = correct_partage(urgent, accord="informee")
    assert told_late.accord_le == TODAY, "ce qui ne pouvait pas attendre se dit après"
    with pytest.raises(Invalid, match="dans l’avenir"):
        correct_partage(Partage.get_by_id(urgent.id), accord_le=TOMORROW)
    correct_partage(Partage.get_by_id(urgent.id), accord_le=day(3, 10))
    a_partage(suivi, date=TODAY)
    a_partage(suivi, date=TODAY, destinataire="CPAM")
    assert found(suivi) == []


def test_a_synthesis_leaves_only_once_she_knows(suivi: Suivi) -> None:
    for said in ("", "refus", None):
        with pytest.raises(Invalid, match="informée avant") as refusal:
            record_synthese(
                suivi.id, contenu=["parcours"], destinataire="CAF", motif="Droit", date=TODAY,
                accord=said,
            )  # fmt: skip
        assert refusal.value.field == "accord"
    kept = record_synthese(
        suivi.id, contenu=["parcours"], destinataire="CAF", motif="Droit", date=TODAY,
        accord="informee",
    )  # fmt: skip
    assert not Acte.select().where(Acte.action == "record_synthese").exists(), "ce qui part reste"
    take_back_synthese(kept)
    assert partages_of(suivi.id) == []


def test_documents_are_put_there_in_one_act_and_detached(suivi: Suivi) -> None:
    known = add_document(suivi.personne, nom="cv.pdf", data=PDF)
    add_document(a_personne(), nom="autre.pdf", data=PDF)
    fresh = add_to_suivi(suivi.id, nom="bail.pdf", data=PDF, type_document="type_document.domicile")
    assert [one.id for one in documents_to_attach(suivi.id)] == [known.id]
    attach_document(suivi.id, known.id)
    attach_document(suivi.id, known.id)
    shown = documents_of_suivi(suivi.id)
    assert {one.id for one in shown} == {known.id, fresh.id}
    assert next(one for one in shown if one.id == fresh.id).type_document.libelle
    assert documents_to_attach(suivi.id) == []
    assert open_document(fresh.id).data == PDF
    detach_document(suivi.id, known.id)
    with pytest.raises(Refused, match="un autre poste"):
        detach_document(suivi.id, known.id)
    undo_last()
    archive_document(Document.get_by_id(known.id))
    assert [one.id for one in documents_of_suivi(suivi.id)] == [fresh.id]
    with pytest.raises(Refused, match="n’est plus dans le dossier"):
        attach_document(suivi.id, add_document(a_personne(), nom="x.pdf", data=PDF).id)


def test_a_file_added_there_is_undone_whole(suivi: Suivi) -> None:
    add_to_suivi(suivi.id, nom="bail.pdf", data=PDF)
    undo_last()
    assert (Document.select().count(), SuiviDocument.select().count()) == (0, 0)
    undo_acte(Acte.select().order_by(Acte.id.desc()).get())
    (row,) = documents_of_suivi(suivi.id)
    assert open_document(row.id).data == PDF


def test_who_only_reads_writes_nothing_of_it(suivi: Suivi, base: Any) -> None:
    partner, partage = a_partner(suivi), a_partage(suivi)
    known = add_document(suivi.personne, nom="cv.pdf", data=PDF)
    base.actor = actor_with(Role.REFERENT, agent_id="b" * 32)
    for act in (
        lambda: a_partner(suivi, nom="M. Autre"),
        lambda: end_intervenant(partner, au=TODAY),
        lambda: archive_intervenant(partner),
        lambda: a_partage(suivi),
        lambda: withdraw_accord(partage, le=TODAY),
        lambda: correct_partage(partage, motif="x"),
        lambda: archive_partage(partage),
        lambda: attach_document(suivi.id, known.id),
        lambda: add_to_suivi(suivi.id, nom="bail.pdf", data=PDF),
    ):
        with pytest.raises(Refused, match="vous pouvez le lire, pas y écrire"):
            act()
    assert Document.select().count() == 1
    assert len(partages_of(suivi.id)) == 1
    base.actor = actor_with(Role.ACCUEIL)
    for reading in (intervenants_of, partages_of, documents_of_suivi, documents_to_attach):
        with pytest.raises(Refused):
            reading(suivi.id)


def test_all_of_it_follows_a_merge(suivi: Suivi) -> None:
    a_partage(suivi, intervenant=a_partner(suivi).id, destinataire="")
    row = add_to_suivi(suivi.id, nom="bail.pdf", data=PDF)
    kept = a_personne(nom_naissance="Diallo", prenom="Mamadou")
    made: Fusion = fusionner(kept, type(kept).get_by_id(suivi.personne_id), {})
    assert made.gardee_id == kept.id
    assert Suivi.get_by_id(suivi.id).personne_id == kept.id
    assert [one.id for one in documents_of_suivi(suivi.id)] == [row.id]
    assert Document.get_by_id(row.id).personne_id == kept.id
    assert (len(partages_of(suivi.id)), len(intervenants_of(suivi.id))) == (1, 1)
    attach_document(suivi.id, add_document(kept, nom="cv.pdf", data=PDF).id)


def test_the_desk_reads_the_papers_of_identity_and_none_of_a_suivi(
    base: Handle, suivi: Suivi
) -> None:
    """Neither listed, nor in the chronologie, nor opened by its key."""
    personne = suivi.personne
    hers = add_document(personne, nom="cv.pdf", data=PDF)
    seen = add_to_suivi(suivi.id, nom="carte.pdf", data=PDF, type_document="type_document.identite")
    letter = add_to_suivi(suivi.id, nom="cmp.pdf", data=PDF, type_document="type_document.courrier")
    plain = add_to_suivi(suivi.id, nom="autre.pdf", data=PDF)
    signed = add_document(personne, nom="fse.pdf", data=PDF)
    operation = create_operation(numero="202600001", intitule="Inclusion", du=FEB)
    participant = add_participant(operation, personne, entree_le=FEB, suivi=suivi)
    sheet = record_reponses(participant, "entree", {"handicap": "nsp"}, rempli_le=MARCH)
    sign_questionnaire(sheet, signe_le=MARCH, document=signed.id)
    whole = {one.id for one in (hers, seen, letter, plain, signed)}
    assert _documents_told(personne.id) == (whole, whole)
    base.actor = actor_with(Role.ACCUEIL)
    assert _documents_told(personne.id) == ({hers.id, seen.id}, {hers.id, seen.id})
    assert open_document(seen.id).data == PDF
    for kept in (letter, plain, signed):
        for read in (open_document, document):
            with pytest.raises(Refused, match="n’existe plus"):
                read(kept.id)


def _documents_told(personne_id: str) -> tuple[set[str], set[str]]:
    """Those of the list, and those of the chronologie."""
    listing = documents_of(personne_id)
    told = of_genre(chronologie(personne_id), DOCUMENTS)
    return (
        set(listing.keys().page(0)),
        {target_of(told, key)[1] for key in told.keys().page(0)},
    )
