import { Session } from "node:inspector/promises";
import { vi } from "vitest";
import { Compiler } from "../../src/jinja/compile/compiler.js";
import { Render } from "../../src/jinja/runtime/render.js";

/**
 * Runs something, and counts the functions of src/ that are called in it. The platform counts them: what is
 * optimised away while running fast is counted all the same.
 */
export async function countCalls(run: () => void): Promise<number> {
  const session = new Session();
  session.connect();
  await session.post("Debugger.enable");
  await session.post("Profiler.enable");
  await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: false });
  await session.post("Profiler.takePreciseCoverage");
  run();
  const { result } = await session.post("Profiler.takePreciseCoverage");
  let calls = 0;
  for (const { url, scriptId, functions } of result) {
    if (!url.includes("/src/") || url.includes("/node_modules/")) continue;
    const { scriptSource } = await session.post("Debugger.getScriptSource", { scriptId });
    for (const { ranges } of functions) {
      const [range] = ranges;
      // The test runner reads imports by such functions.
      if (range !== undefined && !scriptSource.startsWith("() => { try {", range.startOffset)) {
        calls += range.count;
      }
    }
  }
  await session.post("Profiler.stopPreciseCoverage");
  session.disconnect();
  return calls;
}

/** As {@link countCalls}, and counts the rounds of loops and the branches too: all that runs. */
export async function countSteps(run: () => void): Promise<number> {
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
  await session.post("Profiler.takePreciseCoverage");
  run();
  const { result } = await session.post("Profiler.takePreciseCoverage");
  const own = result.filter(({ url }) => url.includes("/src/") && !url.includes("/node_modules/"));
  const ranges = own.flatMap(({ functions }) => functions.flatMap((each) => each.ranges));
  await session.post("Profiler.stopPreciseCoverage");
  session.disconnect();
  return ranges.reduce((sum, { count }) => sum + count, 0);
}

/** What is made of a template while compiling: closures of expressions and bodies, and places for errors. */
export function countCompiled(compile: () => unknown): { closures: number; places: number } {
  const spies = (["expression", "body", "place"] as const).map((name) => vi.spyOn(Compiler.prototype, name));
  compile();
  const [expressions = 0, bodies = 0, places = 0] = spies.map((spy) => spy.mock.calls.length);
  for (const spy of spies) spy.mockRestore();
  return { closures: expressions + bodies, places };
}

/** What a render pays. */
export function countPaid(render: () => unknown): { fuel: number; allocated: number } {
  const spy = vi.spyOn(Render.prototype, "context");
  render();
  const { meter } = spy.mock.contexts[0] as Render;
  spy.mockRestore();
  return { fuel: meter.spent, allocated: meter.allocated };
}
