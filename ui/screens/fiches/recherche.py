"""The fiches that a search from anywhere finds: by number, or by the name of whom they are for."""

from collections.abc import Callable, Sequence

from ui.kit.context import Context
from ui.kit.seeking import BEGINS, EXACT, Found

MOST = 4


def fiches(context: Context, typed: str) -> Sequence[Found]:
    from models.prescriptions.liste import fiches_listing  # only once something is looked for

    listing = fiches_listing().searched(typed)
    names = [column.name for column in listing.columns]
    found = []
    for row in listing.first(MOST):
        texts = dict(zip(names, listing.texts(row), strict=True))
        facts = (context.shown(texts["personne"]), texts["dispositif"], texts["statut"])
        by_number = any(c.isdecimal() for c in typed) and typed.strip() in texts["numero"]
        found.append(
            Found(
                "Fiches", f"Fiche {texts['numero']}", _going(context, row[0]),
                secondary=" · ".join(fact for fact in facts if fact), icon="fiches",
                rank=EXACT if by_number else BEGINS,
            )
        )  # fmt: skip
    return found


def _going(context: Context, prescription_id: str) -> Callable[[], None]:
    return lambda: context.navigate("fiches", prescription_id=prescription_id)
