"use strict";
(async () => {
  const $ = id => document.getElementById(id);
  const COLOURS = ["#7d7d88", "#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#a89c00", "#8a6dd9", "#5b8c2a"];
  const SIGNS = { LEADER: "★", FOLLOWER: "○", PRE_CANDIDATE: "◇", CANDIDATE: "◆" };
  const WORDS = { LEADER: "leads", FOLLOWER: "follows", PRE_CANDIDATE: "asks first", CANDIDATE: "asks for votes" };

  try {
    await feed.start(piece => more(piece));
  } catch (broken) {
    $("trouble").hidden = false;
    $("trouble").textContent = feed.live ? "This page follows no run: " + broken.message + "."
      : "This page cannot be read: it is cut short, or this browser cannot unpack it (" + broken.message + ").";
    return;
  }
  const { run } = feed, { states, members, moments, elections, electionTimes } = run;
  let span = run.span, following = feed.live;

  /** The last place whose time is not after t; -1 before the first. */
  const place = (times, t) => {
    let low = 0, high = times.length;
    while (low < high) { const mid = (low + high) >> 1; if (times[mid] <= t) low = mid + 1; else high = mid; }
    return low - 1;
  };
  const stateAt = (node, t) => { const at = place(run.nodes[node].t, t); return at < 0 ? null : states[run.nodes[node].state[at]]; };
  const timerAt = (node, t) => {
    const columns = run.nodes[node], at = place(columns.armed, t);
    if (at < 0 || columns.left[at] < 0) return null;
    return { left: Math.max(0, columns.armed[at] + columns.left[at] - t), whole: columns.left[at] };
  };
  const name = number => number > 0 ? members[number - 1] : "–";
  const seconds = t => (t / 1e6).toFixed(3) + " s";
  const millis = t => t < 1e4 ? (t / 1e3).toFixed(1) + " ms" : t < 1e6 ? Math.round(t / 1e3) + " ms" : (t / 1e6).toFixed(1) + " s";
  const goesOn = (fault, t) => fault.lasts && fault.from <= t && (fault.to < 0 || t < fault.to);
  const text = (tag, content, type) => {
    const made = document.createElement(tag);
    made.textContent = content;
    if (type) made.className = type;
    return made;
  };

  let now = 0, playing = false, width = feed.live ? 2e6 : Math.min(span, 2e6), before = 0, shownFeed = "", chosen = -1;

  $("title").textContent = run.title;
  document.title = run.title + ": replay";
  const warn = words => { $("trouble").hidden = !words; $("trouble").textContent = words; };
  $("live").hidden = !feed.live;
  if (run.leftOut) warn("Only the first " + seconds(span) + " can be played: " + run.leftOut + " more facts are left out.");

  // What does not change is built once.
  const claimants = at => members.filter((member, node) => run.leader.rivals[at] & (1 << node));
  const rows = members.map((member, node) => {
    const row = $("nodes").tBodies[0].insertRow();
    const cells = [member, "", "", "", "", ""].map(content => { const cell = row.insertCell(); cell.textContent = content; return cell; });
    cells[0].style.borderLeft = "0.5rem solid " + COLOURS[node + 1];
    cells[0].style.paddingLeft = "0.4rem";
    const box = text("span", "", "timer"), fill = text("i", "");
    box.append(fill);
    const left = text("span", "");
    cells[5].append(box, left);
    return { cells, fill, box, left };
  });
  const linkCells = new Map();
  {
    const head = $("links").insertRow();
    head.append(text("th", ""), ...members.map(member => text("th", member)));
    members.forEach((from, i) => {
      const row = $("links").insertRow();
      row.append(text("th", from));
      members.forEach((to, j) => { const cell = row.insertCell(); if (i !== j) linkCells.set((i + 1) * 16 + j + 1, cell); });
    });
  }
  const SVG = "http://www.w3.org/2000/svg";
  const spot = node => {
    const angle = 2 * Math.PI * node / Math.max(1, members.length) - Math.PI / 2;
    return [95 * Math.cos(angle), 95 * Math.sin(angle)];
  };
  const ring = members.map((member, node) => {
    const [x, y] = spot(node);
    const line = document.createElementNS(SVG, "line");
    $("ring").prepend(line);
    const circle = document.createElementNS(SVG, "circle");
    circle.setAttribute("cx", x); circle.setAttribute("cy", y); circle.setAttribute("r", 26);
    const label = document.createElementNS(SVG, "text");
    label.setAttribute("x", x); label.setAttribute("y", y + 5); label.setAttribute("text-anchor", "middle");
    label.setAttribute("font-size", "15"); label.setAttribute("fill", "currentColor");
    $("ring").append(circle, label);
    return { circle, label, line };
  });
  const listElections = () => {
    $("elections").replaceChildren(...elections.map((one, at) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(text("time", seconds(one.t)), text("span", one.what));
      button.onclick = () => { explain(at); seek(one.t); };
      const item = document.createElement("li");
      item.append(button);
      return item;
    }));
    if (!elections.length) $("elections").append(text("li", "Nobody asked for votes.", "soft"));
  };
  const listChecks = () => $("checks").replaceChildren(...run.checks.map(check => {
    const item = text("li", "");
    check.sign = text("span", "");
    item.append(check.sign, text("span", " " + check.id + " " + check.title));
    item.title = check.sentence;
    check.why = text("div", "", "bad");
    item.append(check.why);
    return item;
  }));

  const explain = at => {
    chosen = at;
    const one = elections[at];
    $("why").replaceChildren();
    [...$("elections").querySelectorAll("button")].forEach((button, i) => button.setAttribute("aria-current", String(i === at)));
    const list = document.createElement("ol");
    one.steps.forEach((step, i) => list.append(text("li", seconds(one.times[i]) + "  " + step)));
    $("why").append(text("h3", "Why " + name(one.node) + " asked for votes of term " + one.term), list, text("p", one.verdict));
  };

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
  const LEFT = 44;
  const ink = () => {
    const style = getComputedStyle(document.documentElement);
    return { ink: style.getPropertyValue("--ink"), soft: style.getPropertyValue("--soft"), line: style.getPropertyValue("--line"), bad: style.getPropertyValue("--bad") };
  };

  /** A lane of a node between two times: thick leads, thin follows, dotted campaigns. */
  const lane = (to, node, y, from, until, x) => {
    const columns = run.nodes[node];
    for (let i = Math.max(0, place(columns.t, from)); i < columns.t.length && columns.t[i] <= until; i++) {
      const state = states[columns.state[i]];
      const end = i + 1 < columns.t.length ? columns.t[i + 1] : span;
      const a = x(Math.max(from, columns.t[i])), b = Math.max(a + 1, x(Math.min(until, end)));
      if (state.life === "DEAD" || state.life === "UNKNOWN") continue;
      to.strokeStyle = COLOURS[node + 1];
      to.globalAlpha = state.life === "PAUSED" ? 0.3 : 1;
      to.setLineDash(state.role === "LEADER" || state.role === "FOLLOWER" ? [] : [3, 3]);
      to.lineWidth = state.claims ? 8 : state.role === "CANDIDATE" ? 5 : 2;
      to.beginPath(); to.moveTo(a, y); to.lineTo(b, y); to.stroke();
    }
    to.setLineDash([]); to.globalAlpha = 1;
  };

  let background = null;
  const drawStrip = () => {
    const canvas = $("strip");
    if (!background) {
      const { to, w, h } = pen(canvas), c = ink();
      const x = t => LEFT + (w - LEFT - 4) * Math.max(0, t - run.from) / (span - run.from);
      const step = Math.min(20, (h - 80) / Math.max(1, members.length));
      to.fillStyle = c.soft;
      to.fillText("leader", 0, 12);
      for (let i = 0; i < run.leader.t.length; i++) {
        const a = x(run.leader.t[i]), b = x(i + 1 < run.leader.t.length ? run.leader.t[i + 1] : span), who = run.leader.node[i];
        if (who) {
          to.fillStyle = COLOURS[who];
          to.fillRect(a, 3, Math.max(1, b - a), 18);
          if (b - a > 60) { to.fillStyle = "#fff"; to.fillText(name(who) + " t" + run.leader.term[i], a + 4, 12); }
        }
      }
      for (let i = 0; i < run.leader.t.length; i++) {
        if (!run.leader.rivals[i]) continue;
        const a = x(run.leader.t[i]), b = x(i + 1 < run.leader.t.length ? run.leader.t[i + 1] : span);
        to.strokeStyle = c.bad; to.lineWidth = 1.5;
        if (b - a < 4) { to.beginPath(); to.moveTo(a, 15); to.lineTo(a, 21); to.stroke(); }
        else for (let at = a; at < b; at += 5) { to.beginPath(); to.moveTo(at, 21); to.lineTo(Math.min(b, at + 4), 3); to.stroke(); }
      }
      members.forEach((member, node) => {
        const y = 36 + node * step;
        to.fillStyle = c.soft; to.fillText(member, 0, y);
        lane(to, node, y, run.from, span, x);
      });
      const lanes = [];
      for (const fault of run.faults) {
        const a = x(fault.from), b = fault.lasts ? x(fault.to < 0 ? span : fault.to) : a;
        let row = lanes.findIndex(end => end < a - 2);
        if (row < 0) { row = lanes.length; lanes.push(0); }
        lanes[row] = Math.max(b, a + 6);
        const y = 36 + members.length * step + 8 + row * 7;
        if (y > h - 4) continue;
        to.fillStyle = c.bad;
        if (fault.lasts) to.fillRect(a, y, Math.max(2, b - a), 4);
        else { to.beginPath(); to.arc(a, y + 2, 3, 0, 7); to.fill(); }
      }
      background = document.createElement("canvas");
      background.width = canvas.width; background.height = canvas.height;
      background.getContext("2d").drawImage(canvas, 0, 0);
    }
    const to = canvas.getContext("2d"), scale = window.devicePixelRatio || 1;
    to.setTransform(1, 0, 0, 1, 0, 0);
    to.clearRect(0, 0, canvas.width, canvas.height);
    to.drawImage(background, 0, 0);
    const w = canvas.width / scale, at = (LEFT + (w - LEFT - 4) * (now - run.from) / (span - run.from)) * scale;
    to.fillStyle = ink().ink;
    to.fillRect(at, 0, Math.max(1, scale), canvas.height);
  };

  const ARROWS_MAX = 1500;
  const drawSpace = () => {
    const { to, w, h } = pen($("space")), c = ink();
    const from = Math.max(0, Math.min(now - width / 2, span - width)), until = from + width;
    const x = t => LEFT + (w - LEFT - 4) * (t - from) / width;
    const y = node => 18 + (h - 40) * (members.length < 2 ? 0.5 : node / (members.length - 1));
    for (const fault of run.faults) {
      if (!fault.lasts || fault.from > until || (fault.to >= 0 && fault.to < from)) continue;
      to.fillStyle = c.bad; to.globalAlpha = 0.08;
      to.fillRect(x(Math.max(from, fault.from)), 0, x(Math.min(until, fault.to < 0 ? span : fault.to)) - x(Math.max(from, fault.from)), h - 20);
      to.globalAlpha = 1;
    }
    members.forEach((member, node) => {
      to.fillStyle = c.soft; to.fillText(member, 0, y(node));
      lane(to, node, y(node), from, until, x);
    });
    const m = run.messages, first = place(m.t, from - Math.min(run.longest, width)) + 1, last = place(m.t, until);
    const crowded = last - first > ARROWS_MAX;
    for (let i = first; i <= last; i++) {
      const routine = m.kinds[m.kind[i]].includes("AppendEntries") || m.kinds[m.kind[i]].includes("heartbeat");
      if (crowded && routine && !m.loss[i]) continue;
      const sender = m.ends[i] >> 4, receiver = m.ends[i] & 15;
      const took = m.took[i] < 0 ? width / 50 : m.took[i];
      if (m.t[i] + took < from) continue;
      const x1 = x(m.t[i]), y1 = y(sender - 1), y2 = y(receiver - 1);
      const share = m.loss[i] ? 0.6 : 1, x2 = x1 + (x(m.t[i] + took) - x1), xe = x1 + (x2 - x1) * share, ye = y1 + (y2 - y1) * share;
      to.strokeStyle = routine ? c.line : COLOURS[sender];
      to.lineWidth = routine ? 1 : 2;
      to.setLineDash(m.loss[i] || m.took[i] < 0 ? [4, 3] : []);
      to.beginPath(); to.moveTo(x1, y1); to.lineTo(xe, ye); to.stroke();
      to.setLineDash([]);
      if (m.loss[i]) {
        to.strokeStyle = c.bad;
        to.beginPath(); to.moveTo(xe - 3, ye - 3); to.lineTo(xe + 3, ye + 3); to.moveTo(xe + 3, ye - 3); to.lineTo(xe - 3, ye + 3); to.stroke();
      } else if (!crowded || !routine) {
        const angle = Math.atan2(ye - y1, xe - x1);
        to.beginPath(); to.moveTo(xe, ye); to.lineTo(xe - 6 * Math.cos(angle - 0.4), ye - 6 * Math.sin(angle - 0.4));
        to.moveTo(xe, ye); to.lineTo(xe - 6 * Math.cos(angle + 0.4), ye - 6 * Math.sin(angle + 0.4)); to.stroke();
      }
    }
    to.fillStyle = c.soft;
    to.fillText(seconds(from), LEFT, h - 8);
    const end = seconds(until);
    to.fillText(end, w - to.measureText(end).width - 4, h - 8);
    to.fillStyle = c.ink;
    to.fillRect(x(now), 0, 1, h - 18);
    $("width").textContent = millis(width) + " wide" + (crowded ? "; heartbeats are left out, because there are too many" : "");
  };

  const drawNodes = () => {
    members.forEach((member, node) => {
      const state = stateAt(node, now), { cells, fill, box, left } = rows[node], drawn = ring[node];
      const alive = state && state.life === "UP";
      const role = !state ? "not heard of" : state.life === "DEAD" ? "✕ dead" : state.life === "PAUSED" ? "‖ frozen"
        : SIGNS[state.role] + " " + WORDS[state.role];
      cells[1].textContent = role;
      cells[2].textContent = state ? state.term : "";
      cells[3].textContent = state ? name(state.vote) : "";
      cells[4].textContent = state ? name(state.follows) : "";
      const timer = alive ? timerAt(node, now) : null;
      fill.style.width = timer && timer.whole ? 100 * timer.left / timer.whole + "%" : "0";
      box.style.visibility = timer ? "visible" : "hidden";
      left.textContent = timer ? millis(timer.left) : "";
      drawn.circle.setAttribute("fill", state && state.claims ? COLOURS[node + 1] : "var(--panel)");
      drawn.circle.setAttribute("stroke", COLOURS[node + 1]);
      drawn.circle.setAttribute("stroke-width", alive ? 4 : 1);
      drawn.circle.setAttribute("stroke-dasharray", alive ? "none" : "3 4");
      drawn.label.textContent = (state ? state.life === "DEAD" ? "✕" : state.life === "PAUSED" ? "‖" : SIGNS[state.role] : "") + member;
      const follows = alive && state.counted && state.follows && state.follows !== node + 1 ? spot(state.follows - 1) : null;
      const here = spot(node);
      drawn.line.setAttribute("stroke", follows ? COLOURS[state.follows] : "none");
      drawn.line.setAttribute("stroke-width", 2);
      ["x1", "y1", "x2", "y2"].forEach((key, i) => drawn.line.setAttribute(key, follows ? [...here, ...follows][i] : 0));
    });
  };

  const drawLinks = () => {
    const down = new Set();
    for (let i = 0, last = place(run.links.t, now); i <= last; i++) {
      const ends = run.links.ends[i];
      if (ends < 0) down.add(-ends); else down.delete(ends);
    }
    const hit = new Map();
    const going = run.faults.filter(fault => goesOn(fault, now));
    for (const fault of going) for (const ends of fault.links) if (!hit.has(ends)) hit.set(ends, fault);
    linkCells.forEach((cell, ends) => {
      const fault = hit.get(ends);
      cell.textContent = fault ? fault.number : down.has(ends) ? "−" : "·";
      cell.className = fault || down.has(ends) ? "bad" : "";
      cell.title = fault ? fault.text : "";
    });
    $("faults").replaceChildren(...(going.length ? going.map(fault => text("li", fault.number + "  " + fault.text)) : [text("li", "none", "soft")]));
  };

  const FEED_MAX = 60;
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

  const drawChecks = () => {
    for (const check of run.checks) {
      const first = check.violations.find(one => one.t <= now);
      check.sign.textContent = first ? "✕" : check.judged ? "✓" : "·";
      check.sign.className = first ? "bad" : "good";
      check.why.textContent = first ? first.text : "";
    }
  };

  const draw = () => {
    const at = place(run.leader.t, now);
    const who = at < 0 ? 0 : run.leader.node[at];
    $("now").textContent = seconds(now) + " · " + (who ? name(who) + " leads term " + run.leader.term[at] : "no leader"
      + (at < 0 ? "" : ", term " + run.leader.term[at])) + (at >= 0 && run.leader.rivals[at] ? " · " + claimants(at).join(", ") + (who ? " claims to lead too" : " claims to lead") : "");
    $("bar").min = run.from; $("bar").max = span; $("bar").value = now;
    $("live").setAttribute("aria-pressed", String(following));
    $("bar").setAttribute("aria-valuetext", $("now").textContent);
    $("link").href = "#t=" + (now / 1e6).toFixed(3);
    drawNodes(); drawLinks(); drawFeed(); drawChecks(); drawStrip(); drawSpace();
  };

  const seek = t => { now = Math.max(run.from, Math.min(span, t)); following = feed.live && now >= span; draw(); };
  /** More has come of a run that goes on: whoever looks at its newest moment goes on with it. */
  const more = piece => {
    if (piece.lost !== undefined) { if (!run.over) warn(piece.lost); return; }
    warn(run.over || run.word || "");
    span = run.span; background = null;
    if (piece.elections) { listElections(); chosen = -1; }
    if (piece.checks) listChecks();
    if (following) { now = span; setPlaying(false); }
    now = Math.max(run.from, now);
    draw();
  };
  const setPlaying = on => {
    playing = on;
    $("play").textContent = on ? "pause" : "play";
    $("now").setAttribute("aria-live", on ? "off" : "polite");
    if (on) { if (now >= span) now = run.from; before = performance.now(); requestAnimationFrame(frame); }
  };
  const frame = stamp => {
    if (!playing) return;
    now = Math.min(span, now + Math.max(0, stamp - before) * 1e3 * Number($("speed").value));
    before = stamp;
    draw();
    if (now >= span) { setPlaying(false); following = feed.live; } else requestAnimationFrame(frame);
  };
  const step = (times, on) => {
    setPlaying(false);
    const at = on ? place(times, now) + 1 : place(times, now - 1);
    if (at >= 0 && at < times.length) seek(times[at]); else seek(on ? span : 0);
  };
  const toElection = on => {
    step(electionTimes, on);
    const at = place(electionTimes, now);
    if (at >= 0 && electionTimes[at] === now) explain(at);
  };
  const zoom = factor => { width = Math.max(1e3, Math.min(span, width * factor)); draw(); };

  $("live").onclick = () => seek(span);
  $("play").onclick = () => setPlaying(!playing);
  $("on").onclick = () => step(moments, true);
  $("back").onclick = () => step(moments, false);
  $("election-on").onclick = () => toElection(true);
  $("election-back").onclick = () => toElection(false);
  $("wider").onclick = () => zoom(2);
  $("closer").onclick = () => zoom(0.5);
  $("details").onchange = draw;
  $("bar").oninput = () => { setPlaying(false); seek(Number($("bar").value)); };
  $("strip").onclick = event => {
    const box = $("strip").getBoundingClientRect();
    seek(run.from + (span - run.from) * (event.clientX - box.left - LEFT) / (box.width - LEFT - 4));
  };
  $("space").onclick = event => {
    const box = $("space").getBoundingClientRect(), from = Math.max(0, Math.min(now - width / 2, span - width));
    seek(from + width * (event.clientX - box.left - LEFT) / (box.width - LEFT - 4));
  };
  const KEYS = {
    " ": () => setPlaying(!playing), ".": () => step(moments, true), ",": () => step(moments, false),
    ">": () => toElection(true), "<": () => toElection(false), "+": () => zoom(0.5), "-": () => zoom(2),
    ArrowRight: () => seek(now + width / 20), ArrowLeft: () => seek(now - width / 20), Home: () => seek(0), End: () => seek(span)
  };
  document.addEventListener("keydown", event => {
    const typing = event.target.matches("select, input[type=range]") && event.key.startsWith("Arrow");
    const pressing = event.target.matches("button, input[type=checkbox], a") && (event.key === " " || event.key === "Enter");
    const key = KEYS[event.key];
    if (!key || typing || pressing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    key();
  });
  const fromLink = () => {
    const wanted = /^#t=(\d+(?:\.\d+)?)$/.exec(location.hash);
    if (wanted) { setPlaying(false); seek(Number(wanted[1]) * 1e6); }
  };
  window.addEventListener("hashchange", fromLink);
  window.addEventListener("resize", () => { background = null; draw(); });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { background = null; draw(); });
  window.addEventListener("beforeprint", () => { background = null; draw(); });
  listElections();
  listChecks();
  if (following) now = span;
  draw();
  fromLink();
  document.documentElement.dataset.ready = "yes";
})();
