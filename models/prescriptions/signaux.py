"""What a fiche asks of who follows the person: signatures and agreements, a place left free."""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

import peewee

from models.base.listing import as_text
from models.base.stream import streamed
from models.base.table import tuples_of
from models.personnes.personne import Personne
from models.prescriptions.criteres import age_refused, out_of_age
from models.prescriptions.places import attentes
from models.prescriptions.prescription import (
    Accord,
    Decision,
    Etape,
    Prescription,
    Signature,
    VersionFiche,
)
from models.prescriptions.statut import Statut, statuts
from models.suivis.dispositif import Dispositif, DispositifCritere, Session, criteres_of
from models.suivis.signaux import Gravite, Signal, lues, sources, suites
from models.suivis.suivi import Suivi
from models.suivis.vues import Vues

USUAL = frozenset({"lecture", "echange", "recontact"})  # of a dispositif that asks for none
_ON_PAPER = {Statut.SIGNEE, Statut.TRANSMISE, Statut.INSCRITE, Statut.RETENUE, Statut.ENTREE,
             Statut.LISTE_ATTENTE}  # fmt: skip


class _Fiche(NamedTuple):
    """A fiche, under the suivi that it is about."""

    id: str
    numero: str
    suivi_id: str
    made: dt.date
    dispositif: str


def _of_fiches(views: Vues, day: dt.date) -> Iterator[Signal]:
    fiches = _fiches(views)
    if fiches:
        found = statuts([one.id for one in fiches], day)
        yield from _unsigned(fiches, found)
        yield from _agreements(fiches, found, day)
        yield from _out_of_age(fiches)


def _unsigned(fiches: list[_Fiche], found: dict[str, Statut]) -> Iterator[Signal]:
    for one in fiches:
        if found[one.id] is Statut.A_SIGNER:
            yield Signal(
                one.suivi_id, "fiche", f"Fiche {one.numero} à faire signer", objet=one.id,
                depuis=one.made, ecran="fiches", cible=one.id,
            )  # fmt: skip


def _agreements(fiches: list[_Fiche], found: dict[str, Statut], day: dt.date) -> Iterator[Signal]:
    """One taken back is no mistake: it is known before one acts. One that nobody noted is."""
    noted: dict[str, set[str]] = defaultdict(set)
    query: Any = Accord.select(
        Accord.id, Accord.prescription, Accord.code, Accord.texte, Accord.retire_le
    )
    by_key = {one.id: one for one in fiches}
    for key, fiche, code, texte, taken_back in tuples_of(query):
        one = by_key.get(fiche)
        if one is None:
            continue
        noted[fiche].add(code)
        if taken_back is not None and taken_back <= day:
            yield Signal(
                one.suivi_id, "accord",
                f"Accord retiré le {as_text(taken_back)} (fiche {one.numero}\u00a0: {texte})",
                Gravite.PROCHE, objet=key, depuis=taken_back, ecran="fiches", cible=fiche,
            )  # fmt: skip
    yield from _missing([one for one in fiches if found[one.id] in _ON_PAPER], noted)


def _missing(signed: list[_Fiche], noted: dict[str, set[str]]) -> Iterator[Signal]:
    """What a signed paper asked of the person, and whose answer nobody noted."""
    asked = _asked() if signed else {}
    for one in signed:
        lacks = len(asked.get(one.dispositif, USUAL) - noted[one.id])
        if lacks:
            words = "Accord à noter" if lacks == 1 else f"{lacks} accords à noter"
            yield Signal(
                one.suivi_id, "accord", f"{words} (fiche {one.numero}, signée)", objet=one.id,
                depuis=one.made, ecran="fiches", cible=one.id,
            )  # fmt: skip


def _out_of_age(fiches: list[_Fiche]) -> Iterator[Signal]:
    """A decision taken on a birth date that was corrected since stands; it is to be looked at."""
    by_key = {one.id: one for one in fiches}
    keys = _suspect() & by_key.keys()
    for fiche in Prescription.select().where(Prescription.id.in_(keys)) if keys else ():
        found = age_refused(fiche, criteres_of(fiche.dispositif_id))
        if found is not None:
            one = by_key[fiche.id]
            yield Signal(
                one.suivi_id, "age",
                f"Âge hors des conditions\u00a0: {found.raison} (fiche {one.numero})",
                Gravite.PROCHE, objet=fiche.id, depuis=one.made, ecran="fiches", cible=fiche.id,
            )  # fmt: skip


def _suspect() -> set[str]:
    """The fiches that a comité kept, and whose age is not as it was asked for."""
    kept = Decision.select(Decision.prescription).where(Decision.sens == Statut.RETENUE.value)
    query: Any = (
        Prescription.select(
            Prescription.id, Prescription.dispositif, Prescription.date_demande, Session.debut,
            Personne.date_naissance,
        )
        .join(Personne, on=(Prescription.personne == Personne.id))
        .switch(Prescription)
        .join(Session, peewee.JOIN.LEFT_OUTER, on=(Prescription.session == Session.id))
        .where(
            Prescription.archived_at.is_null()
            & Prescription.id.in_(kept)
            & Personne.date_naissance.is_null(False)
        )
    )  # fmt: skip
    criteres: dict[str, list[DispositifCritere]] = {}
    found = set()
    for key, dispositif, demande, session, naissance in streamed(query):
        if dispositif not in criteres:
            criteres[dispositif] = criteres_of(dispositif)
        if out_of_age(criteres[dispositif], naissance, (demande, session)):
            found.add(key)
    return found


def _asked() -> dict[str, frozenset[str]]:
    query: Any = Dispositif.select(Dispositif.id, Dispositif.accords)
    codes = {key: frozenset(one["code"] for one in json.loads(held)) for key, held in
             tuples_of(query)}  # fmt: skip
    return {key: found or USUAL for key, found in codes.items()}


def _waits_for_a_place(views: Vues, day: dt.date) -> Iterator[Signal]:
    """A place is free in the session that she waits for."""
    for attente in attentes(day):
        for rank, (fiche, numero, suivis) in enumerate(attente.candidats, 1):
            for suivi_id in suivis & views.keys():
                yield Signal(
                    suivi_id, "place",
                    f"{attente.phrase}\u00a0: la personne attend au rang {rank} (fiche {numero})",
                    Gravite.PROCHE, objet=attente.session, depuis=attente.depuis,
                    ecran="fiches", cible=fiche,
                )  # fmt: skip


def _left_a_place(views: Vues, day: dt.date) -> Iterator[Signal]:
    """Her place is free, and others wait for it: said to who followed her."""
    for attente in attentes(day):
        waiting = len(attente.candidats)
        wait = "une personne attend" if waiting == 1 else f"{waiting} personnes attendent"
        for suivi_id in attente.partis & views.keys():
            yield Signal(
                suivi_id, "place", f"{attente.phrase}\u00a0: {wait}", Gravite.PROCHE,
                objet=attente.session, depuis=attente.depuis, ecran="fiches",
                cible=attente.candidats[0][0],
            )  # fmt: skip


def _fiches(views: Vues) -> list[_Fiche]:
    """The fiches of these persons, each under one suivi.

    One without a suivi of its own is that of her suivi in the same dispositif, or of the last one.
    """
    query: Any = (
        Prescription.select(
            Prescription.id, Prescription.numero, Prescription.suivi, Prescription.date_demande,
            Prescription.dispositif, Suivi.id, Suivi.dispositif,
        )
        .join(Suivi, on=(Prescription.personne == Suivi.personne))
        .where(Prescription.archived_at.is_null() & Suivi.archived_at.is_null())
        .order_by(Suivi.ouvert_le, Suivi.id)
    )  # fmt: skip
    found: dict[str, tuple[int, _Fiche]] = {}
    for key, numero, own, made, asked, suivi_id, dispositif in tuples_of(query):
        near = 2 if suivi_id == own else int(asked == dispositif)
        if suivi_id in views and near >= found.get(key, (0,))[0]:
            found[key] = near, _Fiche(key, numero, suivi_id, made, asked)
    return [fiche for _, fiche in found.values()]


sources += [_of_fiches, _waits_for_a_place]
suites.append(_left_a_place)
lues.update({Accord, Decision, Dispositif, Etape, Prescription, Session, Signature, VersionFiche})
