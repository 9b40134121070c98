// Signing in by an OpenID provider: the way there and back, and what must not get anybody in.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { axeFindings } from "./harness/accessibility.mjs";
import { Device, LAPTOP } from "./harness/browser.mjs";
import { CLIENT, SECRET, startProvider } from "./harness/provider.mjs";
import { PASSWORD, Server } from "./harness/server.mjs";
import { until } from "./harness/waiting.mjs";

const RETURN = "/admin/sign-in/openid/return";

/** A server with some accounts, and a provider that it knows. */
async function known(t) {
  const server = await Server.empty(t);
  await server.kill();
  const provider = await startProvider(t, `${server.origin}${RETURN}`);
  const secret = join(server.folder, "secret");
  writeFileSync(secret, `${SECRET}\n`);
  server.flags = [
    ...["--oidc-issuer", provider.issuer, "--oidc-client-id", CLIENT, "--oidc-secret-file", secret],
    ...["--oidc-name", "Tỉnh <b>", "--public-url", server.origin],
  ];
  await server.addAccount("tinh", "coordinator", "binh_thuan");
  await server.addAccount("quantri", "admin", "binh_thuan");
  await server.start();
  return { server, provider };
}

/** A browser as far as it takes: cookies by host, and no redirect followed by itself. */
class Browser {
  #jar = new Map();

  async get(address) {
    const { host } = new URL(address);
    const jar = this.#jar.get(host) ?? new Map();
    this.#jar.set(host, jar);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await fetch(address, { redirect: "manual", headers: { cookie } });
    for (const set of answer.headers.getSetCookie()) {
      const [pair] = set.split(";");
      const name = pair.slice(0, pair.indexOf("="));
      if (/expires=Thu, 01 Jan 1970|max-age=0/i.test(set)) jar.delete(name);
      else jar.set(name, pair.slice(name.length + 1));
    }
    return answer;
  }

  /** Where a redirect leads. */
  async next(address) {
    const answer = await this.get(address);
    assert.ok([302, 303].includes(answer.status), `${address}: ${answer.status} ${await answer.text()}`);
    return new URL(answer.headers.get("location"), address).href;
  }

  /** Begins to sign in: the address at the provider. */
  begin(server, back = "/admin") {
    return this.next(`${server.origin}/admin/sign-in/openid?back=${encodeURIComponent(back)}`);
  }

  /** Goes on at the provider until it leads back: that address. */
  async through(server, address) {
    while (!address.startsWith(server.origin)) address = await this.next(address);
    return address;
  }

  /** The whole way; the last answer. */
  async signIn(server, back) {
    return this.get(await this.through(server, await this.begin(server, back)));
  }

  /** The name of who is signed in. */
  async whoAmI(server) {
    const answer = await this.get(`${server.origin}/api/session`);
    return answer.ok ? (await answer.json()).name : answer.status;
  }
}

const link = (server, provider, name, whom) =>
  server.command("account", "link", name, whom, "--oidc-issuer", provider.issuer);

test("who is linked gets in, goes on to a page of this server only, and stands in the audit", { timeout: 120_000 }, async (t) => {
  const { server, provider } = await known(t);
  await link(server, provider, "tinh", "sub-tinh");
  for (const [back, expected] of [
    ["/admin/register", "/admin/register"],
    ["/", "/"],
    ["https://evil.example/", "/admin"],
    ["//evil.example/admin/", "/admin"],
  ]) {
    const browser = new Browser();
    const answer = await browser.signIn(server, back);
    assert.equal(answer.status, 200, back);
    assert.equal(answer.headers.get("refresh"), `0;url=${expected}`);
    assert.equal(await browser.whoAmI(server), "tinh");
    const session = answer.headers.getSetCookie().find((set) => set.startsWith("sohoi_session="));
    assert.match(session, /HttpOnly; SameSite=Strict; Path=\//);
  }
  const audit = await server.command("audit", "list", "--actor", "tinh", "--action", "sign in");
  assert.equal(audit.match(/\topenid$/gm).length, 4, audit);
  await server.command("audit", "verify");
});

test("an address counts until somebody came with it, and only where it is verified", { timeout: 120_000 }, async (t) => {
  const { server, provider } = await known(t);
  await link(server, provider, "tinh", "Tong.Hop@tinh.example");
  provider.who = "sub-unverified";
  assert.equal((await new Browser().signIn(server)).status, 403, "not verified");
  provider.who = "sub-tinh";
  assert.equal((await new Browser().signIn(server)).status, 200);
  provider.who = "sub-other";
  assert.equal((await new Browser().signIn(server)).status, 403, "another person with the address");
  provider.who = "sub-tinh";
  assert.equal((await new Browser().signIn(server)).status, 200);
  await assert.rejects(link(server, provider, "quantri", "sub-tinh"), /another account is linked/);
});

test("what is not as it was begun gets nobody in", { timeout: 120_000 }, async (t) => {
  const { server, provider } = await known(t);
  await link(server, provider, "tinh", "sub-tinh");
  const changed = (address, name, value) => {
    const url = new URL(address);
    url.searchParams.set(name, value);
    return url.href;
  };
  const refused = async (browser, address, status, why) => {
    const answer = await browser.get(address);
    assert.equal(answer.status, status, why);
    assert.equal(await browser.whoAmI(server), 401, why);
    return answer.text();
  };

  let browser = new Browser();
  let back = await browser.through(server, await browser.begin(server));
  await refused(new Browser(), back, 400, "another browser, without a cookie");
  const other = new Browser();
  await other.begin(server);
  await refused(other, back, 400, "another browser, with a sign-in of its own");
  await refused(browser, changed(back, "state", "0".repeat(64)), 400, "another state");
  browser = new Browser();
  back = await browser.through(server, await browser.begin(server));
  assert.equal((await browser.get(back)).status, 200, "the same as it was begun gets in");
  assert.equal((await browser.get(back)).status, 400, "a second time");

  // A code that was used, with a state that is good.
  browser = new Browser();
  const fresh = await browser.through(server, await browser.begin(server));
  const used = new URL(back).searchParams.get("code");
  await refused(browser, changed(fresh, "code", used), 502, "a code that was used");

  for (const [name, value] of [
    ["nonce", "another"],
    ["code_challenge", "A".repeat(43)],
  ]) {
    browser = new Browser();
    const begun = changed(await browser.begin(server), name, value);
    await refused(browser, await browser.through(server, begun), 502, `another ${name}`);
  }

  browser = new Browser();
  back = await browser.through(server, await browser.begin(server));
  await refused(browser, changed(back, "iss", "http://localhost:1"), 502, "a code of another provider");

  provider.consents = false;
  browser = new Browser();
  back = await browser.through(server, await browser.begin(server));
  const page = await refused(browser, back, 502, "the provider refuses");
  assert.ok(!page.includes("alert(1)"), "what the provider says is not shown");
});

test("who is linked to nothing is told what to tell, and who is suspended that", { timeout: 120_000 }, async (t) => {
  const { server, provider } = await known(t);
  provider.who = "<b>sub</b>";
  let answer = await new Browser().signIn(server);
  let page = await answer.text();
  assert.equal(answer.status, 403);
  assert.match(page, /&lt;b&gt;sub&lt;\/b&gt;/);
  assert.match(page, /&lt;i&gt;x&lt;\/i&gt;@tinh\.example/);
  assert.ok(!page.includes("<b>") && !page.includes("<i>x"), "no text of the provider is markup");
  assert.match(await server.command("audit", "list"), /openid <b>sub<\/b>\tsign in refused/);

  provider.who = "sub-tinh";
  await link(server, provider, "tinh", "sub-tinh");
  await server.command("account", "suspend", "tinh");
  const browser = new Browser();
  answer = await browser.signIn(server);
  assert.equal(answer.status, 403);
  assert.match(await answer.text(), /đang tạm khóa/);
  assert.equal(await browser.whoAmI(server), 401);
  await server.command("account", "resume", "tinh");
  assert.equal((await browser.signIn(server)).status, 200);
  // Who is unlinked is out at once.
  await server.command("account", "unlink", "tinh");
  assert.equal(await browser.whoAmI(server), 401);
  assert.equal((await browser.signIn(server)).status, 403);
});

test("the server starts without the provider and finds it when it comes", { timeout: 120_000 }, async (t) => {
  const { server, provider } = await known(t);
  await link(server, provider, "tinh", "sub-tinh");
  await server.kill();
  provider.answers = false;
  await server.start();
  const answer = await new Browser().get(`${server.origin}/admin/sign-in/openid`);
  assert.equal(answer.status, 502);
  assert.match(await answer.text(), /chưa kết nối được nơi đăng nhập/);
  provider.answers = true;
  await until("the provider is found", async () => (await new Browser().signIn(server)).status === 200);
});

test("in Chromium, an administrator links an account and its person signs in", { timeout: 240_000 }, async (t) => {
  const { server } = await known(t);
  const office = Device.new(t, "administration");
  await office.start(LAPTOP);
  const admin = await office.open(`${server.origin}/admin/accounts/tinh`);
  await admin.locator("#name").fill("quantri");
  await admin.locator("#password").fill(PASSWORD);
  await admin.locator("form[method=post] button[type=submit]").click();
  await admin.locator("#whom").fill("tong.hop@tinh.example");
  assert.deepEqual(await axeFindings(admin), []);
  await admin.getByRole("button", { name: "Nối", exact: true }).click();
  await admin.getByText("Đã nối tài khoản.").waitFor();

  const tablet = Device.new(t, "coordinator");
  await tablet.start();
  const page = await tablet.open(`${server.origin}/admin?lang=vi`);
  assert.deepEqual(await axeFindings(page), []);
  await page.getByRole("link", { name: "Đăng nhập bằng Tỉnh <b>" }).click();
  // The provider is another site, and yet the page that was asked for comes at the end.
  await page.waitForURL((url) => url.pathname === "/admin");
  await page.getByText("Tài khoản tinh").first().waitFor();
});
