"""The search for what one decision turns out to be otherwise."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

import z3

from lawbook.bounds.cuts import cuts_of
from lawbook.bounds.values import Bounds
from lawbook.difference.answers import Compared, NotSettled, Witness
from lawbook.difference.joints import Joint, Which, facts_for
from lawbook.difference.together import Depth, Together
from lawbook.difference.turns import COUNTED, LABELLED, Turn, differs, turn_of, turned
from lawbook.evaluate.policies import Judged
from lawbook.model.core import Table
from lawbook.model.policy import Decision
from lawbook.model.types import Type
from lawbook.model.values import Value
from lawbook.prove.solver import Solver
from lawbook.prove.symbols import TRUE, NotExpressible, Symbol, both, opposite
from lawbook.prove.tables import decides
from lawbook.prove.worlds import World
from lawbook.witness.around import Standing, around
from lawbook.witness.ground import Outcome, Part
from lawbook.witness.plain import plainest


class Search:
    """One decision of two versions, looked through."""

    def __init__(self, together: Together, was: Decision, now: Decision) -> None:
        self.together, self.sides = together, together.sides
        self.was, self.now = was, now
        self.types: tuple[Type, Type] = was.type, now.type
        self.parts = Part(self.sides.before, was.name, self.sides.days[0]), Part(self.sides.after, now.name, self.sides.days[1])
        self.witnesses: list[Witness] = []

    def run(self, known: Sequence[Witness]) -> Compared:
        """Look for every turn; *known* are witnesses of other decisions."""
        for witness in known:
            self._take(witness.values)
        try:
            possible, trouble = self._possible()
            open_turns, other = self._witnessed([turn for turn in possible if turn not in self._turns()])
        except NotExpressible as refusal:
            open_turns, other, trouble = (), None, NotSettled("not-expressible", refusal.what)
        trouble = trouble or other
        if trouble is not None:
            trouble = NotSettled(trouble.why, trouble.what, open_turns)
        all_rows = trouble is None and self._all_rows()
        if not self.witnesses:
            return Compared(self.now, self.was, "proved" if trouble is None else "unknown", trouble=trouble)
        order = list(self._turns())
        found = sorted(self.witnesses, key=lambda each: order.index(each.turn))
        return Compared(self.now, self.was, "differs", tuple(found), all_rows, trouble)

    def _turns(self) -> dict[Turn, None]:
        return dict.fromkeys(each.turn for each in self.witnesses)

    def _possible(self) -> tuple[list[Turn], NotSettled | None]:
        """List the turns that may be, where all that both versions say alike may come to anything."""
        before, after = self._symbols("open")
        formula = differs(self.types, before, after)
        if z3.is_false(formula):
            return [], None
        solver = Solver([*self.together.held("open"), formula], self.sides.seconds)
        found: list[Turn] = []
        while len(found) < self.sides.most_turns:
            answer = solver.check()
            if answer != "sat":
                return found, None if answer == "unsat" else NotSettled("time", solver.why)
            turn = self._in_model(solver.model, before, after)
            if turn is None:
                return found, NotSettled("not-settled", "a model that says nothing")
            found.append(turn)
            values = self.together.values(solver.model, "open")
            if not any(each.unknown for each in self._signature(values)):
                self._take(values)
            solver.hold(opposite(turned(self.types, turn, before, after)))
        return found, NotSettled("too-many", str(self.sides.most_turns))

    def _in_model(self, model: z3.ModelRef, before: Symbol, after: Symbol) -> Turn | None:
        """Read the turn off a model."""
        return next(
            (turn for turn in self._every_turn() if z3.is_true(model.eval(turned(self.types, turn, before, after), model_completion=True))),
            None,
        )

    def _every_turn(self) -> Iterator[Turn]:
        labels: list[list[str | bool | None]] = []
        for type_ in self.types:
            own = getattr(type_, "labels", (False, True))
            labels.append([*own, None])
        if isinstance(self.types[0], LABELLED):
            yield from (Turn("becomes", one, other) for one in labels[0] for other in labels[1] if one != other)
        else:
            yield from (Turn("rises"), Turn("falls")) if isinstance(self.types[0], COUNTED) else (Turn("otherwise"),)
            yield from (Turn("known"), Turn("unknown"))

    def _witnessed(self, turns: Sequence[Turn]) -> tuple[tuple[Turn, ...], NotSettled | None]:
        """Look for a witness of each of *turns*; give those that stay open, and why."""
        left: list[Turn] = []
        trouble: NotSettled | None = None
        for turn in turns:
            if turn in self._turns():
                continue
            told = self._settle(turn)
            if told is not None:
                left.append(turn)
                trouble = trouble or told
        return tuple(left), trouble

    def _settle(self, turn: Turn) -> NotSettled | None:
        """Find a witness of *turn*, or that there is none; else say why not."""
        depths: tuple[Depth, ...] = ("loose", "strict")
        for depth in depths:
            before, after = self._symbols(depth)
            solver = Solver([*self.together.held(depth), turned(self.types, turn, before, after)], self.sides.seconds)
            match solver.check():
                case "unsat":
                    return None
                case "unknown":
                    return NotSettled("time", solver.why)
                case _ if self._take(self._known_rather(solver, depth), turn):
                    return None
                case _:
                    continue
        return NotSettled("not-settled", "an example that the interpreter does not confirm")

    def _known_rather(self, solver: Solver, depth: Depth) -> dict[str, Value]:
        """Read the inputs off a model; off one in which both sides are known, where that is soon found."""
        values = self.together.values(solver.model, depth)
        if not any(each.unknown for each in self._signature(values)):
            return values
        before, after = self.together.pair(depth)
        solver.limit(1)
        known = before.decision(self.was.name).known, after.decision(self.now.name).known
        return self.together.values(solver.model, depth) if solver.check(*known) == "sat" else values

    def _all_rows(self) -> bool:
        """Look for all the sets of rows behind each turn, where that is asked and there are rows on both sides; tell whether that is all."""
        if self.sides.most_rows <= 1 or not all(isinstance(each.body, Table) for each in (self.was, self.now)):
            return False
        try:
            found = [self._rows(turn) for turn in self._turns()]
        except NotExpressible:
            return False
        return all(found)

    def _rows(self, turn: Turn) -> bool:
        """Look for the other sets of rows that lead to *turn*; tell whether all are found."""
        before, after = self._symbols("loose")
        solver = Solver([*self.together.held("loose"), turned(self.types, turn, before, after)], self.sides.seconds)
        for each in self.witnesses:
            if each.turn == turn:
                solver.hold(opposite(self._by_rows(each)))
        for _ in range(self.sides.most_rows - 1):
            answer = solver.check()
            if answer != "sat":
                return answer == "unsat"
            if not self._take(self.together.values(solver.model, "loose"), turn):
                return False
            solver.hold(opposite(self._by_rows(self.witnesses[-1])))
        return solver.check() == "unsat"

    def _symbols(self, depth: Depth) -> tuple[Symbol, Symbol]:
        before, after = self.together.pair(depth)
        return before.published(self.was.name), after.published(self.now.name)

    def _by_rows(self, witness: Witness) -> z3.BoolRef:
        """Say that the same rows decide on either side, and no others."""
        before, after = self.together.pair("loose")
        return both(_decided_by(before, self.was, witness.before), _decided_by(after, self.now, witness.after))

    def _take(self, values: Mapping[str, Value], wanted: Turn | None = None) -> bool:
        """Take *values* for a witness, once plain, where the interpreter confirms them; tell whether they are one (of *wanted*)."""
        signature = self._signature(values)
        turn = self._turn(signature)
        if turn is None or (wanted is not None and turn != wanted):
            return False
        rows = signature[0].rows, signature[1].rows

        def holds(trial: Mapping[str, Value]) -> bool:
            again = self._signature(trial)
            return self._turn(again) == turn and (again[0].rows, again[1].rows) == rows

        if any(each.turn == turn and (each.before.rows, each.after.rows) == rows for each in self.witnesses):
            return False
        if wanted is None and turn in self._turns():
            return False
        plain = plainest([joint.fact for joint in self.sides.joints], values, holds, self.sides.days[1])
        judged = self._judged(plain)
        before, after = (part.outcome(each) for part, each in zip(self.parts, judged, strict=True))
        if self._turn((before, after)) != turn:
            return False
        self.witnesses.append(Witness(turn, plain, before, after, self._region(plain, judged, turn)))
        return True

    def _signature(self, values: Mapping[str, Value]) -> tuple[Outcome, Outcome]:
        joints = self.sides.joints
        return self.parts[0].quick(facts_for(joints, "before", values)), self.parts[1].quick(facts_for(joints, "after", values))

    def _judged(self, values: Mapping[str, Value]) -> tuple[Judged, Judged]:
        joints = self.sides.joints
        return self.parts[0].judged(facts_for(joints, "before", values)), self.parts[1].judged(facts_for(joints, "after", values))

    def _turn(self, outcomes: tuple[Outcome, Outcome]) -> Turn | None:
        return turn_of(self.types, outcomes[0].value, outcomes[1].value)

    def _region(self, plain: Mapping[str, Value], judged: tuple[Judged, Judged], turn: Turn) -> Mapping[str, Bounds] | None:
        """Say how far inputs, and decisions that both versions make alike, may move without the turn being another."""
        try:
            before, after = self._symbols("open")
            solver = Solver([*self.together.held("open"), opposite(turned(self.types, turn, before, after))], self.sides.seconds)
            return around(solver, [*self._inputs(plain, judged), *self._alike(judged)], self.together.pair("open")[0].texts)
        except NotExpressible:
            return None

    def _inputs(self, plain: Mapping[str, Value], judged: tuple[Judged, Judged]) -> Iterator[Standing]:
        behind = self.parts[0].behind | self.parts[1].behind
        for joint in self.sides.joints:
            name = joint.fact.name
            if name in self.together.inputs and {own.name for own in (joint.before, joint.after) if own is not None} & behind:
                yield Standing(name, joint.fact.type, self.together.inputs[name], plain[name], partial(self._starts, joint, judged))

    def _alike(self, judged: tuple[Judged, Judged]) -> Iterator[Standing]:
        before = self.together.pair("open")[0]
        for declared in self.parts[0].policy.decisions:
            if declared.name in self.sides.alike and (symbol := before.made.get(declared.name)) is not None:
                yield Standing(declared.name, declared.type, symbol, judged[0].values[declared.name])

    def _starts(self, joint: Joint, judged: tuple[Judged, Judged]) -> tuple[int, ...]:
        found: set[int] = set()
        sides: tuple[Which, Which] = ("before", "after")
        for which, part, each in zip(sides, self.parts, judged, strict=True):
            own = joint.of(which)
            if own is not None and own.name in part.behind and own.type == joint.fact.type:
                found.update(cuts_of(part.ground(each), own, part.reading(own.name)).starts)
        return tuple(sorted(found))


def _decided_by(world: World, decision: Decision, outcome: Outcome) -> z3.BoolRef:
    """Say that a decision is made by the same rows as it was, and by no others."""
    if outcome.unknown:
        return opposite(world.decision(decision.name).known)
    if not isinstance(decision.body, Table):
        return TRUE
    body, table = decision.body, world.table(decision.name)
    rows = [*table.rows, *([] if table.otherwise is None else [table.otherwise])]
    deciding = [(decides(body, table, each), each.row.id in outcome.rows) for each in rows]
    return both(table.value.known, *(formula if decides_there else opposite(formula) for formula, decides_there in deciding))
