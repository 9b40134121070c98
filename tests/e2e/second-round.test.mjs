// A round that no code knows: other years, communes right under the province, other subjects, a form
// and figures of its own. From the package to the figures, and beside the delivered round.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { questions, type } from "./harness/answers.mjs";
import { App, assertNoViolations, chooseExport } from "./harness/app.mjs";
import { Device, LAPTOP } from "./harness/browser.mjs";
import { rows } from "./harness/csv.mjs";
import { fromCsv } from "./harness/figures.mjs";
import { Server } from "./harness/server.mjs";
import { until } from "./harness/waiting.mjs";

const ROUND = new URL("../fixtures/rounds/clb-2022", import.meta.url).pathname;

/** Path → value, in the order of the form; what the register knows is there already. */
const FILLED = {
  "BTN-T-0001": answers("thon_2", "co", "120.5", [[20, "10.5"], [24, "12"], [30, "15"]], "ca_nhac mua"),
  "BTN-T-0002": answers("thon_1", "khong", null, [[10, "4"], [10, "4"], [14, "6.25"]], "tho"),
  "BTN-T-0003": answers("thon_3", "co", "80", [[40, "20"], [50, "25"], [66, "33"]], "ca_nhac"),
};

/**
 * Computed by hand: 30 + 14 + 66 = 110 members in 2022 after 20 + 10 + 40 = 70 in 2020, who spent
 * 15 + 6,25 + 33 = 54,25 million; two of the three have a hall, the same two make music.
 */
const EXPECTED = [
  ["VH1", "", "3"],
  ["VH1", "xa_binh_minh", "2"],
  ["VH1", "xa_phuoc_loc", "1"],
  ["VH1", "co", "2"],
  ["VH1", "khong", "1"],
  ["VH2", "", "110"],
  ["VH2", "xa_binh_minh", "44"],
  ["VH2", "xa_phuoc_loc", "66"],
  ["VH2", "2020", "70"],
  ["VH2", "2021", "84"],
  ["VH2", "2022", "110"],
  ["VH3", "", "57.1"],
  ["VH3", "xa_binh_minh", "46.7"],
  ["VH3", "xa_phuoc_loc", "65.0"],
  ["VH4", "", "66.7"],
  ["VH4", "xa_binh_minh", "50.0"],
  ["VH4", "xa_phuoc_loc", "100.0"],
  ["VH5", "", "0.49"],
  ["VH5", "xa_binh_minh", "0.48"],
  ["VH5", "xa_phuoc_loc", "0.50"],
  ["VH6", "", "66.7"],
  ["VH6", "co", "100.0"],
  ["VH6", "khong", "0.0"],
];

test("a round that no code knows goes the whole way, from its package to its figures", { timeout: 300_000 }, async (t) => {
  const server = await Server.empty(t);
  await server.command("round", "load", ROUND);
  await server.addAccount("binhminh", "field", "xa_binh_minh");
  await server.addAccount("phuocloc", "field", "xa_phuoc_loc");
  await server.addAccount("sovanhoa", "coordinator", "binh_thuan");

  const tablet = Device.new(t, "tablet");
  await tablet.start();
  const field = await App.open(tablet, server.origin);
  await field.signIn("binhminh");
  assert.deepEqual(await subjects(field), ["BTN-T-0001", "BTN-T-0002"], "the lines of the commune");
  assert.equal(await field.page.locator("#round").count(), 0, "one round: nothing to choose");
  await field.worksOffline();

  // One form without network, from the first answer until it is handed in; one with it.
  await server.kill();
  await fillIn(field, "BTN-T-0001");
  await server.start();
  await field.exchange();
  await fillIn(field, "BTN-T-0002");
  await field.exchange();

  const phone = Device.new(t, "phone");
  await phone.start();
  const other = await App.open(phone, server.origin);
  await other.signIn("phuocloc");
  await fillIn(other, "BTN-T-0003");
  await other.exchange();
  const states = new Map((await server.responses()).map(({ subject, state }) => [subject, state]));
  assert.deepEqual([...states.values()], ["submitted", "submitted", "submitted"]);

  await server.command("approve", "--all-submitted", "--by", "sovanhoa");
  const office = Device.new(t, "office");
  await office.start(LAPTOP);
  const desk = await App.open(office, server.origin);
  await desk.signIn("sovanhoa");
  await desk.go("#/results");
  await desk.page.locator("select[name=population]").selectOption("approved");
  for (const [code, group, value] of EXPECTED) {
    if (group === "") assert.equal(await desk.figure(code), value, code);
  }
  const file = await chooseExport(desk, "figures_csv");
  const exported = fromCsv(rows(await readFile(await file.path(), "utf8")));
  assert.deepEqual(exported.map(({ code, group, value }) => [code, group, value]), EXPECTED);
  assertNoViolations(tablet, phone, office);
});

test("two rounds on one device do not mix, though their subjects have the same codes", { timeout: 300_000 }, async (t) => {
  const server = await Server.demonstration(t);
  await server.command("round", "load", ROUND);
  // A unit that both rounds have, so that one account belongs to both.
  await server.addAccount("haidot", "field", "binh_thuan");
  const device = Device.new(t, "both");
  await device.start();
  const app = await App.open(device, server.origin);
  await app.signIn("haidot");

  // The round that is due last is worked on, and the page says which one that is.
  await isWorkedOn(app, "Rà soát câu lạc bộ");
  assert.deepEqual(await subjects(app), ["BTN-T-0001", "BTN-T-0002", "BTN-T-0003", "BTN-T-0004"]);
  await app.openSubject("BTN-T-0001");
  const small = app.responseId();
  assert.ok((await questions(app.page)).some(({ path }) => path === "club_code"), "its own form");
  assert.match(await subjectName(app), /^Câu lạc bộ Đờn ca tài tử/);

  // The other round: another subject of the same code, with its own name, form and responses.
  await app.go("#/");
  await app.page.locator("#round").selectOption("ct17-2017");
  await isWorkedOn(app, "Sơ kết Chỉ thị 17");
  const line = app.page.locator('[data-subject="BTN-T-0001"]');
  await app.page.locator("#search").fill("BTN-T-0001");
  await line.waitFor();
  assert.match(await line.innerText(), /Hội Chữ thập đỏ/);
  assert.ok(!(await line.getAttribute("href"))?.includes(small), "a line leads to a response of its own round");

  // The choice stays; a response of the other round still opens under its own name.
  await app.page.reload();
  await app.ready();
  await isWorkedOn(app, "Sơ kết Chỉ thị 17");
  await app.go(`#/response/${small}`);
  await app.page.locator("[data-section]").waitFor();
  assert.match(await subjectName(app), /^Câu lạc bộ Đờn ca tài tử/);

  // What was begun is about the one subject on the server, too.
  await app.exchange();
  const begun = (await server.responses()).filter(({ id }) => id === small);
  assert.deepEqual(begun.map(({ round, subject }) => [round, subject]), [["clb-2022", "BTN-T-0001"]]);
  assertNoViolations(device);
});

function answers(village, hall, area, years, kinds) {
  const yearly = years.flatMap(([people, spent], place) => [
    [`theo_nam/${place + 1}/thanh_vien`, String(people)],
    [`theo_nam/${place + 1}/da_chi`, spent],
  ]);
  return new Map([
    ["thon", village],
    ["opened_on", "2015-03-12"],
    ["has_hall", hall],
    ...(area ? [["hall_area", area]] : []),
    ...yearly,
    ["loai_hinh", kinds],
    ["dung", "OK"],
  ]);
}

/** Fills in the form of a subject, section by section, and hands it in. */
async function fillIn(app, subject) {
  await app.openSubject(subject);
  await app.firstSection();
  const left = new Map(FILLED[subject]);
  do {
    for (const [path, value] of FILLED[subject]) {
      const question = (await questions(app.page)).find((question) => question.path === path);
      if (!question || !left.delete(path)) continue;
      const { op } = await app.saving();
      await type(app.page, question, value);
      await app.sawTick(op);
    }
  } while (await app.nextSection());
  assert.deepEqual([...left.keys()], [], `${subject}: the form asks for everything`);
  await app.page.locator("#submit").click();
  await until("it is submitted", async () => (await app.responseState()) === "submitted");
  await app.go("#/");
}

async function subjects(app) {
  await app.page.locator("[data-subject]").first().waitFor();
  const found = await app.page.$$eval("[data-subject]", (lines) => lines.map(({ dataset }) => dataset.subject));
  return found.sort();
}

async function isWorkedOn(app, title) {
  await until(`the page says ${title}`, async () => (await app.page.locator(".round-name").innerText()) === title);
}

async function subjectName(app) {
  return app.page.locator(".subject-name").innerText();
}
