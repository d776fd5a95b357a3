"""Measured numbers as the words of the sea area forecast."""

# Beaufort scale: from this many metres a second on (WMO, Manual on Codes, table 1100)
_WIND = (
    (0.0, "calm"),
    (0.3, "light air"),
    (1.6, "light breeze"),
    (3.4, "gentle breeze"),
    (5.5, "moderate breeze"),
    (8.0, "fresh breeze"),
    (10.8, "strong breeze"),
    (13.9, "near gale"),
    (17.2, "gale"),
    (20.8, "strong gale"),
    (24.5, "storm"),
    (28.5, "violent storm"),
    (32.7, "hurricane"),
)

# Douglas scale: from this many metres on
_WAVES = ((0.0, "calm"), (0.1, "smooth"), (0.5, "slight"), (1.25, "moderate sea"), (2.0, "rough"), (4.0, "very rough"))

# metres
_VISIBILITY = ((0, "fog"), (1000, "poor visibility"), (3700, "moderate visibility"), (9300, "good visibility"))


def wind(metres_a_second):
    """The Beaufort word for a wind."""
    return _word(_WIND, metres_a_second)


def waves(metres):
    """The word for a significant wave height."""
    return _word(_WAVES, metres)


def visibility(metres):
    """The word for how far one sees."""
    return _word(_VISIBILITY, metres)


def gusts(reading):
    """The word for gusts, from a station's reading: a number and, since March, its unit (`24 kn`, `12 m/s`)."""
    number, _, _unit = reading.partition(" ")
    return wind(float(number))


def _word(scale, value):
    if value < 0:
        raise ValueError(f"{value} cannot be measured")
    return [word for begins, word in scale if begins <= value][-1]
