// The usual beginning of a test: somebody at a laptop, before the network goes.

import { App } from "./app.mjs";
import { Device, LAPTOP } from "./browser.mjs";
import { Server } from "./server.mjs";

/** The demonstration, and an account at a laptop that has everything and works offline. */
export async function atLaptop(t, account) {
  const server = await Server.demonstration(t);
  const device = Device.new(t, "laptop");
  await device.start(LAPTOP);
  const app = await App.open(device, server.origin);
  await app.signIn(account);
  await app.worksOffline();
  return { server, device, app };
}
