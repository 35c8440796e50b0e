"""What holds for every test."""

from hypothesis import settings

# How long an example takes says more about the machine than about the code; bounds in time are tested on their own.
settings.register_profile("lawbook", deadline=None)
settings.load_profile("lawbook")

# Scenarios are read as a bank's own would be, by the plugin that ships.
pytest_plugins = ["lawbook.specification.plugin"]
