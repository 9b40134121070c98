// What is unusual asks for a word, forbids nothing, and is told until the word is given.

import assert from "node:assert/strict";
import { test } from "node:test";

import { axeFindings } from "./harness/accessibility.mjs";
import { read, type } from "./harness/answers.mjs";
import { App, assertNoViolations } from "./harness/app.mjs";
import { Device, LAPTOP } from "./harness/browser.mjs";
import { longDraft, responseOf } from "./harness/drafts.mjs";
import { Server } from "./harness/server.mjs";
import { until } from "./harness/waiting.mjs";

const MEMBERS = (row, question = "members_total") => `membership_year/${row}/${question}`;
const WHY = MEMBERS(2, "why_members_jump");

test("a jump asks for a word under the table, in the contents and on the review page", async (t) => {
  const { device, app, id } = await atDraft(t);
  await app.go(`#/response/${id}/a4`);
  const why = app.page.locator(`[data-path="${WHY}"]`);
  await answer(app, MEMBERS(1), "100");
  await answer(app, MEMBERS(2), "150");
  assert.equal(await why.isVisible(), false, "half as many again is not unusual");
  assert.equal(await isMarked(app, MEMBERS(2)), false);
  await answer(app, MEMBERS(2), "151");
  await why.waitFor();
  assert.match(await why.innerText(), /2013: .*50 %.*Vì sao\?/s);
  assert.equal(await app.page.locator("table .explanation").count(), 0, "it is no line of the table");
  assert.equal(await isMarked(app, MEMBERS(2)), true, "the cell that jumps");
  assert.equal(await isMarked(app, MEMBERS(1)), false);
  assert.equal(await isMarked(app, MEMBERS(2, "members_female")), false);
  assert.deepEqual(await axeFindings(app.page), []);

  const entry = app.page.locator('.contents a[aria-current="step"]');
  assert.match(await entry.innerText(), /\d\?/);
  await app.page.locator(".contents-review a").click();
  const open = app.page.locator("#to-explain li");
  await open.first().waitFor();
  assert.match(await open.first().innerText(), /^IV\. .*\n26\. /, "section and number lead the way on paper, too");
  await open.filter({ hasText: "2013" }).getByRole("link").click();
  await until("the jump ends in the text box", () => focusIsIn(app.page, WHY));
  assert.deepEqual(await axeFindings(app.page), []);

  await answer(app, WHY, "Thành lập thêm hai chi hội");
  await app.page.locator(`[data-path="${WHY}"].is-given`).waitFor();
  await app.page.locator(".contents-review a").click();
  const told = app.page.locator("#explained li").filter({ hasText: "Thành lập thêm hai chi hội" });
  await told.waitFor();
  assert.equal(await app.page.locator("#to-explain li").filter({ hasText: "2013" }).count(), 0);

  await app.go(`#/response/${id}/a4`);
  await answer(app, MEMBERS(2), "120");
  await why.waitFor({ state: "hidden" });
  await answer(app, MEMBERS(2), "160");
  assert.equal(await read(app.page, WHY), "Thành lập thêm hai chi hội", "the word is kept");
  assertNoViolations(device);
});

test("a table of which no column is asked says so, and keeps what is in it", async (t) => {
  const { device, app, id } = await atDraft(t);
  await app.go(`#/response/${id}/a4`);
  await answer(app, MEMBERS(6), "77");
  await app.sectionOf("founded_date");
  const founded = await read(app.page, "founded_date");
  await answer(app, "founded_date", "");
  await app.go(`#/response/${id}/a4`);
  const sentence = app.page.getByText("không có cột nào của bảng này phải điền");
  await sentence.waitFor();
  assert.equal(await app.page.locator("table.repeat").first().isVisible(), false);
  assert.deepEqual(await axeFindings(app.page), []);
  await app.sectionOf("founded_date");
  await answer(app, "founded_date", founded);
  await app.go(`#/response/${id}/a4`);
  await app.page.locator("table.repeat").first().waitFor();
  assert.equal(await sentence.count(), 0);
  assert.equal(await read(app.page, MEMBERS(6)), "77");
  assertNoViolations(device);
});

test("the badge leads to the first place to explain", async (t) => {
  const { device, app, id } = await atDraft(t);
  await app.go(`#/response/${id}/a4`);
  for (const [row, count] of [[1, "100"], [2, "300"], [3, "300"], [4, "300"], [5, "300"], [6, "300"]]) {
    await answer(app, MEMBERS(row), count);
  }
  await app.go(`#/response/${id}/-review`);
  await app.page.locator("#to-explain a").first().waitFor();
  const first = await app.page.locator("#to-explain a").first().getAttribute("href");
  await app.page.locator(".contents .badge.is-attention").click();
  await until("the first place is shown", () => focusIsIn(app.page, decodeURIComponent(first.split("?at=")[1])));
  assertNoViolations(device);
});

test("a reviewer reads what was said, who answers and who typed", async (t) => {
  const server = await Server.demonstration(t);
  const response = responseOf(
    ({ author, state, answers }) =>
      author === "bacbinh" && state === "approved" && Object.keys(answers).some((path) => path.includes("why_")),
  );
  const [, word] = Object.entries(response.answers).find(([path]) => path.includes("why_"));
  const device = Device.new(t, "office");
  await device.start(LAPTOP);
  const app = await App.open(device, server.origin);
  await app.signIn("tinh");
  await app.go(`#/response/${response.id}/-review`);
  await app.page.locator("#explained li").filter({ hasText: word }).waitFor();
  const people = await app.page.locator("#people").innerText();
  assert.match(people, /Người nhập\s+bacbinh – \d+ câu trả lời/);
  assert.match(people, /Người trả lời phiếu này là\s+\p{L}/u);
  assert.doesNotMatch(people, /Chưa trả lời/);
  assert.equal(await app.page.locator("#submit").isEnabled(), false);
  assert.deepEqual(await axeFindings(app.page), []);
  assertNoViolations(device);
});

test("a form opens again at the question where it was left", async (t) => {
  const { device, app, id } = await atDraft(t);
  await app.go(`#/response/${id}/a4`);
  const path = MEMBERS(3, "members_female");
  await app.page.locator(`[data-path="${path}"] input`).focus();
  await app.page.reload();
  await app.ready();
  await until("the same question after a reload", () => focusIsIn(app.page, path));
  await app.go("#/device");
  await app.go(`#/response/${id}`);
  await until("the same question after another page", () => focusIsIn(app.page, path));
  await app.page.locator("#next-section").click();
  await until("a new section begins at its heading", () =>
    app.page.evaluate(() => document.activeElement.id === "section-title"),
  );
  assertNoViolations(device);
});

async function atDraft(t) {
  const server = await Server.demonstration(t);
  const device = Device.new(t, "device");
  await device.start(LAPTOP);
  const app = await App.open(device, server.origin);
  await app.signIn("tinh");
  return { device, app, id: longDraft().id };
}

/** Types an answer and waits until it is saved. */
async function answer(app, path, value) {
  const question = app.page.locator(`[data-path="${path}"]`);
  await question.waitFor();
  if ((await read(app.page, path)) === value) return;
  const { op } = await app.saving();
  await type(app.page, { path, type: await question.getAttribute("data-type") }, value);
  await app.sawTick(op);
}

function isMarked(app, path) {
  return app.page.locator(`td[data-path="${path}"]`).evaluate((cell) => cell.classList.contains("is-unusual"));
}

function focusIsIn(page, path) {
  return page.evaluate(
    (path) => document.activeElement.closest("[data-path]")?.dataset.path === path,
    path,
  );
}
