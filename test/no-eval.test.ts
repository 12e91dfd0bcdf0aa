import { expect, test } from "vitest";
import { renderTemplate } from "../src/index.js";

test("these tests run where code cannot be made of text", () => {
  expect(() => Reflect.construct(Function, ["return 1"])).toThrow(EvalError);
  expect(renderTemplate("{{ 1 + 1 }}", {})).toBe("2");
});
