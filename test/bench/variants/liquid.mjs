import { Liquid } from "liquidjs";
import { plainContext } from "../cases/cases.mjs";

/** liquidjs, its templates parsed before they are timed. */
export async function create() {
  const liquid = new Liquid();
  const compile = (source) => {
    const template = liquid.parse(source);
    return (context) => liquid.renderSync(template, context);
  };
  return { language: "liquid", compile, input: plainContext };
}
