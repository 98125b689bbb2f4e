"use strict";
/**
 * What is known of a run, and how it comes in: as one whole piece inside the page, or piece by piece while the run goes
 * on. Columns and lists grow at their ends; anything else is replaced. What is held stays the same object for good.
 */
const feed = (() => {
  const whole = document.getElementById("run");
  const STATE = ["life", "role", "term", "vote", "follows", "boot", "claims", "counted", "stands"];
  const TIMES = new Set(["t", "armed"]);
  const empty = keys => Object.fromEntries(keys.map(key => [key, []]));
  const run = {
    members: [], flaws: [], figures: [], invariants: [], losses: [], states: [], nodes: [], faults: [], checks: [], elections: [], electionTimes: [], moments: [],
    leader: empty(["t", "node", "term", "rivals"]), links: empty(["t", "ends"]), readings: empty(["t", "read"]), feed: empty(["t", "headline", "text"]),
    messages: empty(["t", "ends", "kind", "took", "loss", "kinds"]), longest: 0, from: 0, span: 1, over: ""
  };

  const isGroup = value => value !== null && typeof value === "object" && !Array.isArray(value);
  /** Times come as distances. */
  const grow = (held, piece) => {
    for (const key of Object.keys(piece)) {
      const to = held[key] ??= [];
      let last = to.length ? to[to.length - 1] : 0;
      if (TIMES.has(key)) for (const step of piece[key]) to.push(last += step);
      else for (const value of piece[key]) to.push(value);
    }
  };
  const replace = (held, values) => { held.length = 0; for (const value of values) held.push(value); };
  const forget = held => { for (const key of Object.keys(held)) held[key].length = 0; };

  const add = piece => {
    const { late, states, nodes, messages } = piece, held = run.messages;
    if (late) late.back.forEach((back, i) => {
      const place = held.t.length - back;
      if (place < 0) return;
      held.took[place] = late.took[i]; held.loss[place] = late.loss[i];
      run.longest = Math.max(run.longest, late.took[i]);
    });
    for (const took of messages.took) if (took > run.longest) run.longest = took;
    for (const state of states) run.states.push(Object.fromEntries(STATE.map((key, i) => [key, state[i]])));
    nodes.forEach((node, i) => grow(run.nodes[i] ??= {}, node));
    for (const [key, value] of Object.entries(piece)) {
      if (key === "late" || key === "states" || key === "nodes") continue;
      if (isGroup(value)) grow(run[key] ??= {}, value);
      else if (Array.isArray(value)) replace(run[key] ??= [], value);
      else run[key] = value;
    }
    run.span = Math.max(run.from + 1, run.span);
    for (const t of run.feed.t.slice(run.feed.t.length - piece.feed.t.length))
      if (!run.moments.length || t > run.moments[run.moments.length - 1]) run.moments.push(t);
    if (piece.elections) replace(run.electionTimes, run.elections.map(one => one.t));
  };
  const anew = () => {
    for (const value of Object.values(run)) if (Array.isArray(value)) value.length = 0; else if (isGroup(value)) forget(value);
    run.longest = 0;
  };

  const unpack = letters => {
    const bytes = Uint8Array.from(atob(letters.trim()), c => c.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
  };

  /**
   * Listens to a run that goes on. The browser itself comes back when the connection is lost, and says what it saw last.
   * @param told hears of each piece, of the end, and of connections that are lost
   */
  const listen = told => new Promise((begun, failed) => {
    const source = new EventSource("events");
    let order = Promise.resolve(), known = false;
    const take = (event, whole) => {
      const unpacked = unpack(event.data);
      order = order.then(async () => {
        const piece = await unpacked;
        if (whole) anew();
        add(piece);
        if (known) told(piece);
        known = true;
        begun();
      }).catch(failed);
    };
    source.addEventListener("whole", event => take(event, true));
    source.addEventListener("piece", event => take(event, false));
    source.addEventListener("over", event => {
      source.close();
      order = order.then(() => { run.over = JSON.parse(event.data); if (known) told({}); });
    });
    source.addEventListener("open", () => { if (known) told({ lost: "" }); });
    source.addEventListener("error", () => {
      const gone = source.readyState === EventSource.CLOSED;
      if (known) told({ lost: "The connection is lost; " + (gone ? "load this page again." : "this page tries again.") });
      else if (gone) failed(new Error("it cannot be reached, or has as many viewers as it takes"));
    });
  });

  return {
    run,
    live: !whole,
    start: async told => whole ? add(await unpack(whole.textContent)) : listen(told)
  };
})();
