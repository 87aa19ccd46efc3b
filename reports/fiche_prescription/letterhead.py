"""What is around the pages of a fiche: letterhead, reminder on the next pages, foot."""

from models.prescriptions.contenu import FicheContenu, FinanceurContenu, ServiceContenu, qr_payload
from reports import text
from reports.document import HEIGHT, INNER, MARGIN, WIDTH
from reports.fiche_prescription import wording
from reports.ink import ACCENT, INK, MM, SOFT, Ink, Style
from reports.layout import LARGE, Annexe, Block, Scale, Stamp
from reports.marks import draw_logo, ellipsis, logo_width, shortened
from reports.pictures import Picture, picture
from reports.qr import SIDE, draw_qr
from reports.wording import NBSP

TOP = HEIGHT - MARGIN
_TITLE = Style(20, 24, INK, bold=True)
_QUIET = 14  # more than the four modules of white that a reader needs
_LEFT = 200.0  # the title begins beyond
_INSIDE = INNER - 24
_LOGO, _GAP = 9 * MM, 8.0
_MENTIONS = 110.0  # kept beside the logos for the funders that have none


def head(scale: Scale) -> float:
    """The height kept at the top of each page, the code included."""
    return SIDE + (26 if scale is LARGE else 10)


def draw_letterhead(ink: Ink, contenu: FicheContenu, scale: Scale, *, annexe: str) -> None:
    """The head of the first page: whose paper it is, what it is, its number and its code."""
    service, identite = contenu.identite.service, contenu.identite
    _draw_service(ink, service, scale)
    right = _draw_code(ink, identite.jeton)
    ink.write_right(right, TOP - 17, "Fiche de prescription", _TITLE)
    strong = scale.strong.in_colour(ACCENT)
    if identite.numero:
        number = ellipsis(f"n°{NBSP}{identite.numero}", strong, INNER - _LEFT - SIDE)
        ink.write_right(right, TOP - 36, number, strong)
    else:
        wide = _TITLE.width("Fiche de prescription")
        ink.write(right - wide, TOP - 36, "n°", strong)
        ink.rule(right - wide + 20, TOP - 38, wide - 20)
    ink.write_right(right, TOP - 50, wording.version(identite), scale.small)
    ink.write_right(right, TOP - 62, annexe, scale.small_strong)


def draw_reminder(ink: Ink, contenu: FicheContenu, scale: Scale) -> None:
    """The head of the other pages, so that a sheet that strays can be put back in its place."""
    identite, small = contenu.identite, scale.small
    right = _draw_code(ink, identite.jeton)
    wide = INNER - SIDE - _QUIET - 130
    y = _draw_name(ink, identite.personne.nom, scale, wide)
    born = wording.naissance(identite.personne, identite)
    session = identite.dispositif.session or wording.session(identite.dispositif)
    action = " · ".join(filter(None, (identite.dispositif.intitule, session)))
    lines = [f"Naissance{NBSP}: {born}" if born else "", action, identite.service.nom]
    for line in filter(None, lines):
        ink.write(MARGIN, y, ellipsis(line, small, wide), small)
        y -= small.leading
    title = scale.small_strong.in_colour(ACCENT)
    ink.write_right(right, TOP - 8, "Fiche de prescription", title)
    number = f"n°{NBSP}{identite.numero}" if identite.numero else ""
    ink.write_right(right, TOP - 8 - small.leading, ellipsis(number, small, 125), small)
    if identite.numero:
        shown = f"version{NBSP}{identite.version}"
        ink.write_right(right, TOP - 8 - 2 * small.leading, shown, small)


def _draw_name(ink: Ink, name: str, scale: Scale, width: float) -> float:
    """The name, in smaller letters when it is long; returns the base line of what follows."""
    if not name:
        ink.write(MARGIN, TOP - 8, "NOM et prénom", scale.label)
        ink.rule(MARGIN, TOP - 28, width - 40)
        return TOP - 44
    large, less = Style(15, 18, INK, bold=True), Style(11.5, 14, INK, bold=True)
    style = large if large.width(text.one_line(name)) <= width else less
    lines = shortened(name, style, width, lines=2)
    ink.write_lines(MARGIN, TOP - style.size * 0.9, lines, style=style)
    return TOP - style.size * 0.9 - len(lines) * style.leading


def draw_foot(ink: Ink, contenu: FicheContenu, scale: Scale, *, page: str) -> None:
    """Funders on the left, number and page on the right, in the bottom margin."""
    identite = contenu.identite
    style = scale.fine
    words = [f"Fiche n°{NBSP}{identite.numero}" if identite.numero else "Fiche de prescription"]
    words += [f"version{NBSP}{identite.version}"] if identite.numero else []
    shown = ellipsis(" · ".join([*words, page]), style, INNER * 0.6)
    ink.write_right(WIDTH - MARGIN, 9 * MM, shown, style)
    room = INNER - style.width(shown) - 14
    _draw_financeurs(ink, identite.service.financeurs, style, width=room)


def _draw_financeurs(
    ink: Ink, financeurs: tuple[FinanceurContenu, ...], style: Style, *, width: float
) -> None:
    """The logos in a row, smaller if they are many, then the mentions of the others."""
    pictures = [picture(one.logo.octets) if one.logo else None for one in financeurs]
    logos = [one for one in pictures if one]
    shown = [
        one.mention or one.nom
        for one, logo in zip(financeurs, pictures, strict=True)
        if logo is None
    ]
    taken = _draw_logos(ink, logos, width=width - (_MENTIONS if shown else 0))
    most = 3 if style.leading < 10 else 2
    lines = shortened(" · ".join(shown), style, width - taken, lines=most)
    base = 9 * MM + (len(lines) - 1) * style.leading / 2
    ink.write_lines(MARGIN + taken, base, lines, style=style)


def _draw_logos(ink: Ink, logos: list[Picture], *, width: float) -> float:
    """Logos of one height, side by side in a width; returns what they and a gap take."""
    wide = sum(logo_width(one, width=28 * MM, height=_LOGO) for one in logos)
    ratio = min(1.0, (width - _GAP * len(logos)) / wide) if logos else 1.0
    x, tall = MARGIN, _LOGO * ratio
    for one in logos:
        bottom = 10 * MM - tall / 2
        x += draw_logo(ink, one, x, bottom, width=28 * MM * ratio, height=tall) + _GAP
    return x - MARGIN


def _draw_code(ink: Ink, jeton: str) -> float:
    """The QR code at the top right; returns where the text before it ends."""
    right = WIDTH - MARGIN
    if not jeton:
        return right
    draw_qr(ink, qr_payload(jeton), right - SIDE, TOP - SIDE)
    return right - SIDE - _QUIET


def _draw_service(ink: Ink, service: ServiceContenu, scale: Scale) -> None:
    """Name and address under a wide logo, beside a tall one."""
    logo = picture(service.logo.octets) if service.logo else None
    x, y, name = MARGIN, TOP, Style(13, 16, bold=True)
    if logo and logo.width < 1.6 * logo.height:
        x += draw_logo(ink, logo, MARGIN, TOP - SIDE, width=52, height=SIDE) + 10
    elif logo:
        draw_logo(ink, logo, MARGIN, TOP - 27, width=_LEFT, height=28)
        y -= 30
    if logo:
        name = Style(10.5, 13, bold=True)
    width = MARGIN + _LEFT - x
    found = shortened(service.nom, name, width, lines=2)
    ink.write_lines(x, y - name.size * 0.85, found, style=name)
    y -= name.leading * len(found)
    room = int((y - TOP + head(scale) - 2) / scale.label.leading)
    lines = [ellipsis(line, scale.label, width) for line in _contact(service, scale, width)]
    ink.write_lines(x, y - scale.label.size, lines[:room], style=scale.label)


def _contact(service: ServiceContenu, scale: Scale, width: float) -> list[str]:
    """Where the structure is and how to reach it, on as few lines as the width allows."""
    siret = (f"SIRET{NBSP}{service.siret}",) if service.siret and not service.logo else ()
    lines: list[str] = []
    reach = (service.telephone, service.courriel)
    for parts, between in ((service.adresse, ", "), (reach, " · "), (siret, "")):
        lines.append("")
        for part in filter(None, parts):
            longer = between.join(filter(None, (lines[-1], part)))
            if scale.label.width(text.one_line(longer)) <= width:
                lines[-1] = longer
            else:
                lines.append(part)
    return [line for line in lines if line]


class Bandeau(Block):
    """The dispositif aimed at, on a soft ground."""

    def __init__(self, scale: Scale, contenu: FicheContenu) -> None:
        super().__init__(scale)
        self._dispositif = contenu.identite.dispositif
        self._action = Style(scale.title.size + 1.5, scale.title.leading + 2, ACCENT, bold=True)
        self._heads: list[str] = []
        self._lines: list[str] = []

    @property
    def step(self) -> float:
        return self.scale.small.leading

    @property
    def _beside(self) -> bool:
        """Whether the session holds on the line of the action."""
        wide = self._action.width(text.one_line(self._dispositif.intitule))
        return wide + self.scale.small.width(text.one_line(self._session)) + 20 <= _INSIDE

    @property
    def _session(self) -> str:
        return wording.session(self._dispositif)

    @property
    def _sentence(self) -> str:
        session = "" if self._beside else self._session
        return "\n".join(filter(None, (session, self._dispositif.presentation)))

    def _height(self, lines: int) -> float:
        return 16 + self._action.leading + lines * self.step + 2

    def least(self) -> float:
        return self._height(min(1, self._count()))

    def wanted(self) -> float:
        return self._height(self._count())

    def _count(self) -> int:
        if not self._sentence:
            return 0
        return min(4, len(self.scale.small.wrapped(self._sentence, _INSIDE)))

    def settle(self, annexe: Annexe) -> None:
        room = int((self.height - self._height(0)) / self.step + 0.01)
        action, style = self._dispositif.intitule, self.scale.small
        self._heads = annexe.fit("Action visée", action, self._action, width=_INSIDE, lines=1)
        if self._sentence:
            label = "Présentation de l’action"
            self._lines = annexe.fit(label, self._sentence, style, width=_INSIDE, lines=room)

    def draw(self, ink: Ink, y: float, stamp: Stamp) -> None:
        tall, style = self.height - 2, self.scale.small.in_colour(INK)
        ink.frame(MARGIN, y - tall, INNER, tall, radius=6, border=None, fill=SOFT)
        base = y - 8 - self._action.size * 0.82
        stamp.write_lines(MARGIN + 12, base, self._heads, self._action)
        if self._beside:
            end = WIDTH - MARGIN - 12
            stamp.write(end - style.width(self._session), base, self._session, style)
        base -= self._action.leading - 1
        stamp.write_lines(MARGIN + 12, base, self._lines, style)
