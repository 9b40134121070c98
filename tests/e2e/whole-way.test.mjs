// The main job from end to end: a field worker without network whose browser is killed
// again and again, a second device, a coordinator, and the figures.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { App, assertNoViolations, chooseExport } from "./harness/app.mjs";
import { questions, type } from "./harness/answers.mjs";
import { Device, LAPTOP } from "./harness/browser.mjs";
import { rows } from "./harness/csv.mjs";
import { answersFor, kindOf } from "./harness/donors.mjs";
import { fromBook, fromCsv, totals } from "./harness/figures.mjs";
import { Filling, Saboteur, shownAnswers, submit } from "./harness/filling.mjs";
import { Random, seedOfThisRun } from "./harness/random.mjs";
import { Server } from "./harness/server.mjs";

const KILLS = Number(process.env.SOHOI_KILLS ?? 10);

test("answers given offline survive kills, reach the other device and change the figures", { timeout: 1_500_000 }, async (t) => {
  const seed = seedOfThisRun();
  console.log(`SOHOI_SEED=${seed} repeats the moments of the kills`);
  const server = await Server.demonstration(t);
  const tablet = Device.new(t, "tablet");
  const phone = Device.new(t, "phone");
  const office = Device.new(t, "office");

  // The coordinator's figures before.
  await office.start(LAPTOP);
  const desk = await App.open(office, server.origin);
  await desk.signIn("tinh");
  const before = await resultsOf(desk, "approved");

  // One visit with the network; then the server is gone.
  await tablet.start();
  const visit = await App.open(tablet, server.origin);
  await visit.signIn("phanrithanh");
  const subjects = await notStarted(visit, server);
  await visit.worksOffline();
  await server.kill();

  // Every answer is typed with kills in between.
  const plans = subjects.map((subject) => ({ subject, answers: answersFor(subject) }));
  const edits = plans.reduce((sum, { answers }) => sum + Object.keys(answers).length, 0);
  const saboteur = new Saboteur(new Random(seed), { kills: KILLS, edits: Math.min(edits, 200) });
  const filled = [];
  for (const plan of plans) {
    const filling = new Filling({ device: tablet, origin: server.origin, saboteur, ...plan });
    await filling.run();
    filled.push(filling);
  }
  const kills = filled.reduce((sum, filling) => sum + filling.kills, 0);
  console.log(`${saboteur.typed} answers typed, ${kills} kills, nothing lost`);
  assert.ok(saboteur.typed >= 200, `${saboteur.typed} answers were typed, not 200`);
  assert.ok(kills >= KILLS, `the browser was killed ${kills} times, not ${KILLS}`);

  // The server comes back, and a second device of the same scope sees the work.
  await server.start();
  const field = await App.open(tablet, server.origin);
  await field.exchange();
  await phone.start();
  const other = await App.open(phone, server.origin);
  await other.signIn("phanrithanh");
  for (const filling of filled) {
    await other.openSubject(filling.subject);
    await filling.verify(other);
  }

  // And the other way round.
  const [first] = filled;
  const { path, value } = await changeSomeText(other, first);
  await other.exchange();
  await field.exchange();
  await field.openSubject(first.subject);
  assert.equal((await shownAnswers(field)).get(path), value);
  first.confirmed.set(path, value);

  // Whole forms are submitted, and the server takes them.
  for (const { subject } of filled) {
    await field.openSubject(subject);
    await submit(field);
  }
  await field.exchange();
  const states = new Map((await server.responses()).map(({ subject, state }) => [subject, state]));
  for (const { subject } of filled) assert.equal(states.get(subject), "submitted", subject);

  // The coordinator approves, and the figures change to what the server computes.
  for (const { subject } of filled) await server.command("approve", "--subject", subject, "--by", "tinh");
  await desk.go("#/");
  await desk.exchange();
  const after = await resultsOf(desk, "approved");
  const changed = Object.keys(after).filter((name) => after[name] !== before[name]);
  assert.ok(changed.length > 0, "approving changed no figure");
  const computed = fromBook(await server.figures("approved"));
  const expected = totals(computed);
  for (const [code, value] of expected) assert.equal(after[code], value, `${code} on the page and on the server`);
  console.log(`${changed.length} figures changed; ${expected.size} totals equal on page and server`);

  // The export holds the very figures of the server, every breakdown included.
  const exported = fromCsv(rows(await download(desk)));
  assert.deepEqual(exported, computed);
  console.log(`${exported.length} figures read back from the export`);

  assertNoViolations(tablet, phone, office);
});

/** Some subjects nobody has begun, both kinds among them, with at least 200 answers to give. */
async function notStarted(app, server) {
  const begun = new Set((await server.responses()).map(({ subject }) => subject));
  const offered = await app.page.$$eval("[data-subject]", (rows) => rows.map(({ dataset }) => dataset.subject));
  const free = [...new Set(offered)].filter((subject) => !begun.has(subject));
  const authority = free.find((subject) => kindOf(subject) === "authority");
  const associations = free.filter((subject) => kindOf(subject) === "association");
  assert.ok(authority && associations.length > 0, `nothing left to begin: ${free}`);
  const chosen = [authority, associations.shift()];
  const answers = () => chosen.reduce((sum, subject) => sum + Object.keys(answersFor(subject)).length, 0);
  while (answers() < 220 && associations.length > 0) chosen.push(associations.shift());
  return chosen;
}

/** The figures that the results page shows for a population. */
async function resultsOf(app, population) {
  await app.go("#/results");
  await app.page.locator("select[name=population]").selectOption(population);
  return app.figures(population);
}

/** Changes one text answer and returns what it is now. */
async function changeSomeText(app, { subject }) {
  await app.openSubject(subject);
  await app.firstSection();
  do {
    const text = (await questions(app.page)).find(({ type, isEditable }) => type === "text" && isEditable);
    if (!text) continue;
    const { op } = await app.saving();
    const value = "Sửa trên máy thứ hai";
    await type(app.page, text, value);
    await app.sawTick(op);
    return { path: text.path, value };
  } while (await app.nextSection());
  throw new Error(`${subject} has no text question`);
}

/** Exports the figures that the page shows and returns the file's text. */
async function download(app) {
  const file = await chooseExport(app, "figures_csv");
  return readFile(await file.path(), "utf8");
}
