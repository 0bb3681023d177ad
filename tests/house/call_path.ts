// deno-lint-ignore-file no-console -- the test reads what it prints
/**
 * Prints the files of the server through which warm calls of `close_ticket_tool` and `get_ticket` reach their tools, as JSON:
 * over stdio from the line on, and over HTTP from the body on. V8 counts the calls of functions. It is a program and not a part of a test,
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

interface Tool {
  /** The command of the desk that it calls. */
  command: "close" | "get";
  call: Record<string, unknown>;
  warmUp: Record<string, unknown>;
}

const TOOLS: readonly Tool[] = [
  {
    command: "close",
    call: { name: "close_ticket_tool", arguments: { ticket_id: "42", resolution: "Done" } },
    warmUp: { name: "close_ticket_tool", arguments: { ticket_id: "43", resolution: "Done" } },
  },
  {
    command: "get",
    call: { name: "get_ticket", arguments: { ticket_id: "42" } },
    warmUp: { name: "get_ticket", arguments: { ticket_id: "43" } },
  },
];
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
async function listFiles({ tickets }: Desk, command: Tool["command"], call: () => Promise<unknown>): Promise<string[]> {
  const { promise: reached, resolve: reach } = Promise.withResolvers<void>();
  const { promise: counted, resolve: proceed } = Promise.withResolvers<void>();
  const waiting = new Proxy(tickets[command], {
    async apply(run, _this, parameters) {
      reach();
      await counted;
      return await Reflect.apply(run, tickets, parameters);
    },
  });
  Reflect.set(tickets, command, waiting);
  await delay(0); // until the response before it is written
  await takeFiles();
  const done = call();
  await reached;
  const files = await takeFiles();
  proceed();
  await done;
  return files;
}

async function listStdioFiles({ command, call: params, warmUp }: Tool): Promise<string[]> {
  await using conversation = await startConversation();
  const call = (params: object, id: number) => conversation.send({ id, method: "tools/call", params });
  await call(warmUp, 1);
  return await listFiles(conversation.desk, command, () => call(params, 2));
}

async function listHttpFiles({ command, call, warmUp }: Tool): Promise<string[]> {
  globalThis.setInterval = () => setTimeout(() => {}); // the server's periodic work is no part of a call
  await using server = await startServer();
  const headers = await openSession(server.url);
  await request(server.url, "tools/call", warmUp, headers);
  const { bytes } = Request.prototype;
  Request.prototype.bytes = async function () {
    const body = await bytes.call(this);
    await takeFiles();
    return body;
  };
  return await listFiles(server.desk, command, () => request(server.url, "tools/call", call, headers));
}

inspector.connect();
await send("Profiler.enable");
await send("Profiler.startPreciseCoverage", { callCount: true, detailed: false });
const paths = [];
for (const tool of TOOLS) paths.push({ stdio: await listStdioFiles(tool), http: await listHttpFiles(tool) });
console.log(JSON.stringify(paths, null, 2));
