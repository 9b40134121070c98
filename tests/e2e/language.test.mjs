// Vietnamese first, English whole; changing the language keeps the place and what was typed.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { questions, read } from "./harness/answers.mjs";
import { App, assertNoViolations } from "./harness/app.mjs";
import { Device, LAPTOP } from "./harness/browser.mjs";
import { Server } from "./harness/server.mjs";

/** Letters that Vietnamese has and English has not. */
const VIETNAMESE = /[ăâđêôơưàáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụỳýỷỹỵ\u1ea0-\u1ef9]/iu;

test("the language is changed in the middle of a date, with and without a network", async (t) => {
  const server = await Server.demonstration(t);
  const device = Device.new(t, "tablet");
  await device.start();
  const app = await App.open(device, server.origin);
  await app.signIn("phanrithanh");
  await app.worksOffline();
  await app.openSubject(await app.page.locator('[data-subject^="BTN-"]:is([data-state="none"], [data-state="draft"], [data-state="returned"])').first().getAttribute("data-subject"));
  const { path } = await toLastDate(app);
  const input = app.page.locator(`[data-path="${path}"] input`);
  await input.fill("");
  await input.pressSequentially("12/");
  const before = await place(app.page, path);

  await change(app, "en");
  assert.deepEqual(await place(app.page, path), before, "the same field has the keyboard, at the same height, as it was typed");
  await app.page.keyboard.type("5/");

  await server.kill();
  await change(app, "vi");
  assert.deepEqual(await place(app.page, path), { ...before, value: "12/5/" });
  const { op } = await app.saving();
  await app.page.keyboard.type("2016");
  await app.page.keyboard.press("Tab");
  await app.sawTick(op);
  assert.equal(await read(app.page, path), "2016-05-12");
  await change(app, "en");
  assert.equal(await read(app.page, path), "2016-05-12");

  await app.page.reload();
  await app.ready();
  assert.equal(await app.page.locator("html").getAttribute("lang"), "en", "the language is kept on the device");
  await app.page.locator(`[data-path="${path}"]`).waitFor();
  assert.equal(await read(app.page, path), "2016-05-12");
  assertNoViolations(device);
});

test("no page in English holds Vietnamese, names and quotations apart", async (t) => {
  const server = await Server.demonstration(t);
  const device = Device.new(t, "laptop");
  await device.start(LAPTOP);
  const app = await App.open(device, server.origin);
  await change(app, "en");
  const found = await vietnamese(app.page);
  await app.signIn("phanrithanh");
  found.push(...(await vietnamese(app.page)));
  for (const kind of ["BTN-", "DV-"]) {
    await app.go("#/");
    await app.openSubject(await app.page.locator(`[data-subject^="${kind}"]`).first().getAttribute("data-subject"));
    await app.firstSection();
    do found.push(...(await vietnamese(app.page)));
    while (await app.nextSection());
  }
  await app.go("#/device");
  found.push(...(await vietnamese(app.page)));
  await app.page.goto(`${app.origin}/#/nowhere`);
  found.push(...(await vietnamese(app.page)));
  await app.go("#/results");
  await app.figures();
  found.push(...(await vietnamese(app.page)));
  assert.deepEqual([...new Set(found)], []);
  assertNoViolations(device);
});

/** Goes to the last date of the first section that has one which is not in a table. */
async function toLastDate(app) {
  await app.firstSection();
  do {
    const all = await questions(app.page);
    const found = all.findLast(({ type, isEditable, path }) => type === "date" && isEditable && !path.includes("/"));
    if (found) return found;
  } while (await app.nextSection());
  return assert.fail("the form asks for a date");
}

/** Presses the button, and waits until the page speaks the language. */
async function change(app, language) {
  await app.page.locator("#language-switch").click();
  await app.page.locator(`html[lang="${language}"]`).waitFor({ state: "attached" });
  // The place is shown in the second frame after.
  await app.page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(done)))),
  );
}

/** What a person sees of a question: where it is, whether it has the keyboard, what is typed. */
function place(page, path) {
  return page.evaluate((path) => {
    const question = document.querySelector(`[data-path="${path}"]`);
    const input = question.querySelector("input");
    const { top, bottom } = input.getBoundingClientRect();
    return {
      value: input.value,
      hasKeyboard: document.activeElement === input,
      isSeen: top > 0 && bottom < innerHeight,
      isEnabled: input.matches(":enabled"),
    };
  }, path);
}

/** Texts that people see or hear in Vietnamese although no element says so. */
async function vietnamese(page) {
  const texts = await page.evaluate(() => {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
      if (element.closest("[lang]")?.lang !== "en" || !element.checkVisibility()) continue;
      if (node === element) {
        for (const name of ["aria-label", "title", "placeholder", "alt"]) found.push(node.getAttribute(name) ?? "");
      } else {
        found.push(node.data);
      }
    }
    return found;
  });
  return texts.map((text) => text.trim()).filter((text) => VIETNAMESE.test(withoutNames(text)));
}

/** A text without the names of places and of the product, which are the same in both languages. */
function withoutNames(text) {
  return NAMES.reduce((rest, name) => rest.replaceAll(name, ""), text);
}

/** Names that forms and pages keep in both languages; those of units as the round writes them in English. */
const NAMES = [
  ...readFileSync(new URL("../../rounds/ct17-2017/units.csv", import.meta.url), "utf8")
    .split("\n")
    .slice(1)
    .map((line) => line.split(",")[2])
    .filter(Boolean),
  "Sổ Hội",
  "Bình Thuận",
  "Trường Sơn",
  "Hồ Chí Minh",
  "Tết",
  "đảng đoàn",
];
