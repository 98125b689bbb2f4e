// The run: how it comes in, and what was so at a moment of it.

let run;
try {
  const bytes = Uint8Array.from(atob($("run").textContent.trim()), c => c.charCodeAt(0));
  run = await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
} catch (broken) {
  trouble("This page cannot be read: it is cut short, or this browser cannot unpack it (" + broken.message + ").");
  return;
}

// Times come as distances.
const summed = column => { let sum = 0; return Float64Array.from(column, step => sum += step); };
for (const part of [run.leader, run.links, run.messages, run.feed, run.readings]) part.t = summed(part.t);
for (const node of run.nodes) { node.t = summed(node.t); node.armed = summed(node.armed); }
run.states = run.states.map(([life, role, term, vote, follows, boot, claims, counted, stands]) =>
  ({ life, role, term, vote, follows, boot, claims, counted, stands }));
run.moments = [...new Set(run.feed.t)].sort((a, b) => a - b);
run.electionTimes = run.elections.map(one => one.t);
run.longest = run.messages.took.reduce((longest, took) => Math.max(longest, took), 0);
const { members, states, moments, elections, electionTimes } = run, span = Math.max(1, run.span);

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
