"""The synthesis of a suivi for a partner: the parts that were chosen, and nothing else.

No note is ever in it: nothing here reads them. A subject that asks for care is there only if it
was chosen by itself.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from models.base import clock, telephone
from models.base.errors import Refused
from models.base.listing import as_text
from models.nomenclatures.service import Service, own_service
from models.nomenclatures.valeur import label
from models.suivis import sections
from models.suivis.frein import freins_of
from models.suivis.objectif import FINIES
from models.suivis.partage import BLOCS, INFORMEE
from models.suivis.regles import require_reading
from models.suivis.sections import SEULES, Section, alone, goals_of, said_frein
from models.suivis.suivi import Suivi, referents_on

# What is taken or left as a whole; freins and goals are chosen one by one.
ENTIERS = ("identite", "parcours", "situation", "rendez_vous", "mission")
CONFIDENTIEL = (
    "Document confidentiel, remis pour la seule raison écrite ci-dessus. Il ne se transmet à "
    "personne d’autre, et se détruit quand il n’est plus utile."
)


@dataclass(frozen=True)
class Choix:
    """What goes in, to whom and why, as a form gives it."""

    destinataire: str = ""
    motif: str = ""
    accord: str = ""
    accord_le: dt.date | None = None
    fin_le: dt.date | None = None
    blocs: Sequence[str] = ()
    freins: Sequence[str] = ()
    objectifs: Sequence[str] = ()
    mots: str = ""


class AChoisir(NamedTuple):
    """One frein or goal that may be shared; one that asks for care is not proposed."""

    id: str
    libelle: str
    sensible: bool

    @property
    def label(self) -> str:
        return f"{self.libelle} (sujet sensible)" if self.sensible else self.libelle


class Synthese(NamedTuple):
    """All that the paper says."""

    structure: str
    coordonnees: tuple[str, ...]
    personne: str
    dispositif: str
    destinataire: str
    motif: str
    accord: str
    par: str
    le: dt.date
    sections: tuple[Section, ...]
    mentions: tuple[str, ...]


def freins_to_share(suivi_id: str) -> list[AChoisir]:
    """What still stands in the way."""
    return [
        AChoisir(one.frein.id, said_frein(one), one.sensible)
        for one in freins_of(suivi_id)
        if one.leve_le is None
    ]


def objectifs_to_share(suivi_id: str) -> list[AChoisir]:
    """The goals under way or reached, then what is to do under none of them."""
    goals = goals_of(suivi_id)
    careful = {one.frein.id for one in freins_of(suivi_id) if one.sensible}
    found = [
        AChoisir(one.objectif.id, one.titre, one.dite.sensible or one.objectif.frein_id in careful)
        for one in goals
    ]
    if any(one.etat not in FINIES for one in alone(suivi_id, goals)):
        found.append(AChoisir(SEULES, "Actions sans objectif", sensible=False))
    return found


def contenu_of(suivi_id: str, choix: Choix) -> list[str]:
    """What is noted of a synthesis in its partage: its blocks, and which freins and goals."""
    parts = [code for code in ENTIERS if code in choix.blocs]
    for code, chosen, among in (
        ("freins", choix.freins, freins_to_share(suivi_id)),
        ("objectifs", choix.objectifs, objectifs_to_share(suivi_id)),
    ):
        parts += [f"{code}:{one.libelle}" for one in among if one.id in chosen]
    return [*parts, "mots"] if choix.mots.strip() else parts


def synthese_of(suivi_id: str, choix: Choix) -> Synthese:
    """The synthesis as chosen; `Refused` if the suivi is gone."""
    require_reading()
    suivi: Suivi | None = Suivi.get_or_none(Suivi.id == suivi_id)
    if suivi is None:
        raise Refused("Ce suivi n’existe plus\u00a0: il a été supprimé sur un autre poste.")
    today = clock.today()
    service = own_service()
    named = "identite" in choix.blocs
    return Synthese(
        structure=str(service.nom),
        coordonnees=coordonnees_of(service),
        personne=suivi.personne.nom_affiche if named else _initials(suivi),
        dispositif=str(suivi.dispositif.intitule) if suivi.dispositif_id else "",
        destinataire=choix.destinataire,
        motif=choix.motif,
        accord=_said_accord(choix, today),
        par=_said_referents(suivi_id, today),
        le=today,
        sections=tuple(_sections(suivi, choix, today)),
        mentions=_mentions(choix, service),
    )


def _sections(suivi: Suivi, choix: Choix, today: dt.date) -> Iterator[Section]:
    mots = choix.mots.strip()
    if mots:
        yield Section(BLOCS["mots"], texte=mots)
    made = {
        "identite": sections.identite, "parcours": sections.parcours,
        "situation": sections.situation, "rendez_vous": sections.rendez_vous,
        "mission": sections.mission,
    }  # fmt: skip
    for code in BLOCS:
        if code in choix.blocs and code in made:
            yield made[code](suivi, today)
        elif code == "freins" and choix.freins:
            yield sections.freins(suivi, choix.freins)
        elif code == "objectifs" and choix.objectifs:
            yield sections.objectifs(suivi, choix.objectifs)


def _said_accord(choix: Choix, today: dt.date) -> str:
    if not choix.accord:
        return ""
    on = as_text(choix.accord_le or today)
    words = label(f"accord_partage.{choix.accord}")
    told = f"La personne {words[:1].lower()}{words[1:]} le {on}"
    return f"{told} de ce qui est transmis." if choix.accord == INFORMEE else f"{told}."


def _said_referents(suivi_id: str, today: dt.date) -> str:
    found = []
    for one in referents_on(suivi_id, today):
        facts = (one.agent.nom_affiche, one.agent.fonction, telephone.shown(one.agent.telephone))
        found.append(", ".join(str(fact) for fact in facts if fact))
    return " · ".join(found)


def _mentions(choix: Choix, service: Service) -> tuple[str, ...]:
    end = f" Il sert au plus tard jusqu’au {as_text(choix.fin_le)}." if choix.fin_le else ""
    contact = service.contact_droits or telephone.shown(str(service.telephone))
    rights = "La personne peut le lire, le faire corriger et retirer son accord"
    return CONFIDENTIEL + end, f"{rights}\u00a0: {contact}." if contact else f"{rights}."


def coordonnees_of(service: Service) -> tuple[str, ...]:
    town = " ".join(filter(None, (service.code_postal, service.commune)))
    address = " ".join(str(service.adresse).split())
    return tuple(filter(None, (address, town, telephone.shown(str(service.telephone)))))


def _initials(suivi: Suivi) -> str:
    names = (suivi.personne.prenom_affiche, suivi.personne.nom)
    return " ".join(f"{name[0].upper()}." for name in names if name) or "Sans nom"
