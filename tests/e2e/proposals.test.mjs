// What people ask for, by addressee and similar wording: as in the workbook, and picked for the report,
// without network.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { axeFindings } from "./harness/accessibility.mjs";
import { App, assertNoViolations, chooseExport } from "./harness/app.mjs";
import { Device, LAPTOP, TABLET } from "./harness/browser.mjs";
import { atLaptop } from "./harness/laptop.mjs";
import { Server } from "./harness/server.mjs";
import { until } from "./harness/waiting.mjs";
import { sheets, unzip } from "./harness/workbook.mjs";

/** The row of the headings in the workbook. */
const HEADINGS = 5;

async function opened(app) {
  await app.page.locator("#proposals[aria-busy=false] .addressee").first().waitFor({ timeout: 120_000 });
}

/** The groups of the page in its order, then what is like no other, addressee by addressee. */
async function groups(app) {
  for (const more of await app.page.locator(".addressee > .more-quotations button").all()) await more.click();
  return app.page.$$eval(".addressee", (all) =>
    all.flatMap((section) => {
      const { addressee } = section.dataset;
      const text = (row) => row.querySelector("blockquote").textContent;
      const grouped = [...section.querySelectorAll(".proposal-group")].map((group) => [
        addressee,
        text(group),
        Number(group.dataset.subjects),
        Number(group.dataset.quotations),
      ]);
      const single = [...section.querySelectorAll(":scope > .more-quotations .quotation")].map((row) => [addressee, text(row), 1, 1]);
      return [...grouped, ...single];
    }),
  );
}

test("offline, the groups are those of the workbook, and what is picked stays and goes into the report", { timeout: 600_000 }, async (t) => {
  let { server, device, app } = await atLaptop(t, "tinh");
  await server.kill();
  await app.go("#/results");
  await app.hasFigures("provisional");
  const workbook = await chooseExport(app, "proposals_xlsx");
  const [wanted] = sheets(await readFile(await workbook.path())).values();
  await app.page.locator("#export").click();
  await app.page.locator("#to-proposals").click();
  await opened(app);
  assert.deepEqual(await axeFindings(app.page), []);
  const shown = await groups(app);
  assert.ok(shown.length > 10);
  assert.deepEqual(shown, wanted.slice(HEADINGS + 1));
  t.diagnostic(`${shown.length} lines, ${shown.filter(([, , , count]) => count > 1).length} groups`);

  // Each addressee's largest group stands first.
  for (const addressee of new Set(shown.map(([own]) => own))) {
    const subjects = shown.filter(([own]) => own === addressee).map(([, , count]) => count);
    assert.deepEqual(subjects, [...subjects].sort((one, other) => other - one), addressee);
  }

  // The other quotations of a group, on demand.
  const group = app.page.locator(".proposal-group:not([data-quotations='1'])").first();
  assert.equal(await group.locator(".quotation").count(), 1);
  await group.locator(".more-quotations button").click();
  assert.equal(await group.locator(".quotation").count(), Number(await group.getAttribute("data-quotations")));

  // Picked, and still so when the page comes again after a kill.
  const picks = [];
  for (const place of [0, 1]) {
    const row = group.locator(".quotation").nth(place);
    picks.push(await row.locator("blockquote").textContent());
    await row.locator("input").check();
  }
  await app.page.locator('#save-status[data-state="saved"]').waitFor();
  const picked = async () => app.page.$$eval("#picked blockquote", (quotes) => quotes.map(({ textContent }) => textContent));
  await until("both are listed", async () => (await picked()).length === 2);
  await device.kill();
  await device.start(LAPTOP);
  app = await App.open(device, server.origin, "#/proposals");
  await opened(app);
  await until("both are listed again", async () => (await picked()).length === 2);
  assert.deepEqual((await picked()).sort(), picks.sort());
  assert.ok(await app.page.locator(".proposal-group .quotation input:checked").first().isVisible());
  assert.equal(await app.page.locator("#picked .quotation .hint").count(), 0, "the forms still say so");
  assert.deepEqual(await axeFindings(app.page), []);

  // As text, and in the Word file of the report.
  await app.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await app.page.locator("#copy-picked").click();
  await app.page.getByText("Đã chép.").waitFor();
  const copied = await app.page.evaluate(() => navigator.clipboard.readText());
  for (const text of picks) assert.ok(copied.includes(`- “${text}” (`), copied);
  await app.go("#/results");
  await app.hasFigures("provisional");
  const report = await chooseExport(app, "report_docx:party-2018");
  const document = unzip(await readFile(await report.path())).get("word/document.xml").toString("utf8");
  const entities = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };
  const plain = document.replaceAll(/<[^>]+>/g, "").replaceAll(/&(\w+);/g, (_, name) => entities[name]);
  const annex = plain.slice(plain.indexOf("Ý KIẾN TRÍCH DẪN"));
  for (const text of picks) assert.ok(annex.includes(`“${text}” (`), text);

  // From a quotation to the question, and a pick that is taken back.
  await app.go("#/proposals");
  await opened(app);
  await app.page.locator("#picked .button.is-small").first().click();
  await until("one is left", async () => (await picked()).length === 1);
  const quotation = app.page.locator(".proposal-group .quotation").first();
  const text = await quotation.locator("blockquote").textContent();
  const question = await quotation.getAttribute("data-question");
  await quotation.locator("a").click();
  await app.page.locator(`[data-path="${question}"]`).waitFor();
  const answer = await app.page.locator(`[data-path="${question}"] :is(textarea, input)`).first().inputValue();
  assert.ok(answer.includes(text), answer);
  assertNoViolations(device);
});

test("field staff are told whom the proposals are for", async (t) => {
  const server = await Server.demonstration(t);
  const device = Device.new(t, "tablet");
  await device.start(TABLET);
  const app = await App.open(device, server.origin);
  await app.signIn("phanrithanh");
  await app.go("#/proposals");
  await app.page.locator("#main .notice").waitFor();
  assert.equal(await app.page.locator(".quotation").count(), 0);
  assertNoViolations(device);
});
