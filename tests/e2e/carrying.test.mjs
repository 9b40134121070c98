// Work files between devices: what is carried arrives once, whatever happens to file and devices.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { App, assertNoViolations } from "./harness/app.mjs";
import { read } from "./harness/answers.mjs";
import { Device } from "./harness/browser.mjs";
import { answerSomething } from "./harness/filling.mjs";
import { Server } from "./harness/server.mjs";
import { choose, exportWork, importWork, parts } from "./harness/work-file.mjs";

/** The smallest PNG there is. */
const PHOTO = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  "base64",
);

test("a second device takes over what a tablet could not send, and the tablet sends it too", async (t) => {
  const folder = temporary(t);
  const server = await Server.demonstration(t);
  const [tablet, second] = await devices(t, "tablet", "second");
  const app = await App.open(tablet, server.origin);
  await app.signIn("phanrithanh");
  const other = await App.open(second, server.origin);
  await other.signIn("phanrithanh");
  await app.worksOffline();
  await other.worksOffline();

  // Without a server: an answer on the tablet, carried to the second device by file.
  await server.kill();
  const subject = await emptySubject(app);
  await app.openSubject(subject);
  const response = app.responseId();
  const { path, value } = await answerSomething(app);
  const file = await exportWork(app, folder);
  assert.match(file.name, /^sohoi-phanrithanh-unsent-.*\.sohoi$/);
  const preview = await importWork(other, file.path);
  assert.ok(preview.new >= 2, preview.text);
  await other.openSubject(subject);
  assert.equal(other.responseId(), response, "the very response, gone on with");
  await other.sectionOf(path);
  assert.equal(await read(other.page, path), value);
  const again = await choose(other, file.path);
  assert.equal(again.new, 0, "taken in twice: nothing new");

  // Both send, one after the other: it happens once, and nobody disagrees with anybody.
  await server.start();
  await other.exchange();
  await app.exchange();
  const found = (await server.responses()).filter((one) => one.id === response);
  assert.equal(found.length, 1);
  assert.equal((await server.responses()).filter((one) => one.subject === subject).length, 1);
  await other.openSubject(subject);
  await other.sectionOf(path);
  assert.equal(await read(other.page, path), value);
  for (const page of [app, other]) {
    await page.go("#/");
    const row = page.page.locator(`[data-subject="${subject}"]`).first();
    assert.doesNotMatch(await row.innerText(), /cần xem|khác nhau/i);
  }
  assertNoViolations(tablet, second);
});

test("a file that is not as it was written, or not for here, is refused with the reason", async (t) => {
  const folder = temporary(t);
  const server = await Server.demonstration(t);
  const [tablet, second] = await devices(t, "tablet", "second");
  const app = await App.open(tablet, server.origin);
  await app.signIn("phanrithanh");
  await app.worksOffline();
  await server.kill();
  await app.openSubject(await app.page.locator('[data-subject^="DV-"]').first().getAttribute("data-subject"));
  await answerSomething(app);
  const { bytes, path } = await exportWork(app, folder);
  await server.start();

  const { line, text } = parts(bytes);
  const rewritten = (change) => {
    const content = Buffer.from(change(text));
    const sha256 = createHash("sha256").update(content).digest("hex");
    return Buffer.from(`${JSON.stringify({ ...line, sha256, bytes: content.length })}\n${content}`);
  };
  const cases = [
    ["a picture", PHOTO, /không phải tệp công việc/],
    ["a newer version", Buffer.from(bytes.toString().replace('"version":1', '"version":9')), /phiên bản mới hơn/],
    ["half of it", bytes.subarray(0, bytes.length / 2), /bị hỏng/],
    ["another answer", Buffer.from(bytes.toString().replace('"n":2', '"n":3')), /bị hỏng/],
    ["another round", rewritten((text) => text.replaceAll('"round":"ct17-2017"', '"round":"of-another-time"')), /đợt sơ kết khác/],
    ["an unknown form", rewritten((text) => text.replaceAll(/"form_hash":"[0-9a-f]+"/g, `"form_hash":"${"0".repeat(64)}"`)), /phiên bản phiếu/],
  ];
  const other = await App.open(second, server.origin);
  await other.signIn("phanrithanh");
  const unsent = async () => (await other.exchangeStatus()).unsent;
  for (const [name, content, reason] of cases) {
    const damaged = join(folder, "damaged.sohoi");
    writeFileSync(damaged, content);
    const said = await choose(other, damaged);
    assert.equal(said.id, "import-refused", name);
    assert.match(said.text, reason, name);
    assert.equal(await unsent(), 0, `${name}: nothing half taken in`);
  }

  // An account that has nothing to do with the subject.
  const [stranger] = await devices(t, "stranger");
  const elsewhere = await App.open(stranger, server.origin);
  await elsewhere.signIn("hoi");
  const said = await choose(elsewhere, path);
  assert.match(said.text, /không thuộc phạm vi/);
  assertNoViolations(tablet, second, stranger);
});

test("a session that ended while the device was offline locks nothing: only the exchange asks for the password", async (t) => {
  const server = await Server.demonstration(t);
  const [tablet] = await devices(t, "tablet");
  const app = await App.open(tablet, server.origin);
  await app.signIn("phanrithanh");
  await app.worksOffline();
  // The cookie is there, and the server does not know it any more.
  await endSession(app, server);
  await server.kill();
  const subject = await emptySubject(app);
  await app.openSubject(subject);
  const { path, value } = await answerSomething(app);
  const response = app.responseId();
  await server.start();
  await app.page.reload();
  await app.ready();
  await app.openSubject(subject);
  assert.equal(await read(app.page, path), value, "the form opens and shows what was typed");
  await app.exchange();
  assert.ok((await server.responses()).some((one) => one.id === response));
  assertNoViolations(tablet);
});

/** Ends the session at the server, as time would; the browser keeps its cookie. */
async function endSession(app, server) {
  const cookies = await app.page.context().cookies(server.origin);
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const answer = await fetch(`${server.origin}/api/session`, { method: "DELETE", headers: { cookie } });
  assert.equal(answer.status, 204);
}

async function devices(t, ...names) {
  const devices = names.map((name) => Device.new(t, name));
  for (const device of devices) await device.start();
  return devices;
}

function temporary(t) {
  const folder = mkdtempSync(join(tmpdir(), "sohoi-files-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A line of the list that nobody has filled in. */
async function emptySubject(app) {
  await app.go("#/");
  const rows = app.page.locator('[data-subject][data-state="none"]');
  await app.page.locator("[data-subject]").first().waitFor();
  if ((await rows.count()) > 0) return rows.first().getAttribute("data-subject");
  return app.page.locator('[data-subject^="DV-"]').first().getAttribute("data-subject");
}
