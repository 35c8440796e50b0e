"""The exit codes of the command, and what each means."""

OK = 0
PROBLEMS = 1
USAGE = 2
BAD_FACTS = 3
NOT_FOUND = 4
FAULT = 70
INTERRUPTED = 130

MEANINGS: dict[int, str] = {
    OK: "done, and nothing is wrong",
    PROBLEMS: "the policies have problems, a scenario did not pass, a threshold was missed or a step of a release is refused"
    " (or, for fmt --check, files would be laid out otherwise)",
    USAGE: "the command was called in a way it does not know",
    BAD_FACTS: "facts cannot be decided on",
    NOT_FOUND: "a policy, a version or a file is not there",
    FAULT: "a fault of lawbook itself",
    INTERRUPTED: "interrupted",
}

EPILOG = "Exit codes: " + "; ".join(f"{code} {meaning}" for code, meaning in MEANINGS.items()) + "."
