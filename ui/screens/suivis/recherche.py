"""The suivis that a search from anywhere finds: by the name of whom they accompany."""

from collections.abc import Callable, Sequence

from ui.kit.context import Context
from ui.kit.seeking import Found

MOST = 4


def suivis(context: Context, typed: str) -> Sequence[Found]:
    from models.suivis.liste import suivis_listing  # only once something is looked for

    listing = suivis_listing().searched(typed)
    names = [column.name for column in listing.columns]
    found = []
    for row in listing.first(MOST):
        texts = dict(zip(names, listing.texts(row), strict=True))
        facts = [text for name, text in texts.items() if name in _TOLD and text]
        found.append(
            Found(
                "Suivis", f"Suivi de {context.shown(texts['personne'])}", _going(context, row[0]),
                secondary=" · ".join(facts), icon="suivis",
            )
        )  # fmt: skip
    return found


_TOLD = ("dispositif", "phase", "referent", "statut")


def _going(context: Context, suivi_id: str) -> Callable[[], None]:
    return lambda: context.navigate("suivis", suivi_id=suivi_id)
