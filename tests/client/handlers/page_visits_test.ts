import assert from "node:assert/strict";
import { McpServer, UrlElicitationRequiredError } from "@modelcontextprotocol/server";
import * as z from "zod";
import type { RequestHandlers } from "../../../client/handlers/request_handlers.ts";
import { Connection } from "../../../client/connection/connection.ts";
import { PageRequiredError } from "../../../client/handlers/page_required_error.ts";
import { until } from "../../until.ts";
import { createReach } from "../fake_desk.ts";

/** The pages that a server requires, and how often. */
interface Wants {
  urls?: readonly string[];
  times?: number;
  /** Reports the page as completed as soon as it was requested. */
  completes?: boolean;
}

const SIGN_IN = "https://desk.example/sign-in?key=secret";

Deno.test("a call that requires a page is repeated after the person finished there", async () => {
  const { connection, calls } = await open({}, createPerson({ finish: () => Promise.resolve(true) }));
  assert.deepEqual((await connection.call("work", {})).content, [{ type: "text", text: "done" }]);
  assert.equal(calls(), 2);
  await connection.close();
});

Deno.test("a call that requires a page is repeated after the server reports the page as completed", async () => {
  const asked: AbortSignal[] = [];
  const finish: RequestHandlers["finish"] = (_page, signal) => {
    asked.push(signal);
    return new Promise((resolve) => signal.addEventListener("abort", () => resolve(null)));
  };
  const { connection, complete, calls } = await open({ completes: false }, createPerson({ finish }));
  const working = connection.call("work", {});
  await until(() => asked.length > 0, "the person is asked");
  await complete();
  assert.deepEqual((await working).content, [{ type: "text", text: "done" }]);
  assert.deepEqual([calls(), asked.map(({ aborted }) => aborted)], [2, [true]]);
  await connection.close();
});

Deno.test("a call that requires a page is repeated if only the server can report its completion", async () => {
  const { connection, calls } = await open({ completes: true }, createPerson({ finish: () => Promise.resolve(null) }));
  await connection.call("work", {});
  assert.equal(calls(), 2);
  await connection.close();
});

Deno.test("a call that requires several pages opens them one after the other", async () => {
  const visited: string[] = [];
  const visit: RequestHandlers["visit"] = ({ url }) => (visited.push(url), Promise.resolve({ action: "accept" }));
  const urls = ["https://one.example/", "https://two.example/"];
  const { connection } = await open({ urls }, createPerson({ visit, finish: () => Promise.resolve(true) }));
  await connection.call("work", {});
  assert.deepEqual(visited, urls);
  await connection.close();
});

for (
  const [what, required, handlers, message] of [
    [
      "no person is available",
      {},
      { visit: undefined },
      /requires a visit to desk\.example first, and no person is available/,
    ],
    ["the person declines", {}, { visit: () => Promise.resolve({ action: "decline" }) }, /and the person declined/],
    [
      "the person cancels",
      {},
      { visit: () => Promise.resolve({ action: "cancel" }) },
      /and the person cancelled/,
    ],
    ["the person gives up", {}, { finish: () => Promise.resolve(false) }, /and the person did not finish there/],
    ["there is no end of it", { times: 99 }, {}, /and 3 rounds of visits were not enough/],
    ["there are too many", { urls: Array(20).fill(SIGN_IN) }, {}, /it lists 20 pages/],
    ["it is none", { urls: ["nonsense"] }, { visit: undefined }, /a visit to an invalid URL/],
  ] as readonly (readonly [string, Wants, Partial<RequestHandlers>, RegExp])[]
) {
  Deno.test(`a call that requires a page fails when ${what}, and reports only the page's host`, async () => {
    const { connection } = await open(required, createPerson({ finish: () => Promise.resolve(true), ...handlers }));
    await assert.rejects(connection.call("work", {}), (error) => {
      assert.ok(error instanceof PageRequiredError);
      assert.match(error.message, message);
      assert.doesNotMatch(error.message, /secret/);
      return true;
    });
    await connection.close();
  });
}

Deno.test("a call that waits for a page can be cancelled", async () => {
  const { connection } = await open({}, createPerson({ finish: () => Promise.resolve(null) }), 100);
  await assert.rejects(connection.call("work", {}), /timed out after 0\.1 seconds/);
  await connection.close();
});

function createPerson(
  handlers: { [Name in keyof RequestHandlers]?: RequestHandlers[Name] | undefined },
): RequestHandlers {
  const consenting: RequestHandlers = {
    visit: () => Promise.resolve({ action: "accept" }),
    sample: () => Promise.reject(new Error("no model")),
    roots: () => Promise.resolve([]),
  };
  const all = Object.entries({ ...consenting, ...handlers }).filter(([, handler]) => handler !== undefined);
  return Object.fromEntries(all) as unknown as RequestHandlers;
}

/** Connects to a server that requires pages before it works. */
async function open(
  { urls = [SIGN_IN], times = 1, completes = false }: Wants,
  handlers: RequestHandlers,
  requestTimeout = 30_000,
) {
  let calls = 0;
  const mcp = new McpServer({ name: "pages", version: "1.0.0" });
  const complete = () =>
    mcp.server.notification({ method: "notifications/elicitation/complete", params: { elicitationId: "page-0" } });
  mcp.registerTool("work", { inputSchema: z.object({}) }, async () => {
    if (++calls > times) return { content: [{ type: "text", text: "done" }] };
    if (completes) await complete();
    throw new UrlElicitationRequiredError(
      urls.map((url, index) => ({ mode: "url", url, message: "Sign in.", elicitationId: `page-${index}` })),
    );
  });
  const host = {
    name: "test-host",
    version: "1.0.0",
    protocol: "handshake" as const,
    handlers,
    requestTimeout,
  };
  return { connection: await Connection.open("pages", createReach(() => mcp), host), complete, calls: () => calls };
}
