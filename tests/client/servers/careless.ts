/** A careless server. It also writes null for `_meta` and `error`. */
import { respondCarelessly } from "../careless_server.ts";
import { readMessages, writeLine } from "../wire.ts";

for await (const message of readMessages()) {
  const response = respondCarelessly(message);
  if (response === undefined) continue;
  const result = { _meta: null, ...response.result as Record<string, unknown> };
  writeLine(JSON.stringify({ ...response, result, error: null }));
}
