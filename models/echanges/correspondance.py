"""What an import was told once, and remembers: « SS » is « Service social »."""

from models.base.fields import CodeField, TextField
from models.base.table import Table


class Correspondance(Table):
    """A text of a register and what it stands for: a value of a list, or a column of ours."""

    sujet = CodeField(verbose_name="Sujet")  # colonne, thematique, lieu, accueilli_par…
    texte = TextField(max_length=200, verbose_name="Texte du fichier")  # folded
    cible = CodeField(max_length=160, default="", verbose_name="Correspond à")

    class Meta:
        indexes = ((("sujet", "texte"), True),)
