"""numpy, without the threads of the linear algebra in it, which nothing here uses: starting them doubles its import."""

import os

_THREADS = "OPENBLAS_NUM_THREADS"
_set_here = _THREADS not in os.environ
os.environ.setdefault(_THREADS, "1")
try:
    import numpy as np
finally:
    if _set_here:
        del os.environ[_THREADS]  # what is started later has its own ideas

__all__ = ["np"]
