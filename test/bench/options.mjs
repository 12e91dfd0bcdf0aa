import { parseArgs } from "node:util";

const usage = `npm run bench -- [options]

  --only GROUPS     only these groups or cases, such as warm,cold or warm/push
  --variants NAMES  only these variants, such as hookloom,nunjucks
  --rounds N        how often each is measured, in a fresh process each time (4)
  --milliseconds N  how long each measures in a round (200)
  --count N         how many templates the group "compile" holds (10000)
  --save NAME       keep the results as results/NAME.json, and print them into docs/benchmarks.md
  --compare WHAT    a name of results, to compare with what was measured then; or a Git reference,
                    whose build is measured in turns with this one, in the same processes
  --busy            take the least disturbed batches instead of the median: for a busy machine
  --check           only check the answers
`;

/** The options of the command line, with their defaults. Ends the process where they are wrong. */
export function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        only: { type: "string", default: "" },
        variants: { type: "string", default: "" },
        rounds: { type: "string", default: "4" },
        milliseconds: { type: "string", default: "200" },
        count: { type: "string", default: "10000" },
        save: { type: "string" },
        compare: { type: "string" },
        busy: { type: "boolean", default: false },
        check: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) end(usage, 0);
    return {
      ...values,
      only: list(values.only),
      variants: list(values.variants),
      rounds: number(values.rounds),
      milliseconds: number(values.milliseconds),
      count: number(values.count),
    };
  } catch (error) {
    return end(`${error.message}\n\n${usage}`, 1);
  }
}

function list(text) {
  return text.split(",").filter((part) => part !== "");
}

function number(text) {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`${text} is no whole number of 1 or more`);
  return value;
}

function end(text, code) {
  console.log(text);
  process.exit(code);
}
