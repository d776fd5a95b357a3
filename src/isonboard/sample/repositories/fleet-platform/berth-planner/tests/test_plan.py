import unittest
from datetime import time

from berth_planner.model import Berth, Call, Placed, Waits
from berth_planner.plan import plan

LONG = Berth("North 1", 110, charger=True)
SHORT = Berth("South 1", 70)


def call(ferry="Puffin", length=60, arrives="07:00", leaves="08:00", electric=False):
    return Call(ferry, length, time.fromisoformat(arrives), time.fromisoformat(leaves), electric)


class Planning(unittest.TestCase):
    def test_the_smallest_fitting_berth_is_taken(self):
        self.assertEqual(plan([LONG, SHORT], [call()]), [Placed(call(), SHORT)])

    def test_an_electric_ferry_gets_a_charger(self):
        self.assertEqual(plan([LONG, SHORT], [call(electric=True)])[0].berth, LONG)

    def test_a_charger_is_left_free_for_those_who_need_it(self):
        with_charger = Berth("South 2", 70, charger=True)
        self.assertEqual(plan([with_charger, SHORT], [call()])[0].berth, SHORT)

    def test_a_berth_is_free_again_when_its_ferry_has_left(self):
        first = call("Auk", arrives="07:00", leaves="08:00")
        second = call("Tern", arrives="08:00", leaves="09:00")
        self.assertEqual([placed.berth for placed in plan([SHORT], [second, first])], [SHORT, SHORT])

    def test_who_waits_is_told_until_when(self):
        first = call("Auk", arrives="07:00", leaves="08:15")
        second = call("Tern", arrives="08:00", leaves="09:00")
        _, waiting = plan([SHORT], [first, second])
        self.assertIsInstance(waiting, Waits)
        self.assertEqual(waiting.reason, "no free berth is 60 m long, South 1 is free again at 08:15")

    def test_a_ferry_too_long_for_the_harbour_is_told_so(self):
        (waiting,) = plan([SHORT], [call(length=200)])
        self.assertEqual(waiting.reason, "this harbour has no berth 200 m long")

    def test_a_ferry_cannot_leave_before_it_arrives(self):
        with self.assertRaises(ValueError):
            call(arrives="09:00", leaves="08:00")


if __name__ == "__main__":
    unittest.main()
