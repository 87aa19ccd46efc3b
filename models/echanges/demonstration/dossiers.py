"""What fills the files of the demonstration: identity, situation, languages, homes, documents."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from models.base.table import add_all
from models.echanges.demonstration.calendrier import DAY
from models.echanges.demonstration.hasard import Hasard
from models.personnes.accord import PersonneAccord
from models.personnes.adresse import months_from
from models.personnes.document import add_document
from models.personnes.foyer import join_foyer, membres_of
from models.personnes.langue import PersonneLangue
from models.personnes.personne import Personne

Values = dict[str, Any]
_SITUATIONS = {
    "en_emploi": 22, "inscrit_france_travail": 20, "sans_emploi": 14, "au_foyer": 8,
    "en_formation": 8, "invalidite": 4,
}  # fmt: skip
_MENAGES = {
    "femme_seule": 12, "femme_enfants": 20, "homme_seul": 18, "couple": 12, "couple_enfants": 24,
    "chez_parents": 10,
}  # fmt: skip
_EQUIPEMENTS = {"smartphone": 55, "ordinateur": 25, "telephone": 8, "aucun": 6, "tablette": 6}
_AISANCES = {"aise": 60, "ecrit": 18, "oral_ecrit": 12, "oral": 6, "interprete": 4}
_LANGUES = {
    "arabe": 20, "portugais": 8, "turc": 10, "peul": 9, "soninke": 6, "wolof": 6, "bambara": 6,
    "roumain": 5, "anglais": 8, "espagnol": 6, "tamoul": 2, "ukrainien": 3,
}  # fmt: skip
_ACCORDS = ("contact_message", "partage_partenaires", "conservation_documents", "image")
_ENDS = (-20, 12, 45, 150, 260)  # days to the end of each domiciliation
_ALERTES = (
    "Entend mal de l’oreille gauche\u00a0: s’asseoir en face, parler lentement.",
    "Ne lit pas le français\u00a0: lire les courriers avec elle, à voix haute.",
    "Ne pas laisser de message sur ce téléphone\u00a0: il est partagé.",
)
FOYERS = 8
_ROUND = 6  # one person in so many, for what is drawn without chance


def with_facts(people: Sequence[Values], day: dt.date) -> list[Values]:
    """The same people with what a desk learns of some of them in time."""
    hasard = Hasard("dossiers")
    found = [{**one, **_facts(one, day, hasard)} for one in people]
    homeless = [one for one in found if not one.get("adresse")]
    for one, days in zip(homeless, _ENDS, strict=False):
        end = day + days * DAY
        one.update(
            type_adresse="type_adresse.domiciliation",
            heberge_par="CCAS de Limoges",
            domiciliee_du=months_from(end, -12) + DAY,
            domiciliee_au=end,
        )
    for one, words in zip(found[40:], _ALERTES, strict=False):
        one["alerte"] = words
    return found


def furnish_dossiers(people: Sequence[Personne], day: dt.date) -> None:
    """Languages, agreements, households and two documents, inside a command."""
    hasard = Hasard("dossiers, suite")
    instant = dt.datetime.combine(day, dt.time(8), tzinfo=dt.UTC)
    add_all(
        PersonneLangue,
        ("id", "personne", "langue"),
        ((hasard.key_at(instant), *row) for row in list(_langues(people, hasard))),
    )
    add_all(
        PersonneAccord,
        ("id", "personne", "accord", "donne", "date", "retire_le"),
        ((hasard.key_at(instant), *row) for row in list(_accords(people, day, hasard))),
    )
    _households(people, day)
    _documents(people, day)


def _facts(values: Values, day: dt.date, hasard: Hasard) -> Values:
    born = values.get("date_naissance")
    age = (day - born).days // 365 if born else 40
    facts: Values = {}
    if age > 25 and hasard.chance(55):  # what the young people live is told by their fiches
        code = "retraite" if age > 64 else hasard.weighted(_SITUATIONS)
        facts["situation"] = f"situation.{code}"
    if age > 25 and hasard.chance(45):
        facts["type_menage"] = f"type_menage.{hasard.weighted(_MENAGES)}"
    if hasard.chance(35):
        facts["equipement"] = f"equipement.{hasard.weighted(_EQUIPEMENTS)}"
    if hasard.chance(40):
        facts["besoin_linguistique"] = f"besoin_linguistique.{hasard.weighted(_AISANCES)}"
    if hasard.chance(30):
        seen = day - hasard.between(1, 300) * DAY
        facts.update(identite_document="type_document.identite", identite_vue_le=seen)
    return facts


def _langues(people: Sequence[Personne], hasard: Hasard) -> Iterator[tuple[str, str]]:
    for personne in people:
        if hasard.chance(45):
            yield personne.id, "langue.francais"
            if hasard.chance(60):
                yield personne.id, f"langue.{hasard.weighted(_LANGUES)}"


def _accords(
    people: Sequence[Personne], day: dt.date, hasard: Hasard
) -> Iterator[tuple[str, str, bool, dt.date, dt.date | None]]:
    for personne in people[::_ROUND]:
        asked = day - hasard.between(40, 400) * DAY
        for code in _ACCORDS[: hasard.between(1, len(_ACCORDS))]:
            given = hasard.chance(85)
            back = asked + 30 * DAY if given and hasard.chance(8) else None
            yield personne.id, f"accord_personne.{code}", given, asked, back


def _households(people: Sequence[Personne], day: dt.date) -> None:
    """Adults with somebody of the same family name, twenty years younger at least."""
    made = 0
    for parent in people:
        age = parent.age_at(day)
        if made == FOYERS or age is None or not 34 <= age <= 60 or not parent.nom_naissance:
            continue
        children = [
            one
            for one in people
            if one.nom_naissance == parent.nom_naissance
            and 20 <= age - (one.age_at(day) or age) <= 42
            and not membres_of(one.id)
        ]
        for child in children[:2]:
            parent_is = "lien_foyer.parent"
            join_foyer(parent, child, lien="lien_foyer.enfant", own_lien=parent_is)
        made += bool(children)


def _documents(people: Sequence[Personne], day: dt.date) -> None:
    for personne, title, kind in (
        (people[0], "Attestation de droits", "attestation_droits"),
        (people[-1], "Justificatif de domicile", "domicile"),
    ):
        add_document(
            personne,
            nom=f"{title}.pdf",
            data=tiny_pdf((title, "Document de démonstration\u00a0: personne n’existe.")),
            type_document=f"type_document.{kind}",
            date=day - 20 * DAY,
            echeance=months_from(day, 10),
        )


def tiny_pdf(lines: Sequence[str]) -> bytes:
    """One page with a few lines in the reader's own font."""
    shown = " ".join(f"({_escaped(line)}) Tj T*" for line in lines).encode("cp1252")
    stream = b"BT /F1 16 Tf 24 TL 72 770 Td " + shown + b" ET"
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>"
    )
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        page,
        b"<</Length %d>>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    )
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n" % count
    tail = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (count, len(body))
    return body + head + table + tail


def _escaped(line: str) -> str:
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
