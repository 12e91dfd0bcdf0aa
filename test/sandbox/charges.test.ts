import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { Environment } from "../../src/jinja/index.js";
import { Render } from "../../src/jinja/runtime/render.js";
import { readJson } from "../../src/values/json-read.js";
import { type Charge, unpaid, type Verdict, verdict } from "../support/guards.js";

const engine = { Environment, Render, readJson };
const read = <Item>(name: string): Item[] =>
  JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8")) as Item[];

describe("what grows with its input pays for it, in proportion", () => {
  test.each(read<Charge>("charges.json").map((charge) => [charge.source, charge.pays, charge] as const))(
    "%s: %s",
    (_source, _pays, charge) => {
      expect(unpaid(engine, charge)).toBeUndefined();
    },
  );
});

describe("what guards decide", () => {
  test.each(read<Verdict>("verdicts.json").map((check) => [check[0], check[1], check] as const))(
    "%s: %s",
    (_source, expected, check) => {
      expect(verdict(engine, check)).toBe(expected);
    },
  );
});
