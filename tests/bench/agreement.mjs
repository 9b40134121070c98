// Whether another engine says what the book says, figure by figure.

/** Every aggregate that differs, as lines to read. */
export function differences(book, asked, answers) {
  const found = [];
  for (const [at, table] of book.entries()) {
    const indicator = asked.indicators[at];
    for (const [name, side] of [["a", indicator.a], ["b", indicator.b]]) {
      if (side === null) continue;
      const check = (place, figure, column, id, group) => {
        const parts = figure[name] === undefined || figure[name] === null ? null : Number(figure[name]);
        const other = value(side.op, (letter) => answers[side.table]?.[column]?.[group]?.[`${letter}${id}`]);
        if (!isSame(side.op, indicator.digits, parts, other)) {
          found.push(`${table.code} ${place} ${group} ${name} (${side.op}): ${parts}, there ${other}`);
        }
      };
      check("total", table.total, "", side.id, "");
      for (const { dimension, rows } of table.breakdowns) {
        const column = side.columns[dimension];
        const id = column === side.key && side.keyId !== null ? side.keyId : side.id;
        for (const [group, figure] of rows) check(dimension, figure, column, id, group);
      }
    }
  }
  return found;
}

/** How many aggregates were held against each other. */
export function compared(book, asked) {
  return book.reduce((sum, { breakdowns }, at) => {
    const sides = asked.indicators[at].b === null ? 1 : 2;
    return sum + sides * (1 + breakdowns.reduce((sum, { rows }) => sum + rows.length, 0));
  }, 0);
}

function value(op, get) {
  const count = get("n") ?? 0;
  switch (op) {
    case "count":
      return count;
    case "sum":
      return get("s") ?? 0;
    case "mean":
      return count === 0 ? null : get("s") / count;
    default:
      return get("m") ?? null;
  }
}

/** Others add doubles, so the last digits of a sum are theirs; means are printed to the digits of the figure. */
function isSame(op, digits, ours, other) {
  if (ours === null || other === null) return ours === other;
  const room = op === "mean" || op === "median" ? 0.5 * 10 ** -digits + 1e-9 : 1e-9 * Math.max(1, Math.abs(ours));
  return Math.abs(ours - other) <= room;
}
