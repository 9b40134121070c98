// A yearly table: pasting, taking back, moving as in a spreadsheet, amounts in words, cards.

import assert from "node:assert/strict";
import { test } from "node:test";

import { read } from "./harness/answers.mjs";
import { App, assertNoViolations } from "./harness/app.mjs";
import { Device, LAPTOP } from "./harness/browser.mjs";
import { longDraft } from "./harness/drafts.mjs";
import { Server } from "./harness/server.mjs";
import { until } from "./harness/waiting.mjs";

const cell = (row, question) => `finance_year/${row}/${question}`;

test("a block with headings is pasted, told, and taken back", async (t) => {
  const { device, app } = await atTable(t, LAPTOP);
  const before = await incomes(app.page);
  const block = [
    "Chỉ tiêu\t2012\t2013\t2014\t2015\t2016\t2017\t2018",
    'Thường xuyên\t1.234,5\t"3.274"\t0\t12,25\tkhoảng 5\t1\t9',
    "Theo nhiệm vụ\t1\t2\t3\t4\t5\t6",
    "",
    "",
  ].join("\r\n");
  const { op } = await app.saving();
  await paste(app.page, cell(1, "inc_state_regular"), block);
  await app.sawTick(op);
  const told = app.page.locator(".pasted");
  await told.waitFor();
  assert.match(await told.innerText(), /Đã dán 12 ô\. Không lấy: 10 ô tiêu đề, 1 ô ra ngoài bảng\./);
  const after = await incomes(app.page);
  assert.deepEqual(after.slice(0, 6), ["1234.5", "3274", "0", "12.25", "khoảng5", "1"]);
  assert.deepEqual(after.slice(6, 12), ["1", "2", "3", "4", "5", "6"]);
  const wrong = app.page.locator(".table-problems li").filter({ hasText: "khoảng 5" });
  assert.match(await wrong.innerText(), /2016/);

  // Amounts are said again in the larger unit, where there is one of it.
  const echo = (row) => app.page.locator(`[data-path="${cell(row, "inc_state_regular")}"] .echo`).textContent();
  assert.equal(await echo(1), "= 1,23 tỷ đồng");
  assert.equal(await echo(2), "= 3,27 tỷ đồng");
  assert.equal(await echo(4), "");

  // What was changed after the paste stays.
  const own = app.page.locator(`[data-path="${cell(2, "inc_state_task")}"] input`);
  await own.fill("77");
  await own.press("Tab");
  await told.getByRole("button", { name: "Hoàn tác" }).click();
  await app.page.locator(".pasted").filter({ hasText: "Đã hoàn tác" }).waitFor();
  const expected = [...before];
  expected[7] = "77";
  await until("the values of before are back", async () => same(await incomes(app.page), expected));
  await wrong.waitFor({ state: "detached" });
  assertNoViolations(device);
});

test("Enter and arrows move through the table, and what is reached is selected", async (t) => {
  const { device, app } = await atTable(t, LAPTOP);
  const { page } = app;
  const focused = (path) =>
    until(`the focus is in ${path}`, () =>
      page.evaluate((path) => document.activeElement.closest("[data-path]")?.dataset.path === path, path),
    );
  await page.locator(`[data-path="${cell(2, "inc_state_regular")}"] input`).focus();
  await page.keyboard.type("15");
  await page.keyboard.press("Enter");
  await focused(cell(2, "inc_state_task"));
  await page.keyboard.type("21");
  await page.keyboard.press("ArrowUp");
  await focused(cell(2, "inc_state_regular"));
  assert.equal(await read(page, cell(2, "inc_state_task")), "21");
  // Selected: typing replaces, and an arrow leaves.
  await page.keyboard.type("16");
  await page.keyboard.press("ArrowLeft");
  await focused(cell(2, "inc_state_regular"));
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await focused(cell(1, "inc_state_regular"));
  assert.equal(await read(page, cell(2, "inc_state_regular")), "16");
  await page.keyboard.press("ArrowRight");
  await focused(cell(2, "inc_state_regular"));
  await page.keyboard.press("Shift+Enter");
  await focused(cell(2, "inc_state_regular"));
  // Lines that are calculated are stepped over.
  await page.locator(`[data-path="${cell(2, "inc_services")}"] input`).focus();
  await page.keyboard.press("Enter");
  await focused(cell(2, "exp_total"));
  assertNoViolations(device);
});

test("on a narrow screen each line is a card with its years, and nothing is cut off", async (t) => {
  const { device, app } = await atTable(t, { width: 360, height: 740 });
  const { page } = app;
  assert.equal(await page.locator("table.repeat thead").isVisible(), false);
  const cards = await page.$$eval("table.repeat tbody tr", (lines) =>
    lines
      .filter((line) => line.checkVisibility())
      .map((line) => ({
        width: line.getBoundingClientRect().width,
        years: [...line.querySelectorAll("td")]
          .filter((cell) => cell.checkVisibility())
          .map((cell) => getComputedStyle(cell, "::before").content.replaceAll('"', "")),
        inside: [...line.querySelectorAll("input, output")].every((own) => {
          const { left, right } = own.getBoundingClientRect();
          return left >= 0 && right <= innerWidth;
        }),
        touch: [...line.querySelectorAll("input")].every((own) => own.getBoundingClientRect().height >= 48),
      })),
  );
  assert.ok(cards.length >= 5);
  for (const card of cards) {
    assert.deepEqual(card.years, ["2012", "2013", "2014", "2015", "2016", "2017"]);
    assert.ok(card.inside && card.touch && card.width <= 360, JSON.stringify(card));
  }
  const isWithin = await page.evaluate(({ scrollWidth, clientWidth } = document.documentElement) => scrollWidth <= clientWidth);
  assert.ok(isWithin, "nothing sticks out at the side");
  const keyboards = await page.$$eval("table.repeat input", (inputs) => inputs.map((input) => input.inputMode));
  assert.deepEqual([...new Set(keyboards)], ["decimal"]);
  assertNoViolations(device);
});

async function atTable(t, viewport) {
  const server = await Server.demonstration(t);
  const device = Device.new(t, "device");
  await device.start(viewport);
  const app = await App.open(device, server.origin);
  await app.signIn("tinh");
  await app.go(`#/response/${longDraft().id}/a5`);
  await app.page.locator("table.repeat").waitFor();
  return { device, app };
}

/** The first two lines of incomes, six years each. */
async function incomes(page) {
  const values = [];
  for (const question of ["inc_state_regular", "inc_state_task"]) {
    for (let row = 1; row <= 6; row += 1) values.push(await read(page, cell(row, question)));
  }
  return values;
}

function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Pastes as a browser does, into the input of a cell. */
async function paste(page, path, text) {
  const input = page.locator(`[data-path="${path}"] input`);
  await input.focus();
  await input.evaluate((input, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    input.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}
