"""What holds for every test."""

from hypothesis import settings

# An example of Hypothesis's may take so long, in milliseconds by the clock: much more than any
# does, as others use the machine too, and far less than what hangs. scripts/soak sets its own.
_LONGEST = 5000

settings.register_profile("hegui", deadline=_LONGEST)
if settings.default is not None and settings.default.deadline is not None:
    settings.load_profile("hegui")
