// The figures of a review from the three places that show them, in one shape:
// a list of { code, group, value } in the order of the round; group "" is the total.

/** From the JSON of `sohoi-server stats`. */
export function fromBook(book) {
  return book.indicators.flatMap(({ code, total, breakdowns }) => [
    { code, group: "", value: total.value ?? "-" },
    ...breakdowns.flatMap(({ rows }) =>
      rows.map(([group, figure]) => ({ code, group, value: figure.value ?? "-" })),
    ),
  ]);
}

/** From the rows of the exported CSV, its headings first. */
export function fromCsv([headings, ...rows]) {
  // Theme, code, indicator, unit, by, group, group code, value, a, b, …
  const [CODE, GROUP, VALUE] = [1, 6, 7];
  if (headings.length < 12) throw new Error(`the export has other columns: ${headings}`);
  return rows.map((row) => ({ code: row[CODE], group: row[GROUP], value: row[VALUE] }));
}

/** The totals by code. */
export function totals(figures) {
  return new Map(figures.filter(firstOfItsCode()).map(({ code, value }) => [code, value]));
}

/** The total stands first; later a group may have no name either. */
function firstOfItsCode() {
  const seen = new Set();
  return ({ code }) => !seen.has(code) && seen.add(code);
}
