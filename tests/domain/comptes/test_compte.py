"""Accounts: keys follow roles, each has a holder, and what was removed opens nothing."""

from collections.abc import Iterator

import peewee
import pytest

from models.base import database
from models.base.database import holding_pen
from models.base.droit import Droit
from models.base.errors import Invalid, Refused
from models.base.fields import IdField, SealedField
from models.base.ids import new_id
from models.comptes import acces, compte, enveloppe, rotation
from models.comptes.acces import Where
from models.comptes.agent import Agent, de, roles_of
from models.comptes.enveloppe import EQUIPE, Lecteurs, NoKey
from models.comptes.role import Role
from models.personnes.personne import shown_name
from tests.domain.comptes.maison import OTHER, PHRASE, THIRD, enter, found, hire

TEXT = b"confidential"


class BilletScelle(peewee.Model):
    """A table with a sealed content, as notes have; none of the program's own."""

    id = IdField(primary_key=True, default=new_id)
    contenu = SealedField(null=True)

    class Meta:
        database = database.proxy
        legacy_table_names = False


def place_of(row: BilletScelle) -> str:
    return enveloppe.context_of(BilletScelle, row.id, champ="contenu")


@pytest.fixture
def billets(monkeypatch: pytest.MonkeyPatch) -> None:
    enveloppe.all_sealed_columns()  # the program's own, declared before they are put aside
    monkeypatch.setattr(enveloppe, "sealed_columns", [(BilletScelle, "contenu", place_of)])


@pytest.fixture
def staffed(where: Where, billets: None) -> Iterator[dict[str, str]]:
    """Claire (every key) is in; Sam at the accueil; Rosa and Remi référents."""
    in_, key = found(where)
    with holding_pen():
        database.handle().engine.create_tables([BilletScelle])
    ids = {"claire": in_.agent_id or "", "key": key}
    ids["sam"] = hire("sam", Role.ACCUEIL).id
    for name in ("rosa", "remi"):
        ids[name] = hire(name, Role.REFERENT).id
    yield ids
    acces.lock()


def written(lecteurs: Lecteurs) -> str:
    """A sealed content in the base, by who is in; its id."""
    row = BilletScelle()
    row.contenu = enveloppe.seal_for(lecteurs, TEXT, context=place_of(row))
    with holding_pen():
        row.save(force_insert=True)
    return str(row.id)


def stored(row_id: str) -> bytes:
    return bytes(BilletScelle.get_by_id(row_id).contenu)


def opened(row_id: str) -> bytes:
    return enveloppe.read(stored(row_id), context=place_of(BilletScelle.get_by_id(row_id)))


def grants_of(agent_id: str) -> set[str]:
    slot = acces.current().slots().compte(agent_id)
    return set() if slot is None else set(slot.grants)


def test_keys_follow_roles(where: Where, staffed: dict[str, str]) -> None:
    assert grants_of(staffed["sam"]) == {"db"}
    assert grants_of(staffed["rosa"]) == {"db", "notes"}
    compte.set_roles(staffed["sam"], [Role.ACCUEIL, Role.ADMINISTRATEUR, Role.REFERENT])
    assert grants_of(staffed["sam"]) == {"db", "notes", "admin"}
    compte.set_roles(staffed["sam"], [Role.RESPONSABLE])
    assert grants_of(staffed["sam"]) == {"db"}
    assert roles_of(staffed["sam"]) == {Role.RESPONSABLE}


def test_an_account_without_role_is_refused(where: Where, staffed: dict[str, str]) -> None:
    with pytest.raises(Invalid) as refusal:
        compte.set_roles(staffed["sam"], [])
    assert refusal.value.field == "roles"


def test_an_administrator_without_notes_gives_the_role_and_says_what_is_left(
    where: Where, staffed: dict[str, str]
) -> None:
    hire("ada", Role.ADMINISTRATEUR)
    enter(where, "ada", password=OTHER)
    suite = compte.set_roles(staffed["sam"], [Role.REFERENT])
    assert any("restent fermées" in said for said in suite.phrases)
    assert grants_of(staffed["sam"]) == {"db"}
    with pytest.raises(Refused):
        compte.grant_notes(staffed["sam"])
    enter(where, "rosa", password=OTHER)
    compte.grant_notes(staffed["sam"])
    assert grants_of(staffed["sam"]) == {"db", "notes"}
    assert enter(where, "sam", password=OTHER).holds_notes


def test_notes_are_granted_to_referents_only(where: Where, staffed: dict[str, str]) -> None:
    with pytest.raises(Refused, match="n’est pas référent"):
        compte.grant_notes(staffed["sam"])


def test_the_last_holder_is_kept(where: Where, staffed: dict[str, str]) -> None:
    """Claire alone administers; once Sam does too, she may leave that to him."""
    with pytest.raises(Refused, match="dernier"):
        compte.set_roles(staffed["claire"], [Role.REFERENT])
    with pytest.raises(Refused, match="dernier"):
        compte.set_roles(staffed["claire"], [Role.ADMINISTRATEUR, Role.REFERENT])
    both = [Role.RESPONSABLE, Role.ADMINISTRATEUR]
    compte.set_roles(staffed["sam"], both)
    compte.set_roles(staffed["claire"], [Role.REFERENT])
    enter(where, "sam", password=OTHER)
    with pytest.raises(Refused, match="dernier"):
        compte.set_roles(staffed["sam"], [Role.ACCUEIL])


def test_the_last_holder_of_notes_is_kept(where: Where, staffed: dict[str, str]) -> None:
    roles = [Role.RESPONSABLE, Role.ADMINISTRATEUR]
    compte.remove_compte(staffed["rosa"])
    compte.verrouiller(staffed["remi"])
    with pytest.raises(Refused, match="notes"):
        compte.set_roles(staffed["claire"], roles)
    compte.deverrouiller(staffed["remi"])
    compte.set_roles(staffed["claire"], roles)


def test_nobody_removes_or_locks_themselves(where: Where, staffed: dict[str, str]) -> None:
    for act in (compte.remove_compte, compte.verrouiller):
        with pytest.raises(Refused, match="avec lequel vous travaillez"):
            act(staffed["claire"])
    with pytest.raises(Refused, match="Changer mon mot de passe"):
        compte.reset_password(staffed["claire"], THIRD)


def test_an_identifiant_is_unique_whatever_its_case(where: Where, staffed: dict[str, str]) -> None:
    with pytest.raises(Invalid) as refusal:
        compte.create_compte(identifiant="SAM", password=THIRD, roles=[Role.ACCUEIL])
    assert refusal.value.field == "identifiant"
    assert acces.accounts(where) == ["claire", "remi", "rosa", "sam"]


def test_a_refused_account_leaves_neither_row_nor_slot(
    where: Where, staffed: dict[str, str]
) -> None:
    before = Agent.select().count()
    for values in ({"password": "court"}, {"roles": []}, {"password": "Nouveau Venu"}):
        wanted = {"identifiant": "nouveau", "password": THIRD, "roles": [Role.ACCUEIL], **values}
        with pytest.raises(Invalid):
            compte.create_compte(**wanted, prenom="Nouveau", nom="Venu")  # type: ignore[arg-type]
    assert Agent.select().count() == before
    assert "nouveau" not in acces.accounts(where)


def test_an_agent_without_account_gets_one_later(where: Where, staffed: dict[str, str]) -> None:
    lea = compte.create_agent_sans_compte(prenom="Léa", statut="benevole")
    assert lea.identifiant is None
    with pytest.raises(Refused, match="pas de compte"):
        compte.reset_password(lea.id, THIRD)
    compte.create_compte(identifiant="lea", password=THIRD, roles=[Role.ACCUEIL], agent_id=lea.id)
    assert enter(where, "lea", password=THIRD).agent_id == lea.id
    enter(where)
    with pytest.raises(Invalid):
        compte.create_agent_sans_compte(prenom=" ")


def test_ones_own_password_is_changed_with_the_present_one(
    where: Where, staffed: dict[str, str]
) -> None:
    for current, new, field in (
        ("pas le bon", THIRD, "current"),
        (PHRASE, PHRASE, "new"),
        (PHRASE, "court", "new"),
        (PHRASE, "Claire Sow", "new"),
    ):
        with pytest.raises(Invalid) as refusal:
            compte.change_own_password(current=current, new=new)
        assert refusal.value.field == field
    compte.change_own_password(current=PHRASE, new=THIRD)
    with pytest.raises(Invalid):
        enter(where)
    acces.lock()


def test_a_changed_password_keeps_what_is_read(where: Where, staffed: dict[str, str]) -> None:
    team, own = written(EQUIPE), written(Lecteurs.only(staffed["claire"]))
    compte.change_own_password(current=PHRASE, new=THIRD)
    enter(where, password=THIRD)
    assert opened(team) == opened(own) == TEXT


def test_a_reset_opens_the_register_and_not_the_notes(
    where: Where, staffed: dict[str, str]
) -> None:
    suite = compte.reset_password(staffed["rosa"], THIRD)
    assert any("notes" in said for said in suite.phrases)
    with pytest.raises(Invalid):
        enter(where, "rosa", password=OTHER)


def test_after_a_reset_a_holder_grants_the_notes_again(
    where: Where, staffed: dict[str, str]
) -> None:
    enter(where, "rosa", password=OTHER)
    own = written(Lecteurs.only(staffed["rosa"]))
    shared = written(Lecteurs.only(staffed["rosa"], staffed["claire"]))
    enter(where)
    team = written(EQUIPE)
    compte.reset_password(staffed["rosa"], THIRD)
    in_ = enter(where, "rosa", password=THIRD)
    compte.change_own_password(current=THIRD, new=OTHER)
    assert in_.actor.may(Droit.NOTES_EQUIPE)
    for row in (own, shared, team):
        with pytest.raises(NoKey):
            opened(row)
    enter(where)
    compte.grant_notes(staffed["rosa"])
    enter(where, "rosa", password=OTHER)
    assert opened(team) == opened(shared) == TEXT
    with pytest.raises(NoKey):
        opened(own)


def test_the_list_shows_roles_state_and_last_opening(where: Where, staffed: dict[str, str]) -> None:
    compte.create_compte(
        identifiant="neuf", password=THIRD, roles=[Role.ACCUEIL, Role.RESPONSABLE], prenom="Noa"
    )
    compte.create_agent_sans_compte(prenom="Léa", nom="Brun")
    compte.verrouiller(staffed["sam"])
    listing = compte.agents_listing()
    shown = {texts[0]: texts for texts in map(listing.texts, listing.rows())}
    assert shown["Noa"][2] == "Accueil, Responsable"
    assert shown["Noa"][4] == "Mot de passe à changer"
    assert shown["Léa BRUN"][4] == "Sans compte"
    assert shown["Sam PETIT"][4] == "Verrouillé"
    assert shown["Claire SOW"][4] == "Actif"
    assert shown["Claire SOW"][5]
    assert [listing.texts(row)[0] for row in listing.searched("petit ros").rows()] == ["Rosa PETIT"]
    compte.archive_agent(next(r[0] for r in listing.searched("brun").rows()))
    assert "Léa BRUN" not in [listing.texts(row)[0] for row in listing.rows()]


def test_fingerprints_of_keys_are_compared_aloud(where: Where, staffed: dict[str, str]) -> None:
    said = compte.empreinte(staffed["rosa"])
    assert len(said.split()) == 6
    assert said == compte.empreinte(staffed["rosa"])
    assert said != compte.empreinte(staffed["remi"])


def test_an_opening_seals_again_only_when_a_known_key_changed(
    where: Where, staffed: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[int] = []
    real = rotation.reseal_all
    monkeypatch.setattr(rotation, "reseal_all", lambda *a: calls.append(1) or real(*a))
    hire("neuf", Role.REFERENT)
    enter(where)
    enter(where, "remi", password=OTHER)
    assert calls == []
    enter(where)
    compte.reset_password(staffed["rosa"], THIRD)
    enter(where, "remi", password=OTHER)
    assert len(calls) == 1
    enter(where, "remi", password=OTHER)
    assert len(calls) == 1


@pytest.mark.parametrize(
    ("nom", "said"),
    [
        ("Odile SECRÉTAN", "d’Odile SECRÉTAN"),
        ("Élise ROY", "d’Élise ROY"),
        ("Rémi FÉRENT", "de Rémi FÉRENT"),
        ("", "de "),
    ],
)
def test_a_name_after_de(nom: str, said: str) -> None:
    assert de(nom) == said


def test_a_name_is_shown_with_its_apostrophe() -> None:
    assert Agent(prenom="Awa", nom="N'Diaye").nom_affiche == "Awa N’DIAYE"
    assert shown_name("N'Diaye", "Awa") == "N’DIAYE Awa"
