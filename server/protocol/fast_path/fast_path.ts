/** Reads and calls, answered by our definitions without the SDK. */

import type { AuthInfo, Implementation, JSONRPCMessage, RequestId } from "@modelcontextprotocol/server";
import { isPlainObject } from "../../../base/values/is_plain_object.ts";
import { memoize } from "../../../base/values/memoize.ts";
import type { Desk } from "../../../store/mod.ts";
import { ApprovalKeys, isForAppsOnly } from "../../apps/mod.ts";
import type {
  BoundTool,
  ResourceDefinition,
  ServerDefinition,
  ToolDefinition,
  Validation,
} from "../../definitions/mod.ts";
import {
  LOGGER_NAME,
  parseUriVariables,
  type ProgressNotification,
  readResource,
  runTool,
  type ToolCall,
} from "../calls/mod.ts";
import { hasOnlyMembers, type Members, type PendingRequest, type SendOptions, toErrorObject } from "../messages/mod.ts";
import type { ServerOptions } from "../server_options.ts";
import { filterTools, listOffered } from "../tool_filter.ts";

/** The client of a request. */
export interface FastPathClient {
  /** Undefined before the handshake. */
  readonly clientInfo: Implementation | undefined;
  /** It shows the page of MCP Apps. */
  readonly hasApps: boolean;
  /** Log messages go to the client, or nowhere; or only the SDK's server knows which of them the client wants. */
  readonly logging: "on" | "off" | "unknown";
  /** Checks that metadata is certainly valid and asks for nothing but progress. */
  isPlainMetadata(meta: Readonly<Members> | undefined): boolean;
  /** Sends a notification. */
  send(message: JSONRPCMessage, options: SendOptions): Promise<void>;
  /** Sends the response to a request, which must not be cancelled. */
  respond(request: PendingRequest, response: JSONRPCMessage): Promise<void>;
}

/** A server whose tools are loaded with their first calls: they take longer to load than the rest. */
export interface LazyServerOptions extends Omit<ServerOptions, "definition"> {
  /** Undefined if only the whole definition knows them. */
  readonly offered?: ReadonlySet<string>;
  /** Loads one tool. Returns undefined if only the whole definition has it. */
  loadTool?(name: string): Promise<ToolDefinition | undefined>;
  readonly resources: readonly ResourceDefinition[];
  /** Loads the whole definition, with the same resources. */
  loadDefinition(): Promise<ServerDefinition>;
}

/** URIs in normal form: `new URL(uri).href` returns them unchanged. */
const PLAIN_URI = /^[a-z]+:\/\/[\w-]+(?:\/[\w-]+(?:\.[\w-]+)*)*$/;
const READ_PARAMS = new Set(["uri", "_meta"]);
const CALL_PARAMS = new Set(["name", "arguments", "_meta"]);

/**
 * The SDK validates each message a dozen times, and validations that are meant to fail (is it a response? an error?) leave
 * garbage that lives long (docs/performance/memory.md). So the requests that hosts send all day bypass it, if they are valid without
 * doubt. Everything else is left to the SDK. Both ways run the same definitions and send the same bytes.
 */
export class FastPath {
  readonly #desk: Promise<Desk>;
  readonly #user: string | undefined;
  readonly #approvalKeys: ApprovalKeys;
  readonly #resources: ReadonlyMap<string, ResourceDefinition>;
  #offered: ReadonlySet<string> = new Set();
  readonly #tools = new Map<string, ToolDefinition>();
  /** The names of those that only clients with MCP Apps have. */
  readonly #forAppsOnly = new Set<string>();
  /** Undefined if the tools are there from the start. */
  readonly #loadTools: (() => Promise<void>) | undefined;
  #loadTool: LazyServerOptions["loadTool"];
  #hasTools = true;
  #validation: Validation | undefined;
  /** The part that a call waits for: a tool by its name, or the validation of arguments. */
  #missing: { tool: string } | "validation" | undefined;

  /** @param validation Undefined to load it with the first call whose arguments are not in strict form. */
  constructor(options: ServerOptions | LazyServerOptions, validation?: Validation) {
    this.#validation = validation;
    this.#desk = options.desk;
    this.#user = options.user;
    this.#approvalKeys = new ApprovalKeys(options.stateKey);
    if ("definition" in options) {
      this.#addTools(options);
      this.#resources = new Map(options.definition.resources.map((resource) => [resource.uri, resource]));
      return;
    }
    const { resources, loadDefinition, loadTool, ...rest } = options;
    this.#resources = new Map(resources.map((resource) => [resource.uri, resource]));
    this.#hasTools = false;
    if (rest.offered !== undefined) [this.#offered, this.#loadTool] = [rest.offered, loadTool];
    this.#loadTools = memoize(async () => this.#addTools({ ...rest, definition: await loadDefinition() }));
  }

  /** False until all tools are loaded. */
  get hasTools(): boolean {
    return this.#hasTools;
  }

  /** Loads all tools, unless they are loaded already. */
  async loadTools(): Promise<void> {
    await this.#loadTools?.();
  }

  /** True if a call was not answered because {@linkcode loadMissing} comes first. */
  get isMissingPart(): boolean {
    return this.#missing !== undefined;
  }

  /** Loads the part that a call waits for. */
  async loadMissing(): Promise<void> {
    const missing = this.#missing;
    this.#missing = undefined;
    if (missing === undefined) return;
    if (missing === "validation") return await this.loadValidation();
    const tool = this.#offered.has(missing.tool) ? await this.#loadTool?.(missing.tool) : undefined;
    if (tool === undefined) await this.loadTools();
    else this.#addTool(tool);
  }

  /** Loads the validation of arguments that are not in strict form, unless it is loaded already. */
  async loadValidation(): Promise<void> {
    this.#validation ??= await import("../../definitions/validation/mod.ts");
  }

  #addTools(options: ServerOptions): void {
    this.#offered = options.offered ?? listOffered(options);
    // Interactive tools need the SDK, which sends their requests to the client.
    for (const tool of filterTools(options)) if (!tool.interactive) this.#addTool(tool);
    this.#hasTools = true;
  }

  #addTool(tool: ToolDefinition): void {
    this.#tools.set(tool.name, tool);
    if (isForAppsOnly(tool)) this.#forAppsOnly.add(tool.name);
  }

  /**
   * Answers a request.
   *
   * @returns False if the SDK must answer it: it knows how to say what is wrong.
   */
  tryHandle(request: PendingRequest, client: FastPathClient): boolean {
    const { method, params = {} } = request.message;
    if (method !== "tools/call" && method !== "resources/read") return false;
    if (client.clientInfo === undefined || !client.isPlainMetadata(params._meta)) return false;
    const call = new FastPathCall(this.#desk, this.#user, this.#approvalKeys, this.#offered, request, client);
    return method === "tools/call" ? this.#call(params, call, client) : this.#read(params, call);
  }

  #read(params: Members, call: FastPathCall): boolean {
    const { uri } = params;
    if (typeof uri !== "string" || !PLAIN_URI.test(uri) || !hasOnlyMembers(params, READ_PARAMS)) return false;
    const resource = this.#resources.get(uri); // before any template, as in the SDK
    if (resource !== undefined) return this.#readFrom(resource, uri, {}, call);
    for (const template of this.#resources.values()) {
      const variables = parseUriVariables(template.uri, uri);
      if (variables !== undefined) return this.#readFrom(template, uri, variables, call);
    }
    return false;
  }

  #readFrom(resource: ResourceDefinition, uri: string, variables: Record<string, string>, call: FastPathCall): true {
    readResource(resource, uri, variables, call).then(
      (result) => call.succeed(result),
      (error) => call.fail(error),
    );
    return true;
  }

  #call(params: Members, call: FastPathCall, client: FastPathClient): boolean {
    const { name, arguments: input = {} } = params;
    const tool = this.#tools.get(name as string);
    if (!isPlainObject(input) || !hasOnlyMembers(params, CALL_PARAMS)) return false;
    if (tool === undefined) {
      if (!this.#hasTools && typeof name === "string") this.#missing = { tool: name };
      return false;
    }
    if (!client.hasApps && this.#forAppsOnly.has(tool.name)) return false;
    if (client.logging === "unknown" && !tool.annotations.readOnlyHint) return false; // it logs
    const run = this.#bind(tool, input);
    if (run === undefined) return false;
    runTool(tool, run, call).then(
      (result) => call.succeed(result),
      (error) => call.succeedWithFault(error),
    );
    return true;
  }

  #bind(tool: ToolDefinition, input: Members): BoundTool | undefined {
    const run = tool.bindStrictly(input) ?? (this.#validation && tool.bind(input, this.#validation));
    if (run === undefined) this.#missing = "validation";
    return run;
  }
}

/** A request, and what a tool needs if it calls one. */
class FastPathCall implements ToolCall {
  /** The log message of the tool, which is sent together with the response. */
  #logged: JSONRPCMessage | undefined;

  constructor(
    readonly desk: Promise<Desk>,
    readonly user: string | undefined,
    readonly approvalKeys: ApprovalKeys,
    readonly offered: ReadonlySet<string>,
    private readonly request: PendingRequest,
    private readonly connection: FastPathClient,
  ) {}

  get clientInfo(): Implementation | undefined {
    return this.connection.clientInfo;
  }

  get hasApps(): boolean {
    return this.connection.hasApps;
  }

  get progressToken(): RequestId | undefined {
    return this.request.message.params?._meta?.progressToken;
  }

  get authInfo(): AuthInfo | undefined {
    return this.request.extra?.authInfo;
  }

  get signal(): AbortSignal {
    return this.request.signal;
  }

  notify({ method, params }: ProgressNotification): Promise<void> {
    this.#send({ jsonrpc: "2.0", method, params: { ...params } }, { relatedRequestId: this.request.id });
    return Promise.resolve();
  }

  log(data: string): Promise<void> {
    const params = { level: "info", data, logger: LOGGER_NAME };
    if (this.connection.logging === "on") this.#logged = { jsonrpc: "2.0", method: "notifications/message", params };
    return Promise.resolve();
  }

  succeed(result: object): void {
    this.#respond({ result: result as Members, jsonrpc: "2.0", id: this.request.id });
  }

  fail(error: unknown): void {
    this.#respond({ jsonrpc: "2.0", id: this.request.id, error: toErrorObject(error) });
  }

  /** Reports a fault of a tool as a result, as the SDK does. */
  succeedWithFault(error: unknown): void {
    const text = error instanceof Error ? error.message : String(error);
    this.succeed({ content: [{ type: "text", text }], isError: true });
  }

  /** A cancelled request gets no response. */
  #respond(response: JSONRPCMessage): void {
    if (this.request.isCancelled) return;
    if (this.#logged !== undefined) {
      this.#send(this.#logged, { relatedRequestId: this.request.id, responseFollows: true });
    }
    this.connection.respond(this.request, response).catch(() => {}); // the transport reports it
  }

  #send(message: JSONRPCMessage, options: SendOptions): void {
    this.connection.send(message, options).catch(() => {}); // the transport reports it
  }
}
