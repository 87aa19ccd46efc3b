"""Accounts: creating, roles and the keys that follow them, passwords, locking, removal."""

import hashlib
from collections.abc import Iterable

from models.base import journal
from models.base.command import command
from models.base.crypto import WrongKey
from models.base.database import handle
from models.base.droit import Droit
from models.base.errors import Invalid, Refused, Unavailable
from models.comptes import delai, ouverture, rotation
from models.comptes.agent import Agent, AgentRole, de, roles_of
from models.comptes.attribution import (
    Suite,
    editing_keys,
    follow_roles,
    give,
    leave_temporary,
    new_pair,
    noms_of,
    slot_of,
)
from models.comptes.cles import Acces, current
from models.comptes.cles import current as who_is_in
from models.comptes.enveloppe import NoKey
from models.comptes.identifiant import checked_identifiant
from models.comptes.liste import agents_listing as agents_listing
from models.comptes.mot_de_passe import check_password
from models.comptes.porteurs import check_not_last
from models.comptes.role import Role
from models.comptes.secours import new_recovery_key as new_recovery_key
from models.comptes.secours import reset_with_recovery as reset_with_recovery
from models.comptes.slots import ADMIN, BEFORE, NOTES, CompteSlot
from models.comptes.temoins import vouch


def agent_of(agent_id: str) -> Agent:
    found: Agent | None = Agent.get_or_none(Agent.id == agent_id)
    if found is None:
        raise Refused("Cet agent n’existe plus. Actualisez la liste.")
    return found


def holds_notes(agent_id: str) -> bool:
    """Whether this account's keys read the notes of the team."""
    slot = current().slots().compte(agent_id)
    return slot is not None and slot.has(NOTES)


def empreinte(agent_id: str) -> str:
    """Six groups of four digits that name an account's key: read aloud to compare two screens."""
    slot = slot_of(current().slots(), agent_id)
    number = int.from_bytes(hashlib.sha256(slot.public).digest()[:10], "big") % 10**24
    text = f"{number:024d}"
    return " ".join(text[at : at + 4] for at in range(0, 24, 4))


@command(right=Droit.COMPTES, label="Compte créé", undoable=False)
def create_compte(
    *,
    identifiant: str,
    password: str,
    roles: Iterable[Role],
    prenom: str = "",
    nom: str = "",
    fonction: str = "",
    agent_id: str | None = None,
) -> Agent:
    """Open an account (for an agent known already with `agent_id`); its password is temporary.

    `Invalid` fields: `identifiant`, `password`, `roles`.
    """
    acces = current()
    agent = agent_of(agent_id) if agent_id else Agent(prenom=prenom, nom=nom, fonction=fonction)
    if agent.identifiant:
        raise Refused(f"{agent.nom_affiche} a déjà un compte.")
    wanted = _checked_roles(roles)
    taken = [compte.identifiant for compte in acces.slots().comptes]
    agent.identifiant = checked_identifiant(identifiant, taken=taken)
    check_password(password, noms=noms_of(agent))
    agent.changer_mot_de_passe = True
    agent.save()
    _write_roles(agent.id, wanted)
    with editing_keys(acces) as slots:
        slot = CompteSlot(f"compte:{agent.id}", b"", identifiant=agent.identifiant)
        slots.comptes.append(slot)
        new_pair(slot, acces, password=password)
        vouch(slots, acces.cles)
        follow_roles(slots, slot, roles=wanted, acces=acces)
    return agent


@command(right=Droit.COMPTES, label="Agent ajouté")
def create_agent_sans_compte(
    *, prenom: str, nom: str = "", fonction: str = "", statut: str | None = None
) -> Agent:
    """Someone who receives people but opens nothing: a volunteer, an intern."""
    if not (prenom.strip() or nom.strip()):
        raise Invalid("prenom", "Prénom\u00a0: écrivez au moins un prénom ou un nom.")
    return Agent(prenom=prenom, nom=nom, fonction=fonction, statut=statut).save()


@command(right=Droit.COMPTES, label="Agent modifié")
def save_agent(agent_id: str, **values: str | None) -> Agent:
    """Correct `prenom`, `nom`, `fonction`, `statut`, `telephone`, `courriel`."""
    agent = agent_of(agent_id)
    for name in ("prenom", "nom", "fonction", "statut", "telephone", "courriel"):
        if name in values:
            setattr(agent, name, values[name])
    return agent.save()


@command(right=Droit.COMPTES, label="Agent archivé")
def archive_agent(agent_id: str) -> Agent:
    """Take an agent without account out of the lists."""
    agent = agent_of(agent_id)
    if agent.identifiant:
        raise Refused(f"{agent.nom_affiche} a un compte. Retirez d’abord ce compte.")
    return agent.archive()


def set_roles(agent_id: str, roles: Iterable[Role]) -> Suite:
    """Give these roles and the keys that follow; `Refused` for the last holder of a key."""
    wanted = _checked_roles(roles)
    had_notes = holds_notes(agent_id)
    phrases = _set_roles(agent_id, wanted)
    if had_notes and Role.REFERENT not in wanted:
        phrases += _change_notes(current())
    _refresh_actor(agent_id)
    return Suite(phrases)


@command(right=Droit.COMPTES, label="Mot de passe réinitialisé", undoable=False)
def reset_password(agent_id: str, password: str) -> Suite:
    """A temporary password and new keys: the register opens, notes are to be granted again."""
    acces, agent = current(), agent_of(agent_id)
    if agent_id == acces.agent_id:
        raise Refused("Pour votre propre compte, utilisez «\u00a0Changer mon mot de passe\u00a0».")
    check_password(password, noms=noms_of(agent))
    with editing_keys(acces) as slots:
        slot = slot_of(slots, agent_id)
        had_notes = slot.has(NOTES)
        new_pair(slot, acces, password=password)
        slots.postes = [p for p in slots.postes if p.agent_id != agent_id]
        vouch(slots, acces.cles)
        if Role.ADMINISTRATEUR in roles_of(agent_id):
            give(ADMIN, slot, slots, acces=acces)
    delai.forget_account(acces.store, slot.identifiant)
    agent.changer_mot_de_passe = True
    agent.save()
    return Suite(_after_reset(agent, had_notes=had_notes, left=len(slots.holders(NOTES))))


@command(right=Droit.PROPRE_COMPTE, label="Mot de passe modifié", undoable=False)
def change_own_password(*, current: str, new: str) -> None:
    """`Invalid` fields: `current`, `new`. Opens all rights when the change was forced."""
    acces = who_is_in()
    agent = agent_of(acces.agent_id or "")
    slot = slot_of(acces.slots(), agent.id)
    try:
        pair = ouverture.unwrap(slot, password=current, base_id=acces.base_id)
    except WrongKey as error:
        raise Invalid("current", "Mot de passe actuel\u00a0: ce n’est pas le bon.") from error
    if new == current:
        raise Invalid("new", "Le nouveau mot de passe est le même que l’actuel. Changez-le.")
    check_password(new, field="new", noms=noms_of(agent))
    temporary, agent.changer_mot_de_passe = agent.changer_mot_de_passe, False
    agent.save()
    with editing_keys(acces) as slots:
        mine = slot_of(slots, agent.id)
        if temporary and BEFORE not in mine.grants:
            acces.cles.own = leave_temporary(mine, slots, pair, password=new)
            acces.cles.add(acces.cles.own)
        else:
            ouverture.wrap(mine, pair.private, password=new, base_id=acces.base_id)
    rotation.follow_own(acces)
    if acces.holds_notes and acces.slots().notes_a_changer:
        rotation.change_notes(acces)
    _refresh_actor(agent.id)


@command(right=Droit.COMPTES, label="Compte verrouillé", undoable=False)
def verrouiller(agent_id: str) -> None:
    """Refuse the next openings of this account, until `deverrouiller`."""
    acces, agent = current(), agent_of(agent_id)
    if agent_id == acces.agent_id:
        raise Refused("Vous ne pouvez pas verrouiller le compte avec lequel vous travaillez.")
    with editing_keys(acces) as slots:
        check_not_last(slots, agent_id, keeps=())
        slot_of(slots, agent_id).verrouille = True
    agent.verrouille = True
    agent.save()


@command(right=Droit.COMPTES, label="Compte déverrouillé", undoable=False)
def deverrouiller(agent_id: str) -> None:
    """Let this account open again, and forget its wrong passwords."""
    acces, agent = current(), agent_of(agent_id)
    with editing_keys(acces) as slots:
        slot = slot_of(slots, agent_id)
        slot.verrouille = False
    delai.forget_account(acces.store, slot.identifiant)
    agent.verrouille = False
    agent.save()


def remove_compte(agent_id: str) -> Suite:
    """Take the account's keys away and change those it knew; the agent stays in the files."""
    had_notes = holds_notes(agent_id)
    nom = _remove(agent_id)
    acces = current()
    phrases = _change_notes(acces) if had_notes else ()
    phrases += _change_base(acces)
    notes = " et les notes de l’équipe" if had_notes else ""
    old = (
        f"Qui possède une ancienne copie ou une ancienne sauvegarde de la base, avec l’ancien mot "
        f"de passe {de(nom)}, y lit encore le registre{notes}. Récupérez ou détruisez ces copies."
    )
    return Suite((*phrases, old))


@command(right=Droit.NOTES_EQUIPE, label="Notes ouvertes au compte", undoable=False)
def grant_notes(agent_id: str) -> None:
    """Give the notes key to a référent, by somebody who holds it."""
    acces, agent = current(), agent_of(agent_id)
    if not acces.holds_notes:
        raise NoKey(
            "Votre compte n’a pas lui-même la clé des notes. Demandez à un autre référent, ou "
            "utilisez la clé de secours."
        )
    if Role.REFERENT not in roles_of(agent_id):
        raise Refused(f"{agent.nom_affiche} n’est pas référent. Donnez-lui d’abord ce rôle.")
    with editing_keys(acces) as slots:
        give(NOTES, slot_of(slots, agent_id), slots, acces=acces)
    rotation.reseal_all(acces)
    journal.record("cle_notes_donnee", objet="agent", objet_id=agent.id)


@command(right=Droit.COMPTES, label="Rôles modifiés", undoable=False)
def _set_roles(agent_id: str, roles: frozenset[Role]) -> tuple[str, ...]:
    acces = current()
    with editing_keys(acces) as slots:
        check_not_last(slots, agent_id, keeps=roles)
        _write_roles(agent_id, roles)
        dropped = slot_of(slots, agent_id).has(NOTES) and Role.REFERENT not in roles
        slots.notes_a_changer = slots.notes_a_changer or dropped
        return follow_roles(slots, slot_of(slots, agent_id), roles=roles, acces=acces)


@command(right=Droit.COMPTES, label="Compte retiré", undoable=False)
def _remove(agent_id: str) -> str:
    acces, agent = current(), agent_of(agent_id)
    if agent_id == acces.agent_id:
        raise Refused("Vous ne pouvez pas retirer le compte avec lequel vous travaillez.")
    with editing_keys(acces) as slots:
        check_not_last(slots, agent_id, keeps=())
        slot = slot_of(slots, agent_id)
        slots.comptes.remove(slot)
        slots.postes = [p for p in slots.postes if p.agent_id != agent_id]
        slots.notes_a_changer = slots.notes_a_changer or slot.has(NOTES)
    _write_roles(agent_id, frozenset())
    agent.identifiant, agent.verrouille, agent.changer_mot_de_passe = None, False, False
    agent.archive()
    return str(agent.nom_affiche)


def _change_base(acces: Acces) -> tuple[str, ...]:
    try:
        rotation.change_base(acces)
    except Unavailable:
        said = (
            "La clé de la base changera à la prochaine ouverture\u00a0: une autre fenêtre "
            "l’utilise en ce moment."
        )
        return (said,)
    return ()


def _change_notes(acces: Acces) -> tuple[str, ...]:
    if acces.holds_notes:
        rotation.change_notes(acces)
        return ()
    said = (
        "La clé des notes changera quand une personne référente ouvrira la base\u00a0: demandez à "
        "l’une d’elles de le faire sans tarder."
    )
    return (said,)


def _write_roles(agent_id: str, roles: frozenset[Role]) -> None:
    rows: list[AgentRole] = list(AgentRole.select().where(AgentRole.agent == agent_id))
    for row in rows:
        if row.role not in roles:
            row.remove()
    for role in sorted(roles - {row.role for row in rows}):
        AgentRole(agent=agent_id, role=role.value).save()


def _checked_roles(roles: Iterable[Role]) -> frozenset[Role]:
    wanted = frozenset(Role(role) for role in roles)
    if not wanted:
        raise Invalid("roles", "Rôles\u00a0: cochez-en au moins un, pour que le compte serve.")
    return wanted


def _after_reset(agent: Agent, *, had_notes: bool, left: int) -> tuple[str, ...]:
    nom = agent.nom_affiche
    changed = f"{nom} devra changer ce mot de passe à sa prochaine ouverture."
    if not had_notes:
        return (changed,)
    who = (
        "une personne référente doit les lui ouvrir à nouveau (Comptes, Ouvrir les notes)"
        if left
        else "personne d’autre n’en a la clé, il faut la clé de secours"
    )
    lost = "Ce qui n’était chiffré que pour ce compte ne s’ouvre plus qu’avec la clé de secours."
    return (changed, f"Les notes de l’équipe lui sont fermées\u00a0: {who}.", lost)


def _refresh_actor(agent_id: str) -> None:
    acces = current()
    if acces.agent_id == agent_id:
        poste_id = handle().require_actor().poste_id
        handle().actor = ouverture.actor_of(acces, poste_id=poste_id)
