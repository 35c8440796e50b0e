"""Every scenario under features/, on every back end."""

from pytest_bdd import scenarios

scenarios(".")
