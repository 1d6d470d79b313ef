"""Lines of a ledger found, chosen and sorted: against a search over plain Python rows; findings as rows and values."""

import json

import numpy as np
import pytest

from onemap.city import findings_table
from onemap.city.findings_words import KINDS
from onemap.city.ledger_columns import COLUMNS, SEARCHED, SPANS, LedgerAsked
from onemap.city.ledger_view import lines, shown
from tests.city.ledger_city import checked, city, terminals


@pytest.fixture(scope="module")
def ledger():
    table, xy = terminals()
    table["owner"][3], table["state"][5], table["type"][7] = None, "停用", "Camera 5G"
    table["code"][9] = table["code"][8]
    return checked(city(terminal=(table, xy)))


@pytest.mark.parametrize("text", ["", "000003", "甲公司", "camera 5g", "甲 000011", "nothing", ".*"])
@pytest.mark.parametrize("chosen", [{}, {"owner": "甲公司"}, {"owner": ""}, {"state": "停用"}, {"last_report": "hour"}])
def test_lines_are_those_of_a_plain_search(ledger, text, chosen):
    rows = ledger.tables["terminal"].to_pylist()
    spans = [name for name, _, _ in SPANS]

    def wanted(i, row):
        texts = [str(row[name] or "").casefold() for name in SEARCHED]
        found = all(any(word in one for one in texts) for word in text.casefold().split())
        of = {**row, "last_report": spans[ledger.spans["terminal"][i]]}
        return found and all((of[name] or "") == value for name, value in chosen.items())

    expected = [i for i, row in enumerate(rows) if wanted(i, row)]
    assert lines(ledger, LedgerAsked("terminal", text, chosen)).tolist() == expected


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("column", ["code", "owner", "state", "row", "last_report"])
def test_lines_are_sorted_and_what_is_empty_stands_behind(ledger, column, descending):
    found = lines(ledger, LedgerAsked("terminal", sort=column, descending=descending))
    assert sorted(found.tolist()) == list(range(40))
    values = ledger.tables["terminal"].column(column).take(found).to_pylist()
    held = [one for one in values if one is not None]
    assert held == sorted(held, reverse=descending)
    assert all(one is None for one in values[len(held) :])


def test_only_some_rows_of_some_layers(ledger):
    only = {"terminal": np.array([2, 30]), "nowhere": np.array([1])}
    assert lines(ledger, LedgerAsked("terminal", only=only)).tolist() == [2, 30]
    assert lines(ledger, LedgerAsked("terminal", only={})).tolist() == []


def test_a_table_for_a_file_has_names(ledger):
    table = shown(ledger, "terminal", np.array([4, 1]), en=True)
    assert table.column_names == [words[1] for words in COLUMNS.values()]
    assert table.column("Row").to_pylist() == [4, 1]
    assert shown(ledger, "component", None, en=False).num_rows == 40


def test_findings_as_rows_and_as_values_are_the_findings(ledger):
    findings = ledger.findings
    table, places = findings_table.table(findings, ledger.titles, en=True)
    values = findings_table.plain(findings, en=True)
    assert table.num_rows == len(places) == len(values) == len(findings) > 0
    assert table.column("What is wrong").to_pylist() == [one.message[1] for one in findings]
    assert [one["code"] for one in values] == [one.code or None for one in findings]
    assert json.loads(json.dumps(values)) == values
    some, _ = findings_table.table(findings, ledger.titles, [0], en=False)
    assert some.column("规则").to_pylist() == [findings[0].kind]


def test_the_summary_adds_up_gravest_first(ledger):
    told = findings_table.summary(ledger.findings)
    assert sum(count for _, _, count in told) == len(ledger.findings)
    grave = ["error", "warning", "notice"]
    ranks = [grave.index(KINDS[kind].severity) for kind, _, _ in told]
    assert ranks == sorted(ranks)


@pytest.mark.parametrize("kind", ["", "duplicate_code", "value_not_allowed", "no_place"])
@pytest.mark.parametrize("layer", ["", "terminal", "component"])
@pytest.mark.parametrize("text", ["", "00009", "x"])
def test_findings_are_chosen_as_one_by_one(ledger, kind, layer, text):
    expected = [
        i for i, one in enumerate(ledger.findings)
        if (not kind or one.kind == kind) and (not layer or one.layer == layer)
        and (text in one.code or text in one.other_code)
    ]  # fmt: skip
    assert findings_table.wanted(ledger.findings, kind, layer, text).tolist() == expected
