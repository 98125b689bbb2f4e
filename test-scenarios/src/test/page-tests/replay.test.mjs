// The page that plays a run, in a browser: real keys, clicks, wheels and fingers. The run is that of ReplayInChromiumTest.

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const { CHROMIUM, KILLED, HOSTILE, SCRATCH } = process.env;
let browser;
before(async () => { browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] }); });
after(() => browser.close());

/** A test on a page that was opened at a place of it; its console has to be silent, and it has to ask for nothing. */
const onPage = (name, { file = KILLED, at = "", ...options }, body) => test(name, async () => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage(), said = [], asked = [];
  page.on("console", message => said.push(message.text()));
  page.on("pageerror", error => said.push(error.message));
  page.on("dialog", dialog => { said.push("dialog"); dialog.dismiss(); });
  page.on("request", request => asked.push(request.url()));
  try {
    await page.goto(pathToFileURL(file).href + at);
    await page.waitForSelector("html[data-ready]");
    await body(page, context);
    assert.deepEqual(said, []);
    assert.deepEqual(asked.filter(url => !url.startsWith("file:")), []);
  } finally {
    await context.close();
  }
});
const text = (page, id) => page.locator("#" + id).textContent();
/** The moment that is shown, in seconds. */
const moment = async page => Number.parseFloat(await text(page, "now"));
const span = async page => Number((await page.locator("#bar").getAttribute("max")) / 1e6).toFixed(3) * 1;
const width = async page => { const [number, unit] = (await text(page, "width")).split(" "); return number * (unit === "s" ? 1000 : 1); };
const row = (page, node) => page.locator("#nodes tbody tr").nth(node - 1).innerText().then(words => words.trim().split(/\s+/).join(" "));
const box = (page, id) => page.locator("#" + id).boundingBox();
const nearly = (actual, expected, by) => assert.ok(Math.abs(actual - expected) <= by, actual + " is not " + expected);
const brightness = colour => colour.match(/\d+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0) / 3;
const paper = page => page.evaluate(() => getComputedStyle(document.body).backgroundColor).then(brightness);

onPage("a link to a moment shows what was so then", { at: "#t=1.5" }, async page => {
  assert.match(await text(page, "now"), /^1\.500 s · n\d leads term 1$/);
  await page.evaluate(() => { location.hash = "#t=3.5"; });
  await page.waitForFunction(() => document.getElementById("now").textContent.startsWith("3.500 s"));
  assert.match(await row(page, 1), /^n1 ✗ dead 1 n1 killed 1/);
  assert.match(await text(page, "feed"), /killed n1/);
  await page.evaluate(() => { location.hash = "#t=5.5"; });
  await page.locator("#links td[title='cut n2 -> n1']").waitFor();
  assert.match(await row(page, 1), /^n1 ◇ pre-candidate 2 – asks 1\/2 2 \d+ ms$/);
  for (const odd of ["#t=", "#t=-1", "#t=1e9", "#t=NaN", "#x", "#t=" + "9".repeat(400)]) await page.evaluate(to => { location.hash = to; }, odd);
  nearly(await moment(page), 5.5, 0.001);
});

onPage("space plays and pauses, and time ends with the run", {}, async page => {
  await page.keyboard.press("Space");
  assert.equal(await text(page, "play"), "pause");
  await page.waitForFunction(() => parseFloat(document.getElementById("now").textContent) > 0);
  await page.keyboard.press("Space");
  assert.equal(await text(page, "play"), "play");
  const stopped = await moment(page);
  await page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));
  assert.equal(await moment(page), stopped);
  await page.keyboard.press("End");
  assert.equal(await moment(page), await span(page));
  await page.keyboard.press("Home");
  assert.equal(await moment(page), 0);
  await page.selectOption("#speed", "64");
  await page.locator("#play").click();
  await page.waitForFunction(() => document.getElementById("play").textContent === "play");
  assert.equal(await moment(page), await span(page));
});

onPage("points and commas step from sentence to sentence", { at: "#t=1.9" }, async page => {
  await page.keyboard.press(".");
  const first = await moment(page);
  assert.ok(first > 1.9 && first <= 2);
  await page.keyboard.press(".");
  assert.ok(await moment(page) >= first);
  await page.keyboard.press(",");
  assert.equal(await moment(page), first);
  await page.keyboard.press(",");
  assert.ok(await moment(page) < 1.9);
});

onPage("angle brackets go to elections and say why", {}, async page => {
  await page.keyboard.press(">");
  const first = await moment(page);
  assert.match(await text(page, "why"), /^Why n1 asked for votes of term 1/);
  await page.keyboard.press(">");
  assert.ok(await moment(page) > 2);
  assert.match(await text(page, "why"), /asked for votes of term 2.*fault kill n1/s);
  await page.keyboard.press("<");
  assert.equal(await moment(page), first);
});

onPage("plus and minus zoom, and nought shows the whole run", { at: "#t=3" }, async page => {
  const begun = await width(page);
  await page.keyboard.press("+");
  assert.equal(await width(page), begun / 2);
  await page.keyboard.press("-");
  await page.keyboard.press("-");
  assert.equal(await width(page), begun * 2);
  await page.keyboard.press("0");
  nearly(await width(page), 1000 * await span(page), 51);
  for (let i = 0; i < 30; i++) await page.keyboard.press("+");
  assert.equal(await width(page), 1);
  await page.keyboard.press("ArrowRight");
  assert.match(await text(page, "link").then(() => page.locator("#link").getAttribute("href")), /^#t=3\.000$/);
});

onPage("a click on an election puts it into the middle and says why", {}, async page => {
  const button = page.getByRole("button", { name: /campaigns in term 2/ });
  await button.click();
  assert.match(await text(page, "why"), /asked for votes of term 2/);
  assert.equal(await button.getAttribute("aria-current"), "true");
  assert.ok(await moment(page) > 2);
  assert.ok(await width(page) < 2000);
  await page.keyboard.press("Home");
  await page.keyboard.press("w");
  assert.match(await text(page, "why"), /asked for votes of term 1/);
});

onPage("a click on the strip goes there, and so does the bar", {}, async page => {
  const strip = await box(page, "strip");
  await page.mouse.click(strip.x + 44 + (strip.width - 48) / 2, strip.y + 30);
  nearly(await moment(page), await span(page) / 2, 0.02);
  await page.locator("#bar").focus();
  await page.keyboard.press("End");
  assert.equal(await moment(page), await span(page));
});

onPage("the wheel zooms, the mouse drags, a click goes there", { at: "#t=3" }, async page => {
  const space = await box(page, "space"), begun = await width(page), middle = [space.x + 44 + (space.width - 48) / 2, space.y + 60];
  await page.mouse.move(...middle);
  await page.mouse.wheel(0, -100);
  await page.waitForFunction(before => parseFloat(document.getElementById("width").textContent) !== before, begun / 1000);
  assert.ok(await width(page) < begun);
  const wide = await width(page);
  await page.mouse.down();
  await page.mouse.move(middle[0] - 100, middle[1], { steps: 5 });
  await page.mouse.up();
  nearly(await moment(page), 3 + wide / 1000 * 100 / (space.width - 48), 0.02);
  const dragged = await moment(page);
  await page.mouse.click(middle[0] + 200, middle[1]);
  assert.ok(await moment(page) > dragged);
});

onPage("two fingers zoom", { at: "#t=3", hasTouch: true }, async (page, context) => {
  const space = await box(page, "space"), begun = await width(page), x = space.x + space.width / 2, y = space.y + 60;
  const devtools = await context.newCDPSession(page);
  const touch = (type, ...points) => devtools.send("Input.dispatchTouchEvent", { type, touchPoints: points.map((at, id) => ({ x: at, y, id })) });
  await touch("touchStart", x - 50, x + 50);
  await touch("touchMove", x - 100, x + 100);
  await touch("touchMove", x - 200, x + 200);
  await touch("touchEnd");
  assert.ok(await width(page) < begun / 2);
  nearly(await moment(page), 3, 0.001);
});

onPage("the link to a moment can be copied", { at: "#t=3.5", permissions: ["clipboard-read", "clipboard-write"] }, async page => {
  await page.keyboard.press("c");
  await page.getByText("copied").waitFor();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /replay\.html#t=3\.500$/);
});

onPage("a question mark lists every key, and keys do nothing below it", {}, async page => {
  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keys" });
  await help.waitFor();
  const listed = await help.locator("kbd").allTextContents();
  for (const key of ["space", ".", ",", ">", "<", "w", "+", "-", "0", "←", "→", "Home", "End", "[", "]", "h", "c", "?", "Esc"]) assert.ok(listed.includes(key), key);
  await page.keyboard.press("End");
  assert.equal(await moment(page), 0);
  await page.keyboard.press("Escape");
  assert.equal(await help.isVisible(), false);
  await page.keyboard.press("]");
  assert.equal(await page.locator("#speed").inputValue(), "4");
  await page.keyboard.press("h");
  assert.equal(await page.locator("#details").isChecked(), true);
});

onPage("the keyboard reaches everything, and one sees where it is", {}, async page => {
  const reached = new Set();
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press("Tab");
    const [id, outline] = await page.evaluate(() => {
      const it = document.activeElement;
      return [it.id || it.className || it.tagName, getComputedStyle(it).outlineStyle];
    });
    if (id === "BODY") break;
    reached.add(id);
    assert.notEqual(outline, "none", id);
  }
  for (const id of ["play", "on", "back", "election-on", "election-back", "speed", "bar", "link", "copy", "help-on", "closer", "wider", "whole", "details", "feed", "checks", "scroll", "BUTTON"]) assert.ok(reached.has(id), id);
});

onPage("a screen reader finds parts, tables and what the pictures show", { at: "#t=3.5" }, async page => {
  for (const [role, name] of [["banner"], ["main"], ["region", "Time"], ["region", "Nodes"], ["region", "Invariants"],
    ["table", "What each node is at this moment"], ["table", /^Links at this moment/], ["rowheader", "n3"], ["slider", "moment of the run"],
    ["img", /^The run of 5\.\d+ s\. n1 leads term 1 from .*Faults: kill n1 at 2\.000 s; .*cut n2 -> n1/], ["img", /^From 2\.500 s to 4\.500 s: \d+ messages, \d+ lost/],
    ["heading", "Flapping"], ["status"]]) {
    const found = page.getByRole(role, name ? { name } : {});
    assert.ok(await found.count() > 0, role + " " + name);
  }
  assert.match(await page.locator("#bar").getAttribute("aria-valuetext"), /^3\.500 s · n\d leads term 2$/);
});

onPage("the flap meter and the invariants are those of the moment", { at: "#t=0" }, async page => {
  assert.match(await page.locator("#checks").innerText(), /\? unknown I1 one leader a term/);
  await page.keyboard.press("End");
  const meter = (await page.locator("#meter").innerText()).replace(/\s*\n\s*/g, " ");
  assert.match(meter, /elections a minute 12\.0 terms without a leader 0 this leader has led for 3\.\ds time without a leader \d+% failovers with good reason 1 failovers by false alarm 0/);
  assert.match(await page.locator("#checks").innerText(), /✓ holds I1 one leader a term/);
});

for (const [wide, high] of [[390, 844], [1280, 900], [1920, 1080]]) {
  for (const colorScheme of ["light", "dark"]) {
    for (const file of [KILLED, HOSTILE]) {
      onPage(`${wide} px wide, ${colorScheme}, nothing is cut off${file === HOSTILE ? ", though names are long" : ""}`, { file, at: "#t=3", viewport: { width: wide, height: high }, colorScheme }, async page => {
        const [scroll, main] = await page.evaluate(() => [document.documentElement.scrollWidth, document.querySelector("main").getBoundingClientRect().width]);
        assert.equal(scroll, wide);
        assert.equal(main, wide);
        assert.ok(colorScheme === "dark" ? await paper(page) < 60 : await paper(page) > 200);
        if (file === KILLED) assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll("td,th,button,dd")].filter(it => it.scrollWidth > it.clientWidth + 1 && it.clientWidth).map(it => it.textContent)), []);
        for (const id of ["strip", "space"]) {
          const colours = await page.evaluate(canvas => {
            const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
            return new Set(new Uint32Array(data.buffer)).size;
          }, await page.$("#" + id));
          assert.ok(colours > 10, id + " has " + colours + " colours");
        }
      });
    }
  }
}

for (const [reducedMotion, least, most] of [["reduce", 2, 4], ["no-preference", 20, 200]]) {
  test(`with motion ${reducedMotion}, two seconds are played in ${least} to ${most} pictures`, async () => {
    const context = await browser.newContext({ reducedMotion });
    const page = await context.newPage();
    await page.clock.install({ time: 0 });
    await page.goto(pathToFileURL(KILLED).href);
    await page.waitForSelector("html[data-ready]");
    await page.clock.pauseAt(600_000);
    await page.evaluate(() => {
      window.pictures = 0;
      new MutationObserver(() => window.pictures++).observe(document.getElementById("now"), { childList: true });
    });
    await page.keyboard.press("Space");
    for (let i = 0; i < 100; i++) await page.clock.runFor(20);
    const pictures = await page.evaluate(() => window.pictures);
    assert.ok(pictures >= least && pictures <= most, String(pictures));
    await context.close();
  });
}

onPage("on paper it is light, and shows no buttons", { at: "#t=3.5", colorScheme: "dark" }, async page => {
  await page.locator("#elections button").first().click();
  await page.emulateMedia({ media: "print" });
  assert.ok(await paper(page) > 200);
  assert.equal(await page.locator("footer").isVisible(), false);
  assert.equal(await page.locator("#play").isVisible(), false);
  assert.ok(await page.locator("#why").isVisible());
  assert.ok((await page.pdf()).length > 10_000);
  await page.emulateMedia({ media: "screen" });
  assert.ok(await paper(page) < 60);
});

onPage("what a recording says is text, whatever it says", { file: HOSTILE, at: "#t=3.5" }, async page => {
  assert.match(await text(page, "title"), /<img src=x onerror=alert\(1\)>/);
  assert.match(await text(page, "faults"), /<\/script><script>alert\(2\)<\/script>/);
  assert.match(await text(page, "feed"), /<img src=x onerror=alert\(3\)>/);
  assert.match(await text(page, "trouble"), /This recording is not whole: .*line/);
  assert.equal(await page.locator("img, iframe, body script:not(#run) + script + script").count(), 0);
  assert.match(await row(page, 3), /^a-node-with-quite-a-long-name/);
});

test("no script but its own runs, and a page that is cut short says so", async () => {
  const html = await readFile(KILLED, "utf8"), page = await browser.newPage(), begin = html.indexOf("octet-stream\">") + 200;
  assert.ok(!/https?:|src=/.test(html.replace("http://www.w3.org/2000/svg", "")));
  await writeFile(SCRATCH + "/changed.html", html.replace("\"use strict\";", "\"use strict\"; "));
  await page.goto(pathToFileURL(SCRATCH + "/changed.html").href);
  assert.equal(await page.locator("html[data-ready]").count(), 0);
  await writeFile(SCRATCH + "/short.html", html.slice(0, begin) + html.slice(html.indexOf("</script>", begin)));
  await page.goto(pathToFileURL(SCRATCH + "/short.html").href);
  await page.getByText("This page cannot be read").waitFor();
  await page.close();
});
