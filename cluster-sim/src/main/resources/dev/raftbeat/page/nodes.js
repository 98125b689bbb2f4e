// The nodes at this moment: a ring of them, and a line for each.

const SVG = "http://www.w3.org/2000/svg";
const spot = node => {
  const angle = 2 * Math.PI * node / Math.max(1, members.length) - Math.PI / 2;
  return [95 * Math.cos(angle), 95 * Math.sin(angle)];
};
const shape = (tag, looks) => {
  const made = document.createElementNS(SVG, tag);
  for (const [key, value] of Object.entries(looks)) made.setAttribute(key, value);
  return made;
};
const ring = members.map((member, node) => {
  const [x, y] = spot(node);
  const line = shape("line", { "stroke-width": 2 });
  $("ring").prepend(line);
  const circle = shape("circle", { cx: x, cy: y, r: 26 });
  const label = shape("text", { x, y: y + 5, "text-anchor": "middle", "font-size": member.length > 3 ? 11 : 15 });
  $("ring").append(circle, label);
  return { circle, label, line };
});
const rows = members.map((member, node) => {
  const row = $("nodes").tBodies[0].insertRow(), head = text("th", member);
  head.scope = "row";
  head.style.borderLeft = "0.5rem solid " + COLOURS[node + 1];
  head.style.paddingLeft = "0.4rem";
  row.append(head);
  const cells = ["role", "term", "vote", "follows", "boot", "timer"].map(() => row.insertCell());
  cells[4].className = "boot";
  const box = text("span", "", "timer"), fill = text("i", ""), left = text("span", "");
  box.append(fill);
  cells[5].append(box, left);
  return { cells, fill, box, left };
});

/** What it is, with a sign besides the word. */
const role = state => !state || state.life === "UNKNOWN" ? ["?", "not heard yet"] : state.life === "DEAD" ? ["✗", "dead"]
  : state.life === "PAUSED" ? ["‖", "paused"] : [SIGNS[state.role] ?? "?", WORDS[state.role] ?? "starting"];

const drawNodes = () => members.forEach((member, node) => {
  const state = stateAt(node, now), { cells, fill, box, left } = rows[node], { circle, label, line } = ring[node];
  const alive = state && state.life === "UP", [sign, word] = role(state);
  cells[0].textContent = sign + " " + word;
  cells[1].textContent = state ? state.term : "";
  cells[2].textContent = state ? name(state.vote) : "";
  cells[3].textContent = state ? state.stands || name(state.follows) : "";
  cells[4].textContent = state ? state.boot : "";
  const timer = alive ? timerAt(node, now) : null;
  fill.style.width = timer && timer.whole ? 100 * timer.left / timer.whole + "%" : "0";
  box.style.visibility = timer ? "visible" : "hidden";
  left.textContent = timer ? millis(timer.left) : "";
  circle.setAttribute("fill", state && state.claims ? COLOURS[node + 1] : "var(--panel)");
  circle.setAttribute("stroke", COLOURS[node + 1]);
  circle.setAttribute("stroke-width", alive ? 4 : 1);
  circle.setAttribute("stroke-dasharray", alive ? "none" : "3 4");
  label.setAttribute("fill", state && state.claims ? onColour[node + 1] : "currentColor");
  label.textContent = sign + brief(member);
  const follows = alive && state.counted && state.follows && state.follows !== node + 1 ? spot(state.follows - 1) : null;
  line.setAttribute("stroke", follows ? COLOURS[state.follows] : "none");
  ["x1", "y1", "x2", "y2"].forEach((key, i) => line.setAttribute(key, follows ? [...spot(node), ...follows][i] : 0));
});
