"""What is left is said only once the pace is steady."""

from isonboard.catalog.pace import Pace


def said(steps, total=1000):
    pace = Pace()
    return [pace.seconds_left(done, total, now) for now, done in steps]


def test_a_steady_pace_tells_what_is_left():
    assert said([(second, second * 100) for second in range(6)])[-1] == 5


def test_nothing_is_said_at_first():
    assert said([(0, 0), (0.5, 100), (1, 200), (2, 300)]) == [None] * 4


def test_nothing_is_said_after_a_pause():
    assert said([(0, 0), (1, 100), (2, 200), (20, 300)])[-1] is None


def test_nothing_is_said_without_a_total_or_beyond_it():
    steps = [(second, second * 100) for second in range(6)]
    assert said(steps, total=None)[-1] is None
    assert said(steps, total=400)[-1] is None


def test_only_what_happened_of_late_counts():
    slow = [(second, second) for second in range(100)]
    fast = [(100 + second, 100 + second * 20) for second in range(1, 41)]
    assert said([*slow, *fast], total=1100)[-1] == 10


def test_a_standstill_is_no_pace():
    assert said([(second, 5) for second in range(10)])[-1] is None
