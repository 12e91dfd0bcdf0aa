export { german } from "./de.js";
export { spanish } from "./es.js";
export { french } from "./fr.js";
export { japanese } from "./ja.js";
export { brazilianPortuguese } from "./pt-br.js";
export { russian } from "./ru.js";
