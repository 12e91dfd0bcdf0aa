// The suite in a process: Node, Bun, Deno.
import { runSuite } from "./suite.mjs";

console.log(JSON.stringify(await runSuite()));
