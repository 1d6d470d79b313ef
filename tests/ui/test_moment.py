"""The one control of the moment: seen in the bottom line, one step of undo, kept in the project, followed by cards."""

import pytest

import onemap
from onemap.io.files import sample_dir
from onemap.ui.card_mount import CardMount
from onemap.ui.moment_mount import MomentMount
from onemap.ui.moment_popup import LAST, NOW, OTHER, MomentPopup
from tests.ui.desk import city

CITY = sample_dir() / "sample_city.onemap"


@pytest.fixture
def window(make_window):
    return make_window(city())


def test_the_button_says_the_moment_and_undo_brings_it_back(window):
    button = window.mounted(MomentMount).button
    assert button.text() == "As of now"
    window.session.set_as_of("2026-06-30")
    assert button.text() == "As of 2026-06-30"
    assert window.session.history.done[-1].words[1] == "Change the moment"
    window.session.undo()
    assert (button.text(), window.session.as_of) == ("As of now", None)


def test_an_empty_map_has_no_moment(make_window):
    from onemap.session.session import Session

    window = make_window(Session())
    assert window.mounted(MomentMount).button.isHidden()
    assert not window.actions_["as_of"].isEnabled()


def test_three_ways_to_choose(qtbot, english):
    popup, told = MomentPopup(), []
    qtbot.addWidget(popup)
    popup.moment_chosen.connect(told.append)
    popup.show_last("2026-06-30", None)
    assert popup.ways.checkedId() == NOW
    assert popup.last.text().endswith("2026-06-30")
    popup.ways.button(LAST).click()
    popup.ways.button(NOW).click()
    assert told == ["2026-06-30", ""]
    popup.show_moment("2026-03-31T08:30")
    assert (popup.ways.checkedId(), popup.edit.text()) == (OTHER, "2026-03-31 08:30")
    popup.edit.setDateTime(popup.edit.dateTime().addDays(1))
    assert told[-1] == "2026-04-01T08:30"
    popup.show_moment("2026-06-30")
    assert popup.ways.checkedId() == LAST


@pytest.mark.skipif(not CITY.exists(), reason="needs the sample city")
def test_cards_follow_and_the_project_keeps_it(make_window, qtbot, tmp_path):
    made = onemap.open(CITY)
    window = make_window(made.session)
    panel = window.mounted(CardMount).panel
    window.cards.show_code("990101001")
    qtbot.waitUntil(lambda: panel.card is not None)
    before = panel.card
    window.session.set_as_of("2026-03-31")
    qtbot.waitUntil(lambda: panel.card is not before)
    assert (panel.card.code, f"{panel.card.as_of:%Y-%m-%d}") == (before.code, "2026-03-31")
    made.save(tmp_path / "march.onemap")
    assert onemap.open(tmp_path / "march.onemap").session.as_of == "2026-03-31"
