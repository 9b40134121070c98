// The real server on a data folder of its own.

import { spawn, execFile } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { until } from "./waiting.mjs";

const run = promisify(execFile);

export const ROUND = new URL("../../../rounds/ct17-2017", import.meta.url).pathname;
export const PROGRAM = variable("SOHOI_SERVER");
export const APP = variable("SOHOI_APP");
const DEMONSTRATION = variable("SOHOI_DEMONSTRATION");
export { DEMONSTRATION as demonstration };

/** Every demonstration account has this password. */
export const PASSWORD = "sohoi-2017";

let filled;

/** A server with a data folder, a port that it keeps over restarts, and its command line. */
export class Server {
  #process;

  constructor(folder, port, app) {
    this.folder = folder;
    this.data = join(folder, "data");
    this.port = port;
    this.app = app;
    this.origin = `http://127.0.0.1:${port}`;
    /** What it is told beside that when it starts. */
    this.flags = [];
  }

  /** A running server with the demonstration loaded, made once and copied for each test. */
  static async demonstration(t, app = APP) {
    filled ??= await fill();
    return Server.#running(t, app, (data) => cpSync(filled, data, { recursive: true }));
  }

  /** A running server that knows no round and nobody. */
  static async empty(t, app = APP) {
    return Server.#running(t, app, () => {});
  }

  static async #running(t, app, prepare) {
    const server = new Server(mkdtempSync(join(tmpdir(), "sohoi-server-")), await freePort(), app);
    prepare(server.data);
    t.after(async () => {
      await server.kill();
      rmSync(server.folder, { recursive: true, force: true });
    });
    await server.start();
    return server;
  }

  /** Starts the server and waits until it answers. */
  async start() {
    const listen = ["serve", "--listen", `127.0.0.1:${this.port}`, "--app", this.app, ...this.flags];
    const server = spawn(PROGRAM, ["--data", this.data, ...listen], { stdio: ["ignore", "ignore", "pipe"] });
    let complaints = "";
    server.stderr.on("data", (text) => (complaints = (complaints + text).slice(-4000)));
    this.#process = server;
    await until("the server answers", async () => {
      if (server.exitCode !== null) throw new Error(`the server ended at once: ${complaints}`);
      const answer = await fetch(`${this.origin}/api/health`).catch(() => null);
      return answer?.ok;
    });
  }

  /** Ends the server as a power cut would. */
  async kill() {
    const server = this.#process;
    this.#process = undefined;
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const gone = new Promise((resolve) => server.once("exit", resolve));
    server.kill("SIGKILL");
    await gone;
  }

  /** Runs the server's command line and returns what it printed. */
  async command(...words) {
    const { stdout } = await run(PROGRAM, ["--data", this.data, ...words], { maxBuffer: 64 << 20 });
    return stdout;
  }

  /** Adds an account for a unit; its password is that of all others unless it says so. */
  async addAccount(name, role, unit, password = PASSWORD) {
    const file = join(this.folder, "password");
    writeFileSync(file, password);
    const who = ["--display", `Tài khoản ${name}`, "--role", role, "--unit", unit];
    await this.command("account", "add", name, ...who, "--password-file", file);
  }

  /** Runs the server's command line and returns the bytes that it wrote. */
  async file(...words) {
    const options = { maxBuffer: 256 << 20, encoding: "buffer" };
    const { stdout } = await run(PROGRAM, ["--data", this.data, ...words], options);
    return stdout;
  }

  /** The responses as the command line lists them. */
  async responses() {
    return JSON.parse(await this.command("responses", "--json"));
  }

  /** The figures as the command line computes them. */
  async figures(population) {
    return JSON.parse(await this.command("stats", "--population", population, "--json"));
  }
}

/** A data folder with round, demonstration and accounts, which the tests copy. */
async function fill() {
  const folder = mkdtempSync(join(tmpdir(), "sohoi-filled-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const data = ["--data", join(folder, "data")];
  await run(PROGRAM, [...data, "round", "load", ROUND, "--demonstration"]);
  await run(PROGRAM, [...data, "demo", "load", "--file", DEMONSTRATION]);
  return join(folder, "data");
}

async function freePort() {
  const probe = createServer();
  await new Promise((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

function variable(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run these tests by \`cargo xtask test end-to-end\``);
  return value;
}
