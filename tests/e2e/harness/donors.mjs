// Answers to type: those of a finished response of the demonstration, so that the form
// comes out whole however its questions hang together.

import { readFileSync } from "node:fs";

const FINISHED = new Set(["submitted", "checked", "approved"]);

/** The demonstration's responses. */
export function responses() {
  return readFileSync(process.env.SOHOI_DEMONSTRATION, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

/** The finished response of a form with the most answers among subjects whose id fits. */
export function fullest(form, subject) {
  const size = ({ answers }) => Object.keys(answers).length;
  return responses()
    .filter((response) => response.form === form && FINISHED.has(response.state) && subject.test(response.subject))
    .reduce((best, response) => (best && size(best) >= size(response) ? best : response), undefined);
}
