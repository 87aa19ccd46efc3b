"""A person's file: names as they are borne, a birth date as far as it is known, contacts."""

import datetime as dt
from typing import Any, NamedTuple, Self

from models.base import clock, telephone
from models.base.command import command, reading
from models.base.droit import Droit
from models.base.errors import Invalid, Refused
from models.base.fields import CodeField, DayField, ForeignKey, TextField
from models.base.search import fold
from models.base.table import Table, tuples_of
from models.nomenclatures.quartier import Quartier
from models.nomenclatures.valeur import Valeur
from models.personnes import mots, zonage
from models.personnes.naissance import Naissance, Precision, age_at, check_naissance


class Personne(Table):
    """Anyone with a file. One name is enough; nothing else is required."""

    sexe_id: str | None
    preference_contact_id: str | None
    type_adresse_id: str | None
    qpv_id: str | None
    source_qpv_id: str | None
    identite_id: str | None
    identite_document_id: str | None
    besoin_linguistique_id: str | None
    situation_id: str | None
    type_menage_id: str | None
    equipement_id: str | None
    origine_contact_id: str | None

    nom_naissance = TextField(
        max_length=120, default="", verbose_name="Nom de naissance", help_text="Comme il s’écrit."
    )
    nom_usage = TextField(
        max_length=120, default="", verbose_name="Nom d’usage", help_text="S’il est différent."
    )
    prenom = TextField(max_length=120, default="", verbose_name="Prénom")
    prenom_usage = TextField(
        max_length=120,
        default="",
        verbose_name="Prénom d’usage",
        help_text="Celui que la personne a choisi\u00a0; il s’affiche en premier.",
    )
    surnom = TextField(
        max_length=120, default="", verbose_name="Surnom", help_text="N’est jamais imprimé."
    )
    sexe = ForeignKey(Valeur, index=False, null=True, verbose_name="Sexe")
    date_naissance = DayField(
        null=True,
        verbose_name="Date de naissance",
        help_text="12/03/2007, 03/2007, 2007 ou «\u00a0vers 2007\u00a0».",
    )
    precision_naissance = CodeField(default=Precision.INCONNUE.value)
    lieu_naissance = TextField(max_length=120, default="", verbose_name="Lieu de naissance")
    telephone = TextField(max_length=40, default="", verbose_name="Téléphone", index=True)
    telephone_autre = TextField(max_length=40, default="", verbose_name="Autre téléphone")
    courriel = TextField(max_length=120, default="", verbose_name="Courriel")
    preference_contact = ForeignKey(
        Valeur, index=False, null=True, verbose_name="Préfère être contactée par"
    )
    type_adresse = ForeignKey(Valeur, index=False, null=True, verbose_name="Type d’adresse")
    heberge_par = TextField(
        max_length=160,
        default="",
        verbose_name="Chez qui, ou par quel organisme",
        help_text="Qui héberge la personne, ou reçoit son courrier.",
    )
    domiciliee_du = DayField(null=True, verbose_name="Domiciliée depuis le")
    domiciliee_au = DayField(null=True, verbose_name="Domiciliation jusqu’au")
    adresse = TextField(max_length=300, lines=2, default="", verbose_name="Adresse")
    code_postal = TextField(max_length=10, default="", verbose_name="Code postal")
    commune = TextField(max_length=80, default="", verbose_name="Commune")
    code_insee = CodeField(max_length=5, default="")
    quartier = TextField(max_length=80, default="", verbose_name="Quartier")
    qpv = ForeignKey(Quartier, index=False, null=True, verbose_name="Quartier prioritaire (QPV)")
    source_qpv = ForeignKey(Valeur, index=False, null=True, verbose_name="Source du quartier")
    qpv_verifie_le = DayField(null=True, verbose_name="Quartier vérifié le")
    identite = ForeignKey(Valeur, index=False, null=True, verbose_name="Identité")
    identite_document = ForeignKey(
        Valeur, nomenclature="type_document", index=False, null=True, verbose_name="Document vu"
    )
    identite_vue_le = DayField(null=True, verbose_name="Vu le")
    besoin_linguistique = ForeignKey(
        Valeur, index=False, null=True, verbose_name="Aisance en français"
    )
    situation = ForeignKey(Valeur, index=False, null=True, verbose_name="Situation")
    type_menage = ForeignKey(Valeur, index=False, null=True, verbose_name="Type de ménage")
    equipement = ForeignKey(Valeur, index=False, null=True, verbose_name="Équipement numérique")
    origine_contact = ForeignKey(Valeur, index=False, null=True, verbose_name="Nous a connus par")
    commentaire = TextField(
        max_length=2000,
        lines=4,
        default="",
        verbose_name="Commentaire",
        help_text="La personne peut lire ce commentaire\u00a0: des faits utiles, sans santé, "
        "opinion, religion, origine ni condamnation.",
    )
    alerte = TextField(
        max_length=300,
        lines=2,
        default="",
        verbose_name="Avertissement épinglé",
        help_text="S’ouvre avec le dossier, pour toute l’équipe : un fait utile à l’accueil.",
    )
    cle = TextField(max_length=400, default="")

    class Meta:
        indexes = ((("cle", "id", "archived_at"), False),)  # walked in order, without the rows

    @property
    def nom(self) -> str:
        """The family name that is used."""
        return str(self.nom_usage or self.nom_naissance)

    @property
    def prenom_affiche(self) -> str:
        return str(self.prenom_usage or self.prenom)

    @property
    def nom_affiche(self) -> str:
        """« NOM Prénom », or what there is of it."""
        return shown_name(self.nom, self.prenom_affiche, self.surnom)

    @property
    def naissance(self) -> Naissance:
        return Naissance(self.date_naissance, Precision(self.precision_naissance))

    def age_at(self, day: dt.date) -> int | None:
        return None if self.date_naissance is None else age_at(self.date_naissance, day)

    def is_minor_at(self, day: dt.date) -> bool:
        """Whether she may be under 18 that day; an imprecise year counts as its last day."""
        if self.date_naissance is None:
            return False
        latest = latest_birth(self.naissance)
        return latest is not None and age_at(latest, day) < 18

    def save(self, **_: Any) -> Self:  # type: ignore[override]  # a row, not a count
        self.cle = fold(f"{self.nom} {self.prenom_affiche} {self.surnom}")[:400]
        super().save()
        mots.write(self)
        return self

    def restored(self) -> None:
        mots.write(self)


class PersonneCritere(Table):
    """A criterion of public that a person met on a day, and who says so."""

    personne_id: str
    critere_id: str

    personne = ForeignKey(Personne)
    critere = ForeignKey(Valeur, index=False)
    constate_le = DayField()
    source = CodeField(default="declaratif")

    class Meta:
        indexes = ((("personne", "critere"), True),)


def shown_name(nom: str, prenom: str, surnom: str = "") -> str:
    """« NOM Prénom »; a person known by a nickname only shows it in quotes."""
    name = " ".join(part for part in (nom.upper(), prenom) if part)
    name = name.replace("'", "’")
    return name or (f"«\u00a0{surnom}\u00a0»" if surnom else "Sans nom")


def latest_birth(naissance: Naissance) -> dt.date | None:
    """The latest day that an imprecise birth date allows."""
    if naissance.date is None or naissance.precision is Precision.JOUR:
        return naissance.date
    if naissance.precision is Precision.MOIS:
        following = naissance.date.replace(day=28) + dt.timedelta(days=4)
        return following - dt.timedelta(days=following.day)
    return dt.date(naissance.date.year, 12, 31)


@reading(right=Droit.PERSONNES, objet="personne")
def open_personne(personne_id: str) -> Personne:
    """The file of a person, its reading traced. `Refused` if it is gone."""
    personne: Personne | None = Personne.get_or_none(Personne.id == personne_id)
    if personne is None:
        raise Refused(
            "Ce dossier n’existe plus\u00a0: il a été effacé ou fusionné sur un autre poste."
        )
    return personne


def same_personne(personne: Personne) -> Personne | None:
    """A file whose reading is traced already, as it is now; None if it is gone."""
    found: Personne | None = Personne.get_or_none(Personne.id == personne.id)
    return found


def criteres_of(personne: Personne) -> list[str]:
    """The keys of the criteria that a person meets."""
    query: Any = PersonneCritere.select(PersonneCritere.critere)
    return [row[0] for row in tuples_of(query.where(PersonneCritere.personne == personne.id))]


@command(right=Droit.PERSONNES, label="Dossier créé")
def create_personne(**values: Any) -> Personne:
    """Open a file; any one of the names is enough. `criteres` is a list of keys."""
    return _write(Personne(), values)


@command(right=Droit.PERSONNES, label="Dossier enregistré")
def save_personne(personne: Personne, **values: Any) -> Personne:
    """Change a file; a corrected birth date also corrects the ages stored with her acts."""
    before = (personne.date_naissance, personne.precision_naissance)
    _write(personne, values)
    if before != (personne.date_naissance, personne.precision_naissance):
        for correct in age_corrections:
            correct(personne)
    return personne


@command(right=Droit.PERSONNES, label="Dossier archivé")
def archive_personne(personne: Personne) -> Personne:
    personne.archived_at = clock.now()
    return personne.save()


age_corrections: list[Any] = []  # functions of a Personne, added by the areas that store ages


def _write(personne: Personne, values: dict[str, Any]) -> Personne:
    from models.personnes import adresse

    criteres = values.pop("criteres", None)
    known = sources_of(personne)
    zone, kind = zonage.zone_of(personne), personne.type_adresse_id
    _fill(personne, values)
    adresse.settle(personne, kind_changed=personne.type_adresse_id != kind)
    adresse.settle_identite(personne)
    wanted = zonage.settle(personne, zone, criteres=criteres, known=known)
    personne.save()
    set_criteres(personne, wanted, known)
    return personne


def _fill(personne: Personne, values: dict[str, Any]) -> None:
    from models.nomenclatures.communes import insee_of

    for name, value in values.items():
        setattr(personne, name, value)
    for name in ("telephone", "telephone_autre"):
        setattr(personne, name, telephone.normalise(getattr(personne, name), field=name))
    if {"commune", "code_postal"} & set(values):
        personne.code_insee = insee_of(personne.commune, personne.code_postal)
    _check(personne)


def _check(personne: Personne) -> None:
    from models.personnes import interdits

    names = (personne.nom_naissance, personne.nom_usage, personne.prenom, personne.prenom_usage)
    if not any(name.strip() for name in (*names, personne.surnom)):
        raise Invalid(
            "nom_naissance", "Nom\u00a0: écrivez au moins un nom, un prénom ou un surnom."
        )
    if personne.date_naissance is not None:
        check_naissance(personne.date_naissance)
        if personne.precision_naissance == Precision.INCONNUE:
            personne.precision_naissance = Precision.JOUR.value
    else:
        personne.precision_naissance = Precision.INCONNUE.value
    courriel = personne.courriel.strip()
    if courriel and ("@" not in courriel[1:-1] or " " in courriel):
        raise Invalid(
            "courriel",
            f"Courriel\u00a0: «\u00a0{courriel[:40]}\u00a0» n’est pas une adresse complète.",
        )
    texts = [
        f for f in Personne._meta.sorted_fields if isinstance(f, TextField) and f.name != "cle"
    ]
    interdits.check_texts((f.name, str(f.verbose_name), getattr(personne, f.name)) for f in texts)


def sources_of(personne: Personne) -> dict[str, str]:
    """The criteria that a file holds, each with who says so."""
    columns = (PersonneCritere.critere, PersonneCritere.source)
    query: Any = PersonneCritere.select(*columns).where(PersonneCritere.personne == personne.id)
    return dict(tuples_of(query))


class Ecarts(NamedTuple):
    """What is to be written of criteria: rows to remove, rows that change, rows to add."""

    removed: list[PersonneCritere]
    changed: list[PersonneCritere]
    added: list[PersonneCritere]


def set_criteres(personne: Personne, wanted: set[str], known: dict[str, str]) -> None:
    """Write the criteria; that of the quartier has the source and the day of the quartier."""
    if wanted == set(known) and zonage.QPV not in wanted:
        return
    rows: Any = PersonneCritere.select().where(PersonneCritere.personne == personne.id)
    ecarts = ecarts_of(personne, wanted, list(rows))
    for row in ecarts.removed:
        row.remove()
    for row in (*ecarts.changed, *ecarts.added):
        row.save()


def ecarts_of(personne: Personne, wanted: set[str], rows: list[PersonneCritere]) -> Ecarts:
    """What makes of the criteria that she holds those that she meets; nothing is written."""
    resident = zonage.QPV in wanted and zonage.lives_in_qpv(personne)
    changed = [row for row in rows if row.critere_id == zonage.QPV] if resident else []
    for row in changed:
        row.source, row.constate_le = _said_of_qpv(personne)
    added = []
    for critere in sorted(wanted - {row.critere_id for row in rows}):
        source, day = "declaratif", clock.today()
        if critere == zonage.QPV and resident:
            source, day = _said_of_qpv(personne)
        added.append(
            PersonneCritere(personne=personne, critere=critere, constate_le=day, source=source)
        )
    return Ecarts([row for row in rows if row.critere_id not in wanted], changed, added)


def _said_of_qpv(personne: Personne) -> tuple[str, dt.date]:
    source = (personne.source_qpv_id or zonage.DECLARATIF).partition(".")[2]
    return source, personne.qpv_verifie_le or clock.today()
