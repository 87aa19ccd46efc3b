"""A text that only its readers open: those of the équipe, of the référents, or its author alone."""

import enum

from models.base.fields import CodeField, DayField, ForeignKey, SealedField
from models.base.table import Table
from models.comptes.agent import Agent
from models.suivis.entretien import Entretien
from models.suivis.suivi import Suivi


class Niveau(enum.StrEnum):
    """For whom a note is sealed."""

    EQUIPE = "equipe"
    REFERENT = "referent"
    PERSONNELLE = "personnelle"

    @property
    def label(self) -> str:
        return _NIVEAUX[self]


_NIVEAUX = {
    Niveau.EQUIPE: "Équipe",
    Niveau.REFERENT: "Référent",
    Niveau.PERSONNELLE: "Personnelle",
}


class Note(Table):
    """`contenu` is ciphertext, sealed to its readers and to the recovery key."""

    suivi_id: str
    entretien_id: str | None
    auteur_id: str

    suivi = ForeignKey(Suivi)
    entretien = ForeignKey(Entretien, null=True)
    auteur = ForeignKey(Agent, verbose_name="Écrite par")
    niveau = CodeField(
        default=Niveau.EQUIPE.value,
        verbose_name="Lisible par",
        choices=[(one.value, one.label) for one in Niveau],
    )
    date = DayField(verbose_name="Le")
    contenu = SealedField()

    class Meta:
        indexes = ((("suivi", "date"), False),)
