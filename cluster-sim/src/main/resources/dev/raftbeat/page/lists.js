// What is told in words: the feed, links and faults, elections and why, the flap meter, the invariants.

const linkCells = new Map();
{
  const table = $("links"), head = table.createTHead().insertRow(), body = table.createTBody();
  head.append(text("th", "from \\ to"), ...members.map(member => text("th", member)));
  members.forEach((from, i) => {
    const row = body.insertRow(), first = text("th", from);
    first.scope = "row";
    row.append(first);
    members.forEach((to, j) => { const cell = row.insertCell(); if (i !== j) linkCells.set((i + 1) * 16 + j + 1, cell); });
  });
}
/** Which connections are down at a moment; kept, because time mostly goes on. */
const down = new Set();
let linksTold = -1;
const drawLinks = () => {
  const last = place(run.links.t, now);
  if (last < linksTold) { down.clear(); linksTold = -1; }
  while (linksTold < last) {
    const ends = run.links.ends[++linksTold];
    if (ends < 0) down.add(-ends); else down.delete(ends);
  }
  const hit = new Map(), going = run.faults.filter(fault => goesOn(fault, now));
  for (const fault of going) for (const ends of fault.links) if (!hit.has(ends)) hit.set(ends, fault);
  linkCells.forEach((cell, ends) => {
    const fault = hit.get(ends);
    cell.textContent = fault ? fault.number : down.has(ends) ? "−" : "·";
    cell.className = fault || down.has(ends) ? "bad" : "";
    cell.title = fault ? fault.text : down.has(ends) ? "no connection" : "open";
  });
  $("faults").replaceChildren(...(going.length ? going.map(fault => text("li", fault.number + "  " + fault.text)) : [text("li", "none", "soft")]));
};

const FEED_MAX = 60;
let shownFeed = "";
const drawFeed = () => {
  const last = place(run.feed.t, now), details = $("details").checked, key = last + " " + details;
  if (key === shownFeed) return;
  shownFeed = key;
  const items = [];
  for (let i = last; i >= 0 && items.length < FEED_MAX; i--) {
    if (!details && !run.feed.headline[i]) continue;
    const item = text("li", "", run.feed.headline[i] ? "" : "detail");
    item.append(text("time", seconds(run.feed.t[i])), text("span", run.feed.text[i]));
    items.push(item);
  }
  $("feed").replaceChildren(...items);
};

const listElections = () => $("elections").replaceChildren(...elections.map((one, at) => {
  const button = document.createElement("button"), item = document.createElement("li");
  button.type = "button";
  button.append(text("time", seconds(one.t)), text("span", one.what));
  button.onclick = () => goTo(at);
  item.append(button);
  return item;
}), ...(elections.length ? [] : [text("li", "Nobody asked for votes.", "soft")]));
/** Says why somebody asked for votes. */
const explain = at => {
  const one = elections[at], list = document.createElement("ol");
  const box = $("elections"), buttons = [...box.querySelectorAll("button")], top = buttons[at].offsetTop;
  buttons.forEach((button, i) => button.setAttribute("aria-current", String(i === at)));
  if (top < box.scrollTop || top > box.scrollTop + box.clientHeight - 30) box.scrollTop = top;
  one.steps.forEach((step, i) => list.append(text("li", seconds(one.times[i]) + "  " + step)));
  $("why").replaceChildren(text("h3", "Why " + name(one.node) + " asked for votes of term " + one.term), list, text("p", one.verdict));
};

let checks = [], shownReading = -2;
/** What is violated comes first. */
const listChecks = () => {
  checks = [...run.checks].sort((one, other) => (other.verdict === "violated") - (one.verdict === "violated")).map(check => {
    const item = text("li", ""), sign = text("span", ""), why = text("div", "", "bad");
    item.append(sign, text("span", " " + check.id + " " + check.title), text("div", check.sentence, "soft"), why);
    return { check, item, sign, why, place: run.invariants.indexOf(check.id) };
  });
  $("checks").replaceChildren(...checks.map(one => one.item));
  shownReading = -2;
};
const VERDICTS = { v: ["✓ holds", "good"], V: ["✗ VIOLATED", "bad"], u: ["? unknown", "soft"], "-": ["? unknown", "soft"] };
const values = run.figures.map(title => {
  const value = text("dd", "");
  $("meter").append(text("dt", title), value);
  return value;
});
const drawReadings = () => {
  const at = place(run.readings.t, now), read = at < 0 ? [] : run.readings.read[at], letters = read[values.length + 1] || "";
  if (at === shownReading) return;
  shownReading = at;
  values.forEach((value, i) => {
    value.textContent = read[i] ?? "–";
    value.className = read[values.length]?.[i] === "!" ? "bad" : "";
  });
  for (const { check, sign, why, place } of checks) {
    const letter = letters[place] || "u", broken = letter === "V" && check.violations[0];
    [sign.textContent, sign.className] = VERDICTS[letter];
    why.textContent = broken ? broken.text : "";
  }
};
