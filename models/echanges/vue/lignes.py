"""Every row of a file as it is written and as it will be recorded; how many, in words."""

from collections.abc import Sequence
from typing import NamedTuple

from models.base.held import HeldListing, held_column
from models.base.listing import as_text
from models.base.search import fold
from models.echanges.champs import D_UNE_PERSONNE
from models.echanges.choix import PERSONNES
from models.echanges.comprehension.avenir import A_VENIR, LAISSEE
from models.echanges.comprehension.colonnes.titres import letters
from models.echanges.comprehension.compris import LigneComprise
from models.echanges.comprehension.ensemble import Source
from models.echanges.comprehension.valeurs.textes import masked, text_of
from models.echanges.empreintes import cells_of
from models.echanges.preparation import Preparation
from models.nomenclatures.valeur import labels


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


def lignes_listing(found: Sequence[LigneVue]) -> HeldListing:
    return HeldListing(
        title="Aperçu ligne par ligne",
        columns=(
            held_column("lieu", "Ligne", lambda v: v.lieu, width=12, secondary=True),
            held_column("jour", "Jour et heure", lambda v: v.jour, width=16),
            held_column("qui", "Qui", lambda v: v.qui, width=22, nominative=True),
            held_column("demandes", "Demandes", lambda v: v.demandes, width=26),
            held_column("a_voir", "À voir", lambda v: v.a_voir, width=28,
                    status=lambda v: "attention" if v.a_voir else ""),
            held_column("ecrit", "Dans le fichier", lambda v: v.ecrit, width=24, nominative=True,
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


def _several(count: int, one: str, several: str = "") -> str:
    return f"{as_text(count)} {one if count < 2 else several or one + 's'}"
