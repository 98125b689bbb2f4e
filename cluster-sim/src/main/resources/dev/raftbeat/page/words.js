// What every part of the page says and shows in one way.

const $ = id => document.getElementById(id);
// Told apart by people who see few colours as well; and a name or a place says the same beside each.
const COLOURS = ["#7d7d88", "#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#a89c00", "#8a6dd9", "#5b8c2a"];
/** On a colour: whichever of black and white is read more easily. */
const onColour = COLOURS.map(colour => {
  const [r, g, b] = [1, 3, 5].map(at => (parseInt(colour.slice(at, at + 2), 16) / 255) ** 2.2);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.18 ? "#000" : "#fff";
});
const SIGNS = { LEADER: "★", FOLLOWER: "○", PRE_CANDIDATE: "◇", CANDIDATE: "◆" };
const WORDS = { LEADER: "leader", FOLLOWER: "follower", PRE_CANDIDATE: "pre-candidate", CANDIDATE: "candidate" };

const seconds = t => (t / 1e6).toFixed(3) + " s";
const millis = t => t < 1e4 ? (t / 1e3).toFixed(1) + " ms" : t < 1e6 ? Math.round(t / 1e3) + " ms" : (t / 1e6).toFixed(1) + " s";
const count = (number, what) => number + " " + what + (number === 1 ? "" : "s");

/** An element with a text in it. What the run says becomes text and never markup. */
const text = (tag, content, type) => {
  const made = document.createElement(tag);
  made.textContent = content;
  if (type) made.className = type;
  return made;
};
/** A name where there is little room. */
const brief = word => word.length > 6 ? word.slice(0, 5) + "…" : word;
const trouble = sentence => {
  $("trouble").hidden = false;
  $("trouble").append(text("p", sentence));
};
