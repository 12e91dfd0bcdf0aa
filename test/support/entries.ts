import * as express from "../../src/adapters/express.js";
import * as fastify from "../../src/adapters/fastify.js";
import * as fetch from "../../src/adapters/fetch.js";
import * as node from "../../src/adapters/node.js";
import * as analyze from "../../src/analyze/index.js";
import * as cloudevents from "../../src/cloudevents.js";
import * as nunjucks from "../../src/engines/nunjucks.js";
import * as humanize from "../../src/humanize/index.js";
import * as locales from "../../src/humanize/locales/index.js";
import * as po from "../../src/humanize/po.js";
import * as hookloom from "../../src/index.js";
import * as jinja from "../../src/jinja/index.js";
import * as nestedForm from "../../src/nested-form.js";
import * as testing from "../../src/testing/index.js";

/** The entries of the package, by the names that package.json exports them by. */
export const entries = {
  ".": hookloom,
  "./jinja": jinja,
  "./analyze": analyze,
  "./humanize": humanize,
  "./humanize/locales": locales,
  "./humanize/po": po,
  "./nested-form": nestedForm,
  "./cloudevents": cloudevents,
  "./fetch": fetch,
  "./node": node,
  "./express": express,
  "./fastify": fastify,
  "./testing": testing,
  "./nunjucks": nunjucks,
};
