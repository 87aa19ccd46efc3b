"""The fields of the line taken together: emptied, filled from a passage, kept, restored, read."""

from collections.abc import Callable, Mapping
from typing import Any

from models.accueil.demande import as_input, demandes_of
from models.accueil.effectif import groupe_of, last_told_of, told_of
from models.accueil.passage import GROUPE, REFUSEE, Passage
from models.accueil.saisie import Visiteur
from models.base.errors import Invalid
from models.nomenclatures.valeur import choices
from models.personnes.recherche import Trouvee
from ui.kit import parsing
from ui.kit.context import Context
from ui.kit.field_box import FieldBox
from ui.kit.inputs import Input
from ui.screens.accueil.complements import COLLECTIF, Complements
from ui.screens.accueil.demandes import DemandesField
from ui.screens.accueil.etat import kept_demandes, restored_demandes
from ui.screens.accueil.groupe import GroupeFields
from ui.screens.accueil.nouveau import NouveauDossier
from ui.screens.accueil.precisions import Precisions
from ui.screens.accueil.public import Public
from ui.screens.accueil.qui import Qui, QuiField, Sorte

SUR_PLACE, TELEPHONE = "mode_contact.passage_spontane", "mode_contact.telephone"
_ELSEWHERE = {"moment": "jour", "personne": "qui"}  # where a refusal of that name is answered


class Champs:
    """Every field of the line, wherever it is laid."""

    def __init__(self, context: Context, *, homonyme: Callable[[Trouvee], object]) -> None:
        self.qui = QuiField(context)
        self.nouveau = NouveauDossier(context, chosen=homonyme)
        self.groupe = GroupeFields(context.turned)
        self.public = Public()
        self.demandes = DemandesField()
        self.mode = FieldBox(
            Input(Passage.mode_contact, required=False, options=lambda: choices("mode_contact")),
            form_name="accueil",
        )
        self.duree = FieldBox(
            Input(Passage.duree_minutes, label="Durée (min)", parse=parsing.minutes),
            form_name="accueil",
        )
        self.precisions = Precisions(context.turned)
        self.complements = Complements(context.turned)
        self._own = {b.name: b for b in (self.qui.box, self.demandes.box, self.mode, self.duree)}
        self._one = Qui()  # the visitor before she was made a group
        self.public.changed.connect(lambda: self.qui.say_public(self.public.said))
        self.groupe.changed.connect(self._say_group)
        self.qui.settled.connect(self._start_from_last_time)

    @property
    def is_empty(self) -> bool:
        """Nobody named, nothing asked, nothing typed."""
        typed = self.qui.line.text().strip() or self.demandes.line.text().strip()
        told = self.demandes.demandes or self.complements.words or self.public.chosen
        return not (typed or told)

    @property
    def is_by_telephone(self) -> bool:
        try:
            return bool(self.mode.editor.value() == TELEPHONE)
        except ValueError:  # letters that mean nothing yet
            return False

    @property
    def is_group(self) -> bool:
        return self.qui.qui.sorte is Sorte.GROUPE

    def toggle_group(self) -> None:
        """A group came, or one visitor after all."""
        if self.is_group:
            self.qui.set_qui(self._one)
            self.complements.propose("type_contact", None)
            return
        self._one = self.qui.qui  # what was typed of her is not lost by a slip of the hand
        self.qui.set_qui(Qui(Sorte.GROUPE, "Groupe"))
        self.complements.propose("type_contact", COLLECTIF)

    def clear(self, defaults: Mapping[str, Any]) -> None:
        self._one = Qui()
        self.qui.set_qui(Qui())
        self.nouveau.clear()
        self.groupe.clear()
        self.public.set_chosen(())
        self.demandes.line.clear()
        self.demandes.completer.close()
        self.demandes.set_demandes([])
        self.mode.editor.set_value(SUR_PLACE)
        self.duree.editor.set_value(None)
        self.complements.clear(defaults)
        self.clear_errors()

    def show_passage(self, passage: Passage) -> None:
        """The fields as they were when this passage was written."""
        self.qui.set_qui(_qui_of(passage), before=passage)
        if self.is_group:
            self.groupe.show_groupe(groupe_of(passage))
        elif passage.personne_id is None:
            self.public.set_chosen(_seen(passage))
        self.demandes.set_demandes([as_input(one) for one in demandes_of(passage.id)])
        self.mode.editor.set_value(_key_of(passage, "mode_contact"))
        self.duree.editor.set_value(passage.duree_minutes)
        values = {name: _key_of(passage, name) for name in self.complements.names}
        values.update(jour=passage.jour, heure=passage.heure, commentaire=passage.commentaire)
        self.complements.set_values(values)

    def visiteur(self) -> Visiteur:
        """Who is written; `Invalid` for a name that was typed and not chosen."""
        qui, public = self.qui.qui, self.public
        if qui.sorte is Sorte.DOSSIER:
            return Visiteur(personne_id=qui.key)
        if qui.sorte is Sorte.NOUVEAU:
            return Visiteur(nouvelle=self.nouveau.values())
        if qui.sorte is Sorte.GROUPE:
            return Visiteur(groupe=self.groupe.groupe())
        if qui.sorte is Sorte.CONNU:
            who = Visiteur(anonyme_id=qui.key) if qui.key else Visiteur(repere=qui.text)
            return who._replace(criteres=public.criteres)
        if qui.text.strip():
            raise Invalid(
                "qui",
                "Qui : choisissez un dossier, créez-le, ou notez un surnom sans dossier. "
                "Vide, le passage est anonyme.",
            )
        return Visiteur(criteres=public.criteres, refuse=public.refuse)

    def facts(self) -> dict[str, Any]:
        """The columns of the passage, but for who came and what was asked."""
        values = {**self.complements.values(), **self.public.facts()}
        values["commentaire"] = values["commentaire"] or ""
        values["mode_contact"] = self._value(self.mode) or SUR_PLACE
        values["duree_minutes"] = self._value(self.duree)
        return values

    def kept(self) -> dict[str, Any]:
        """What is typed and chosen, in JSON's own types."""
        return {
            "qui": self.qui.qui.kept(),
            "nouveau": self.nouveau.kept(),
            "groupe": self.groupe.kept() if self.is_group else {},
            "public": sorted(self.public.chosen),
            "tape": self.demandes.line.text(),
            "demandes": kept_demandes(self.demandes.demandes),
            "mode": self.mode.editor.kept(),
            "duree": self.duree.editor.kept(),
            "complements": self.complements.kept(),
        }

    def restore(self, kept: Mapping[str, Any], *, before: Passage | None = None) -> None:
        self.qui.set_qui(Qui.restored(kept["qui"]), before=before)
        self.nouveau.restore(kept["nouveau"])
        self.groupe.restore(kept["groupe"])
        self.public.set_chosen(kept["public"])
        self.demandes.line.setText(kept["tape"])
        self.demandes.set_demandes(restored_demandes(kept["demandes"]))
        self.mode.editor.restore(kept["mode"])
        self.duree.editor.restore(kept["duree"])
        self.complements.restore(kept["complements"])

    def box(self, name: str) -> FieldBox | None:
        """Where a refusal of that name is answered."""
        wanted = _ELSEWHERE.get(name, name)
        if wanted in self.complements.names:
            return self.complements.boxes[wanted]
        if wanted in self.nouveau.names:
            return self.nouveau.boxes[wanted]
        if self.is_group and wanted in self.groupe.boxes:
            self.groupe.open_for(wanted)
            return self.groupe.boxes[wanted]
        if wanted in self.precisions.names and not self.precisions.isHidden():
            return self.precisions.boxes[wanted]
        return self._own.get(wanted)

    def clear_errors(self) -> None:
        for box in self._own.values():
            box.clear_error()
        for part in (self.precisions, self.complements, self.nouveau, self.groupe):
            part.clear_errors()

    def _start_from_last_time(self) -> None:
        """Who is known by a nickname is of the same public as she was."""
        qui = self.qui.qui
        if qui.sorte is Sorte.CONNU and qui.key and not self.public.chosen:
            self.public.set_chosen(last_told_of(qui.key))

    def _say_group(self) -> None:
        if self.is_group:
            self.qui.say_group(self.groupe.total)

    def _value(self, box: FieldBox) -> Any:
        try:
            return box.editor.value()
        except ValueError as error:
            raise Invalid(box.name, f"{box.label} : {error}") from error


def _key_of(passage: Passage, name: str) -> str | None:
    """The key that a link of the passage holds, without reading the row that it points to."""
    key: str | None = getattr(passage, f"{name}_id", None)
    return key


def _seen(passage: Passage) -> list[str]:
    """What was told of a visitor without a file."""
    refused = [REFUSEE] if passage.identification_id == REFUSEE else []
    return [*told_of(passage), *refused]


def _qui_of(passage: Passage) -> Qui:
    """Who came then: a nickname attached since is still that nickname on this passage."""
    if passage.identification_id == GROUPE:
        size = f"Groupe de {passage.effectif}" if passage.effectif else "Groupe"
        return Qui(Sorte.GROUPE, size)
    personne: Any = passage.personne
    if personne is not None:
        precisions = " · ".join(p for p in (personne.naissance.texte, personne.commune) if p)
        return Qui(Sorte.DOSSIER, personne.nom_affiche, personne.id, precisions)
    if passage.anonyme_id is not None:
        return Qui(Sorte.CONNU, passage.anonyme.repere, passage.anonyme_id)
    return Qui()
