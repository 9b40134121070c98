// What stands in a PDF as Chromium prints it: its pages and their text.

import { inflateSync } from "node:zlib";

/** The text of each page of a PDF. */
export function pages(bytes) {
  const objects = read(bytes);
  const all = [...objects.values()];
  const found = all.filter(({ head }) => /\/Type\s*\/Page\b(?!s)/.test(head));
  return found.map((page) => {
    const fonts = fontsOf(page.head, objects);
    const contents = [...(page.head.match(/\/Contents\s*(\[[^\]]*\]|\d+ \d+ R)/)?.[1] ?? "").matchAll(/(\d+) \d+ R/g)];
    return contents.map(([, id]) => shown(objects.get(Number(id)).stream.toString("latin1"), fonts, objects)).join("\n");
  });
}

/** Objects by number: their words, and their stream where they have one. */
function read(bytes) {
  const text = bytes.toString("latin1");
  const objects = new Map();
  for (const match of text.matchAll(/(?:^|[\r\n])(\d+) 0 obj\b/g)) {
    const start = match.index + match[0].length;
    const end = text.indexOf("endobj", start);
    const body = text.slice(start, end);
    const at = body.search(/stream\r?\n/);
    if (at < 0) {
      objects.set(Number(match[1]), { head: body });
      continue;
    }
    const head = body.slice(0, at);
    const from = start + at + body.slice(at).match(/^stream\r?\n/)[0].length;
    const length = Number(head.match(/\/Length\s+(\d+)/)[1]);
    const raw = bytes.subarray(from, from + length);
    objects.set(Number(match[1]), { head, stream: /\/FlateDecode/.test(head) ? inflateSync(raw) : raw });
  }
  return objects;
}

/** The fonts that a page or a form names: name → glyph code → text. */
function fontsOf(head, objects) {
  let resources = head;
  const referred = head.match(/\/Resources\s+(\d+) \d+ R/);
  if (referred) resources = objects.get(Number(referred[1])).head;
  let listed = resources.match(/\/Font\s*<<([^>]*)>>/)?.[1];
  const elsewhere = resources.match(/\/Font\s+(\d+) \d+ R/);
  if (!listed && elsewhere) listed = objects.get(Number(elsewhere[1])).head;
  const fonts = new Map();
  for (const [, name, id] of (listed ?? "").matchAll(/\/(\w+)\s+(\d+) \d+ R/g)) {
    const unicode = objects.get(Number(id)).head.match(/\/ToUnicode\s+(\d+) \d+ R/);
    if (unicode) fonts.set(name, glyphs(objects.get(Number(unicode[1])).stream.toString("latin1")));
  }
  return fonts;
}

/** Glyph code → text, as a ToUnicode table says it. */
function glyphs(table) {
  const text = (hex) => Buffer.from(hex, "hex").swap16().toString("utf16le");
  const found = new Map();
  for (const [, lines] of table.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)) {
    for (const [, code, to] of lines.matchAll(/<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>/g)) found.set(parseInt(code, 16), text(to));
  }
  for (const [, lines] of table.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) {
    for (const [, from, to, first] of lines.matchAll(/<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>/g)) {
      const start = parseInt(from, 16);
      for (let code = start; code <= parseInt(to, 16); code += 1) {
        found.set(code, String.fromCodePoint(text(first).codePointAt(0) + code - start));
      }
    }
  }
  return found;
}

/** The text that a stream of drawing shows. */
function shown(stream, fonts) {
  let font = new Map();
  let text = "";
  for (const [, name, shows, hex] of stream.matchAll(/\/(\w+)\s+[-\d.]+\s+Tf|(\[(?:[^\]]*)\]\s*TJ|<[0-9A-Fa-f]*>\s*Tj)|\b(ET)\b/g)) {
    if (name) font = fonts.get(name) ?? new Map();
    else if (hex) text += " ";
    else {
      for (const [, codes] of shows.matchAll(/<([0-9A-Fa-f]*)>/g)) {
        for (let at = 0; at < codes.length; at += 4) text += font.get(parseInt(codes.slice(at, at + 4), 16)) ?? "";
      }
    }
  }
  return text;
}
