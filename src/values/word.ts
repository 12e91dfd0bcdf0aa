/**
 * What `\w` matches in Python, as the inside of a character class in a pattern with the flag `u`: letters and
 * numbers of every script and the underscore, but unlike elsewhere no combining marks.
 */
export const wordClass = "\\p{L}\\p{N}_";
