"""What the assistant shows of a file: its columns, its texts, its people, its rows, as lists."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from models.base.held import HeldListing
from models.base.listing import Column, as_text
from models.base.search import fold
from models.echanges.avenir import A_VENIR, LAISSEE
from models.echanges.champs import CHAMPS, D_UNE_PERSONNE
from models.echanges.choix import (
    AUTRE,
    COMMENTAIRE,
    GROUPE,
    NE_PAS_REPRENDRE,
    NOUVEAU,
    PERSONNES,
)
from models.echanges.colonnes.titres import Colonne
from models.echanges.compris import LigneComprise
from models.echanges.empreintes import cells_of
from models.echanges.ensemble import Source
from models.echanges.inventaire import (
    A_VERIFIER,
    APPRIS,
    CHOISI,
    INCONNU,
    NOUVELLE,
    SUR,
    ValeurLue,
)
from models.echanges.preparation import Preparation
from models.echanges.questions import Question
from models.echanges.valeurs.textes import is_idem, is_void, masked, text_of
from models.nomenclatures.valeur import labels

_SAMPLES = 3
_READ = 400  # rows in which samples are looked for
_SUJETS = {
    "thematique": "Demande", "coche": "Case à cocher", "operateur": "Opérateur",
    "reponse": "Réponse", "orientation": "Orientation", "resultat": "Résultat",
    "mode_contact": "Mode de contact", "sexe": "Sexe", "critere_public": "Critère",
    "accueilli_par": "Accueilli par", "lieu": "Lieu",
}  # fmt: skip
_ETATS = {
    SUR: ("sûr", "good"), A_VERIFIER: ("à vérifier", "attention"),
    INCONNU: ("non reconnu", "attention"), CHOISI: ("choisi", "good"), APPRIS: ("appris", "good"),
}  # fmt: skip
_DOUTES = (("à décider", "attention"), ("à vérifier", "attention"), ("sûr", "good"))


class ColonneLue(NamedTuple):
    """One heading and where it stands: the same one in several sheets is one line."""

    places: tuple[tuple[str, int], ...]
    titre: str
    exemples: str
    champ: str
    reprise: bool

    @property
    def compris(self) -> str:
        return CHAMPS.get(self.champ, self.champ)


class LigneVue(NamedTuple):
    """One row: what is written, and what is recorded of it; or why it is not."""

    feuille: str
    ligne: int | None
    ecrit: str
    jour: str
    qui: str
    demandes: str
    a_voir: str
    ecartee: bool
    rang: int | None
    plie: str  # the folded text that a search looks in, made ahead: there may be 50 000 rows
    jour_a_venir: bool = False

    @property
    def lieu(self) -> str:
        number = as_text(self.ligne) if self.ligne is not None else ""
        return f"{self.feuille} {number}".strip()


def colonnes_of(ready: Preparation) -> list[ColonneLue]:
    """Every column of the file, in the order of its sheets."""
    found: dict[tuple[str, str], list[Any]] = {}
    registre = ready.registre
    for taken, sources in ((True, registre.sources), (False, registre.ecartees)):
        for source in sources:
            for start, columns in source.colonnes:
                for column in columns:
                    champ = column.champ or AUTRE
                    title = column.titre or f"Colonne {letters(column.rang)}"
                    key = fold(title), champ
                    if key not in found:
                        samples = _samples(source, start, column)
                        found[key] = [[], title, samples, champ, taken]
                    found[key][0].append((source.feuille, column.rang))
    return [ColonneLue(tuple(dict.fromkeys(places)), *rest) for places, *rest in found.values()]


def _samples(source: Source, start: int, column: Colonne) -> str:
    rows = source.lignes[start : start + _READ]
    counts = Counter(masked(text_of(row[column.rang])) for row in rows if row[column.rang] != "")
    texts = [text for text, _ in counts.most_common() if not is_void(text) and not is_idem(text)]
    return " · ".join(text[:40] for text in texts[:_SAMPLES])


def letters(rank: int) -> str:
    """The name of a column in a spreadsheet: A, Z, AA."""
    name = ""
    rank += 1
    while rank:
        rank, rest = divmod(rank - 1, 26)
        name = chr(65 + rest) + name
    return name


def colonnes_listing(found: Sequence[ColonneLue]) -> HeldListing:
    return HeldListing(
        title="Colonnes du fichier",
        columns=(
            _column("titre", "Colonne du fichier", lambda c: c.titre, width=22),
            _column("exemples", "Exemples", lambda c: c.exemples, width=44, nominative=True),
            _column("compris", "Comprise comme", lambda c: c.compris, width=26),
            _column("feuilles", "Feuilles", _sheets_of, width=14),
        ),
        held=found,
        empty="Aucune colonne n’a été trouvée dans ce fichier.",
    )


def _sheets_of(column: ColonneLue) -> str:
    sheets = {sheet for sheet, _rank in column.places}
    if not column.reprise:
        return "non reprise"
    if len(sheets) > 1:
        return f"{len(sheets)} feuilles"
    return next(iter(sheets)) or "la feuille"


def valeurs_listing(found: Sequence[ValeurLue]) -> HeldListing:
    """`found` with what each was taken for, in words."""
    told = target_labels(found)
    return HeldListing(
        title="Textes du fichier",
        columns=(
            _column("etat", "État", lambda v: _ETATS[v.etat][0], width=13,
                    status=lambda v: _ETATS[v.etat][1]),
            _column("sujet", "Liste", lambda v: _SUJETS[v.sujet], width=15, secondary=True),
            _column("texte", "Texte du fichier", lambda v: v.texte, width=34, sort=True),
            _column("nombre", "Fois", lambda v: as_text(v.nombre), width=6, right=True,
                    sort=lambda v: v.nombre),
            _column("cible", "Compris comme", lambda v: told[v.sujet, v.cle], width=40),
        ),
        held=found,
        words=[fold(f"{v.texte} {told[v.sujet, v.cle]}") for v in found],
        empty="Ce fichier n’a aucune colonne qui réponde à une de nos listes.",
    )  # fmt: skip


def target_labels(found: Iterable[ValeurLue]) -> dict[tuple[str, str], str]:
    values = list(found)
    known = labels([target for value in values for target in value.cibles])
    known |= agents_and_sites() if any(v.sujet in ("accueilli_par", "lieu") for v in values) else {}
    return {(v.sujet, v.cle): _told(v, known) for v in values}


def _told(value: ValeurLue, known: dict[str, str]) -> str:
    special = {
        COMMENTAIRE: "dans le commentaire", NE_PAS_REPRENDRE: "pas repris",
    }  # fmt: skip
    words = [_of_text(t) or special.get(t) or known.get(t, "") for t in value.cibles]
    return " + ".join(filter(None, words)) or "gardé dans le commentaire"


def _of_text(target: str) -> str:
    """Somebody, or a site, of the name that was written."""
    begun = target.startswith(NOUVELLE)
    return f"«\u00a0{target.removeprefix(NOUVELLE)}\u00a0»" if begun else ""


def agents_and_sites() -> dict[str, str]:
    """Who receives and where, by their keys."""
    from models.comptes.agent import active_agents
    from models.nomenclatures.lieu import lieux

    found = {str(lieu.id): str(lieu.nom) for lieu in lieux()}
    return found | {str(a.id): f"{a.prenom} {a.nom}".strip() for a in active_agents()}


def questions_listing(found: Sequence[Question]) -> HeldListing:
    return HeldListing(
        title="Personnes à reconnaître",
        columns=(
            _column("doute", "État", lambda q: _state(q)[0], width=12,
                    status=lambda q: _state(q)[1]),
            _column("nom", "Dans le fichier", lambda q: q.nom, width=22, nominative=True),
            _column("faits", "Ce qu’il en dit", _facts, width=30, nominative=True),
            _column("candidat", "Peut-être", _candidate, width=34, nominative=True),
            _column("decision", "Ce sera", decision_of, width=18),
        ),
        held=found,
        words=[fold(f"{q.nom} {q.candidat.nom}") for q in found],
        empty="Personne dans ce fichier ne ressemble à quelqu’un d’autre.",
    )  # fmt: skip


def _facts(question: Question) -> str:
    return " · ".join(filter(None, (question.faits, question.passages)))


def _candidate(question: Question) -> str:
    one = question.candidat
    more = len(question.candidats) - 1
    others = f" (+ {more})" if more else ""
    return " · ".join(filter(None, (one.nom, one.faits))) + others


def decision_of(question: Question) -> str:
    """What the group becomes, in words."""
    if question.decision == NOUVEAU:
        return "un nouveau dossier"
    return "la même personne" if question.decision.startswith(GROUPE) else "le dossier connu"


def _state(question: Question) -> tuple[str, str]:
    return ("décidé", "good") if question.decidee else _DOUTES[question.doute]


def lignes_of(ready: Preparation) -> list[LigneVue]:
    """Every row of the file in its order, then the rows and sheets that are left out."""
    found: list[LigneVue] = []
    kept = set(ready.ranks)
    names = _names(ready)
    at = 0
    known = _demandes(ready)
    for source in ready.registre.sources:
        for rank in range(at, at + source.passages):
            if rank in kept:
                line = ready.registre.lignes[rank]
                found.append(_vue(source, line, names.get(rank, ""), known, rank))
        at += source.passages
    left = [
        LigneVue(
            row.feuille,
            row.ligne,
            "",
            "",
            "",
            "",
            row.raison,
            True,
            None,
            fold(row.raison),
            row.raison == LAISSEE,
        )
        for row in ready.repris.ignorees
    ]
    return found + left


def _vue(
    source: Source, line: LigneComprise, name: str, known: dict[str, str], rank: int
) -> LigneVue:
    texts = (masked(text_of(cell)) for _column, cell in cells_of(source, line))
    written = " · ".join(filter(None, texts))
    who = name or ("sans dossier" if line.personne else "anonyme")
    asked = [known.get(f"thematique.{d.detail or d.thematique}", d.texte) for d in line.demandes]
    day = f"{line.jour:%d/%m/%Y}" if line.jour else ""
    hour = f"{line.heure:%H:%M}" if line.heure else ""
    told = " ; ".join(line.avertissements)
    return LigneVue(
        line.feuille, line.ligne, written, f"{day} {hour}".strip(), who, ", ".join(asked), told,
        False, rank, fold(f"{written} {who} {' '.join(asked)} {told}"),
        line.jour_source == "corrige" or A_VENIR in told,
    )  # fmt: skip


def _names(ready: Preparation) -> dict[int, str]:
    """Whose passage each row is."""
    names: dict[int, str] = {}
    for groupe in ready.groupes:
        met = ready.found.met.get(groupe.cle)
        name = met.nom if met else f"{groupe.nom} {groupe.prenom}".strip()
        names.update(dict.fromkeys(groupe.lignes, name))
    return names


def _demandes(ready: Preparation) -> dict[str, str]:
    lines = ready.registre.lignes
    keys = {f"thematique.{d.detail or d.thematique}" for line in lines for d in line.demandes}
    return labels(sorted(keys))


def lignes_listing(found: Sequence[LigneVue]) -> HeldListing:
    return HeldListing(
        title="Aperçu ligne par ligne",
        columns=(
            _column("lieu", "Ligne", lambda v: v.lieu, width=12, secondary=True),
            _column("jour", "Jour et heure", lambda v: v.jour, width=16),
            _column("qui", "Qui", lambda v: v.qui, width=22, nominative=True),
            _column("demandes", "Demandes", lambda v: v.demandes, width=26),
            _column("a_voir", "À voir", lambda v: v.a_voir, width=28,
                    status=lambda v: "attention" if v.a_voir else ""),
            _column("ecrit", "Dans le fichier", lambda v: v.ecrit, width=24, nominative=True,
                    secondary=True),
        ),
        held=found,
        words=[row.plie for row in found],
        empty="Aucune ligne.",
    )  # fmt: skip


def written_of(ready: Preparation, rank: int) -> list[tuple[str, str]]:
    """The cells of a row as written, each under its heading."""
    at = 0
    for source in ready.registre.sources:
        if rank < at + source.passages:
            return [
                (column.titre or f"Colonne {letters(column.rang)}", masked(text_of(cell)))
                for column, cell in cells_of(source, ready.registre.lignes[rank])
            ]
        at += source.passages
    return []


def recorded_of(ready: Preparation, rank: int) -> list[tuple[str, str]]:
    """What a row becomes beside its day, its person and its demandes: only what it says."""
    line = ready.registre.lignes[rank]
    told = ready.registre.details[rank] if ready.registre.details else {}
    keys = [f"reponse.{code}" for code in line.reponses]
    keys += [f"{name}.{getattr(line, name)}" for name in ("resultat", "orientation", "sexe")]
    keys += [f"critere_public.{code}" for code in line.criteres] + [f"mode_contact.{line.mode}"]
    known = labels(keys)
    found = [
        ("Sexe", known.get(f"sexe.{line.sexe}", "")),
        ("Naissance ou âge", line.naissance.ecrit if line.naissance else ""),
        ("Réponses", ", ".join(filter(None, (known.get(f"reponse.{c}") for c in line.reponses)))),
        ("Résultat", known.get(f"resultat.{line.resultat}", "")),
        ("Orientée vers", known.get(f"orientation.{line.orientation}", "")),
        ("Durée", f"{line.duree} min" if line.duree else ""),
        ("Mode de contact", known.get(f"mode_contact.{line.mode}", "")),
        ("Accueilli par", line.accueilli_par.libelle if line.accueilli_par else ""),
        ("Lieu", line.lieu or ""),
        ("Critères", ", ".join(known[f"critere_public.{c}"] for c in line.criteres
                               if f"critere_public.{c}" in known)),
        *((D_UNE_PERSONNE.get(name, "Autre téléphone"), text) for name, text in told.items()),
        ("Commentaire", line.commentaire.replace("\n", " ; ")),
        ("À voir", " ; ".join(line.avertissements)),
    ]  # fmt: skip
    return [(label, text) for label, text in found if text]


def totals(ready: Preparation) -> str:
    """« 2 430 passages · 422 dossiers nouveaux · 13 lignes laissées »."""
    told = ready.told(essai=True)
    left = sum(1 for row in ready.repris.ignorees if row.ligne is not None)
    parts = [] if ready.registre.genre == PERSONNES else [_several(told["passages"], "passage")]
    parts.append(_several(told["personnes"], "dossier nouveau", "dossiers nouveaux"))
    for name, one, several in (
        ("personnes_retrouvees", "dossier retrouvé", "dossiers retrouvés"),
        ("deja_repris", "ligne déjà reprise", "lignes déjà reprises"),
    ):
        if told[name]:
            parts.append(_several(told[name], one, several))
    parts += [_several(left, "ligne laissée", "lignes laissées")] if left else []
    return " · ".join(parts)


def _several(count: int, one: str, several: str = "") -> str:
    return f"{as_text(count)} {one if count < 2 else several or one + 's'}"


def _column(
    name: str,
    label: str,
    text: Callable[[Any], str],
    *,
    width: int,
    sort: bool | Callable[[Any], Any] = False,
    **kinds: Any,
) -> Column:
    by = sort if callable(sort) else (lambda one: fold(text(one)))
    return Column(name, label, (name,), text=text, width=width, sort=(by,) if sort else (), **kinds)
