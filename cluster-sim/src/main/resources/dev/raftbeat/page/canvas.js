// What both canvases draw with.

/** Room for the nodes' names. */
const LEFT = 44, RIGHT = 4, AXIS = 16;

const pen = canvas => {
  const scale = window.devicePixelRatio || 1, box = canvas.getBoundingClientRect();
  const w = Math.max(50, Math.round(box.width)), h = Math.max(50, Math.round(box.height));
  if (canvas.width !== w * scale || canvas.height !== h * scale) { canvas.width = w * scale; canvas.height = h * scale; }
  const to = canvas.getContext("2d");
  to.setTransform(scale, 0, 0, scale, 0, 0);
  to.clearRect(0, 0, w, h);
  to.font = "12px system-ui, sans-serif";
  to.textBaseline = "middle";
  return { to, w, h };
};
const ink = () => {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(["ink", "soft", "line", "bad"].map(part => [part, style.getPropertyValue("--" + part)]));
};
const lineTo = (to, x1, y1, x2, y2) => { to.beginPath(); to.moveTo(x1, y1); to.lineTo(x2, y2); to.stroke(); };
const diamond = (to, x, y, size) => {
  to.beginPath(); to.moveTo(x, y - size); to.lineTo(x + size, y); to.lineTo(x, y + size); to.lineTo(x - size, y); to.fill();
};
/** From a point of a canvas to a time, when these times are at its ends. */
const timeAt = (canvas, event, from, until) => {
  const box = canvas.getBoundingClientRect();
  return from + (until - from) * (event.clientX - box.left - LEFT) / (box.width - LEFT - RIGHT);
};

/** The times below a picture, at round distances. */
const axis = (to, c, from, until, x, y, w) => {
  const least = (until - from) * 90 / Math.max(90, w - LEFT);
  let step = 10 ** Math.ceil(Math.log10(least));
  if (step / 5 >= least) step /= 5; else if (step / 2 >= least) step /= 2;
  const digits = Math.max(0, Math.min(6, Math.ceil(6 - Math.log10(step))));
  to.fillStyle = c.soft; to.strokeStyle = c.line; to.lineWidth = 1;
  for (let t = Math.ceil(from / step) * step; t <= until; t += step) {
    lineTo(to, x(t), y - 9, x(t), y - 5);
    const word = (t / 1e6).toFixed(digits) + " s", wide = to.measureText(word).width;
    to.fillText(word, Math.max(LEFT, Math.min(w - wide, x(t) - wide / 2)), y + 2);
  }
};

/** A lane of a node between two times: thick leads, thin follows, dotted campaigns. */
const lane = (to, node, y, from, until, x) => {
  const columns = run.nodes[node];
  for (let i = Math.max(0, place(columns.t, from)); i < columns.t.length && columns.t[i] <= until; i++) {
    const state = states[columns.state[i]];
    const end = i + 1 < columns.t.length ? columns.t[i + 1] : span;
    if (state.life === "DEAD" || state.life === "UNKNOWN") continue;
    const a = x(Math.max(from, columns.t[i])), b = Math.max(a + 1, x(Math.min(until, end)));
    to.strokeStyle = COLOURS[node + 1];
    to.globalAlpha = state.life === "PAUSED" ? 0.3 : 1;
    to.setLineDash(state.role === "LEADER" || state.role === "FOLLOWER" ? [] : [3, 3]);
    to.lineWidth = state.claims ? 8 : state.role === "CANDIDATE" ? 5 : 2;
    lineTo(to, a, y, b, y);
  }
  to.setLineDash([]); to.globalAlpha = 1;
};
