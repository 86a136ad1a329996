"""How much the generated tests try: an ordinary run, or a long one at night."""

import os

from hypothesis import HealthCheck, settings

# No deadline: the machine that runs the tests may have other things to do.
_QUIET = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}

settings.register_profile("ordinary", max_examples=60, **_QUIET)
settings.register_profile("nightly", max_examples=3000, **_QUIET)
settings.load_profile(os.environ.get("NOSOGRAPH_HYPOTHESIS", "ordinary"))
