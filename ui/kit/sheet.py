"""The one style sheet, built from the tokens and the person's own size of text."""

from string import Template

from ui.kit import tokens
from ui.kit.tokens import Tokens

_TEXT = """
QLabel[role="page"] { font-size: ${page_size}pt; font-weight: 600; }
QLabel[role="title"] { font-size: ${title_size}pt; font-weight: 600; }
QLabel[role="section"] { font-weight: 600; color: $secondary; }
QLabel[role="secondary"], QLabel[role="help"] { color: $secondary; }
QLabel[role="small"] { font-size: ${small_size}pt; color: $secondary; }
QLabel[role="label"] { font-weight: 600; }
QLabel[role="secondary"][kind="attention"] { color: $attention; font-weight: 600; }
QLabel[role="error"] { color: $danger; }
QToolTip { background: $ink; color: $surface; border: none; padding: 4px 8px; }
"""

_FRAMES = """
QFrame[role="card"] {
    background: $surface; border: 1px solid $line; border-radius: ${card_radius}px;
}
QFrame[role="row"] {
    background: transparent; border: 2px solid transparent; border-radius: ${field_radius}px;
}
QFrame[role="row"]:hover { background: $page; }
QFrame[role="row"][current="true"] { border-color: $accent; }
QFrame[role="typed"] {
    background: $accent_soft; border: none; border-radius: ${field_radius}px;
}
QFrame[role="floating"] {
    background: $surface; border: 1px solid $border; border-radius: ${card_radius}px;
}
QFrame[role="chip"] {
    background: $surface; border: 1px solid $line; border-radius: ${field_radius}px;
}
QFrame[role="side"] { background: $surface; border: none; border-right: 1px solid $line; }
QFrame[role="line"] { background: $line; border: none; max-height: 1px; min-height: 1px; }
QFrame[role="banner"] { border-radius: ${field_radius}px; background: $accent_soft; }
QFrame[role="banner"][kind="attention"] { background: $attention_soft; }
QFrame[role="banner"][kind="danger"] { background: $danger_soft; }
QFrame[role="banner"][kind="good"] { background: $good_soft; }
QFrame[role="banner"][floats="true"] { border: 1px solid $border; }
QScrollArea, QScrollArea > QWidget > QWidget[role="scrolled"] {
    background: transparent; border: none;
}
QSplitter::handle { background: transparent; }
"""

_FIELDS = """
QLineEdit, QPlainTextEdit {
    background: $surface; color: $ink; border: 1px solid $border;
    border-radius: ${field_radius}px; padding: 5px 9px;
    selection-background-color: $accent; selection-color: $on_accent;
    placeholder-text-color: $secondary;
}
QLineEdit:focus, QPlainTextEdit:focus { border: 2px solid $accent; padding: 4px 8px; }
QLineEdit[invalid="true"], QPlainTextEdit[invalid="true"] {
    border: 2px solid $danger; padding: 4px 8px;
}
QLineEdit:read-only, QPlainTextEdit[readOnly="true"], QLineEdit:disabled {
    background: $page; border: 1px solid $line;
}
QLineEdit:read-only:focus, QPlainTextEdit[readOnly="true"]:focus { border: 2px solid $accent; }
QCheckBox, QRadioButton {
    border: 2px solid transparent; border-radius: ${field_radius}px;
    padding: 3px 4px; spacing: 8px;
}
QCheckBox:focus, QRadioButton:focus { border-color: $accent; }
QCheckBox:disabled, QRadioButton:disabled { color: $secondary; }
"""

_BUTTONS = """
QPushButton {
    background: $surface; color: $ink; border: 1px solid $border;
    border-radius: ${field_radius}px; padding: 6px 14px; min-height: 18px;
}
QPushButton:hover { background: $accent_soft; border-color: $accent; }
QPushButton:pressed { background: $line; }
QPushButton:focus { border: 2px solid $accent; padding: 5px 13px; }
QPushButton:disabled { color: $secondary; background: $page; border-color: $line; }
QPushButton[role="primary"] {
    background: $accent; color: $on_accent; border-color: $accent; font-weight: 600;
}
QPushButton[role="primary"]:hover { border-color: $ink; }
QPushButton[role="primary"]:focus { border: 2px solid $ink; }
QPushButton[role="primary"]:disabled {
    background: $page; color: $secondary; border: 1px solid $line;
}
QPushButton[role="danger"] { color: $danger; border-color: $danger; }
QPushButton[role="danger"]:hover { background: $danger_soft; }
QPushButton:checked { background: $accent_soft; border-color: $accent; }
QPushButton[role="quiet"] {
    background: transparent; border: 1px solid transparent; padding: 6px 10px;
}
QPushButton[role="quiet"]:hover { background: $accent_soft; }
QPushButton[role="quiet"]:pressed { background: $line; }
QPushButton[role="quiet"]:focus { border: 2px solid $accent; padding: 5px 9px; }
QPushButton[role="link"] {
    background: transparent; color: $accent; border: 1px solid transparent; font-weight: 600;
    padding: 4px 8px;
}
QPushButton[role="link"]:hover { background: $accent_soft; }
QPushButton[role="link"]:focus { border: 2px solid $accent; padding: 3px 7px; }
QPushButton[role="link"]:checked { background: $accent_soft; border-color: $accent; }
QPushButton[role="chip"] { padding: 2px 8px; min-height: 20px; }
QPushButton[role="chip"]:focus { padding: 1px 7px; }
QPushButton[role="chip"]:checked {
    background: $accent_soft; border-color: $accent; color: $accent;
}
QToolButton {
    background: transparent; color: $ink; border: 2px solid transparent;
    border-radius: ${field_radius}px; padding: 4px 6px;
}
QTableView QToolButton { background: $surface; }
QToolButton:hover { background: $accent_soft; }
QToolButton:pressed { background: $line; }
QToolButton:focus { border-color: $accent; }
QToolButton:checked { background: $accent_soft; }
QToolButton[chosen="true"] { background: $accent_soft; font-weight: 600; }
QToolButton:disabled { color: $secondary; }
QToolButton::menu-indicator { image: none; width: 0; }
QToolButton::menu-button, QToolButton::menu-arrow { image: none; width: 0; border: none; }
QToolButton[role="nav"] { padding: 7px 10px; text-align: left; }
QToolButton[role="nav"]:checked { font-weight: 600; color: $accent; }
QToolButton[role="seek"] {
    background: $surface; color: $secondary; border: 1px solid $border; padding: 5px 12px 5px 8px;
}
QToolButton[role="seek"]:hover { border-color: $accent; background: $surface; }
QToolButton[role="seek"]:focus { border: 2px solid $accent; padding: 4px 11px 4px 7px; }
QToolButton[role="fold"] { color: $accent; font-weight: 600; padding: 4px 6px 4px 0; }
QToolButton[role="fold"]:checked { background: transparent; }
QToolButton[role="fold"]:hover { background: $accent_soft; }
QToolButton[role="fold"][level="title"] {
    color: $ink; font-size: ${title_size}pt; padding: 0 6px 0 0; border-width: 1px;
}
QToolButton[role="fold"][plain="true"] { margin-left: -8px; padding-right: 0; }
"""

_LISTS = """
QTableView, QListView {
    background: $surface; color: $ink; border: 1px solid $line;
    border-radius: ${card_radius}px; outline: none; padding: 1px;
}
QListWidget::item { padding: 6px 8px; border-radius: ${field_radius}px; }
QListWidget::item:selected { background: $accent_soft; color: $ink; }
QTableView:focus, QListWidget:focus { border: 2px solid $accent; padding: 0; }
QFrame[role="floating"] QListView { border: none; background: transparent; padding: 0; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section {
    background: $surface; color: $secondary; border: none; border-bottom: 1px solid $line;
    padding: 7px 12px; font-weight: 600;
}
QHeaderView::section:last { padding-right: 40px; }
QHeaderView::section:hover { color: $ink; }
QTableCornerButton::section { background: $surface; border: none; }
QMenu { background: $surface; border: 1px solid $border; padding: 4px; }
QMenu::item { padding: 7px 24px 7px 12px; border-radius: ${field_radius}px; }
QMenu::item:selected { background: $accent_soft; color: $ink; }
QMenu::item:disabled { color: $secondary; }
QMenu::icon { padding-left: 8px; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QProgressBar {
    background: $line; border: none; border-radius: 3px; max-height: 6px; min-height: 6px;
}
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $border; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $secondary; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""

_SHEET = Template(_TEXT + _FRAMES + _FIELDS + _BUTTONS + _LISTS)


def style_sheet(chosen: Tokens, base: float) -> str:
    """The sheet in these colours, for a text of `base` points."""
    return _SHEET.substitute(
        chosen._asdict(),
        small_size=f"{base * tokens.SMALL:.1f}",
        title_size=f"{base * tokens.TITLE:.1f}",
        page_size=f"{base * tokens.PAGE:.1f}",
        field_radius=tokens.FIELD_RADIUS,
        card_radius=tokens.CARD_RADIUS,
    )
