// The named lists: those whom a figure counts, by unit, leading to their responses, and the same in
// files, without network.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { axeFindings } from "./harness/accessibility.mjs";
import { App, assertNoViolations, chooseExport } from "./harness/app.mjs";
import { Device, LAPTOP, TABLET } from "./harness/browser.mjs";
import { rows } from "./harness/csv.mjs";
import { bring, everyRow, rowCount, rowsHere } from "./harness/roll.mjs";
import { Server } from "./harness/server.mjs";
import { until } from "./harness/waiting.mjs";
import { sheets, unzip } from "./harness/workbook.mjs";

/** The list that holds those whom this figure counts. */
const [LIST, FIGURE] = ["congress", "DH01"];
const MISSING = ["associations-missing", "authorities-missing"];

async function office(t, server, screen = LAPTOP) {
  const device = Device.new(t, "office");
  await device.start(screen);
  const app = await App.open(device, server.origin);
  await app.signIn("tinh");
  await app.worksOffline();
  return [device, app];
}

/** The numbers on the page of all lists, by id. */
async function counts(app, population) {
  await app.page.locator(`#lists[aria-busy=false][data-population=${population}]`).waitFor();
  const shown = await app.page.$$eval("[data-list]", (lists) =>
    lists.map((list) => [list.dataset.list, list.querySelector(".list-count").textContent]),
  );
  return Object.fromEntries(shown.map(([id, text]) => [id, Number(/^[\d.]+/.exec(text)[0].replaceAll(".", ""))]));
}

/** Who is on the list that is open: by unit, the subjects from above to below. */
async function listed(app, population) {
  await app.page.locator(`#lists[aria-busy=false][data-population=${population}]`).waitFor();
  await app.page.locator("#responses [aria-rowindex]").first().waitFor();
  const groups = [];
  for (const { unit, title, subject } of await everyRow(app.page, (row) => ({ ...row.dataset, title: row.textContent }))) {
    if (unit) groups.push([unit, title, []]);
    else groups.at(-1)[2].push(subject);
  }
  return groups;
}

test("offline, the lists hold those whom the figures count, by unit, and lead to their responses", async (t) => {
  const server = await Server.demonstration(t);
  const [device, app] = await office(t, server);
  const books = {};
  for (const population of ["provisional", "approved"]) books[population] = await server.figures(population);
  await server.kill();
  await app.go("#/results");
  await app.hasFigures("provisional");
  await app.page.locator("#to-lists").click();
  for (const population of ["provisional", "approved"]) {
    await app.go("#/lists");
    await app.page.locator("select[name=population]").selectOption(population);
    const shown = await counts(app, population);
    assert.deepEqual(await axeFindings(app.page), []);
    const { total } = books[population].indicators.find(({ code }) => code === FIGURE);
    assert.equal(String(shown[LIST]), total.a);
    const lines = books[population].progress.kinds.reduce((sum, { total }) => sum + total.lines - total.counted, 0);
    assert.equal(MISSING.reduce((sum, id) => sum + shown[id], 0), lines);

    await app.page.locator(`[data-list="${LIST}"] a`).click();
    const groups = await listed(app, population);
    assert.deepEqual(await axeFindings(app.page), []);
    assert.equal(groups.reduce((sum, [, , subjects]) => sum + subjects.length, 0), shown[LIST]);
    for (const [, title, subjects] of groups) assert.ok(title.endsWith(` (${subjects.length})`), title);
    const units = groups.map(([unit]) => unit);
    assert.equal(new Set(units).size, units.length, "each unit stands once");
  }

  // A name leads to the response.
  await bring(app.page, '#responses [aria-rowindex="3"]');
  const row = app.page.locator('#responses [aria-rowindex="3"] a');
  const name = await row.textContent();
  await row.click();
  await until("the response is open", () => app.page.url().includes("#/response/"));
  await until("the response is the one of the name", async () => (await app.page.locator("body").innerText()).includes(name));
  assertNoViolations(device);
});

test("on paper all of a list stands, on the screen what is near, and who comes back is at its row", async (t) => {
  const server = await Server.demonstration(t);
  const [device, app] = await office(t, server);
  const shown = await (await app.go("#/lists"), counts(app, "provisional"));
  const [longest, count] = Object.entries(shown).sort(([, a], [, b]) => b - a)[0];
  assert.ok(count > 200, `no list is longer than a window: ${JSON.stringify(shown)}`);
  await app.page.locator(`[data-list="${longest}"] a`).click();
  const groups = await listed(app, "provisional");
  assert.equal(groups.reduce((sum, [, , subjects]) => sum + subjects.length, 0), count);
  const all = count + groups.length;
  assert.equal(await rowCount(app.page), all);

  await app.page.evaluate(() => {
    addEventListener("beforeprint", () => {
      document.body.dataset.printed = document.querySelectorAll("#responses [aria-rowindex]").length;
    });
  });
  await app.page.pdf();
  assert.equal(await app.page.locator("body").getAttribute("data-printed"), String(all));
  await until("the screen has what is near again", async () => (await rowsHere(app.page)).length <= 200);

  // Scrolled to the end, a name leads to a response and back to where it stood.
  const last = app.page.locator(`[data-subject="${groups.at(-1)[2].at(-1)}"]`);
  await until("the end is here", async () => {
    await app.page.keyboard.press("End");
    return (await last.count()) > 0;
  });
  await app.page.locator("#responses [data-subject] a").last().click();
  await until("a response is open", () => app.page.url().includes("#/response/"));
  await app.page.goBack();
  await last.waitFor();
  assertNoViolations(device);
});

test("a response that is approved elsewhere goes from the list of those that are missing", async (t) => {
  const server = await Server.demonstration(t);
  const [device, app] = await office(t, server);
  const { subject } = (await server.responses()).find(({ state, subject }) => state === "submitted" && subject.startsWith("BTN-"));
  await app.go(`#/lists/${MISSING[0]}?population=approved`);
  await listed(app, "approved");
  const own = app.page.locator(`[data-subject="${subject}"]`);
  await bring(app.page, `[data-subject="${subject}"]`);
  assert.match(await own.innerText(), /Đã nộp, chưa duyệt/);
  await server.command("approve", "--subject", subject, "--by", "tinh");
  await app.exchange();
  await own.waitFor({ state: "detached" });
  assertNoViolations(device);
});

test("the files have what the page has, and are those of the server", async (t) => {
  const server = await Server.demonstration(t);
  const [device, app] = await office(t, server, TABLET);
  await app.go(`#/lists/${LIST}`);
  const groups = await listed(app, "provisional");
  const subjects = groups.flatMap(([, , subjects]) => subjects);
  const csv = await chooseExport(app, "list_csv:congress");
  assert.match(csv.suggestedFilename(), /^ct17-2017-danh-sach-congress-tam-tinh-\d{4}-\d\d-\d\d\.csv$/);
  const text = await readFile(await csv.path());
  const [, ...lines] = rows(text.toString("utf8"));
  assert.deepEqual(lines.map((line) => line[2]), subjects);
  const workbook = await chooseExport(app, "lists_xlsx");
  const bytes = await readFile(await workbook.path());
  const [overview, first] = sheets(bytes).values();
  assert.ok(overview.flat().includes(subjects.length));
  const titles = groups.map(([, title]) => title);
  const begun = first.map((row) => row?.[0]);
  assert.deepEqual(begun.filter((cell) => titles.includes(cell)), titles);

  const day = /\d{4}-\d\d-\d\d/.exec(workbook.suggestedFilename())[0];
  const same = ["--population", "provisional", "--made-on", day];
  assert.ok(text.equals(await server.file("export", "list-csv", "--list", LIST, ...same)));
  const parts = [...unzip(await server.file("export", "lists-xlsx", ...same))];
  for (const [at, [name, part]] of [...unzip(bytes)].entries()) assert.ok(part.equals(parts[at][1]), name);
  assertNoViolations(device);
});

test("field staff are told whom the lists are for", async (t) => {
  const server = await Server.demonstration(t);
  const device = Device.new(t, "tablet");
  await device.start(TABLET);
  const app = await App.open(device, server.origin);
  await app.signIn("phanrithanh");
  assert.equal(await app.page.locator("#to-lists").count(), 0);
  await app.go("#/lists");
  await app.page.locator("#main .notice").waitFor();
  assert.equal(await app.page.locator("[data-list]").count(), 0);
  assertNoViolations(device);
});
