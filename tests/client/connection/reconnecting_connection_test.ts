import assert from "node:assert/strict";
import { AgentError } from "../../../client/errors/agent_error.ts";
import { delay } from "../../../base/timing/delay.ts";
import { createHttpSource } from "../../../client/configuration/http_source.ts";
import { type ConnectionContext, ReconnectingConnection } from "../../../client/connection/reconnecting_connection.ts";
import { ServerError } from "../../../client/errors/server_error.ts";
import { explainFetchError } from "../../../client/transports/fetch_failure.ts";
import { findFreePort } from "../../../scripts/find_free_port.ts";
import { until } from "../../until.ts";
import { CapturedScreen, createContext, createOptions } from "../connection_options.ts";
import { HttpServer, type HttpServerOptions } from "../http_server.ts";
import { createToolServer } from "../agent/tool_server.ts";

/** The number of attempts to reach a server. */
const ATTEMPTS = 7;

const away = (status = 502) => new Response("unavailable", { status });

Deno.test("ReconnectingConnection repeats a request after the server has restarted", async () => {
  await using desk = new Desk();
  const { connection, remarks } = await connect(desk.url);
  await desk.restart();
  assert.deepEqual((await connection.request((server) => server.tools())).map(({ name }) => name), ["write"]);
  assert.match(remarks.join("\n"), /^$|Retrying for about 30 seconds\.\nThe server `http:[^`]+` is available again\.$/);
  await connection.close();
});

Deno.test("ReconnectingConnection makes a change once after the server was unavailable", async () => {
  await using desk = new Desk();
  const { connection, remarks } = await connect(desk.url, { pause: () => desk.start() });
  await desk.end();
  await until(() => isRefused(desk.url), "the server refuses connections");
  await connection.change("write", (server) => server.call("write", {}));
  assert.deepEqual([desk.written, remarks.length], [1, 2]);
  await connection.close();
});

for (const status of [502, 503, 504]) {
  Deno.test(`ReconnectingConnection repeats reads after ${status}, but no changes`, async () => {
    let isAway = false;
    await using desk = new Desk({ guard: () => isAway ? away(status) : undefined });
    const pause = () => Promise.resolve(void (isAway = false));
    const { connection, remarks } = await connect(desk.url, { pause });
    isAway = true;
    assert.equal((await connection.request((server) => server.tools())).length, 1);
    isAway = true;
    await assert.rejects(connection.change("write", (server) => server.call("write", {})), (error) => {
      assert.ok(error instanceof AgentError && !(error instanceof ServerError));
      assert.match(
        error.message,
        new RegExp(`HTTP status ${status}.* write may have made its change.*check the ticket`),
      );
      return true;
    });
    assert.deepEqual([desk.written, remarks.length], [0, 2]);
    await connection.close();
  });
}

Deno.test("ReconnectingConnection retries a server that is not running yet, and gives up in the end", async () => {
  const desk = new Desk();
  await desk.end();
  const pauses: number[] = [];
  const pause = (seconds: number) => Promise.resolve(void pauses.push(seconds));
  await assert.rejects(connect(desk.url, { pause }), /cannot be reached at http:\S+ \(.*refused/);
  assert.equal(pauses.length, ATTEMPTS - 1);
  assert.ok(pauses.reduce((sum, seconds) => sum + seconds) < 60, "retries take less than a minute");
  const { connection } = await connect(desk.url, { pause: () => desk.start() });
  await connection.close();
  await desk.end();
});

for (const protocol of ["handshake", "2026-07-28", "auto"] as const) {
  for (
    const [status, attempts] of [[401, 1], [403, 1], [404, 1], [500, 1], [502, ATTEMPTS], [503, ATTEMPTS]] as const
  ) {
    Deno.test(`ReconnectingConnection tries a server that responds with ${status} ${attempts} times over ${protocol}`, async () => {
      let count = 0;
      await using server = new HttpServer(() => createToolServer({}), { guard: () => away(status) });
      const pause = () => Promise.resolve(void count++);
      await assert.rejects(connect(server.url, { pause }, protocol), ServerError);
      assert.equal(count, attempts - 1);
    });
  }

  for (const url of ["http://no-such-machine.invalid/mcp", "https"]) {
    Deno.test(`ReconnectingConnection does not retry ${url} over ${protocol}`, async () => {
      await using server = new HttpServer(() => createToolServer({}));
      const given = url === "https" ? server.url.replace("http:", "https:") : url;
      const pause = () => assert.fail("it was retried");
      await assert.rejects(connect(given, { pause }, protocol), /cannot be reached at/);
    });
  }
}

Deno.test("ReconnectingConnection stops retrying during shutdown", async () => {
  const desk = new Desk();
  await desk.end();
  const ending = new AbortController();
  const remark = () => ending.abort(new Error("the end"));
  await assert.rejects(
    connect(desk.url, {
      shutdown: ending.signal,
      remark,
      pause: (seconds, signal) => delay(seconds * 1_000, { signal }),
    }),
    /the end/,
  );
});

Deno.test("ReconnectingConnection does not reconnect if the policy is to leave the server", async () => {
  await using desk = new Desk();
  const source = { ...createHttpSource(desk.url, {}), onDisconnect: "leave" as const };
  const connection = await ReconnectingConnection.open(
    source,
    createOptions(new CapturedScreen()),
    createContext({ pause: failUnexpectedly }),
  );
  await desk.restart();
  await assert.rejects(connection.request((server) => server.tools()), ServerError);
  await connection.close();
});

/** Uses `fetch` like the connection, so that its pooled sockets are known to be closed. */
async function isRefused(url: string): Promise<boolean> {
  const response = await fetch(url).catch((error) => explainFetchError(error));
  return typeof response === "string" && response.includes("refused");
}

/** A server that can restart on the same port, and counts writes. */
class Desk implements AsyncDisposable {
  written = 0;
  readonly #options: HttpServerOptions;
  #server: HttpServer | undefined;
  readonly url: string;

  constructor(options: HttpServerOptions = {}) {
    this.#options = { ...options, port: findFreePort() }; // which no other program gets while the server is down
    this.#server = this.#serve(this.#options);
    this.url = this.#server.url;
  }

  start(): Promise<void> {
    this.#server ??= this.#serve(this.#options);
    return Promise.resolve();
  }

  async end(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    await server?.[Symbol.asyncDispose]();
  }

  async restart(): Promise<void> {
    await this.end();
    await this.start();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.end();
  }

  #serve(options: HttpServerOptions): HttpServer {
    return new HttpServer(() => createToolServer({ write: { use: () => `${++this.written}` } }), options);
  }
}

function failUnexpectedly(): never {
  assert.fail("it was retried");
}

async function connect(
  url: string,
  settings: Partial<ConnectionContext> = {},
  protocol: "handshake" | "2026-07-28" | "auto" = "handshake",
) {
  const remarks: string[] = [];
  const around = createContext({ remark: (text) => remarks.push(text), pause: () => Promise.resolve(), ...settings });
  const connection = await ReconnectingConnection.open(
    createHttpSource(url, {}),
    createOptions(new CapturedScreen(), { protocol }),
    around,
  );
  return { connection, remarks };
}
