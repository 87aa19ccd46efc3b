"""The house's controls: forms, lists, actions, jobs, messages, look. Imports `models.base` only.

A screen is one class, imported when it is first shown, and listed once in `ui.main_window.SCREENS`:

    class PersonnesScreen(Screen):
        title = "Personnes"

        def __init__(self, context: Context) -> None:
            super().__init__(context)
            self.list = TablePane(context, personnes(), name="personnes", activate=self.show_file,
                                  empty_action=self._create)
            self.form = Form([Group("Identité", [Personne.nom_naissance, Personne.prenom],
                                    optional=[Input(Personne.sexe, options=sexes)])])
            self.form.submitted.connect(self.save)
            self.body.addWidget(Split(self.list, card("Nouveau dossier", self.form), fixed=480))

        def actions(self) -> list[UiAction]:
            return [
                UiAction("personne.create", "Nouveau dossier", "add", "Ctrl+Shift+N",
                         Droit.PERSONNES, self.form.focus_first),
                UiAction("personne.save", "Enregistrer", "save", "Ctrl+S", Droit.PERSONNES,
                         self.save, primary=True, enabled=lambda: self.form.modified),
            ]

        def open(self, **what: Any) -> None:
            self.list.select(what.get("personne_id"))

        def focus_first(self) -> None:
            self.list.setFocus()

        def show_file(self, key: str) -> None:
            self.context.navigate("suivis", personne_id=key)

        def save(self) -> None:
            self.context.attempt(lambda: create_personne(**self.form.values()), form=self.form,
                                 done=lambda personne: self.list.select(personne.id),
                                 said="Dossier créé")

What a screen meets (`ui.kit.<module>`):

context.Context       settings · changes · jobs · banner · turned (`.on`, `.changed`: screen turned to
                      the visitor) · `actor` · `may(right) -> bool` · `navigate(id, **what)` ·
                      `back()` · `refresh_actions()` (greying again, after a selection changed) ·
                      `attempt(act, *, form=None, done=None, said="", undoable=True) -> bool` runs a
                      command: `Invalid` goes beside its field, `Refused` and `Unavailable` to the
                      banner; once done, shows `said` with « Annuler » for ten seconds
page.Screen(context)  `title`, `subtitle`, `set_heading(title, subtitle="")`, `body` (QVBoxLayout),
                      `scrolls` (class attribute: the body scrolls when it must), `actions()`,
                      `open(**what)`, `focus_first()`, `leave()` (hidden: keep drafts there)
page                  `text(words, role="", name="") -> QLabel` (roles: page title section secondary
                      small) · `card(title, *widgets) -> Card` (`.body`) ·
                      `Split(left, right, fixed=320)` · `EmptyState(sentence, action=None)` ·
                      `button(action) -> QPushButton` · `pill(word, kind) -> Pill`
actions.UiAction      (id, label, icon, shortcut, right, run, *, enabled=None, primary=False,
                      on_page=True, menu="", danger=False). Menus, page buttons, F1 and greying come
                      from these. An id of the window's own (`passage.record`) replaces it while
                      the screen is shown
form.Form(groups)     `values()` (raises `Invalid`), `set_values(mapping)`, `modified`, `accept()`
                      (what is shown becomes the unmodified state), `clear()`, `read_only`,
                      `show_error(name, message)`, `editor(name)`, `focus_first()`,
                      `draft() -> dict`, `restore_draft(dict)`; signals without argument `changed`,
                      `drafted` (0.8 s after the last change), `submitted` (Ctrl+Entrée, or Entrée
                      in the last line)
form.Group(title, fields, optional=())   fields are table fields, or:
form.Input(field=None, *, name, label, help, kind, options, parse, show, wide, required, hint)
                      for a choice (`options`: sequence of (value, label), or a function that returns
                      one; a link's value is its key), a field of no table (`name`, `label`, `kind`),
                      or a partial date (`kind=Kind.PARTIAL_DAY, parse=parse_naissance, show=…`:
                      the value is what `parse` returns)
editors.Kind          LINE LINES DAY PARTIAL_DAY HOUR INTEGER CHECK CHOICE CHOICES TELEPHONE COURRIEL
                      PASSWORD; chosen from the field unless told
table.TablePane(context, listing, *, name, activate=None, row_actions=(), empty_action=None,
                searchable=True, filters=())   `listing`, `show_listing(listing)`, `select(key)`,
                      `current_key -> str | None`, `selected_keys -> list[str]`, `refresh()`, signals
                      `current_changed`, `loaded`; `row_actions` are `UiAction` that read
                      `current_key`; it refreshes itself when a table of the listing changed
filters.Filter(name, label, options, apply)   `apply(listing, value) -> Listing`
completer.Completer(line, find, *, chosen, name)   `find(text) -> Sequence[Answer]`,
                      `Answer(key, primary, secondary="")`, `chosen(answer)`; arrows, Entrée, Échap
jobs.Jobs.run(function, *, done, failed=None, title)   `function(progress)` in a thread with its own
                      connection, `done(result)` on Qt's thread; refusals go to the banner
changes.ChangesBridge.subscribe(tables, listener, *, owner)   `listener()` after a commit that changed
                      one of `tables`, here or elsewhere, until `owner` is destroyed
banner.Banner         `info(text)`, `attention(text)`, `good(text)`, `danger(text, retry=None)`,
                      `saved(text)`, `clear()`; each is spoken by screen readers
dialogs.confirm(parent, *, title, text, verb, danger=True) -> bool   only for what cannot be undone
icons                 `icon(name)`, `IconLabel(name, size)`; names are files of `resources/icons`
theme                 `tokens(widget.palette())`, spacing XS S M L XL XXL = 4 8 12 16 24 32

The opening screen is `ui.screens.ouverture.screen:OuvertureScreen(context, opened)`, a QWidget; it calls
`opened()` once `handle().actor` is set, and has `open(**what)` (`locked=True` after Ctrl+L).

In tests: `make_context(immediate=True)` of `tests.screens.kit.contexts`; jobs then run at once.
"""
