import pytest

from lawbook.site.grounds import article_number

WRITTEN = {
    "24(3)": ("art. 24(3)", "第24条第3款"),
    "293-1": ("art. 293-1", "第293条之一"),
    "1032, 1033(1)": ("art. 1032, 1033(1)", "第1032条、第1033条第1款"),
    "17 to 20, 143": ("art. 17 to 20, 143", "第17至20、143条"),
    "1006.34": ("art. 1006.34", "第1006.34条"),
    "1006.30(b)": ("1006.30(b)", "1006.30(b)"),
    "7.3.4R, 7.3.5G": ("7.3.4R, 7.3.5G", "7.3.4R、7.3.5G"),
}


@pytest.mark.parametrize("written", WRITTEN)
def test_articles_are_named_as_each_language_names_them(written: str) -> None:
    assert (article_number(written, "en"), article_number(written, "zh")) == WRITTEN[written]
