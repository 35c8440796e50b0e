"""What can be wrong, said to the person who can mend it."""

from lawbook.problems.catalogue import CATALOGUE
from lawbook.problems.problem import EngineFault, FactsRejected, PolicyRejected, Problem, Problems, Where

__all__ = ["CATALOGUE", "EngineFault", "FactsRejected", "PolicyRejected", "Problem", "Problems", "Where"]
