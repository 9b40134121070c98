// How a district begins: a round without a line in its register, one administrator, and nothing else.

import assert from "node:assert/strict";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { axeFindings } from "./harness/accessibility.mjs";
import { App, assertNoViolations } from "./harness/app.mjs";
import { Device, LAPTOP } from "./harness/browser.mjs";
import { answersFor } from "./harness/donors.mjs";
import { Filling, PEACE, submit } from "./harness/filling.mjs";
import { PASSWORD, ROUND, Server } from "./harness/server.mjs";
import { slipsOf } from "./harness/slips.mjs";

const DISTRICT = "bac_binh";
const COMMUNE = "bac_binh__phan_ri_thanh";
const [HEADINGS, ...LINES] = readFileSync(join(ROUND, "register.csv"), "utf8").trim().split(/\r?\n/);
const cell = (line, column) => line.split(",")[HEADINGS.split(",").indexOf(column)];
const unitOf = (line) => cell(line, "unit");
const isOfDistrict = (line) => unitOf(line).split("__")[0] === DISTRICT;

test("an administrator makes a coordinator, who brings a register and prints invitations, and an association hands in", { timeout: 400_000 }, async (t) => {
  const server = await Server.empty(t);
  const round = join(server.folder, "round");
  cpSync(ROUND, round, { recursive: true });
  writeFileSync(join(round, "register.csv"), `${HEADINGS}\n`);
  await server.command("round", "load", round);
  await addAdministrator(server);

  // The administrator makes a coordinator of the district.
  const office = Device.new(t, "office");
  await office.start(LAPTOP);
  const page = await office.open(`${server.origin}/admin/accounts/new`);
  await signIn(page, "quantri", PASSWORD);
  await page.locator("#name").fill("bacbinh");
  await page.locator("#display").fill("Tổng hợp huyện Bắc Bình");
  await page.locator("[name=role][value=coordinator]").check();
  await page.locator("#where").fill("huyen bac binh");
  await page.getByRole("button", { name: "Tìm", exact: true }).click();
  await page.locator(`[name=scope][value="unit:${DISTRICT}"]`).check();
  await page.getByRole("button", { name: "Thêm tài khoản" }).click();
  const password = await page.locator("#secret").innerText();

  // The coordinator brings the register of the district, with one line of another by mistake.
  const laptop = Device.new(t, "laptop");
  await laptop.start(LAPTOP);
  const desk = await laptop.open(`${server.origin}/admin/register`);
  await signIn(desk, "bacbinh", password);
  await desk.getByText("Không có hội nào như vậy.").waitFor();
  assert.deepEqual(await axeFindings(desk), []);
  await desk.getByRole("link", { name: "Nhập từ tệp" }).click();
  const own = LINES.filter(isOfDistrict);
  const foreign = LINES.find((line) => !isOfDistrict(line));
  await bring(desk, [...own, foreign]);
  await desk.locator("#problems").waitFor();
  assert.match(await desk.locator("#counts").innerText(), new RegExp(`Thêm mới\\s+${own.length}[^]*Có lỗi\\s+1`));
  await desk.getByRole("link", { name: "Chọn tệp khác" }).click();
  await bring(desk, own);
  await desk.getByRole("button", { name: `Đồng ý nhập ${own.length} dòng` }).click();
  await desk.getByText("Đã nhập.").waitFor();

  // It prints the invitations of a commune: every association of it has a slip.
  await desk.goto(`${server.origin}/admin/invitations?unit=${COMMUNE}`);
  await desk.locator("#make button.is-primary").click();
  await desk.locator(".slip").first().waitFor();
  const slips = await slipsOf(desk);
  const invited = new Set(slips.map(({ name }) => name));
  const associations = LINES.filter((line) => unitOf(line) === COMMUNE && cell(line, "kind") === "association");
  for (const line of associations) assert.ok(invited.has(cell(line, "name")), line);

  // One of them fills in without a network, and hands in when it has one.
  const [subject, name] = ["id", "name"].map((column) => cell(associations[0], column));
  const phone = Device.new(t, "phone");
  await phone.start();
  const opened = await phone.open(slips.find((slip) => slip.name === name).link);
  await opened.locator(`[data-subject="${subject}"]`).first().waitFor();
  await new App(opened, server.origin).worksOffline();
  await server.kill();
  const filling = new Filling({ device: phone, origin: server.origin, saboteur: PEACE, subject, answers: answersFor(subject) });
  await (await filling.run()).page.close();
  await server.start();
  const sender = await App.open(phone, server.origin);
  await sender.exchange();
  await sender.openSubject(subject);
  await submit(sender);
  await sender.exchange();
  const [response, ...others] = await server.responses();
  assert.deepEqual(others, []);
  assert.deepEqual([response.subject, response.state], [subject, "submitted"]);

  // The coordinator reads it.
  const reader = await App.open(laptop, server.origin);
  await reader.signIn("bacbinh", password);
  await reader.page.locator("#search").fill(name);
  await reader.page.locator(`[data-subject="${subject}"]`).first().click();
  await reader.page.locator("[data-response-state] [data-section]").waitFor();
  assert.equal(await reader.responseState(), "submitted");
  assertNoViolations(office, laptop, phone);
});

async function addAdministrator(server) {
  const password = join(server.folder, "password");
  writeFileSync(password, PASSWORD);
  const who = ["--display", "Quản trị", "--role", "admin", "--unit", "binh_thuan", "--password-file", password];
  await server.command("account", "add", "quantri", ...who);
}

async function signIn(page, name, password) {
  await page.locator("#name").fill(name);
  await page.locator("#password").fill(password);
  await page.locator("main button[type=submit]").click();
}

async function bring(page, lines) {
  const buffer = Buffer.from(`\u{feff}${[HEADINGS, ...lines].join("\r\n")}\r\n`);
  await page.locator("#file").setInputFiles({ name: "danh-sach.csv", mimeType: "text/csv", buffer });
  await page.getByRole("button", { name: "Xem trước" }).click();
}
