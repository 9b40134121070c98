// Forms on paper, and the page of an association whose form is whole.

import assert from "node:assert/strict";
import { test } from "node:test";

import { App, assertNoViolations } from "./harness/app.mjs";
import { axeFindings } from "./harness/accessibility.mjs";
import { Device, LAPTOP, TABLET } from "./harness/browser.mjs";
import { pages } from "./harness/pdf.mjs";
import { Server } from "./harness/server.mjs";
import { until } from "./harness/waiting.mjs";

test("a submitted form prints on A4 with the numbers of the screen, its answers and places to sign", async (t) => {
  const { device, app, id } = await atForm(t, TABLET);
  const asked = await numberedQuestions(app);
  assert.ok(asked.length > 40, `${asked.length} questions`);
  await app.page.locator("#print-link").click();
  await app.page.locator(".paper-signatures").waitFor();
  assert.deepEqual(await axeFindings(app.page), []);
  const text = await app.page.locator(".paper").innerText();
  for (const question of asked) assert.ok(squeezed(text).includes(squeezed(question)), `the paper has no “${question}”`);
  const code = id.replaceAll("-", "").slice(-8).toUpperCase().replace(/^(....)/, "$1-");

  const printed = await pdf(app);
  assert.ok(printed.length >= 4 && printed.length <= 14, `${printed.length} pages`);
  for (const [place, page] of printed.entries()) {
    assert.ok(squeezed(page).includes(code), `page ${place + 1} carries the code of the form`);
    assert.ok(squeezed(page).includes(`${place + 1}/${printed.length}`), `page ${place + 1} is numbered`);
  }
  const [first] = printed;
  const last = printed.at(-1);
  for (const words of ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "DỮ LIỆU MINH HỌA"]) {
    assert.ok(squeezed(first).toLowerCase().includes(squeezed(words).toLowerCase()), `the first page says ${words}`);
  }
  for (const words of ["TM. BAN CHẤP HÀNH", "CHỦ TỊCH", "(Ký, đóng dấu, ghi rõ họ tên)", "ngày …… tháng …… năm"]) {
    assert.ok(squeezed(last).includes(squeezed(words)), `the last page says ${words}`);
  }
  const whole = squeezed(printed.join(""));
  assert.ok(whole.includes("☒") && whole.includes("☐"), "choices stand with their boxes");
  assert.ok(!whole.includes(squeezed("In trang này")), "nothing that is for the screen");

  // The same in English, without leaving the page.
  await app.page.getByLabel("English").check();
  await until("the paper speaks English", async () => /Signature, seal, full name/.test(await app.page.locator(".paper").innerText()));
  assert.equal(await app.page.locator(".paper").getAttribute("lang"), "en");
  assert.equal(await app.page.locator("html").getAttribute("lang"), "vi", "the pages stay as they are");
  assertNoViolations(device);
});

test("an empty form prints with what the register knows and room for everything else", async (t) => {
  const { device, app, subject } = await atForm(t, LAPTOP);
  while (await app.nextSection());
  await app.page.locator("#print-empty-link").click();
  await app.page.locator('.paper[data-purpose="handwriting"] .paper-signatures').waitFor();
  const labels = await app.page.$$eval(".paper-label, .paper-table caption", (labels) => labels.map(({ textContent }) => textContent));
  // Who answers is asked without a number.
  const numbered = labels.filter((label) => /^\d+\. /.test(label));
  assert.equal(labels.length - numbered.length, 1, labels.join("\n"));
  const numbers = numbered.map((label) => Number(label.match(/^\d+/)[0]));
  assert.deepEqual(numbers, [...new Set(numbers)].sort((a, b) => a - b), "numbers go up as on the screen");
  assert.ok(numbers.length > 40 && numbers.every((number) => number > 0), `${numbers}`);
  assert.match(labels.join("\n"), /chỉ trả lời nếu câu \d+ là “/, "conditions are said in words");
  const text = await app.page.locator(".paper").innerText();
  assert.ok(text.includes(subject), "the register's code is printed");
  assert.ok((await app.page.locator(".paper-rule, .paper-gap").count()) > 20, "there is room to write");
  assert.ok((await app.page.locator(".paper-table td:not(:empty)").count()) === 0, "tables are empty");
  const printed = await pdf(app);
  assert.ok(printed.length >= 5 && printed.length <= 20, `${printed.length} pages`);
  assertNoViolations(device);
});

test("the page of a whole form shows scores with what makes them up, trends and the next congress", async (t) => {
  const server = await Server.demonstration(t);
  const device = Device.new(t, "tablet");
  await device.start(TABLET);
  const app = await App.open(device, server.origin);
  await app.signIn("phanrithanh");
  const isMeant = await submittedOf(server, "BTN-");
  const link = app.page.locator(`li:has([data-subject="${isMeant.subject}"]) a.row-more`);
  await link.click();
  await app.page.locator("[data-portrait] .score").first().waitFor();
  assert.deepEqual(await axeFindings(app.page), []);
  const scores = await app.page.$$eval(".score", (scores) =>
    scores.map((score) => ({
      label: score.querySelector("b").textContent,
      value: Number(score.dataset.score),
      points: [...score.querySelectorAll("td.points")].map(({ textContent }) => Number(textContent.split("/")[0].replace(",", "."))),
    })),
  );
  assert.equal(scores.length, 4);
  const [composite, ...three] = scores;
  const mean = three.reduce((sum, { value }) => sum + value, 0) / 3;
  assert.ok(Math.abs(mean - composite.value) <= 0.051, `${composite.value} is the mean of ${three.map(({ value }) => value)}`);
  for (const { label, value, points } of three) {
    const sum = points.reduce((sum, own) => sum + own, 0);
    // Each part is rounded to a tenth for the page.
    assert.ok(Math.abs(sum - value) <= 0.05 * (points.length + 1) + 1e-9, `${label}: ${points} make ${value}`);
  }
  const charts = await app.page.$$eval(".trend", (trends) =>
    trends.map((trend) => ({
      drawn: [...trend.querySelectorAll(".trend-number")].map(({ textContent }) => textContent),
      listed: [...trend.querySelectorAll("td")].map(({ textContent }) => textContent),
    })),
  );
  assert.equal(charts.length, 3);
  for (const { drawn, listed } of charts) {
    assert.ok(drawn.length >= 1);
    assert.deepEqual(drawn, listed, "the table says what the chart shows");
  }
  const text = await app.page.locator("[data-portrait]").innerText();
  assert.match(text, /Hạn đại hội tiếp theo\s+\d{1,2}\/\d{1,2}\/\d{4}/);
  assert.match(text, /Hồ sơ gửi trước đại hội/);
  // From a part of a score to the answer behind it.
  await app.page.locator(".score-parts a").first().click();
  await app.page.locator("[data-section]").waitFor();
  assert.match(app.page.url(), /\?at=/);
  // A form that is not whole has no such page, and says why.
  const draft = (await server.responses()).find(({ state, author, subject }) => state === "draft" && author === "phanrithanh" && subject.startsWith("BTN-"));
  if (draft) {
    await app.go(`#/portrait/${draft.id}`);
    await app.page.getByText("Trang này có khi phiếu đã đủ").waitFor();
  }
  assertNoViolations(device);
});

async function submittedOf(server, kind) {
  const all = await server.responses();
  const found = all.find(
    ({ subject, state, author }) => subject.startsWith(kind) && author === "phanrithanh" && ["submitted", "checked", "approved"].includes(state),
  );
  assert.ok(found, `the demonstration has a submitted form ${kind} of the commune`);
  return found;
}

/** A submitted form of an association, open at its last section. */
async function atForm(t, viewport) {
  const server = await Server.demonstration(t);
  const device = Device.new(t, "device");
  await device.start(viewport);
  const app = await App.open(device, server.origin);
  await app.signIn("phanrithanh");
  const { id, subject } = await submittedOf(server, "BTN-");
  await app.worksOffline();
  await server.kill();
  await app.go(`#/response/${id}`);
  await app.page.locator("[data-section]").waitFor();
  return { device, app, id, subject };
}

/** The numbered questions of the open form, section by section, as the screen shows them. */
async function numberedQuestions(app) {
  const found = [];
  await app.firstSection();
  do {
    found.push(
      ...(await app.page.$$eval(".question", (questions) =>
        questions
          .filter((question) => question.checkVisibility())
          .map((question) => question.querySelector(".question-label")?.textContent ?? ""),
      )),
    );
  } while (await app.nextSection());
  return found.filter((label) => /^\d+\. /.test(label));
}

/** The text of the pages that a printer would get. */
async function pdf(app) {
  await app.page.evaluate(() => document.fonts.ready);
  return pages(await app.page.pdf({ preferCSSPageSize: true, printBackground: false }));
}

/** Without blanks: lines break where they must. */
function squeezed(text) {
  return text.replaceAll(/\s/g, "");
}
