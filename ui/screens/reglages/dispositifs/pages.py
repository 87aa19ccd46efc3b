"""The forms of a dispositif: its texts, its figures, its accords, a session, a shipped one."""

import json
from typing import Any

from models.prescriptions.contenu import DispositifContenu, accords_usuels
from models.suivis.dispositif import Dispositif, Session
from models.suivis.financeur import financeurs, financeurs_of
from models.suivis.programme import (
    add_shipped,
    create_dispositif,
    save_dispositif,
    shipped_dispositifs,
)
from models.suivis.session import create_session, save_session
from ui.kit.context import Context
from ui.kit.editors import Kind
from ui.kit.form import Form, Group, Input
from ui.screens.reglages.dispositifs.plan import ACCORDS, CHIFFRES, SESSION, TEXTES
from ui.screens.reglages.section import Page, keep_short, sentence

_LINES = ("documents", "comite")
_FIGURES = ("places", "sans_contact", "heures_cible", "heures_semaine")
_ACCORDS = (
    "Ce que la personne accepte, un texte par case\u00a0; vider une case ôte son texte. {referent} "
    "et {structures} sont remplis sur la fiche. Sans aucun texte, les trois textes usuels "
    "s’impriment."
)
_SESSION = "Sans nom, elle s’appelle d’après son premier jour."
_SHIPPED = "Il arrive avec ses phases et ses critères, que vous pourrez changer."


def key_of(one: Dispositif, part: str) -> str:
    """What a page is found by again: the dispositif, then the part."""
    return f"{one.id}:{part}"


def texts_page(context: Context, one: Dispositif | None) -> Page:
    """The name and what is told of it; for a new one, this is all that is asked for at first."""
    fields: list[Any] = [
        Input(Dispositif.intitule, wide=True), Dispositif.presentation,
        Input(Dispositif.documents, kind=Kind.LINES, lines=6, wide=False),
        Input(Dispositif.comite, kind=Kind.LINES, lines=6, wide=False),
    ]  # fmt: skip
    form = Form([Group("Le dispositif", fields)], name="dispositif.textes")
    page = Page(
        context,
        keep_short(form, "presentation", *_LINES),
        key=key_of(one, TEXTES) if one is not None else "",
        title="Textes" if one is not None else "Nouveau dispositif",
        save=lambda values: _save_texts(one, values),
        said="Dispositif enregistré" if one is not None else "Dispositif créé",
    )
    if one is not None:
        lines = {name: "\n".join(json.loads(getattr(one, name))) for name in _LINES}
        page.form.set_values({"intitule": one.intitule, "presentation": one.presentation, **lines})
    return page


def figures_page(context: Context, one: Dispositif) -> Page:
    """How many, how many hours, how long without a word, who pays."""
    kept = {row.id: row.nom for row in (*financeurs(), *financeurs_of(one))}
    payers = Input(
        Dispositif.financeurs, kind=Kind.SEVERAL, options=list(kept.items()), wide=True,
        help="Dans l’ordre de la fiche.",
    )  # fmt: skip
    fields = [*(getattr(Dispositif, name) for name in _FIGURES), payers]
    page = Page(
        context,
        Form([Group("Places, heures, financeurs", fields)], name="dispositif.chiffres"),
        key=key_of(one, CHIFFRES),
        title="Places, heures, financeurs",
        save=lambda values: save_dispositif(one, **values) and CHIFFRES,
        said="Dispositif enregistré",
    )
    shown = {name: getattr(one, name) for name in _FIGURES}
    page.form.set_values({**shown, "financeurs": json.loads(one.financeurs)})
    return page


class AccordsPage(Page):
    """One box for each text, and an empty one."""

    def __init__(self, context: Context, one: Dispositif) -> None:
        known = json.loads(one.accords) or _usual(one)
        self._codes = [entry["code"] for entry in known] + [""]
        boxes = [
            Input(name=f"accord_{at}", label=_label(at, len(known)), kind=Kind.LINES, lines=2)
            for at in range(len(self._codes))
        ]
        form = Form([Group("Accords demandés à la personne", boxes)], name="dispositif.accords")
        super().__init__(
            context,
            keep_short(form, *(box.name for box in boxes)),
            key=key_of(one, ACCORDS),
            title="Accords",
            save=lambda values: (
                save_dispositif(one, accords=self._accords(known, values)) and ACCORDS
            ),
            said="Dispositif enregistré",
            beside=[sentence(_ACCORDS)],
        )
        self.form.set_values({f"accord_{at}": e["texte"] for at, e in enumerate(known)})

    def show_error(self, name: str, message: str) -> bool:
        return super().show_error("accord_0" if name == "accords" else name, message)

    def _accords(self, known: list[dict[str, Any]], values: dict[str, Any]) -> list[dict[str, Any]]:
        """The texts that are left; a new one takes the first free code."""
        free = next(f"accord_{n}" for n in range(1, 100) if f"accord_{n}" not in self._codes)
        filled = [*known, {"code": free}]
        written = [
            {**entry, "texte": " ".join(values[f"accord_{at}"].split())}
            for at, entry in enumerate(filled)
        ]
        return [entry for entry in written if entry["texte"]]


def session_page(context: Context, one: Dispositif, session: Session | None) -> Page:
    fields = [
        Input(Session.intitule, required=False, wide=True, help=_SESSION),
        Session.debut, Session.fin, Session.places,
    ]  # fmt: skip
    page = Page(
        context,
        Form([Group("La session", fields)], name="dispositif.session"),
        key=key_of(one, f"{SESSION}{session.id if session is not None else ''}"),
        title=session.intitule if session is not None else "Nouvelle session",
        save=lambda values: _save_session(one, session, values),
        said="Session enregistrée" if session is not None else "Session ajoutée",
    )
    names = ("intitule", "debut", "fin", "places")
    if session is not None:
        page.form.set_values({name: getattr(session, name) for name in names})
    else:
        page.form.set_values({"places": one.places})
    return page


def shipped_page(context: Context) -> Page:
    """One of those that the program ships and that are not here."""
    code = Input(
        name="code", label="Dispositif", kind=Kind.CHOICE, options=shipped_dispositifs,
        required=True, wide=True,
    )  # fmt: skip
    return Page(
        context,
        Form([Group("Ajouter un dispositif livré", [code])], name="dispositif.livre"),
        key=None,
        title="Ajouter un dispositif livré",
        save=lambda values: add_shipped(values["code"]),
        said="Dispositif ajouté",
        verb="Ajouter",
        drawing="add",
        beside=[sentence(_SHIPPED)],
    )


def _save_texts(one: Dispositif | None, values: dict[str, Any]) -> Dispositif | str:
    lines = {name: values.pop(name).splitlines() for name in _LINES}
    if one is None:
        return create_dispositif(**values, **lines)
    save_dispositif(one, **values, **lines)
    return TEXTES


def _save_session(one: Dispositif, session: Session | None, values: dict[str, Any]) -> str:
    written = create_session(one, **values) if session is None else save_session(session, **values)
    return f"{SESSION}{written.id}"


def _usual(one: Dispositif) -> list[dict[str, Any]]:
    """The texts that print when none is written, to begin from."""
    texts = accords_usuels(
        DispositifContenu(intitule=one.intitule), referent="{referent}", structures="{structures}"
    )
    return [{"code": text.code, "texte": text.texte} for text in texts]


def _label(at: int, known: int) -> str:
    return f"Accord {at + 1}" if at < known else "Un autre accord"
