// The flow: request -> context -> template -> rendered JSON -> event

export { definitionSchema, type WebhookDefinition } from "./definition.js";
export { replay } from "./replay.js";
export { generateSlug } from "./slug.js";
export { createWebhook, type Outcome, type Refusal, type Webhook, type WebhookOptions } from "./webhook.js";

// Stage 1: the request

export { type BodyKind, type BodyReader, bodyReaders } from "./request/body.js";
export type { RequestContext } from "./request/context.js";
export type { Glimpse } from "./request/glimpse.js";
export type { MediaType } from "./request/media-type.js";
export { methods, type ParseRequestOptions, parseRequest } from "./request/parse-request.js";
export type { HeadersInput, HookRequest } from "./request/request.js";

// Stage 2: the template

export type { TemplateEngine } from "./engines/engine.js";
export { type CompiledTemplate, type CompileOptions, compileTemplate, renderTemplate } from "./render.js";

// Stage 3: the event

export { type BuildEventOptions, buildEvent, type WebhookIdentity } from "./event/build.js";
export type { Event, EventDraft, Json, Resource } from "./event/event.js";
export {
  type BuildFailureOptions,
  buildFailure,
  type FailureEvent,
  type FailurePayload,
  failedEventName,
} from "./event/failure.js";
export { fromCloudEvent } from "./event/from-cloud-event.js";
export { eventSchema } from "./event/schema.js";
export { secretHeaders } from "./event/secrets.js";
export { serializeEvent } from "./event/serialize.js";

// What can be told of a template before it renders, and of what it did

export type { Finding } from "./check/finding.js";
export { type RuleInfo, type RuleName, ruleTable, type Severity } from "./check/rules.js";
export { type CheckOptions, checkTemplate } from "./check-template.js";
export {
  type ExplainedFault,
  type ExplainedMissing,
  type ExplainedOutput,
  type ExplainedPlace,
  type ExplainedTag,
  type ExplainedValue,
  type ExplainOptions,
  type Explanation,
  explainTemplate,
} from "./explain/explain-template.js";

// Errors, limits, and what adapters are given

export { bearer } from "./adapters/bearer.js";
export { type ErrorCode, type ErrorInfo, errorCodes } from "./errors/codes.js";
export {
  type ErrorOptions,
  type ErrorReport,
  HookloomError,
  type Issue,
  isHookloomError,
} from "./errors/error.js";
export { errorMeanings } from "./errors/meanings.js";
export type { Location, Span } from "./errors/source.js";
export {
  defaultLimits,
  type LimitInfo,
  type LimitName,
  type Limits,
  limitTable,
  prefectLimits,
} from "./limits.js";
