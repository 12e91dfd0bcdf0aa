/**
 * What every runtime must do, as data. Each case goes through `createWebhook` and again, as a `Request`, through
 * `toFetchHandler`. `event` is what the event holds, at least; `error` is the code of the one that is expected.
 */
const json = { "content-type": "application/json" };
const cloudEvent = {
  event: "com.example.order.created",
  id: "c7f5f5a2-5a0e-4c1b-9a5e-0f6f9f2b8a11",
  occurred: "2024-03-14T12:30:00Z",
  resource: { "prefect.resource.id": "orders/4711" },
};

export const cases = [
  {
    name: "a static template",
    template: '{"event": "model.refreshed", "resource": {"prefect.resource.id": "model.1"}}',
    request: { method: "GET" },
    event: { event: "model.refreshed", resource: { "prefect.resource.id": "model.1" }, follows: null },
  },
  {
    name: "a form",
    template:
      '{"event": "model.refreshed", "resource": {"prefect.resource.id": {{ body.model|tojson }}, "name": {{ body.name|tojson }}}}',
    request: {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: "model=m1&name=Caf%C3%A9+[1]",
    },
    event: { resource: { "prefect.resource.id": "m1", name: "Café [1]" } },
  },
  {
    name: "JSON, with numbers that JavaScript cannot hold",
    template:
      '{"event": "order.{{ body.status|lower }}", "resource": {"prefect.resource.id": "order.{{ body.id }}"{% for key, value in body.tags.items() %}, "{{ key }}": "{{ value }}"{% endfor %}}}',
    request: {
      method: "POST",
      headers: json,
      body: '{"status": "PAID", "id": 9007199254740993, "tags": {"ratio": 1.0, "café": "🪝"}}',
    },
    event: {
      event: "order.paid",
      resource: { "prefect.resource.id": "order.9007199254740993", ratio: "1.0", café: "🪝" },
    },
  },
  {
    name: "a CloudEvent in its headers",
    template: "{{ body|from_cloud_event(headers) }}",
    request: {
      method: "POST",
      headers: {
        ...json,
        "ce-specversion": "1.0",
        "ce-id": "c7f5f5a2-5a0e-4c1b-9a5e-0f6f9f2b8a11",
        "ce-type": "com.example.order.created",
        "ce-source": "/shop/orders",
        "ce-subject": "orders/4711",
        "ce-time": "2024-03-14T12:30:00Z",
      },
      body: '{"order": 4711}',
    },
    event: cloudEvent,
  },
  {
    name: "a CloudEvent in its body",
    template: "{{ body|from_cloud_event(headers) }}",
    request: {
      method: "POST",
      headers: { "content-type": "application/cloudevents+json; charset=utf-8" },
      body: '{"specversion": "1.0", "id": "c7f5f5a2-5a0e-4c1b-9a5e-0f6f9f2b8a11", "type": "com.example.order.created", "source": "/shop/orders", "subject": "orders/4711", "time": "2024-03-14T12:30:00Z", "datacontenttype": "application/json", "data": {"order": 4711}}',
    },
    event: cloudEvent,
  },
  {
    name: "a filter of humanize",
    template:
      '{"event": "disk", "resource": {"prefect.resource.id": "{{ body.bytes|humanize_naturalsize }}, {{ 1234567|humanize_intcomma }}"}}',
    request: { method: "POST", headers: json, body: '{"bytes": 3000000}' },
    event: { resource: { "prefect.resource.id": "3.0 MB, 1,234,567" } },
  },
  {
    name: "a template that fails",
    template: '{"event": "{{ body.status.lower() }}", "resource": {"prefect.resource.id": "1"}}',
    request: { method: "POST", headers: json, body: '{"id": 1}' },
    error: "undefined_value",
  },
  {
    name: "a template that never ends",
    template: "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
    request: { method: "POST", headers: json, body: "{}" },
    error: "fuel_limit",
  },
  {
    name: "a template that looks for a way out",
    template: '{{ "".constructor.constructor("return 1")() }}',
    request: { method: "POST", headers: json, body: "{}" },
    error: "undefined_value",
  },
];
