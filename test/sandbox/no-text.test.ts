import { describe, expect, test, vi } from "vitest";
import { buildEvent, checkTemplate, compileTemplate, parseRequest, renderTemplate } from "../../src/index.js";

const context = parseRequest({ method: "POST", headers: {}, body: "" });
const webhook = { id: "11111111-1111-4111-8111-111111111111", name: "n", template: "x" };

/** What takes text, called with anything. */
const doors: [name: string, open: (given: never) => unknown][] = [
  ["compileTemplate", (given) => compileTemplate(given)],
  ["renderTemplate", (given) => renderTemplate(given, {})],
  ["checkTemplate", (given) => checkTemplate(given)],
  ["buildEvent", (given) => buildEvent(given, { context, webhook })],
];

const endless: unknown[] = [];
endless.length = 2 ** 32 - 1;
const givens: unknown[] = [
  undefined,
  null,
  1,
  true,
  {},
  [],
  endless,
  { kind: "Template", body: [] },
  () => "x",
  Symbol("x"),
];

describe("what is no text is no template", () => {
  test.each(doors)("%s", (_name, open) => {
    for (const given of givens) {
      expect(() => open(given as never)).toThrow(
        expect.objectContaining({ code: "option_invalid" }) as Error,
      );
    }
  });

  test("a proxy is no context, and is not woken", () => {
    const woken: string[] = [];
    const note = (trap: string) => () => {
      woken.push(trap);
      throw new Error(trap);
    };
    const traps = ["get", "has", "ownKeys", "getPrototypeOf", "getOwnPropertyDescriptor"];
    const proxy = new Proxy({}, Object.fromEntries(traps.map((trap) => [trap, note(trap)])));
    const refused = expect.objectContaining({ code: "host_value" }) as Error;
    expect(() => compileTemplate("{{ x }}").render(proxy)).toThrow(refused);
    expect(woken).toEqual([]);
  });

  test("a runtime that throws when it is asked for what it does not have, sees no proxies", async () => {
    vi.resetModules();
    const asked = vi.spyOn(process, "getBuiltinModule").mockImplementation(() => {
      throw new Error("not supported in the Edge Runtime");
    });
    const { compileTemplate: compile } = await import("../../src/index.js");
    expect(asked).toHaveBeenCalledWith("node:util");
    asked.mockRestore();
    expect(compile("{{ x }}").render({ x: 1 })).toBe("1");
    expect(compile("{{ x }}").render(new Proxy({ x: 1 }, {}))).toBe("1");
  });
});
