// Writes a work file when the app does not start: reads what is stored on this device and nothing
// else, and never writes to it. The file is byte for byte what the app writes for "everything"
// (crates/sync/src/client/carry/file.rs); a test holds the two against each other.

const DEVICE = "sohoi-device";
const decoder = new TextDecoder();

/** Opens a database as it is; undefined where there is none. */
function open(name) {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name);
    // There was none: leave none behind.
    request.onupgradeneeded = () => request.transaction.abort();
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => (request.error.name === "AbortError" ? resolve(undefined) : reject(request.error));
  });
}

/** Keys and values of a store; nothing where the store is not there or cannot be read. */
async function records(database, store) {
  if (!database.objectStoreNames.contains(store)) return [];
  const objects = database.transaction(store, "readonly").objectStore(store);
  try {
    const [keys, values] = await Promise.all([result(objects.getAllKeys()), result(objects.getAll())]);
    return keys.map((key, place) => ({ key, value: values[place] }));
  } catch {
    return [];
  }
}

function result(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Records whose value is JSON, each with its text; damaged ones are left out. */
async function documents(database, store) {
  return (await records(database, store)).flatMap(({ key, value }) => {
    try {
      const text = decoder.decode(value);
      return [{ key, text, value: JSON.parse(text) }];
    } catch {
      return [];
    }
  });
}

/** Everything about one account on this device. */
async function read(name, account) {
  const database = await open(name);
  if (!database) return undefined;
  try {
    const [meta, rounds, ops, responses, blobs] = [
      await documents(database, "meta"),
      await documents(database, "rounds"),
      await documents(database, "ops"),
      await documents(database, "responses"),
      await records(database, "blobs"),
    ];
    const device = meta.find(({ key }) => key === "device")?.value ?? nameless(account, ops);
    return { account, device, rounds, ops, responses, blobs: blobs.filter(({ value }) => value instanceof Uint8Array) };
  } finally {
    database.close();
  }
}

/** The record of a device that lost its own: a name that follows from what it holds. */
function nameless(account, ops) {
  const epochs = [...new Set(ops.map(({ value }) => value.epoch))];
  return {
    device: `rescued-${sha256(new TextEncoder().encode(account.name + ops[0]?.text)).slice(0, 32)}`,
    lineages: epochs.map((epoch) => ({ epoch, acknowledged: 0 })),
  };
}

/** The ops of each lineage, as the app writes them. */
function logs({ account, device, ops }) {
  return device.lineages.flatMap((lineage) => {
    const own = ops.filter(({ value }) => value.epoch === lineage.epoch);
    if (own.length === 0) return [];
    const origin = lineage.origin ?? { device: device.device, epoch: lineage.epoch, account: account.name };
    return [{ ...origin, acknowledged: lineage.acknowledged, ops: own }];
  });
}

/** How many changes the server has not acknowledged, as the app counts them. */
function unsent(work) {
  const changes = logs(work).flatMap(({ acknowledged, ops }) => ops.filter(({ value }) => value.op.n > acknowledged));
  return changes.length;
}

/** The work file. What is stored as JSON goes in as it is stored. */
function workFile(work) {
  const list = (texts) => `[${texts.join(",")}]`;
  const members = (pairs) => `{${pairs.map(([name, text]) => `${JSON.stringify(name)}:${text}`).join(",")}}`;
  const log = ({ device, epoch, account, acknowledged, ops }) =>
    members([
      ["device", JSON.stringify(device)],
      ["epoch", JSON.stringify(epoch)],
      ["account", JSON.stringify(account)],
      ["acknowledged", JSON.stringify(acknowledged)],
      ["ops", list(ops.map(({ text }) => text))],
    ]);
  const content = members([
    ["made_at", JSON.stringify(new Date().toISOString())],
    ["device", JSON.stringify(work.device.device)],
    ["account", JSON.stringify(work.account)],
    ["everything", "true"],
    ["rounds", list(work.rounds.map(({ value }) => JSON.stringify(value.round)))],
    ["work", members([["logs", list(logs(work).map(log))], ["held", list(work.responses.map(({ text }) => text))]])],
    ["photos", list(work.blobs.map(({ key, value }) => JSON.stringify({ hash: key, bytes: value.length })))],
  ]);
  const bytes = new TextEncoder().encode(content);
  const line = JSON.stringify({ format: "sohoi-work", version: 1, sha256: sha256(bytes), bytes: bytes.length });
  return new Blob([`${line}\n`, bytes, ...work.blobs.map(({ value }) => value)], { type: "application/octet-stream" });
}

/** SHA-256 as hex, in plain code: an insecure address has no other. */
function sha256(bytes) {
  const { k, h } = (sha256.constants ??= constants());
  const length = bytes.length;
  const padded = new Uint8Array((((length + 8) >> 6) + 1) << 6);
  padded.set(bytes);
  padded[length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(length / 0x20000000));
  view.setUint32(padded.length - 4, (length << 3) >>> 0);
  const state = Uint32Array.from(h);
  const w = new Uint32Array(64);
  const turn = (word, by) => (word >>> by) | (word << (32 - by));
  for (let block = 0; block < padded.length; block += 64) {
    for (let i = 0; i < 16; i += 1) w[i] = view.getUint32(block + 4 * i);
    for (let i = 16; i < 64; i += 1) {
      const low = turn(w[i - 15], 7) ^ turn(w[i - 15], 18) ^ (w[i - 15] >>> 3);
      const high = turn(w[i - 2], 17) ^ turn(w[i - 2], 19) ^ (w[i - 2] >>> 10);
      w[i] = w[i - 16] + low + w[i - 7] + high;
    }
    let [a, b, c, d, e, f, g, last] = state;
    for (let i = 0; i < 64; i += 1) {
      const choice = (e & f) ^ (~e & g);
      const one = (last + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + choice + k[i] + w[i]) | 0;
      const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [a, b, c, d, e, f, g, last] = [(one + two) | 0, a, b, c, (d + one) | 0, e, f, g];
    }
    [a, b, c, d, e, f, g, last].forEach((word, place) => (state[place] += word));
  }
  return [...state].map((word) => word.toString(16).padStart(8, "0")).join("");
}

/** The first bits of the fractions of roots of primes (FIPS 180-4). */
function constants() {
  const primes = [];
  for (let n = 2; primes.length < 64; n += 1) if (primes.every((prime) => n % prime)) primes.push(n);
  const bits = (root) => ((root % 1) * 2 ** 32) >>> 0;
  return { k: primes.map((prime) => bits(Math.cbrt(prime))), h: primes.slice(0, 8).map((prime) => bits(Math.sqrt(prime))) };
}

/** Every account with a database on this device, the last used first. */
async function accounts() {
  const device = await open(DEVICE);
  if (!device) return [];
  const known = (await documents(device, "accounts")).map(({ value }) => value);
  device.close();
  known.sort((a, b) => (a.last_used < b.last_used ? 1 : -1));
  return known.map(({ account }) => account);
}

/** The name of an account's database, as crates/storage has it. */
function database(account) {
  return account === "device" ? "sohoi-~device" : `sohoi-${account}`;
}

function element(tag, text, lang) {
  const made = document.createElement(tag);
  made.textContent = text;
  if (lang) made.lang = lang;
  return made;
}

function show(work) {
  const section = document.createElement("section");
  const count = unsent(work);
  section.dataset.account = work.account.name;
  section.dataset.unsent = String(count);
  section.append(
    element("h2", work.account.display),
    element("p", `Còn ${count} thay đổi chưa gửi; ${work.blobs.length} ảnh trên máy.`),
    element("p", `${count} changes not sent; ${work.blobs.length} photos on this device.`, "en"),
  );
  const button = element("button", "Lưu ra tệp (save to a file)");
  button.type = "button";
  button.addEventListener("click", () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(workFile(work));
    link.download = `sohoi-${work.account.name.replaceAll("~", "")}-all-${new Date().toISOString().slice(0, 10)}.sohoi`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  });
  section.append(button);
  return section;
}

const place = document.querySelector("#accounts");
try {
  const works = [];
  for (const account of await accounts()) {
    const work = await read(database(account.name), account);
    if (work) works.push(work);
  }
  place.replaceChildren(...works.map(show));
  if (works.length === 0) {
    place.append(
      element("p", "Trên trình duyệt này chưa có công việc nào được lưu."),
      element("p", "Nothing is stored in this browser yet.", "en"),
    );
  }
} catch (error) {
  place.replaceChildren(
    element("p", "Không đọc được dữ liệu trên máy. Xin đừng xóa dữ liệu trình duyệt và báo người quản trị."),
    element("p", "The data on this device cannot be read. Do not clear it; tell the administrator.", "en"),
    element("p", String(error)),
  );
}
document.documentElement.dataset.ready = "true";
