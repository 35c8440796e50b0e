"""What to say when a policy, or a version of it, is asked for and is not there."""

from typing import Literal, TypeAlias

AbsenceCode: TypeAlias = Literal["unknown-policy", "unknown-version", "not-in-force", "no-date"]


class NoSuchPolicy(LookupError):  # noqa: N818 - it is an outcome the caller reads, named as one
    """The policy, or the version, that was asked for is not in the library; *code* says which, *help* what there is."""

    def __init__(self, code: AbsenceCode, message: str, help: str | None = None) -> None:  # noqa: A002 - named as in Problem
        self.code: AbsenceCode = code
        self.message = message
        self.help = help
        super().__init__(f"{message}; {help}" if help else message)
