// What a template reads of a request, and the types that follow from it. Apart from `hookloom`, so that who only
// runs webhooks does not load it.
export type {
  AnalyzedLoop,
  AnalyzedPlace,
  PathStep,
  ReadPath,
  ReadType,
  TemplateAnalysis,
  UsedName,
  UsedTemplate,
} from "./analysis.js";
export { type AnalyzeOptions, analyzeTemplate } from "./analyze-template.js";
export { type RequestSchema, requestSchema } from "./request-schema.js";
export { type RequestTypeOptions, requestType } from "./request-type.js";
