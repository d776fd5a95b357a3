"""What holds for every test: examples are drawn anew at a desk and fixed in CI, where a run must say the same twice."""

import os

from hypothesis import HealthCheck, settings

# a busy machine is no failure: time is measured in benchmarks, never in tests
settings.register_profile("desk", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", parent=settings.get_profile("desk"), derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "desk")
