"""Several columns that say the same kind of thing, made one: answers, remarks, demandes, ticks."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from models.echanges.comprehension.assemblage import joined
from models.echanges.comprehension.coches import Coche, Cochees
from models.echanges.comprehension.compris import DemandeComprise
from models.echanges.comprehension.lecteurs import RIEN, Lecture
from models.echanges.comprehension.reponses import Observation, Reponse
from models.echanges.comprehension.thematiques import NON_PRECISEE, read_demandes, with_theme
from models.echanges.comprehension.valeurs.heures import minutes_between
from models.echanges.comprehension.valeurs.textes import is_void, masked

_VAGUES = ("ren.renseignement", NON_PRECISEE)


class Colonnes(NamedTuple):
    """Readings by field, one per row; a field that has no column reads as nothing."""

    noms: list[Lecture]
    sexes: list[Lecture]
    naissances: list[Lecture]
    telephones: list[Lecture]
    quartiers: list[Lecture]
    heures: list[Lecture]
    demandes: list[tuple[DemandeComprise, ...]]
    reponses: list[Reponse | None]
    durees: list[Lecture]
    modes: list[Lecture]
    accueillants: list[Lecture]
    lieux: list[Lecture]
    observations: list[Observation | None]
    restes: list[str]


def all_asked(
    themes: tuple[str | tuple[DemandeComprise, ...], ...],
    texts: tuple[str, ...],
    read: tuple[tuple[DemandeComprise, ...] | None, ...],
    body: str | None,
    named: str,
) -> tuple[DemandeComprise, ...]:
    """Several columns of demandes, headings and bodies concerned, as one list.

    A heading that somebody decided is a demande already; a more precise text of it stays.
    """
    found = [one for several in read for one in several or ()]
    decided = [one for theme in themes if not isinstance(theme, str) for one in theme]
    theme = " + ".join(text for text in themes if isinstance(text, str) and not is_void(text))
    if decided:
        found = [_more_precise(one, found) for one in decided]
    elif theme:
        objet = " + ".join(text for text in texts if text and not is_void(text))
        found = list(with_theme(theme, objet)) or found
        if not found:
            found = [DemandeComprise("ren", "ren.non_precisee", None, masked(theme), False)]
    found = found or list(read_demandes(named))
    if body:
        found = [DemandeComprise(d.thematique, d.detail, body, d.texte, d.reconnue) for d in found]
    return tuple(dict.fromkeys(found))


def _more_precise(decided: DemandeComprise, found: Sequence[DemandeComprise]) -> DemandeComprise:
    alike = [one for one in found if one.thematique == decided.thematique and one.detail]
    return alike[0] if alike and decided.detail is None else decided


def all_answers(answers: Sequence[Reponse]) -> Reponse | None:
    if not answers:
        return None
    return Reponse(
        tuple(dict.fromkeys(code for one in answers for code in one.reponses)),
        next((one.resultat for one in reversed(answers) if one.resultat), None),
        next((one.orientation for one in reversed(answers) if one.orientation), None),
    )


def all_remarks(remarks: Sequence[Observation]) -> Observation | None:
    if not remarks:
        return None
    criteria = tuple(dict.fromkeys(code for one in remarks for code in one.criteres))
    return Observation(next((one.mode for one in remarks if one.mode), None), criteria)


def length_between(start: Lecture, end: Lecture) -> Lecture:
    """From the hour of coming to the hour of leaving."""
    if not start[0]:
        return RIEN
    stop = end[0].heure if end[0] else start[0].fin
    minutes = minutes_between(start[0].heure, stop) if stop else None
    return Lecture(minutes) if minutes else RIEN


def with_ticks(columns: Colonnes, ticks: Sequence[Cochees]) -> Colonnes:
    """What is ticked fills what is not written."""
    said = [one.coches for one in ticks]
    rows = range(len(ticks))
    return columns._replace(
        sexes=_filled(columns.sexes, said, "sexe"),
        naissances=_filled(columns.naissances, said, "naissance"),
        modes=_filled(columns.modes, said, "mode"),
        demandes=[_added(columns.demandes[r], said[r]) for r in rows],
        reponses=[_answered(columns.reponses[r], said[r]) for r in rows],
        observations=[_remarked(columns.observations[r], said[r]) for r in rows],
        restes=[joined(columns.restes[r], ticks[r].reste) for r in rows],
    )


def _filled(
    readings: Sequence[Lecture], ticks: Sequence[tuple[Coche, ...]], name: str
) -> list[Lecture]:
    found = []
    for reading, coches in zip(readings, ticks, strict=True):
        values = {v for coche in coches if (v := getattr(coche, name))}
        value = values.pop() if len(values) == 1 else None  # « H » and « F »: a couple
        found.append(Lecture(value) if reading[0] is None and value is not None else reading)
    return found


def _added(
    demandes: tuple[DemandeComprise, ...], coches: Sequence[Coche]
) -> tuple[DemandeComprise, ...]:
    """A ticked heading adds nothing but its body to a demande of the same heading in words."""
    more = tuple(one for coche in coches for one in coche.demandes)
    if more and demandes and all(_says_little(one) for one in demandes):
        words = " + ".join(one.texte for one in demandes)  # « information » beside a tick « CPAM »
        return (replace(more[0], texte=f"{more[0].texte}\u00a0: {words}"), *more[1:])
    known = {demande.thematique for demande in demandes}
    bodies = {one.thematique: one.operateur for one in more}
    told = tuple(
        replace(one, operateur=one.operateur or bodies.get(one.thematique)) for one in demandes
    )
    return told + tuple(one for one in more if one.thematique not in known)


def _says_little(demande: DemandeComprise) -> bool:
    return demande.detail in _VAGUES or (demande.detail is None and demande.operateur is None)


def _answered(answer: Reponse | None, coches: Sequence[Coche]) -> Reponse | None:
    ticked_answers = [Reponse(c.reponses, None, c.orientation) for c in coches if c.reponses]
    return all_answers([answer or Reponse(), *ticked_answers]) if ticked_answers else answer


def _remarked(remark: Observation | None, coches: Sequence[Coche]) -> Observation | None:
    codes = tuple(coche.critere for coche in coches if coche.critere)
    return all_remarks([remark or Observation(), Observation(None, codes)]) if codes else remark
