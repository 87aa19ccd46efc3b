"""One line of the sheet as it is typed, kept as JSON, until it is a passage."""

import datetime as dt
import enum
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from models.accueil.demande import DemandeInput
from models.accueil.feuille import LigneFeuille
from models.accueil.saisie import Visiteur
from models.base.errors import Invalid
from models.personnes.noms import split_name
from models.personnes.recherche import Trouvee
from ui.kit import parsing

SUR_PLACE = "mode_contact.passage_spontane"
FIELDS = ("heure", "qui", "demandes", "mode_contact", "duree_minutes", "commentaire")


class Sorte(enum.StrEnum):
    """What stands in « Qui »."""

    ANONYME = "anonyme"
    TAPE = "tape"  # typed, and nothing chosen yet
    DOSSIER = "dossier"
    NOUVEAU = "nouveau"
    NOTE = "note"


class Qui(NamedTuple):
    """The visitor as the line knows her; `text` is what was typed or is shown."""

    sorte: Sorte = Sorte.ANONYME
    text: str = ""
    personne_id: str = ""

    @classmethod
    def typed(cls, text: str) -> "Qui":
        return cls(Sorte.TAPE if text.strip() else Sorte.ANONYME, text)

    @classmethod
    def known(cls, one: Trouvee) -> "Qui":
        return cls(Sorte.DOSSIER, one.nom, one.id)

    def visiteur(self) -> Visiteur:
        """Who is written; `Invalid` for a name that was typed and not chosen."""
        if self.sorte is Sorte.DOSSIER:
            return Visiteur(personne_id=self.personne_id)
        if self.sorte is Sorte.NOUVEAU:
            name = split_name(self.text)
            return Visiteur(nouvelle={"prenom": name.prenom, "nom_naissance": name.nom})
        if self.sorte is Sorte.NOTE:
            return Visiteur(repere=self.text)
        if self.text.strip():
            raise Invalid(
                "qui",
                "Qui : choisissez un dossier dans la liste, créez-le, ou notez le prénom sans "
                "dossier. Vide, le passage est anonyme.",
            )
        return Visiteur()


@dataclass
class Ligne:
    """What was read on one line of the paper; `passage` once it is in the register.

    `tape` is the demande that is typed and not taken; `remarque` is told under the line, `trace`
    when it is asked for, and `erreur` names the cell to mend.
    """

    heure: str = ""
    qui: Qui = field(default_factory=Qui)
    demandes: list[DemandeInput] = field(default_factory=list)
    tape: str = ""
    mode: str = ""
    duree: str = ""
    commentaire: str = ""
    passage: str = ""
    remarque: str = ""
    trace: str = ""
    erreur: str = ""

    @property
    def is_empty(self) -> bool:
        """Nothing but the hour, which comes by itself."""
        words = (self.qui.text, self.tape, self.duree, self.commentaire)
        return not (self.passage or self.demandes or any(word.strip() for word in words))

    def as_input(self, mode_par_defaut: str, accueilli_par: str | None) -> LigneFeuille:
        """The line for the register; `Invalid` names the cell at fault."""
        if self.tape.strip():
            raise Invalid(
                "demandes",
                f"Demandes : rien ne répond à « {self.tape.strip()[:40]} ». Tapez un autre mot, "
                "ou videz la case.",
            )
        return LigneFeuille(
            visiteur=self.qui.visiteur(),
            demandes=tuple(self.demandes),
            heure=read("heure", "Heure", self.heure, parsing.hour),
            mode_contact=self.mode or mode_par_defaut or SUR_PLACE,
            duree_minutes=read("duree_minutes", "Durée", self.duree, parsing.minutes),
            commentaire=self.commentaire,
            accueilli_par=accueilli_par,
        )

    def kept(self) -> dict[str, Any]:
        return {
            **{name: getattr(self, name) for name in _PLAIN},
            "qui": self.qui._asdict(),
            "demandes": [one._asdict() for one in self.demandes],
        }

    @classmethod
    def restored(cls, kept: dict[str, Any]) -> "Ligne":
        who = kept["qui"]
        asked = [
            DemandeInput(**{**one, "reponses": tuple(one["reponses"])}) for one in kept["demandes"]
        ]
        plain = {name: kept.get(name, "") for name in _PLAIN}
        return cls(**plain, qui=Qui(**{**who, "sorte": Sorte(who["sorte"])}), demandes=asked)

    def idem(self, above: "Ligne", *fields: str) -> None:
        """Copy cells of the line above, as « ″ » does on paper."""
        for name in fields or ("heure", "qui", "demandes", "mode", "duree"):
            value = getattr(above, name)
            setattr(self, name, list(value) if isinstance(value, list) else value)


_PLAIN = ("heure", "tape", "mode", "duree", "commentaire", "passage", "remarque", "trace", "erreur")


def read(name: str, label: str, typed: str, parse: Any) -> Any:
    """A cell read as a value; `Invalid` says what is wrong with it."""
    try:
        return parse(typed)
    except ValueError as error:
        raise Invalid(name, f"{label} : {error}") from error


def hour_of(ligne: Ligne | None) -> dt.time | None:
    """The hour of a line, as far as it can be read."""
    if ligne is None:
        return None
    try:
        return parsing.hour(ligne.heure)
    except ValueError:
        return None
