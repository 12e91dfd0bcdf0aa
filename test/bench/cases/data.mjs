/**
 * The requests that everything is measured with. Made by counting, so they are the same everywhere; the
 * shapes are those of real senders.
 */

const hex = "0123456789abcdef";

/** Something that looks like a Git hash. */
function hash(seed) {
  let text = "";
  let value = seed * 2654435761 + 12345;
  for (let at = 0; at < 40; at += 1) {
    value = (Math.imul(value, 1664525) + 1013904223) >>> 0;
    text += hex[value >>> 28];
  }
  return text;
}

const people = ["Ada Lovelace", "Zoë Müller", "Grace Hopper", "Linus O'Neil"];
const messages = [
  'Say "hello" to the whole world\n\nNot just to some of it.',
  "Explain at length why the greeting has to be polite, warm and in every language",
  "Read <config> & merge it with the defaults",
  "Mend the build",
];

/** What GitHub sends for a push: about 7 kB with eight commits. */
export function pushBody(commits = 8) {
  const repository = "octocat/hello-world";
  const url = `https://github.com/${repository}`;
  const person = (index) => {
    const name = people[index % people.length];
    const username = name.toLowerCase().replace(/[^a-z]/g, "");
    return { name, email: `${username}@example.com`, username };
  };
  const list = Array.from({ length: commits }, (_, index) => ({
    id: hash(index + 1),
    tree_id: hash(index + 1000),
    distinct: true,
    message: messages[index % messages.length],
    timestamp: `2024-03-14T15:${String(10 + (index % 50))}:00+01:00`,
    url: `${url}/commit/${hash(index + 1)}`,
    author: person(index),
    committer: person(index + 1),
    added: index % 2 === 0 ? [`src/part-${index}.py`, `docs/part-${index}.md`] : [],
    removed: index % 3 === 0 ? ["old.py"] : [],
    modified: ["README.md", `src/shared/module-${index % 5}.py`],
  }));
  return {
    ref: "refs/heads/main",
    before: hash(5000),
    after: hash(commits),
    created: false,
    deleted: false,
    forced: false,
    base_ref: null,
    compare: `${url}/compare/${hash(5000).slice(0, 12)}...${hash(commits).slice(0, 12)}`,
    commits: list,
    head_commit: list[commits - 1],
    repository: {
      id: 1296269,
      node_id: "MDEwOlJlcG9zaXRvcnkxMjk2MjY5",
      name: "hello-world",
      full_name: repository,
      private: false,
      owner: { login: "octocat", id: 583231, type: "User", site_admin: false },
      html_url: url,
      description: "My first repository on GitHub!",
      fork: false,
      created_at: 1296068472,
      pushed_at: 1710425366,
      size: 108,
      stargazers_count: 80,
      language: "Python",
      forks_count: 9,
      open_issues_count: 2,
      license: { key: "mit", name: "MIT License" },
      topics: ["octocat", "atom", "electron"],
      default_branch: "main",
    },
    pusher: { name: "octocat", email: "octocat@github.com" },
    sender: { login: "OctoCat", id: 583231, type: "User", site_admin: false },
  };
}

/** A list of orders. No price times a count is whole: the languages spell whole floats differently. */
export function reportBody(rows = 50) {
  const states = ["in_transit", "shipped", "on_hold"];
  return {
    title: "Orders of the week",
    rows: Array.from({ length: rows }, (_, index) => ({
      name: `item ${index}`,
      state: states[index % 3],
      price: 3.25 + index,
      count: 1 + 2 * (index % 4),
      tags: index % 3 === 0 ? [] : ["fragile", `zone-${index % 7}`],
    })),
  };
}

/** Records of all kinds of JSON, so many that the text has about the given length. */
export function recordsBody(length) {
  const record = (index) => ({
    id: index,
    name: `record ${index}`,
    active: index % 2 === 0,
    parent: null,
    score: index + 0.5,
    note: `It's <b>bold</b> & "quoted" ${index}`,
    tags: ["alpha", "beta", `t${index % 10}`],
    owner: { login: `user-${index % 100}`, email: `user-${index % 100}@example.com` },
  });
  const each = JSON.stringify(record(10_000)).length + 1;
  return { records: Array.from({ length: Math.round(length / each) }, (_, index) => record(index)) };
}

export const formText =
  "model=recommendations&friendly_name=Recommendations+%5BProducts%5D&team=Data+Science&version=42";

/** A body that is an event already. */
export const eventBody = {
  event: "order.paid",
  resource: {
    "prefect.resource.id": "shop.order.1042",
    "prefect.resource.name": "Order 1042",
    customer: "ada",
  },
  payload: { order: 1042, total: 99.5, items: ["book", "pen"], paid: true, note: null },
};

/** Header fields as a server gets them from a sender behind a proxy. */
const common = {
  host: "hooks.example.com",
  "user-agent": "GitHub-Hookshot/044aadd",
  accept: "*/*",
  "accept-encoding": "gzip, deflate",
  "x-forwarded-for": "192.0.2.17",
  "x-forwarded-proto": "https",
  "x-request-id": "4e1f0c62b6b0d4d1",
};

export const formHeaders = { ...common, "content-type": "application/x-www-form-urlencoded" };

export const jsonHeaders = {
  ...common,
  "content-type": "application/json",
  "x-github-event": "push",
  "x-github-delivery": "72d3162e-cc78-11e3-81ab-4c9367dc0958",
  "x-hub-signature-256": `sha256=${"0".repeat(64)}`,
};
