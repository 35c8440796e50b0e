"""The limits of the language, the same for every reader and every back end."""

NESTING = 64
"""How deep an expression or a YAML document may nest."""
LIST_LENGTH = 200
"""How many elements a list fact may declare at most."""
TABLE_ROWS = 50_000
"""How many rows one table may have."""
FILE_BYTES = 10_000_000
"""How large one policy file may be, in bytes."""
NAME_LENGTH = 64
"""How long a name may be, in characters."""
LABELS = 500
"""How many labels a one-of type may have."""
TEXT_LENGTH = 1_000
"""How long a text fact may be unless it declares less, in characters."""
EXPRESSION_LENGTH = 4_000
"""How long one expression may be, in characters."""
DIGITS = 38
"""How many decimal digits any number, at any step of a calculation, may need."""
EXPONENT = 600
"""The greatest exponent of `**`."""
WORKING_DAYS = 1_000
"""How many working days may be added to a date, or taken from it."""
CALENDAR_DAYS = 36_525
"""How many days a calendar may cover: a hundred years."""
DOCUMENT_NODES = 1_000_000
"""How many keys and values one file may have."""
PROBLEMS = 1_000
"""How many problems in the text of one file are listed before the reader stops."""
