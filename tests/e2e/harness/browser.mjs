// Chromium on a profile folder that outlives it, as a person's browser does.

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { chromium } from "playwright-core";

import { until } from "./waiting.mjs";

const PROGRAM = process.env.SOHOI_CHROMIUM ?? "chromium";

const FLAGS = [
  "--headless",
  "--no-sandbox", // The tests may run as root, where Chromium's sandbox does not start.
  "--disable-gpu",
  "--disable-quic",
  "--disable-dev-shm-usage",
  "--no-first-run",
  "--no-default-browser-check",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-extensions",
  "--accept-lang=vi",
  "--remote-debugging-port=0",
  // A host that is not this machine by name: what a page on plain HTTP sees.
  "--host-resolver-rules=MAP insecure.test 127.0.0.1",
];

/** The tablet in portrait: the main case. */
export const TABLET = { width: 800, height: 1280 };
export const LAPTOP = { width: 1280, height: 800 };

/** One device: a profile folder, and at most one Chromium at work on it. */
export class Device {
  #process;
  #browser;
  #violations = [];
  /** What runs in every new page before its own scripts, if anything. */
  before;

  constructor(name) {
    this.name = name;
    this.folder = mkdtempSync(join(tmpdir(), `sohoi-${name}-`));
  }

  /** A new device that is cleared away after the test. */
  static new(t, name) {
    const device = new Device(name);
    t.after(async () => {
      await device.kill();
      rmSync(device.folder, { recursive: true, force: true, maxRetries: 5 });
    });
    return device;
  }

  /** Starts Chromium from the cold. */
  async start(viewport = TABLET) {
    const flags = [...FLAGS, `--user-data-dir=${this.folder}`, `--window-size=${viewport.width},${viewport.height}`];
    // A process group of its own, so that a kill takes all its processes at once.
    const child = spawn(PROGRAM, [...flags, "about:blank"], { detached: true, stdio: ["ignore", "ignore", "pipe"] });
    this.#process = child;
    this.viewport = viewport;
    let said = "";
    child.stderr.on("data", (text) => (said += text));
    const endpoint = await until("Chromium listens", () => {
      if (child.exitCode !== null) throw new Error(`Chromium ended at once: ${said}`);
      return said.match(/DevTools listening on (ws:\S+)/)?.[1];
    });
    this.#browser = await chromium.connectOverCDP(endpoint);
  }

  /** A new page at an address, watched for errors that no person would see. */
  async open(address) {
    const [context] = this.#browser.contexts();
    const page = await context.newPage();
    await page.setViewportSize(this.viewport);
    if (this.before) await page.addInitScript(this.before);
    page.on("pageerror", (error) => this.#violations.push(`${error}`));
    page.on("console", (message) => {
      const text = message.text();
      if (/Content Security Policy|panicked at/.test(text)) this.#violations.push(text);
    });
    await page.goto(address);
    return page;
  }

  /** Errors in pages so far: exceptions, panics, and what the security policy refused. */
  get violations() {
    return this.#violations;
  }

  /** Ends all of Chromium's processes in one moment, without a word before. */
  async kill() {
    const child = this.#process;
    this.#process = undefined;
    if (!child) return;
    const gone = new Promise((resolve) => child.once("exit", resolve));
    const isOver = child.exitCode !== null || child.signalCode !== null;
    if (!isOver) {
      try {
        process.kill(-child.pid, "SIGKILL");
      } catch (error) {
        if (error.code !== "ESRCH") throw error;
      }
      await gone;
    }
    await this.#browser?.close().catch(() => {});
    this.#browser = undefined;
  }
}
