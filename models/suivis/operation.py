"""An FSE+ operation, its participants, and what they answered at each moment."""

from models.base.fields import CodeField, DayField, ForeignKey, IntegerField, JsonField, TextField
from models.base.table import Table
from models.personnes.document import Document
from models.personnes.personne import Personne
from models.suivis.dispositif import Dispositif
from models.suivis.suivi import Suivi

NE_SOUHAITE_PAS = "nsp"  # « ne souhaite pas répondre » is an answer


class Operation(Table):
    """One operation of the fund."""

    numero = TextField(max_length=40, verbose_name="N° d’opération")
    intitule = TextField(max_length=160, verbose_name="Intitulé")
    dispositif = ForeignKey(Dispositif, null=True, verbose_name="Dispositif")
    du = DayField(verbose_name="Du")
    au = DayField(null=True, verbose_name="au")
    contact = TextField(max_length=200, default="", verbose_name="Référent désigné")


class Participant(Table):
    """One person in one operation, once, though she leaves and comes back."""

    operation_id: str
    personne_id: str

    operation = ForeignKey(Operation)
    personne = ForeignKey(Personne)
    suivi = ForeignKey(Suivi, null=True)
    entree_le = DayField(verbose_name="Entrée le")
    sortie_le = DayField(null=True, verbose_name="Sortie le")

    class Meta:
        indexes = ((("operation", "personne"), True),)


class Questionnaire(Table):
    """The questions of one moment, for one participant."""

    participant_id: str

    participant = ForeignKey(Participant)
    moment = CodeField(verbose_name="Moment")  # entree, sortie, six_mois
    rempli_le = DayField(null=True, verbose_name="Rempli le")
    signe_le = DayField(null=True, verbose_name="Signé le")
    document = ForeignKey(Document, null=True, index=False, verbose_name="Pièce")
    joint_le = DayField(null=True, verbose_name="Jointe le")
    tentatives = IntegerField(default=0, verbose_name="Tentatives")

    class Meta:
        indexes = ((("participant", "moment"), True),)


class QuestionnaireReponse(Table):
    """One answer; a question without a row was not answered."""

    questionnaire = ForeignKey(Questionnaire)
    question = CodeField()
    reponse = TextField(max_length=200)

    class Meta:
        indexes = ((("questionnaire", "question"), True),)


class ColonneExport(Table):
    """One column of the file that leaves: what it holds, its heading, how values are written."""

    rang = IntegerField()
    champ = CodeField(verbose_name="Donnée")
    entete = TextField(max_length=160, verbose_name="En-tête")
    valeurs = JsonField(default="{}")  # our code → what is written
