"""The fiche de prescription on paper: filled, blank, in large characters, or many in a booklet."""

from collections.abc import Iterable

from models.base.progress import Progress
from models.prescriptions.contenu import FicheContenu, Identite
from reports.document import Document, one_at_a_time
from reports.fiche_prescription.pages import add_fiche
from reports.wording import NBSP


@one_at_a_time
def fiche_prescription(contenu: FicheContenu, *, grands_caracteres: bool = False) -> bytes:
    """One fiche: two pages (four in large characters), then its annexe if a text overflows."""
    identite = contenu.identite
    title = _title(identite)
    doc = Document(
        title,
        structure=identite.service.nom,
        subject=identite.dispositif.intitule,
        day=identite.date,
    )
    add_fiche(doc, contenu, large=grands_caracteres, bookmark=title)
    return doc.finish()


@one_at_a_time
def livret(contenus: Iterable[FicheContenu], progress: Progress | None = None) -> bytes:
    """Many fiches in one file, each with its own page numbers and an entry in the side panel."""
    found = list(contenus)
    identite = found[0].identite if found else Identite()
    days = [one.identite.date for one in found if one.identite.date]
    doc = Document(
        "Fiches de prescription",
        structure=identite.service.nom,
        subject=identite.dispositif.intitule,
        day=max(days, default=None),
        several=True,
    )
    for done, one in enumerate(found):
        if progress:
            progress.step(done, len(found))
        name = one.identite.personne.nom
        bookmark = " — ".join(filter(None, (_title(one.identite), name)))
        add_fiche(doc, one, large=False, bookmark=bookmark)
    if progress:
        progress.step(len(found), len(found))
    return doc.finish()


def _title(identite: Identite) -> str:
    number = f" n°{NBSP}{identite.numero}" if identite.numero else ""
    return f"Fiche de prescription{number}"
