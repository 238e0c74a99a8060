"""What is told of people as tables, for workbooks, CSV and terminals alike."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cigref_kg.base.collation import natural_key
from cigref_kg.base.locations import data_beside
from cigref_kg.base.messages import message
from cigref_kg.base.model import Language, Nomenclature, Text
from cigref_kg.insight.matching import Gap, Match
from cigref_kg.people.plan import Plan, PlanLine
from cigref_kg.people.reading.values import shown
from cigref_kg.people.records import Pairs, whole
from cigref_kg.people.staff import Employee
from cigref_kg.people.team import Depth, Team
from cigref_kg.publish.spreadsheets.shape import TEXT, About, Column, Row, Sheet

_ANY_NUMBER = "General"
_PERCENT = "0 %"
_MONEY = "#,##0.00"
_TOLD: Mapping[str, Mapping[str, Sequence[str]]] = data_beside(__file__)
_COLUMNS, _KINDS = _TOLD["columns"], _TOLD["kinds"]
Pair = tuple[Employee, Match]


@dataclass(frozen=True)
class Answer:
    """What is told, as tables, and what it says of itself."""

    about: About
    sheets: Sequence[Sheet]


@dataclass(frozen=True)
class Tables:
    """Makes the tables in one language.

    Args:
        nomenclature: where titles are: that of Cigref with those of companies.
        language: of headings and titles.
    """

    nomenclature: Nomenclature
    language: Language

    # --- Answers

    def matches(self, pairs: Pairs, without_job: int | None = None) -> Answer:
        """People and jobs: a row each, then a row for each gap and for each unknown."""
        pairs = list(pairs)
        facts = self._facts(people=len({person.label for person, _ in pairs}))
        if without_job is not None:
            facts += self._facts(without_job=without_job)
        sheets = [self._sheet("matches", map(self._match_row, pairs)), self._gaps(pairs)]
        return self._answer("match", sheets, facts)

    def person(self, held: Sequence[Pair], pairs: Sequence[Pair]) -> Answer:
        """A person's sheet: the job held in detail, the jobs matched with, what to learn first."""
        detail = [row for pair in held for row in self._detail(pair)]
        sheets = [
            *([self._sheet("detail", detail)] if held else []),
            self._sheet("matches", map(self._match_row, pairs)),
            self._gaps(pairs),
        ]
        return self._answer("person", sheets, [], pairs[0][0].label if pairs else "")

    def team(self, team: Team) -> Answer:
        """A team: the heat map, the bench, what nobody and what only one person has."""
        facts = self._facts(
            people=len(team.people),
            without_job=team.without_job,
            nobody=len(team.nobody),
            only_one=len(team.only_one),
        )
        sheets = [
            self._sheet("depth", map(self._depth_row, team.depths)),
            self._heat(team),
            self._sheet("nobody", map(self._depth_row, team.nobody)),
            self._sheet("only_one", map(self._alone_row, team.only_one)),
            self._sheet("matches", map(self._match_row, team.matches)),
        ]
        return self._answer("team", sheets, facts, len(team.people))

    def succession(
        self,
        job: str,
        incumbents: int,
        without_job: int,
        pairs: Sequence[Pair],
        training: Sequence[PlanLine],
    ) -> Answer:
        """The candidates for a job, what each has to learn, and the courses of use.

        Args:
            job: its code.
            incumbents: how many hold it now.
            without_job: how many hold a job that is unknown: they may be incumbents too.
            pairs: candidates with how they match.
            training: courses for each candidate.
        """
        rows = [
            (p.label, self._job(p.job), p.team, *self._match_row((p, found))[3:])
            for p, found in pairs
        ]
        sheets = [self._sheet("candidates", rows), self._gaps(pairs)]
        if training:
            sheets.append(self._sheet("training", map(self._plan_row, training)))
        facts = self._facts(incumbents=incumbents, without_job=without_job)
        return self._answer("succession", sheets, facts, self._job(job))

    def plan(self, plan: Plan) -> Answer:
        """A plan: each gap with its course, who goes where, what teams spend, what is left."""
        spent = plan.spending
        facts = self._facts(
            gaps=len(plan.lines),
            closed=len(plan.closed),
            partly=len(plan.partly),
            without_course=len(plan.without_course),
            left_out=len(plan.left_out),
            unknown=plan.unknown,
            without_job=plan.without_job,
            enrolments=spent.enrolments,
            days=whole(spent.days),
            cost=whole(spent.cost),
        )
        if plan.budget is not None:
            facts += self._facts(budget=whole(plan.budget))
        enrolments = [
            (p.label, p.team, p.manager, c.code, c.title, whole(c.days), whole(c.cost))
            for p, c in plan.enrolments.values()
        ]
        teams = [
            (team, each.people, each.enrolments, whole(each.days), whole(each.cost))
            for team, each in plan.by_team.items()
        ]
        uncovered = [(code, self._competence(code), n) for code, n in plan.uncovered.items()]
        paid = [line for line in plan.lines if line.is_paid]
        sheets = [
            self._sheet("plan", map(self._plan_row, paid)),
            self._sheet("enrolments", enrolments),
            self._sheet("teams", teams),
            self._sheet("uncovered", uncovered),
        ]
        if plan.budget is not None:
            sheets.append(self._sheet("left_out", map(self._plan_row, plan.left_out)))
        return self._answer("plan", sheets, facts)

    # --- Rows

    def _match_row(self, pair: Pair) -> Row:
        person, found = pair
        gaps = [f"{g.competence} {shown(g.has, self.language)} → {g.required}" for g in found.gaps]
        return (
            person.label,
            found.profile.code,
            self._job(found.profile.code),
            None if found.coverage is None else round(found.coverage, 4),
            round(found.assessed, 4),
            round(found.likeness, 4),
            found.covered,
            found.required,
            found.asked,
            found.held,
            found.gap,
            ", ".join(gaps),
            ", ".join(found.unknown),
        )

    def _gaps(self, pairs: Iterable[Pair]) -> Sheet:
        rows = [
            (person.label, found.profile.code, *self._gap(person, gap))
            for person, found in pairs
            for gap in found.gaps
        ]
        return self._sheet("gaps", rows)

    def _gap(self, person: Employee, gap: Gap) -> Row:
        code = gap.competence
        told = self._competence(code), gap.has, gap.required, gap.effort
        return (code, *told, *self._source(person, code))

    def _detail(self, pair: Pair) -> Iterable[Row]:
        person, found = pair
        for code, required in found.profile.required_levels.items():
            held = person.levels.get(code)
            gap = None if held is None else max(0, required - held)
            seen = self._source(person, code)
            yield (code, self._competence(code), held, required, gap, *seen)

    def _source(self, person: Employee, code: str) -> tuple[str, int | None]:
        seen = person.evidence.get(code)
        if seen is None:
            return "", person.lines.get(code)
        said_by = message(f"people.cell-{seen.relation}", code=seen.competence)
        return self._said(said_by), person.lines.get(seen.competence)

    def _depth_row(self, depth: Depth) -> Row:
        return (
            depth.competence,
            self._competence(depth.competence),
            depth.required,
            len(depth.able),
            depth.below,
            depth.unknown,
            ", ".join(depth.jobs),
        )

    def _alone_row(self, depth: Depth) -> Row:
        return (*self._depth_row(depth), depth.able[0])

    def _heat(self, team: Team) -> Sheet:
        codes = sorted((depth.competence for depth in team.depths), key=natural_key)
        columns = [
            self._column("person"),
            self._column("job_held"),
            *(
                Column(f"{code} {self._competence(code)}", 6, _ANY_NUMBER, False, True, True)
                for code in codes
            ),
        ]
        rows = [
            (person.label, self._job(person.job), *(person.levels.get(code) for code in codes))
            for person in team.people
        ]
        return Sheet(self._said(message("people.sheet-heat")), columns, rows, frozen_columns=2)

    def _plan_row(self, line: PlanLine) -> Row:
        course = line.teaching.course if line.teaching else None
        closes = "wholly" if line.closes else "partly" if course else "none"
        return (
            line.person.label,
            line.person.team,
            self._job(line.person.job),
            line.criticality or None,
            line.competence,
            self._competence(line.competence),
            line.held,
            line.required,
            course.code if course else "",
            course.title if course else "",
            line.teaching.aim if line.teaching else None,
            self._said(message(f"people.cell-{closes}")),
            whole(course.days) if course else None,
            whole(course.cost) if course else None,
        )

    # --- Parts

    def _job(self, code: str) -> str:
        profile = self.nomenclature.content.profile.get(code)
        return f"{code} {profile.names.localized(self.language)}" if profile else code

    def _competence(self, code: str) -> str:
        return self.nomenclature.framework.competence[code].names.localized(self.language)

    def _sheet(self, title: str, rows: Iterable[Row]) -> Sheet:
        shown_columns = [self._column(name) for name in _COLUMNS[title]]
        return Sheet(self._said(message(f"people.sheet-{title}")), shown_columns, list(rows))

    def _column(self, name: str) -> Column:
        heading = self._said(message(f"people.heading-{name}"))
        if name in _KINDS["share"]:
            return Column(heading, 12, _PERCENT)
        if name == "cost":
            return Column(heading, 12, _MONEY)
        if name in _KINDS["level"]:
            return Column(heading, 10, _ANY_NUMBER, is_level=True)
        if name in _KINDS["number"]:
            return Column(heading, 11, _ANY_NUMBER)
        return Column(heading, 38 if name in _KINDS["wide"] else 16, TEXT)

    def _facts(self, **values: float) -> list[tuple[str, str]]:
        marks = {44: " ", 46: "," if self.language == "fr" else "."}
        return [
            (self._said(message(f"people.fact-{name}")), f"{value:,}".translate(marks))
            for name, value in values.items()
        ]

    def _answer(
        self, name: str, sheets: Sequence[Sheet], facts: list[tuple[str, str]], of: object = ""
    ) -> Answer:
        rules = ("people.fact-arithmetic", "people.fact-measure")
        reading = self._said(message("people.fact-reading"))
        about = About(
            self._said(message("people.sheet-about")),
            self._said(message(f"people.title-{name}", of=of)),
            self.language,
            [*facts, *((reading, self._said(message(rule))) for rule in rules)],
        )
        return Answer(about, sheets)

    def _said(self, words: Text) -> str:
        return words.localized(self.language)
