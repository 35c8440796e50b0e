"""Parameters as they are read: their values over time as a table and as a chart, who reads them and on what they stand."""

from dataclasses import dataclass

from lawbook.evaluate.telling_values import Glossary, tell_value
from lawbook.model.policy import Parameter, Policy
from lawbook.site.addresses import at, parameter_anchor, parameter_page, policy_page
from lawbook.site.charts import Chart, chart_of, series_of
from lawbook.site.gathered import Basis, Gathered
from lawbook.site.grounds import Cited, Link, cited, day
from lawbook.site.kinds import tell_type
from lawbook.site.rows import Pen, pen
from lawbook.site.said import say


@dataclass(frozen=True, slots=True)
class DatedValue:
    """One value: for which key, from which day, until the day before which; *now* where it is that of the day of the site."""

    key: str
    start: str
    end: str | None
    value: str
    now: bool


@dataclass(frozen=True, slots=True)
class ParameterView:
    """One parameter."""

    name: str
    anchor: str
    title: str
    kind: str
    values: tuple[DatedValue, ...]
    keyed: str | None
    dated_by: str | None
    verified: str | None
    late: bool
    chart: Chart | None
    owner: str | None
    review_by: str | None
    due: bool
    cites: tuple[Cited, ...]
    used_by: tuple[Link, ...]
    home: str


def parameter_of(writer: Pen, parameter: Parameter, used_by: tuple[str, ...]) -> ParameterView:
    """Tell one parameter in the words of a policy that reads it."""
    gathered, words, lang = writer.gathered, writer.words, writer.lang
    today = gathered.day
    verified = parameter.verified_through
    return ParameterView(
        name=parameter.name,
        anchor=parameter_anchor(parameter.name),
        title=parameter.title.told(lang),
        kind=tell_type(parameter.type, words, words.units.get(parameter.name)),
        values=tuple(_values(parameter, words, today)),
        keyed=None if parameter.by is None else say(lang, "by", title=words.titles.get(parameter.by, parameter.by)),
        dated_by=None
        if parameter.dated_by is None
        else say(lang, "dated_by", title=words.titles.get(parameter.dated_by, parameter.dated_by)),
        verified=None if verified is None else f"{day(verified)}{say(lang, 'list')}{say(lang, f'after_{parameter.after}')}",
        late=verified is not None and verified < today,
        chart=chart_of(parameter, words, today, words.units.get(parameter.name)),
        owner=parameter.owner,
        review_by=None if parameter.review_by is None else day(parameter.review_by),
        due=parameter.review_by is not None and parameter.review_by < today,
        cites=cited(gathered, parameter.cites, lang),
        used_by=tuple(_reader(gathered, name, lang) for name in used_by),
        home=at(parameter_page(gathered.path(parameter.where.file)), parameter_anchor(parameter.name)),
    )


def _reader(gathered: Gathered, name: str, lang: str) -> Link:
    return Link(gathered.shown(name).title.told(lang), policy_page(name))


def _values(parameter: Parameter, words: Glossary, today: int) -> list[DatedValue]:
    found: list[DatedValue] = []
    verified = parameter.verified_through
    known = parameter.after == "hold" or verified is None or today <= verified
    for name, steps in series_of(parameter, words):
        for (start, value), end in zip(steps, (*(start for start, _ in steps[1:]), None), strict=True):
            told = (
                say(words.lang, "no_value") if value is None else tell_value(parameter.type, value, words, words.units.get(parameter.name))
            )
            now = known and start <= today and (end is None or today < end)
            found.append(DatedValue(name, day(start), None if end is None else day(end), told, now))
    return found


def parameters_of(writer: Pen) -> tuple[ParameterView, ...]:
    """Tell every parameter that the version reads."""
    return tuple(parameter_of(writer, parameter, ()) for parameter in writer.policy.parameters)


def of_file(gathered: Gathered, file: str, lang: str) -> tuple[ParameterView, ...]:
    """Tell every parameter that *file* declares."""
    found = [basis for basis in gathered.parameters if basis.file == file]
    return tuple(parameter_of(pen(gathered, _speaker(gathered, basis), lang), basis.parameter, basis.used_by) for basis in found)


def _speaker(gathered: Gathered, basis: Basis) -> Policy:
    """Give a version that reads the parameter, for its words."""
    return next(policy for policy in gathered.versions if policy.name in basis.used_by and basis.parameter in policy.parameters)
