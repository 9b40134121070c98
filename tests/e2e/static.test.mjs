// The app on a static host: whole without a server, and a work file that hands the work in.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { App, assertNoViolations } from "./harness/app.mjs";
import { read } from "./harness/answers.mjs";
import { axeFindings } from "./harness/accessibility.mjs";
import { Device } from "./harness/browser.mjs";
import { answersFor } from "./harness/donors.mjs";
import { Filling, PEACE, answerSomething, submit } from "./harness/filling.mjs";
import { Server } from "./harness/server.mjs";
import { StaticHost } from "./harness/static.mjs";
import { choose, exportWork, importWork } from "./harness/work-file.mjs";

test("fills in on a static host, is killed, goes on, and hands in by file to a server elsewhere", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "sohoi-files-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const host = await StaticHost.new(t);
  const device = Device.new(t, "alone");
  await device.start();
  const first = await App.open(device, host.origin);
  assert.match(await first.page.locator("#alone").innerText(), /Chỉ trên máy này/);
  assert.equal(await first.page.locator("input[name=password]").count(), 0);
  await first.page.locator("#alone-unit option").nth(1).waitFor({ state: "attached" });
  assert.deepEqual(await axeFindings(first.page), []);
  await first.page.locator("#alone-start").click();
  assert.match(await first.page.locator("#alone [role=alert]").innerText(), /chọn đơn vị/);
  await startIn(first, "Xã Phan Rí Thành");
  assert.equal((await first.exchangeStatus()).state, "alone");

  // Fill, kill, reopen without a network.
  await first.worksOffline();
  await host.stop();
  const subject = await first.page.locator('[data-subject^="DV-"]').first().getAttribute("data-subject");
  await first.openSubject(subject);
  const response = first.responseId();
  const { path, value } = await answerSomething(first);
  await device.kill();
  await device.start();
  const app = await App.open(device, host.origin);
  await app.openSubject(subject);
  await app.sectionOf(path);
  assert.equal(await read(app.page, path), value);
  await app.go("#/device");
  await app.page.locator("#work-file").waitFor();
  assert.match(await app.page.locator("main").innerText(), /Chỉ trên máy này: ở đây không có máy chủ/);
  assert.equal(await app.page.locator("#unsent-forms li").count(), 1);
  assert.deepEqual(await axeFindings(app.page), []);
  const file = await exportWork(app, folder);

  // Another origin, an account of a server.
  const server = await Server.demonstration(t);
  const office = Device.new(t, "office");
  await office.start();
  const desk = await App.open(office, server.origin);
  await desk.signIn("phanrithanh");
  const preview = await importWork(desk, file.path);
  assert.match(preview.text, /tài khoản khác/);
  await desk.exchange();
  assert.equal((await choose(desk, file.path)).new, 0);
  const found = (await server.responses()).filter((one) => one.id === response);
  assert.equal(found.length, 1);
  assert.equal(found[0].author, "phanrithanh");
  await desk.openSubject(subject);
  await desk.sectionOf(path);
  assert.equal(await read(desk.page, path), value);

  // The coordinator sees that it is under way.
  const province = Device.new(t, "province");
  await province.start();
  const overview = await App.open(province, server.origin);
  await overview.signIn("tinh");
  await overview.page.locator(`[data-subject="${subject}"]`).first().waitFor({ state: "attached" });

  // More on the static host, a second file: only what is new, and once.
  await app.openSubject(subject);
  await app.nextSection();
  await answerSomething(app);
  const later = await exportWork(app, folder);
  const more = await importWork(desk, later.path);
  assert.equal(more.new, 1);
  await desk.exchange();
  assert.equal((await server.responses()).filter((one) => one.id === response).length, 1);
  assertNoViolations(device, office, province);
});

test("without a server a form is finished, printed and counted", { timeout: 300_000 }, async (t) => {
  const host = await StaticHost.new(t);
  const device = Device.new(t, "alone");
  await device.start();
  const first = await App.open(device, host.origin);
  await startIn(first, "Xã Phan Rí Thành");
  await first.worksOffline();
  await host.stop();
  const subject = await first.page.locator('[data-subject^="BTN-"]').first().getAttribute("data-subject");
  const filling = new Filling({ device, origin: host.origin, subject, answers: answersFor(subject), saboteur: PEACE });
  const app = await filling.run();
  const response = app.responseId();
  await submit(app);

  await app.go(`#/paper/${response}`);
  await app.page.locator(".paper-signatures").waitFor();
  const paper = await app.page.locator("article.paper").innerText();
  for (const value of [...filling.confirmed.values()].filter((value) => value?.includes(" ") && /[^\x00-\x7f]/.test(value))) {
    assert.ok(paper.includes(value), `the paper says: ${value}`);
  }
  await app.go(`#/portrait/${response}`);
  await app.page.locator("article.portrait").waitFor();

  await app.go("#/results");
  const figures = await app.figures();
  const [, members] = [...filling.confirmed].filter(([path]) => path.endsWith("/members_total")).at(-1);
  assert.equal(figures.QM01, "1");
  assert.equal(figures.QM08, members, "the members of the last year, as they were typed");
  assertNoViolations(device);
});

test("a server that cannot be reached is never taken for one that is not there", async (t) => {
  const server = await Server.demonstration(t);
  const device = Device.new(t, "device");
  await device.start();
  const app = await App.open(device, server.origin);
  await app.signIn("phanrithanh");
  await app.worksOffline();
  await app.go("#/device");
  await server.kill();
  await app.page.locator("#sign-out").click();
  await app.page.locator("input[name=password]").waitFor();
  await app.page.reload();
  await app.ready();
  assert.equal(await app.page.locator("input[name=password]").count(), 1);
  assert.equal(await app.page.locator("#alone").count(), 0);
});

/** Begins to work alone in the unit whose name begins so. */
async function startIn(app, name) {
  const options = app.page.locator("#alone-unit option");
  await options.nth(1).waitFor({ state: "attached" });
  const unit = await options.evaluateAll((all, name) => all.find(({ text }) => text.startsWith(name)).value, name);
  await app.page.locator("#alone-unit").selectOption(unit);
  await app.page.locator("#alone-start").click();
  await app.page.locator("[data-subject]").first().waitFor();
}
