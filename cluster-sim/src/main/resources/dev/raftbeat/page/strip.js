// The whole run: who led when, each node's roles, and the faults, on one axis.

/** All but the line of this moment, which alone moves. */
let background = null;
const FAULT_ROWS_MAX = 12;

/** Each fault in the first row that is free, so that those that go on together stand below each other. */
const faultRows = x => {
  const ends = [];
  return run.faults.map(fault => {
    const a = x(fault.from), b = fault.lasts ? x(fault.to < 0 ? span : fault.to) : a;
    let row = ends.findIndex(end => end < a - 2);
    if (row < 0) { row = ends.length; ends.push(0); }
    ends[row] = Math.max(b, a + 6);
    return { fault, a, b, row };
  });
};

const drawLeaders = (to, c, x) => {
  to.fillStyle = c.soft;
  to.fillText("leader", 0, 12, LEFT - 4);
  const { t, node, term } = run.leader;
  for (let i = 0; i < t.length; i++) {
    const a = x(t[i]), b = x(i + 1 < t.length ? t[i + 1] : span), who = node[i];
    if (who) {
      to.fillStyle = COLOURS[who];
      to.fillRect(a, 3, Math.max(1, b - a), 18);
      if (run.leader.rivals[i]) hatch(to, c, a, b);
      const words = [name(who) + " term " + term[i], name(who) + " t" + term[i], name(who)];
      const fits = words.find(word => to.measureText(word).width + 8 < b - a);
      if (fits) {
        to.fillStyle = COLOURS[who]; to.fillRect(a, 3, to.measureText(fits).width + 8, 18);
        to.fillStyle = onColour[who]; to.fillText(fits, a + 4, 12);
      }
    } else if (run.leader.rivals[i]) hatch(to, c, a, b);
  }
};
/** Somebody claims to lead whom no quorum follows. */
const hatch = (to, c, a, b) => {
  to.strokeStyle = c.bad; to.lineWidth = 1.5;
  if (b - a < 4) lineTo(to, a, 15, a, 21);
  else for (let at = a; at < b; at += 5) lineTo(to, at, 21, Math.min(b, at + 4), 3);
};

const drawBackground = canvas => {
  const wide = canvas.getBoundingClientRect().width, x = t => LEFT + (wide - LEFT - RIGHT) * Math.max(0, t - run.from) / (span - run.from);
  const faults = faultRows(x), rows = Math.min(FAULT_ROWS_MAX, Math.max(0, ...faults.map(one => one.row + 1)));
  const lanes = 36 + members.length * 20;
  canvas.style.height = lanes + rows * 7 + AXIS + 12 + "px";
  const { to, w, h } = pen(canvas), c = ink();
  drawLeaders(to, c, x);
  members.forEach((member, node) => {
    to.fillStyle = c.soft; to.fillText(brief(member), 0, 36 + node * 20, LEFT - 4);
    lane(to, node, 36 + node * 20, run.from, span, x);
  });
  to.fillStyle = c.ink;
  for (const one of elections) diamond(to, x(one.t), 36 + (one.node - 1) * 20, 4);
  if (rows) { to.fillStyle = c.soft; to.fillText("faults", 0, lanes + 2, LEFT - 4); }
  to.fillStyle = c.bad;
  for (const { fault, a, b, row } of faults) {
    const y = lanes + Math.min(row, FAULT_ROWS_MAX - 1) * 7;
    if (fault.lasts) to.fillRect(a, y, Math.max(2, b - a), 4);
    else { to.beginPath(); to.arc(a, y + 2, 3, 0, 7); to.fill(); }
  }
  axis(to, c, run.from, span, x, h - AXIS / 2, w);
  background = document.createElement("canvas");
  background.width = canvas.width; background.height = canvas.height;
  background.getContext("2d").drawImage(canvas, 0, 0);
  canvas.setAttribute("aria-label", stripWords());
};

const drawStrip = () => {
  const canvas = $("strip");
  if (!background) drawBackground(canvas);
  const to = canvas.getContext("2d"), scale = window.devicePixelRatio || 1;
  to.setTransform(1, 0, 0, 1, 0, 0);
  to.clearRect(0, 0, canvas.width, canvas.height);
  to.drawImage(background, 0, 0);
  const w = canvas.width / scale, at = (LEFT + (w - LEFT - RIGHT) * (now - run.from) / (span - run.from)) * scale;
  to.fillStyle = ink().ink;
  to.fillRect(at, 0, Math.max(1, scale), canvas.height);
};

const WORDS_MAX = 12;
/** The picture for those who cannot see it. */
const stripWords = () => {
  const { t, node, term } = run.leader, some = [];
  for (let i = 0; i < t.length; i++) {
    if (node[i] && !(i && node[i - 1] === node[i] && term[i - 1] === term[i])) some.push(name(node[i]) + " leads term " + term[i] + " from " + seconds(t[i]));
  }
  const faults = run.faults.map(fault => fault.text + " at " + seconds(fault.from));
  const told = all => all.slice(0, WORDS_MAX).join("; ") + (all.length > WORDS_MAX ? "; and " + (all.length - WORDS_MAX) + " more" : "");
  return "The run of " + seconds(span) + ". " + (some.length ? told(some) : "Nobody ever leads") + ". "
    + count(elections.length, "campaign") + ". " + (faults.length ? "Faults: " + told(faults) : "No faults") + ".";
};

$("strip").onclick = event => { setPlaying(false); seek(timeAt($("strip"), event, run.from, span)); };
