// The flow: request -> context -> template -> rendered JSON -> event
export { createWebhook, type Outcome, type Webhook, type WebhookOptions } from "./webhook.js";
export { definitionSchema, type WebhookDefinition } from "./definition.js";

// Stage 1: the request
export { type BodyKind, type BodyReader, bodyReaders } from "./request/body.js";
export type { RequestContext } from "./request/context.js";
export { methods, parseRequest, type ParseRequestOptions } from "./request/parse-request.js";
export type { HeadersInput, HookRequest } from "./request/request.js";

// Stage 2: the template
export { type CompiledTemplate, type CompileOptions, compileTemplate, renderTemplate } from "./render.js";

// Stage 3: the event
export { buildEvent, type BuildEventOptions, type WebhookIdentity } from "./event/build.js";
export type { Event, EventDraft, Json, Resource } from "./event/event.js";
export { buildFailure, type BuildFailureOptions, failedEventName, secretHeaders } from "./event/failure.js";
export { fromCloudEvent } from "./event/from-cloud-event.js";
export { eventSchema } from "./event/schema.js";
export { serializeEvent } from "./event/serialize.js";

// Errors and limits
export { type ErrorCode, errorCodes, type ErrorInfo } from "./errors/codes.js";
export { type ErrorReport, HookloomError, isHookloomError, type Issue } from "./errors/error.js";
export type { Location } from "./errors/source.js";
export { defaultLimits, type LimitInfo, type LimitName, type Limits, limitTable, prefectLimits } from "./limits.js";
