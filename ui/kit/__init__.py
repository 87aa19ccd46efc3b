"""The house's controls: forms, lists, actions, jobs, messages, look. Imports `models.base` only.

A screen is one class, imported when it is first shown, and one line of `ui.main_window.screens`:

    class PersonnesScreen(Screen):
        title = "Personnes"

        def __init__(self, context: Context) -> None:
            super().__init__(context)
            self.list = TablePane(context, personnes(), name="personnes", activate=self.show_file)
            names = [Personne.nom_naissance, Personne.prenom]
            group = Group("Identité", names, optional=[Input(Personne.sexe, options=sexes)])
            self.form = Form([group], name="personne")
            self.form.submitted.connect(self.save)
            self.form.changed.connect(context.refresh_actions)
            self.body.addWidget(Split(self.form, self.list, fixed=400))

        def actions(self) -> list[UiAction]:
            right, modified = Droit.PERSONNES, lambda: self.form.modified
            new = ("personne.create", "Nouveau dossier", "add", "Ctrl+Shift+N", right)
            keep = ("personne.save", "Enregistrer", "save", "Ctrl+S", right)
            return [
                UiAction(*new, self.form.focus_first),
                UiAction(*keep, self.save, enabled=modified, primary=True),
            ]

        def open(self, **what: Any) -> None:
            self.list.select(what.get("personne_id"))

        def focus_first(self) -> None:
            self.list.setFocus()

        def show_file(self, key: str) -> None:
            self.context.navigate("suivis", personne_id=key)

        def save(self) -> None:
            self.context.attempt(
                lambda: create_personne(**self.form.values()),
                form=self.form,
                done=lambda personne: self.list.select(personne.id),
                said="Dossier créé",
            )

context.Context
    settings · changes · jobs · banner · turned (`.on`, `.changed`: screen turned to the visitor) ·
    `actor` · `may(right) -> bool` · `navigate(id, **what)` · `back()` · `use_theme(name)` ·
    `refresh_actions()`: greying again, after a selection or a form changed ·
    `attempt(act, *, form=None, done=None, said="", undoable=True) -> bool` runs a command (`said`
    is words, or a function of what `act` returns):
    `Invalid` goes beside its field, other refusals to the banner (`Unavailable` with
    « Réessayer »); once
    done, the form is unmodified, `done` gets what `act` returned, and `said` is shown with
    « Annuler » for ten seconds. In tests: `make_context(settings, immediate=True)`
page
    `Screen(context)`: `title`, `subtitle`, `set_heading(title, subtitle="")`, `body` (QVBoxLayout),
    `scrolls` (class attribute: the body scrolls when it must), `actions()`, `open(**what)`,
    `focus_first()`, `leave()` (another screen or the lock comes: keep drafts there) ·
    `text(words, role="", name="") -> QLabel`, roles: page title section label secondary small ·
    `card(title, *widgets) -> Card` (`.body`) · `Split(left, right, fixed=320)` · `row(*widgets)` ·
    `scrolled(layout)` · `EmptyState(sentence, action=None)` · `button(action)` · `Pill(word, kind)`
    with kind attention, danger, good, info or none
actions.UiAction(id, label, icon, shortcut, right, run, enabled=None, primary=False, on_page=True,
    danger=False)
    Menus, page buttons, F1 and greying come from these. Three buttons at most, the primary one
    always; the rest is in the menu « … ». An act with an id of the window's own (`passage.record`,
    Ctrl+N) takes its place while the screen is shown
form.Form(groups, *, name="form", framed=True)
    `values()` (raises `Invalid`), `set_values(mapping)`, `modified`, `accept()` (what is shown
    becomes the unmodified state), `clear()`, `read_only`, `show_error(name, message) -> bool`,
    `clear_errors()`, `editor(name)`, `focus_first()` (`start_at(name)` says where),
    `draft() -> dict`, `restore_draft(dict)`; of a row that another desk may have written:
    `apart(values)` tells each field that differs, `rebase(values)` keeps what was typed over them;
    signals without argument: `changed`, `drafted` (0.8 s after the last change), `submitted`
    (Ctrl+Entrée anywhere, Entrée in the last field; elsewhere Entrée goes to the next field).
    Controls are named `<form>.<field>`, their error `<form>.<field>.erreur`
form.Group(title, fields, optional=())
    fields are table fields or `Input`; the optional ones are folded under « Compléter »
form.Input(field=None, *, name, label, help, kind, options, parse, show, understood, wide,
    required, hint, lines)
    for a choice (`options`: (value, label) pairs, or a function that returns them; the value of a
    link is its key), for a field of no table (`name`, `label`, `kind`), for a partial date
    (`kind=Kind.PARTIAL_DAY, parse=parse_naissance, show=lambda n: n.texte`: the value is what
    `parse` returns, and `set_values` is given one)
editors.Kind
    LINE LINES DAY PARTIAL_DAY HOUR INTEGER CHECK CHOICE CHOICES TELEPHONE COURRIEL PASSWORD;
    chosen from the field unless told
table.TablePane(context, listing, *, name, activate=None, row_actions=(), empty_action=None,
    searchable=True, filters=(), soon=False)
    `listing` (as narrowed and sorted now), `show_listing(listing)`, `select(key) -> bool`,
    `current_key`, `refresh()`, `put_under_bar(*widgets)`; signals `current_changed`, `loaded`.
    `row_actions` are `UiAction` that read `current_key`; `soon`: a list of the whole base, first
    read aside. It refreshes itself when a table of its listing changed
stack.Stack(turned, under, *, masked="", back=None)
    a list and one page at a time in its place: `show_page(page, *, scrolls=False, hides=True)`,
    `show_under(under=None)`, `page`, `under`, `focus_first()`; with `masked`, what is said in place
    of a page that `hides` while the screen is turned
rows.RowList(name, title, *, orderable=False)
    a short list of `Row(key, label, secondary="", status=("", ""), depth=0, group="",
    movable=False, icon="", heading=False)`: `show_rows(rows)`, `select(key)`, `current_key`,
    `menu_wanted`;
    signals `opened(key)`, `moved(key, place)` (Alt+Haut, Alt+Bas, the mouse), `current_changed`
palette.Palette · seeking.Found(group, label, run, secondary="", icon="", keys="", rank=BEGINS)
    Ctrl+K: a screen answers there by a function `(context, text) -> Sequence[Found]` named in
    `ui.main_window.screens`: `offers` at each key, `finds` in a job; `rank_of(typed, label)`
away.set_away(widget, *, away)
    takes out of the window, and of its accessibility tree, what a turned screen hides; puts it back
filters.Filter(name, label, options, apply, everything="tous")
    `apply(listing, value) -> Listing`
completer.Completer(line, find, *, chosen, name, width=0, standing=…)
    `find(text) -> Sequence[Answer]`, `Answer(key, primary, secondary="")`, `chosen(answer)`;
    `open(text)`, `close()`, `is_open`, `answers`, `current`
jobs.Jobs.run(function, *, done, failed=None, title="", owner=None, awaited=True) -> Job
    `function(progress)` in a thread with its own connection, `done(result)` on Qt's thread unless
    `owner` is gone; a job with a title shows its progress and « Annuler » after 0.3 s; the lock
    does not wait for one that is not `awaited`
changes.ChangesBridge.subscribe(tables, listener, *, owner)
    `listener()` after a commit that changed one of `tables` (none: any), here or elsewhere, while
    `owner` lives
banner.Banner
    `info`, `attention`, `good` (text) · `danger(text, retry=None)` · `saved(text, undo=None)` ·
    `clear()` · `offers(answer)`; each is spoken by screen readers. `announce(widget, text)` speaks
    without showing
files.file_to_open · file_to_save · folder_to_use · dropped_files(event)
printing.print_pdf(parent, pdf, title) -> str · save_pdf(parent, pdf, name) -> Path | None
    the first says how it went out, `PAPIER` or `PDF`, or nothing; what is traced before it goes
    out uses its parts: `has_printer`, `wants_file`, `ask_printer`, `send`, `way_of`
dialogs.confirm(parent, *, title, text, verb, danger=True) -> bool
    only for what cannot be undone
icons.icon(name) · icons.IconLabel(name, size) · icons.IconButton(name, words) · check.Check(label)
    names are files of `resources/icons`; `Check` is the house's QCheckBox
obeying.obeys(button, run) · show_checked(button, *, on) · drops(button, menu, *, lasts=False)
obeying.follows(view, go) · Picking(view, run)
    what assistive technology does counts as done by hand: a box that is turned, a menu, a row;
    never `clicked` of a checkable button, nor `setMenu` by itself
tab_order.follow(before, widgets) · tab_order.controls(within)
    for what is made after the rest: Tab would come to it last
sight.bring_into_sight(widget) scrolls to it · flow.Run(name): words that break in a `Flow`
theme.current() -> Tokens · tokens: XS S M L XL XXL = 4 8 12 16 24 32
    colours for what draws itself; buttons take a property `role`: primary, danger, link

The opening screen is `ui.screens.ouverture.screen:OuvertureScreen(context, opened)`, a QWidget: it
calls `opened()` on Qt's thread once the base is open and `handle().actor` is set, and has
`open(**what)` (`locked=True` after Ctrl+L).
"""

from ui.kit.pyside import load as _load

_load()  # before any module here asks for a part of it
