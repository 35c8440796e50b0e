"""Wrong edits on trial: a policy changed in one small way, and whether anything it decides would tell.

`docs/mutation.md` lists the operators, one of which makes each change, and the rules by which a change that changes nothing is
recognised. Nothing here knows of scenarios: whoever puts a mutant on trial says what is promised of a decision.
"""
