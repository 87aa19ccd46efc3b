"""Who is in the line, and filling it from elsewhere: from a wait, from a message."""

from models.accueil.anonyme import same_anonyme
from models.accueil.attente import ANONYME, Etat, Presence
from models.accueil.demande import DemandeInput, repartie
from models.accueil.message import Message
from models.base import clock
from models.base.search import fold
from models.personnes.recherche import trouvee
from ui.screens.accueil.ligne import PassageLine
from ui.screens.accueil.qui import Qui, Sorte, of_anonyme, of_trouvee

SEPARATOR = " · "  # between the demandes of a wait, as the desk wrote them


def dossier_in(line: PassageLine) -> str:
    """The key of the file of whoever is in the line; none without a file."""
    qui = line.champs.qui.qui
    return qui.key if qui.sorte is Sorte.DOSSIER else ""


def name_in(line: PassageLine) -> str:
    """How whoever is in the line is called, as typed or chosen."""
    return line.champs.qui.qui.text.strip()


def objet_of(line: PassageLine) -> str:
    """What the visitor in the line asks, in words: her demandes, and the letters typed so far."""
    demandes = line.champs.demandes
    labels = [demandes.label_of(d.thematique) for d in demandes.demandes]
    return SEPARATOR.join(part for part in (*labels, demandes.line.text().strip()) if part)


def fill_from_wait(line: PassageLine, waited: Presence) -> None:
    """Who, what, when she came and how long she was in; saved, the wait has its passage."""
    line.clear()
    line.attente = waited.id
    _fill_who(line, waited.personne_id, "" if waited.nom == ANONYME else waited.nom)
    _fill_what(line, waited.objet, left=waited.etat is Etat.REPARTIE)
    came = clock.local(waited.arrive_le)
    complements = line.champs.complements
    usual_values = complements.values()
    complements.set_values({**usual_values, "jour": came.date(), "heure": came.time()})
    complements.show()  # a day that was not typed now must not be written unseen
    line.champs.duree.editor.set_value(waited.talked)
    line.focus_first()


def fill_from_message(line: PassageLine, message: Message) -> None:
    """A passage of whoever left it."""
    line.clear()
    _fill_who(line, message.personne_id, str(message.correspondant))
    line.focus_first()


def _fill_who(line: PassageLine, personne_id: str | None, nom: str) -> None:
    found = trouvee(personne_id) if personne_id else None
    if found is not None:
        line.champs.qui.set_qui(of_trouvee(found))
    elif nom:
        line.champs.qui.set_qui(_unnamed(nom))


def _unnamed(nom: str) -> Qui:
    """Whoever bears that nickname; a first name alone is one too; more may have a file."""
    anonyme = same_anonyme(nom)
    if anonyme is not None:
        return of_anonyme(anonyme)
    return Qui(Sorte.TAPE if " " in nom else Sorte.CONNU, nom)


def _fill_what(line: PassageLine, objet: str, *, left: bool) -> None:
    """Each demande that is recognised; the rest stays typed, to be chosen with a key."""
    field = line.champs.demandes
    by_label = {fold(choix.label): choix.key for choix in field.propositions.catalogue().choix}
    parts = [part for part in objet.split(SEPARATOR) if part]
    taken = [by_label[fold(part)] for part in parts if fold(part) in by_label]
    usual = field.propositions.usual
    field.set_demandes(
        repartie([DemandeInput(key) for key in taken]) if left else [usual(key) for key in taken]
    )
    field.line.setText(" ".join(part for part in parts if fold(part) not in by_label))
