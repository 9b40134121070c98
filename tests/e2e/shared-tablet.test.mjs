// Two officers of two communes, one tablet.

import assert from "node:assert/strict";
import { pbkdf2Sync } from "node:crypto";
import { test } from "node:test";

import { axeFindings } from "./harness/accessibility.mjs";
import { read } from "./harness/answers.mjs";
import { App, assertNoViolations } from "./harness/app.mjs";
import { Device } from "./harness/browser.mjs";
import { answerSomething } from "./harness/filling.mjs";
import { PASSWORD, Server } from "./harness/server.mjs";
import { lineOf, openKnown, openWith, stored, switchUser } from "./harness/shared.mjs";
import { until } from "./harness/waiting.mjs";

const FIRST = "phanrithanh";
const SECOND = "hoathang";
const OWN = "trau-an-lua-xanh-2017";

test("each opens their own work by their password, without a network, and sends it in their own name", { timeout: 400_000 }, async (t) => {
  const server = await Server.demonstration(t);
  await server.addAccount(SECOND, "field", "bac_binh__hoa_thang", OWN);
  const device = Device.new(t, "tablet");
  await device.start();
  const app = await App.open(device, server.origin);
  await app.signIn(FIRST);
  await app.worksOffline();
  await keepsNoPassword(app);

  // As long as one account is known, the app opens as a book does.
  await app.page.reload();
  await app.ready();
  await app.page.locator("[data-subject]").first().waitFor({ state: "attached" });

  // Without a network: the first fills in, and hands the tablet over.
  await server.kill();
  await app.openSubject(await app.page.locator('[data-subject^="DV-"][data-state="none"]').first().getAttribute("data-subject"));
  const mine = { id: app.responseId(), ...(await answerSomething(app)) };
  const { unsent } = await app.exchangeStatus();
  assert.ok(unsent > 0);
  await app.go("#/device");
  await app.page.locator("#sign-out").click();
  const said = app.page.locator("#sign-out-text");
  await said.getByText(`Còn ${unsent} thay đổi chưa gửi`).waitFor();
  assert.match(await said.textContent(), /ở lại trên máy.*Đổi người dùng/);
  const other = await App.open(device, server.origin);
  await other.page.locator("[data-subject]").first().waitFor({ state: "attached" });
  await switchUser(app);
  await other.page.locator(".known-accounts").waitFor();
  await other.page.close();
  await lineOf(app, FIRST).locator(`[data-unsent="${unsent}"]`).waitFor();
  assert.deepEqual(await axeFindings(app.page), []);

  // The second signs in, fills in and sends.
  await server.start();
  await app.signIn(SECOND, OWN);
  await app.openSubject(await app.page.locator('[data-subject][data-state="none"]').first().getAttribute("data-subject"));
  const theirs = { id: app.responseId(), ...(await answerSomething(app)) };
  await app.exchange(OWN);
  assert.equal(await authorOf(server, theirs.id), SECOND);
  assert.equal(await authorOf(server, mine.id), undefined, "the work of the first waits");
  await app.page.reload();
  await app.ready();
  await app.page.locator("[data-response-state]").waitFor();
  for (const route of ["#/", "#/device", "#/results"]) {
    await app.go(route);
    const page = await app.page.locator("body").innerHTML();
    for (const word of [mine.id, FIRST]) assert.ok(!page.includes(word), `${word} on ${route}`);
  }
  const databases = await stored(app);
  for (const word of [mine.id, FIRST]) {
    assert.ok(!databases[`sohoi-${SECOND}`].includes(word), `${word} in the database of the second`);
  }
  assert.ok(databases[`sohoi-${FIRST}`].includes(mine.id));

  // The second does not get at the work of the first.
  await switchUser(app);
  const line = lineOf(app, FIRST);
  for (const wrong of [OWN, "sai-mat-khau"]) {
    await openWith(app, FIRST, wrong);
    await line.getByText("Mật khẩu chưa đúng").waitFor();
    assert.deepEqual(await axeFindings(app.page), []);
  }
  await server.kill();
  await device.kill();
  await device.start();
  const again = await App.open(device, server.origin);
  await again.page.locator(".known-accounts").waitFor();
  for (const wrong of ["sai-3", "sai-4"]) {
    await openWith(again, FIRST, wrong);
    await lineOf(again, FIRST).getByText("Mật khẩu chưa đúng").waitFor();
  }
  await openWith(again, FIRST, "sai-5");
  await lineOf(again, FIRST).getByText("Xin đợi 30 giây").waitFor();
  // Not even the right one is tried now.
  await openWith(again, FIRST, PASSWORD);
  await lineOf(again, FIRST).getByText(/Xin đợi \d+ giây/).waitFor();
  assert.equal(await again.page.locator("[data-subject]").count(), 0);
  await halfAMinutePasses(again, FIRST);

  // The first comes back, still without a network: everything is there.
  await openKnown(again, FIRST, PASSWORD);
  assert.equal((await again.exchangeStatus()).unsent, unsent);
  await again.go(`#/response/${mine.id}`);
  await again.sectionOf(mine.path);
  assert.equal(await read(again.page, mine.path), mine.value);
  assert.ok(!(await again.page.locator("body").innerHTML()).includes(theirs.id));

  // The network is back. The browser's session is the second's: nothing of the first is sent in it.
  await server.start();
  await again.page.locator("#exchange-now").click();
  await until("the exchange asks for the password", async () => (await again.exchangeStatus()).state === "signed-out");
  assert.equal(await authorOf(server, mine.id), undefined);
  await again.exchange();
  assert.equal(await authorOf(server, mine.id), FIRST);

  // With a network one password is enough: it opens, and signs in at the server.
  await switchUser(again);
  await lineOf(again, FIRST).locator('[data-unsent="0"]').waitFor();
  await openKnown(again, SECOND, OWN);
  await until("the session is the second's", async () => {
    const session = await again.page.evaluate(async () => (await fetch("api/session")).json());
    return session.name === SECOND;
  });
  await until("everything is exchanged", async () => (await again.exchangeStatus()).state === "idle");
  // The same tab goes on when it is loaded again; a new one asks.
  await again.page.reload();
  await again.ready();
  await again.page.locator("[data-subject]").first().waitFor({ state: "attached" });
  const fresh = await App.open(device, server.origin);
  await fresh.page.locator(".known-accounts").waitFor();
  assertNoViolations(device);
});

test("a new password from the administrator opens the work here, once there is a network", { timeout: 200_000 }, async (t) => {
  const server = await Server.demonstration(t);
  const device = Device.new(t, "tablet");
  await device.start();
  const app = await App.open(device, server.origin);
  await app.signIn(FIRST);
  await switchUser(app);
  const reset = await server.command("account", "reset", FIRST);
  const fresh = reset.match(/[a-z]{6}(?:-[a-z]{6}){2}/)[0];
  await openKnown(app, FIRST, fresh);
  await until("everything is exchanged", async () => (await app.exchangeStatus()).state === "idle");
  await app.worksOffline();
  await switchUser(app);
  await server.kill();
  await openWith(app, FIRST, PASSWORD);
  await lineOf(app, FIRST).getByText("Mật khẩu chưa đúng").waitFor();
  await openKnown(app, FIRST, fresh);
  assertNoViolations(device);
});

test("an account of before there were passwords on the device opens by a tap, and says so", { timeout: 200_000 }, async (t) => {
  const server = await Server.demonstration(t);
  const device = Device.new(t, "tablet");
  await device.start();
  const app = await App.open(device, server.origin);
  await app.signIn(FIRST);
  await app.page.evaluate(async (key) => {
    const ended = (request) => new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
    const database = await ended(indexedDB.open("sohoi-device"));
    await ended(database.transaction("meta", "readwrite").objectStore("meta").delete(key));
    database.close();
  }, `verifier:${FIRST}`);
  await app.go("#/device");
  await app.page.locator("#account").getByText("ai cầm máy cũng mở được").waitFor();
  await switchUser(app);
  await lineOf(app, FIRST).locator("> button").click();
  await app.page.locator("[data-subject]").first().waitFor({ state: "attached" });
  // Signing in again makes up for it.
  await app.go("#/device");
  await app.page.locator("#sign-out").click();
  await app.signIn(FIRST);
  await switchUser(app);
  await openWith(app, FIRST, "sai");
  await lineOf(app, FIRST).getByText("Mật khẩu chưa đúng").waitFor();
  assertNoViolations(device);
});

test("an invited association opens its form again by its code, without a network", { timeout: 200_000 }, async (t) => {
  const server = await Server.demonstration(t);
  const made = await server.command("invitation", "make", "--unit", "bac_binh__phan_ri_thanh", "--until", "2099-12-31");
  const [subject, , code] = made.trim().split("\n")[0].split("\t");
  const device = Device.new(t, "phone");
  await device.start();
  const app = await App.open(device, server.origin, `#/invited/${code}`);
  await app.page.locator(`[data-subject="${subject}"]`).first().waitFor();
  await app.worksOffline();
  await switchUser(app);
  await server.kill();
  const account = await app.page.locator(".known-accounts [data-account]").getAttribute("data-account");
  await openWith(app, account, `${code.slice(0, -1)}${code.endsWith("A") ? "B" : "A"}`);
  await lineOf(app, account).getByText("Mã chưa đúng").waitFor();
  await openKnown(app, account, code.toLowerCase().replaceAll("-", " "));
  await server.start();
  await app.exchange();
  assertNoViolations(device);
});

/** What is kept of a password is PBKDF2 of it, computed by another program, and nothing else. */
async function keepsNoPassword(app) {
  const databases = await stored(app);
  for (const [name, text] of Object.entries(databases)) assert.ok(!text.includes(PASSWORD), name);
  const memory = await app.page.evaluate(() => JSON.stringify([localStorage, sessionStorage]));
  assert.ok(!memory.includes(PASSWORD));
  const { stretched } = JSON.parse(databases["sohoi-device"].match(new RegExp(`^meta verifier:${FIRST} (.*)$`, "m"))[1]);
  const [rounds, salt, hash] = stretched.split(".");
  assert.ok(Number(rounds) >= 210_000);
  assert.match(salt, /^[0-9a-f]{32}$/);
  assert.equal(hash, pbkdf2Sync(PASSWORD, salt, Number(rounds), 32, "sha256").toString("hex"));
}

/** The last wrong password was half a minute ago. */
async function halfAMinutePasses({ page }, account) {
  await page.evaluate(async (key) => {
    const ended = (request) => new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
    const database = await ended(indexedDB.open("sohoi-device"));
    const store = () => database.transaction("meta", "readwrite").objectStore("meta");
    const verifier = JSON.parse(new TextDecoder().decode(await ended(store().get(key))));
    verifier.last_wrong -= 30_000;
    await ended(store().put(new TextEncoder().encode(JSON.stringify(verifier)), key));
    database.close();
  }, `verifier:${account}`);
}

/** Who wrote a response, as the server knows it. */
async function authorOf(server, id) {
  return (await server.responses()).find((response) => response.id === id)?.author;
}
