"""Scenarios in Chinese and English as the specification of a policy: what their sentences mean, and running them.

A feature file speaks of facts, values and decisions by the titles that the policy gives them, with their units; nobody has to write
Python to specify a policy of his own. `docs/scenarios.md` lists the sentences.
"""
