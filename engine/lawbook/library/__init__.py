"""The policies of one folder: found, checked, and the right version of each given for a day."""

from lawbook.library.absence import NoSuchPolicy
from lawbook.library.files import FoundFile, fingerprint, library_files
from lawbook.library.library import Library, PolicyVersion
from lawbook.library.opening import Inspection, inspect_library, open_library, open_version
from lawbook.library.reach import is_in_force

__all__ = [
    "FoundFile",
    "Inspection",
    "Library",
    "NoSuchPolicy",
    "PolicyVersion",
    "fingerprint",
    "inspect_library",
    "is_in_force",
    "library_files",
    "open_library",
    "open_version",
]
