import { HookloomError } from "../errors/error.js";
import { defineFilter } from "../jinja/builtins/define.js";
import { any } from "../jinja/builtins/parameters.js";
import { RequestHeaders } from "../request/context.js";
import { Dict } from "../values/dict.js";
import { writeJson } from "../values/json-write.js";
import { asText, JsonText } from "../values/markup.js";
import { truth } from "../values/truth.js";
import { jsonString } from "./json-string.js";
import { readCloudEvent } from "./read-cloud-event.js";

const flowRunPattern = /flow-run\/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/;

/**
 * The filters that webhooks have beside Jinja2's own, as Prefect Cloud has them.
 * @see https://docs.prefect.io/v3/concepts/webhooks#accepting-cloudevents
 */
export const webhookFilters = {
  from_cloud_event: defineFilter({
    name: "from_cloud_event",
    params: [any("body"), any("headers")],
    run(state, body, headers) {
      if (!(headers instanceof Dict)) {
        throw new HookloomError("type_error", "from_cloud_event() takes the request's headers");
      }
      // Another value than the request's body was not read from the request.
      const read =
        headers instanceof RequestHeaders && headers.body.value === body ? headers.body : undefined;
      state.meter.spend(headers.length + ((read?.text.length ?? 0) >> 6));
      const draft = readCloudEvent({ headers: fieldsOf(headers), body, read });
      return new JsonText(writeJson(draft, {}, state.meter), "value");
    },
  }),
  flow_run_id: defineFilter({
    name: "flow_run_id",
    params: [any("value")],
    run(state, value) {
      if (!truth(value)) return null;
      const text = state.text(value);
      state.meter.spend(text.length >> 6);
      return flowRunPattern.exec(text)?.[1] ?? null;
    },
  }),
  json_string: jsonString,
};

/** The header fields of a dict by their names in lower case; a template may have made it. */
function fieldsOf(headers: Dict): Map<string, string> {
  const fields = new Map<string, string>();
  for (const [key, value] of headers.entries()) {
    const [name, text] = [asText(key), asText(value)];
    if (name !== undefined && text !== undefined) fields.set(name.toLowerCase(), text);
  }
  return fields;
}
