// Comments in their threads: replies stand under what they reply to, no deeper than a phone's screen is wide.
//
// The server's twin is workshop/web/view/threads.py. Pure and without imports, so that Node runs it as it stands.

const DEEPEST = 3;

/**
 * Gives the comments that begin threads, each with `replies`.
 *
 * A reply to one that stands deepest stands beside it, and has what it replies to as `to`. Replies to a comment that is
 * gone stand under what is left of it: `{id, gone, replies}`; `gone` are those of which it is known where they stood.
 */
export function threadsOf(comments, gone = []) {
  const here = new Map([...comments, ...gone.map(remains)].map((comment) => [comment.id, { ...comment, replies: [], to: null }]));
  const all = [...here.values()].sort(byId);
  const [tops, levels, holders] = [[], new Map(), new Map()];
  for (const comment of all) {
    const number = comment.reply_to;
    if (number !== null && !here.has(number)) {
      here.set(number, { ...remains({ id: number, reply_to: null }), replies: [], to: null });
      levels.set(number, 1);
      tops.push(here.get(number));
    }
    const above = here.get(number);
    const holder = levels.get(number) === DEEPEST ? holders.get(number) : above;
    holders.set(comment.id, holder);
    levels.set(comment.id, holder ? levels.get(holder.id) + 1 : 1);
    if (above !== holder) comment.to = above;
    (holder ? holder.replies : tops).push(comment);
  }
  return living(tops.sort(byId));
}

/** Gives a comment and all that stands under it, without what is left of those that are gone. */
export function familyOf(comment) {
  return [...(comment.gone ? [] : [comment]), ...(comment.replies ?? []).flatMap(familyOf)];
}

function remains({ id, reply_to: above }) {
  return { id, reply_to: above, gone: true };
}

// What is left of a comment is there for those under it, and goes with the last of them.
function living(comments) {
  for (const comment of comments) comment.replies = living(comment.replies);
  return comments.filter(({ gone, replies }) => !gone || replies.length);
}

function byId(one, other) {
  return one.id - other.id;
}
