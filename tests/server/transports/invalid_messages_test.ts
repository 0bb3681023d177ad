/** Unusual and invalid messages get the same response over stdio and HTTP, and the server continues. */

import assert from "node:assert/strict";
import { serveOnStdio } from "../../../server/transports/stdio/mod.ts";
import { openDemoDesk } from "../connect.ts";
import { ENVELOPE, openSession, post } from "./http/post.ts";
import { startServer } from "./http/start_server.ts";
import { CapturedOutput, Input, notification, request } from "./stdio/pipe.ts";

/** A session that sends text and gets the JSON text of the response. */
interface RawSession extends AsyncDisposable {
  send(text: string): Promise<string>;
  errors: Error[];
}

/** @param revision Undefined to leave out the handshake. */
async function openStdioSession(revision?: string): Promise<RawSession> {
  const desk = await openDemoDesk();
  const [input, output] = [new Input(), new CapturedOutput()];
  const errors: Error[] = [];
  const server = await serveOnStdio(
    { server: "tickets", version: "0.0.0", desk: Promise.resolve(desk), onerror: (error) => errors.push(error) },
    input,
    output,
  );
  if (revision !== undefined) {
    const clientInfo = { name: "host", version: "1.0" };
    input.write(request(0, "initialize", { protocolVersion: revision, capabilities: {}, clientInfo }));
    input.write(notification("notifications/initialized"));
    await output.waitForResponse(0);
  }
  return {
    errors,
    async send(text) {
      const { length } = output.text;
      input.write(`${text}\n`);
      await output.waitForResponses(output.responses.length + 1);
      return output.text.slice(length).trimEnd();
    },
    async [Symbol.asyncDispose]() {
      input.close();
      await server.done;
      await desk.close();
    },
  };
}

async function openHttpSession(revision: string): Promise<RawSession> {
  const server = await startServer({ limits: { bodyBytes: 11 * 1024 * 1024 } });
  const session = await openSession(server.url, { revision });
  return {
    errors: server.errors,
    send: async (text) => readResponse((await post(server.url, text, session)).text),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

/** Reads a response that may have come in a stream, as it does if it takes long. There, a batch is one event or several. */
function readResponse(text: string): string {
  const events = [...text.matchAll(/^data: (.+)$/gm)].map(([, data]) => data!);
  if (events.length < 2) return events[0] ?? text;
  return JSON.stringify(events.flatMap((data) => JSON.parse(data)));
}

const TRANSPORTS = { stdio: openStdioSession, HTTP: openHttpSession };
const LIST = '"jsonrpc":"2.0","id":1,"method":"tools/list"';

/** Each message, and its response: tools, or the id and the error. */
const MESSAGES: readonly (readonly [string, RegExp])[] = [
  [`{${LIST},"params":null}`, /"tools":/],
  [`{${LIST},"params":[]}`, /"tools":/],
  [`{${LIST},"params":{"_meta":null}}`, /"tools":/],
  [`{${LIST},"params":{"_meta":{"progressToken":null}}}`, /"tools":/],
  [`\ufeff{${LIST}}`, /"tools":/],
  ['{"jsonrpc":"2.0","id":9007199254740993,"method":"ping"}', /(?=.*"id":9007199254740993)(?=.*-32600)/],
  ['{"jsonrpc":"2.0","id":1.5,"method":"ping"}', /(?=.*"id":1\.5)(?=.*-32600)(?=.*id must be)/],
  ['{"id":1,"method":"ping"}', /(?=.*"id":1[,}])(?=.*-32600)(?=.*jsonrpc must be)/],
  ['{"jsonrpc":"2.0",', /(?=.*"id":null)(?=.*-32700)(?=.*not valid JSON)/],
  [
    '{"jsonrpc":"2.0","id":2,"method":"logging/setLevel","params":{"level":"loud"}}',
    /(?=.*"id":2)(?=.*-32602)(?=.*level must be one of debug, info, .*, emergency\.)/,
  ],
  [
    '{"jsonrpc":"2.0","id":2,"method":"tools/list","params":{"cursor":5}}',
    /(?=.*"id":2)(?=.*-32602)(?=.*cursor must be a string\.)/,
  ],
  [
    '{"jsonrpc":"2.0","id":2,"method":{"toString":1},"params":{"cursor":null}}',
    /(?=.*"id":2)(?=.*-32600)(?=.*method must be a string)/,
  ],
  [
    '{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"update_ticket","arguments":' +
    '{"ticket_id":{"toString":1},"status":{"toString":"","valueOf":[]}}}}',
    /(?=.*"id":2)(?=.*"isError":true)(?=.*a ticket id is a number)/,
  ],
  [
    '{"jsonrpc":"2.0","id":2,"method":"tools/list","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":' +
    '{"toString":1}}}}',
    /(?=.*"id":2)/,
  ],
  [
    '{"jsonrpc":"2.0","id":2,"method":"notifications/cancelled","params":{"requestId":1}}',
    /(?=.*"id":2)(?=.*-32601)(?=.*Method not found)/,
  ],
  ['{"jsonrpc":"2.0","id":2,"method":"notifications/progress"}', /(?=.*"id":2)(?=.*-32601)/],
  [
    '{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"get_ticket","arguments":{"ticket_id":1e400}}}',
    /(?=.*"id":2)(?=.*"ticket_id is a number that is too large\.")/,
  ],
  [
    '{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"search_tickets","arguments":{"limit":1e400}}}',
    /(?=.*"id":2)(?=.*"limit is a number that is too large\.")/,
  ],
  [
    '{"jsonrpc":"2.0","id":2,"method":"completion/complete","params":{"ref":{"type":"x"},"argument":{"name":"a","value":""}}}',
    /(?=.*"id":2)(?=.*-32602)(?=.*ref must be \{.*ref\/prompt.*ref\/resource)/,
  ],
  [
    '{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"get_ticket","arguments":[1]}}',
    /(?=.*"id":2)(?=.*-32602)(?=.*arguments must be an object\.)/,
  ],
  ['{"jsonrpc":"2.0","id":2,"method":"prompts/get"}', /(?=.*"id":2)(?=.*-32602)(?=.*params)/],
];

/** The lists of the protocol, and a member that only the result of each has. */
const LISTS = {
  "tools/list": "tools",
  "resources/list": "resources",
  "resources/templates/list": "resourceTemplates",
  "prompts/list": "prompts",
};

/** Cursors as JSON, and why they are refused; undefined if they are not. */
const CURSORS: readonly (readonly [string, string | undefined])[] = [
  ["null", "cursor must be a string."],
  ["5", "cursor must be a string."],
  ['{"page":2}', "cursor must be a string."],
  ['"2"', 'cursor is unknown: "2". The list has only one page, so leave out cursor.'],
  ['""', undefined],
];

/** Asserts that a list answers a cursor as it should. */
function assertCursorResponse(json: string, problem: string | undefined, member: string): void {
  const { id, result, error } = JSON.parse(json);
  assert.equal(id, 2);
  if (problem === undefined) assert.ok(Array.isArray(result[member]));
  else assert.deepEqual(error, { code: -32602, message: `Invalid params: ${problem}` });
}

/** Opens a session without one: each request has the metadata of revision 2026-07-28. */
const STATELESS = {
  async stdio() {
    const session = await openStdioSession();
    const send = (method: string, params: object) =>
      session.send(JSON.stringify({ jsonrpc: "2.0", id: 2, method, params: { ...params, _meta: ENVELOPE } }));
    return { send, [Symbol.asyncDispose]: () => session[Symbol.asyncDispose]() };
  },
  async HTTP() {
    const server = await startServer();
    const send = async (method: string, params: object) => {
      const message = { jsonrpc: "2.0", id: 2, method, params: { ...params, _meta: ENVELOPE } };
      const headers = { "mcp-protocol-version": "2026-07-28", "mcp-method": method };
      return readResponse((await post(server.url, JSON.stringify(message), headers)).text);
    };
    return { send, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
  },
};

/** Invalid cancellations as JSON, and the log lines about them. */
const CANCELLATIONS: readonly (readonly [object, string])[] = [
  [{}, "requestId is required."],
  [{ requestId: {} }, "requestId must be a string or an integer of at most 9007199254740991."],
  [{ requestId: 1, reason: 5 }, "reason must be a string."],
];

Deno.test("an invalid cancellation is reported in the same words without a session over HTTP", async () => {
  await using server = await startServer();
  for (const [params, problem] of CANCELLATIONS) {
    const message = { jsonrpc: "2.0", method: "notifications/cancelled", params: { ...params, _meta: ENVELOPE } };
    const headers = { "mcp-protocol-version": "2026-07-28", "mcp-method": message.method };
    assert.equal((await post(server.url, JSON.stringify(message), headers)).status, 202);
    assert.equal(server.errors.at(-1)?.message, `Ignored an invalid notification: ${problem}`);
  }
});

for (const [cursor, problem] of CURSORS) {
  const outcome = problem === undefined ? "begins each list" : "gets -32602 from each list";
  for (const [transport, open] of Object.entries(TRANSPORTS)) {
    Deno.test(`the cursor ${cursor} ${outcome} over ${transport}`, async () => {
      await using session = await open("2025-11-25");
      for (const [method, member] of Object.entries(LISTS)) {
        const message = `{"jsonrpc":"2.0","id":2,"method":"${method}","params":{"cursor":${cursor}}}`;
        assertCursorResponse(await session.send(message), problem, member);
      }
    });
  }
  for (const [transport, open] of Object.entries(STATELESS)) {
    Deno.test(`the cursor ${cursor} ${outcome} over ${transport} in revision 2026-07-28`, async () => {
      await using session = await open();
      for (const [method, member] of Object.entries(LISTS)) {
        assertCursorResponse(await session.send(method, { cursor: JSON.parse(cursor) }), problem, member);
      }
    });
  }
}

for (const [transport, open] of Object.entries(TRANSPORTS)) {
  for (const [message, response] of MESSAGES) {
    Deno.test(`${message} gets a response over ${transport}`, async () => {
      await using session = await open("2025-11-25");
      assert.match(await session.send(message), response);
      assert.match(await session.send(`{${LIST}}`), /"tools":/);
    });
  }

  for (const revision of ["2024-11-05", "2025-03-26"]) {
    Deno.test(`a batch of revision ${revision} gets a batch over ${transport}`, async () => {
      await using session = await open(revision);
      const call = '{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"ticket_stats"}}';
      const initialized = '{"jsonrpc":"2.0","method":"notifications/roots/list_changed"}';
      const batch = JSON.parse(await session.send(`[${call},${initialized},5,{${LIST}}]`)) as { id: unknown }[];
      assert.deepEqual(batch.map(({ id }) => id).sort(), [1, 2, null]);
    });
  }

  Deno.test(`a batch with a cancellation that has an id gets a batch over ${transport}`, async () => {
    await using session = await open("2025-03-26");
    const cancellation = '{"jsonrpc":"2.0","id":2,"method":"notifications/cancelled","params":{"requestId":9}}';
    const batch = JSON.parse(await session.send(`[${cancellation},{${LIST}}]`)) as { id: unknown }[];
    assert.deepEqual(batch.map(({ id }) => id).sort(), [1, 2]);
  });

  Deno.test(`a batch of a later revision gets -32600 over ${transport}`, async () => {
    await using session = await open("2025-11-25");
    assert.match(await session.send(`[{${LIST}}]`), /(?=.*"id":null)(?=.*-32600)(?=.*Batches are supported only)/);
  });

  Deno.test(`a message that is nested 100,000 levels deep gets a response over ${transport}`, async () => {
    await using session = await open("2025-11-25");
    const call = (levels: number) => {
      const deep = "[".repeat(levels) + "]".repeat(levels);
      return `"method":"tools/call","params":{"name":"update_ticket","arguments":{"ticket_id":"42","priority":${deep}}}`;
    };
    const TOO_DEEP = /(?=.*-32600)(?=.*nested too deeply \(limit 100 levels\))/;
    const rejected = await session.send(`{"jsonrpc":"2.0","id":1.5,${call(100_000)}}`);
    assert.match(rejected, /"id":(1\.5|null)/);
    assert.match(rejected, TOO_DEEP);
    for (const levels of [100_000, 98]) {
      const response = await session.send(`{"jsonrpc":"2.0","id":2,${call(levels)}}`);
      assert.match(response, /"id":2/);
      assert.match(response, TOO_DEEP);
    }
    assert.match(await session.send(`{"jsonrpc":"2.0","id":2,${call(97)}}`), /(?=.*"id":2)(?=.*"isError":true)/);
    assert.match(await session.send(`{${LIST}}`), /"tools":/);
  });

  Deno.test(`a second initialize is refused over ${transport}, and changes nothing`, async () => {
    await using session = await open("2025-03-26");
    const clientInfo = { name: "another host", version: "2" };
    const params = { protocolVersion: "2025-11-25", capabilities: { elicitation: {} }, clientInfo };
    const refused = await session.send(JSON.stringify({ jsonrpc: "2.0", id: 3, method: "initialize", params }));
    assert.match(refused, /(?=.*"id":3)(?=.*-32600)(?=.*this one is already open\.)/);
    assert.match(await session.send(`[{${LIST}}]`), /^\[.*"tools":/); // still the revision with batches
    const comment = { name: "add_comment", arguments: { ticket_id: "42", body: "Hello" } };
    const call = JSON.stringify({ jsonrpc: "2.0", id: 4, method: "tools/call", params: comment });
    assert.match(await session.send(call), /"author":"(?:host|by-hand)"/);
  });

  Deno.test(`a message of 12 MB gets an error over ${transport}, and the server continues`, async () => {
    await using session = await open("2025-11-25");
    const subject = "x".repeat(12 * 1024 * 1024);
    const response = await session.send(`{"method":"tools/call","params":{"x":"${subject}"},"jsonrpc":"2.0","id":7}`);
    assert.match(response, /(?=.*-32600)(?=.*too (long|large))/);
    assert.match(await session.send(`{${LIST}}`), /"tools":/);
  });
}

Deno.test("over stdio, a malformed initialize gets -32602 and a sentence", async () => {
  await using session = await openStdioSession();
  const params = { protocolVersion: 1, capabilities: {}, clientInfo: {} };
  const message = JSON.stringify({ jsonrpc: "2.0", id: 3, method: "initialize", params });
  assert.match(await session.send(message), /(?=.*"id":3)(?=.*-32602)(?=.*protocolVersion must be a string)/);
});

Deno.test("over HTTP, a call that is nested too deeply gets 400", async () => {
  await using server = await startServer();
  const input = JSON.parse("[".repeat(98) + "]".repeat(98));
  const params = { name: "ticket_stats", arguments: { input } };
  const message = JSON.stringify({ jsonrpc: "2.0", id: 3, method: "tools/call", params });
  const { status, json } = await post(server.url, message, await openSession(server.url));
  assert.deepEqual([status, json.id, json.error.code], [400, 3, -32600]);
});

Deno.test("over HTTP, a malformed initialize gets 400, -32602 and a sentence", async () => {
  await using server = await startServer();
  const message = JSON.stringify({ jsonrpc: "2.0", id: 3, method: "initialize", params: { protocolVersion: 1 } });
  const { status, json } = await post(server.url, message);
  assert.deepEqual([status, json.id, json.error.code], [400, 3, -32602]);
  assert.match(json.error.message, /protocolVersion must be a string/);
});

const ODD_ROOTS = JSON.stringify({
  jsonrpc: "2.0",
  id: 3,
  method: "initialize",
  params: { protocolVersion: "2025-11-25", capabilities: { roots: 5 }, clientInfo: { name: "host", version: "1" } },
});
const ODD_ROOTS_PROBLEM = "Invalid initialize: capabilities.roots must be an object. " +
  "It takes protocolVersion, capabilities and clientInfo.";

Deno.test("over HTTP, an initialize with invalid capabilities gets 400 and no session", async () => {
  await using server = await startServer();
  const { status, headers, json } = await post(server.url, ODD_ROOTS);
  assert.deepEqual([status, headers.get("mcp-session-id")], [400, null]);
  assert.deepEqual(json, { jsonrpc: "2.0", id: 3, error: { code: -32602, message: ODD_ROOTS_PROBLEM } });
});

Deno.test("over stdio, an initialize with invalid capabilities gets the same sentence", async () => {
  await using session = await openStdioSession();
  const { id, error } = JSON.parse(await session.send(ODD_ROOTS));
  assert.deepEqual([id, error], [3, { code: -32602, message: ODD_ROOTS_PROBLEM }]);
});
