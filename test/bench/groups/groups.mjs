import { compile } from "./compile.mjs";
import { http } from "./http.mjs";
import { linear } from "./linear.mjs";
import { pipeline } from "./pipeline.mjs";
import { cold, warm } from "./render.mjs";
import { start } from "./start.mjs";

/**
 * What is measured, in order. A group says by `prepare(case, variant, dist)` what a run is, and is timed in batches;
 * or it times by itself, by `run(case, variant, job)`.
 */
export const groups = { warm, cold, pipeline, start, compile, linear, http };
