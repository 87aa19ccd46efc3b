"""What is asked at the demonstration's desk, and an answer that agrees with it."""

from collections.abc import Mapping, Sequence
from typing import Any

from models.accueil.demande import DemandeInput
from models.echanges.demonstration.hasard import Hasard

_AT_THE_DESK = ("ren.photocopie", "ren.impression", "ren.numerisation", "num.poste_acces",
                "num.piece_jointe", "eco.passage_convivial")  # fmt: skip
_MORE = 6  # in a hundred passages one more demande: 1.4 on average, as such desks count
_AWAY = ("telephone", "courriel", "message")
# From what age to what age each heading, or each demande, is asked.
_AGES = {
    "ret": (57, 120), "emp": (17, 66), "for": (15, 26), "for.stage": (13, 19), "soc": (18, 120),
    "log": (18, 120), "arg": (18, 120), "etr": (18, 120), "fam": (18, 70), "san": (18, 120),
    "mob": (17, 120), "jus": (18, 120), "lan": (18, 120), "pap": (16, 120), "ass": (18, 120),
    "fam.aide_devoirs": (10, 60), "pap.recensement_jdc": (16, 22), "fam.bourse": (14, 60),
    "vie.secteur_jeunes": (11, 22), "vie.accueil_loisirs": (18, 60), "vie.adhesion": (16, 120),
    "for.dispositif": (16, 22), "mob.carte_transport": (12, 120), "emp.contrat_travail": (16, 66),
}  # fmt: skip
_DONE_AT_ONCE = ("impression", "pret_poste", "remise_documents", "ecoute", "information",
                 "explication_courrier", "inscription_action", "prise_rendez_vous")  # fmt: skip
_TOGETHER = ("demarche_avec", "demarche_a_la_place", "aide_formulaire", "pret_poste",
             "ecrivain_public")  # fmt: skip
_SENT = ("orientee_confirmee", "orientee_sans_retour")
_ORIENTATIONS = {
    "pap": "mairie_prefecture", "etr": "acces_droit", "soc": "service_social", "san": "sante",
    "emp": "insertion_pro", "for": "insertion_pro", "log": "hebergement_logement",
    "num": "mediation_numerique", "jus": "acces_droit", "fam": "ecole_mlds",
    "soc.aide_alimentaire": "association_caritative", "lan": "association_caritative",
    "ren.permanence": "permanence_partenaire", "vie": "autre_secteur", "ass": "autre_secteur",
    "log.hebergement_urgence": "hebergement_logement", "fam.protection_enfance": "prevention",
}  # fmt: skip


class Guichet:
    """Draws the demandes of one passage after another."""

    def __init__(self, accueil: Mapping[str, Any], thematiques: Sequence[Mapping[str, Any]]):
        self._hasard = Hasard("demandes")
        self._poids = accueil["poids"]
        self._demandes = {entry["code"]: entry for entry in accueil["demande"]}
        self._usual = {value["code"]: value for value in thematiques}

    def ask(self, *, age: int | None, mode: str) -> list[str]:
        """The codes of what one visitor asks, all different."""
        weights = {
            code: entry["poids"]
            for code, entry in self._demandes.items()
            if _fits(code, age) and not (mode in _AWAY and code in _AT_THE_DESK)
        }
        wanted = int(self._hasard.weighted(self._poids["demandes"])) + self._hasard.chance(_MORE)
        found: dict[str, None] = {}
        while len(found) < wanted:
            found.setdefault(self._hasard.weighted(weights))
        return list(found)

    def answer(self, code: str, objet: str | None = None) -> DemandeInput:
        """A demande with its réponse, résultat and orientation."""
        usual = self._usual[code]
        reponse = self._reponse(usual.get("reponse", "information"))
        resultat = self._resultat(code, reponse)
        sent = reponse == "orientation" or resultat in _SENT
        reponses = tuple(dict.fromkeys((reponse, "orientation") if sent else (reponse,)))
        operateur = usual.get("operateur")
        return DemandeInput(
            thematique=f"thematique.{code}",
            objet=self._objet(code) if objet is None else objet,
            operateur=f"operateur.{operateur}" if operateur else None,
            reponses=tuple(f"reponse.{one}" for one in reponses),
            resultat=f"resultat.{resultat}",
            orientation=f"orientation.{_orientation(code)}" if sent else None,
            autonomie=self._autonomie(reponse),
        )

    def _objet(self, code: str) -> str:
        objets = self._demandes[code]["objets"]
        return self._hasard.among(objets) if objets and self._hasard.chance(45) else ""

    def _reponse(self, usual: str) -> str:
        if usual == "demarche_avec" and self._hasard.chance(20):
            return self._hasard.among(("demarche_a_la_place", "aide_formulaire", "information"))
        return usual

    def _resultat(self, code: str, reponse: str) -> str:
        weights: dict[str, float] = dict(self._poids["resultat"])
        if reponse == "orientation":
            return self._hasard.weighted({one: weights[one] for one in _SENT})
        if reponse in _DONE_AT_ONCE and self._hasard.chance(85):
            return "reglee"
        kept = {one: weight for one, weight in weights.items() if one not in _SENT}
        return self._hasard.weighted(weights if _has_orientation(code) else kept)

    def _autonomie(self, reponse: str) -> str | None:
        if reponse not in _TOGETHER:
            return None
        return f"autonomie.{self._hasard.weighted(self._poids['autonomie'])}"


def _fits(code: str, age: int | None) -> bool:
    least, most = _AGES.get(code, _AGES.get(code.partition(".")[0], (0, 120)))
    return age is None or least <= age <= most


def _has_orientation(code: str) -> bool:
    return code in _ORIENTATIONS or code.partition(".")[0] in _ORIENTATIONS


def _orientation(code: str) -> str:
    return _ORIENTATIONS.get(code, _ORIENTATIONS.get(code.partition(".")[0], "operateur"))
