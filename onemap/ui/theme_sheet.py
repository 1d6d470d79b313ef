"""The one style sheet, filled from the tokens of a theme."""

from __future__ import annotations

from string import Template

from onemap.io import files
from onemap.ui import text_size

_SHEET = Template("""
* { outline: 0; }
QWidget { color: $text; font-size: 13px; }
QMainWindow, QDialog { background: $panel; }
QDialogButtonBox, QMessageBox { dialogbuttonbox-buttons-have-icons: 0; }
QMainWindow::separator { background: $hairline; width: 1px; height: 1px; }
QToolTip { background: $panel; color: $text; border: 1px solid $hairline; padding: 4px 8px; }

QFrame[role="panel"], QWidget[role="panel"] { background: $panel; }
QFrame[role="bar"], QWidget[role="bar"] { background: $panel; }
QFrame[role="card"] { background: $panel; border: 1px solid $hairline; border-radius: 8px; }
QFrame[role="line"] { background: $hairline; border: 0; max-height: 1px; min-height: 1px; }
QFrame[role="upright"] { background: $hairline; border: 0; max-width: 1px; min-width: 1px; }

QLabel { background: transparent; }
QLabel[role="title"] { font-weight: 600; }
QLabel[role="big"] { font-size: 20px; font-weight: 600; }
QLabel[role="heading"] { color: $muted; font-size: 12px; font-weight: 600; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="note"] { color: $muted; font-size: 11px; }
QLabel[role="number"] { color: $muted; }
QLabel[role="code"] { font-family: "Noto Sans Mono CJK SC", "Sarasa Mono SC", "DejaVu Sans Mono", monospace;
    font-size: 18px; font-weight: 600; }
QLabel[role="bad"] { color: $bad; }
QLabel[role="tag"] { background: $panel; border: 1px solid $hairline; border-radius: 6px; padding: 3px 10px;
    font-weight: 600; }

QPushButton { background: $panel; border: 1px solid $hairline; border-radius: 6px; padding: 5px 12px;
    min-height: 18px; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $pressed; }
QPushButton:focus { border-color: $accent; }
QPushButton:disabled { color: $faint; background: $background; }
QPushButton[role="primary"], QPushButton:default { background: $accent; color: $accent_text; border-color: $accent; }
QPushButton[role="primary"]:hover, QPushButton:default:hover { background: $accent_hover; }
QPushButton[role="primary"]:focus, QPushButton:default:focus { border-color: $text; }
QPushButton[role="primary"]:disabled, QPushButton:default:disabled {
    background: $pressed; color: $faint; border-color: $hairline; }
QPushButton[role="quiet"] { border-color: transparent; background: transparent; color: $muted; }
QPushButton[role="quiet"]:hover { background: $hover; color: $text; }
QPushButton[role="quiet"]:focus { border-color: $accent; }
QPushButton[role="danger"] { color: $bad; }

QPushButton, QToolButton, QTabBar { icon-size: 16px; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 3px; }
QToolButton:hover { background: $hover; }
QToolButton:pressed { background: $pressed; }
QToolButton:focus { border-color: $accent; }
QToolButton:checked { background: $accent_fill; color: $accent; }
QToolButton:disabled { color: $faint; }
QToolButton::menu-indicator { image: none; }
QToolButton[role="icon"] { min-width: 20px; min-height: 20px; }
QToolButton[role="tool"] { min-width: 28px; min-height: 28px; border-radius: 7px; }
QToolButton[role="crumb"] { padding: 4px 8px; color: $text; }
QToolButton[role="segment"] { padding: 4px 10px; border: 1px solid $hairline; border-radius: 0; }
QToolButton[role="segment"]:checked { background: $accent_fill; color: $accent; font-weight: 600; }
QToolButton[role="segment"]:focus { border-color: $accent; }
QToolButton[role="segment"][side="left"] { border-top-left-radius: 6px; border-bottom-left-radius: 6px; }
QToolButton[role="segment"][side="right"] { border-top-right-radius: 6px; border-bottom-right-radius: 6px;
    border-left: 0; }
QToolButton[role="status"] { padding: 1px 8px; color: $muted; font-size: 12px; border-radius: 4px; }
QToolButton[role="part"] { padding: 1px 5px; color: $muted; font-size: 12px; border-radius: 4px; }
QToolButton[role="part"]:hover { color: $text; }
QToolButton[role="status"]:hover { color: $text; }

QLineEdit, QSpinBox, QDoubleSpinBox, QDateTimeEdit, QComboBox, QPlainTextEdit, QTextEdit {
    background: $field; border: 1px solid $hairline; border-radius: 6px; padding: 4px 8px; min-height: 18px;
    selection-background-color: $accent; selection-color: $accent_text; }
QLineEdit:hover, QSpinBox:hover, QDoubleSpinBox:hover, QComboBox:hover { border-color: $faint; }
QLineEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QComboBox:focus, QPlainTextEdit:focus { border-color: $accent; }
QLineEdit:disabled, QSpinBox:disabled, QDoubleSpinBox:disabled, QComboBox:disabled {
    color: $faint; background: $background; }
QDateTimeEdit:hover { border-color: $faint; }
QDateTimeEdit:focus { border-color: $accent; }
QDateTimeEdit:disabled { color: $faint; background: $background; }
QDateTimeEdit::drop-down { border: 0; width: 22px; }
QDateTimeEdit::down-arrow { image: url("$chevron_down"); width: 12px; height: 12px; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: $panel; }
QCalendarWidget QToolButton { color: $text; padding: 4px 8px; }
QCalendarWidget QAbstractItemView { alternate-background-color: $background; color: $text;
    selection-background-color: $accent; selection-color: $accent_text; }
QSpinBox QLineEdit, QDoubleSpinBox QLineEdit, QComboBox QLineEdit { border: 0; padding: 0; min-height: 0;
    border-radius: 0; background: transparent; }
QSpinBox QLineEdit, QDoubleSpinBox QLineEdit { padding: 0 6px; }
QLineEdit[role="search"] { background: $background; }
QLineEdit[role="scale"] { background: transparent; border-color: transparent; padding: 1px 6px; font-size: 12px;
    border-radius: 4px; color: $muted; }
QLineEdit[role="scale"]:hover { border-color: $hairline; color: $text; }
QLineEdit[role="scale"]:focus { border-color: $accent; background: $field; color: $text; }
QComboBox::drop-down { border: 0; width: 22px; }
QComboBox::down-arrow { image: url("$chevron_down"); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: $panel; border: 1px solid $hairline; selection-background-color: $accent_fill;
    selection-color: $text; padding: 4px; }
QSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::up-button, QDoubleSpinBox::down-button {
    border: 0; width: 16px; background: transparent; }
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow { image: url("$chevron_up"); width: 9px; height: 9px; }
QSpinBox::down-arrow, QDoubleSpinBox::down-arrow { image: url("$chevron_down"); width: 9px; height: 9px; }

QAbstractItemView { background: $panel; border: 0; alternate-background-color: $background;
    selection-background-color: $accent_fill; selection-color: $text; }
QTreeView::item, QListView::item, QTableView::item { min-height: 26px; padding: 0 2px; border: 0; }
QTreeView::item:hover, QListView::item:hover { background: $hover; }
QTreeView::item:selected, QListView::item:selected { background: $accent_fill; color: $text; }
QHeaderView::section { background: $panel; color: $muted; border: 0; border-bottom: 1px solid $hairline;
    padding: 4px 5px; }
QHeaderView::up-arrow { image: url("$chevron_up"); width: 9px; height: 9px; subcontrol-position: top center; }
QHeaderView::down-arrow { image: url("$chevron_down"); width: 9px; height: 9px; subcontrol-position: top center; }

QMenuBar { background: transparent; spacing: 0; }
QMenuBar::item { background: transparent; padding: 5px 9px; border-radius: 6px; color: $text; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: $hover; }
QMenu { background: $panel; border: 1px solid $hairline; border-radius: 8px; padding: 6px; }
QMenu::item { padding: 5px 28px 5px 10px; border-radius: 5px; }
QMenu::item:selected { background: $accent_fill; color: $text; }
QMenu::item:disabled { color: $faint; }
QMenu::separator { height: 1px; background: $hairline; margin: 5px 8px; }
QMenu::icon { padding-left: 8px; }

QTabBar::tab { background: transparent; padding: 6px 12px; border: 0; border-bottom: 2px solid transparent;
    color: $muted; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; }
QTabWidget::pane { border: 0; border-top: 1px solid $hairline; }

QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $hairline; border-radius: 3px; min-height: 28px; min-width: 28px; margin: 2px; }
QScrollBar::handle:hover { background: $faint; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QScrollArea { background: transparent; border: 0; }
QScrollArea > QWidget > QWidget { background: transparent; }

QProgressBar { background: $hairline; border: 0; border-radius: 2px; max-height: 4px; min-height: 4px;
    text-align: center; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }
QSlider::groove:horizontal { height: 4px; background: $hairline; border-radius: 2px; }
QSlider::sub-page:horizontal { background: $accent; border-radius: 2px; }
QSlider::handle:horizontal { width: 14px; height: 14px; margin: -5px 0; border-radius: 7px; background: $panel;
    border: 1px solid $accent; }
QCheckBox, QRadioButton { spacing: 8px; }
QGroupBox { border: 0; margin-top: 20px; font-weight: 600; }
QGroupBox::title { subcontrol-origin: margin; left: 0; color: $muted; }
QToolBar#time { background: $panel; border: 0; border-top: 1px solid $hairline; }
QStatusBar { background: $panel; border-top: 1px solid $hairline; }
QStatusBar::item { border: 0; }
QAbstractScrollArea::corner { background: transparent; border: 0; }
QSplitter::handle { background: $hairline; }
QDockWidget { color: $muted; }
QDockWidget > QWidget { background: $panel; }
#mark { background: $accent; color: $accent_text; border-radius: 6px; }
#message { background: $panel; border: 1px solid $hairline; border-radius: 8px; }
#chip { border-radius: 15px; }
#chip[state="on"] { border-color: $accent; }
#chip[state="off"] QToolButton { color: $muted; }
#message[level="bad"] { border-color: $bad; }
#welcome { background: $background; }
""")


#: What the field adds: everything a finger may want to hit is 48 px high, and text is read at arm's length.
_FIELD = Template("""
QWidget { font-size: 17px; }
QLabel[role="title"] { font-size: 19px; }
QLabel[role="heading"] { font-size: 15px; }
QLabel[role="note"] { font-size: 15px; }
QLabel[role="code"] { font-size: 24px; }
QLabel[role="muted"] { font-size: 16px; }
QPushButton { min-height: 48px; padding: 0 16px; border-radius: 9px; }
QPushButton[role="primary"] { font-weight: 600; }
QPushButton[role="page"] { border-radius: 0; border: 0; border-bottom: 4px solid transparent; padding: 0 4px;
    min-height: 50px; }
QPushButton[role="page"]:checked { border-bottom-color: $accent; color: $accent; font-weight: 600; }
QPushButton[role="page"]:focus { background: $hover; }
QToolButton, QToolButton[role="icon"], QToolButton[role="tool"] { min-width: 42px; min-height: 42px; }
QToolButton[role="step"] { min-width: 50px; min-height: 50px; border: 1px solid $hairline; border-radius: 9px; }
QToolButton[role="segment"] { min-width: 48px; min-height: 42px; }
QLineEdit, QSpinBox, QDoubleSpinBox, QDateTimeEdit, QComboBox { min-height: 40px; }
QComboBox QLineEdit, QSpinBox QLineEdit, QDoubleSpinBox QLineEdit { min-height: 0; }
QLineEdit QToolButton { min-width: 0; min-height: 0; }
QComboBox::drop-down { width: 40px; }
QSplitter::handle { background: $pressed; }
QTreeView::item, QListView::item, QTableView::item { min-height: 48px; }
QMenu::item { padding: 13px 32px 13px 16px; }
QScrollBar:vertical { width: 18px; }
QScrollBar::handle { border-radius: 6px; min-height: 48px; }
QProgressBar { max-height: 8px; min-height: 8px; }
""")


def sheet(tokens: dict[str, str], *, field: bool = False) -> str:
    """The style sheet in the colours of a theme, at a desk or in the field."""
    icons = {name: files.resource("icons", f"{name}.svg").as_posix() for name in ("chevron_down", "chevron_up")}
    made = _SHEET.substitute(tokens, **icons)
    return text_size.grown(made + _FIELD.substitute(tokens) if field else made)
