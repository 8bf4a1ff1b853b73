// What may be done with a contribution on its goal's page: which forms there are, and their values.
//
// Pure and without imports. The server's twin is workshop/web/view/acts.py.

const COMMAND = { reply: "add_comment", "add_comment-measure": "add_comment", report_goal: "report", report_measure: "report", report_comment: "report" };

/** Gives the names of the forms that the reader may use on `thing`, which stands under `goal` or is it. */
export function actsOn(view, noun, thing, goal) {
  const about = { goalId: goal.id, author: view.isMine(noun, thing), onBallot: view.onOpenBallot(goal) };
  const may = (command) => view.may(command, goal.theme_id, about);
  const acts = {
    ...Object.fromEntries(["edit", "withdraw", "hide"].map((verb) => [`${verb}_${noun}`, may(`${verb}_${noun}`)])),
    [`report_${noun}`]: may("report"),
    reply: noun === "comment" && may("add_comment"),
    "add_comment-measure": noun === "measure" && may("add_comment"),
    move_goal: noun === "goal" && view.themes.length > 1 && may("move_goal"),
    propose_measure: noun === "goal" && may("propose_measure"),
  };
  return new Set(Object.keys(acts).filter((name) => acts[name]));
}

/** The values of the links to these forms. */
export function linkValues(noun, thing, may) {
  const names = [`edit_${noun}`, `withdraw_${noun}`, `hide_${noun}`, `report_${noun}`, "reply", "add_comment-measure", "move_goal", "propose_measure"];
  const values = {};
  for (const name of names) {
    const form = `${name}-${thing.id}`;
    Object.assign(values, { [name]: may.has(name), [`${name}_form`]: form, [`${name}_path`]: `${location.pathname}?open=${form}#${form}` });
  }
  return values;
}

/** Takes the id of a form apart: `{name, noun, id, command}`; null for one that is not of a contribution. */
export function formIn(id) {
  const found = /^(reply|add_comment-measure|propose_measure|move_goal|(?:edit|withdraw|hide|report)_(goal|measure|comment))-(\d+)$/.exec(id);
  if (!found) return null;
  const [, name, noun, number] = found;
  const about = { reply: "comment", "add_comment-measure": "measure", propose_measure: "goal", move_goal: "goal" }[name] ?? noun;
  return { name, noun: about, id: Number(number), command: COMMAND[name] ?? name };
}

/** Finds what a form is about; undefined when it is gone, or on another goal's page. */
export function thingOf(view, { noun, id }) {
  return { goal: view.goals, measure: view.measures, comment: view.comments }[noun].get(id);
}

/** What a form holds before anything is typed into it: its fields by name, and whether the thing is another's. */
export function valuesOf(view, { name, noun }, thing) {
  const said = (texts) => texts[thing.lang] ?? "";
  const goalId = noun === "goal" ? thing.id : thing.goal_id;
  const voting = view.onOpenBallot({ id: goalId });
  const one = { [`${noun}_id`]: thing.id, expect: thing.revision, others: !view.isMine(noun, thing), voting };
  const more = {
    reply: () => ({ goal_id: thing.goal_id ?? "", measure_id: thing.measure_id ?? "", reply_to: thing.id }),
    edit_comment: () => ({ ...one, lang: thing.lang, text: said(thing.text), stance: thing.stance }),
    edit_measure: () => ({
      ...one,
      lang: thing.lang,
      text: said(thing.text),
      responsible: said(thing.responsible),
      time_frame: said(thing.time_frame),
      responsible_body_id: thing.responsible_body_id ?? "",
      type: thing.type ?? "",
      status: thing.status,
    }),
    edit_goal: () => ({
      ...one,
      lang: thing.lang,
      title: said(thing.title),
      rationale: said(thing.rationale),
      "phenomenon_ids[]": thing.phenomenon_ids.map(String),
    }),
    hide_goal: () => ({ ...one, voted_on: view.onOpenBallot(thing), unvoted: !view.onOpenBallot(thing) }),
    move_goal: () => ({ ...one, theme_id: String(thing.theme_id) }),
  };
  return more[name]?.() ?? one;
}
