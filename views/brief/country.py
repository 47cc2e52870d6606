"""What the brief of one country says: where it stands, what it promised beside what it reported, what is missing, its figures, questions to expect."""

from __future__ import annotations

from core import words
from core.words import _
from views import pictures, queries, sentences
from views.brief.blocks import (
    HALF,
    Block,
    Line,
    Paper,
    box,
    cards,
    cite,
    cite_all,
    cite_behind,
    cite_since,
    clean,
    ending,
    facts,
    heading,
    judged,
    line,
    listed,
    note,
    picture,
    said,
    table,
)
from views.edition import Edition
from views.tables import table as view


def paper(edition: Edition, as_of: str, country: str) -> Paper:
    """The brief of `country`. A country that was in no list at that date, or of which nothing is known, gets one too, and it says so."""
    person = queries.participants(edition, country).iloc[0]
    coverage, states = (
        queries.coverage(edition, as_of, country=country),
        queries.milestones(edition, as_of, country=country),
    )
    if coverage.empty:
        absent = _(
            "{0} is in no list of the Alliance that was the newest at this date, so it is in no count either."
        ).format(person["name"])
        joint = queries.joint_goal(edition, as_of)
        every = [
            line(sentences.alliance(queries.targets(edition, as_of), joint)),
            line(sentences.joint_goal(joint), cites=cite_behind(edition, joint["origin"])),
        ]
        blocks = [said(line(absent, cites=cite(person))), heading(_("Where the Alliance stands")), said(*every)]
    else:
        blocks = [
            *standing(edition, as_of, country),
            *promised(edition, as_of, country),
            *announced(edition, as_of, country),
            *missing(edition, as_of, country),
            *figures(edition, as_of, country),
            *expected(edition, as_of, country, person["name"]),
        ]
    remark = [note(person["note"])] if person["note"] else []
    return Paper(
        _("Country brief"),
        clean(person["name"]),
        sentences.country(coverage, states),
        edition,
        as_of,
        [*remark, *blocks, *ending(edition)],
    )


def standing(edition: Edition, as_of: str, country: str) -> list[Block]:
    """Each milestone under its target, beside how the country's peers stand on the same question."""
    own = queries.milestones(edition, as_of, country=country).sort_values(["target_no", "rule", "label"])
    peers, statuses = queries.peers(edition, as_of, country).set_index("milestone"), queries.statuses(edition)
    covered = {row.target_no: row for row in queries.coverage(edition, as_of, country=country).itertuples()}
    name = _("EU members") if own["eu_member"].iloc[0] else _("countries outside the EU")
    rows, seen = [], set()
    for target in queries.targets(edition, as_of).itertuples():
        head = [line(strong=_("{0}  {1}").format(target.target_no, target.short_name))]
        row = covered[target.target_no]
        head.append(line(sentences.on_record(row, statuses["voice", row.voice]), style="soft"))
        for one in own[own["target_no"] == target.target_no].itertuples():
            peer = peers.loc[one.milestone]
            context = [] if one.rule == "binary" else [line(_("context, in no rating"), style="soft")]
            rows.append(
                [
                    None if target.target_no in seen else head,
                    [line(one.label), *context],
                    [judged(statuses["alliance", one.state], pictures.since(one), cites=cite_since(one))],
                    [line(sentences.peers(int(peer["met"]), int(peer["unknown"]), int(peer["every"]), name))],
                ]
            )
            seen.add(target.target_no)
    columns = [
        (_("Policy target"), 33),
        (_("Milestone"), 24),
        (_("Where it stands"), 30),
        (_("Its peers on the same question"), 30),
    ]
    legend = _("Rule: {0} Not known is never read as no; those not known stay in the count.").format(
        edition.rows("rules", rule="binary").iloc[0]["in_words"]
    )
    return [heading(_("Where it stands on the four targets")), table(columns, rows), note(legend)]


def promised(edition: Edition, as_of: str, country: str) -> list[Block]:
    """Each commitment to the Alliance beside what the country reports of it, whose word that is, and its reply."""
    found = view(edition, "promises", as_of=as_of, country=country)
    if found.frame.empty:
        return []
    sourced = queries.commitments(edition, as_of, country=country).set_index("commitment_id")
    known = found.shown()[found.view.shown["known"]]
    rows = []
    for row, says in zip(found.frame.itertuples(), known, strict=True):
        done = (
            [line(row.done)]
            if not words.missing(row.done) and row.done
            else [line(_("Nothing was reported of it."), style="soft")]
        )
        done += (
            [line(_("Evidence: {0}").format(row.evidence_url), style="soft", url=row.evidence_url)]
            if words.web(row.evidence_url)
            else []
        )
        done += [] if words.missing(row.reply) else [line(row.reply, strong=_("Reply of the country:"))]
        when = _("goal {0}, {1}").format(
            row.goal_id,
            words.announced(None, row.due_date)
            if not words.missing(row.due_date) and row.due_date
            else _("no due date"),
        )
        rows.append(
            [
                [line(row.title, cites=cite(sourced.loc[row.commitment_id])), line(when, style="soft")],
                [line(says)],
                done,
            ]
        )
    coded = int(found.frame["completion"].notna().sum())
    columns = [(_("What it promised"), 33), (_("What is known"), 34), (_("What was done, in the country’s words"), 50)]
    return [
        heading(_("Promised, and reported")),
        table(columns, rows, name="promises"),
        note(sentences.whose_word(coded, len(found.frame))),
    ]


def announced(edition: Edition, as_of: str, country: str) -> list[Block]:
    """What the country announced on its own, with what is known of it."""
    found, every = (
        view(edition, "commitments", as_of=as_of, country=country, whose="record"),
        queries.commitments(edition, as_of, country=country),
    )
    blocks = [heading(_("Actions on record")), note(sentences.origins(every))]
    if found.frame.empty:
        return blocks if every.empty else []
    shown = found.shown()
    rows = [
        [[line(row.title, cites=cite(row))], [line(row.goal_id)], [line(dates)], [line(known)]]
        for row, dates, known in zip(
            found.frame.itertuples(), shown[found.view.shown["dates"]], shown[found.view.shown["known"]], strict=True
        )
    ]
    return [
        *blocks,
        table(
            [(_("Action"), 48), (_("Goal"), 7), (_("Announced, due"), 30), (_("What is known"), 32)],
            rows,
            name="actions",
        ),
    ]


def missing(edition: Edition, as_of: str, country: str) -> list[Block]:
    """What is not reported, not joined, or due, and what it would take."""
    found = view(edition, "gaps", as_of=as_of, country=country)
    title = heading(_("What is missing, and what it would take"))
    if found.frame.empty:
        return [
            title,
            said(
                line(
                    _(
                        "Nothing is missing: every milestone is known to be met, and every target has an action and a figure."
                    )
                )
            ),
        ]
    statuses = queries.statuses(edition)
    frame = found.frame.assign(
        takes_words=found.shown()[found.view.shown["takes_words"]], when=found.frame["known_at"].fillna("")
    )
    rows = []
    for (label, kind, when, takes), same in frame.groupby(["label", "kind", "when", "takes_words"], sort=False):
        since = _(", as of {0}").format(words.stated(when)) if when else ""
        targets = ", ".join(dict.fromkeys(str(target) for target in same["target_no"]))
        rows.append(
            [
                [line(targets)],
                [line(label)],
                [judged(statuses["gap", kind], since, cites=cite_all(same))],
                [line(takes)],
            ]
        )
    columns = [(_("Target"), 11), (_("What"), 38), (_("Gap"), 34), (_("What it would take"), 40)]
    return [title, table(columns, rows, name="gaps")]


def figures(edition: Edition, as_of: str, country: str) -> list[Block]:
    """One or two series as pictures, and the newest figure of each indicator as a table."""
    every = queries.observations(edition, as_of, country=country)
    if every.empty:
        return [heading(_("Figures")), said(line(_("No figure of this country is on record at this date.")))]
    judged_ = {
        row.item: row
        for row in queries.directions(edition, as_of, country=country).itertuples()
        if row.status != "not_judged"
    }
    lengths = every.groupby("indicator", sort=False).size()
    drawn = sorted(
        (name for name in lengths.index if lengths[name] >= 3), key=lambda name: (name not in judged_, -lengths[name])
    )[:2]
    newest = (
        every.sort_values(["date_to", "target_no", "label"], kind="stable")
        .groupby("indicator")
        .tail(1)
        .assign(judged=lambda rows: rows["indicator"].isin(judged_))
    )
    newest = newest.sort_values(["judged", "date_to"], ascending=False, kind="stable")
    newest = newest.assign(place=range(len(newest))).sort_values(["target_no", "label"], na_position="last")
    rows = []
    for row in newest.itertuples():
        figure = _("{0} {1}").format(words.figure(row.value, row.qualifier), row.unit)
        verdict, why = judgement(edition, as_of, judged_.get(row.indicator), row.rule)
        remarks = [
            line(text, style="soft")
            for text in (why, "; ".join(filter(None, (clean(row.caveat), clean(row.note)))))
            if text
        ]
        rows.append(
            [
                [line(row.label), *remarks],
                [line(strong=figure, cites=cite(row))],
                [line(words.stated(row.period))],
                [verdict],
            ]
        )
    columns = [(_("Indicator, newest figure"), 54), (_("Figure"), 26), (_("Period"), 17), (_("How it is judged"), 29)]
    blocks = [heading(_("Figures"))]
    if drawn:
        blocks.append(
            cards(*([chart(edition, as_of, country, name, judged_.get(name))] for name in drawn), name="charts")
        )
    blocks.append(table(columns, rows, name="figures", ranks=newest["place"]))
    blocks += [
        note(sentences.revised(row), *cite(row))
        for row in queries.revisions(edition, as_of, country=country).itertuples()
    ]
    return [*blocks, *rounds(edition, as_of, country)]


def judgement(edition: Edition, as_of: str, direction: object, rule: str) -> tuple[Line, str]:
    """How a figure is judged, with the rule, and why and how sure that is; the rule alone where nothing is judged."""
    if direction is None:
        return line(sentences.rule(rule), style="soft"), ""
    sure = queries.robustness(edition, as_of, indicator=direction.item, country=direction.iso3).iloc[0]
    status = queries.statuses(edition)["alliance", direction.status]
    return judged(status, f"({sentences.rule(rule)})"), " ".join(
        [sentences.direction(direction, name=False), sentences.robust(sure)]
    )


def chart(edition: Edition, as_of: str, country: str, indicator: str, direction: object) -> Block:
    """One series as a picture, with what it says and how sure that is."""
    drawn = pictures.picture(edition, "trend", as_of=as_of, indicator=indicator, country=country)
    lines = (
        []
        if direction is None
        else [
            judged(
                queries.statuses(edition)["alliance", direction.status],
                ": " + sentences.change_a_year(direction),
                style="soft",
            )
        ]
    )
    lines += [line(drawn.said, style="soft", cites=cite_all(drawn.rows)), line(drawn.legend, style="soft")]
    return picture(drawn, HALF, lines=lines)


def rounds(edition: Edition, as_of: str, country: str) -> list[Block]:
    """How the country answered in the newest round, and what more it told; nothing where there was none."""
    blocks = []
    for round in queries.rounds(edition, as_of).head(1).itertuples():
        given = queries.answers(edition, round.round, country=country)
        given = given[given["asked"]]
        told = [view(edition, name, round=round.round, country=country) for name in ("threats", "practices")]
        also = "; ".join(f"{found.view.title}: {len(found.frame)}" for found in told if len(found.frame))
        blocks.append(
            facts(
                (
                    round.label,
                    sentences.answered(given, edition.rows("statuses", order="rank", scale="answer"))
                    if len(given)
                    else _("no report of this country"),
                ),
                (_("Also in its report, and in the workbook"), also),
            )
        )
    return blocks


def expected(edition: Edition, as_of: str, country: str, name: str) -> list[Block]:
    """Three questions to expect, and the rule that they come from."""
    asked = sentences.questions(
        name,
        queries.gaps(edition, as_of, country=country),
        queries.promises(edition, as_of, country=country),
        queries.directions(edition, as_of, country=country),
        edition.rows("milestone_kinds"),
        {row.target_no: row.short_name for row in queries.targets(edition, as_of).itertuples()},
    )
    lines = [line(why, strong=question) for question, why in asked]
    return [box(heading(_("Questions to expect")), listed(lines, numbered=True), note(sentences.QUESTIONS_FROM))]
