/** Prepares the responses to the first requests of every client, by sending those requests to our own servers. */

import { InMemoryTransport, type JSONRPCMessage, SUPPORTED_PROTOCOL_VERSIONS } from "@modelcontextprotocol/server";
import { version } from "../../commands/process/mod.ts";
import { connectServer } from "../../server/protocol/sdk/mod.ts";
import { APP_MIME_TYPE, APPS_EXTENSION } from "../../server/apps/mod.ts";
import type { ServerDefinition } from "../../server/mod.ts";
import type {
  JsonObject,
  ListedJson,
  PreparedPrompt,
  PreparedServer,
  PreparedTool,
} from "../../server/protocol/prepared/prepared_server.ts";
import { packServers, type PreparedServers } from "../../server/protocol/prepared/shared_lists.ts";
import { servers } from "../../server/definitions/mod.ts";

/** Prepares the responses of the servers. */
export async function prepareResponses(): Promise<PreparedServers> {
  return packServers({
    desk: await prepare(servers.desk),
    tickets: await prepare(servers.tickets),
    customers: await prepare(servers.customers),
  });
}

/** Prepares the responses of one server, with all of its features enabled. */
async function prepare(definition: ServerDefinition): Promise<PreparedServer> {
  await using server = connect(definition);
  const { request: ask } = server;
  const { protocolVersion: _, ...initializeResult } = await ask("initialize", {
    protocolVersion: SUPPORTED_PROTOCOL_VERSIONS[0],
    capabilities: { extensions: { [APPS_EXTENSION]: { mimeTypes: [APP_MIME_TYPE] } } },
    clientInfo: { name: "prepare_responses", version },
  });
  const { tools } = await ask("tools/list");
  const { resources } = await ask("resources/list");
  const { resourceTemplates } = await ask("resources/templates/list");
  return {
    name: definition.name,
    revisions: SUPPORTED_PROTOCOL_VERSIONS,
    initializeResult: initializeResult as PreparedServer["initializeResult"],
    tools: (tools as ListedTool[]).map((listed) => toPreparedTool(listed, definition)),
    prompts: definition.prompts.length > 0
      ? addUses((await ask("prompts/list")).prompts as JsonObject[], definition)
      : [],
    resources: (resources as JsonObject[]).map(toJson),
    resourceTemplates: (resourceTemplates as JsonObject[]).map(toJson),
  };
}

type ListedTool = JsonObject & { name: string; annotations: { readOnlyHint: boolean } };

function toPreparedTool({ _meta, ...listed }: ListedTool, { tools }: ServerDefinition): PreparedTool {
  const { name, annotations: { readOnlyHint } } = listed as ListedTool;
  const app = tools.find((tool) => tool.name === name)?.app;
  return { name, ...app && { app }, annotations: { readOnlyHint }, listed: toJson(listed) };
}

function toJson(listed: JsonObject): ListedJson {
  return JSON.stringify(listed);
}

function addUses(prompts: JsonObject[], definition: ServerDefinition): PreparedPrompt[] {
  return prompts.map((listed) => {
    const { requiredTools } = definition.prompts.find(({ name }) => name === listed.name)!;
    return { requiredTools, listed: toJson(listed) };
  });
}

interface ConnectedServer extends AsyncDisposable {
  request(method: string, params?: Record<string, unknown>): Promise<Record<string, unknown>>;
}

/** Connects to a server with a desk that never opens: a response that is the same for every client cannot depend on data. */
function connect(definition: ServerDefinition): ConnectedServer {
  const [client, server] = InMemoryTransport.createLinkedPair();
  const handle = connectServer({ definition, desk: new Promise(() => {}), version }, server);
  return {
    async request(method, params) {
      const { promise, resolve } = Promise.withResolvers<JSONRPCMessage>();
      client.onmessage = resolve;
      await client.send({ jsonrpc: "2.0", id: method, method, ...params && { params } });
      const answer = await promise;
      if (!("result" in answer)) throw new Error(`${definition.name} refused ${method}: ${JSON.stringify(answer)}`);
      return answer.result;
    },
    [Symbol.asyncDispose]: () => handle.close(),
  };
}
