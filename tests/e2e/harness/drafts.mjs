// Responses of the demonstration, picked by what is in them.

import { readFileSync } from "node:fs";

/** The first response that fits. */
export function responseOf(fits) {
  const lines = readFileSync(process.env.SOHOI_DEMONSTRATION, "utf8").split("\n").filter(Boolean);
  const response = lines.map((line) => JSON.parse(line)).find(fits);
  if (!response) throw new Error("the demonstration has no such response");
  return response;
}

/** A draft of the coordinator for an association with the long form: every year is asked. */
export function longDraft() {
  return responseOf(
    ({ author, state, answers }) =>
      state === "draft" &&
      author === "tinh" &&
      ["district", "province"].includes(answers.level) &&
      answers.founded_date < "2012",
  );
}
