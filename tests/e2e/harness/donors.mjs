// Answers to type: those of a finished response of the demonstration, so that the form
// comes out whole however its questions hang together.

import { readFileSync } from "node:fs";

import { rows } from "./csv.mjs";

const FINISHED = new Set(["submitted", "checked", "approved"]);
const REGISTER = new URL("../../../rounds/ct17-2017/register.csv", import.meta.url);
const FORMS = new URL("forms/", REGISTER);

/** The register: id → its line by column. */
const register = (() => {
  const [headings, ...lines] = rows(readFileSync(REGISTER, "utf8"));
  const named = (cells) => Object.fromEntries(headings.map((heading, at) => [heading, cells[at]]));
  return new Map(lines.map((cells) => [cells[0], named(cells)]));
})();

/** The questions that the register fills in; it knows more than that. */
const FILLED_IN = new Set(
  ["hqc_a", "hqc_b"].flatMap((form) => {
    const [headings, ...questions] = rows(readFileSync(new URL(`${form}/survey.csv`, FORMS), "utf8"));
    const [name, from] = ["name", "prefill"].map((heading) => headings.indexOf(heading));
    return questions.filter((cells) => cells[from] === "registry").map((cells) => cells[name]);
  }),
);

/** What kind of subject it is: `association` or `authority`. */
export function kindOf(subject) {
  return register.get(subject).kind;
}

/**
 * Path → value for a subject: the longest finished response among its like, without what
 * the register fills in.
 */
export function answersFor(subject) {
  const line = register.get(subject);
  const isAlike = (other) => ["kind", "level", "assoc_type", "unit_kind"].every((column) => other[column] === line[column]);
  const finished = responses().filter(({ subject, state }) => FINISHED.has(state) && isAlike(register.get(subject)));
  if (finished.length === 0) throw new Error(`the demonstration has no finished response like ${subject}`);
  const size = ({ answers }) => Object.keys(answers).length;
  const longest = finished.reduce((best, other) => (size(other) > size(best) ? other : best));
  return Object.fromEntries(Object.entries(longest.answers).filter(([path]) => !FILLED_IN.has(path)));
}

function responses() {
  return readFileSync(process.env.SOHOI_DEMONSTRATION, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}
