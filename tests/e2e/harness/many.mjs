// A review of many associations: the delivered round with a longer register, and a whole response of
// the association's form for each line, made from those of the demonstration.

import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { rows } from "./csv.mjs";

const ROUND = new URL("../../../rounds/ct17-2017", import.meta.url).pathname;
const WHOLE = new Set(["submitted", "checked", "approved"]);
const KIND = "association";

/**
 * Loads the round with `count` associations into an empty server, each with a whole response like those of the
 * demonstration that `isWanted`.
 */
export async function load(server, count, isWanted = () => true) {
  const folder = join(server.folder, "many");
  mkdirSync(folder);
  cpSync(ROUND, join(folder, "round"), { recursive: true });
  const [headings, ...lines] = rows(readFileSync(join(ROUND, "register.csv"), "utf8"));
  const at = Object.fromEntries(headings.map((heading, place) => [heading, place]));
  const known = new Map(lines.map((line) => [line[at.id], line]));
  const demonstration = readFileSync(process.env.SOHOI_DEMONSTRATION, "utf8").split("\n").filter(Boolean);
  const donors = demonstration
    .map((line) => JSON.parse(line))
    .filter(({ subject, state }) => known.get(subject)?.[at.kind] === KIND && WHOLE.has(state))
    .filter(isWanted);
  const register = [headings];
  const responses = [];
  for (let number = 1; number <= count; number += 1) {
    const donor = donors[number % donors.length];
    const line = known.get(donor.subject).slice();
    const id = code(donor.subject, number, count);
    for (const column of ["id", "assoc_code"]) line[at[column]] = id;
    register.push(line);
    responses.push({
      ...donor,
      id: `015cc0c8-c000-7000-8000-${number.toString(16).padStart(12, "0")}`,
      subject: id,
      answers: { ...donor.answers, ...(donor.answers.assoc_code ? { assoc_code: id } : {}) },
    });
  }
  writeFileSync(join(folder, "round", "register.csv"), register.map((line) => line.map(quoted).join(",")).join("\n"));
  const file = join(folder, "responses.ndjson");
  writeFileSync(file, responses.map((response) => JSON.stringify(response)).join("\n"));
  await server.command("round", "load", join(folder, "round"), "--demonstration");
  await server.command("demo", "load", "--file", file);
}

function quoted(cell) {
  return /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** A code of the shape of another one: the letter says the level, as long as the digits are enough for all. */
function code(like, number, count) {
  const most = 9999;
  const digits = String(((number - 1) % most) + 1).padStart(4, "0");
  return count <= most ? like.replace(/\d{4}$/, digits) : `BTN-${"THX"[Math.floor((number - 1) / most)]}-${digits}`;
}
