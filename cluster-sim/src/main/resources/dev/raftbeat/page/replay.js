// The run: how it comes in, and what was so at a moment of it.

try {
  await feed.start(piece => more(piece));
} catch (broken) {
  trouble(feed.live ? "This page follows no run: " + broken.message + "."
    : "This page cannot be read: it is cut short, or this browser cannot unpack it (" + broken.message + ").");
  return;
}
const { run } = feed, { members, states, moments, elections, electionTimes } = run;
let span = run.span;

/** The last place whose time is not after t; -1 before the first. */
const place = (times, t) => placeBy(times.length, at => times[at], t);
const placeBy = (size, time, t) => {
  let low = 0, high = size;
  while (low < high) { const mid = (low + high) >> 1; if (time(mid) <= t) low = mid + 1; else high = mid; }
  return low - 1;
};
const stateAt = (node, t) => { const at = place(run.nodes[node].t, t); return at < 0 ? null : states[run.nodes[node].state[at]]; };
const timerAt = (node, t) => {
  const columns = run.nodes[node], at = place(columns.armed, t);
  if (at < 0 || columns.left[at] < 0) return null;
  return { left: Math.max(0, columns.armed[at] + columns.left[at] - t), whole: columns.left[at] };
};
const name = number => number > 0 ? members[number - 1] : "–";
const goesOn = (fault, t) => fault.lasts && fault.from <= t && (fault.to < 0 || t < fault.to);
/** Who claims to lead besides the one whom a quorum follows, from this place of the leaders on. */
const rivals = at => members.filter((member, node) => run.leader.rivals[at] & (1 << node));
/** Who leads, in words. */
const leads = t => {
  const at = place(run.leader.t, t);
  if (at < 0) return "no leader";
  const who = run.leader.node[at], others = run.leader.rivals[at] ? " · " + rivals(at).join(", ") : "";
  return (who ? name(who) + " leads term " : "no leader, term ") + run.leader.term[at]
    + (others && others + (who ? " claims to lead too" : " claims to lead"));
};
