"""From what the line holds to the one command that writes it, with what this desk adds."""

import datetime as dt
from typing import Any

from models.accueil.attente import presence, settle
from models.accueil.passage import Passage
from models.accueil.saisie import correct_visit, record_visit
from models.base.errors import Invalid
from ui.kit.context import Context
from ui.screens.accueil.champs import Champs
from ui.screens.accueil.complements import agent_options
from ui.screens.accueil.etat import Chrono
from ui.screens.accueil.poste import own_lieu


class Ecriture:
    """Writes a new passage, corrects one, or settles a wait."""

    def __init__(self, context: Context, champs: Champs, chrono: Chrono) -> None:
        self._context, self._champs, self._chrono = context, champs, chrono
        self._account: str | None = None  # whose session it is, and who was said to receive
        self._recu_par: str | None = None

    def write(self, corrected: Passage | None, attente: str) -> Passage:
        """`corrected`: the passage that is rewritten; `attente`: the wait that ends with it."""
        demandes = self._champs.demandes
        demandes.take_typed()
        visiteur = self._champs.visiteur()
        facts = self._facts(corrected)
        if corrected is not None:
            return correct_visit(corrected, visiteur, demandes=demandes.demandes, **facts)
        self._recu_par = facts["accueilli_par"] or self._context.actor.agent_id
        if attente:
            waited = presence(attente)
            facts["deja_notee"] = waited.arrive_le if waited is not None else None
            return settle(attente, lambda: record_visit(visiteur, demandes.demandes, **facts))
        return record_visit(visiteur, demandes.demandes, **facts)

    def measured(self, corrected: Passage | None) -> int | None:
        """The time that the visit took; none for what is written afterwards."""
        afterwards = corrected is not None or self._champs.complements.is_dated
        return None if afterwards else self._chrono.minutes

    def defaults(self) -> dict[str, Any]:
        """What an empty line stands on: where, and who receives."""
        return {"lieu": own_lieu(self._context), "accueilli_par": self._received_by()}

    def told_received_by(self) -> str:
        """Who receives, when it is not the account: what is not usual must be seen."""
        chosen = self._champs.complements.chosen_agent
        if chosen in (None, self._context.actor.agent_id):
            return ""
        return dict(agent_options()).get(str(chosen), "")

    def _facts(self, corrected: Passage | None) -> dict[str, Any]:
        facts = self._champs.facts()
        facts["lieu"] = facts["lieu"] or own_lieu(self._context)
        if facts["lieu"] is None:
            raise Invalid(
                "lieu", "Lieu : aucun lieu n’est ouvert. Ajoutez-en un dans les réglages."
            )
        if facts["duree_minutes"] is None:
            facts["duree_minutes"] = self.measured(corrected)
        if corrected is not None and _at_same_time(corrected, facts):
            facts.update(jour=None, heure=None)
        return facts

    def _received_by(self) -> str | None:
        """Who was said last to receive at this desk; until somebody is, the account itself."""
        own: str | None = self._context.actor.agent_id
        if self._account != own:
            self._account, self._recu_par = own, own
        offered = [key for key, _ in agent_options()] if self._recu_par != own else [own]
        return self._recu_par if self._recu_par in offered else own


def _at_same_time(passage: Passage, facts: dict[str, Any]) -> bool:
    hour: dt.time | None = passage.heure
    written = hour.replace(second=0, microsecond=0) if hour is not None else None
    return bool(facts["jour"] == passage.jour and facts["heure"] == written)
