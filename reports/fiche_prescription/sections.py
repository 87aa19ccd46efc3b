"""The sections of a fiche, from its content to the blocks that print it."""

from models.prescriptions.contenu import (
    CritereContenu,
    FicheContenu,
    Identite,
    Protege,
    RoleSignature,
)
from reports.blocks import (
    Box,
    Boxes,
    Cell,
    Fields,
    Paragraph,
    Signature,
    Signatures,
    Tick,
    Title,
)
from reports.fiche_prescription import wording
from reports.fiche_prescription.criteres import Criteres
from reports.fiche_prescription.letterhead import Bandeau
from reports.layout import LARGE, Block, Scale, Section
from reports.wording import short_date

_EMPTY = Protege()
_PER_BLOCK = 10  # criteria: more than one page holds must be cut somewhere


class Sections:
    """Each method gives the blocks of one section; what is unknown becomes room to write."""

    def __init__(self, contenu: FicheContenu, scale: Scale) -> None:
        self._contenu = contenu
        self._scale = scale
        self._identite: Identite = contenu.identite
        self._protege = contenu.protege or _EMPTY
        self._large = scale is LARGE

    def bandeau(self) -> Section:
        return [Bandeau(self._scale, self._contenu)]

    def personne(self) -> Section:
        identite, one = self._identite, self._identite.personne
        naissance = wording.naissance(one, identite)
        rows = [
            [
                Cell("NOM et prénom", one.nom, 6, strong=True),
                Cell("Nom de naissance", one.nom_naissance, 3),
                Cell("Prénom d’usage", one.prenom_usage, 3),
            ],
            [
                Cell("Date de naissance", naissance, 6),
                Cell("Sexe, civilité", one.civilite, 3),
                Cell("Téléphone *", one.telephone, 3),
            ],
            [
                Cell("Adresse", one.adresse, 6),
                Cell("Commune", one.commune, 3),
                Cell("Quartier", one.quartier, 3),
            ],
            [
                Cell("Courriel *", one.courriel, 6),
                Cell("Préfère être joint·e par *", one.contact_prefere, 6),
            ],
        ]
        return [Title(self._scale, "La personne"), *self._rows(rows), *self._representant()]

    def _representant(self) -> list[Block]:
        if self._identite.mineur is False and self._identite.representant is None:
            return []
        one = self._identite.representant
        when = "" if self._identite.mineur else " (pour les mineurs)"
        cells = [
            Cell(f"Représentant légal{when}", one.nom if one else "", 6),
            Cell("Qualité", one.qualite if one else "", 3),
            Cell("Téléphone", one.telephone if one else "", 3),
        ]
        return self._rows([cells])

    def proposition(self) -> Section:
        one = self._identite.prescripteur
        rows = [
            [
                Cell("Structure", one.structure, 6),
                Cell("Nom", one.nom, 3),
                Cell("Fonction", one.fonction, 3),
            ],
            [
                Cell("Courriel", one.courriel, 6),
                Cell("Téléphone", one.telephone, 3),
                Cell("Se connaissent depuis", one.connait_depuis, 3),
            ],
        ]
        motif = Box("Pourquoi cette proposition\u00a0?", self._protege.motif)
        return [
            Title(self._scale, "Qui la propose, et pourquoi"),
            *self._rows(rows),
            Boxes(self._scale, [motif], share=1, blank_lines=4, before=4),
        ]

    def situation(self) -> Section:
        one = self._protege.situation
        rows = [
            [
                Cell("Scolarité, dernière classe", one.scolarite, 4),
                Cell("Sortie de l’école", one.sortie_ecole, 4),
                Cell("Niveau atteint", one.niveau, 4),
            ],
            [
                Cell("Mission locale", one.mission_locale, 4),
                Cell("France Travail", one.france_travail, 4),
                Cell("Obligation de formation", one.obligation_formation, 4),
            ],
            [
                Cell("Logement *", one.logement, 4),
                Cell("Mobilité *", one.mobilite, 4),
                Cell("Ressources *", one.ressources, 4),
            ],
            [
                Cell("Expériences (stages, emplois, bénévolat) *", one.experiences, 8),
                Cell("Langues *", one.langues, 4),
            ],
        ]
        return [Title(self._scale, "Sa situation"), *self._rows(rows)]

    def criteres(self) -> Section:
        found, blank = self._contenu.criteres, not self._identite.numero
        if blank and not found:
            found = tuple(map(CritereContenu, self._identite.dispositif.criteres))
        columns = 1 if self._large else 2
        parts = [found[n : n + _PER_BLOCK] for n in range(0, len(found), _PER_BLOCK)]
        asked = [Criteres(self._scale, part, columns=columns, blank=blank) for part in parts]
        return [Title(self._scale, "Conditions pour entrer"), *asked] if asked else []

    def freins(self) -> Section:
        boxes = [
            Box("Freins à lever", wording.freins(self._protege.freins), 6, bare=True, items=True),
            Box("Points d’appui *", self._protege.points_appui, 6, bare=True),
        ]
        row = Boxes(self._scale, boxes, share=1, blank_lines=4)
        columns = row.balance((6, 7, 5, 8, 4)) if self._scale.close else 6
        return [Title(self._scale, boxes[0].label, other=boxes[1].label, columns=columns), row]

    def expression(self) -> Section:
        hint = "ce que je veux dire au comité, ce que j’attends (écrit par moi ou dicté)"
        box = Box("Avec mes mots", self._protege.expression, bare=True)
        return [
            Title(self._scale, box.label, hint),
            Boxes(self._scale, [box], least_lines=5, share=4, blank_lines=9, accent=True),
        ]

    def projet(self) -> Section:
        projet = Box("Mon projet", self._protege.projet, bare=True)
        pratique = [
            Cell("Mes disponibilités", self._identite.disponibilites, 6),
            Cell("Documents à apporter", self._identite.documents, 6),
        ]
        return [
            Title(self._scale, projet.label, "ce que je voudrais faire, ce qui m’intéresse"),
            Boxes(self._scale, [projet], share=1.5, blank_lines=4),
            Fields(self._scale, pratique, blank_lines=2),
        ]

    def engagement(self) -> Section:
        identite, scale = self._identite, self._scale
        liberte = wording.liberte(identite.service)
        return [
            Title(scale, "Ce que je signe"),
            Paragraph(scale, "Ce que je signe", wording.engagement(identite), after=6),
            *(Tick(scale, "Accord", one.texte, one.coche) for one in identite.accords),
            Paragraph(scale, "Ce que je signe", liberte, after=8),
            *self._signature_rows(),
            Paragraph(
                scale, "Notice d’information", wording.notice(identite.service),
                most_lines=9, fine=True, after=0,
            ),
        ]  # fmt: skip

    def _signature_rows(self) -> list[Block]:
        """One row; in large characters four blocks are too narrow, and become two rows."""
        found = self._signatures()
        rows = [found[:2], found[2:]] if self._large and len(found) > 3 else [found]
        return [Signatures(self._scale, row) for row in rows]

    def _signatures(self) -> list[Signature]:
        expected = {one.role: one for one in self._identite.signatures}
        roles = list(RoleSignature)
        if self._identite.mineur is False and RoleSignature.REPRESENTANT not in expected:
            roles.remove(RoleSignature.REPRESENTANT)
        shown = []
        for role in roles:
            one = expected.get(role)
            day, place = (short_date(one.date), one.lieu) if one else ("", "")
            name, quality = (one.nom, one.qualite) if one else ("", "")
            shown.append(Signature(wording.SIGNATAIRES[role], name, quality, day, place))
        return shown

    def _rows(self, rows: list[list[Cell]]) -> list[Block]:
        return [Fields(self._scale, cells) for cells in rows]
