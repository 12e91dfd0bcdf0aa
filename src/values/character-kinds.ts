import { spaceClass } from "./text.js";

/**
 * What kinds of characters a text is made of: Python's `str.is…` tests, all but the ones about case. None of
 * them holds for an empty text but `isAscii` and `isPrintable`.
 */

// What Unicode calls digits though no place value system uses them: superscripts, numbers in circles …
const digitClass =
  "\\u00b2\\u00b3\\u00b9\\u1369-\\u1371\\u19da\\u2070\\u2074-\\u2079\\u2080-\\u2089\\u2460-\\u2468" +
  "\\u2474-\\u247c\\u2488-\\u2490\\u24ea\\u24f5-\\u24fd\\u24ff\\u2776-\\u277e\\u2780-\\u2788\\u278a-\\u2792" +
  "\\u{10a40}-\\u{10a43}\\u{10e60}-\\u{10e68}\\u{11052}-\\u{1105a}\\u{1f100}-\\u{1f10a}";

// Chinese characters that stand for numbers; JavaScript knows them as letters only.
const numeralClass =
  "㐅㒃㠪㭍一七万三九二五亖亿什仟仨伍佰億兆兩八六十千卄卅卌叁参參叄四壱壹幺廾廿弌弍弎弐" +
  "拾捌柒漆玖百肆萬貮貳贰阡陆陌陸零𠀁𠁤𠃢𠄡𠤪𠦃𠦌𠦜𠫪𠫽𠬙𢎐𢦘𣬛𦉭" +
  "\\uf96b\\uf973\\uf978\\uf9b2\\uf9d1\\uf9d3\\uf9fd\\u{2f890}";

const decimal = made("\\p{Nd}");
const digit = made(`\\p{Nd}${digitClass}`);
const numeric = made(`\\p{N}${numeralClass}`);
const letters = made("\\p{L}");
const lettersAndNumbers = made(`\\p{L}\\p{N}`);
const space = made(spaceClass);
const asciiIdentifier = /^[A-Za-z_]\w*$/;
const identifier = /^[\p{XID_Start}_]\p{XID_Continue}*$/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the ASCII range
const ascii = /^[\x00-\x7f]*$/;
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u;

/** `text.isalpha()`: letters only. */
export const isAlpha = (text: string): boolean => letters.test(text);

/** `text.isalnum()`: letters and numbers of any kind only. */
export const isAlphaNumeric = (text: string): boolean => lettersAndNumbers.test(text);

/** `text.isdecimal()`: digits only, of any script, that `int()` reads. */
export const isDecimal = (text: string): boolean => decimal.test(text);

/** `text.isdigit()`: digits only, superscripts and the like too. */
export const isDigit = (text: string): boolean => digit.test(text);

/** `text.isnumeric()`: numbers only, fractions, Roman and Chinese ones too. */
export const isNumeric = (text: string): boolean => numeric.test(text);

/** `text.isspace()`: white space only. */
export const isSpace = (text: string): boolean => space.test(text);

/** `text.isascii()` */
export const isAscii = (text: string): boolean => ascii.test(text);

/** `text.isidentifier()`: could be a name in Python. */
export const isIdentifier = (text: string): boolean => asciiIdentifier.test(text) || identifier.test(text);

/** `text.isprintable()`: nothing in it that `repr` writes as an escape, but for quotes and backslashes. */
export const isPrintable = (text: string): boolean => !unprintable.test(text);

/** A test for text that is all of one class, and not empty. */
function made(characterClass: string): RegExp {
  return new RegExp(`^[${characterClass}]+$`, "u");
}
