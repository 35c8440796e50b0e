"""What vocabularies and policies declare: types, facts, parameters, macros, reasons."""
