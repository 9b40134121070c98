// The register at the pages of administration: a table with two problems is brought, corrected, taken in, undone.

import assert from "node:assert/strict";
import { test } from "node:test";

import { axeFindings } from "./harness/accessibility.mjs";
import { Device, LAPTOP } from "./harness/browser.mjs";
import { PASSWORD, Server } from "./harness/server.mjs";

const HEADINGS = "DANH SÁCH HỘI,,\n,,\nMã hội,Tên hội,Đơn vị";

const table = (...rows) => ({
  name: "danh-sach.csv",
  mimeType: "text/csv",
  buffer: Buffer.from(`\u{feff}${[HEADINGS, ...rows].join("\r\n")}\r\n`),
});

test("a coordinator brings a register with two problems, corrects it, takes it in and undoes it", { timeout: 240_000 }, async (t) => {
  const server = await Server.demonstration(t);
  const device = Device.new(t, "administration");
  await device.start(LAPTOP);
  const page = await device.open(`${server.origin}/admin/register`);
  await page.locator("#name").fill("tinh");
  await page.locator("#password").fill(PASSWORD);
  await page.locator("main button[type=submit]").click();
  await page.locator("#found", { hasText: /Hội quần chúng: 1\.191 · .+: 297$/ }).waitFor();
  assert.deepEqual(await axeFindings(page), []);

  await page.getByRole("link", { name: "Nhập từ tệp" }).click();
  await page.locator("#file").setInputFiles(
    table("MOI-1,Hội Làm vườn thử,Huyện Bắc Bình", "MOI-2,Hội Nông dân huyện Bắc Bình,Bắc Bình", "MOI-3,Hội Nuôi ong thử,Xã Không Có"),
  );
  await page.getByRole("button", { name: "Xem trước" }).click();
  const problem = (cell) => page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: cell, exact: true }) });
  assert.match(await problem("B5").innerText(), /Hội Nông dân không thuộc diện đăng ký hội/);
  assert.match(await problem("C6").innerText(), /Xã Không Có[^]*Không có đơn vị nào tên như vậy/);
  assert.match(await page.locator("#counts").innerText(), /Thêm mới\s+1[^]*Có lỗi\s+2/);
  assert.deepEqual(await axeFindings(page), []);

  await page.getByRole("link", { name: "Chọn tệp khác" }).click();
  await page.locator("#file").setInputFiles(
    table("MOI-1,Hội Làm vườn thử,Huyện Bắc Bình", "MOI-3,Hội Nuôi ong thử,Huyện Bắc Bình"),
  );
  await page.getByRole("button", { name: "Xem trước" }).click();
  assert.equal(await page.locator("#problems").count(), 0);
  await page.getByRole("button", { name: "Đồng ý nhập 2 dòng" }).click();
  await page.getByText("Đã nhập.").waitFor();
  assert.deepEqual(await axeFindings(page), []);
  const found = async (typed) => {
    await page.goto(`${server.origin}/admin/register?q=${encodeURIComponent(typed)}`);
    return page.locator("#found, main .empty").innerText();
  };
  assert.equal(await found("hoi nuoi ong thu"), "Hội quần chúng: 1");
  await page.getByRole("link", { name: "Hội Nuôi ong thử" }).click();
  await page.getByText("Đưa vào danh sách").waitFor();
  assert.deepEqual(await axeFindings(page), []);

  await page.goto(`${server.origin}/admin/register/import`);
  await page.getByRole("button", { name: "Hoàn tác" }).click();
  await page.getByText("Đã hoàn tác.").first().waitFor();
  assert.equal(await found("hoi nuoi ong thu"), "Không có hội nào như vậy.");
  for (const path of ["waiting", "similar", "change?do=add"]) {
    await page.goto(`${server.origin}/admin/register/${path}`);
    assert.deepEqual(await axeFindings(page), [], path);
  }
});
