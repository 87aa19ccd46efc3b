"""The four roles; an account may hold several."""

import enum


class Role(enum.StrEnum):
    """A role; its value is its code in the base."""

    ACCUEIL = "accueil"
    REFERENT = "referent"
    RESPONSABLE = "responsable"
    ADMINISTRATEUR = "administrateur"

    @property
    def label(self) -> str:
        return _LABELS[self][0]

    @property
    def meaning(self) -> str:
        """One sentence on what the role is for."""
        return _LABELS[self][1]


_LABELS = {
    Role.ACCUEIL: ("Accueil", "Tient le registre et les dossiers, prépare et imprime les fiches."),
    Role.REFERENT: ("Référent", "Suit des personnes, lit et écrit les notes de l’équipe."),
    Role.RESPONSABLE: ("Responsable", "Établit les bilans, règle les listes, importe et exporte."),
    Role.ADMINISTRATEUR: ("Administrateur", "Gère les comptes, les clés et les sauvegardes."),
}
