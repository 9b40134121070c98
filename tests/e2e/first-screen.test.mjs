// What a person meets first.

import assert from "node:assert/strict";
import { test } from "node:test";

import { App, assertNoViolations } from "./harness/app.mjs";
import { Device } from "./harness/browser.mjs";
import { Server } from "./harness/server.mjs";

test("an insecure origin is named, a secure one is not", async (t) => {
  const server = await Server.demonstration(t);
  const device = Device.new(t, "device");
  await device.start();
  const insecure = await App.open(device, `http://insecure.test:${server.port}`);
  const notice = insecure.page.locator("#insecure-origin");
  await notice.waitFor();
  assert.match(await notice.innerText(), /https/i);
  const secure = await App.open(device, server.origin);
  assert.equal(await secure.page.locator("#insecure-origin").count(), 0);
  assertNoViolations(device);
});

test("a wrong password is told plainly, and the right one then works", async (t) => {
  const server = await Server.demonstration(t);
  const device = Device.new(t, "device");
  await device.start();
  const app = await App.open(device, server.origin);
  await app.sendPassword("phanrithanh", "not the password");
  await app.page.locator('[aria-live="assertive"]').filter({ hasText: /mật khẩu/i }).waitFor();
  assert.equal(await app.page.locator("input[name=name]").inputValue(), "phanrithanh");
  assert.equal(await app.page.locator("[data-subject]").count(), 0);
  await app.signIn("phanrithanh");
  assertNoViolations(device);
});

test("a device shows only what is in the account's scope", async (t) => {
  const server = await Server.demonstration(t);
  const listed = async (name) => {
    const device = Device.new(t, name);
    await device.start();
    const app = await App.open(device, server.origin);
    await app.signIn(name);
    const subjects = await app.page.$$eval("[data-subject]", (rows) => rows.map(({ dataset }) => dataset.subject));
    assertNoViolations(device);
    await device.kill();
    return new Set(subjects);
  };
  const association = await listed("hoi");
  const commune = await listed("phanrithanh");
  const district = await listed("bacbinh");
  assert.equal(association.size, 1);
  assert.ok(commune.size > association.size && district.size > commune.size, `${commune.size}, ${district.size}`);
  for (const subject of association) assert.ok(commune.has(subject), subject);
});
