"""Small pieces of HTML: text in both languages, and names as code."""

from html import escape

from lawbook.model.policy import Words


def say(en: str, zh: str) -> str:
    """Write a text in both languages; the page shows one of them."""
    return f'<span class="en" lang="en">{escape(en)}</span><span class="zh" lang="zh">{escape(zh)}</span>'


def both(words: Words) -> str:
    """Write *words* in both languages."""
    return say(words.en, words.zh)


def code(text: str) -> str:
    """Write *text* as code."""
    return f"<code>{escape(text)}</code>"
