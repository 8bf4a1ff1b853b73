// A snapshot as the pages read it: things in their order and under one another, and what the viewer may do now.
//
// The server's twin is workshop/web/view/snapshot_view.py; what is offered to whom is decided by the rules of workshop/policy/rules.py.

import { now } from "../language/clock.js";
import { drawLot } from "./draws.js";
import { offers, roundAt } from "./rules.js";

const rules = JSON.parse(document.body.dataset.rules ?? "{}");

/** What one participant sees of a consultation; removed things, and what stands under them, are left out. */
export class SnapshotView {
  constructor(snapshot) {
    const placed = (things) => current(things).sort((one, other) => one.position - other.position || one.id - other.id);
    this.snapshot = snapshot;
    this.consultation = snapshot.consultation;
    this.slug = snapshot.consultation.slug;
    this.me = snapshot.me?.participant ?? { role: "observer" };
    this.leads = this.me.role === "facilitator";
    this.voted = new Set(snapshot.me?.voted);
    this.onPaper = new Set(snapshot.me?.on_paper);
    this.ballots = snapshot.me?.ballots ?? {};
    this.tallies = snapshot.tallies;
    this.turnouts = snapshot.turnouts ?? {};
    this.done = new Set(snapshot.me?.done);
    this.notices = current(snapshot.notices ?? []).filter(isTold);
    this.themes = placed(snapshot.themes);
    this.phenomena = placed(snapshot.phenomena);
    this.bodies = placed(snapshot.bodies);
    this.participants = current(snapshot.participants ?? []);
    this.workshops = current(snapshot.workshops);
    this.rounds = placed(snapshot.rounds).map((round) => roundAt(round, now()));
    this.goals = byId(current(snapshot.goals));
    this.measures = byId(current(snapshot.measures).filter(({ goal_id: id }) => this.goals.has(id)));
    this.called = new Map(current(snapshot.called_goals).map((one) => [`goals/${one.round_id}/${one.goal_id}`, one]));
    for (const one of current(snapshot.called_measures)) this.called.set(`measures/${one.round_id}/${one.measure_id}`, one);
    this.comments = new Map();
    this.#arrange(current(snapshot.comments));
    this.mine = Object.fromEntries(
      ["goal", "measure", "comment"].map((noun) => [noun, new Set(snapshot.me?.mine[`${noun}s`])]),
    );
    this.authors = new Map((snapshot.authorships ?? []).map((one) => [`${one.kind}/${one.thing_id}`, one.participant_id]));
  }

  /** The rounds that are open now. */
  get openRounds() {
    return this.rounds.filter((round) => round.state === "open");
  }

  /** The open rounds that the consultation's page asks about: one alone for proposals, since its form serves all. */
  get consultationRounds() {
    const first = this.openRounds.find(({ kind }) => kind === "propose");
    return this.openRounds.filter((round) => round.kind !== "propose" || round === first);
  }

  /** The rounds in the order in which they are asked about: open ones first, and what was shown or opened last. */
  get askedRounds() {
    const opened = (one) => one.revealed_at ?? one.opened_at ?? one.opens_at ?? "";
    const isLater = (one, other) => Number(opened(one) > opened(other)) - Number(opened(one) < opened(other));
    return [...this.rounds].sort((one, other) => (other.state === "open") - (one.state === "open") || isLater(other, one));
  }

  /** The voting rounds whose figures may be seen, the newest first. */
  get countedRounds() {
    return this.rounds.filter(({ id }) => this.tallies[id]).reverse();
  }

  /** The voting rounds that are counted and not shown yet. */
  get waitingRounds() {
    const over = ({ kind, state }) => kind === "vote" && ["closed", "revealed"].includes(state);
    const isHidden = ({ id, salt, withheld }) => !salt && !withheld && !this.tallies[id];
    return this.rounds.filter((round) => over(round) && round.commitment && isHidden(round));
  }

  /** The voting rounds in which too few voted for any figures to be shown, the newest first. */
  get withheldRounds() {
    return this.rounds.filter(({ withheld }) => withheld).reverse();
  }

  /** The rounds of a workshop, or (null) those between workshops. */
  roundsOf(workshopId) {
    return this.rounds.filter(({ workshop_ids: here }) => (workshopId ? here.includes(workshopId) : !here.length));
  }

  /** The participants who belong to a workshop: who joined it, and who joined none that is there. */
  peopleOf(workshopId) {
    return this.participants.filter(({ workshop_ids: joined }) => this.#belongs(joined, workshopId));
  }

  /** The round that is open in a workshop; else the vote that was closed last; else the round to come. */
  presentRound(workshopId) {
    const rounds = this.roundsOf(workshopId);
    const opened = rounds.filter(({ state }) => state === "open");
    const counted = rounds.filter(({ kind, state, practice }) => kind === "vote" && !practice && ["closed", "revealed"].includes(state));
    for (const there of [opened, counted]) {
      if (there.length) return there.reduce((one, other) => (momentOf(other) > momentOf(one) ? other : one));
    }
    return rounds.find(({ state }) => state === "planned") ?? null;
  }

  /** A body by its id; undefined where someone speaks for none. */
  body(id) {
    return this.bodies.find((body) => body.id === id);
  }

  /** Who wrote a contribution; only those who lead know. */
  author(noun, thing) {
    const id = this.authors.get(`${noun}/${thing.id}`);
    return this.participants.find((one) => one.id === id);
  }

  /** Whether the viewer wrote this contribution. */
  isMine(noun, thing) {
    return this.mine[noun].has(thing.id);
  }

  /**
   * Whether the viewer is offered a command now, under a theme and a goal or (undefined) anywhere. `author`: what it is
   * given to is theirs; `onBallot`: people are voting on the goal that it is about.
   */
  may(command, themeId, { goalId, author = false, onBallot = false } = {}) {
    const about = { rounds: this.rounds, moment: now(), themeId, goalId, own: author, onBallot };
    return offers(rules, this.me.role, command, about);
  }

  /** Whether people are voting on this goal or a measure under it now, so that its words must stay. */
  onOpenBallot({ id, measures = [] }) {
    const votes = this.openRounds.filter(({ kind }) => kind === "vote");
    return votes.some((round) => round.goal_ids.includes(id) || measures.some((one) => round.measure_ids.includes(one.id)));
  }

  /**
   * The goals (or measures) that a round has figures of, each as it was called when the round was closed, with what
   * became of it `since`; the title is null where it is hidden from the reader. While the round is open, those gone are
   * left out.
   */
  calledGoals(round) {
    const ids = Object.keys(this.tallies[round.id]?.goals ?? {}).map(Number);
    return ids.map((id) => this.#called(round, id)).filter(({ there }) => there || round.state !== "open");
  }

  #called(round, id) {
    const there = this.#counted(round, id);
    const called = this.called.get(`${round.subject}/${round.id}/${id}`);
    const unknown = { number: "", title: {}, theme_id: null, since: { hidden: "" } };
    const { number, title, theme_id, since: later = {} } = called ?? there ?? unknown;
    // Another goal stands for it since it was made.
    const by = this.goals.get(there?.family_id ?? there?.part_ids?.[0]);
    const since = by ? { ...later, [there.superseded]: by.created_at } : later;
    const shown = "hidden" in since ? this.#hiddenTitle(round, id) : title;
    const revision = [there?.revision ?? 0, called?.revision ?? 0, shown === null].join("/");
    return { id, number, title: shown, theme_id, since, there: Boolean(there), revision };
  }

  // A goal or measure as it is called now.
  #counted({ subject }, id) {
    if (subject !== "measures") return this.goals.get(id);
    return this.measures.has(id) ? this.asChoice(this.measures.get(id)) : undefined;
  }

  #hiddenTitle(round, id) {
    const noun = round.subject.slice(0, -1);
    const hiding = current(this.snapshot.hidings ?? []).find((one) => one.kind === noun && one.thing_id === id);
    return hiding ? (hiding.called[round.id] ?? hiding.texts) : null;
  }

  /** The address of a goal or measure that a round voted on, and that is there. */
  pathOf({ subject }, id) {
    const measure = subject === "measures" && this.measures.get(id);
    return `/c/${this.slug}/goals/${measure ? `${measure.goal_id}#measure-${id}` : id}`;
  }

  /**
   * What is on a ballot and still there: `[group, choices]`; for a voter, each group's in a drawn order. The groups are
   * themes with their goals, or goals with their measures.
   */
  ballotGoals(round) {
    const groups = round.subject === "measures" ? this.#measuresOn(round) : this.themes.map((theme) => [theme, theme.goals.filter(({ id }) => round.goal_ids.includes(id))]);
    const place = ({ id }) => (this.me.role === "observer" ? 0 : drawLot(this.me.id, round.id, id));
    return groups.map(([group, choices]) => [group, choices.sort((one, other) => place(one) - place(other))]).filter(([, choices]) => choices.length);
  }

  #measuresOn({ measure_ids: ids }) {
    const choices = ({ measures }) => measures.filter(({ id }) => ids.includes(id)).map((one) => this.asChoice(one));
    return this.themes.flatMap((theme) => theme.goals.map((goal) => [{ ...theme, id: goal.id, title: goal.title, revision: goal.revision }, choices(goal)]));
  }

  /** A measure in the shape in which goals stand on ballots, in figures and on walls. */
  asChoice(measure) {
    const { number, theme_id } = this.goals.get(measure.goal_id);
    const carried = Object.keys(measure.responsible).length + Object.keys(measure.time_frame).length > 0;
    return { ...measure, number: `${number}.${measure.number}`, title: measure.text, rationale: {}, theme_id, measures: carried ? [measure] : [] };
  }

  #belongs(to, workshopId) {
    const there = to.filter((id) => this.workshops.some((workshop) => workshop.id === id));
    return !there.length || there.includes(workshopId);
  }

  #arrange(comments) {
    const themes = byId(this.themes);
    // An earlier version told nothing of them.
    const adopted = new Set(current(this.snapshot.documents ?? []).flatMap(({ adopted_goal_ids: ids = [] }) => ids));
    for (const theme of this.themes) theme.goals = [];
    for (const goal of this.goals.values()) {
      Object.assign(goal, { measures: [], comments: [], commentCount: 0, adopted: adopted.has(goal.id) });
      goal.phenomena = this.phenomena.filter(({ id }) => goal.phenomenon_ids.includes(id));
      // A family or its parts stand in the list for what was merged or split.
      if (!goal.superseded) themes.get(goal.theme_id)?.goals.push(goal);
    }
    for (const measure of this.measures.values()) {
      measure.comments = [];
      measure.by = this.body(measure.responsible_body_id)?.title ?? {};
      this.goals.get(measure.goal_id).measures.push(measure);
    }
    for (const comment of comments) {
      const on = this.goals.get(comment.goal_id) ?? this.measures.get(comment.measure_id);
      if (!on) continue;
      on.comments.push(comment);
      this.comments.set(comment.id, comment);
      this.goals.get(on.goal_id ?? on.id).commentCount += 1;
    }
    // What is set aside stands below.
    for (const theme of this.themes) theme.goals.sort((one, other) => (one.mark === "aside") - (other.mark === "aside"));
  }
}

/**
 * When a round came to what it is now. Times of the wire have a fixed width and zone, so that as text they compare as
 * times do.
 */
export function momentOf(round) {
  return round.revealed_at ?? round.closed_at ?? round.closes_at ?? round.opened_at ?? round.opens_at ?? "";
}

function current(things) {
  return things.filter((thing) => !thing.removed).map((thing) => ({ ...thing }));
}

// A withdrawal is shown as long as it can be taken back.
function isTold({ name, until }) {
  return name !== "withdrawn" || now() < Date.parse(until);
}

function byId(things) {
  return new Map(things.map((thing) => [thing.id, thing]));
}
