// Filling in a form from front to back, while somebody keeps killing the browser.

import assert from "node:assert/strict";

import { App } from "./app.mjs";
import { canonical, questions, read, type } from "./answers.mjs";
import { until } from "./waiting.mjs";

/** Fills in one response on one device and remembers what the person has seen saved. */
export class Filling {
  /** Path → value whose tick was seen. */
  confirmed = new Map();
  kills = 0;

  /**
   * @param device the browser; @param origin the app's address; @param subject whose form
   * @param answers path → value to type; @param saboteur decides when the browser dies
   */
  constructor({ device, origin, subject, answers, saboteur }) {
    Object.assign(this, { device, origin, subject, answers, saboteur });
  }

  /** Types every answer, section by section; after each kill goes on from the cold. */
  async run() {
    await this.#open();
    for (;;) {
      const isWhole = await this.#fillUntilKilled();
      if (isWhole) break;
      this.kills += 1;
      await this.device.start();
      await this.#open();
      await this.verify();
      await this.app.firstSection();
    }
    await this.verify();
    return this.app;
  }

  /** Compares every value whose tick was seen with what the pages show now. */
  async verify(app = this.app) {
    const shown = await shownAnswers(app);
    const found = new Map([...this.confirmed.keys()].map((path) => [path, shown.get(path)]));
    assert.deepEqual(found, this.confirmed, `${this.subject} after ${this.kills} kills`);
  }

  async #open() {
    this.app = await App.open(this.device, this.origin);
    await this.app.openSubject(this.subject);
    await this.app.firstSection();
  }

  /** True when every section was filled, false when the browser was killed. */
  async #fillUntilKilled() {
    do {
      for (let next; (next = await this.#nextQuestion()); ) {
        const isAlive = await this.#answer(next);
        if (!isAlive) return false;
      }
    } while (await this.app.nextSection());
    return true;
  }

  /** The first question here that is to be answered and has not been seen saved. */
  async #nextQuestion() {
    const here = await questions(this.app.page);
    return here.find(
      ({ path, isEditable }) => isEditable && this.answers[path] !== undefined && !this.confirmed.has(path),
    );
  }

  async #answer(question) {
    const { path } = question;
    const value = canonical(question.type, this.answers[path]);
    // Filled from the register, or saved just before a kill without the tick being seen.
    if ((await read(this.app.page, path)) === value) {
      this.confirmed.set(path, value);
      return true;
    }
    const killed = this.saboteur.arm(this.device);
    try {
      const { op } = await this.app.saving();
      await type(this.app.page, question, this.answers[path]);
      await this.app.sawTick(op);
      this.confirmed.set(path, value);
      this.saboteur.typed += 1;
    } catch (error) {
      if (!killed) throw error;
    }
    await killed;
    return !killed;
  }
}

/** Kills browsers at random moments, `kills` times over about `edits` edits. */
export class Saboteur {
  typed = 0;

  constructor(random, { kills, edits }) {
    this.random = random;
    // Which edits are struck; the last tenth is left for what comes short.
    const strikes = new Set();
    while (strikes.size < kills) strikes.add(random.whole(1, Math.floor(edits * 0.9)));
    this.strikes = [...strikes].sort((a, b) => a - b);
  }

  /** Perhaps begins a kill; returns its promise, or null when this edit is spared. */
  arm(device) {
    if (this.strikes.length === 0 || this.typed < this.strikes[0]) return null;
    this.strikes.shift();
    // Within half a second: before the typing, within it, while saving, or just after the tick.
    const delay = this.random.whole(0, 500);
    return new Promise((resolve) => setTimeout(resolve, delay)).then(() => device.kill());
  }
}

/** Never kills. */
export const PEACE = { typed: 0, arm: () => null };

/** Submits the open response and waits until it is. */
export async function submit(app) {
  while ((await app.page.locator("#submit").count()) === 0) {
    assert.ok(await app.nextSection(), "there is no way to submit");
  }
  await app.page.locator("#submit").click();
  await until("it is submitted", async () => (await app.responseState()) === "submitted");
}

/** Path → value of all questions that the sections of the open response show. */
export async function shownAnswers(app) {
  const shown = new Map();
  await app.firstSection();
  do {
    for (const { path } of await questions(app.page)) shown.set(path, await read(app.page, path));
  } while (await app.nextSection());
  return shown;
}

/** Types into the first text or number question of the open form and waits for the tick. */
export async function answerSomething(app) {
  const values = { text: "Có", integer: "3", decimal: "3" };
  do {
    const question = (await questions(app.page)).find(({ type, isEditable }) => isEditable && values[type]);
    if (!question) continue;
    const { op } = await app.saving();
    await type(app.page, question, values[question.type]);
    await app.sawTick(op);
    return { path: question.path, type: question.type, value: values[question.type] };
  } while (await app.nextSection());
  throw new Error("the form asks for neither text nor number");
}
