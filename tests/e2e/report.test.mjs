// The report in the page: sentences that say the figures, paragraphs that people write, and both in
// the Word file; without network, and through a kill of the browser.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { axeFindings } from "./harness/accessibility.mjs";
import { App, assertNoViolations, chooseExport } from "./harness/app.mjs";
import { Device, LAPTOP } from "./harness/browser.mjs";
import { atLaptop } from "./harness/laptop.mjs";
import { Server } from "./harness/server.mjs";
import { until } from "./harness/waiting.mjs";
import { unzip } from "./harness/workbook.mjs";

const APPROVED = "#/report?population=approved";
/** Members: the figures of this paragraph change with every association that is approved. */
const MEMBERS = "members";

test("the report says the figures, keeps what people write, and marks what moved under it", { timeout: 600_000 }, async (t) => {
  let { server, device, app } = await atLaptop(t, "tinh");
  await server.kill();

  // Reached from the results; each sentence leads to its figures.
  await app.go("#/results?population=approved");
  await app.hasFigures("approved");
  await app.page.locator("#to-report").click();
  await opened(app);
  assert.ok(app.page.url().endsWith(APPROVED));
  assert.deepEqual(await axeFindings(app.page), []);
  const generated = await words(app, MEMBERS);
  const sources = await app.page.$$eval(`[data-paragraph=${MEMBERS}] .source`, (links) => links.map(({ textContent, hash }) => [textContent, hash]));
  assert.ok(sources.length >= 3);
  for (const [code, hash] of sources) assert.equal(hash, `#/results/${code}?population=approved`);
  await app.page.locator(`[data-paragraph=${MEMBERS}] .source`).first().click();
  const value = await app.figure(sources[0][0]);
  assert.ok(generated.replaceAll(".", "").includes(value.replace(".", ",")), `${value} in: ${generated}`);

  // Written, then killed in the middle: every letter is there again.
  await app.go(APPROVED);
  await opened(app);
  const text = `${generated}\nSố liệu "hội viên" <đã> đối chiếu & thống nhất.`;
  await write(app, MEMBERS, text);
  await device.kill();
  await device.start(LAPTOP);
  app = await App.open(device, server.origin, APPROVED);
  await opened(app);
  assert.equal(await words(app, MEMBERS), text);
  assert.equal(await moved(app), 0);
  await write(app, "causes", "Nguyên nhân chủ quan là chính.", true);
  await write(app, "propaganda", "  ", true);

  // The Word file has what stands in the page.
  let report = await lines(app);
  const at = report.indexOf(generated);
  assert.ok(at > 0);
  assert.equal(report[at + 1], 'Số liệu "hội viên" <đã> đối chiếu & thống nhất.');
  assert.ok(report.includes("Nguyên nhân chủ quan là chính."));
  assert.ok(!report.some((line) => line.startsWith("Công tác tuyên truyền")));

  // Figures move under what was written.
  await server.start();
  // The killed browser may have lost its session: then this signs in again, on another page.
  await app.exchange();
  await app.go(APPROVED);
  await opened(app);
  const { subject } = (await server.responses()).find(({ state, subject }) => state === "submitted" && subject.startsWith("BTN-"));
  await server.command("approve", "--subject", subject, "--by", "tinh");
  await app.exchange();
  await until("the paragraph is marked", async () => (await moved(app)) === 1);
  const paragraph = app.page.locator(`[data-paragraph=${MEMBERS}]`);
  assert.equal(await words(app, MEMBERS), text, "what was written stays");
  const now = (await paragraph.locator(".now").innerText()).replaceAll(/[“”]/g, "");
  assert.notEqual(now, generated);
  assert.deepEqual(await axeFindings(app.page), []);
  await paragraph.locator(".notice button").click();
  assert.equal(await moved(app), 0);
  assert.equal(await words(app, MEMBERS), text);

  // Back to the words of the figures, and back again.
  const back = paragraph.locator(".tools button").nth(1);
  await back.click();
  assert.equal(await words(app, MEMBERS), now);
  await paragraph.locator(".tools button").nth(1).click();
  assert.equal(await words(app, MEMBERS), text);
  await paragraph.locator(".tools button").nth(1).click();
  await app.page.locator('#save-status[data-state="saved"]').waitFor();
  report = await lines(app);
  assert.ok(report.includes(now) && !report.includes(generated));
  await app.page.reload();
  await opened(app);
  assert.equal(await words(app, MEMBERS), now);
  assertNoViolations(device);
});

test("a district reports on itself, and an association does not", async (t) => {
  const server = await Server.demonstration(t);
  const device = Device.new(t, "laptop");
  await device.start(LAPTOP);
  const app = await App.open(device, server.origin);
  await app.signIn("bacbinh");
  await app.go("#/report");
  await opened(app);
  assert.match(await words(app, "introduction"), /trên địa bàn huyện Bắc Bình/);
  const tables = await app.page.$$eval(".annex a", (links) => links.map(({ hash }) => hash));
  assert.deepEqual([...new Set(tables)], ["#/results"], "no district stands across its own tables");
  assertNoViolations(device);
});

/** Waits until the report stands in the page. */
async function opened(app) {
  await app.page.locator("#report [data-paragraph] p").first().waitFor();
}

/** The words of a paragraph, a line for each that goes onto paper. */
async function words(app, name) {
  const texts = await app.page.$$eval(`[data-paragraph=${name}] > p:not(.tools)`, (paragraphs) =>
    paragraphs.map((paragraph) => {
      const sentences = [...paragraph.querySelectorAll(".sentence")];
      return sentences.length > 0 ? sentences.map(({ textContent }) => textContent).join(" ") : paragraph.textContent;
    }),
  );
  return texts.join("\n");
}

/** How many paragraphs are marked. */
async function moved(app) {
  return app.page.locator("[data-paragraph] .notice").count();
}

/** Writes a paragraph, and closes it where asked. */
async function write(app, name, text, closes = false) {
  await app.page.locator(`#edit-${name}`).click();
  await app.page.locator(`#text-${name}`).fill(text);
  await app.page.locator('#save-status[data-state="saved"]').waitFor();
  if (closes) await app.page.locator(`[data-paragraph=${name}] .button.is-primary`).click();
}

/** The paragraphs of the Word file. */
async function lines(app) {
  const download = await chooseExport(app, "report_docx:party-2018");
  const parts = unzip(await readFile(await download.path()));
  const document = parts.get("word/document.xml").toString("utf8");
  const entities = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };
  return document.split("</w:p>").map((paragraph) =>
    paragraph.replaceAll(/<[^>]+>/g, "").replaceAll(/&(\w+);/g, (_, name) => entities[name]),
  );
}
