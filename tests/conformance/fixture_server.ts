/**
 * The server that the conformance suite tests: our HTTP server, sessions, eras and registration, with what the suite looks
 * for in place of a desk's tools. Prints its URL, and serves until it is killed.
 */

import { anyone, DEFAULT_LIMITS, serveOnHttp } from "../../server/http/mod.ts";
import type { Serving } from "../../server/serving.ts";
import { openDesk } from "../../store/mod.ts";
import { registerContents } from "./fixtures/contents.ts";
import { fixtures } from "./fixtures/definition.ts";
import { registerQuestions } from "./fixtures/questions.ts";

const { url } = serveOnHttp({
  server: { definition: fixtures, version: "0.0.0", register },
  desk: await openDesk(":memory:"),
  hostname: "127.0.0.1",
  port: Number(Deno.args[0] ?? 0),
  authenticator: anyone,
  allowedHosts: [],
  limits: DEFAULT_LIMITS,
});
await Deno.stdout.write(new TextEncoder().encode(`${url}\n`));

function register(serving: Serving): void {
  registerContents(serving);
  registerQuestions(serving);
}
