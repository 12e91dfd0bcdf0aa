import { methodTable } from "./method.js";
import { escapedJoinMethod, formatMethods, joinMethod, replaceMethod } from "./str-build.js";
import { caseMethods } from "./str-case.js";
import { kindMethods } from "./str-kinds.js";
import { htmlMethods } from "./str-markup.js";
import { alignMethods, fillMethods } from "./str-pad.js";
import { escapedFill, escapedPart, fill, part } from "./str-parameters.js";
import { searchMethods } from "./str-search.js";
import { splitMethods } from "./str-split.js";
import { removeSuffixMethod, stripMethods } from "./str-strip.js";

/**
 * What str and Markup have in common; text made of Markup is Markup. Bytes do not exist here, and with them
 * `encode`; `translate` and `maketrans` are left out.
 */
const common = [
  ...caseMethods,
  ...fillMethods,
  ...formatMethods,
  ...kindMethods,
  ...searchMethods,
  ...splitMethods,
  ...stripMethods,
];

/** The methods of str. */
export const strMethods = methodTable(
  ...common,
  ...alignMethods(fill),
  joinMethod,
  removeSuffixMethod(true),
  replaceMethod(part),
);

/** The methods of Markup, which escapes what it takes in. */
export const markupMethods = methodTable(
  ...common,
  ...alignMethods(escapedFill),
  escapedJoinMethod,
  removeSuffixMethod(false),
  replaceMethod(escapedPart),
  ...htmlMethods,
);
