"""What a fiche asks of who follows the person: signatures missing, an agreement taken back."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import peewee

from models.base.listing import as_text
from models.base.stream import streamed
from models.base.table import tuples_of
from models.personnes.personne import Personne
from models.prescriptions.criteres import age_refused, out_of_age
from models.prescriptions.prescription import Accord, Decision, Prescription
from models.prescriptions.statut import Statut, statuts
from models.suivis.dispositif import DispositifCritere, Session, criteres_of
from models.suivis.signaux import Gravite, Signal, Vue, sources

FEW = 500  # suivis, beyond which one reads them all rather than name each


def _unsigned(views: dict[str, Vue], day: dt.date) -> Iterator[Signal]:
    rows = _fiches(views)
    found = statuts([row[0] for row in rows], day)
    for key, numero, suivi_id, made in rows:
        if found[key] is Statut.A_SIGNER:
            yield Signal(
                suivi_id, "fiche", f"Fiche {numero} à faire signer", objet=key, depuis=made,
                ecran="fiches", cible=key,
            )  # fmt: skip


def _withdrawn(views: dict[str, Vue], day: dt.date) -> Iterator[Signal]:
    """An agreement refused or taken back is no mistake: it is known before one acts."""
    by_fiche = {key: (numero, suivi_id) for key, numero, suivi_id, _ in _fiches(views)}
    query: Any = Accord.select(Accord.id, Accord.prescription, Accord.retire_le).where(
        Accord.retire_le.is_null(False) & (Accord.retire_le <= day)
    )
    for key, fiche, taken_back in tuples_of(query):
        if fiche in by_fiche:
            numero, suivi_id = by_fiche[fiche]
            yield Signal(
                suivi_id, "accord",
                f"Accord retiré le {as_text(taken_back)} (fiche {numero})", Gravite.PROCHE,
                objet=key, depuis=taken_back, ecran="fiches", cible=fiche,
            )  # fmt: skip


def _out_of_age(views: dict[str, Vue], day: dt.date) -> Iterator[Signal]:
    """A decision taken on a birth date that was corrected since stands; it is to be looked at."""
    keys = _suspect(views)
    if not keys:
        return
    by_fiche = {key: (numero, suivi_id) for key, numero, suivi_id, _ in _fiches(views)}
    for fiche in Prescription.select().where(Prescription.id.in_(keys & set(by_fiche))):
        found = age_refused(fiche, criteres_of(fiche.dispositif_id))
        if found is not None:
            numero, suivi_id = by_fiche[fiche.id]
            yield Signal(
                suivi_id, "age", f"Âge hors des conditions\u00a0: {found.raison} (fiche {numero})",
                Gravite.PROCHE, objet=fiche.id, depuis=fiche.date_demande, ecran="fiches",
                cible=fiche.id,
            )  # fmt: skip


def _suspect(views: dict[str, Vue]) -> set[str]:
    """The fiches of these persons that a comité kept, and whose age is not as it was asked for."""
    kept = Decision.select(Decision.prescription).where(Decision.sens == Statut.RETENUE.value)
    here = Prescription.archived_at.is_null() & Prescription.id.in_(kept)
    if len(views) <= FEW:
        here &= Prescription.personne.in_([view.personne_id for view in views.values()])
    query: Any = (
        Prescription.select(
            Prescription.id, Prescription.dispositif, Prescription.date_demande, Session.debut,
            Personne.date_naissance,
        )
        .join(Personne, on=(Prescription.personne == Personne.id))
        .switch(Prescription)
        .join(Session, peewee.JOIN.LEFT_OUTER, on=(Prescription.session == Session.id))
        .where(here & Personne.date_naissance.is_null(False))
    )  # fmt: skip
    criteres: dict[str, list[DispositifCritere]] = {}
    found = set()
    for key, dispositif, demande, session, naissance in streamed(query):
        if dispositif not in criteres:
            criteres[dispositif] = criteres_of(dispositif)
        if out_of_age(criteres[dispositif], naissance, (demande, session)):
            found.add(key)
    return found


def _fiches(views: dict[str, Vue]) -> list[tuple[str, str, str, dt.date]]:
    """(fiche, number, suivi, day) of the fiches of these persons, under the suivi they are about.

    One without a suivi of its own is that of her suivi in the same dispositif, or of the last one.
    """
    query: Any = Prescription.select(
        Prescription.id, Prescription.numero, Prescription.suivi, Prescription.personne,
        Prescription.date_demande,
    ).where(Prescription.archived_at.is_null())  # fmt: skip
    of_person: dict[str, list[Vue]] = defaultdict(list)
    for view in views.values():
        of_person[view.personne_id].append(view)
    found = []
    for key, numero, suivi_id, personne_id, made in tuples_of(query):
        ours = [view.id for view in of_person.get(personne_id, [])]
        if suivi_id in views or ours:
            found.append((key, numero, suivi_id if suivi_id in views else ours[-1], made))
    return found


sources += [_unsigned, _withdrawn, _out_of_age]
