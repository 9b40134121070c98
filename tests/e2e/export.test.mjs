// Files of figures and responses, made on the device without network.

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";

import { axeFindings } from "./harness/accessibility.mjs";
import { App, assertNoViolations, chooseExport } from "./harness/app.mjs";
import { Device, LAPTOP } from "./harness/browser.mjs";
import { rows } from "./harness/csv.mjs";
import { fromBook, fromCsv, totals } from "./harness/figures.mjs";
import { Server } from "./harness/server.mjs";
import { sheets, unzip } from "./harness/workbook.mjs";

const FORMULA = '=HYPERLINK("http://example.com";"Kiến nghị")';

test("with the server gone, workbook and CSV hold the figures of the page, and texts stay texts", { timeout: 600_000 }, async (t) => {
  const server = await Server.demonstration(t);
  const subject = await withFormula(server);
  const device = Device.new(t, "laptop");
  await device.start(LAPTOP);
  const visit = await App.open(device, server.origin);
  await visit.signIn("tinh");
  await visit.worksOffline();
  await server.kill();
  await device.kill();
  await device.start(LAPTOP);
  const app = await App.open(device, server.origin, "#/results");
  await app.page.locator("select[name=population]").selectOption("approved");
  const shown = await app.figures();
  assert.deepEqual(await axeFindings(app.page), []);
  const book = await server.figures("approved");
  const computed = fromBook(book);

  // The workbook: every figure, as a number.
  const workbook = await file(app, "figures_xlsx");
  const list = listed(sheets(workbook.bytes));
  assert.deepEqual(list, computed.map(asNumber));
  for (const [code, value] of totals(computed)) assert.equal(shown[code], value, `${code} on the page`);
  console.log(`${list.length} figures read back from the workbook in ${workbook.time} ms`);
  assert.match(workbook.name, /^ct17-2017-so-lieu-da-duyet-\d{4}-\d\d-\d\d\.xlsx$/);
  const [overview] = sheets(workbook.bytes).values();
  assert.ok(overview.flat().includes("Số đã duyệt · dữ liệu minh họa"));

  // The same as CSV, and the responses that they were computed from.
  const csv = await file(app, "figures_csv");
  assert.deepEqual(fromCsv(rows(csv.bytes.toString("utf8"))), computed);
  const wide = await file(app, "responses_wide:hqc_b");
  const [headings, ...lines] = rows(wide.bytes.toString("utf8"));
  const own = lines.find((line) => line[headings.indexOf("meta/subject")] === subject);
  assert.equal(own[headings.indexOf("proposals")], `'${FORMULA}`);
  assert.ok(lines.every((line) => line.length === headings.length));
  const approved = (await server.responses()).filter(({ state, form }) => state === "approved" && form === "hqc_b");
  assert.equal(lines.length, new Set(approved.map(({ subject }) => subject)).size);
  const long = await file(app, "responses_long");
  const answers = rows(long.bytes.toString("utf8"));
  assert.ok(answers.some((line) => line[1] === subject && line[7] === "proposals" && line[10] === `'${FORMULA}`));
  const dictionary = await file(app, "dictionary");
  const described = rows(dictionary.bytes.toString("utf8")).map((line) => line[1]);
  for (const heading of headings) assert.ok(described.includes(heading), `${heading} is in the dictionary`);
  const both = await file(app, "responses_xlsx");
  const texts = [...sheets(both.bytes).values()].flatMap((sheet) => sheet.flat());
  assert.ok(texts.includes(FORMULA), "a text in a workbook is the text itself");

  // Figures for publication hide nothing that the server's do not; proposals stand in groups.
  const published = await file(app, "published_xlsx");
  assert.match(published.name, /^ct17-2017-so-lieu-cong-bo-da-duyet-/);
  const proposals = await file(app, "proposals_xlsx");
  assert.match(proposals.name, /^ct17-2017-kien-nghi-da-duyet-/);
  // A semicolon parts two proposals.
  const quoted = [...sheets(proposals.bytes).values()].flat(2);
  assert.ok(quoted.includes(FORMULA.split(";")[0]), "a proposal is quoted as it was written");

  // The report of the province: its sentences have the figures of the page.
  const report = await file(app, "report_docx:state-2020");
  assert.match(report.name, /^ct17-2017-bao-cao-state-2020-da-duyet-\d{4}-\d\d-\d\d\.docx$/);
  const text = unzip(report.bytes).get("word/document.xml").toString("utf8").replaceAll(/<[^>]+>/g, "");
  const { a, b, value } = book.indicators.find(({ code }) => code === "DH01").total;
  const written = (plain) => Number(plain).toLocaleString("vi-VN", { minimumFractionDigits: plain.split(".")[1]?.length ?? 0 });
  assert.ok(text.includes(`Còn ${written(a)}/${written(b)} hội chậm hoặc chưa đại hội theo nhiệm kỳ (${written(value)}\u00a0%)`), text);
  assert.ok(text.includes("DỰ THẢO") && text.includes("Dữ liệu minh họa"));

  // What is for other programs is folded away.
  const forPrograms = [
    [await file(app, "figures_json"), "figures-json"],
    [await file(app, "responses_json:hqc_b"), "responses-json", "--form", "hqc_b"],
    [await file(app, "responses_sps:hqc_a"), "responses-sps", "--form", "hqc_a"],
    [await file(app, "responses_r:hqc_b"), "responses-r", "--form", "hqc_b"],
    [await file(app, "answers_json"), "answers-json"],
    [await file(app, "dictionary_json"), "dictionary-json"],
  ];

  // The server's own command line makes the very same files.
  for (const [made, ...words] of [
    ...forPrograms,
    [workbook, "figures-xlsx"],
    [csv, "figures-csv"],
    [published, "figures-xlsx", "--published"],
    [proposals, "proposals"],
    [wide, "responses-csv", "--form", "hqc_b"],
    [long, "answers-csv"],
    [dictionary, "dictionary-csv"],
    [both, "responses-xlsx"],
    [report, "report-docx", "--layout", "state-2020"],
  ]) {
    const day = /\d{4}-\d\d-\d\d/.exec(made.name)[0];
    const bytes = await server.file("export", ...words, "--population", "approved", "--made-on", day);
    // How an archive is packed hangs on the machine; what is in it does not.
    const parts = (file) => (/\.(xlsx|docx)$/.test(made.name) ? [...unzip(file)] : [["", file]]);
    for (const [at, [name, part]] of parts(made.bytes).entries()) {
      assert.ok(part.equals(parts(bytes)[at][1]), `${made.name} ${name} is not what the server writes`);
    }
  }
  assertNoViolations(device);
});

test("field staff take figures along, and no responses of others", async (t) => {
  const server = await Server.demonstration(t);
  const device = Device.new(t, "laptop");
  await device.start(LAPTOP);
  const app = await App.open(device, server.origin, "#/");
  await app.signIn("phanrithanh");
  await app.go("#/results");
  await app.page.locator("#export").click();
  const offered = await app.page.$$eval("[data-export]", (buttons) => buttons.map(({ dataset }) => dataset.export));
  assert.deepEqual(offered, ["figures_xlsx", "figures_csv", "published_xlsx"]);
  assertNoViolations(device);
});

/** Adds an approved response with a text that looks like a formula; answers whose it is. */
async function withFormula(server) {
  const begun = new Set((await server.responses()).map(({ subject }) => subject));
  const register = new URL("../../rounds/ct17-2017/register.csv", import.meta.url);
  const [headings, ...lines] = rows(await readFile(register, "utf8"));
  const kind = headings.indexOf("kind");
  const [subject] = lines.find((line) => line[kind] === "authority" && !begun.has(line[0]));
  // The answers of another one are whole.
  const others = (await readFile(process.env.SOHOI_DEMONSTRATION, "utf8")).split("\n").filter(Boolean);
  const other = others.map((line) => JSON.parse(line)).find(({ form, state }) => form === "hqc_b" && state === "approved");
  const own = { ...other, id: "01890000-0000-7000-8000-000000000017", subject };
  own.answers = { ...other.answers, proposals: FORMULA };
  const path = join(server.data, "..", "formula.ndjson");
  await writeFile(path, JSON.stringify(own));
  await server.command("demo", "load", "--file", path);
  return subject;
}

/** Chooses a file; answers its name, its bytes, and how long it took. */
async function file(app, what) {
  const begun = performance.now();
  const download = await chooseExport(app, what);
  const time = Math.round(performance.now() - begun);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()), time };
}

/** The figures of the sheet that lists them all, as in `harness/figures.mjs`. */
function listed(sheets) {
  const [CODE, UNIT, GROUP, VALUE] = [1, 3, 6, 7];
  const rows = [...sheets.values()].at(-1);
  const start = rows.findIndex((row) => row[CODE] === "Mã") + 1;
  return rows
    .slice(start)
    .filter((row) => row[CODE] !== undefined)
    .map((row) => {
      const { [CODE]: code, [UNIT]: unit, [GROUP]: group = "", [VALUE]: value } = row;
      return { code, group, value: typeof value === "number" ? written(value, unit === "%") : value };
    });
}

/** A number of the sheet as people see it; percentages are kept as hundredths. */
function written(number, isPercentage) {
  // Multiplying a binary fraction does not quite move the decimal point.
  return Number((isPercentage ? number * 100 : number).toPrecision(14));
}

/** A figure with its value as a number, where it has one. */
function asNumber(figure) {
  return { ...figure, value: figure.value === "-" ? "-" : Number(figure.value) };
}
