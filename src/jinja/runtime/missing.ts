import { Instance } from "../../values/value.js";

/**
 * What a macro finds in the place of a loop's target, or of a name of `with`, once that scope has ended. Jinja2
 * leaves its own mark there, and takes it for a value.
 */
class Missing extends Instance {
  readonly typeName = "MissingType";

  repr(): string {
    return "missing";
  }
}

export const missing = new Missing();
