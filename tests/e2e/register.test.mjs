// The register: what it knows beforehand, what it lacks, and the way from one association to the next.

import assert from "node:assert/strict";
import { test } from "node:test";

import { App, assertNoViolations } from "./harness/app.mjs";
import { axeFindings } from "./harness/accessibility.mjs";
import { answerSomething } from "./harness/filling.mjs";
import { Device, LAPTOP, TABLET } from "./harness/browser.mjs";
import { Server } from "./harness/server.mjs";
import { until } from "./harness/waiting.mjs";

const NAME = "Hội Thả diều Gió Biển";

test("a value of the register is filled in; another answer is told in place, in the review, and moves no scope", async (t) => {
  const server = await Server.demonstration(t);
  const device = Device.new(t, "tablet");
  await device.start(TABLET);
  const app = await App.open(device, server.origin);
  await app.signIn("phanrithanh");
  const subject = await notBegun(app);
  await app.openSubject(subject);

  await app.go(`#/response/${app.responseId()}/a1`);
  const name = app.page.locator('[data-path="assoc_name"]');
  const note = name.locator(".register-note");
  const registered = await name.locator("input, textarea").first().inputValue();
  assert.ok(registered.length > 4, "filled in beforehand");
  assert.match(await note.innerText(), /Theo sổ hội/);
  const { op } = await app.saving();
  await name.locator("input, textarea").first().fill("Hội tên khác");
  await app.sawTick(op);
  await name.locator('.register-note[data-differs="true"]').waitFor();
  assert.match(await note.innerText(), new RegExp(`Sổ hội ghi: ${registered}`));
  assert.match(await note.innerText(), /cứ để câu trả lời của hội/);
  assert.deepEqual(await axeFindings(app.page), []);

  const id = app.responseId();
  await app.go(`#/response/${id}/-review`);
  const listed = app.page.locator("#differs li");
  await listed.waitFor();
  assert.match(await listed.innerText(), /Hội tên khác/);
  await app.exchange();

  // On the page about the register, too, for whoever checks; the scope is the register's.
  await app.go("#/register");
  const finding = app.page.locator("#findings li", { hasText: "Hội tên khác" });
  await finding.waitFor();
  assert.match(await finding.locator("a").getAttribute("href"), new RegExp(`${id}/.*at=assoc_name`));
  const other = Device.new(t, "other");
  await other.start();
  const second = await App.open(other, server.origin);
  await second.signIn("phanrithanh");
  await second.page.locator(`[data-subject="${subject}"][data-state="draft"]`).waitFor();
  assertNoViolations(device, other);
});

test("an association added without network is filled in, confirmed by the coordinator, and keeps its answers", async (t) => {
  const server = await Server.demonstration(t);
  const device = Device.new(t, "tablet");
  await device.start(TABLET);
  const app = await App.open(device, server.origin);
  await app.signIn("phanrithanh");
  await app.worksOffline();
  // The form has to be here before the server goes.
  await app.openSubject(await notBegun(app));
  await server.kill();

  await app.go("#/register");
  const form = app.page.locator("#add-association");
  await form.locator("#add-name").fill("khuyen hoc");
  await form.locator(".alike li").first().waitFor();
  assert.match(await form.locator(".alike").innerText(), /Khuyến học/, "found without diacritics");
  await form.locator("#add-name").fill(NAME);
  await form.getByRole("button", { name: "Thêm hội" }).click();
  await form.getByText("Còn thiếu: Loại hội.").waitFor();
  assert.match(await app.page.evaluate(() => document.activeElement.id), /^add-.*type$/, "and the keyboard is there");
  await chooseEverywhere(form);
  await form.getByRole("button", { name: "Thêm hội" }).click();
  await form.getByText("Đã thêm").waitFor();
  assert.deepEqual(await axeFindings(app.page), []);

  await app.go("#/");
  const row = app.page.locator("[data-subject]", { hasText: NAME });
  assert.match(await row.innerText(), /chưa có trong sổ/);
  await row.click();
  await app.page.locator("[data-response-state] [data-section]").waitFor();
  const answered = await answerSomething(app);
  const id = app.responseId();
  await app.page.reload();
  await app.ready();
  await app.go("#/");
  await row.waitFor();
  await server.start();
  await app.go("#/");
  await app.exchange();

  const office = Device.new(t, "office");
  await office.start(LAPTOP);
  const desk = await App.open(office, server.origin);
  await desk.signIn("tinh");
  await desk.go("#/register");
  const waiting = desk.page.locator("[data-provisional]", { hasText: NAME });
  await waiting.waitFor();
  assert.match(await waiting.innerText(), /1 phiếu/);
  assert.deepEqual(await axeFindings(desk.page), []);
  await waiting.locator('input[id^="code-"]').fill("BTN-X-9901");
  await waiting.getByRole("button", { name: "Xác nhận là hội mới" }).click();
  await desk.exchange();
  await waiting.waitFor({ state: "detached" });

  await app.exchange();
  await app.page.locator('[data-subject="BTN-X-9901"]').waitFor();
  await app.openSubject("BTN-X-9901");
  assert.equal(app.responseId(), id, "the very response");
  const [response] = (await server.responses()).filter((own) => own.id === id);
  assert.equal(response.subject, "BTN-X-9901");
  assert.equal(response.answers[answered.path], answered.value);
  assertNoViolations(device, office);
});

test("the command line lists what the register lacks, confirms one and says that another is known", async (t) => {
  const server = await Server.demonstration(t);
  const device = Device.new(t, "tablet");
  await device.start(TABLET);
  const app = await App.open(device, server.origin);
  await app.signIn("phanrithanh");
  // The form has to be here.
  await app.openSubject(await notBegun(app));
  await app.go("#/");
  const known = await notBegun(app);
  const names = [NAME, "Hội Thả diều Đồi Cát"];
  for (const name of names) await addAssociation(app, name);
  await app.exchange();
  const listed = (await server.command("provisional", "list")).trim().split("\n");
  assert.equal(listed.length, 3, listed.join("\n"));
  assert.equal(listed[2], "2 provisional");
  const [fresh, double] = names.map((name) => listed.find((line) => line.includes(name)).split("\t")[0]);
  await assert.rejects(server.command("provisional", "confirm", fresh, "--code", known, "--by", "tinh"), /register/);
  await server.command("provisional", "confirm", fresh, "--code", "BTN-X-9902", "--by", "tinh");
  await server.command("provisional", "same", double, "--as", known, "--by", "tinh");
  assert.equal((await server.command("provisional", "list")).trim(), "0 provisional");
  await app.exchange();
  await app.page.locator('[data-subject="BTN-X-9902"]').waitFor();
  assert.equal(await app.page.locator("[data-subject]", { hasText: names[1] }).count(), 0);
  assertNoViolations(device);
});

test("after one association comes the next of its unit", async (t) => {
  const server = await Server.demonstration(t);
  const device = Device.new(t, "tablet");
  await device.start(TABLET);
  const app = await App.open(device, server.origin);
  await app.signIn("phanrithanh");
  await app.openSubject(await notBegun(app));
  const first = app.responseId();
  await app.go(`#/response/${first}/-review`);
  const next = app.page.locator("#next-subject");
  await next.waitFor();
  const [, name] = (await next.innerText()).match(/: (.+)$/);
  await next.click();
  await until("the next form is open", () => app.responseId() !== first);
  await app.page.locator(".subject-name", { hasText: name }).waitFor();
  assertNoViolations(device);
});

test("who has several units chooses one, and the choice stays", async (t) => {
  const server = await Server.demonstration(t);
  const office = Device.new(t, "office");
  await office.start(LAPTOP);
  const desk = await App.open(office, server.origin);
  await desk.signIn("tinh");
  const all = await desk.page.locator(".chip").first().innerText();
  const units = desk.page.locator("#unit");
  await units.selectOption({ index: 3 });
  await until("fewer lines", async () => (await desk.page.locator(".chip").first().innerText()) !== all);
  const chosen = await units.inputValue();
  await desk.go("#/results");
  await desk.go("#/");
  assert.equal(await units.inputValue(), chosen);
  assertNoViolations(office);
});

/** An association that nobody has begun. */
async function notBegun(app) {
  await app.go("#/");
  const row = app.page.locator('[data-subject^="BTN-"][data-state="none"]').first();
  return row.getAttribute("data-subject");
}

/** Adds an association that the register lacks. */
async function addAssociation(app, name) {
  await app.go("#/register");
  const form = app.page.locator("#add-association");
  await form.locator("#add-name").fill(name);
  await chooseEverywhere(form);
  await form.getByRole("button", { name: "Thêm hội" }).click();
  await form.getByText("Đã thêm").waitFor();
  await app.go("#/");
}

/** Takes the first choice of every list in which nothing is chosen. */
async function chooseEverywhere(form) {
  for (const select of await form.locator("select").all()) {
    if ((await select.inputValue()) === "") await select.selectOption({ index: 1 });
  }
}
