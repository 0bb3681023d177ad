// deno-lint-ignore-file no-console -- the test reads what it prints
/**
 * Prints the files of the server through which a warm call of `close_ticket_tool` reaches its tool, as JSON: over stdio from
 * the line on, and over HTTP from the body on. V8 counts the calls of functions. It is a program and not a part of a test,
 * because it would reset the counters of `deno test --coverage`.
 *
 * @module
 */

import { Session } from "node:inspector";
import { delay } from "../../base/timing/delay.ts";
import type { Desk } from "../../store/mod.ts";
import { startConversation } from "../server/protocol/fast_path/conversation.ts";
import { openSession, request } from "../server/transports/http/post.ts";
import { startServer } from "../server/transports/http/start_server.ts";

interface Coverage {
  result: { url: string; functions: { functionName: string; ranges: { count: number }[] }[] }[];
}

const CALL = { name: "close_ticket_tool", arguments: { ticket_id: "42", resolution: "Done" } };
const WARM_UP = { name: "close_ticket_tool", arguments: { ticket_id: "43", resolution: "Done" } };
const PROJECT = new URL("../../", import.meta.url).href;
const inspector = new Session();

function send<Result>(method: string, params: object = {}): Promise<Result> {
  return new Promise((resolve, reject) =>
    inspector.post(method, params, (error, result) => error ? reject(error) : resolve(result as Result))
  );
}

/** Lists the files in which functions ran since the last call. */
async function takeFiles(): Promise<string[]> {
  const { result } = await send<Coverage>("Profiler.takePreciseCoverage");
  const used = result.filter(({ functions }) =>
    functions.some(({ functionName, ranges }) => functionName !== "" && ranges[0]!.count > 0)
  );
  return used.map(({ url }) => url).filter((url) => url.startsWith(`${PROJECT}server/`))
    .map((url) => url.slice(PROJECT.length)).sort();
}

/** Lists the files that run until the tool calls the desk. */
async function listFiles({ tickets }: Desk, call: () => Promise<unknown>): Promise<string[]> {
  const { promise: reached, resolve: reach } = Promise.withResolvers<void>();
  const { promise: counted, resolve: proceed } = Promise.withResolvers<void>();
  const close = tickets.close.bind(tickets);
  tickets.close = async (...parameters) => {
    reach();
    await counted;
    return await close(...parameters);
  };
  await delay(0); // until the response before it is written
  await takeFiles();
  const done = call();
  await reached;
  const files = await takeFiles();
  proceed();
  await done;
  return files;
}

async function listStdioFiles(): Promise<string[]> {
  await using conversation = await startConversation();
  const call = (params: object, id: number) => conversation.send({ id, method: "tools/call", params });
  await call(WARM_UP, 1);
  return await listFiles(conversation.desk, () => call(CALL, 2));
}

async function listHttpFiles(): Promise<string[]> {
  globalThis.setInterval = () => setTimeout(() => {}); // the server's periodic work is no part of a call
  await using server = await startServer();
  const headers = await openSession(server.url);
  await request(server.url, "tools/call", WARM_UP, headers);
  const { bytes } = Request.prototype;
  Request.prototype.bytes = async function () {
    const body = await bytes.call(this);
    await takeFiles();
    return body;
  };
  return await listFiles(server.desk, () => request(server.url, "tools/call", CALL, headers));
}

inspector.connect();
await send("Profiler.enable");
await send("Profiler.startPreciseCoverage", { callCount: true, detailed: false });
const stdio = await listStdioFiles();
console.log(JSON.stringify({ stdio, http: await listHttpFiles() }, null, 2));
