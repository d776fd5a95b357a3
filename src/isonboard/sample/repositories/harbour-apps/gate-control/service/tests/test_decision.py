import unittest
from datetime import datetime, timedelta

from gate.decision import Ticket, decide

DEPARTURE = datetime(2026, 6, 1, 12, 0)
MINUTE = timedelta(minutes=1)


def colour(ticket, minutes_before=10):
    return decide(ticket, DEPARTURE, DEPARTURE - minutes_before * MINUTE).colour


class Deciding(unittest.TestCase):
    def test_the_right_ticket_at_the_right_time_opens(self):
        self.assertEqual(colour(Ticket("1", DEPARTURE)), "green")

    def test_a_season_ticket_opens_every_departure(self):
        self.assertEqual(colour(Ticket("1", None)), "green")

    def test_a_ticket_for_a_later_ferry_says_when(self):
        later = decide(Ticket("1", DEPARTURE + 60 * MINUTE), DEPARTURE, DEPARTURE - 5 * MINUTE)
        self.assertEqual(str(later), "red Your ferry leaves at 13:00")

    def test_too_early_and_too_late_stay_shut(self):
        self.assertEqual(colour(Ticket("1", DEPARTURE), minutes_before=31), "red")
        self.assertEqual(colour(Ticket("1", DEPARTURE), minutes_before=1), "red")

    def test_the_first_and_the_last_moment_count(self):
        self.assertEqual(colour(Ticket("1", DEPARTURE), minutes_before=30), "green")
        self.assertEqual(colour(Ticket("1", DEPARTURE), minutes_before=2), "green")

    def test_whatever_is_unclear_calls_a_person(self):
        self.assertEqual(colour(None), "amber")
        self.assertEqual(colour(Ticket("1", DEPARTURE, used=DEPARTURE)), "amber")


if __name__ == "__main__":
    unittest.main()
