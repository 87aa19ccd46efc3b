"""Last page of the first run: the recovery key."""

from collections.abc import Callable

from ui.kit.context import Context
from ui.parts.cle_de_secours import CleDeSecours
from ui.screens.ouverture.cadre import WIDE, Panel, link

_INTRO = (
    "Si tous les mots de passe sont oubliés, ou l’ordinateur perdu, elle seule rouvre la base et "
    "ses sauvegardes. Elle n’est montrée qu’une fois."
)


class ClePage(Panel):
    """`done` once the key is known to be kept."""

    def __init__(
        self,
        context: Context,
        cle: str,
        *,
        structure: str,
        base: str,
        done: Callable[[], object],
        first_run: bool = True,
    ) -> None:
        title = "La clé de secours"
        super().__init__(context, name="cle", title=title, intro=_INTRO, width=WIDE)
        self.step = 3 if first_run else None
        self.cle = CleDeSecours(context, self.banner, cle, structure=structure, base=base)
        self.cle.verified.connect(lambda: done())
        self.cle.turned.connect(self._follow)
        self.body.addWidget(self.cle)
        self._again = link("Revoir la clé", self.cle.show_key, name="cle.revoir")
        self.foot.addWidget(self._again)
        self.foot.addStretch()
        self.foot.addWidget(self.set_primary("", self.cle.submit, name="cle.continuer"))
        self._follow()

    def focus_first(self) -> None:
        self.cle.focus_first()

    def _follow(self) -> None:
        assert self.primary is not None
        self._again.setVisible(self.cle.asking)
        self.primary.setText(self.cle.verb)
