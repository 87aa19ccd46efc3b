"""Who else is involved, and what was shared with them, when, and with whose agreement."""

from models.base.fields import CodeField, DayField, ForeignKey, JsonField, TextField
from models.base.table import Table
from models.nomenclatures.structure import Structure
from models.personnes.document import Document
from models.suivis.suivi import Suivi


class Intervenant(Table):
    """Somebody outside who acts for the same person, from when to when."""

    suivi_id: str

    suivi = ForeignKey(Suivi)
    structure = ForeignKey(Structure, null=True, verbose_name="Structure")
    nom = TextField(max_length=120, default="", verbose_name="Nom")
    fonction = TextField(max_length=120, default="", verbose_name="Fonction")
    telephone = TextField(max_length=40, default="", verbose_name="Téléphone")
    courriel = TextField(max_length=120, default="", verbose_name="Courriel")
    du = DayField(null=True, verbose_name="Depuis le")
    au = DayField(null=True, verbose_name="Jusqu’au")


class Partage(Table):
    """One thing shared: with whom, which blocks or papers, why, and how the person was told."""

    suivi_id: str

    suivi = ForeignKey(Suivi)
    intervenant = ForeignKey(Intervenant, null=True, verbose_name="Avec")
    destinataire = TextField(max_length=200, default="", verbose_name="Destinataire")
    contenu = JsonField(default="[]")  # codes of the blocks of the synthesis, or words
    date = DayField(verbose_name="Partagé le")
    motif = TextField(max_length=200, default="", verbose_name="Pourquoi")
    accord = CodeField(default="", nomenclature="accord_partage", verbose_name="La personne")
    accord_le = DayField(null=True, verbose_name="Accord du")
    fin_le = DayField(null=True, verbose_name="Valable jusqu’au")
    retire_le = DayField(null=True, verbose_name="Accord retiré le")


class SuiviDocument(Table):
    """A paper of the person's file that belongs to this suivi."""

    suivi = ForeignKey(Suivi)
    document = ForeignKey(Document)

    class Meta:
        indexes = ((("suivi", "document"), True),)
