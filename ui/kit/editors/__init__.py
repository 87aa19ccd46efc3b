"""One editor for each kind of field, chosen in `make`; each holds a value, a draft, a state."""

from ui.kit.editors.base import Editor, Kind, Options
from ui.kit.editors.make import kind_of, make_editor

__all__ = ["Editor", "Kind", "Options", "kind_of", "make_editor"]
