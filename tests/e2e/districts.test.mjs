// Two districts never see each other: not on pages, not on the way, not on the device.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { App, assertNoViolations } from "./harness/app.mjs";
import { Device } from "./harness/browser.mjs";
import { rows } from "./harness/csv.mjs";
import { answerSomething } from "./harness/filling.mjs";
import { PASSWORD, ROUND, Server } from "./harness/server.mjs";
import { openKnown, stored, switchUser } from "./harness/shared.mjs";
import { until } from "./harness/waiting.mjs";

const DISTRICTS = ["bac_binh", "ham_thuan_bac"];
const ROUTES = ["#/", "#/register", "#/results", "#/lists", "#/portraits", "#/proposals", "#/questions", "#/device"];

test("reviewers and field staff of two districts see nothing of each other, on two devices and on one", { timeout: 500_000 }, async (t) => {
  const server = await Server.demonstration(t);
  const [first, second] = [accountsOf(DISTRICTS[0], "bac_binh__cho_lau"), accountsOf(DISTRICTS[1], "ham_thuan_bac__ma_lam")];
  for (const { reviewer, field, unit, commune } of [first, second]) {
    await server.addAccount(reviewer, "reviewer", unit);
    await server.addAccount(field, "field", commune);
  }

  // Each district on a device of its own: the field answers something, the reviewer looks at it.
  for (const [own, other] of [[first, second], [second, first]]) {
    const device = Device.new(t, own.unit);
    await device.start();
    const app = await App.open(device, server.origin);
    own.said = listen(app);
    await app.signIn(own.field);
    own.written = await answer(app);
    await app.exchange();
    await switchUser(app);
    await app.signIn(own.reviewer);
    await app.exchange();
    await visit(app, await secrets(server, other, own));
    await isSilent(own.said, await secrets(server, other, own), own);
    await hasNothing(app, [own.field, own.reviewer], await secrets(server, other, own));
    assertNoViolations(device);
  }

  // All of them on one device, one after the other.
  const device = Device.new(t, "shared");
  await device.start();
  const app = await App.open(device, server.origin);
  const heard = listen(app);
  const people = [first.reviewer, second.reviewer, first.field, second.field];
  const districtOf = (name) => (name === first.reviewer || name === first.field ? [first, second] : [second, first]);
  for (const name of people) {
    const [own, other] = districtOf(name);
    const foreign = await secrets(server, other, own);
    heard.length = 0;
    await app.signIn(name);
    await app.exchange();
    await visit(app, foreign);
    await isSilent(heard, foreign, own);
    await switchUser(app);
  }
  // And back again, when everything is there already.
  for (const name of people) {
    const [own, other] = districtOf(name);
    const foreign = await secrets(server, other, own);
    heard.length = 0;
    await openKnown(app, name, PASSWORD);
    await until("the session is theirs", async () => (await app.exchangeStatus()).state === "idle");
    await visit(app, foreign);
    // Whose session the browser has is asked before it is replaced: the person before stands on the first
    // screen as well.
    const before = new Set([other.reviewer, other.field]);
    const [sessions, others] = [heard.filter(isSession), heard.filter((one) => !isSession(one))];
    await isSilent(sessions, foreign.filter((word) => !before.has(word)), null);
    await isSilent(others, foreign, null);
    await hasNothing(app, [name], foreign);
    await switchUser(app);
  }
  assertNoViolations(device);
});

function isSession({ path }) {
  return path === "/api/session";
}

function accountsOf(unit, commune) {
  return { unit, commune, reviewer: `${unit}.kt`, field: `${commune}.pt` };
}

/** Every body that the server sends to pages of an app from now on. */
function listen(app) {
  const said = [];
  app.page.on("response", (response) => {
    const path = new URL(response.url()).pathname;
    // Bodies of answers without one cannot be read.
    if (path.startsWith("/api/")) said.push({ path, body: response.text().catch(() => "") });
  });
  return said;
}

/** Begins the response of some line, and answers with its id. */
async function answer(app) {
  await app.openSubject(await app.page.locator('[data-subject][data-state="none"]').first().getAttribute("data-subject"));
  const id = app.responseId();
  await answerSomething(app);
  return id;
}

/**
 * What only one district knows: codes and names of its lines of the register that no line of the other one
 * shares, ids of responses about them, and its accounts.
 */
async function secrets(server, district, other) {
  const lines = linesOf(district.unit);
  const shared = new Set(linesOf(other.unit).map(({ name }) => name));
  const ids = new Set(lines.map(({ id }) => id));
  const responses = (await server.responses()).filter(({ subject }) => ids.has(subject)).map(({ id }) => id);
  const names = lines.map(({ name }) => name).filter((name) => !shared.has(name));
  // A name may be part of a longer one of the other side.
  const longer = [...shared].join("\n");
  const found = [...ids, ...names.filter((name) => !longer.includes(name)), ...responses, district.reviewer, district.field];
  assert.ok(ids.size > 20 && names.length > 20 && responses.length > 5, `${district.unit} has too little to see`);
  return found;
}

function linesOf(district) {
  const units = table("units.csv");
  const below = new Set(units.filter(({ id, parent }) => id === district || parent === district).map(({ id }) => id));
  return table("register.csv").filter(({ unit }) => below.has(unit));
}

/** Opens pages, and looks at all of each. */
async function visit(app, foreign) {
  for (const route of ROUTES) {
    await app.go(route);
    await app.page.locator("main h1, main [data-subject]").first().waitFor({ state: "attached" });
    if (route === "#/results") await app.hasFigures();
    assert.deepEqual(within(await app.page.locator("body").innerHTML(), foreign), [], `${route}`);
  }
  await app.go("#/");
}

/** Nothing of the other district was sent; what is one's own was, where somebody came for the first time. */
async function isSilent(said, foreign, own) {
  assert.ok(said.length > 0);
  const bodies = await Promise.all(said.map(async ({ path, body }) => ({ path, body: await body })));
  for (const { path, body } of bodies) assert.deepEqual(within(body, foreign), [], path);
  if (!own) return;
  const all = bodies.map(({ body }) => body).join("\n");
  const commune = table("register.csv").find(({ unit }) => unit === own.commune);
  assert.ok(all.includes(commune.id) && all.includes(own.written), "what is seen would be noticed");
}

/** The databases of these accounts hold nothing of the other district. */
async function hasNothing(app, accounts, foreign) {
  const databases = await stored(app);
  for (const account of accounts) {
    const text = databases[`sohoi-${account}`];
    assert.ok(text.length > 10_000, account);
    assert.deepEqual(within(text, foreign), [], `the database of ${account}`);
  }
}

function within(text, words) {
  return words.filter((word) => text.includes(word));
}

function table(name) {
  const [headings, ...lines] = rows(readFileSync(join(ROUND, name), "utf8"));
  return lines.map((line) => Object.fromEntries(headings.map((heading, at) => [heading, line[at]])));
}
