import express from "express";
import { toExpressHandler } from "hookloom/express";
import { options, webhooks } from "./webhooks.mjs";

const app = express();
app.use(toExpressHandler(webhooks, options)); // before body parsers
app.use(express.json());
app.get("/", (_request, response) => response.send("The rest of the application"));

export const server = app.listen(process.env.PORT ?? 3000);
