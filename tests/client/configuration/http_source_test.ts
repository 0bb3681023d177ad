import assert from "node:assert/strict";
import { createHttpSource } from "../../../client/configuration/http_source.ts";

for (
  const [url, reason] of [
    [
      "desk.example.com/mcp",
      /The URL of the server is invalid: "desk\.example\.com\/mcp"\. It must start with https:\/\/ or http:\/\//,
    ],
    ["ftp://ana:secret@desk.example.com", /^The URL of the server is invalid\. It must start with/],
    ["https://ana:secret@desk.example.com/mcp", /The URL of desk\.example\.com contains credentials/],
  ] as const
) {
  Deno.test(`createHttpSource() rejects the URL ${url}`, () => {
    assert.throws(() => createHttpSource(url, {}), { name: "SetupError", message: reason });
  });
}

Deno.test("createHttpSource() rejects a header that HTTP does not allow", () => {
  const headers = { "X Desk": "west" };
  assert.throws(() => createHttpSource("https://desk.example.com/mcp", headers), {
    name: "SetupError",
    message: /^The header X Desk is invalid: /,
  });
});
