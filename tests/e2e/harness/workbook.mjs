// Reading XLSX as ECMA-376 has it, as far as the tests need it: the cells of every sheet.

import { inflateRawSync } from "node:zlib";

/**
 * The sheets of a workbook by name: each a list of rows, each a list of cells: numbers, texts, or
 * undefined. Fails where a cell holds a formula.
 */
export function sheets(bytes) {
  const files = unzip(bytes);
  const text = (name) => files.get(name)?.toString("utf8") ?? "";
  const shared = all(text("xl/sharedStrings.xml"), /<si>(.*?)<\/si>/gs).map(([, item]) =>
    plain(all(item, /<t(?: [^>]*)?>(.*?)<\/t>/gs).map(([, part]) => part).join("")),
  );
  const targets = new Map(
    all(text("xl/_rels/workbook.xml.rels"), /<Relationship ([^>]*?)\/?>/g).map(([, own]) => [attribute(own, "Id"), attribute(own, "Target")]),
  );
  return new Map(
    all(text("xl/workbook.xml"), /<sheet ([^>]*?)\/>/g).map(([, own]) => [
      plain(attribute(own, "name")),
      cells(text(`xl/${targets.get(attribute(own, "r:id"))}`), shared),
    ]),
  );
}

/** The files of a ZIP archive by name, by its central directory. */
export function unzip(bytes) {
  const files = new Map();
  const end = bytes.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  if (end < 0) throw new Error("this is no ZIP archive");
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, size] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20)];
    const [name, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset));
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const packed = bytes.subarray(start, start + size);
    const path = bytes.toString("utf8", at + 46, at + 46 + name);
    files.set(path, method === 0 ? packed : inflateRawSync(packed));
    at += 46 + name + extra + comment;
  }
  return files;
}

function cells(xml, shared) {
  const rows = [];
  for (const [, own, inner] of all(xml, /<c ([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)) {
    if (inner?.includes("<f")) throw new Error(`${attribute(own, "r")} holds a formula`);
    const value = /<v>(.*?)<\/v>/s.exec(inner ?? "")?.[1];
    if (value === undefined) continue;
    const [, letters, row] = /^([A-Z]+)(\d+)$/.exec(attribute(own, "r"));
    const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
    (rows[row - 1] ??= [])[column] = attribute(own, "t") === "s" ? shared[value] : Number(value);
  }
  return Array.from(rows, (row) => row ?? []);
}

const all = (text, pattern) => [...text.matchAll(pattern)];

const attribute = (attributes, name) => new RegExp(`(?:^| )${name}="([^"]*)"`).exec(attributes)?.[1];

const plain = (text) =>
  text
    .replace(/&(lt|gt|quot|apos);/g, (_, name) => ({ lt: "<", gt: ">", quot: '"', apos: "'" })[name])
    .replaceAll("&amp;", "&");
