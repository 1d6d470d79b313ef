"""The sample city: every planted fault is found under its kind, and nothing else is.

The kinds of `defects.csv` are kinds of findings under the same names. A finding about two rows stands under the later
row; `within_a_metre` is planted under either, so pairs are compared. `swapped_axes.csv` is no layer of the project and
is added as a user would.
"""

import collections
import csv

import pytest

import onemap
from onemap.city.ledger import make_ledger
from onemap.model.definition import Field, LayerDefinition, Source
from onemap.session import carding, ledgering


def _planted(folder):
    with (folder / "defects.csv").open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def sample():
    from onemap.io import files

    return files.sample_dir()


@pytest.fixture(scope="module")
def ledger(sample):
    opened = onemap.open(sample / "sample_city.onemap")
    session = opened.session
    source = Source(str(sample / "swapped_axes.csv"), crs="EPSG:4490", x="经度", y="纬度")
    session.add(LayerDefinition(source, id="swapped_axes", fields={"编码": Field(role="code")}))
    carding.open_layers(session)
    return make_ledger(ledgering.request(session))


def _pairs(findings):
    return sorted(tuple(sorted((f.code, f.other_code))) for f in findings)


def test_findings_are_the_planted_faults_and_nothing_else(sample, ledger):
    found, planted = collections.defaultdict(list), collections.defaultdict(list)
    for finding in ledger.findings:
        found[finding.kind, finding.layer].append(finding)
    for line in _planted(sample):
        planted[line["kind"], line["layer"]].append(line)
    assert set(found) == set(planted)
    for key, lines in planted.items():
        if key[0] == "within_a_metre":
            assert _pairs(found[key]) == sorted(tuple(sorted((x["code"], x["note"]))) for x in lines)
        else:
            assert sorted(f.code for f in found[key]) == sorted(x["code"] for x in lines), key


def test_a_finding_says_what_was_planted(sample, ledger):
    planted = {(x["kind"], x["code"]): x for x in _planted(sample)}
    for finding in ledger.findings:
        if finding.kind in ("wrong_grid", "free_over_total", "unknown_carrier", "unknown_class"):
            line = planted[finding.kind, finding.code]
            assert all(line["found"] in words for words in finding.message), finding


def test_every_finding_is_told_in_both_languages_without_holes(ledger):
    for finding in ledger.findings:
        for words in (finding.message, finding.action, finding.title):
            assert all(words)
            assert not any(mark in text for text in words for mark in "{}")


def test_coverage_of_the_sample_counts_all_terminals(ledger):
    covered = ledger.coverage
    assert covered.terminals == ledger.tables["terminal"].num_rows
    assert covered.per_km2 == pytest.approx(covered.terminals / 12.05, rel=0.01)
    assert covered.sensed == sum(one.sensed for one in covered.classes)
    assert covered.components == ledger.tables["component"].num_rows == sum(one.components for one in covered.classes)
    assert covered.aim == 0.9
    assert [one.share for one in covered.classes] == sorted(one.share for one in covered.classes)


@pytest.mark.parametrize("role", ["terminal", "component"])
def test_tallies_add_up_to_all_rows(ledger, role):
    by = collections.Counter()
    for tally in ledger.tallies[role]:
        by[tally.by] += tally.count
    assert set(by.values()) == {ledger.tables[role].num_rows}
