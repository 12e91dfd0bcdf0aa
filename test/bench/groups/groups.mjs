import { compile } from "./compile.mjs";
import { http } from "./http.mjs";
import { linear } from "./linear.mjs";
import { pipeline } from "./pipeline.mjs";
import { cold, warm } from "./render.mjs";

/** What is measured, in order. */
export const groups = { warm, cold, pipeline, compile, linear, http };
