// What a person does in the app, by roles, labels and the documented attributes.

import assert from "node:assert/strict";

import { PASSWORD } from "./server.mjs";
import { until } from "./waiting.mjs";

/** One page of the app in one browser. */
export class App {
  constructor(page, origin) {
    this.page = page;
    this.origin = origin;
  }

  /** Opens the app on a device and waits until it can be used. */
  static async open(device, origin, route = "#/") {
    const app = new App(await device.open(`${origin}/${route}`), origin);
    await app.ready();
    return app;
  }

  /** Waits until the app can be used. */
  async ready() {
    await this.page.locator('html[data-ready="true"]').waitFor();
  }

  /** Types name and password and sends them. */
  async sendPassword(name, password) {
    await this.page.locator("input[name=name]").fill(name);
    await this.page.locator("input[name=password]").fill(password);
    await this.page.locator("button[type=submit]").click();
  }

  /** Signs in and waits for the work list. */
  async signIn(name, password = PASSWORD) {
    await this.sendPassword(name, password);
    await this.page.locator("[data-subject]").first().waitFor({ state: "attached" });
  }

  /** Waits until all of the app is on the device: from then on no server is needed. */
  async worksOffline() {
    await this.page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    await until("all of the app is in a cache", () =>
      this.page.evaluate(async () => {
        const registration = await navigator.serviceWorker.getRegistration();
        return registration?.active?.state === "activated" && (await caches.match("whole")) !== undefined;
      }),
    );
  }

  /** Waits until a service worker answers for the page; the later part may still be missing. */
  async isKept() {
    await until("a service worker is in charge", () =>
      this.page.evaluate(() => navigator.serviceWorker.controller !== null),
    );
  }

  /** Goes to a route. */
  async go(route) {
    await this.page.goto(`${this.origin}/${route}`);
    await this.ready();
  }

  /** Opens the response of a subject, or starts one. */
  async openSubject(subject) {
    await this.go("#/");
    await this.page.locator(`[data-subject="${subject}"]`).first().click();
    await this.page.locator("[data-response-state] [data-section]").waitFor();
  }

  /** The id of the open response. */
  responseId() {
    return decodeURIComponent(new URL(this.page.url()).hash.split("/")[2]);
  }

  /** The state of the open response. */
  async responseState() {
    return this.page.locator("[data-response-state]").first().getAttribute("data-response-state");
  }

  /** How saving stands. */
  async saving() {
    const status = this.page.locator("#save-status");
    return {
      state: await status.getAttribute("data-state"),
      op: Number((await status.getAttribute("data-op")) || 0),
    };
  }

  /** Waits for the tick after an edit that began at op number `before`. */
  async sawTick(before) {
    await this.page.locator('#save-status[data-state="saved"]').waitFor({ state: "attached" });
    await this.page.waitForFunction((before) => {
      const { op, state } = document.querySelector("#save-status").dataset;
      return state === "saved" && Number(op) > before;
    }, before);
  }

  /**
   * Exchanges with the server until nothing is unsent. A browser that was killed soon after
   * signing in may have lost its session; then the password is asked for, and given.
   */
  async exchange(password = PASSWORD) {
    await until("everything is sent", async () => {
      const state = await this.#exchangeOnce();
      if (state === "signed-out") await this.#signInAgain(password);
      return state === "idle" && (await this.exchangeStatus()).unsent === 0;
    });
  }

  /** Presses the button and returns how one whole exchange ended. */
  async #exchangeOnce() {
    await this.page.locator('#exchange-status:not([data-state="busy"])').waitFor({ state: "attached" });
    return this.page.evaluate(
      () =>
        new Promise((resolve) => {
          const status = document.querySelector("#exchange-status");
          const end = () => resolve(status.dataset.state);
          let wasBusy = false;
          new MutationObserver(() => {
            if (status.dataset.state === "busy") wasBusy = true;
            else if (wasBusy) end();
          }).observe(status, { attributes: true });
          // Signed out, it may not even try.
          setTimeout(end, 5000);
          document.querySelector("#exchange-now").click();
        }),
    );
  }

  async #signInAgain(password) {
    await this.go("#/device");
    await this.page.locator("#password-again").fill(password);
    await this.page.locator("form.again button[type=submit]").click();
    await this.page.locator('#exchange-status:not([data-state="signed-out"])').waitFor({ state: "attached" });
  }

  /** How the exchange stands. */
  async exchangeStatus() {
    const status = this.page.locator("#exchange-status");
    return {
      state: await status.getAttribute("data-state"),
      unsent: Number(await status.getAttribute("data-unsent")),
    };
  }

  /** Goes on to the next section; false on the last one. */
  async nextSection() {
    return this.#turn("#next-section");
  }

  /** Goes to the section of a question. */
  async sectionOf(path) {
    await this.firstSection();
    while ((await this.page.locator(`[data-path="${path}"]`).count()) === 0) {
      if (!(await this.nextSection())) throw new Error(`no section asks for ${path}`);
    }
  }

  /** Goes back to the first section. */
  async firstSection() {
    while (await this.#turn("#previous-section"));
  }

  async #turn(button) {
    const link = this.page.locator(button);
    if ((await link.count()) === 0) return false;
    const before = await this.page.locator("[data-section]").getAttribute("data-section");
    await link.click();
    await this.page.locator(`[data-section]:not([data-section="${before}"])`).waitFor();
    return true;
  }

  /** The value of a figure on the results page: a plain decimal, or "-". */
  async figure(name) {
    const figure = this.page.locator(`[data-figure="${name}"]`).first();
    await figure.waitFor({ state: "attached" });
    return figure.getAttribute("data-value");
  }

  /** Waits until all figures that the address asks for stand on the page. */
  async hasFigures(population) {
    const which = population ? `[data-population="${population}"]` : "";
    await this.page.locator(`#figures[aria-busy="false"]${which}`).waitFor({ state: "attached" });
  }

  /** All figures on the results page by name. */
  async figures(population) {
    await this.hasFigures(population);
    await this.page.locator("[data-figure]").first().waitFor({ state: "attached" });
    return this.page.$$eval("[data-figure]", (figures) =>
      Object.fromEntries(figures.map(({ dataset }) => [dataset.figure, dataset.value])),
    );
  }
}

/** Chooses one of the files on the results page, e.g. `figures_csv`, and waits for it. */
export async function chooseExport({ page }, what) {
  await page.locator("#export").click();
  // What is for other programs is folded away.
  const folded = page.locator(`details:not([open]):has([data-export="${what}"]) > summary`);
  if ((await folded.count()) > 0) await folded.click();
  const [download] = await Promise.all([
    page.waitForEvent("download", { timeout: 120_000 }),
    page.locator(`[data-export="${what}"]`).click(),
  ]);
  return download;
}

/** Fails if pages of these devices had errors. */
export function assertNoViolations(...devices) {
  for (const device of devices) assert.deepEqual(device.violations, [], device.name);
}
