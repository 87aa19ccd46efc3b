"""A carnet de tournée: a pocket base that was taken away, and came back or was lost."""

import datetime as dt
from typing import Any

import peewee

from models.base import clock
from models.base.command import command
from models.base.droit import Droit
from models.base.errors import Refused
from models.base.fields import (
    CodeField,
    DayField,
    ForeignKey,
    InstantField,
    IntegerField,
    TextField,
)
from models.base.listing import Column, Listing
from models.base.table import Table
from models.comptes.agent import Agent, shown_agent
from models.nomenclatures.lieu import Lieu

EMPORTE, RENTRE, PERDU = "Emporté", "Rentré", "Perdu"
_KINDS = {EMPORTE: "info", RENTRE: "good", PERDU: "danger"}


_CHIFFRE = (
    "Le carnet est chiffré\u00a0: sans le mot de passe du compte qui l’a emporté, ou la clé "
    "de secours, personne ne peut le lire. Si le mot de passe était écrit avec lui, dites-le."
)
_INSCRIRE = (
    "Inscrivez la perte au registre des violations de la structure\u00a0: date, contenu, "
    "conséquences possibles, mesures prises."
)
_RESSAISIR = (
    "Ressaisissez la feuille papier de la tournée, s’il y en a une. Si le carnet est retrouvé, "
    "il peut encore être rentré."
)


class Carnet(Table):
    """One pocket base. `empreinte` is that of what was brought back last."""

    lieu_id: str | None

    intitule = TextField(max_length=120, default="", verbose_name="Tournée")
    lieu = ForeignKey(Lieu, null=True, index=False, verbose_name="Lieu")
    jour = DayField(verbose_name="Jour de la tournée")
    emporte_le = InstantField(verbose_name="Emporté le")
    emporte_par = ForeignKey(Agent, null=True, index=False, verbose_name="Emporté par")
    personnes = IntegerField(default=0, verbose_name="Dossiers emportés")
    rentre_le = InstantField(null=True, verbose_name="Rentré le")
    perdu_le = InstantField(null=True, verbose_name="Déclaré perdu le")
    passages = IntegerField(default=0, verbose_name="Passages rapportés")
    empreinte = CodeField(default="", max_length=64)

    @property
    def etat(self) -> str:
        return etat_of(self.rentre_le, self.perdu_le)

    @property
    def titre(self) -> str:
        """« Marché de Beaubreuil, 28/11/2026 »."""
        return f"{self.intitule}, {self.jour:%d/%m/%Y}"


def etat_of(rentre_le: dt.datetime | None, perdu_le: dt.datetime | None) -> str:
    """One that was lost and is found again has come back, whatever was said before."""
    if perdu_le is not None and (rentre_le is None or rentre_le < perdu_le):
        return PERDU
    return RENTRE if rentre_le is not None else EMPORTE


def carnets_listing() -> Listing:
    """All carnets, the latest first."""
    query: Any = (
        Carnet.select()
        .join(Lieu, peewee.JOIN.LEFT_OUTER, on=(Carnet.lieu == Lieu.id))
        .switch(Carnet)
        .join(Agent, peewee.JOIN.LEFT_OUTER, on=(Carnet.emporte_par == Agent.id))
        .where(Carnet.archived_at.is_null())
    )
    dates = (Carnet.rentre_le, Carnet.perdu_le)
    return Listing(
        title="Carnets de tournée",
        query=query,
        key=Carnet.id,
        columns=(
            Column("jour", "Jour", (Carnet.jour,), sort=(Carnet.jour,), width=11),
            Column("tournee", "Tournée", (Carnet.intitule,), sort=(Carnet.intitule,), width=24),
            Column("lieu", "Lieu", (Lieu.nom,), width=16, secondary=True),
            Column("par", "Emporté par", (Agent.prenom, Agent.nom), text=shown_agent, width=16),
            Column("etat", "État", dates, text=etat_of, width=12, status=_status),
            Column("rentre", "Rentré le", (Carnet.rentre_le,), text=_wall, width=15),
            Column("passages", "Passages", (Carnet.passages,), right=True, width=9),
        ),
        order=(Carnet.emporte_le, Carnet.id),
        descending=True,
        tables=frozenset({Carnet}),
        empty="Aucun carnet n’a été emporté. Un carnet sert à recevoir hors les murs, sans réseau.",
    )


def carnet_of(carnet_id: str) -> Carnet:
    """`Refused` if it is gone."""
    found: Carnet | None = Carnet.get_or_none(Carnet.id == carnet_id)
    if found is None:
        raise Refused("Ce carnet n’est plus dans la liste.")
    return found


@command(right=Droit.CARNET, label="Carnet déclaré perdu")
def declarer_perdu(carnet: Carnet) -> Carnet:
    """Write the date of the loss; the carnet can still be brought back if it is found."""
    if carnet.etat == PERDU:
        raise Refused(f"Ce carnet est déjà déclaré perdu, le {_wall(carnet.perdu_le)}.")
    carnet.perdu_le = clock.now()
    return carnet.save()


def que_faire(carnet: Carnet) -> tuple[str, ...]:
    """What was on a lost carnet and what the law asks, in sentences to read and to print."""
    limit = clock.local((carnet.perdu_le or clock.now()) + dt.timedelta(hours=72))
    change = f"La personne qui a emporté le carnet ({_taker(carnet)}) change son mot de passe."
    cnil = (
        "Prévenez la personne responsable aujourd’hui. S’il y a un risque pour les personnes, la "
        f"CNIL doit en être informée dans les 72 heures, avant le {limit:%d/%m/%Y à %H:%M} "
        "(notifications.cnil.fr)\u00a0; les personnes aussi, si le risque est élevé."
    )
    return (_on_it(carnet), _CHIFFRE, _INSCRIRE, cnil, change, _RESSAISIR)


def _on_it(carnet: Carnet) -> str:
    after = "" if carnet.rentre_le is None else f" depuis le {_wall(carnet.rentre_le)}"
    if not carnet.personnes:
        files = "aucun dossier de personne"
    else:
        s = "s" if carnet.personnes > 1 else ""
        files = f"{carnet.personnes}\u00a0dossier{s} (nom, prénom, année de naissance, commune)"
    return f"Sur ce carnet\u00a0: {files}, et les passages saisis en tournée{after}."


def _taker(carnet: Carnet) -> str:
    agent: Agent | None = carnet.emporte_par
    return agent.nom_affiche if agent is not None else "inconnue"


def _wall(instant: dt.datetime | None) -> str:
    return "" if instant is None else clock.local(instant).strftime("%d/%m/%Y %H:%M")


def _status(rentre_le: dt.datetime | None, perdu_le: dt.datetime | None) -> str:
    return _KINDS[etat_of(rentre_le, perdu_le)]
