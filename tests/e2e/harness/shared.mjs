// What people do who share a device, and what the browser keeps of them.

/** Leaves the work of whoever is there; answers when the first screen stands. */
export async function switchUser(app) {
  await app.go("#/device");
  await app.page.locator("#switch-user").click();
  await app.page.locator(".known-accounts").waitFor();
}

/** The line of an account on the first screen. */
export function lineOf({ page }, account) {
  return page.locator(`.known-accounts [data-account="${account}"]`);
}

/** Types a password for a known account and sends it. */
export async function openWith(app, account, password) {
  const line = lineOf(app, account);
  if ((await line.locator("form").count()) === 0) await line.locator("> button").click();
  await line.locator("form input").fill(password);
  await line.locator("form button[type=submit]").click();
}

/** Opens a known account and waits for its work list. */
export async function openKnown(app, account, password) {
  await openWith(app, account, password);
  await app.page.locator("[data-subject]").first().waitFor({ state: "attached" });
}

/** The databases of the browser, as text: name → everything in it. */
export function stored({ page }) {
  return page.evaluate(async () => {
    const ended = (request) =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const text = (value) => (value instanceof Uint8Array ? new TextDecoder().decode(value) : JSON.stringify(value));
    const found = {};
    for (const { name } of await indexedDB.databases()) {
      const database = await ended(indexedDB.open(name));
      const lines = [];
      for (const store of database.objectStoreNames) {
        const records = database.transaction(store).objectStore(store);
        const [keys, values] = await Promise.all([ended(records.getAllKeys()), ended(records.getAll())]);
        keys.forEach((key, at) => lines.push(`${store} ${key} ${text(values[at])}`));
      }
      database.close();
      found[name] = lines.join("\n");
    }
    return found;
  });
}
