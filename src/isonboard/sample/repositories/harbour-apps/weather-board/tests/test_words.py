import unittest

from weather.words import gusts, visibility, waves, wind


class Words(unittest.TestCase):
    def test_wind_follows_beaufort(self):
        # the first value of a row belongs to the row
        self.assertEqual(wind(0), "calm")
        self.assertEqual(wind(10.7), "fresh breeze")
        self.assertEqual(wind(10.8), "strong breeze")
        self.assertEqual(wind(40), "hurricane")

    def test_waves_follow_douglas(self):
        self.assertEqual(waves(0.3), "smooth")
        self.assertEqual(waves(2.1), "rough")

    def test_fog_is_below_a_kilometre(self):
        self.assertEqual(visibility(999), "fog")
        self.assertEqual(visibility(1000), "poor visibility")

    def test_nothing_is_less_than_nothing(self):
        with self.assertRaises(ValueError):
            waves(-1)

    def test_gusts_in_metres_a_second(self):
        self.assertEqual(gusts("12 m/s"), "strong breeze")

    def test_gusts_in_knots(self):
        # 24 kn are 12.3 m/s: a strong breeze, and not the storm that 24 m/s would be. See issue 12.
        self.assertEqual(gusts("24 kn"), "strong breeze")


if __name__ == "__main__":
    unittest.main()
