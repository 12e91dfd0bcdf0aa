import { fork } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";

const hosts = ["express", "fastify", "fetch"];
const connections = 16;

/** A body of about 1 kB. */
const body = JSON.stringify({
  type: "order.paid",
  order: { id: 1042, customer: "Ada Lovelace", total: 99.5, currency: "EUR" },
  lines: Array.from({ length: 12 }, (_, index) => ({
    sku: `sku-${index}`,
    count: index + 1,
    note: "as agreed, by post",
  })),
});

/** Requests a second over loopback, from one process to another, against the same server doing nothing. */
export const http = {
  title: "Requests over loopback",
  note: `POST of ${body.length} bytes on ${connections} connections. The server that does nothing reads the body and answers 204.`,
  jobs: hosts.flatMap((host) => [
    [host, "hookloom"],
    [host, "nothing"],
  ]),
  renderers: { hookloom: { title: "hookloom" }, nothing: { title: "the server doing nothing" } },
  async run(host, variant, { dist, budget }) {
    const file = new URL("../server.mjs", import.meta.url);
    const server = fork(file, [host, variant, dist], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
    try {
      const [port] = await once(server, "message");
      // A server has more code to get warm than a render has.
      await load(port, budget.warm * 20);
      const samples = [];
      for (let part = 0; part < 5; part += 1) samples.push(await load(port, budget.measure));
      return { samples };
    } finally {
      server.kill();
    }
  },
};

const request = [
  "POST /hooks/bench HTTP/1.1",
  "Host: 127.0.0.1",
  "User-Agent: bench",
  "Accept: */*",
  "Content-Type: application/json",
  "X-Request-Id: 4e1f0c62b6b0d4d1",
  `Content-Length: ${Buffer.byteLength(body)}`,
  "",
  body,
].join("\r\n");

/** Sends requests for so many milliseconds, each connection one after the other. @returns nanoseconds a request */
async function load(port, milliseconds) {
  const start = performance.now();
  const end = start + milliseconds;
  const counts = await Promise.all(Array.from({ length: connections }, () => converse(port, end)));
  const count = counts.reduce((sum, one) => sum + one, 0);
  return ((performance.now() - start) * 1e6) / count;
}

function converse(port, end) {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1");
    let count = 0;
    socket.setNoDelay(true);
    socket.on("connect", () => socket.write(request));
    socket.on("error", reject);
    socket.on("data", (chunk) => {
      const text = chunk.toString("latin1");
      if (!text.startsWith("HTTP/1.1 204") || !text.endsWith("\r\n\r\n")) {
        socket.destroy();
        reject(new Error(`The server answered ${text.slice(0, 200)}`));
        return;
      }
      count += 1;
      if (performance.now() < end) socket.write(request);
      else {
        socket.destroy();
        resolve(count);
      }
    });
  });
}
