// A static host below a path: it gives out files, and knows of nothing else.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const FOLDER = process.env.SOHOI_STATIC;
const TYPES = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

export class StaticHost {
  #server;

  /** Serves the app below `/so-hoi`; everything else is not found, as a page. */
  static async new(t) {
    const host = new StaticHost();
    await host.start();
    t.after(() => host.stop());
    return host;
  }

  async start() {
    this.#server = createServer((request, response) => {
      const path = new URL(request.url, "http://host").pathname;
      const name = path.replace(/^\/so-hoi\//, "") || "index.html";
      try {
        if (request.method !== "GET" || !path.startsWith("/so-hoi/")) throw new Error("not here");
        const bytes = readFileSync(join(FOLDER, normalize(`/${name}`)));
        response.writeHead(200, { "content-type": TYPES[extname(name)] ?? "application/octet-stream" });
        response.end(bytes);
      } catch {
        response.writeHead(404, { "content-type": "text/html" });
        response.end("<h1>Not found</h1>");
      }
    });
    await new Promise((resolve) => this.#server.listen(this.port ?? 0, "127.0.0.1", resolve));
    this.port = this.#server.address().port;
    this.origin = `http://127.0.0.1:${this.port}/so-hoi`;
  }

  async stop() {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
