// Reading CSV as RFC 4180 has it.

/** The rows of a CSV text, each a list of cells. A byte order mark is taken off. */
export function rows(text) {
  const rows = [[""]];
  let isQuoted = false;
  const chars = [...text.replace(/^\ufeff/, "")];
  for (let at = 0; at < chars.length; at += 1) {
    const row = rows.at(-1);
    const char = chars[at];
    if (char === '"' && isQuoted && chars[at + 1] === '"') {
      row[row.length - 1] += '"';
      at += 1;
    } else if (char === '"') isQuoted = !isQuoted;
    else if (char === "," && !isQuoted) row.push("");
    else if (char === "\n" && !isQuoted) rows.push([""]);
    else if (char !== "\r" || isQuoted) row[row.length - 1] += char;
  }
  return rows.filter((row) => row.length > 1 || row[0] !== "");
}
