export { Environment, type EnvironmentOptions } from "./environment.js";
export { Template, type Variables } from "./template.js";
