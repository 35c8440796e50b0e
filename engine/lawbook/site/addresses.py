"""Where each thing stands: addresses inside the folder of one language, with the anchor where there is one."""

from urllib.parse import quote

OVERVIEW = "index.html"
POLICIES = "policies/index.html"
LAW = "law/index.html"
REQUIREMENTS = "requirements/index.html"
SCENARIOS = "scenarios/index.html"
PARAMETERS = "parameters/index.html"
RULES = "rules/index.html"
GRANTED = "exceptions/index.html"
OPEN = "open/index.html"
GUIDE = "guide.html"


def policy_page(name: str) -> str:
    """Give the page of a policy: its versions and what changed."""
    return f"policies/{name}/index.html"


def version_page(name: str, version: int) -> str:
    """Give the page of one version of a policy."""
    return f"policies/{name}/v{version}.html"


def evidence_page(name: str, version: int) -> str:
    """Give the page of all scenarios that show the rows of one version."""
    return f"policies/{name}/v{version}-scenarios.html"


def law_page(cite: str) -> str:
    """Give the page of one row of the register."""
    return f"law/{cite}.html"


def requirement_page(requirement: str) -> str:
    """Give the page of one requirement."""
    return f"requirements/{requirement}.html"


def feature_page(file: str) -> str:
    """Give the page of one file of scenarios."""
    return f"scenarios/{file}.html"


def parameter_page(file: str) -> str:
    """Give the page of the parameters that one file declares."""
    return f"parameters/{file.removesuffix('.yaml')}.html"


def decision_anchor(name: str) -> str:
    """Give the anchor of a decision."""
    return f"decision-{name}"


def fact_anchor(name: str) -> str:
    """Give the anchor of a fact."""
    return f"fact-{name}"


def parameter_anchor(name: str) -> str:
    """Give the anchor of a parameter."""
    return f"parameter-{name}"


def at(page: str, anchor: str) -> str:
    """Give the address of an anchor on a page."""
    return f"{page}#{anchor}"


def written(address: str) -> str:
    """Write an address as it stands in a link."""
    page, hash_, anchor = address.partition("#")
    return quote(page, safe="/") + hash_ + quote(anchor, safe="")
