"""What a structure does with its dispositifs: make one, change it, order it, retire it."""

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

import resources
from models.base import clock
from models.base.command import command
from models.base.droit import Droit
from models.base.errors import Invalid, Refused
from models.base.search import fold
from models.base.table import dumps
from models.suivis.critere import CritereInput, checked_parametres
from models.suivis.dispositif import (
    Dispositif,
    DispositifCritere,
    DispositifPhase,
    criteres_of,
    dispositif_of,
    dispositifs,
    fill_dispositif,
    phases_of,
)
from models.suivis.financeur import check_financeurs, fill_financeurs, free_code

_LISTS = ("comite", "documents", "financeurs")
_LONGEST = 60  # months of one phase
_HOURS = ("heures_cible", "heures_semaine")


class PhaseInput(NamedTuple):
    """One phase as the structure writes it; `code` is empty when it is new."""

    libelle: str
    mois: int
    code: str = ""
    optionnelle: bool = False
    condition: str = ""
    description: str = ""
    partagee: bool = False
    mission: bool = False
    heures_cible: int | None = None
    heures_semaine: int | None = None


def shipped_dispositifs() -> list[tuple[str, str]]:
    """(code, name) of those that the program ships and that this base does not have."""
    here = {one.id for one in dispositifs(retired=True)}
    content = resources.read_tomls("dispositifs").values()
    return [(one["code"], one["intitule"]) for one in content if one["code"] not in here]


@command(right=Droit.REGLAGES, label="Dispositif ajouté")
def add_shipped(code: str) -> Dispositif:
    """Bring a shipped dispositif into a base that was made before it."""
    if code not in dict(shipped_dispositifs()):
        raise Refused("Ce dispositif est déjà là, ou n’est pas livré avec le programme.")
    fill_financeurs(resources.read_toml("financeurs.toml"))
    return fill_dispositif(resources.read_toml(f"dispositifs/{code}.toml"))


@command(right=Droit.REGLAGES, label="Dispositif créé")
def create_dispositif(*, intitule: str, **values: Any) -> Dispositif:
    """A dispositif of the structure's own, after the others."""
    known = dispositifs(retired=True)
    made = Dispositif(
        id=free_code(intitule, {one.id for one in known}),
        intitule=intitule,
        ordre=max((one.ordre for one in known), default=0) + 1,
        maison=True,
    )
    return _write(made, values)


@command(right=Droit.REGLAGES, label="Dispositif enregistré")
def save_dispositif(dispositif: Dispositif, **values: Any) -> Dispositif:
    """Change its texts, its hours, its places; parcours already begun keep what they copied.

    `comite`, `documents` and `financeurs` are lists, `accords` a list of {code, texte}.
    """
    return _write(dispositif, values)


@command(right=Droit.REGLAGES, label="Phases du dispositif enregistrées")
def set_phases(dispositif: Dispositif, phases: Sequence[PhaseInput]) -> list[DispositifPhase]:
    """Give it these phases, in this order; those of the parcours under way are copies, and stay."""
    for rang, entry in enumerate(phases):
        _check_phase(rang, entry)
    for row in phases_of(dispositif.id):
        row.remove()
    taken: set[str] = {entry.code for entry in phases if entry.code}
    rows = []
    for rang, entry in enumerate(phases):
        code = entry.code or free_code(entry.libelle, taken)
        taken.add(code)
        values = {**entry._asdict(), "code": code}
        rows.append(DispositifPhase(dispositif=dispositif, rang=rang, **values).save())
    dispositif.touch("phases")
    return rows


@command(right=Droit.REGLAGES, label="Critères du dispositif enregistrés")
def set_criteres(
    dispositif: Dispositif, criteres: Sequence[CritereInput]
) -> list[DispositifCritere]:
    """Give it these criteria, in this order."""
    stored = [checked_parametres(entry) for entry in criteres]
    for row in criteres_of(dispositif.id):
        row.remove()
    taken: set[str] = {entry.code for entry in criteres if entry.code}
    rows = []
    for rang, (entry, parametres) in enumerate(zip(criteres, stored, strict=True)):
        code = entry.code or free_code(entry.libelle, taken)
        taken.add(code)
        rows.append(
            DispositifCritere(
                dispositif=dispositif,
                rang=rang,
                code=code,
                genre=entry.genre,
                libelle=entry.libelle,
                parametres=dumps(parametres),
            ).save()
        )
    dispositif.touch("criteres")
    return rows


@command(right=Droit.REGLAGES, label="Dispositif déplacé")
def move_dispositif(dispositif: Dispositif, place: int) -> Dispositif:
    """Give it this place, from 0; the first one is the one proposed first."""
    others = [one for one in dispositifs() if one.id != dispositif.id]
    others.insert(max(0, min(place, len(others))), dispositif_of(dispositif.id))
    for ordre, one in enumerate(others):
        one.ordre = ordre
        one.save()
    return dispositif_of(dispositif.id)


@command(right=Droit.REGLAGES, label="Dispositif retiré")
def retire_dispositif(dispositif: Dispositif) -> Dispositif:
    """Let nobody else in; the parcours under way go on to their end."""
    if not [one for one in dispositifs() if one.id != dispositif.id]:
        raise Refused(
            "C’est le dernier dispositif proposé. Ajoutez-en un autre avant de le retirer."
        )
    dispositif.archived_at = clock.now()
    return dispositif.save()


@command(right=Droit.REGLAGES, label="Dispositif proposé de nouveau")
def reuse_dispositif(dispositif: Dispositif) -> Dispositif:
    dispositif.archived_at = None
    return dispositif.save()


def _write(dispositif: Dispositif, values: dict[str, Any]) -> Dispositif:
    if "financeurs" in values:
        kept = json.loads(dispositif.financeurs)
        check_financeurs([one for one in values["financeurs"] if one not in kept])
    for name in _LISTS:
        if name in values:
            words = [" ".join(str(line).split()) for line in values[name]]
            values[name] = dumps([line for line in words if line])
    if "accords" in values:
        values["accords"] = dumps(_checked_accords(values["accords"]))
    for name, value in values.items():
        setattr(dispositif, name, value)
    _check(dispositif)
    return dispositif.save()


def _checked_accords(accords: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the person is asked to agree to; a text names only who takes part."""
    for one in accords:
        try:
            text = str(one["texte"]).format(referent="", structures="").strip()
        except (KeyError, IndexError, ValueError) as error:
            raise Invalid(
                "accords",
                "Accords\u00a0: entre accolades, seuls {referent} et {structures} sont remplis. "
                "Corrigez le texte.",
            ) from error
        if not text or not one.get("code"):
            raise Invalid("accords", "Accords\u00a0: l’un d’eux est vide. Écrivez-le, ou ôtez-le.")
    return list(accords)


def _check(dispositif: Dispositif) -> None:
    folded = fold(Dispositif.intitule.cleaned(dispositif.intitule or ""))
    if not folded:
        raise Invalid("intitule", "Intitulé\u00a0: donnez un nom à ce dispositif.")
    for other in dispositifs(retired=True):
        if other.id != dispositif.id and fold(other.intitule) == folded:
            raise Invalid(
                "intitule",
                f"Intitulé\u00a0: «\u00a0{other.intitule}\u00a0» existe déjà. Changez le nom.",
            )
    for name in ("places", *_HOURS):
        value = getattr(dispositif, name)
        if value is not None and value < 0:
            label = Dispositif._meta.fields[name].verbose_name
            raise Invalid(name, f"{label}\u00a0: ce nombre est négatif. Corrigez-le.")
    if dispositif.sans_contact < 1:
        raise Invalid(
            "sans_contact", "Alerter sans contact depuis\u00a0: un jour au moins. Corrigez-le."
        )


def _check_phase(rang: int, entry: PhaseInput) -> None:
    if not entry.libelle.strip():
        raise Invalid(f"libelle_{rang}", "Phase\u00a0: donnez-lui un nom, ou ôtez-la.")
    if not 1 <= entry.mois <= _LONGEST:
        raise Invalid(
            f"mois_{rang}",
            f"«\u00a0{entry.libelle}\u00a0»\u00a0: une phase dure de 1 à {_LONGEST} mois. "
            "Corrigez sa durée.",
        )
    for name in _HOURS:
        value = getattr(entry, name)
        if value is not None and value < 1:
            raise Invalid(
                f"{name}_{rang}",
                f"«\u00a0{entry.libelle}\u00a0»\u00a0: écrivez un nombre d’heures, ou rien.",
            )
