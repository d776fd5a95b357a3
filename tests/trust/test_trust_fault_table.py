"""docs/faults.md says what the tests say."""

from xml.etree import ElementTree as ET

import fault_table

REPORT = """<testsuites><testsuite>
<testcase name="one"/><testcase name="two"><failure message="no"/></testcase>
<testcase name="three"><skipped message="no bwrap"/></testcase><testcase name="four"><skipped message="no bwrap"/></testcase>
</testsuite></testsuites>"""


def test_the_table_of_faults_is_what_the_marks_say():
    assert fault_table.DOCUMENT.read_text(encoding="utf-8") == fault_table.written(), (
        "run: python tests/trust/fault_table.py"
    )


def test_no_reason_stands_for_a_cell_that_has_a_test():
    filled = {(one.fault, activity) for one in fault_table.marks() for activity in one.activities}
    assert not filled & set(fault_table.REASONS)


def test_what_came_of_a_run_is_said_from_its_report():
    said = fault_table.outcome(ET.ElementTree(ET.fromstring(REPORT)))
    assert said == "1 passed, 1 failed, 2 skipped (no bwrap); failed: two"
