// Servers of districts and of the province, each with its own responses and with each other's keys in the
// round, and the aggregates that the districts send.

import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync, appendFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { rows } from "./csv.mjs";
import { PROGRAM, ROUND, Server, demonstration } from "./server.mjs";

const run = promisify(execFile);

export const PROVINCE = "binh_thuan";

/** The province with a running server, and districts that have a data folder only. */
export class Districts {
  /** `units` are the districts; the province has the responses of nobody's district. */
  static async new(t, units) {
    const own = new Districts();
    own.folder = mkdtempSync(join(tmpdir(), "sohoi-districts-"));
    t.after(() => rmSync(own.folder, { recursive: true, force: true }));
    own.province = await Server.empty(t);
    own.units = units;
    own.package = join(own.folder, "round");
    cpSync(ROUND, own.package, { recursive: true });
    for (const unit of [PROVINCE, ...units]) {
      const said = await own.command(unit, "key");
      const [signer, recipient] = ["signer", "recipient"].map((name) => said.match(new RegExp(`^${name} +(\\S+)$`, "m"))[1]);
      const seal = `\n[[seal]]\nunit = "${unit}"\nrecipient = "${recipient}"\nsigner = "${signer}"\n`;
      appendFileSync(join(own.package, "round.toml"), seal);
    }
    const responses = byUnit(units);
    for (const unit of [PROVINCE, ...units]) {
      await own.command(unit, "round", "load", own.package, "--demonstration");
      const file = own.path(`${unit}.ndjson`);
      writeFileSync(file, `${responses.get(unit).join("\n")}\n`);
      await own.command(unit, "demo", "load", "--file", file);
    }
    return own;
  }

  /** A file in the folder of all of them. */
  path(name) {
    return join(this.folder, name);
  }

  /** The command line of a unit's server. */
  async command(unit, ...words) {
    const data = unit === PROVINCE ? this.province.data : this.path(unit);
    const { stdout } = await run(PROGRAM, ["--data", data, ...words], { maxBuffer: 64 << 20 });
    return stdout;
  }

  /** Has a unit export its aggregate; answers the path of the file. */
  async export(unit, population = "approved", name = unit, ...words) {
    return this.#export(unit, unit, population, name, words);
  }

  /** Has a district export the aggregate of the first of its communes. */
  async exportBelow(unit, name, ...words) {
    const below = table("units.csv").find(({ parent }) => parent === unit);
    return this.#export(unit, below.id, "approved", name, words);
  }

  async #export(server, unit, population, name, words) {
    const out = this.path(`${name}.sohoi`);
    await this.command(server, "aggregate", "export", "--unit", unit, "--population", population, "--out", out, ...words);
    return out;
  }

  /** Writes the key file of a unit; answers its path. */
  async key(unit) {
    const out = this.path(`${unit}-key.txt`);
    rmSync(out, { force: true });
    await this.command(unit, "key", "--identity", out);
    return out;
  }

  /** Adds files up on the province's command line; answers the bytes of the file with this ending. */
  async merge(ending, files, ...words) {
    const out = this.path(`merged.${ending}`);
    await this.command(PROVINCE, "aggregate", "merge", "--unit", PROVINCE, "--out", out, ...words, ...files);
    return readFileSync(out);
  }
}

/** The lines of the demonstration by district; the province's own are those of no district. */
function byUnit(units) {
  const parents = new Map(table("units.csv").map(({ id, parent }) => [id, parent]));
  const places = new Map(table("register.csv").map(({ id, unit }) => [id, unit]));
  const lines = new Map([PROVINCE, ...units].map((unit) => [unit, []]));
  for (const line of readFileSync(demonstration, "utf8").split("\n").filter(Boolean)) {
    let unit = places.get(JSON.parse(line).subject);
    while (unit && unit !== PROVINCE && parents.get(unit) !== PROVINCE) unit = parents.get(unit);
    lines.get(unit)?.push(line);
  }
  return lines;
}

/** The lines of a table of the round, by column. */
function table(name) {
  const [headings, ...lines] = rows(readFileSync(join(ROUND, name), "utf8"));
  return lines.map((line) => Object.fromEntries(headings.map((heading, at) => [heading, line[at]])));
}
