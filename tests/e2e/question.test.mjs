// Any question by one or two attributes, without network: found by its words, divided, filtered, and from a cell on to
// the answer. What is shown is counted anew here, in the answers of the demonstration.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { axeFindings } from "./harness/accessibility.mjs";
import { App, assertNoViolations } from "./harness/app.mjs";
import { Device, LAPTOP } from "./harness/browser.mjs";
import { everyRow, rowCount, rowsHere } from "./harness/roll.mjs";
import { Server } from "./harness/server.mjs";
import { until } from "./harness/waiting.mjs";

const FORM = "hqc_a";
/** One choice, several, a number, a day: asked of everybody. A number of each year. Free text. */
const [ONE, SEVERAL, NUMBER, DAY, TEXT] = ["org_form", "internal_rules", "fee_collection_rate", "founded_date", "assoc_name"];
const [REPEAT, YEARLY] = ["membership_year", "members_total"];
const DISTRICT = "bac_binh";
const COUNTED = ["submitted", "checked", "approved", "locked"];

const lines = readFileSync(process.env.SOHOI_DEMONSTRATION, "utf8").split("\n").filter(Boolean);
const all = lines.map((line) => JSON.parse(line)).filter(({ form, state }) => form === FORM && COUNTED.includes(state));

async function offline(t, account = "tinh") {
  const server = await Server.demonstration(t);
  const device = Device.new(t, "laptop");
  await device.start(LAPTOP);
  const app = await App.open(device, server.origin);
  await app.signIn(account);
  await app.page.locator('#exchange-status[data-state="idle"]').waitFor({ state: "attached" });
  await app.worksOffline();
  await server.kill();
  return [device, app];
}

/** The cells of the table, by name. */
async function cells(app) {
  await app.page.locator("#figures[aria-busy=false] #pivot").waitFor();
  return app.page.$$eval("#pivot [data-figure]", (figures) =>
    Object.fromEntries(figures.map(({ dataset, parentNode, textContent }) => [dataset.figure, { value: dataset.value, text: textContent, parts: parentNode.querySelector(".figure-parts")?.textContent }])),
  );
}

async function open(app, address) {
  await app.go(`#/question/${FORM}/${address}`);
  return cells(app);
}

const written = (count) => String(count).replace(/\B(?=(\d{3})+$)/g, ".");
const choices = (stored) => (stored ?? "").split(" ").filter(Boolean);
const sum = (numbers) => numbers.reduce((sum, number) => sum + number, 0);

/** Two decimals, half away from zero, of a fraction of whole numbers. */
function share(part, whole) {
  if (whole === 0) return "-";
  const hundredths = (BigInt(part) * 20000n + BigInt(whole)) / (2n * BigInt(whole));
  return `${hundredths / 100n}.${String(hundredths % 100n).padStart(2, "0")}`;
}

/** Definition 7 of Hyndman and Fan. */
function quartile(numbers, quarter) {
  const ordered = numbers.toSorted((a, b) => a - b);
  const place = ((ordered.length - 1) * quarter) / 4;
  const [below, above] = [ordered[Math.floor(place)], ordered[Math.ceil(place)]];
  return below + (place % 1) * (above - below);
}

/** Whether a cell has this share of these responses. */
function assertShare(cell, name, own, of) {
  const answered = own.filter(({ answers }) => answers[of] !== undefined).length;
  const count = own.filter(({ answers }) => choices(answers[of]).includes(name)).length;
  assert.equal(cell.value, share(count, answered), `${of} ${name}`);
  assert.equal(cell.parts, answered === 0 ? undefined : `${written(count)}/${written(answered)}`, `${of} ${name}`);
}

test("the answers of the demonstration are counted as the page shows them", { timeout: 300_000 }, async (t) => {
  const [device, app] = await offline(t);
  for (const name of [ONE, SEVERAL]) {
    const shown = await open(app, `${name}?by=district`);
    const names = new Set(all.flatMap(({ answers }) => choices(answers[name])));
    assert.ok(names.size > 2);
    const groups = new Set(all.map(({ answers }) => answers.district ?? ""));
    for (const choice of names) {
      assertShare(shown[`${choice}:*:*`], choice, all, name);
      for (const group of groups) {
        const own = all.filter(({ answers }) => (answers.district ?? "") === group);
        assertShare(shown[`${choice}:${group}:*`], choice, own, name);
      }
    }
    const standing = ["-answered", "-blank", "-unasked"].map((which) => Number(shown[`${which}:*:*`].value));
    assert.equal(sum(standing), all.length);
    assert.equal(standing[0], all.filter(({ answers }) => answers[name] !== undefined).length);
  }

  const shown = await open(app, `${NUMBER}?by=level`);
  for (const group of ["*", ...new Set(all.map(({ answers }) => answers.level))]) {
    const own = all.filter(({ answers }) => group === "*" || answers.level === group);
    const numbers = own.map(({ answers }) => answers[NUMBER]).filter((stored) => stored !== undefined).map(Number);
    const of = (measure) => Number(shown[`${measure}:${group}:*`].value);
    const near = (measure, wanted) => assert.ok(Math.abs(of(measure) - wanted) < 0.0051, `${measure} ${group}: ${of(measure)} is not ${wanted}`);
    assert.equal(of("-answered"), numbers.length);
    near("-sum", sum(numbers));
    near("-mean", sum(numbers) / numbers.length);
    near("-least", Math.min(...numbers));
    near("-most", Math.max(...numbers));
    for (const [quarter, measure] of [[1, "-lower"], [2, "-median"], [3, "-upper"]]) near(measure, quartile(numbers, quarter));
  }

  const years = await open(app, `${YEARLY}?by=year&across=district&measure=-sum`);
  for (let row = 1; row <= 6; row += 1) {
    const of = (responses) => sum(responses.map(({ answers }) => Number(answers[`${REPEAT}/${row}/${YEARLY}`] ?? 0)));
    assert.equal(Number(years[`-sum:${2011 + row}:*`].value), of(all));
    const own = all.filter(({ answers }) => answers.district === DISTRICT);
    assert.equal(Number(years[`-sum:${2011 + row}:${DISTRICT}`].value), of(own));
  }
  const groups = new Set(all.map(({ answers }) => answers.district ?? ""));
  assert.equal(await app.page.locator(".multiples figure").count(), groups.size + 1);

  const days = await open(app, DAY);
  const founded = all.map(({ answers }) => answers[DAY]).filter(Boolean);
  const year = founded[0].slice(0, 4);
  const count = founded.filter((day) => day.startsWith(year)).length;
  const said = `${written(count)}/${written(founded.length)}, chiếm ${share(count, founded.length).replace(".", ",")}\u00a0%`;
  assert.equal(days[`${year}:*:*`].text, said);

  // Nobody's words stand there.
  const texts = await open(app, TEXT);
  assert.deepEqual(Object.keys(texts).toSorted(), ["-answered:*:*", "-blank:*:*", "-unasked:*:*"]);
  assertNoViolations(device);
});

test("a question is found, divided, filtered, copied, and leads to an answer", { timeout: 300_000 }, async (t) => {
  const [device, app] = await offline(t);
  await app.go("#/results");
  await app.hasFigures("provisional");
  await app.page.locator("#to-questions").click();
  const found = app.page.locator("#questions [data-question]");
  await found.first().waitFor();
  const many = await found.count();
  assert.deepEqual(await axeFindings(app.page), []);
  await app.page.locator("#search").fill("hinh thuc to chuc");
  await until("fewer are found", async () => (await found.count()) < many);
  await app.page.locator(`[data-question=${ONE}] a`).click();
  await cells(app);

  await app.page.locator("select[name=down]").selectOption("level");
  await until("levels stand there", async () => Object.keys(await cells(app)).some((name) => name.endsWith(":commune:*")));
  await app.page.locator("select[name=across]").selectOption("special_status");
  await until("both stand there", async () => Object.keys(await cells(app)).some((name) => name.endsWith(":commune:yes")));
  const measures = await app.page.locator("select[name=measure] option").evaluateAll((options) => options.map(({ value }) => value));
  const choice = measures[1];
  await app.page.locator("select[name=measure]").selectOption(choice);
  await until("the other choice stands there", async () => `${choice}:commune:yes` in (await cells(app)));
  const is = ({ answers }, level, special) => (level === "*" || answers.level === level) && (special === "*" || answers.special_status === special);
  for (const level of ["commune", "*"]) {
    for (const special of ["yes", "no", "*"]) {
      const own = all.filter((response) => is(response, level, special));
      assertShare((await cells(app))[`${choice}:${level}:${special}`], choice, own, ONE);
    }
  }
  assert.deepEqual(await axeFindings(app.page), []);

  // Only those that are checked and not approved yet.
  await app.page.locator(".filters summary").click();
  await app.page.locator("select[name=state]").selectOption("checked");
  await app.page.locator("#only").waitFor();
  assert.match(app.page.url(), /state=checked/);
  const checked = all.filter(({ state }) => state === "checked");
  const cell = `${choice}:*:*`;
  await until("they are fewer", async () => (await cells(app))[cell]?.parts?.endsWith(`/${written(checked.length)}`));
  assertShare((await cells(app))[cell], choice, checked, ONE);

  // Copied as a spreadsheet takes it: how many, and the share.
  await app.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await app.page.locator("#copy-table").click();
  await app.page.locator("#copy-table + [role=status]:not(:empty)").waitFor();
  const copied = (await app.page.evaluate(() => navigator.clipboard.readText())).split("\n").map((line) => line.split("\t"));
  assert.ok(copied.every((line) => line.length === copied[0].length));
  const wanted = checked.filter(({ answers }) => choices(answers[ONE]).includes(choice));
  assert.equal(copied.at(-1)[1], String(wanted.length));
  assert.equal(copied.at(-1)[2], share(wanted.length, checked.length).replace(".", ","));

  // From the cell to its answers, from there to the form.
  await app.page.locator(`[data-figure="${cell}"]`).click();
  const replies = app.page.locator("#responses [data-response]");
  await replies.first().waitFor();
  const listed = await app.page.$$eval("#responses [data-response]", (rows) => rows.map(({ dataset }) => dataset.response));
  assert.equal(new Set(listed).size, Math.min(wanted.length, 200));
  assert.ok(listed.every((id) => wanted.some((own) => own.id === id)));
  assert.deepEqual(await axeFindings(app.page), []);
  const [first] = listed;
  await replies.first().locator("a").click();
  await app.page.locator(`[data-path="${ONE}"]`).waitFor();
  assert.equal(app.responseId(), first);
  assert.match(app.page.url(), new RegExp(`at=${ONE}`));
  assertNoViolations(device);
});

test("thousands of answers scroll, and who comes back is where it was", { timeout: 300_000 }, async (t) => {
  const [device, app] = await offline(t);
  const answered = all.flatMap(({ id, answers }) =>
    Object.keys(answers)
      .filter((path) => path.startsWith(`${REPEAT}/`) && path.endsWith(`/${YEARLY}`))
      .map((path) => `${id} ${path}`),
  );
  await app.go(`#/replies/${FORM}/${YEARLY}`);
  await app.page.locator("#responses [data-response]").first().waitFor();
  const whole = await rowCount(app.page);
  assert.ok(whole > 2_000 && whole === answered.length, `${whole} rows, ${answered.length} answers`);

  // The end, by a key.
  await app.page.locator("#responses").click({ position: { x: 3, y: 3 } });
  await app.page.keyboard.press("End");
  await until("the last row is here", async () => (await rowsHere(app.page)).at(-1)?.[0] === whole - 1);
  await app.page.keyboard.press("Home");
  await until("the first row is here", async () => (await rowsHere(app.page))[0]?.[0] === 0);

  // Every row once.
  const rows = await everyRow(app.page, (row) => `${row.dataset.response} ${row.dataset.at}`);
  assert.deepEqual(rows.toSorted(), answered.toSorted());

  // Half-way down, and to a form from there.
  await app.page.evaluate(() => scrollTo(0, document.body.scrollHeight / 2));
  const onScreen = () =>
    app.page.evaluate(() => {
      const rows = [...document.querySelectorAll("#responses [data-response]")];
      const row = rows.find((row) => row.getBoundingClientRect().top > 200);
      return row && row.getBoundingClientRect().top < innerHeight ? Number(row.getAttribute("aria-rowindex")) - 2 : null;
    });
  let middle = null;
  await until("rows are on the screen", async () => (middle = await onScreen()) !== null && Math.abs(middle - whole / 2) < whole / 10);
  const row = app.page.locator(`#responses [aria-rowindex="${middle + 2}"]`);
  const said = await row.getAttribute("data-at");
  await row.locator("a").click();
  await app.page.locator(`[data-path="${said}"]`).first().waitFor();
  await app.page.goBack();
  await until("the row is on the screen again", async () => Math.abs((await onScreen()) - middle) < 12 && (await row.getAttribute("data-at")) === said);
  assertNoViolations(device);
});

test("what is answered in a year is listed with its year and leads to its row", { timeout: 300_000 }, async (t) => {
  const [device, app] = await offline(t);
  const shown = await open(app, `members_female?by=year`);
  const cell = "-answered:2017:*";
  const answered = all.filter(({ answers }) => answers[`${REPEAT}/6/members_female`] !== undefined);
  assert.equal(Number(shown[cell].value), answered.length);
  await app.page.locator(`[data-figure="${cell}"]`).click();
  const row = app.page.locator("#responses [data-response]").first();
  await row.waitFor();
  assert.equal(await row.getAttribute("data-at"), `${REPEAT}/6/members_female`);
  const id = await row.getAttribute("data-response");
  const { answers } = all.find((own) => own.id === id);
  assert.equal(await row.locator("[data-stored]").getAttribute("data-stored"), answers[`${REPEAT}/6/members_female`]);
  await row.locator("a").click();
  await app.page.locator(`[data-path="${REPEAT}/6/members_female"]`).waitFor();
  assertNoViolations(device);
});

test("the state of forms narrows all results", { timeout: 300_000 }, async (t) => {
  const [device, app] = await offline(t);
  await app.go("#/results?state=checked");
  await app.page.locator("#only").waitFor();
  await app.hasFigures("provisional");
  const checked = lines.map((line) => JSON.parse(line)).filter(({ state }) => state === "checked");
  const counted = () => app.page.locator(".lead").innerText();
  await until("only those count", async () => (await counted()).includes(` ${checked.length} `));
  assert.equal(await app.figure("QM01"), String(checked.filter(({ form }) => form === FORM).length));
  // Nothing that is not approved is among the approved.
  await app.page.locator(".filters").evaluate((filters) => (filters.open = true));
  await app.page.locator("select[name=population]").selectOption("approved");
  await until("none is left", async () => (await counted()).includes(" 0 "));
  await app.page.locator("#only button").click();
  await app.page.locator("#only").waitFor({ state: "detached" });
  assertNoViolations(device);
});

test("who may not read single responses has no tables of one's own choice", { timeout: 300_000 }, async (t) => {
  const [device, app] = await offline(t, "phanrithanh");
  await app.go("#/results");
  await app.hasFigures("provisional");
  assert.equal(await app.page.locator("#to-questions").count(), 0);
  for (const address of ["#/questions", `#/question/${FORM}/${ONE}`, `#/replies/${FORM}/${ONE}`, "#/cross/QM08?by=year&across=district"]) {
    await app.go(address);
    await app.page.locator("#main .notice").waitFor();
    assert.equal(await app.page.locator("#pivot, #responses, #questions, #cross").count(), 0);
  }
  assertNoViolations(device);
});
