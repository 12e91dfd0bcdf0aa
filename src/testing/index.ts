// Cases in files
export { loadCases } from "../cli/case-folder.js";
// Cases, and what comes of them
export {
  type CaseResult,
  type CaseSettings,
  defaultSettings,
  type Expectation,
  expectationOf,
  receiveCase,
  runCase,
  type TemplateCase,
} from "./case.js";
export { type DiffLine, diffLines, formatDiff } from "./diff.js";
// In a test runner
export { describe, ExpectationError, expectCase, expectEvent, expectFailure } from "./expect-event.js";
export { type FileRequest, readHttpFile } from "./http-file.js";
export { placeholders } from "./placeholders.js";
export {
  CaseFileError,
  type FolderCase,
  type FolderFiles,
  readFolder,
  readManifest,
} from "./read-cases.js";
