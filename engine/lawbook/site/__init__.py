"""Policies as a site of pages: what the rules say, on what law they stand, which scenarios show them, and what nobody shows.

Everything is gathered once (`gathered`), laid out page by page in one language (`*_pages`), and written by the templates beside.
"""
