"""One thing asked during a passage, with its own réponses, résultat and orientation."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import peewee

from models.base.fields import ForeignKey, IntegerField, TextField
from models.base.table import Table, tuples_of
from models.nomenclatures.valeur import Valeur

NON_PRECISEE = "thematique.ren.non_precisee"
REPARTIE = "resultat.repartie"


class Demande(Table):
    """`thematique` is a value of the first or of the second level; `objet` is what was said."""

    thematique_id: str
    operateur_id: str | None
    resultat_id: str | None
    orientation_id: str | None
    autonomie_id: str | None

    passage = peewee.DeferredForeignKey("Passage", backref="+", on_delete="RESTRICT")
    rang = IntegerField(default=0)
    thematique = ForeignKey(Valeur, index=False, verbose_name="Demande")
    objet = TextField(max_length=400, default="", verbose_name="Objet")
    operateur = ForeignKey(Valeur, index=False, null=True, verbose_name="Opérateur")
    resultat = ForeignKey(Valeur, index=False, null=True, verbose_name="Résultat")
    orientation = ForeignKey(Valeur, index=False, null=True, verbose_name="Orientée vers")
    autonomie = ForeignKey(Valeur, index=False, null=True, verbose_name="Autonomie")

    class Meta:
        indexes = ((("thematique", "id"), False),)


class DemandeReponse(Table):
    """One réponse given to a demande; there may be several."""

    demande = ForeignKey(Demande, index=False)
    reponse = ForeignKey(Valeur, index=False)

    class Meta:
        indexes = ((("demande", "reponse"), True),)


class DemandeInput(NamedTuple):
    """A demande as it is typed: keys of values."""

    thematique: str
    objet: str = ""
    operateur: str | None = None
    reponses: tuple[str, ...] = ()
    resultat: str | None = None
    orientation: str | None = None
    autonomie: str | None = None

    @property
    def is_repartie(self) -> bool:
        return self.resultat == REPARTIE


class Choix(NamedTuple):
    """A demande that can be chosen: its key, its label, its heading, and what finds it."""

    key: str
    label: str
    heading: str
    mots: str


def repartie(demandes: Sequence[DemandeInput]) -> list[DemandeInput]:
    """What was asked by somebody who left without being received: nothing was answered.

    What she wanted may be unknown: the passage then has one demande, « non précisée », so that it
    is counted where every résultat is.
    """
    asked = demandes or (DemandeInput(NON_PRECISEE),)
    return [DemandeInput(one.thematique, objet=one.objet, resultat=REPARTIE) for one in asked]


def followed(demandes: Sequence[DemandeInput]) -> list[DemandeInput]:
    """What is typed, with the values into which those it names were merged meanwhile."""
    heirs = Valeur.successors()

    def heir(key: str | None) -> str | None:
        return heirs.get(key, key) if key else key

    return [
        one._replace(
            thematique=heirs.get(one.thematique, one.thematique),
            operateur=heir(one.operateur),
            reponses=tuple(dict.fromkeys(heirs.get(key, key) for key in one.reponses)),
            resultat=heir(one.resultat),
            orientation=heir(one.orientation),
            autonomie=heir(one.autonomie),
        )
        for one in demandes
    ]


def demandes_of(passage_id: str) -> list[Demande]:
    query: Any = Demande.select().where(Demande.passage == passage_id)
    return list(query.order_by(Demande.rang))


def reponses_of(demande_id: str) -> tuple[str, ...]:
    """Its réponses in the order of their list: those of one demande are often written at once."""
    query: Any = DemandeReponse.select(DemandeReponse.reponse)
    query = query.join(Valeur, on=(DemandeReponse.reponse == Valeur.id))
    here = query.where(DemandeReponse.demande == demande_id)
    return tuple(row[0] for row in tuples_of(here.order_by(Valeur.ordre, Valeur.id)))


def as_input(demande: Demande) -> DemandeInput:
    """A written demande, to be corrected."""
    return DemandeInput(
        thematique=demande.thematique_id,
        objet=demande.objet,
        operateur=demande.operateur_id,
        reponses=reponses_of(demande.id),
        resultat=demande.resultat_id,
        orientation=demande.orientation_id,
        autonomie=demande.autonomie_id,
    )


def write_demandes(passage_id: str, wanted: Sequence[DemandeInput]) -> None:
    """Make the demandes of a passage those wanted, in order; inside a command."""
    known = demandes_of(passage_id)
    for demande in known[len(wanted) :]:
        _set_reponses(demande, ())
        demande.remove()
    for rang, entry in enumerate(wanted):
        demande = known[rang] if rang < len(known) else Demande(passage=passage_id)
        demande.rang = rang
        for name in ("thematique", "objet", "operateur", "resultat", "orientation", "autonomie"):
            setattr(demande, name, getattr(entry, name))
        demande.save()
        if rang < len(known) or entry.reponses:
            _set_reponses(demande, entry.reponses)


def _set_reponses(demande: Demande, wanted: Sequence[str]) -> None:
    rows: Any = DemandeReponse.select().where(DemandeReponse.demande == demande.id)
    known = list(rows)
    for row in known:
        if row.reponse_id not in wanted:
            row.remove()
    here = {row.reponse_id for row in known}
    for reponse in dict.fromkeys(wanted):
        if reponse not in here:
            DemandeReponse(demande=demande, reponse=reponse).save()
