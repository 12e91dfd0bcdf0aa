import { readFileSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

interface Attack {
  id: string;
  family: string;
  template: unknown;
  context?: unknown;
  expect: {
    kind: "output" | "error" | "safe";
    output?: string;
    code?: string;
    mustNotContain?: string[];
    errorMustNotContain?: string[];
  };
  /** Whether it runs without Prefect's bounds on loops, and without the clock. */
  wide?: boolean;
}

interface Answer {
  output?: string;
  error?: { code: string; message: string; typed: boolean };
  milliseconds: number;
  platformUnchanged: boolean;
  hostTouched: string[];
  codeRan: boolean;
  contextUnchanged: boolean;
}

const read = (name: string): Attack[] =>
  (JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8")) as { cases: Attack[] }).cases;

const suites = {
  "attacks.json": read("../conformance/attacks.json"),
  "neighbours.json": read("neighbours.json").map((item) => ({ ...item, wide: true })),
};

/** Anything of the host's that must not be printed. */
const leak =
  /\[native code\]|function ?\w*\s*\(|\[object \w+\]|\bclass \w+ |HOST-TRAP|HOST-ITER|INHERITED|PRIVATE/;

/** What kind of error each hint of the corpus stands for. */
const codes: Record<string, RegExp> = {
  limit: /_limit$|^overflow$/,
  syntax: /^(template_(syntax|assertion|invalid|limit)|unknown_(filter|test))$/,
  undefined: /^(undefined_value|type_error|security)$/,
  security: /^(security|undefined_value|type_error)$/,
};

/** Templates that fail before they come to what the hint is about: Python, too, sums no strings. */
const otherwise: Record<string, string> = { "dos-render-057": "type_error" };

/**
 * A worker with little memory; an item that takes a second, or all of it, costs the worker. The second has to be one
 * of the processor, too: on a busy machine, others may take it.
 */
class Arena {
  #worker: Worker | undefined;
  readonly #engine: string;

  constructor(engine: string) {
    this.#engine = engine;
  }

  async run(item: Attack): Promise<Answer | "killed"> {
    const worker = await this.#get();
    return new Promise((resolve) => {
      const kill = () => finish("killed");
      const [started, cpu] = [performance.now(), process.cpuUsage()];
      const look = () => {
        const { user, system } = process.cpuUsage(cpu);
        if (user + system > 1e6 || performance.now() - started > 10_000) kill();
        else timer = setTimeout(look, 100);
      };
      let timer = setTimeout(look, 1000);
      const finish = (answer: Answer | "killed") => {
        clearTimeout(timer);
        worker.off("message", finish).off("error", kill).off("exit", kill);
        if (answer === "killed") {
          this.#worker = undefined;
          void worker.terminate();
        }
        resolve(answer);
      };
      worker.on("message", finish).on("error", kill).on("exit", kill);
      worker.postMessage(item);
    });
  }

  async #get(): Promise<Worker> {
    if (this.#worker !== undefined) return this.#worker;
    const worker = new Worker(new URL("attack-worker.mjs", import.meta.url), {
      workerData: { engine: this.#engine },
      resourceLimits: { maxOldGenerationSizeMb: 128 },
    });
    await new Promise((resolve, reject) => worker.once("message", resolve).once("error", reject));
    this.#worker = worker;
    return worker;
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
  }
}

let arena: Arena;

beforeAll(async () => {
  const { outputFiles } = await build({
    entryPoints: [new URL("../../src/index.ts", import.meta.url).pathname],
    bundle: true,
    format: "esm",
    write: false,
  });
  arena = new Arena(`data:text/javascript,${encodeURIComponent(outputFiles[0]?.text ?? "")}`);
});

afterAll(() => arena.close());

describe.each(Object.entries(suites))("%s", (_name, cases) => {
  test.each(cases.map((item) => [item.id, item] as const))("%s", async (_id, item) => {
    const answer = await arena.run(item);
    if (answer === "killed") throw new Error("took more than a second, or more than 128 MB");
    expect({ ...answer, output: undefined, error: undefined, milliseconds: undefined }).toEqual({
      platformUnchanged: true,
      hostTouched: [],
      codeRan: false,
      contextUnchanged: true,
    });
    if (answer.error !== undefined) {
      expect(answer.error).toMatchObject({ typed: true });
      expect([...answer.error.message].length).toBeLessThanOrEqual(500);
      for (const secret of item.expect.errorMustNotContain ?? []) {
        expect(answer.error.message).not.toContain(secret);
      }
      expect(answer.error.message).not.toMatch(/\n|\bat [\w.]+ \(|\/(?:work|home|node_modules)\//);
    }
    if (item.expect.kind === "output") expect(answer.output).toBe(item.expect.output);
    else expect(answer.output ?? "").not.toMatch(leak);
    if (item.expect.kind === "error") {
      expect(answer.output).toBeUndefined();
      const expected = otherwise[item.id] ?? codes[item.expect.code ?? ""];
      if (expected !== undefined) expect(answer.error?.code).toMatch(expected);
    }
  });
});
