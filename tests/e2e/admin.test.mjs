// Pages of administration: from adding an account to locking it out, in both languages.

import assert from "node:assert/strict";
import { test } from "node:test";

import { read, type } from "./harness/answers.mjs";
import { App, assertNoViolations } from "./harness/app.mjs";
import { axeFindings } from "./harness/accessibility.mjs";
import { Device, LAPTOP } from "./harness/browser.mjs";
import { answerSomething } from "./harness/filling.mjs";
import { PASSWORD, Server } from "./harness/server.mjs";
import { until } from "./harness/waiting.mjs";
import { importWork, kept } from "./harness/work-file.mjs";

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

test("devices say how they are; a stopped one keeps its work, a wiped one gives it back as a file first", { timeout: 400_000 }, async (t) => {
  const server = await Server.demonstration(t);
  const tablet = Device.new(t, "tablet");
  await tablet.start();
  const app = await App.open(tablet, server.origin);
  await app.signIn("phanrithanh");
  const office = Device.new(t, "administration");
  await office.start(LAPTOP);
  const page = await signedIn(office, server, "quantri", PASSWORD);
  const device = await deviceOf(app);
  const look = () => page.goto(`${server.origin}/admin/devices/${device}`);

  // What the device says of itself: the first exchange tells the program, one that nobody waits for the
  // storage, too.
  await until("the page shows how the device is", async () => {
    await look();
    const facts = await page.locator("dl.facts").innerText();
    return /Phiên bản\s+\d+\.\d+\.\d+/.test(facts) && /còn trống [\d,]+ (MB|GB)/.test(facts) && /Thay đổi chưa gửi\s+0/.test(facts);
  });
  assert.deepEqual(await axeFindings(page), []);
  await page.goto(`${server.origin}/admin/devices`);
  await page.getByRole("row", { name: device.slice(0, 8) }).getByText("phanrithanh").waitFor();

  // Stopped: the work stays, and goes on.
  const decide = async (name, sentence) => {
    await look();
    await page.getByRole("button", { name }).click();
    await page.getByText(sentence).waitFor();
    assert.deepEqual(await axeFindings(page), []);
  };
  await decide("Chặn máy này", "Đã chặn máy này.");
  await app.go("#/");
  await app.openSubject(await app.page.locator('[data-subject^="DV-"][data-state="none"]').first().getAttribute("data-subject"));
  const answer = { id: app.responseId(), ...(await answerSomething(app)) };
  const isStopped = (state) => until(`the exchange is ${state}`, async () => (await app.exchangeStatus()).state === state);
  await app.page.locator("#exchange-now").click();
  await isStopped("revoked");
  assert.ok((await app.exchangeStatus()).unsent > 0);
  await app.go("#/device");
  await app.page.getByText("Người quản trị đã chặn máy này").waitFor();
  assert.deepEqual(await axeFindings(app.page), []);
  await decide("Cho máy này gửi, nhận lại", "Máy được gửi, nhận lại.");
  await app.exchange();

  // To be wiped, with something unsent: that is saved to a file first.
  await app.go(`#/response/${answer.id}`);
  const exchanges = "**/api/sync";
  await app.page.route(exchanges, (route) => route.abort());
  const more = await answerMore(app, answer);
  await decide("Xóa dữ liệu trên máy này", "khi kết nối lần tới");
  await app.page.unroute(exchanges);
  const wiping = app.page.locator("#wiping");
  await app.page.locator("#exchange-now").click();
  await wiping.waitFor();
  assert.ok(Number(await wiping.getAttribute("data-unsent")) > 0);
  assert.deepEqual(await axeFindings(app.page), []);
  // Nothing is deleted by itself, however often the page is loaded.
  await app.page.reload();
  await wiping.waitFor();
  assert.ok((await databases(app)).includes("sohoi-phanrithanh"));
  const [download] = await Promise.all([app.page.waitForEvent("download"), app.page.locator("#wipe-save").click()]);
  const { path: file } = await kept(download, server.folder);
  await app.page.getByText("Đã giao tệp cho trình duyệt").waitFor();
  await app.page.locator("#wipe-delete").click();
  await app.page.getByText("đã được xóa khỏi máy này").waitFor();
  assert.deepEqual(await axeFindings(app.page), []);
  assert.ok(!(await databases(app)).includes("sohoi-phanrithanh"));
  assert.equal(await app.page.locator(".known-accounts").count(), 0);
  const beside = await app.page.evaluate(() => JSON.stringify(localStorage));
  assert.ok(!beside.includes(answer.id), beside);
  await look();
  assert.match(await page.locator("dl.facts").innerText(), /Chờ xóa dữ liệu[\s\S]*Máy đã được báo\s+\d/);
  await page.goto(`${server.origin}/admin/audit`);
  await page.getByRole("cell", { name: "Máy đã nhận lệnh xóa" }).waitFor();

  // The file brings back what was unsent.
  await app.signIn("phanrithanh");
  assert.equal(await app.page.getByText("đã được xóa khỏi máy này").count(), 0);
  await importWork(app, file);
  await app.exchange();
  await app.go(`#/response/${answer.id}`);
  await app.sectionOf(answer.path);
  assert.equal(await read(app.page, answer.path), more);

  // With nothing unsent it happens at once.
  const next = await deviceOf(app);
  assert.notEqual(next, device);
  await page.goto(`${server.origin}/admin/devices/${next}`);
  await page.getByRole("button", { name: "Xóa dữ liệu trên máy này" }).click();
  await page.getByText("khi kết nối lần tới").waitFor();
  await app.page.locator("#exchange-now").click();
  await app.page.getByText("đã được xóa khỏi máy này").waitFor();
  assert.ok(!(await databases(app)).includes("sohoi-phanrithanh"));

  // A suspended account is told so when it signs in.
  await server.command("account", "suspend", "phanrithanh");
  await app.sendPassword("phanrithanh", PASSWORD);
  await app.page.getByText("đang bị tạm khóa").waitFor();
  assertNoViolations(tablet);
});

/** The id of the device, as its own page shows it. */
async function deviceOf(app) {
  await app.go("#/device");
  return app.page.locator("dd.code").first().innerText();
}

/** Changes an answer once more; gives what it is then. */
async function answerMore(app, { path, type: kind, value }) {
  await app.sectionOf(path);
  const { op } = await app.saving();
  const more = kind === "text" ? `${value} nữa` : "4";
  await type(app.page, { path, type: kind }, more);
  await app.sawTick(op);
  return more;
}

function databases({ page }) {
  return page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
}

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
