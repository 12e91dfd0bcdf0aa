import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bodyReaders, type HookloomError, parseRequest, renderTemplate } from "../../src/index.js";
import { defaultLimits, type Limits } from "../../src/limits.js";
import { nestedForm } from "../../src/nested-form.js";
import { readFields } from "../../src/request/form.js";
import { characters } from "../../src/values/text.js";

interface Row {
  body: string;
  form: [name: string, value: string][];
}

const { rows } = JSON.parse(
  readFileSync(new URL("../conformance/forms/forms.json", import.meta.url), "utf8"),
) as { rows: Row[] };

const urlencoded = { "content-type": "application/x-www-form-urlencoded" };
const flat = (body: string | Uint8Array, limits: Partial<Limits> = {}) =>
  parseRequest({ method: "POST", headers: urlencoded, body }, { limits });
const nested = (body: string, limits: Partial<Limits> = {}) =>
  parseRequest(
    { method: "POST", headers: urlencoded, body },
    { limits, bodyReaders: [nestedForm, ...bodyReaders] },
  );
const errorOf = (read: () => unknown) => {
  try {
    read();
    return undefined;
  } catch (error) {
    return error as HookloomError;
  }
};
const codeOf = (read: () => unknown) => errorOf(read)?.code;

const formText = fc.string({
  unit: fc.constantFrom(
    ...characters('a=&%25+é€😀\0?# "[\ufeff'),
    "%C3",
    "%a9",
    "%EF%BB%BF",
    "%F0%9F%98",
    "%80",
    "%41",
  ),
});

describe("a form is what CPython's parse_qsl makes of it", () => {
  test.each(rows.map((row) => [row.body, row.form] as const))("%j", (body, form) => {
    const context = flat(Buffer.from(body, "latin1"));
    expect(context.bodyKind).toBe("form");
    // A record of JavaScript moves names that are indexes to the front; a template sees them in order.
    expect(context.body).toEqual(Object.fromEntries(form));
    expect(
      JSON.parse(
        renderTemplate(
          "[{% for x in body.items() %}{{ x|tojson }}{{ ',' if not loop.last }}{% endfor %}]",
          context,
        ),
      ),
    ).toEqual(form);
  });

  test("in text as in bytes", () => {
    fc.assert(
      fc.property(formText, (body) => {
        expect(flat(body).body).toEqual(flat(new TextEncoder().encode(body)).body);
      }),
    );
  });

  test("and what the URL Standard makes of it", () => {
    fc.assert(
      fc.property(formText, (body) => {
        const ascii = body.replace(/[^\0-\x7f]+/g, encodeURIComponent);
        expect(readFields(body, defaultLimits)).toEqual([...new URLSearchParams(`&${ascii}`)]);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("the media type of a form", () => {
  test.each([
    ["application/x-www-form-urlencoded", "form"],
    ["APPLICATION/X-WWW-FORM-URLENCODED", "form"],
    ["application/x-www-form-urlencoded; charset=utf-8", "form"],
    ["application/x-www-form-urlencoded;charset=UTF-8", "form"],
    [" application/x-www-form-urlencoded ;x=1", "form"],
    ["application/x-www-form-urlencoded, application/json", "form"],
    ["application/x-www-form-urlencoded-x", "text"],
    ["x-www-form-urlencoded", "text"],
    ["multipart/form-data; boundary=x", "text"],
    ["text/plain", "text"],
  ])("%s: %s", (type, kind) => {
    expect(parseRequest({ method: "POST", headers: { "content-type": type }, body: "a=1" }).bodyKind).toBe(
      kind,
    );
  });

  test("says how its bytes are read", () => {
    const headers = { "content-type": "application/x-www-form-urlencoded; charset=iso-8859-1" };
    const body = Buffer.from("a=\xe9&b=%C3%A9", "latin1");
    expect(parseRequest({ method: "POST", headers, body }).body).toEqual({ a: "é", b: "é" });
  });
});

describe("the fields of a form", () => {
  test("may be as many as the limit, and never fewer than were sent", () => {
    const many = (count: number) => Array.from({ length: count }, (_, index) => `k${index}=1`).join("&");
    expect(Object.keys(flat(many(1000)).body as object)).toHaveLength(1000);
    expect(codeOf(() => flat(many(1001)))).toBe("form_limit");
    expect(codeOf(() => flat("a=1&".repeat(1001)))).toBe("form_limit");
    expect(codeOf(() => flat("a=1&b", { formFields: 1 }))).toBe("form_limit");
    expect(flat(`${"&".repeat(100_000)}a=1${"&".repeat(100_000)}`, { formFields: 1 }).body).toEqual({
      a: "1",
    });
  });
});

describe("a nested form", () => {
  test("that is nested as deep as a body can be is refused before qs takes seconds for it", () => {
    const refused = errorOf(() => nested(`a${"[b]".repeat(690_000)}=1`));
    // What qs refuses has its error as the cause.
    expect([refused?.code, refused?.cause]).toEqual(["form_limit", undefined]);
    const tooLong = errorOf(() => nested("a[]=1&".repeat(1001), { formFields: 2000 }));
    expect([tooLong?.code, tooLong?.cause]).toEqual(["form_limit", expect.any(Error)]);
  });

  test.each([
    ["a[b]=1", { a: { b: "1" } }],
    ["a%5Bb%5D=1", { a: { b: "1" } }],
    ["a[b][c]=1&a[b][d]=2", { a: { b: { c: "1", d: "2" } } }],
    ["a[]=1&a[]=2", { a: ["1", "2"] }],
    ["a[0]=1&a[1]=2", { a: ["1", "2"] }],
    ["a[0][b]=1&a[1][b]=2", { a: [{ b: "1" }, { b: "2" }] }],
    ["a=1&a=2", { a: "2" }],
    ["a=1,2", { a: "1,2" }],
    ["a.b=1", { "a.b": "1" }],
    ["a&b=", { a: "", b: "" }],
    ["=1&a=2", { "": "1", a: "2" }],
    ["a]=1&]=2", { "a]": "1", "]": "2" }],
    ["a[ ]=1&a[.]=2", { a: { " ": "1", ".": "2" } }],
    ["?a=1", { "?a": "1" }],
    ["a=%E9&b=%zz&c=%", { a: "\ufffd", b: "%zz", c: "%" }],
    ["a=x+y&b+c=1", { a: "x y", "b c": "1" }],
    ["x=[a]=b", { x: "[a]=b" }],
    ["x=%5Ba%5D=b&y=]=", { x: "[a]=b", y: "]=" }],
    [
      "toString=1&hasOwnProperty[a]=2&constructor[prototype]=3",
      {
        toString: "1",
        hasOwnProperty: { a: "2" },
        constructor: { prototype: "3" },
      },
    ],
    ["a[toString]=1&a[length]=2", { a: { toString: "1", length: "2" } }],
    ["utf8=%E2%9C%93&a=%26%2365%3B", { utf8: "✓", a: "&#65;" }],
    ["", {}],
    ["&&", {}],
  ])("%s", (body, value) => {
    const context = nested(body);
    expect(context.bodyKind).toBe("form");
    expect(context.body).toEqual(value);
  });

  test.each([
    ["more fields than the limit", "a=1&".repeat(1001), "form_limit"],
    ["more levels than 10", `a${"[b]".repeat(11)}=1`, "form_limit"],
    ["an endless name", `a${"[b]".repeat(10_000)}=1`, "form_limit"],
    ["an index past 999", "a[1000]=1", "form_limit"],
    ["a huge index", "a[4294967294]=1", "form_limit"],
    ["__proto__", "__proto__=1", "form_invalid"],
    ["__proto__ with brackets", "__proto__[a]=1", "form_invalid"],
    ["__proto__ in brackets", "a[__proto__][b]=1", "form_invalid"],
    ["text that is nested, too", "a=1&a[b]=2", "form_invalid"],
    ["what is nested, and text, too", "a[b][c]=1&a[b]=2", "form_invalid"],
    ["a list that is text, too", "a[]=1&a=2", "form_invalid"],
    ["text behind a bracket", "a[b]c=1", "form_invalid"],
    ["a dot behind a bracket", "a[b].c=1", "form_invalid"],
    ["a name that begins with a bracket", "[a]=1&a=2", "form_invalid"],
    ["a bracket that does not end", "a[b=1", "form_invalid"],
    ["brackets in brackets", "a[[b]]=1", "form_invalid"],
    ["brackets that do not match", "a[b]]=1", "form_invalid"],
    ["__proto__ in escapes", "a%5B%5F_proto__%5D=1", "form_invalid"],
  ])("refuses %s", (_name, body, code) => {
    expect(codeOf(() => nested(body))).toBe(code);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  test("takes lists as long as the limit", () => {
    expect((nested("a[]=1&".repeat(1000)).body as { a: string[] }).a).toHaveLength(1000);
    const limits = { formFields: Number.POSITIVE_INFINITY };
    expect(codeOf(() => nested("a[]=1&".repeat(1001), limits))).toBe("form_limit");
    expect(codeOf(() => nested("a[4294967294]=1", limits))).toBe("form_limit");
  });

  test("equals the flat one where there are no brackets", () => {
    const body = fc.array(
      fc.constantFrom("a", "b", "=", "&", "+", "%", "%20", "%E9", "%5D", "é", ".", "?", "1"),
    );
    fc.assert(
      fc.property(body, (parts) => {
        const text = parts.join("");
        fc.pre(!/%5D|]/.test(text.replaceAll(/=[^&]*/g, "")));
        expect(nested(text).body).toEqual(flat(text).body);
      }),
      { numRuns: 1000 },
    );
  });

  test("leaves other bodies alone", () => {
    const options = { bodyReaders: [nestedForm, ...bodyReaders] };
    expect(parseRequest({ method: "POST", body: '{"a[b]": 1}' }, options).body).toEqual({ "a[b]": 1 });
  });
});
