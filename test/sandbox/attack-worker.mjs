// Runs attacks one by one, each over a context that is made anew, and tells what came of it and of the host.
import { parentPort, workerData } from "node:worker_threads";
import { decode, fixtures } from "../conformance/decode.mjs";

const { compileTemplate, defaultLimits, isHookloomError, prefectLimits } = await import(workerData.engine);

/** What must not change: every property of the platform's prototypes, by identity. */
const guarded = [
  Object,
  Array,
  Function,
  String,
  Number,
  Boolean,
  Symbol,
  Map,
  Set,
  Promise,
  RegExp,
  Error,
  Date,
].flatMap((platform) => [platform, platform.prototype]);
guarded.push(globalThis, Math, JSON, Reflect);
const snapshot = () =>
  guarded.map((object) => {
    const own = Object.getOwnPropertyDescriptors(object);
    return Reflect.ownKeys(own).map((key) => [key, own[key].value, own[key].get, own[key].set]);
  });
const same = (a, b) =>
  a.every(
    (keys, i) =>
      keys.length === b[i].length &&
      keys.every((entry, j) => entry.every((part, k) => Object.is(part, b[i][j][k]))),
  );

/** The data of a context as text, to notice changes; host objects only by their kind. Deep data is no trouble. */
const picture = (context) => {
  const seen = new Set();
  const lines = [];
  const open = [["", context]];
  while (open.length > 0) {
    const [name, value] = open.pop();
    const isData = Array.isArray(value) || Object.getPrototypeOf(value ?? Object) === Object.prototype;
    if (typeof value !== "object" || value === null) {
      const shown = typeof value === "symbol" || typeof value === "function" ? "" : String(value);
      lines.push(`${name}: ${typeof value} ${shown}`);
    } else if (!isData || seen.has(value)) lines.push(`${name}: host object, or seen`);
    else {
      seen.add(value);
      lines.push(`${name}: ${Object.keys(value).length}`);
      for (const key of Object.keys(value)) {
        const own = Object.getOwnPropertyDescriptor(value, key);
        open.push([key, "value" in own ? own.value : "accessor"]);
      }
    }
  }
  return lines.join("\n");
};

/** The text with the number of its place for every section sign: many names in few words. */
const numbered = (text) => {
  let count = 0;
  return text.replaceAll("§", () => String(count++));
};

// As webhooks render, within the bounds that Prefect Cloud puts on templates, but for their length: long ones are tried, too.
const options = { limits: { ...prefectLimits, templateLength: defaultLimits.templateLength } };
// Neighbours have loops that Prefect's bounds would refuse at once; nor may they count on the clock.
const wide = { limits: { renderMilliseconds: Number.POSITIVE_INFINITY } };

parentPort.on("message", (item) => {
  const log = [];
  const made = fixtures(log);
  const template =
    item.numbered === true ? numbered(decode(item.template, made)) : decode(item.template, made);
  const { $pollute: pollution = {}, ...given } = item.context ?? {};
  const context = decode(given, made);
  const hasHost = JSON.stringify(item.context ?? {}).includes("$fixture");
  const before = hasHost ? "" : picture(context);
  log.length = 0;
  delete globalThis.__PWNED__;
  for (const [key, value] of Object.entries(pollution)) Object.prototype[key] = value;
  const platform = snapshot();
  const answer = {};
  const started = performance.now();
  try {
    answer.output = compileTemplate(template, item.wide === true ? wide : options).render(context);
  } catch (error) {
    answer.error = isHookloomError(error)
      ? { code: error.code, message: error.message, stack: false, typed: true }
      : { code: "none", message: String(error?.stack ?? error), typed: false };
  }
  answer.milliseconds = performance.now() - started;
  answer.platformUnchanged = same(platform, snapshot());
  for (const key of Object.keys(pollution)) delete Object.prototype[key];
  answer.hostTouched = [...log];
  answer.codeRan = "__PWNED__" in globalThis;
  answer.contextUnchanged = hasHost || before === picture(context);
  parentPort.postMessage(answer);
});
parentPort.postMessage("ready");
