"""Evidence packs: what they show beside the record itself, and deciding again what they hold."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256

import msgspec

from lawbook.contract.decision import canonical_json
from lawbook.contract.json_text import parse_facts
from lawbook.library import Library, PolicyVersion
from lawbook.model.law import Citation
from lawbook.operations.evidence_of_release import AtRelease, check_release
from lawbook.operations.evidence_read_me import read_me
from lawbook.operations.recalling import open_files
from lawbook.operations.replaying import Replayer
from lawbook.operations.testing import counted, of_policies, run_suite
from lawbook.record.chain import Entry
from lawbook.record.decided import Decided, read_decided
from lawbook.record.packing import BODY, LISTED, POLICIES, Covered, opening_files, opening_in, pack, record_files, verify_pack
from lawbook.record.sealing import Opener
from lawbook.record.signing import Signer
from lawbook.specification.scenarios import Suite


def evidence(
    entry: Entry,
    covered: Covered,
    files: Mapping[str, bytes],
    signer: Signer,
    suite: Suite | None,
    *,
    opener: Opener | None = None,
    release: AtRelease | None = None,
) -> bytes:
    """Make the evidence pack of the decision that *entry* is; *files* are the policies it was decided by, *suite* the scenarios to run on them.

    *opener* opens the entry, where it is sealed; *release* the release that its policy was of, where it was released.
    """
    decided = read_decided(entry.body, opener)
    library = open_files(dict(files))
    version = _version(library, decided)
    facts = bytes(decided.facts)
    explained = {lang: version.explain(parse_facts(facts), lang).to_dict() for lang in ("en", "zh")}
    told = {
        "decision.json": bytes(decided.decision),
        "facts.json": facts,
        "articles.json": canonical_json([_article(each) for each in _articles(version, decided, explained["en"])]),
        "scenarios.json": canonical_json({"at_release": _at_release(release), "now": _standing(suite, library, version)}),
        LISTED: canonical_json({path: sha256(content).hexdigest() for path, content in files.items()}),
    }
    told |= {f"explanation.{lang}.json": canonical_json(each) for lang, each in explained.items()}
    told |= {f"{POLICIES}{path}": content for path, content in files.items()}
    told |= {} if release is None else release.files()
    told |= record_files(entry, covered, signer.public) | opening_files(opener)
    return pack(told | {"README.md": read_me(told.keys(), scenarios_run=suite is not None).encode()}, signer)


def check_evidence(files: Mapping[str, bytes], trusted: bytes | None) -> list[str]:
    """Say what is wrong with a pack: its signatures, its place in the chain, and whether its texts lead from its facts to its decision."""
    findings = verify_pack(files, trusted)
    if findings:
        return findings
    try:
        if findings := check_release(files):
            return findings
        decided = read_decided(files[BODY], opening_in(files))
    except (ValueError, KeyError) as error:
        return [f"the entry cannot be opened: {error}"]
    if (files.get("facts.json"), files.get("decision.json")) != (bytes(decided.facts), bytes(decided.decision)):
        return ["the facts and the decision that are shown are not those of the record"]
    texts = {path.removeprefix(POLICIES): content for path, content in files.items() if path.startswith(POLICIES)}
    differing = Replayer(lambda _: open_files(texts)).again(decided)
    return [] if differing is None else ["the policies, asked again, decide otherwise"]


def _version(library: Library, decided: Decided) -> PolicyVersion:
    made = msgspec.json.decode(decided.decision)
    return library.policy(decided.policy, as_of=date.fromisoformat(made["as_of"]), version=made["policies"][0]["version"])


def _articles(version: PolicyVersion, decided: Decided, explained: object) -> list[Citation]:
    """Find the articles that the reasons rest on, and the rules that fired, as they are *explained*."""
    reasons = msgspec.json.decode(decided.decision)["reasons"]
    cited = {name for reason in reasons for name in reason["cites"]} | set(_cited_by_fired(explained))
    return [version.register[name] for name in sorted(cited) if name in version.register]


def _cited_by_fired(explained: object) -> Iterator[str]:
    """Give what every rule rests on that fired, in the decisions of the policy and those of others behind them."""
    if isinstance(explained, Mapping):
        if explained.get("fate") == "fired":
            yield from explained["cites"]
        explained = list(explained.values())
    if isinstance(explained, list | tuple):
        for part in explained:
            yield from _cited_by_fired(part)


def _article(citation: Citation) -> dict[str, object]:
    return {
        "id": citation.id,
        "instrument": {"en": citation.instrument.en, "zh": citation.instrument.zh},
        "article": citation.article,
        "requirement": {"en": citation.requirement.en, "zh": citation.requirement.zh},
        "effective": date.fromordinal(citation.effective).isoformat(),
        "repealed": None if citation.repealed is None else date.fromordinal(citation.repealed).isoformat(),
        "source": citation.source,
    }


def _at_release(release: AtRelease | None) -> dict[str, object]:
    return {"known": False, "why": "the policies were not served as released"} if release is None else {"known": True, **release.standing()}


def _standing(suite: Suite | None, library: Library, version: PolicyVersion) -> dict[str, object]:
    """Run the scenarios of the policy on the texts it was decided by, and tell how they stand."""
    if suite is None:
        return {"run": False, "why": "no scenarios were named when the pack was made"}
    own = of_policies(suite, library, [version.name])
    standing: dict[str, object] = {"run": True, "policy": version.name, "version": version.version}
    return standing | dict(counted(run_suite(own, library, BACK_ENDS, lambda: 0.0)))


BACK_ENDS: Sequence[str] = ("interpreter",)
