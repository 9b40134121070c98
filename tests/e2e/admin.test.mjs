// Pages of administration: from adding an account to locking it out, in both languages.

import assert from "node:assert/strict";
import { test } from "node:test";

import { App } from "./harness/app.mjs";
import { axeFindings } from "./harness/accessibility.mjs";
import { Device, LAPTOP } from "./harness/browser.mjs";
import { PASSWORD, Server } from "./harness/server.mjs";

/** A page of administration with somebody signed in. */
async function signedIn(device, server, name, password) {
  const page = await device.open(`${server.origin}/admin`);
  assert.match(page.url(), /\/admin\/sign-in\?back=%2Fadmin$/);
  await page.locator("#name").fill(name);
  await page.locator("#password").fill(password);
  await page.locator("main button[type=submit]").click();
  return page;
}

test("an administrator adds a coordinator, who signs in and is out as soon as suspended", { timeout: 240_000 }, async (t) => {
  const server = await Server.demonstration(t);
  const device = Device.new(t, "administration");
  await device.start(LAPTOP);
  const page = await signedIn(device, server, "quantri", PASSWORD);
  await page.getByRole("navigation").getByRole("link", { name: "Tài khoản" }).click();
  await page.getByRole("link", { name: "Thêm tài khoản" }).click();
  await page.locator("#name").fill("bacbinh.th");
  await page.locator("#display").fill("Tổng hợp huyện Bắc Bình");
  await page.locator("[name=role][value=coordinator]").check();
  await page.locator("#where").fill("huyen bac binh");
  await page.getByRole("button", { name: "Tìm", exact: true }).click();
  await page.locator('[name=scope][value="unit:bac_binh"]').check();
  assert.equal(await page.locator("#display").inputValue(), "Tổng hợp huyện Bắc Bình");
  assert.deepEqual(await axeFindings(page), []);
  await page.getByRole("button", { name: "Thêm tài khoản" }).click();
  const password = await page.locator("#secret").innerText();
  assert.match(password, /^[a-z]{6}(-[a-z]{6}){2}$/);
  assert.deepEqual(await axeFindings(page), []);

  // The new account works in the app, and is out as soon as it is suspended.
  const tablet = Device.new(t, "coordinator");
  await tablet.start();
  const app = await App.open(tablet, server.origin);
  await app.sendPassword("bacbinh.th", password);
  await app.page.locator(".main-navigation").waitFor();
  const asks = () => app.page.evaluate(async () => (await fetch("/api/session")).status);
  assert.equal(await asks(), 200);
  const own = await tablet.open(`${server.origin}/admin/accounts`);
  await own.getByRole("heading", { name: "Trang này dành cho người khác" }).waitFor();
  await page.getByRole("button", { name: "Tạm khóa" }).click();
  await page.getByText("Đã tạm khóa tài khoản.").waitFor();
  assert.equal(await asks(), 401);

  // The other language keeps the place.
  const before = page.url().split("?")[0];
  await page.locator("#language-switch").click();
  await page.getByText("Suspended").first().waitFor();
  assert.equal(page.url().split("?")[0], before);
  await page.getByRole("navigation").getByRole("link", { name: "Audit" }).click();
  await page.getByRole("cell", { name: "suspend account" }).waitFor();
  assert.deepEqual(await axeFindings(page), []);
});

test("a common password is refused by the command line, a good one is taken", { timeout: 120_000 }, async (t) => {
  const server = await Server.empty(t);
  const add = async (password) => {
    const file = `${server.folder}/password`;
    const { writeFileSync } = await import("node:fs");
    writeFileSync(file, `${password}\n`);
    const words = ["account", "add", "bacbinh", "--display", "B", "--role", "admin", "--unit", "x"];
    return server.command(...words, "--password-file", file);
  };
  await assert.rejects(add("iloveyou"), /among the first that strangers try/);
  await assert.rejects(add("bacbinh-2026!"), /among the first that strangers try/);
  assert.match(await add("bốn con trâu ăn lúa"), /account bacbinh added/);
});
