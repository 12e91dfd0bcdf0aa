// The suite in a page, under its Content-Security-Policy; shows the last event that it made.
import { runSuite } from "./suite.mjs";

const report = await runSuite();
document.querySelector("pre").textContent = JSON.stringify(report.event, null, 2);

// A violation is told of in a task of its own. Then, the policy itself is tried: it must be in force.
const nextTask = () => new Promise((resolve) => setTimeout(resolve));
await nextTask();
const violations = [...globalThis.violations];
let enforced = false;
try {
  // oxlint-disable-next-line typescript/no-implied-eval -- it must not work
  new Function("");
} catch {
  enforced = true;
}
globalThis.report = { ...report, violations, enforced };
