// Time, and the keys that move it.

let now = run.from, playing = false, following = feed.live, before = 0, drawn = 0;
const still = matchMedia("(prefers-reduced-motion: reduce)");
/** Who wants no motion sees a step this often instead. */
const STEP_MILLIS = 500;

const draw = () => {
  const said = seconds(now) + " · " + leads(now);
  $("now").textContent = said;
  $("bar").min = run.from; $("bar").max = span; $("bar").value = now;
  $("live").setAttribute("aria-pressed", String(following));
  $("bar").setAttribute("aria-valuetext", said);
  $("link").href = "#t=" + (now / 1e6).toFixed(3);
  drawNodes(); drawLinks(); drawFeed(); drawReadings(); drawStrip(); drawSpace();
};
const seek = t => { now = Math.max(run.from, Math.min(span, t)); following = feed.live && now >= span; draw(); };
/** What is wrong with the recording, how much of it is shown, and what is to be said besides. */
const warn = word => {
  $("trouble").replaceChildren();
  $("trouble").hidden = true;
  run.flaws.forEach(flaw => trouble("This recording is not whole: " + flaw + "."));
  if (run.leftOut) trouble("Only the first " + seconds(span) + " can be played: " + count(run.leftOut, "more fact") + " are left out.");
  if (word) trouble(word);
};
/** More has come of a run that goes on: whoever looks at its newest moment goes on with it. */
const more = piece => {
  if (piece.lost !== undefined) { if (!run.over) warn(piece.lost); return; }
  warn(run.over || run.word);
  span = run.span; background = unusual = null; linksTold = -1; down.clear();
  if (piece.elections) listElections();
  if (piece.checks) listChecks();
  shownFeed = ""; shownReading = -2;
  if (following) { now = span; setPlaying(false); }
  now = Math.max(run.from, now);
  draw();
};
const setPlaying = on => {
  if (on === playing) return;
  playing = on;
  $("play").textContent = on ? "pause" : "play";
  $("now").setAttribute("aria-live", on ? "off" : "polite");
  if (!on) draw();
  else { if (now >= span) now = run.from; before = drawn = performance.now(); requestAnimationFrame(frame); }
};
const frame = stamp => {
  if (!playing) return;
  now = Math.min(span, now + Math.max(0, stamp - before) * 1e3 * Number($("speed").value));
  before = stamp;
  if (!still.matches || stamp - drawn >= STEP_MILLIS || now >= span) { drawn = stamp; draw(); }
  if (now >= span) { following = feed.live; setPlaying(false); } else requestAnimationFrame(frame);
};
const step = (times, on) => {
  setPlaying(false);
  const at = on ? place(times, now) + 1 : placeBy(times.length, i => times[i] + 0.5, now);
  if (at >= 0 && at < times.length) seek(times[at]); else seek(on ? span : run.from);
};
const toElection = on => {
  step(electionTimes, on);
  const at = place(electionTimes, now);
  if (at >= 0 && electionTimes[at] === now) explain(at);
};
/** Puts an election into the middle, and says why it came about. */
const goTo = at => {
  setPlaying(false);
  following = false;
  now = elections[at].t;
  explain(at);
  zoomToElection(elections[at]);
};
const whyNow = () => { if (elections.length) goTo(Math.max(0, place(electionTimes, now))); };
const changeSpeed = by => { const speed = $("speed"); speed.selectedIndex = Math.max(0, Math.min(speed.length - 1, speed.selectedIndex + by)); };
const copyLink = async () => {
  const address = location.href.split("#")[0] + $("link").getAttribute("href");
  let done = "copied";
  try { await navigator.clipboard.writeText(address); } catch (refused) { location.hash = $("link").getAttribute("href"); done = "it is the address of this page"; }
  $("said").textContent = done;
  setTimeout(() => { $("said").textContent = ""; }, 4000);
};

$("live").hidden = !feed.live;
$("live").onclick = () => { setPlaying(false); seek(span); };
$("play").onclick = () => setPlaying(!playing);
$("on").onclick = () => step(moments, true);
$("back").onclick = () => step(moments, false);
$("election-on").onclick = () => toElection(true);
$("election-back").onclick = () => toElection(false);
$("copy").onclick = copyLink;
$("help-on").onclick = () => $("help").showModal();
$("help-off").onclick = () => $("help").close();
$("details").onchange = draw;
$("bar").oninput = () => { setPlaying(false); seek(Number($("bar").value)); };

const KEYS = {
  " ": () => setPlaying(!playing), ".": () => step(moments, true), ",": () => step(moments, false),
  ">": () => toElection(true), "<": () => toElection(false), w: whyNow,
  "+": () => zoom(0.5), "=": () => zoom(0.5), "-": () => zoom(2), _: () => zoom(2), 0: () => zoomTo(span),
  ArrowRight: () => { setPlaying(false); seek(now + width / 20); }, ArrowLeft: () => { setPlaying(false); seek(now - width / 20); },
  Home: () => { setPlaying(false); seek(run.from); }, End: () => { setPlaying(false); seek(span); },
  "[": () => changeSpeed(-1), "]": () => changeSpeed(1), h: () => $("details").click(), c: copyLink, "?": () => $("help").showModal()
};
document.addEventListener("keydown", event => {
  const typing = event.target.matches("select, input[type=range]") && /^(Arrow|Home|End|Page)/.test(event.key);
  const choosing = event.target.matches("select") && event.key.length === 1;
  const pressing = event.target.matches("button, input[type=checkbox], a, summary, select") && (event.key === " " || event.key === "Enter");
  const scrolling = event.target.matches(".scroll, #feed, #elections, #checks") && /^(Arrow|Home|End| )/.test(event.key);
  const key = KEYS[event.key];
  if (!key || $("help").open || typing || choosing || pressing || scrolling || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  key();
});

const fromLink = () => {
  const wanted = /^#t=(\d{1,12}(?:\.\d{1,9})?)$/.exec(location.hash);
  if (wanted) { setPlaying(false); seek(Number(wanted[1]) * 1e6); }
};
const redraw = () => { background = null; draw(); };
const onPaper = on => { document.documentElement.toggleAttribute("data-paper", on); redraw(); };
window.addEventListener("hashchange", fromLink);
window.addEventListener("resize", redraw);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
matchMedia("print").addEventListener("change", event => onPaper(event.matches));
window.addEventListener("beforeprint", () => onPaper(true));
window.addEventListener("afterprint", () => onPaper(false));

$("title").textContent = run.title;
document.title = run.title + ": replay";
warn(run.over || run.word);
listElections();
listChecks();
if (following) now = span;
draw();
fromLink();
document.documentElement.dataset.ready = "yes";
requestAnimationFrame(() => requestAnimationFrame(() => performance.mark("picture")));
