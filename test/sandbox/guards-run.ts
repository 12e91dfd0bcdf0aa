// All checks of the guards in one go, for `npm run mutate`: the first that fails ends it, with a line on why.
import { readFileSync } from "node:fs";
import { Environment } from "../../src/jinja/index.js";
import { Render } from "../../src/jinja/runtime/render.js";
import { readJson } from "../../src/values/json-read.js";
import { type Charge, unpaid, type Verdict, verdict } from "../support/guards.js";

const engine = { Environment, Render, readJson };
const [folder = "."] = process.argv.slice(2);
const read = <Item>(name: string): Item[] => JSON.parse(readFileSync(`${folder}/${name}`, "utf8")) as Item[];

function fail(why: string): never {
  console.log(why);
  process.exit(1);
}

for (const check of read<Verdict>("verdicts.json")) {
  const came = verdict(engine, check);
  if (came !== check[1]) fail(`${check[0]}: ${came.slice(0, 60)}`);
}
for (const charge of read<Charge>("charges.json")) {
  const why = unpaid(engine, charge);
  if (why !== undefined) fail(why);
}
