import unittest
from datetime import time

from berth_planner.model import Berth, Call
from berth_planner.reading import ReadingError, read


class Reading(unittest.TestCase):
    def test_berths_and_calls_are_read(self):
        berths, calls = read(
            ["# our harbour", "", "berth, North 1, 110, charger", "call, Auk, 38, 07:10, 07:30, electric"]
        )
        self.assertEqual(berths, [Berth("North 1", 110, charger=True)])
        self.assertEqual(calls, [Call("Auk", 38, time(7, 10), time(7, 30), electric=True)])

    def test_the_line_at_fault_is_named(self):
        with self.assertRaisesRegex(ReadingError, "line 2"):
            read(["berth, North 1, 110", "berth, North 2, long"])

    def test_an_unknown_kind_is_refused(self):
        with self.assertRaisesRegex(ReadingError, "bert"):
            read(["bert, North 1, 110"])


if __name__ == "__main__":
    unittest.main()
