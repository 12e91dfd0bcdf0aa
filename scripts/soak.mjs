// Renders a great mix of templates, hostile ones among them, in one process, and fails if memory grows.
//
//   npm run soak                       about a minute
//   npm run soak -- --renders 1000000  until so many renders are done
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { build } from "esbuild";
import { decode, fixtures } from "../test/conformance/decode.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const flag = process.argv.indexOf("--renders");
const renders = flag < 0 ? Number.POSITIVE_INFINITY : Number(process.argv[flag + 1]);
const seconds = flag < 0 ? 60 : Number.POSITIVE_INFINITY;
/** How much the heap may be larger at the end than once everything had run. */
const slack = 5 * 2 ** 20;

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc");

const outfile = join(tmpdir(), `hookloom-soak-${process.pid}.mjs`);
await build({
  stdin: {
    contents: `export * from "./src/index.js"; export { Environment } from "./src/jinja/index.js";`,
    resolveDir: root,
  },
  bundle: true,
  platform: "node",
  format: "esm",
  outfile,
  logLevel: "error",
});
const { compileTemplate, createWebhook, Environment, isHookloomError } = await import(
  pathToFileURL(outfile).href
);

const read = (name) => JSON.parse(readFileSync(join(root, "test", name), "utf8"));
const quiet = (run) => {
  try {
    return run();
  } catch (error) {
    if (!isHookloomError(error)) throw error;
    return undefined;
  }
};

/** Each item is rendered again and again: compiled once for most, anew each time for every eighth. */
const items = [];
const made = fixtures();
for (const item of [...read("conformance/attacks.json").cases, ...read("sandbox/neighbours.json").cases]) {
  let count = 0;
  const text = decode(item.template, made);
  const source = item.numbered === true ? text.replaceAll("§", () => String(count++)) : text;
  const { $pollute: _pollution, ...given } = item.context ?? {};
  const context = decode(given, made);
  items.push({
    hostile: true,
    id: item.id,
    anew: () => compileTemplate(source),
    render: (template) => template.render(context),
  });
}
const generated = read("conformance/generated.json");
for (const { source } of generated.cases) {
  items.push({
    hostile: false,
    anew: () => new Environment({ undefined: "chainable" }).fromString(source),
    render: (template) => template.render(generated.context),
  });
}
const definition = {
  id: "11111111-1111-4111-8111-111111111111",
  name: "Soak",
  template:
    '{"event": "{{ body.type }}", "resource": {"prefect.resource.id": "r.{{ body.id }}"}, "payload": {{ body|tojson }}}',
};
const bodies = [
  '{"type": "a", "id": 1.0, "list": [1, 2, {"k": null}]}',
  '{"type": "a", "id": "\\"',
  "plain",
  "",
];
for (const body of bodies) {
  items.push({
    hostile: false,
    anew: () => createWebhook(definition),
    render: (webhook) =>
      webhook.receive({ method: "POST", headers: { "content-type": "application/json" }, body }),
  });
}

const compiled = items.map(({ anew }) => quiet(anew));
const times = [];
const started = performance.now();
let done = 0;
let first;
let last = 0;
let slowest = { time: 0, id: "" };

function turn(round) {
  for (const [index, { hostile, id, anew, render }] of items.entries()) {
    // Hostile items take a thousand times as long as others, so each has its turn in every fiftieth round.
    if (hostile && (index + round) % 50 !== 0) continue;
    const before = performance.now();
    quiet(() => {
      const template = (index + round) % 8 === 0 ? anew() : compiled[index];
      if (template !== undefined) render(template);
    });
    const time = performance.now() - before;
    done += 1;
    if (hostile) {
      times.push(time);
      if (times.length > 100_000) times.splice(0, 50_000);
      if (time > slowest.time) slowest = { time, id };
    }
  }
}

const megabytes = (bytes) => `${(bytes / 2 ** 20).toFixed(1)} MB`;
/** Rounds of warming up: every item has run, and every cache is full. */
const warmUp = 50;
for (let round = 0; done < renders && performance.now() - started < seconds * 1000; round += 1) {
  turn(round);
  if (round % 25 !== 24) continue;
  collect();
  last = process.memoryUsage().heapUsed - times.length * 8;
  if (round >= warmUp) first ??= last;
  console.log(
    `${String(done).padStart(9)} renders  ${((performance.now() - started) / 1000).toFixed(0).padStart(5)} s  heap ${megabytes(last)}`,
  );
}
times.sort((a, b) => a - b);
const part = (share) => `${(times[Math.floor(times.length * share)] ?? 0).toFixed(1)} ms`;
console.log(
  `hostile items: p50 ${part(0.5)}, p99 ${part(0.99)}; slowest ${slowest.id}, ${slowest.time.toFixed(0)} ms`,
);
const grown = last - (first ?? last);
console.log(`heap: ${megabytes(Math.abs(grown))} ${grown > 0 ? "more" : "less"} than after warming up`);
if (grown > slack) {
  console.error("The heap grows.");
  process.exitCode = 1;
}
