import unittest

from changelog_bot.writing import Change, changes, paragraph


class Reading(unittest.TestCase):
    def test_kind_text_and_number_are_found(self):
        self.assertEqual(changes(["fix(gate): open on time (#91)"]), [Change("fix", "open on time", "91")])

    def test_what_follows_no_convention_is_kept(self):
        self.assertEqual(changes(["Merge branch 'main'", ""]), [Change("other", "Merge branch 'main'", None)])


class Writing(unittest.TestCase):
    def test_a_quiet_week(self):
        self.assertIn("Nothing", paragraph([]))

    def test_one_change_is_counted_as_one(self):
        self.assertTrue(paragraph(changes(["feat: bigger letters"])).startswith("This week 1 change was merged."))

    def test_what_users_notice_comes_first(self):
        said = paragraph(changes(["chore: tidy", "fix: b (#2)", "feat: a (#1)"]))
        self.assertEqual(
            said,
            "This week 3 changes were merged. Passengers notice: a (#1). Fixed: b (#2). Behind the scenes: 1 change.",
        )


if __name__ == "__main__":
    unittest.main()
