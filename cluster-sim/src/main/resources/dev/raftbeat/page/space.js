// Messages in space and time: a lane a node, an arrow a message, around this moment.

const ARROWS_MAX = 1500, WIDTH_MIN = 1e3;
/** Of a kind of message. */
const isRoutine = kind => /AppendEntries|heartbeat/.test(run.messages.kinds[kind]);
/** The places of the messages that are no heartbeats, or that were lost. */
let unusual = null;
const findUnusual = () => {
  const routine = run.messages.kinds.map((word, kind) => isRoutine(kind));
  unusual = [];
  run.messages.kind.forEach((kind, at) => { if (run.messages.loss[at] || !routine[kind]) unusual.push(at); });
};
let width = feed.live ? 2e6 : Math.min(span, 2e6);
const shown = () => { const from = Math.max(run.from, Math.min(now - width / 2, span - width)); return { from, until: from + width }; };

/** The places of the messages to be drawn between two times; without heartbeats where there are too many. */
const messagesIn = (from, until) => {
  const m = run.messages, early = from - Math.min(run.longest, width);
  const first = place(m.t, early) + 1, last = place(m.t, until);
  if (last - first <= ARROWS_MAX) return { crowded: false, places: Array.from({ length: last - first + 1 }, (_, i) => first + i) };
  if (!unusual) findUnusual();
  const time = at => m.t[unusual[at]];
  return { crowded: true, places: unusual.slice(placeBy(unusual.length, time, early) + 1, placeBy(unusual.length, time, until) + 1) };
};

const drawArrow = (to, c, i, x, y, head) => {
  const m = run.messages, sender = m.ends[i] >> 4, receiver = m.ends[i] & 15, usual = isRoutine(m.kind[i]);
  const took = m.took[i] < 0 ? width / 50 : m.took[i], share = m.loss[i] ? 0.6 : 1;
  const x1 = x(m.t[i]), y1 = y(sender - 1), x2 = x1 + (x(m.t[i] + took) - x1) * share, y2 = y1 + (y(receiver - 1) - y1) * share;
  to.strokeStyle = usual ? c.line : COLOURS[sender];
  to.lineWidth = usual ? 1 : 2;
  to.setLineDash(m.loss[i] || m.took[i] < 0 ? [4, 3] : []);
  lineTo(to, x1, y1, x2, y2);
  to.setLineDash([]);
  if (m.loss[i]) {
    to.strokeStyle = c.bad;
    lineTo(to, x2 - 3, y2 - 3, x2 + 3, y2 + 3); lineTo(to, x2 + 3, y2 - 3, x2 - 3, y2 + 3);
  } else if (head) {
    const angle = Math.atan2(y2 - y1, x2 - x1);
    for (const side of [-0.4, 0.4]) lineTo(to, x2, y2, x2 - 6 * Math.cos(angle + side), y2 - 6 * Math.sin(angle + side));
  }
};

const drawSpace = () => {
  const { to, w, h } = pen($("space")), c = ink(), { from, until } = shown();
  const x = t => LEFT + (w - LEFT - RIGHT) * (t - from) / width;
  const y = node => 18 + (h - 44) * (members.length < 2 ? 0.5 : node / (members.length - 1));
  to.save();
  to.beginPath(); to.rect(LEFT, 0, w - LEFT, h); to.clip();
  for (const fault of run.faults) {
    if (!fault.lasts || fault.from > until || (fault.to >= 0 && fault.to < from)) continue;
    const a = x(Math.max(from, fault.from)), b = x(Math.min(until, fault.to < 0 ? span : fault.to));
    to.fillStyle = c.bad; to.globalAlpha = 0.08;
    to.fillRect(a, 0, b - a, h - 24);
    to.globalAlpha = 1;
  }
  const { crowded, places } = messagesIn(from, until), m = run.messages;
  for (const i of places) if (m.t[i] + (m.took[i] < 0 ? width / 50 : m.took[i]) >= from) drawArrow(to, c, i, x, y, places.length <= ARROWS_MAX);
  members.forEach((member, node) => lane(to, node, y(node), from, until, x));
  to.fillStyle = c.ink;
  for (const one of elections) if (one.t >= from && one.t <= until) diamond(to, x(one.t), y(one.node - 1), 5);
  to.fillRect(x(now), 0, 1, h - 20);
  to.restore();
  to.fillStyle = c.soft;
  members.forEach((member, node) => to.fillText(brief(member), 0, y(node), LEFT - 4));
  axis(to, c, from, until, x, h - AXIS / 2, w);
  $("width").textContent = millis(width) + " wide" + (crowded ? "; heartbeats are left out, because there are too many" : "");
  if (!playing) $("space").setAttribute("aria-label", spaceWords(from, until, places, crowded));
};

/** The picture for those who cannot see it. */
const spaceWords = (from, until, places, crowded) => {
  const m = run.messages, within = places.filter(i => m.t[i] >= from);
  const lost = within.filter(i => m.loss[i]), asked = elections.filter(one => one.t >= from && one.t <= until);
  return "From " + seconds(from) + " to " + seconds(until) + ": " + count(within.length, "message") + (crowded ? " that are no heartbeats" : "")
    + ", " + lost.length + " lost" + (lost.length ? " (" + [...new Set(lost.slice(0, 50).map(i => run.losses[m.loss[i] - 1]))].join("; ") + ")" : "") + ". "
    + asked.slice(0, WORDS_MAX).map(one => name(one.node) + " asks for votes of term " + one.term + " at " + seconds(one.t) + ".").join(" ");
};

const zoomTo = wanted => { width = Math.max(Math.min(span, WIDTH_MIN), Math.min(span, wanted)); draw(); };
const zoom = factor => zoomTo(width * factor);
/** So that an election fills the picture: from its first cause, if that is not long ago, until somebody leads. */
const zoomToElection = one => {
  const led = run.leader.t.find((t, at) => t >= one.t && run.leader.node[at]);
  const ago = one.t - Math.max(one.times.length ? one.times[0] : one.t, one.t - 1e6), after = (led === undefined ? one.t : Math.min(led, one.t + 1e6)) - one.t;
  zoomTo(Math.max(2e4, 2.4 * Math.max(ago, after)));
};

// The wheel zooms, one finger or the mouse drags, two fingers zoom. What is dragged no further than a few pixels is a click.
const CLICK = 4;
const fingers = new Map();
let dragged = 0;
const gap = () => { const [one, other] = [...fingers.values()]; return Math.max(10, Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY)); };
$("space").addEventListener("wheel", event => {
  event.preventDefault();
  zoom(Math.exp(Math.max(-100, Math.min(100, event.deltaY)) / 200));
}, { passive: false });
$("space").onpointerdown = event => {
  if (event.button) return;
  fingers.set(event.pointerId, event);
  dragged = fingers.size > 1 ? CLICK + 1 : 0;
  $("space").setPointerCapture(event.pointerId);
};
$("space").onpointermove = event => {
  const before = fingers.get(event.pointerId);
  if (!before) return;
  if (fingers.size === 2) {
    const was = gap();
    fingers.set(event.pointerId, event);
    zoom(was / gap());
  } else if (fingers.size === 1) {
    dragged += Math.abs(event.clientX - before.clientX);
    if (dragged <= CLICK) return;
    fingers.set(event.pointerId, event);
    const { from, until } = shown();
    setPlaying(false);
    seek(now + timeAt($("space"), before, from, until) - timeAt($("space"), event, from, until));
  }
};
$("space").onpointerup = event => {
  if (fingers.delete(event.pointerId) && dragged <= CLICK && !fingers.size) {
    const { from, until } = shown();
    setPlaying(false);
    seek(timeAt($("space"), event, from, until));
  }
};
$("space").onpointercancel = event => fingers.delete(event.pointerId);
$("wider").onclick = () => zoom(2);
$("closer").onclick = () => zoom(0.5);
$("whole").onclick = () => zoomTo(span);
