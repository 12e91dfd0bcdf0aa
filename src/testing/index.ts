// Cases in files

// In a test runner
export type { EventAssertion, FailureAssertion, PartialEvent } from "./assertions.js";
// Cases, and what comes of them
export {
  type CaseResult,
  type Expectation,
  receiveCase,
  runCase,
  type TemplateCase,
} from "./case.js";
export { type LoadedCase, loadCases } from "./case-folder.js";
export { type DiffLine, diffLines, formatDiff } from "./diff.js";
export { type ExpectOptions, expectCase, expectEvent, expectFailure } from "./expect-event.js";
export { ExpectationError, formatResult } from "./expectation-error.js";
export { type FileRequest, readHttpFile } from "./http-file.js";
export {
  type FolderCase,
  type FolderFiles,
  readFolder,
  readManifest,
} from "./read-cases.js";
export { http, type RequestParts, request } from "./request.js";
export type { CaseSettings } from "./settings.js";
export { type TestWebhook, testWebhook } from "./test-webhook.js";
