"""docs/faults.md says what the tests say."""

import fault_table


def test_the_table_of_faults_is_what_the_marks_say():
    assert fault_table.DOCUMENT.read_text(encoding="utf-8") == fault_table.written(), (
        "run: python tests/trust/fault_table.py"
    )


def test_no_reason_stands_for_a_cell_that_has_a_test():
    filled = {(one.fault, activity) for one in fault_table.marks() for activity in one.activities}
    assert not filled & set(fault_table.REASONS)
