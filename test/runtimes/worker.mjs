// The suite in a worker, where no code can be made out of text.
import { runSuite } from "./suite.mjs";

export default { fetch: async () => Response.json(await runSuite()) };
