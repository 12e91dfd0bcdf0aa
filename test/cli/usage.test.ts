import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { run } from "../../src/cli/run.js";
import { commandNames, folder, hookloom } from "./command.js";

describe("how the command is used", () => {
  test("help is on standard output, and nothing at all is wrong usage", () => {
    for (const args of [["help"], ["--help"], ["-h"]]) {
      const { code, out, err } = hookloom(args);
      expect([code, err]).toEqual([0, ""]);
      expect(out).toMatch(/^Turns HTTP requests into events/);
    }
    expect(hookloom([])).toMatchObject({
      code: 2,
      out: "",
      err: expect.stringContaining("hookloom COMMAND"),
    });
  });

  test.each(commandNames)("every option of %s is in its help", (name) => {
    const { code, out } = hookloom(["help", name]);
    expect([code, hookloom([name, "--help"]).out]).toEqual([0, out]);
    expect(out).toContain(`hookloom ${name} `);
    // A server reads its files anew by itself.
    expect(out).toMatch(name === "serve" ? /--json .*\n.*--help/ : /--json .*\n.*--watch .*\n.*--help/);
    // Fits a terminal of 100 columns.
    expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  test("says in a line what the system refuses", () => {
    const full = () => {
      throw Object.assign(new Error("ENOSPC: no space left on device, write"), { syscall: "write" });
    };
    const told: string[] = [];
    const err = (text: string) => void told.push(text);
    const host = {
      env: {},
      terminal: { out: false, err: false },
      out: full,
      err,
      input: () => "x",
      exit() {},
    };
    expect(run(["render", "-"], host, "1.2.3")).toBe(2);
    expect(told).toEqual(["hookloom: ENOSPC: no space left on device, write\n"]);
  });

  test("shows a place in a line that is very long", () => {
    const template = `${"😀".repeat(40_000)}{{ ${"x".repeat(100_000)}`;
    const { code, err } = hookloom(["event", "-"], {
      input: `${"😀\t".repeat(20_000)}{{ }}${"y".repeat(9_000)}`,
    });
    expect([code, err]).toEqual([
      1,
      `error[template_syntax] Expected an expression, got 'end of print statement'\n  at standard input:1:40004\n\n` +
        `> 1 | ${"😀 ".repeat(28)}{{ }}${"y".repeat(39)}\n    | ${" ".repeat(59)}^^\n`,
    ]);
    expect(hookloom(["check", "-"], { input: template }).out).toContain(
      `> 1 | ${"😀".repeat(100)}\n    | ${"^".repeat(100)}\n`,
    );
  });

  test("prints its version", () => {
    expect(hookloom(["--version"])).toEqual({ code: 0, out: "1.2.3\n", err: "" });
  });

  test.each([
    [["tset"], "there is no command 'tset'; did you mean 'test'?"],
    [["fly"], `there is no command 'fly'; there are ${commandNames.join(", ")}`],
    [["help", "chekc"], "there is no command 'chekc'; did you mean 'check'?"],
    [["render"], "which template? Give its file, or '-' for standard input"],
    [["render", "-", "-"], "one template is enough: what is '-'?"],
    [["render", "no-such-file"], "cannot read 'no-such-file': there is no such file"],
    [["render", "src"], "cannot read 'src': it is a folder"],
    [["render", "-", "--request", "no-such-file"], "cannot read 'no-such-file': there is no such file"],
    [["render", "-", "--reqest", "x"], "there is no option '--reqest'; did you mean '--request'?"],
    [["render", "-", "-Z"], "there is no option '-Z'"],
    [["render", "-", "--escape", "html"], "--escape is json, not 'html'"],
    [
      ["render", "-", "--undefined", "none"],
      "--undefined is chainable or default or strict or debug, not 'none'",
    ],
    [["render", "-", "-H", "nothing"], "a header is 'Name: value', not 'nothing'"],
    [["event", "-", "--now", "noon"], "--now: 'noon' is no time"],
    [["event", "-", "--id", "7"], "--id: '7' is no UUID"],
    [["event", "-", "--time-zone", "Mars/Base"], "--time-zone: there is no time zone 'Mars/Base'"],
    [["check"], "which templates? Give their files, or a folder"],
    [["check", "-", "--samples", "no-such"], "--samples: there is no folder 'no-such'"],
    [["check", "-", "--format", "xml"], "--format is text or json or github, not 'xml'"],
    [["types"], "which template? Give its file, or '-' for standard input"],
    [["types", "no-such-file"], "cannot read 'no-such-file': there is no such file"],
    [["types", "-", "--shema"], "there is no option '--shema'; did you mean '--schema'?"],
    [["test", "no-such"], "There is no folder or file 'no-such'"],
    [["test", "examples/hooks", "--filter", "zzz"], "no case has 'zzz' in its name"],
    [["test", "examples/hooks", "--reporter", "dots"], "--reporter is spec or tap or junit, not 'dots'"],
  ])("%j", (args, message) => {
    const { code, out, err } = hookloom(args);
    expect([code, out]).toEqual([2, ""]);
    expect(err.split("\n")[0]).toBe(`hookloom: ${message}`);
    expect(err).toMatch(/'hookloom help.*' tells how it is used\n$/);
  });

  test("a file that is not as it should be is told of by name and line", () => {
    const root = folder({ "r.http": "GET /\nnothing\n", "w.json": "{", "t.jinja": "x" });
    const template = join(root, "t.jinja");
    const { code, err } = hookloom(["render", template, "-r", join(root, "r.http")]);
    expect([code, err]).toEqual([2, expect.stringContaining('r.http\': line 2: a header is "Name: value"')]);
    expect(hookloom(["event", template, "--webhook", join(root, "w.json")]).err).toContain(
      "w.json' is no JSON",
    );
  });
});

describe("colours", () => {
  const colours = (around: object) =>
    hookloom(["check", "-"], { input: "x", ...around }).out.includes("\u001b[");

  test.each([
    [{ terminal: true }, true],
    [{ terminal: false }, false],
    [{ terminal: true, env: { NO_COLOR: "1" } }, false],
    [{ terminal: true, env: { NO_COLOR: "" } }, true],
    [{ terminal: false, env: { FORCE_COLOR: "1" } }, true],
    [{ terminal: true, env: { FORCE_COLOR: "0" } }, false],
    [{ terminal: false, env: { FORCE_COLOR: "1", NO_COLOR: "1" } }, true],
    [{ terminal: true, env: { TERM: "dumb" } }, false],
  ])("%j: %s", (around, expected) => {
    expect(colours(around)).toBe(expected);
  });
});

describe("nobody else speaks to a terminal or a workflow:", () => {
  const sly = "\u001b[2J\n::error::no";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  const speaks = /[\x00-\x09\x0b-\x1f\x7f-\x9f]|^::error/m;
  const make = (text: string) =>
    folder({
      [`${sly}/template.jinja`]: text,
      [`${sly}/request.http`]: `GET /\nX-A: \u009b2J`,
      [`${sly}/event.json`]: "{}",
    });

  test.each<[string, string, (root: string) => string[]]>([
    ["a template's file", "{{ x", (root) => ["check", root]],
    ["a file that is a template", "{{ x", (root) => ["render", `${root}/${sly}/template.jinja`]],
    ["a sample's file", "{}", (root) => ["check", root, "--samples", root]],
    ["a case's name", "{{ x", (root) => ["test", root]],
    ["a case's name in TAP", "{{ x", (root) => ["test", root, "--reporter", "tap"]],
    ["a file that is not there", "", (root) => ["render", `${root}/${sly}`]],
    ["a command", "", () => [sly]],
    ["an option", "", () => ["render", `--${sly}`]],
    [
      "what is rendered",
      "{{ headers['X-A'] }}",
      (root) => ["render", `${root}/${sly}/template.jinja`, "-H", "X-A: \u009b2J"],
    ],
    [
      "an event",
      '{"event": "\u009b2J", "resource": {"prefect.resource.id": "r"}}',
      (root) => ["event", `${root}/${sly}/template.jinja`],
    ],
    [
      "an explanation",
      '{"event": "\u009b2J", "resource": {"prefect.resource.id": "r"}}',
      (root) => ["explain", `${root}/${sly}/template.jinja`],
    ],
  ])("%s", (_name, template, args) => {
    const { out, err } = hookloom(args(make(template)), { terminal: true, env: { FORCE_COLOR: "0" } });
    expect(out + err).not.toBe("");
    expect(out + err).not.toMatch(speaks);
  });

  test("what goes into a file is as it is", () => {
    const { out } = hookloom(["render", "-"], { input: "\u001b[2J" });
    expect(out).toBe("\u001b[2J\n");
  });
});
