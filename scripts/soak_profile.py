"""A pytest plugin for scripts/soak: property tests run with many more examples."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "soak", max_examples=20_000, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("soak")
