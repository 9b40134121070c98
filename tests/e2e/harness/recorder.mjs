// A man in the middle that passes everything on and notes what it carried.

import { createServer, request } from "node:http";
import { brotliCompressSync, brotliDecompressSync, constants, gunzipSync } from "node:zlib";

/** What a browser fetched through it, one entry an answer, with the time of its request. */
export class Recorder {
  answers = [];
  #asked = [];
  #server;

  /** Listens on a free port before the server at `port`. */
  static async before(port) {
    const recorder = new Recorder();
    recorder.#server = createServer((asked, reply) => recorder.#pass(port, asked, reply));
    await new Promise((resolve) => recorder.#server.listen(0, "127.0.0.1", resolve));
    recorder.origin = `http://127.0.0.1:${recorder.#server.address().port}`;
    return recorder;
  }

  /** How many requests of before a moment have no answer yet. */
  pending(moment) {
    const before = (at) => at <= moment;
    return this.#asked.filter(before).length - this.answers.filter(({ at }) => before(at)).length;
  }

  close() {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  #pass(port, asked, reply) {
    const { method, url: path, headers } = asked;
    const at = Date.now();
    this.#asked.push(at);
    const onward = request({ host: "127.0.0.1", port, method, path, headers }, (answer) => {
      const chunks = [];
      answer.on("data", (chunk) => chunks.push(chunk));
      answer.on("end", () => {
        const sent = Buffer.concat(chunks);
        const body = decoded(sent, answer.headers["content-encoding"]);
        this.answers.push({ at, method, path, status: answer.statusCode, raw: body.length, brotli: brotli(body) });
        reply.writeHead(answer.statusCode, answer.headers);
        reply.end(sent);
      });
    });
    onward.on("error", () => reply.destroy());
    asked.pipe(onward);
  }
}

function decoded(bytes, encoding) {
  if (bytes.length === 0) return bytes;
  if (encoding === "br") return brotliDecompressSync(bytes);
  if (encoding === "gzip") return gunzipSync(bytes);
  return bytes;
}

function brotli(bytes) {
  if (bytes.length === 0) return 0;
  return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
}
