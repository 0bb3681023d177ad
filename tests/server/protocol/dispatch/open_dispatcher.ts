/** A dispatcher for tests: a host on one side, and engines that are loaded when the test says so on the other. */

import type { JSONRPCMessage } from "@modelcontextprotocol/server";
import { prepareResponses } from "../../../../scripts/bundle/prepare_responses.ts";
import { loadTool } from "../../../../server/definitions/tools/loaders/mod.ts";
import { ticketsServer } from "../../../../server/mod.ts";
import type { ServerOptions } from "../../../../server/protocol/mod.ts";
import { FastPath } from "../../../../server/protocol/fast_path/mod.ts";
import { PreparedResponses } from "../../../../server/protocol/prepared/mod.ts";
import { unpackServer } from "../../../../server/protocol/prepared/shared_lists.ts";
import { connectServer } from "../../../../server/protocol/sdk/mod.ts";
import { StdioConnection } from "../../../../server/transports/stdio/stdio_connection.ts";
import { openDemoDesk } from "../../connect.ts";
import { CapturedOutput, Input, notification, request } from "../../transports/stdio/pipe.ts";

const prepared = unpackServer(await prepareResponses(), "tickets");

export const NEVER_IDLE = 2 ** 30;

/** Two conversations at the same time of day get the same responses. */
const NOW = Date.parse("2026-11-01T09:30:00.000Z");

/** The engines of a test. */
export interface DispatcherTestOptions {
  /** The SDK's server answers everything. */
  unprepared?: boolean;
  fastPath?: boolean;
  /** Without it, the fast path has all tools from the start. */
  lazyTools?: boolean;
  idleMs?: number;
}

/** A host's end of a connection, for which the fast path and the SDK's server are loaded when the test says so. */
export async function openDispatcher(
  { unprepared = false, fastPath = false, lazyTools = false, idleMs = NEVER_IDLE }: DispatcherTestOptions = {},
) {
  const desk = await openDemoDesk(() => NOW);
  const input = new Input();
  const output = new CapturedOutput();
  const [wanted, given] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const [loading, loaded] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const received: JSONRPCMessage[] = [];
  const errors: Error[] = [];
  const ignored: string[] = [];
  const version = String(prepared.initializeResult.serverInfo.version);
  const onerror = (error: Error) => errors.push(error);
  const server = { definition: ticketsServer, desk: Promise.resolve(desk), version, onerror };
  const responses = new PreparedResponses(prepared);
  const loadedParts: string[] = [];
  const connection = new StdioConnection(input, output, {
    prepared: unprepared ? undefined : responses,
    idleMs,
    onerror,
    onIgnored: (reason) => ignored.push(reason),
    async loadFastPath() {
      wanted.resolve();
      await given.promise;
      if (!fastPath) return undefined;
      return lazyTools ? createLazyFastPath(server, responses.offered, loadedParts) : new FastPath(server);
    },
    async connectServer(transport) {
      loading.resolve();
      await loaded.promise;
      const connected = connectServer(server, transport);
      const deliver = transport.onmessage;
      transport.onmessage = (message: JSONRPCMessage) => {
        received.push(message);
        deliver?.(message);
      };
      return connected;
    },
  });
  connection.start();
  if (!fastPath) given.resolve();
  return {
    desk,
    input,
    output,
    errors,
    /** The messages that MCP allows and that had no effect. */
    ignored,
    /** The names of the tools that the fast path has loaded one by one, and "all" if it has loaded the others. */
    loadedParts,
    connection,
    /** Settles when the fast path is wanted. */
    wanted: wanted.promise,
    give: given.resolve,
    /** Settles when the SDK's server is wanted. */
    loading: loading.promise,
    load: loaded.resolve,
    /** The messages that the SDK's server got. */
    received,
    async [Symbol.asyncDispose]() {
      given.resolve();
      loaded.resolve();
      input.close();
      await connection.closed;
      await connection.stop();
      await desk.close();
    },
  };
}

function createLazyFastPath(
  { definition, ...rest }: ServerOptions,
  offered: ReadonlySet<string>,
  loadedParts: string[],
): FastPath {
  return new FastPath({
    ...rest,
    offered,
    resources: definition.resources,
    loadTool(name) {
      loadedParts.push(name);
      return loadTool(name);
    },
    loadDefinition() {
      loadedParts.push("all");
      return Promise.resolve(definition);
    },
  });
}

/** Performs the handshake. */
export const createHandshake = (id: string) =>
  request(id, "initialize", {
    protocolVersion: "2025-06-18",
    capabilities: { roots: {} },
    clientInfo: { name: "host", version: "1.2.3" },
  }) + notification("notifications/initialized");
export const HANDSHAKE = createHandshake("hello");

export const getTicket = (id: number) =>
  request(id, "tools/call", { name: "get_ticket", arguments: { ticket_id: "42" } });
export const addComment = (id: number) =>
  request(id, "tools/call", { name: "add_comment", arguments: { ticket_id: "42", body: "Hello" } });
export const getIds = (messages: readonly { id?: unknown }[]) => messages.map(({ id }) => id);
