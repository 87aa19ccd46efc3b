"""The association's own card: what stands at the head of every paper."""

from models.base import telephone
from models.base.command import command
from models.base.droit import Droit
from models.base.errors import Invalid
from models.base.fields import SealedField as _Bytes
from models.base.fields import TextField
from models.base.table import Table

THE_ONE = "service"
LOGO_LIMIT = 2_000_000  # bytes


class Service(Table):
    """One row: the structure that keeps this base."""

    nom = TextField(max_length=160, verbose_name="Nom de la structure")
    adresse = TextField(max_length=400, lines=3, default="", verbose_name="Adresse")
    code_postal = TextField(max_length=10, default="", verbose_name="Code postal")
    commune = TextField(max_length=80, default="", verbose_name="Commune")
    telephone = TextField(max_length=40, default="", verbose_name="Téléphone")
    courriel = TextField(max_length=120, default="", verbose_name="Courriel")
    siret = TextField(
        max_length=20,
        default="",
        verbose_name="SIRET",
        help_text="14 chiffres. Laissez vide si vous ne l’avez pas sous la main.",
    )
    contact_droits = TextField(
        max_length=200,
        default="",
        verbose_name="Contact pour les droits des personnes",
        help_text="À qui s’adresser pour consulter ou corriger ses données.",
    )
    conservation = TextField(
        max_length=120, default="deux ans", verbose_name="Durée de conservation"
    )
    logo = _Bytes(null=True)


def own_service() -> Service:
    """The card; an empty one before the base is set up."""
    return Service.get_or_none(Service.id == THE_ONE) or Service(id=THE_ONE, nom="")


@command(right=Droit.REGLAGES, label="Structure enregistrée")
def save_service(**values: object) -> Service:
    """Write the card; `Invalid` names the field at fault."""
    service = own_service()
    for name, value in values.items():
        setattr(service, name, value)
    if not service.nom.strip():
        raise Invalid(
            "nom", "Nom de la structure\u00a0: il figure sur tous les papiers. Écrivez-le."
        )
    service.siret = checked_siret(service.siret)
    service.telephone = telephone.normalise(service.telephone)
    if service.logo is not None:
        check_logo(bytes(service.logo))
    return service.save()


def checked_siret(text: str) -> str:
    """The 14 digits of a SIRET, or nothing; `Invalid` when the check digit is wrong."""
    if not text.strip():
        return ""
    from stdnum.exceptions import ValidationError
    from stdnum.fr import siret

    try:
        return str(siret.validate(text))
    except ValidationError as error:
        raise Invalid(
            "siret",
            "SIRET\u00a0: ces chiffres ne forment pas un numéro valable. Vérifiez les 14 chiffres, "
            "ou laissez le champ vide.",
        ) from error


def check_logo(image: bytes) -> None:
    """Accept PNG and JPEG of a reasonable size."""
    if len(image) > LOGO_LIMIT:
        raise Invalid("logo", "Logo\u00a0: l’image dépasse 2 Mo. Choisissez-en une plus légère.")
    if not image.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
        raise Invalid("logo", "Logo\u00a0: ce fichier n’est pas une image PNG ou JPEG.")
