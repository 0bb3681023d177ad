/**
 * The server that the conformance suite tests: our HTTP server, sessions, eras and registration, with the suite's fixtures in
 * place of a desk's tools. Prints its URL, and serves until it is stopped.
 */

import { anonymousAuthenticator, DEFAULT_LIMITS, OpenFiles, serveOnHttp } from "../../server/transports/http/mod.ts";
import type { RegistrationContext } from "../../server/protocol/server_options.ts";
import { openDesk } from "../../store/mod.ts";
import { registerContents } from "./fixtures/contents.ts";
import { fixtures } from "./fixtures/definition.ts";
import { registerInputTools } from "./fixtures/input_tools.ts";

const { url } = serveOnHttp({
  server: { definition: fixtures, version: "0.0.0", register },
  desk: await openDesk(":memory:"),
  hostname: "127.0.0.1",
  port: Number(Deno.args[0] ?? 0),
  authenticator: anonymousAuthenticator,
  allowedHosts: [],
  allowedOrigins: [],
  trustedProxies: [],
  files: new OpenFiles(Infinity),
  limits: DEFAULT_LIMITS,
});
await Deno.stdout.write(new TextEncoder().encode(`${url}\n`));

function register(serving: RegistrationContext): void {
  registerContents(serving);
  registerInputTools(serving);
}
