"""What an import did, or would do: the same figures for the screen and for the command line."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from models.base.listing import as_text
from models.echanges.champs import CHAMPS
from models.echanges.comprehension.ensemble import RegistreCompris
from models.echanges.groupes import Groupe

_EXEMPLES = 5


def rapport(registre: RegistreCompris, groupes: Sequence[Groupe]) -> dict[str, Any]:
    """`lignes` = rows that are neither blank, heading nor total; `personnes` = files to create."""
    return {
        "fichier": registre.fichier,
        "lignes": registre.lignes_ecrites,
        "passages": len(registre.lignes),
        "personnes": len(groupes),
        "demandes": sum(len(line.demandes) for line in registre.lignes),
        "anonymes": sum(line.personne is None for line in registre.lignes),
        "ignorees": [
            {"feuille": row.feuille, "ligne": row.ligne, "raison": row.raison}
            for row in registre.ignorees
        ],
        "reconnus": {
            name: {"donnes": compte.donnes, "lus": compte.lus}
            for name, compte in registre.comptes.items()
        },
        "feuilles": [_sheet(sheet) for sheet in registre.feuilles],
        "avertissements": warnings_of(registre, groupes),
    }


_FIGURES = (
    ("lignes", "Lignes écrites dans le fichier"),
    ("passages", "Passages enregistrés"),
    ("demandes", "Demandes"),
    ("anonymes", "Passages anonymes"),
    ("personnes", "Dossiers créés"),
    ("personnes_retrouvees", "Dossiers retrouvés"),
    ("completees", "Dossiers complétés"),
    ("deja_repris", "Lignes déjà reprises, laissées"),
    ("modifiees", "Lignes modifiées depuis"),
    ("remplacees", "Passages remplacés"),
)


def as_lines(told: Mapping[str, Any]) -> list[str]:
    """A report as a text to keep: figures, what to look at, what was left out and why."""
    lines = [f"Reprise de «\u00a0{told['fichier']}\u00a0»", ""]
    lines += [f"{label}\u00a0: {as_text(told[name])}" for name, label in _FIGURES if told.get(name)]
    if told["avertissements"]:
        lines += ["", "À regarder"]
        lines += [f"– {warning}" for warning in told["avertissements"]]
    if told["ignorees"]:
        lines += ["", f"Laissé de côté ({as_text(len(told['ignorees']))})"]
        lines += [f"– {_place(row)}\u00a0: {row['raison']}" for row in told["ignorees"]]
    return [*lines, "", "Feuilles", *_sheets(told["feuilles"])]


def _sheets(sheets: Sequence[Mapping[str, Any]]) -> list[str]:
    """How many rows each gave, then their columns: once for the sheets that have the same."""
    alike: dict[str, list[str]] = {}
    for sheet in sheets:
        columns = ", ".join(_column(column) for column in sheet["colonnes"])
        name = sheet["feuille"] or "La feuille"
        alike.setdefault(columns, []).append(f"{name} ({as_text(sheet['passages'])})")
    return [f"– {', '.join(names)}\u00a0: {columns}" for columns, names in alike.items()]


def _column(column: Mapping[str, str]) -> str:
    told = CHAMPS.get(column["champ"], column["champ"])
    return f"«\u00a0{column['titre'] or 'sans titre'}\u00a0» → {told}"


def _place(row: Mapping[str, Any]) -> str:
    sheet = row["feuille"] or "la feuille"
    return f"{sheet}, ligne {row['ligne']}" if row["ligne"] is not None else sheet


def _sheet(sheet: Any) -> dict[str, Any]:
    return {
        "feuille": sheet.nom,
        "passages": sheet.passages,
        "lignes_vides": sheet.vides,
        "titres_et_totaux": sheet.titres_et_totaux,
        "colonnes": [{"titre": title, "champ": champ} for title, champ in sheet.titres],
    }


def warnings_of(registre: RegistreCompris, groupes: Sequence[Groupe]) -> list[str]:
    """What somebody should look at: doubts of the file, of its rows, of its names."""
    found = list(registre.avertissements)
    found += _of_lines(registre)
    unread = Counter(
        demande.texte
        for line in registre.lignes
        for demande in line.demandes
        if not demande.reconnue
    )
    found += [
        f"Demande non reconnue, {count} fois\u00a0: «\u00a0{text}\u00a0»"
        for text, count in unread.most_common(_EXEMPLES * 2)
    ]
    found += [group.avertissement for group in groupes if group.avertissement]
    apart = _without_file(registre, groupes)
    if apart:
        found.append(
            f"Nom incomplet (initiale, civilité et nom), {apart} fois\u00a0: "
            "aucune fiche n’est créée."
        )
    return found


def _without_file(registre: RegistreCompris, groupes: Sequence[Groupe]) -> int:
    held = sum(len(group.lignes) for group in groupes)
    return sum(line.personne is not None for line in registre.lignes) - held


def _of_lines(registre: RegistreCompris) -> list[str]:
    """Rows with the same doubt together, with where the first ones are."""
    places: dict[str, list[str]] = {}
    for line in registre.lignes:
        for warning in line.avertissements:
            name = f"{line.feuille}, ligne {line.ligne}" if line.feuille else f"ligne {line.ligne}"
            places.setdefault(warning, []).append(name)
        if line.jour is None:
            name = f"{line.feuille}, ligne {line.ligne}" if line.feuille else f"ligne {line.ligne}"
            places.setdefault("aucune date", []).append(name)
    return [
        f"{warning[:1].upper()}{warning[1:]} ({len(found)} fois\u00a0: "
        f"{' ; '.join(found[:_EXEMPLES])}{'…' if len(found) > _EXEMPLES else ''})"
        for warning, found in places.items()
    ]
