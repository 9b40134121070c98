// What associations owe by a day: without network, by unit and by day, in a calendar file, and the same at the
// pages of administration and on the command line.

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";

import { axeFindings } from "./harness/accessibility.mjs";
import { App, assertNoViolations } from "./harness/app.mjs";
import { Device, LAPTOP, TABLET } from "./harness/browser.mjs";
import { entries } from "./harness/calendar.mjs";
import { rows } from "./harness/csv.mjs";
import { everyRow } from "./harness/roll.mjs";
import { PASSWORD, ROUND, Server } from "./harness/server.mjs";
import { until } from "./harness/waiting.mjs";

const TODAY = "2017-07-15";
const PROVINCE = "binh_thuan";

const named = (file) => {
  const [headings, ...lines] = rows(file);
  return lines.map((cells) => Object.fromEntries(headings.map((heading, at) => [heading, cells[at]])));
};
const register = named(await readFile(`${ROUND}/register.csv`, "utf8"));
const parents = new Map(named(await readFile(`${ROUND}/units.csv`, "utf8")).map(({ id, parent }) => [id, parent]));

const iso = (date) => date.toISOString().slice(0, 10);

/** A day some months later, the last of its month where it has no such day. */
function later(day, months) {
  const [year, month, of] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return iso(new Date(Date.UTC(year, month - 1 + months, Math.min(of, last))));
}

const earlier = (day, days) => iso(new Date(Date.parse(day) - days * 86_400_000));

/** What the associations below a unit owe, by the rules of the round and nothing of the product. */
function owed(unit, today) {
  const isBelow = (own) => own === unit || (own && isBelow(parents.get(own)));
  const known = [];
  const unknown = [];
  for (const line of register.filter((own) => own.kind === "association" && isBelow(own.unit))) {
    const report = today <= `${today.slice(0, 4)}-12-01` ? today.slice(0, 4) : Number(today.slice(0, 4)) + 1;
    known.push([line.id, "annual_report", `${report}-12-01`]);
    if (!line.last_congress_date) {
      unknown.push([line.id, "congress congress_dossier"]);
      continue;
    }
    const congress = later(line.last_congress_date, 12 * Number(line.term_years || 5));
    known.push([line.id, "congress", congress], [line.id, "congress_dossier", earlier(congress, 60)]);
  }
  const until = (last) => known.filter(([, , due]) => due <= last).sort();
  return {
    overdue: known.filter(([, , due]) => due < today).sort(),
    "3-months": until(later(today, 3)),
    "12-months": until(later(today, 12)),
    undated: unknown.sort(),
  };
}

async function opened(t, server, account, screen, today = TODAY) {
  const device = Device.new(t, account);
  await device.start(screen);
  const app = await App.open(device, server.origin);
  await app.page.clock.setFixedTime(new Date(`${today}T08:00:00+07:00`));
  await app.signIn(account);
  await app.worksOffline();
  return [device, app];
}

/** What is listed: groups by unit, the rows of each from above to below. */
async function listed(page) {
  await page.locator("#responses [aria-rowindex]").first().waitFor();
  const groups = [];
  for (const { unit, title, subject, duty, due, left, isOverdue } of await everyRow(page, (row) => ({
    ...row.dataset,
    title: row.textContent,
    due: row.querySelectorAll("td")[1]?.textContent,
    left: row.querySelector(".time-left")?.textContent,
    isOverdue: row.classList.contains("is-overdue") && row.querySelector(".time-left svg") !== null,
  }))) {
    if (unit) groups.push([unit, title, []]);
    else groups.at(-1)[2].push({ subject, duty, due, left, isOverdue });
  }
  return groups;
}

const asIso = (shown) => shown.split("/").reverse().map((part) => part.padStart(2, "0")).join("-");

async function file(page) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator("#calendar").click()]);
  assert.match(download.suggestedFilename(), /^viec-den-han.*\.ics$/);
  return entries(await readFile(await download.path()));
}

test("offline, duties stand by unit and by day, overdue ones are marked, and the file has the same", { timeout: 300_000 }, async (t) => {
  const server = await Server.demonstration(t);
  const [device, app] = await opened(t, server, "tinh", LAPTOP);
  await app.page.locator("#to-duties").click();
  await app.page.locator("#responses").waitFor();
  await server.kill();
  await app.page.reload();
  await app.ready();
  const expected = owed(PROVINCE, TODAY);
  const short = await app.page.locator("#duties-unknown").innerText();
  assert.match(short, new RegExp(`của ${expected.undated.length} hội.*Đại hội nhiệm kỳ, Hồ sơ báo cáo đại hội`));
  for (const within of ["3-months", "overdue", "12-months", "undated"]) {
    await app.page.locator(`[data-within="${within}"]`).click();
    await app.page.locator(`[data-within="${within}"][aria-pressed=true]`).waitFor();
    const chip = await app.page.locator(`[data-within="${within}"]`).innerText();
    assert.equal(Number(/[\d.]+$/.exec(chip)[0].replaceAll(".", "")), expected[within].length, within);
    const groups = await listed(app.page);
    const all = groups.flatMap(([, , rows]) => rows);
    for (const [, title, rows] of groups) assert.ok(title.endsWith(` (${rows.length.toLocaleString("de")})`), title);
    if (within === "undated") {
      assert.deepEqual(all.map(({ subject, duty }) => [subject, duty]).sort(), expected.undated);
      assert.ok(await app.page.locator("#calendar").isDisabled());
      continue;
    }
    assert.deepEqual(all.map(({ subject, duty, due }) => [subject, duty, asIso(due)]).sort(), expected[within], within);
    for (const [, , rows] of groups) {
      const days = rows.map(({ due }) => asIso(due));
      assert.deepEqual(days, days.toSorted(), "by day, so what is overdue comes first");
    }
    for (const { due, left, isOverdue } of all) {
      assert.equal(isOverdue, asIso(due) < TODAY, due);
      assert.match(left, isOverdue ? /^\s*quá hạn / : /^\s*(còn |hạn hôm nay)/);
    }
    const events = (await file(app.page)).map(({ UID, DTSTART }) => [...UID.split("@")[0].split(/(?<=^(?:congress_dossier|congress|annual_report))-/), DTSTART]);
    const told = events.map(([rule, rest, day]) => [rest.replace(/-\d{4}$/, ""), rule, day]);
    assert.deepEqual(told.sort(), expected[within], "the file has what is shown");
  }
  await app.page.locator('[data-within="3-months"]').click();
  assert.deepEqual(await axeFindings(app.page), []);
  assertNoViolations(device);
});

test("a commune sees its own associations, the next day tells another number of days", async (t) => {
  const server = await Server.demonstration(t);
  const [device, app] = await opened(t, server, "phanrithanh", TABLET);
  await app.go("#/duties?within=12-months");
  const unit = register.find(({ id }) => id === "BTN-X-0426").unit;
  const expected = owed(unit, TODAY);
  const seen = async () => (await listed(app.page)).flatMap(([, , rows]) => rows);
  assert.deepEqual((await seen()).map(({ subject, duty, due }) => [subject, duty, asIso(due)]).sort(), expected["12-months"]);
  assert.deepEqual(await axeFindings(app.page), []);
  const near = (rows) => rows.find(({ left }) => /còn \d+ ngày/.test(left) || /quá hạn \d+ ngày/.test(left));
  for (const day of ["2017-11-20", "2017-11-21"]) {
    await app.page.clock.setFixedTime(new Date(`${day}T08:00:00+07:00`));
    await app.page.reload();
    await app.ready();
    const report = (await seen()).find(({ duty }) => duty === "annual_report");
    assert.match(report.left, day === "2017-11-20" ? /còn 11 ngày/ : /còn 10 ngày/);
  }
  assert.ok(near(await seen()));
  assertNoViolations(device);
});

test("pages of administration and the command line say the same, by unit, with a file", async (t) => {
  const server = await Server.demonstration(t);
  const commands = (...words) => server.command("register", "duties", "--as-of", TODAY, ...words);
  const expected = owed("bac_binh", TODAY);
  for (const within of ["overdue", "3-months", "12-months"]) {
    const said = JSON.parse(await commands("--unit", "bac_binh", "--within", within, "--json"));
    assert.deepEqual(said.map(({ line, rule, due }) => [line, rule, due]).sort(), expected[within]);
    const lines = (await commands("--unit", "bac_binh", "--within", within)).trim().split("\n");
    assert.equal(lines.pop(), `${expected[within].length} on ${TODAY}`);
    assert.equal(lines.length, expected[within].length);
    assert.equal(entries(Buffer.from(await commands("--unit", "bac_binh", "--within", within, "--ics"))).length, lines.length);
  }
  const unknown = JSON.parse(await commands("--unit", "bac_binh", "--within", "undated", "--json"));
  assert.deepEqual(unknown.map(({ line, rules }) => [line, rules.join(" ")]).sort(), expected.undated);

  // A table brings the day that the register lacks, under the label of the question.
  const [lacking] = unknown;
  const { name } = register.find(({ id }) => id === lacking.line);
  const table = join(server.folder, "dai-hoi.csv");
  await writeFile(table, `Mã,Tên,Đơn vị,Ngày bế mạc đại hội gần nhất\n${lacking.line},${name},${lacking.unit},30/6/2016\n`);
  await server.command("register", "import", table);
  const year = ["register", "duties", "--unit", "bac_binh", "--within", "12-months", "--json", "--as-of"];
  const after = JSON.parse(await server.command(...year, "2099-01-01"));
  const congress = after.find(({ line, rule }) => line === lacking.line && rule === "congress");
  assert.equal(congress.due, "2021-06-30");
  register.find(({ id }) => id === lacking.line).last_congress_date = "2016-06-30";

  // The pages are of the server's day.
  const today = iso(new Date(Date.now() + 7 * 3_600_000));
  const now = owed(PROVINCE, today);
  const device = Device.new(t, "administration");
  await device.start(LAPTOP);
  const page = await device.open(`${server.origin}/admin/register/duties?within=12-months`);
  await page.locator("#name").fill("tinh");
  await page.locator("#password").fill(PASSWORD);
  await page.locator("main button[type=submit]").click();
  const count = `${now["12-months"].length.toLocaleString("de")} việc`;
  await until("the duties are shown", async () => (await page.locator("#found").innerText()) === count);
  assert.deepEqual(await axeFindings(page), []);
  await page.locator("select[name=unit]").selectOption("bac_binh");
  await page.getByRole("button", { name: "Xem" }).click();
  const own = owed("bac_binh", today)["12-months"];
  await until("those of the district are shown", async () => (await page.locator("#found").innerText()) === `${own.length} việc`);
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: /\.ics/ }).click()]);
  assert.equal(entries(await readFile(await download.path())).length, own.length);
  assertNoViolations(device);
});
