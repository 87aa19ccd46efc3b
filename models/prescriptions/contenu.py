"""What one version of a fiche de prescription says, frozen: what is printed, signed and kept."""

import dataclasses
import datetime as dt
import enum
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from models.personnes.naissance import Precision
from models.prescriptions.instantane import Instantane, kept_apart

PAR_REFERENT = "à vérifier par un référent"  # said of a criterion without the protected half


class Verdict(enum.StrEnum):
    """What was found of a criterion of eligibility."""

    OK = "ok"
    NON = "non"
    A_VERIFIER = "a_verifier"


class RoleSignature(enum.StrEnum):
    """Who signs a fiche, in the order of the paper."""

    PERSONNE = "personne"
    REPRESENTANT = "representant"
    PRESCRIPTEUR = "prescripteur"
    STRUCTURE = "structure"


@dataclass(frozen=True)
class Logo(Instantane):
    """An image named by its fingerprint (SHA-256); its bytes are kept once, beside the fiches."""

    nom: str = ""
    empreinte: str = ""
    octets: bytes = kept_apart()

    @classmethod
    def of(cls, nom: str, octets: bytes) -> "Logo":
        return cls(nom, hashlib.sha256(octets).hexdigest(), octets)


@dataclass(frozen=True)
class FinanceurContenu(Instantane):
    """A funder to be named at the foot of the page, by its logo or its mention."""

    nom: str = ""
    mention: str = ""
    logo: Logo | None = None


@dataclass(frozen=True)
class ServiceContenu(Instantane):
    """The structure whose paper it is, and what its notice d'information says."""

    nom: str = ""
    adresse: tuple[str, ...] = ()
    telephone: str = ""
    courriel: str = ""
    siret: str = ""
    logo: Logo | None = None
    contact_droits: str = ""
    destinataires: str = "l’équipe et le comité de sélection"
    conservation: str = "deux ans après notre dernier contact"
    financeurs: tuple[FinanceurContenu, ...] = ()


@dataclass(frozen=True)
class DispositifContenu(Instantane):
    """The dispositif and the session that are aimed at."""

    intitule: str = ""
    presentation: str = ""
    comite: tuple[str, ...] = ()
    session: str = ""
    session_debut: dt.date | None = None
    session_fin: dt.date | None = None
    criteres: tuple[str, ...] = ()


@dataclass(frozen=True)
class PrescripteurContenu(Instantane):
    """The field actor who proposes the personne."""

    structure: str = ""
    nom: str = ""
    fonction: str = ""
    telephone: str = ""
    courriel: str = ""
    connait_depuis: str = ""


@dataclass(frozen=True)
class PersonneContenu(Instantane):
    """The young person, as shown: `nom` is « NOM Prénom »."""

    nom: str = ""
    nom_naissance: str = ""
    prenom_usage: str = ""
    civilite: str = ""
    naissance: dt.date | None = None
    naissance_precision: Precision = Precision.JOUR
    adresse: str = ""
    commune: str = ""
    quartier: str = ""
    telephone: str = ""
    courriel: str = ""
    contact_prefere: str = ""


@dataclass(frozen=True)
class RepresentantContenu(Instantane):
    """Who signs with a minor."""

    nom: str = ""
    qualite: str = ""
    telephone: str = ""


@dataclass(frozen=True)
class SituationContenu(Instantane):
    """Where the personne stands; each part is a short text, empty when it was not asked."""

    scolarite: str = ""
    sortie_ecole: str = ""
    niveau: str = ""
    experiences: str = ""
    logement: str = ""
    mobilite: str = ""
    ressources: str = ""
    langues: str = ""
    mission_locale: str = ""
    france_travail: str = ""
    obligation_formation: str = ""


@dataclass(frozen=True)
class FreinContenu(Instantane):
    """An obstacle, by its label, and what makes it so here."""

    label: str = ""
    precision: str = ""


@dataclass(frozen=True)
class CritereContenu(Instantane):
    """A criterion of eligibility, what was found, why, and the motive of an exception.

    `reserve`: it rests on the protected half, which is not here; a rule leaves room to write.
    """

    label: str = ""
    verdict: Verdict = Verdict.A_VERIFIER
    raison: str = ""
    exception: str = ""
    reserve: bool = False


@dataclass(frozen=True)
class ExceptionContenu(Instantane):
    """Why a criterion, named by its code, may be passed over for this personne."""

    critere: str = ""
    motif: str = ""


@dataclass(frozen=True)
class AccordContenu(Instantane):
    """One thing the personne agrees to; `coche` is None as long as nothing was answered."""

    code: str = ""
    texte: str = ""
    coche: bool | None = None


@dataclass(frozen=True)
class SignatureContenu(Instantane):
    """A signature that is expected, with its date and place when they are known."""

    role: RoleSignature = RoleSignature.PERSONNE
    nom: str = ""
    qualite: str = ""
    date: dt.date | None = None
    lieu: str = ""


@dataclass(frozen=True)
class Identite(Instantane):
    """The half that the accueil may read and print; it lies in clear in the base.

    `mineur` is None when nobody knows (a blank form): the representative's place is then shown.
    `criteres` rest on this half alone.
    """

    service: ServiceContenu = ServiceContenu()
    dispositif: DispositifContenu = DispositifContenu()
    numero: str = ""
    version: int = 1
    date: dt.date | None = None
    jeton: str = ""
    prescripteur: PrescripteurContenu = PrescripteurContenu()
    personne: PersonneContenu = PersonneContenu()
    mineur: bool | None = None
    representant: RepresentantContenu | None = None
    criteres: tuple[CritereContenu, ...] = ()
    disponibilites: str = ""
    documents: str = ""
    accords: tuple[AccordContenu, ...] = ()
    signatures: tuple[SignatureContenu, ...] = ()


@dataclass(frozen=True)
class Protege(Instantane):
    """The half that goes like an équipe note: only those who hold the notes key read it.

    `scolarite` is a key of its list. `criteres` are those of both halves, with the motives of
    exceptions: found when the fiche is composed, kept in what is printed, never typed.
    """

    motif: str = ""
    scolarite: str = ""
    exceptions: tuple[ExceptionContenu, ...] = ()
    situation: SituationContenu = SituationContenu()
    freins: tuple[FreinContenu, ...] = ()
    points_appui: str = ""
    projet: str = ""
    expression: str = ""
    criteres: tuple[CritereContenu, ...] = ()

    @property
    def motifs(self) -> dict[str, str]:
        """The motive of each exception, by the code of its criterion."""
        return {one.critere: one.motif for one in self.exceptions}


@dataclass(frozen=True)
class FicheContenu(Instantane):
    """Both halves; without `protege` its places are printed as ruled spaces."""

    identite: Identite = Identite()
    protege: Protege | None = None

    @property
    def criteres(self) -> tuple[CritereContenu, ...]:
        """What is printed of the criteria: all that this content knows of them."""
        return self.identite.criteres if self.protege is None else self.protege.criteres

    def with_logos(self, logos: Mapping[str, bytes]) -> "FicheContenu":
        """The same content with the bytes of its logos, found by fingerprint."""
        service = self.identite.service
        financeurs = tuple(
            dataclasses.replace(one, logo=_filled(one.logo, logos)) for one in service.financeurs
        )
        service = dataclasses.replace(
            service, logo=_filled(service.logo, logos), financeurs=financeurs
        )
        identite = dataclasses.replace(self.identite, service=service)
        return dataclasses.replace(self, identite=identite)


def accords_usuels(
    dispositif: DispositifContenu, *, referent: str = "", structures: str = ""
) -> tuple[AccordContenu, ...]:
    """The three accords of our fiche; « lecture » is what the comité needs."""
    intitule = dispositif.intitule
    action = f"«\u00a0{intitule}\u00a0»" if intitule else "l’action"
    qui = referent or "mon référent"
    avec = structures or "les structures qui m’accompagnent"
    return (
        AccordContenu("lecture", "Je suis d’accord pour que cette fiche soit lue par ce comité."),
        AccordContenu(
            "echange",
            f"Je suis d’accord pour que {qui} échange avec {avec} ce qui est utile à mon parcours.",
        ),
        AccordContenu(
            "recontact",
            f"Je suis d’accord pour être recontacté·e jusqu’à 6 mois après {action}.",
        ),
    )


def qr_payload(jeton: str) -> str:
    """What the QR code says: `FP1.<jeton>.<check>`, nothing personal.

    `check` is the first eight bytes of SHA-256 of `FP1.<jeton>`, big-endian, modulo 10⁶, on six
    digits: a code that was misread on a bad scan is refused rather than filed elsewhere.
    """
    if not re.fullmatch(r"[A-Z2-7]{24}", jeton):
        raise ValueError("a jeton is 24 characters of base32")
    return f"FP1.{jeton}.{_check(jeton)}"


def parse_qr(text: str) -> str | None:
    """The jeton that a scanned code holds, or None when it is not one of ours."""
    found = re.fullmatch(r"FP1\.([A-Z2-7]{24})\.([0-9]{6})", text.strip())
    if found is None or found[2] != _check(found[1]):
        return None
    return found[1]


def _check(jeton: str) -> str:
    digest = hashlib.sha256(f"FP1.{jeton}".encode("ascii")).digest()
    return f"{int.from_bytes(digest[:8], 'big') % 1_000_000:06d}"


def _filled(logo: Logo | None, logos: Mapping[str, bytes]) -> Logo | None:
    if logo is None:
        return None
    return dataclasses.replace(logo, octets=logos.get(logo.empreinte, logo.octets))
