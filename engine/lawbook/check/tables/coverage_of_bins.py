"""Whether the bins of a characteristic take each value exactly once."""

from lawbook.check.tables.coverage_of_tables import sure_gaps, sure_overlaps
from lawbook.check.tables.dated_tables import readings
from lawbook.check.tables.witnesses import told_region
from lawbook.check.typing.workbench import Workbench
from lawbook.check.written.drafts import CharacteristicDraft
from lawbook.model.core import Table
from lawbook.regions.spaces import table_space


def check_bins(table: Table, characteristic: CharacteristicDraft, bench: Workbench) -> bool:
    """Tell whether the bins in *table*, that of the unknown left out, are total and free of overlaps; note it when they are not."""
    inputs = [characteristic.of.scalar.text.strip()]
    for reading in readings(table, bench.parameters, bench.span):
        space = table_space(reading)
        wrong = [
            f"two bins take it when {told_region([(at, at) for at in overlap.witness], space.sides, inputs)}"
            for overlap in sure_overlaps(space, 1)
        ]
        wrong += [f"no bin takes it when {told_region(region, space.sides, inputs)}" for region in sure_gaps(space, 1) or ()]
        for message in wrong:
            bench.problems.add("bins-not-total", f"the characteristic `{characteristic.name}`: {message}", characteristic.where)
        if wrong:
            return False
    return True
