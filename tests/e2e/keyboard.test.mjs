// A whole form by keyboard alone: every question, the table, the contents, the review, submitting.

import assert from "node:assert/strict";
import { test } from "node:test";

import { asTyped } from "./harness/answers.mjs";
import { App, assertNoViolations } from "./harness/app.mjs";
import { Device } from "./harness/browser.mjs";
import { answersFor, kindOf } from "./harness/donors.mjs";
import { Server } from "./harness/server.mjs";
import { until } from "./harness/waiting.mjs";

test("an association's form is filled in and submitted by keyboard alone", { timeout: 600_000 }, async (t) => {
  const server = await Server.demonstration(t);
  const device = Device.new(t, "tablet");
  await device.start();
  const app = await App.open(device, server.origin);
  await app.signIn("phanrithanh");
  const begun = new Set((await server.responses()).map(({ subject }) => subject));
  const offered = await app.page.$$eval("[data-subject]", (rows) => rows.map(({ dataset }) => dataset.subject));
  const subject = offered.find((own) => kindOf(own) === "association" && !begun.has(own));
  const person = new Person(app.page, answersFor(subject));

  await person.tabTo((place) => place.subject === subject);
  await person.press("Enter");
  await person.sectionBegins();

  // The contents open, lead away and back.
  await person.tabTo((place) => place.controls === "contents");
  await person.press("Enter");
  const second = await app.page.locator(".contents a").nth(1).getAttribute("href");
  await person.tabTo((place) => place.href === second);
  await person.press("Enter");
  await person.sectionBegins(second);
  const back = await person.tabTo((place) => place.id === "previous-section");
  await person.press("Enter");
  await person.sectionBegins(back.href);

  for (;;) {
    await person.fillSection();
    const { href } = await person.place();
    await person.press("Enter");
    await person.sectionBegins(href);
    if (href.endsWith("/-review")) break;
  }
  assert.deepEqual(person.left(), [], "answers for which no question came");
  assert.ok(person.kinds.size >= 6, `only ${[...person.kinds]} were met`);
  await person.tabTo((place) => place.id === "submit");
  await person.press("Enter");
  await until("it is submitted", async () => (await app.responseState()) === "submitted");
  assertNoViolations(device);
});

/** Somebody without a mouse. */
class Person {
  kinds = new Set();
  #done = new Set();

  constructor(page, answers) {
    Object.assign(this, { page, answers });
  }

  press(key) {
    return this.page.keyboard.press(key);
  }

  /** Where the focus is, and whether it can be seen. */
  place() {
    return this.page.evaluate(() => {
      const element = document.activeElement;
      const question = element.closest("[data-path]");
      const shown = element.closest(".choice") ?? element;
      const { top, bottom } = shown.getBoundingClientRect();
      return {
        id: element.id,
        tag: element.tagName.toLowerCase(),
        input: element.type ?? "",
        value: element.value ?? "",
        isChecked: element.checked === true,
        href: element.getAttribute("href") ?? "",
        controls: element.getAttribute("aria-controls") ?? "",
        subject: element.closest("[data-subject]")?.dataset.subject ?? "",
        path: question?.dataset.path ?? "",
        type: question?.dataset.type ?? "",
        isSeen: getComputedStyle(shown).outlineStyle !== "none" && bottom > 0 && top < innerHeight,
      };
    });
  }

  /** Goes on by Tab until a place fits. */
  async tabTo(fits, onTheWay = () => {}) {
    for (let steps = 0; steps < 600; steps += 1) {
      await this.press("Tab");
      const place = await this.place();
      if (place.tag === "body") continue;
      assert.ok(place.isSeen, `the focus cannot be seen: ${JSON.stringify(place)}`);
      if (fits(place)) return place;
      await onTheWay(place);
    }
    throw new Error(`Tab does not reach it: the last place was ${JSON.stringify(await this.place())}`);
  }

  /** Waits until a section, any or that of an address, is there and the focus at its beginning. */
  async sectionBegins(href) {
    await until(`${href ?? "a section"} begins`, () =>
      this.page.evaluate(
        (href) => (href ?? location.hash) === location.hash && document.activeElement.id === "section-title",
        href,
      ),
    );
  }

  /** Answers what comes until the way on is reached. */
  async fillSection() {
    await this.tabTo(
      (place) => place.id === "next-section",
      (place) => this.#answer(place),
    );
  }

  left() {
    return Object.keys(this.answers).filter((path) => !this.#done.has(path));
  }

  async #answer(place) {
    const wanted = this.answers[place.path];
    if (wanted === undefined) return;
    if (place.type === "select_multiple" || place.type === "acknowledge") {
      // A long list has a box to search it first.
      if (place.input !== "checkbox") return;
      const isWanted = place.type === "acknowledge" || wanted.split(" ").includes(place.value);
      if (isWanted !== place.isChecked) await this.press("Space");
    } else if (place.input === "radio") {
      await this.#walk("radio", wanted, place);
    } else if (place.tag === "select") {
      await this.#walk("list", wanted, place);
    } else {
      await this.press("Control+A");
      await this.page.keyboard.type(asTyped(place.type, wanted));
      // What an answer asks next is there after a pause in typing; whoever hurries on passes it by.
      await this.page.locator('#save-status[data-state="saved"]').waitFor({ state: "attached" });
    }
    this.kinds.add(place.type);
    this.#done.add(place.path);
  }

  /** Goes through choices with the arrow until the one that is meant. */
  async #walk(kind, wanted, { value, isChecked }) {
    if (kind === "radio" && value === wanted && !isChecked) await this.press("Space");
    for (let steps = 0; value !== wanted; steps += 1) {
      assert.ok(steps < 200, `${kind} does not reach ${wanted}`);
      await this.press("ArrowDown");
      ({ value } = await this.place());
    }
  }
}
