// Reads calendar files as RFC 5545 says, and refuses what it does not allow.

import assert from "node:assert/strict";

const MUST = ["UID", "DTSTAMP", "DTSTART", "SUMMARY"];

/** The entries of a calendar file: their properties by name. */
export function entries(bytes) {
  const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  assert.ok(text.endsWith("\r\n"), "the last line ends (section 3.1)");
  const physical = text.slice(0, -2).split("\r\n");
  for (const line of physical) {
    assert.ok(Buffer.byteLength(line) <= 75, `at most 75 octets (section 3.1): ${line}`);
    assert.ok(!/[\u0000-\u0008\u000a-\u001f\u007f]/.test(line), "no control characters (section 3.1)");
  }
  const lines = [];
  for (const line of physical) {
    if (/^[ \t]/.test(line)) lines[lines.length - 1] += line.slice(1);
    else lines.push(line);
  }
  const properties = lines.map((line) => {
    const [, name, parameters, value] = /^([A-Z-]+)((?:;[A-Z-]+=[^:;"]+)*):(.*)$/.exec(line) ?? assert.fail(line);
    return { name, parameters, value };
  });
  const [first, ...rest] = properties;
  assert.deepEqual([first.name, first.value], ["BEGIN", "VCALENDAR"]);
  const last = rest.pop();
  assert.deepEqual([last.name, last.value], ["END", "VCALENDAR"]);
  const found = [];
  const head = {};
  let entry;
  for (const { name, parameters, value } of rest) {
    if (name === "BEGIN") {
      assert.ok(!entry && value === "VEVENT");
      entry = {};
    } else if (name === "END") {
      assert.equal(value, "VEVENT");
      for (const name of MUST) assert.ok(entry[name], `${name} (section 3.6.1)`);
      found.push(entry);
      entry = undefined;
    } else if (entry) {
      assert.ok(!(name in entry), `${name} stands once`);
      entry[name] = name === "DTSTART" ? day(parameters, value) : text_(value);
    } else head[name] = value;
  }
  assert.equal(head.VERSION, "2.0");
  assert.ok(head.PRODID);
  assert.equal(new Set(found.map(({ UID }) => UID)).size, found.length, "each id stands once");
  return found;
}

function day(parameters, value) {
  assert.equal(parameters, ";VALUE=DATE");
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(value);
  return `${year}-${month}-${day}`;
}

/** A text (section 3.3.11). */
function text_(value) {
  return value.replace(/\\(.)|([;,])/g, (_, escaped, bare) => {
    assert.ok(!bare, `escaped: ${value}`);
    assert.ok("\\;,nN".includes(escaped), `nothing else is escaped: ${value}`);
    return /n/i.test(escaped) ? "\n" : escaped;
  });
}
