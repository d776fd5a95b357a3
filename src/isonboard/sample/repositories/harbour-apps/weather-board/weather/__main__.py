"""`python -m weather WIND WAVES VISIBILITY` says it in words."""

import sys

from weather.words import visibility, waves, wind

if len(sys.argv) != 4:
    sys.exit("usage: python -m weather WIND WAVES VISIBILITY")
print(", ".join((wind(float(sys.argv[1])), waves(float(sys.argv[2])), visibility(float(sys.argv[3])))))
