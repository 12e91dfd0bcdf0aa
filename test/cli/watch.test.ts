import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { checkCommand } from "../../src/cli/commands/check.js";
import { eventCommand } from "../../src/cli/commands/event.js";
import { explainCommand } from "../../src/cli/commands/explain.js";
import { renderCommand } from "../../src/cli/commands/render.js";
import { testCommand } from "../../src/cli/commands/test.js";
import { watchPaths } from "../../src/cli/watch.js";
import { folder } from "./command.js";

const pause = () => new Promise((done) => setTimeout(done, 300));

/** Starts to watch; gives what is called for each change. */
async function watching(...paths: string[]) {
  const changed = vi.fn();
  onTestFinished(watchPaths(paths, changed));
  await pause();
  return changed;
}

test("of a file, only its own changes are told", async () => {
  const root = folder({ "a.jinja": "a", "out.txt": "a" });
  const changed = await watching(join(root, "a.jinja"));
  writeFileSync(join(root, "out.txt"), "b");
  await pause();
  expect(changed).not.toHaveBeenCalled();
  writeFileSync(join(root, "a.jinja"), "b");
  await vi.waitFor(() => expect(changed).toHaveBeenCalled(), 5000);
});

test("of a folder, the changes of all its files are told, also where one of them is named", async () => {
  const root = folder({ "a.jinja": "a", "b.http": "a" });
  const changed = await watching(join(root, "a.jinja"), root);
  writeFileSync(join(root, "b.http"), "b");
  await vi.waitFor(() => expect(changed).toHaveBeenCalled(), 5000);
});

const host = {
  env: {},
  terminal: { out: false, err: false },
  out() {},
  err() {},
  input: () => "",
  exit() {},
};

test("the webhook's definition is watched", () => {
  for (const command of [eventCommand, explainCommand, testCommand]) {
    expect(command.watched({ values: { webhook: "w.json" }, operands: [], host })).toContain("w.json");
  }
});

test("the settings of all folders around a template are watched", () => {
  const root = folder({ "hookloom.json": "{}", "a/hookloom.json": "{}", "a/t.jinja": "" });
  for (const command of [renderCommand, eventCommand, explainCommand, checkCommand]) {
    expect(command.watched({ values: {}, operands: [join(root, "a/t.jinja")], host })).toEqual(
      expect.arrayContaining([join(root, "hookloom.json"), join(root, "a/hookloom.json")]),
    );
  }
  expect(testCommand.watched({ values: {}, operands: [join(root, "a")], host })).toContain(
    join(root, "hookloom.json"),
  );
  // One that is not there may come to be.
  expect(checkCommand.watched({ values: {}, operands: [join(root, "b/t.jinja")], host })).toContain(
    join(root, "b/hookloom.json"),
  );
});

test("of a template from standard input, nothing is watched", () => {
  for (const command of [renderCommand, eventCommand, explainCommand, checkCommand]) {
    expect(command.watched({ values: {}, operands: ["-"], host })).toEqual(["-"]);
  }
});
