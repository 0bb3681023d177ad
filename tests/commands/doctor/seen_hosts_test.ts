import assert from "node:assert/strict";
import { describeHost } from "../../../commands/doctor/seen_hosts.ts";

const HOST = {
  name: "a",
  version: "1",
  protocol: "2025-11-25",
  at: "2026-11-29T20:55:31.123Z",
  ...{ asks: false, shares: false, samples: false, shows: false },
};

Deno.test("describeHost() says what a host declared, and what follows from what it lacks", () => {
  assert.equal(
    describeHost({ ...HOST, asks: true, shares: true, shows: true }),
    "Last connected on 2026-11-29 20:55 UTC with MCP 2025-11-25. It asks a person, shares folders and shows Apps.",
  );
  assert.equal(
    describeHost({ ...HOST, samples: true }),
    "Last connected on 2026-11-29 20:55 UTC with MCP 2025-11-25. It answers sampling requests. It cannot ask a person: changes that " +
      "need approval wait for support-mcp approvals. It shares no folders: to read and write files, add --files DIR to serve.",
  );
  assert.match(describeHost(HOST), /\. It declares no features for people\. It cannot ask a person: /);
});
