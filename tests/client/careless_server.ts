/** The responses of a server that writes MCP carelessly: null for every absent member, and some definitions that are wrong. */

interface Request {
  id?: number | string;
  method: string;
  params?: Record<string, unknown>;
}

const NULLS = { title: null, annotations: null, outputSchema: null, icons: null, execution: null, _meta: null };
const NO_ARGUMENTS = { type: "object" };

const TOOLS = [
  { name: "look", description: null, inputSchema: { ...NO_ARGUMENTS, properties: null }, ...NULLS },
  { name: "untyped", inputSchema: {} },
  { name: "missing_schema" },
  {
    name: "dangling",
    inputSchema: NO_ARGUMENTS,
    outputSchema: { ...NO_ARGUMENTS, properties: { a: createDanglingReference() } },
  },
  { name: "list_output", inputSchema: NO_ARGUMENTS, outputSchema: { type: "array" } },
  { name: "odd_hints", inputSchema: NO_ARGUMENTS, annotations: { readOnlyHint: "yes" }, icons: [{}] },
  { name: "wrong_schema", inputSchema: { type: "string" } },
  { name: 7, inputSchema: NO_ARGUMENTS },
  "not a tool",
];

/** A reference to a definition that does not exist. */
function createDanglingReference() {
  return { $ref: "#/$defs/Missing" };
}

/** The content of each tool's result. */
const RESULTS: Record<string, Record<string, unknown>> = {
  look: {
    content: [
      { type: "text", text: "It is sunny.", annotations: null, _meta: null },
      { type: "video", data: "AAAA", mimeType: "video/mp4" },
      { type: "markdown", text: "*warm*" },
      { type: "image", data: null, mimeType: "image/png" },
    ],
    structuredContent: null,
    isError: null,
  },
  untyped: { content: "just a text" },
  missing_schema: { content: { type: "text", text: "a single block" } },
  dangling: { content: [{ type: "text", text: "dangling but fine" }], structuredContent: { a: 1 } },
  list_output: { content: [], structuredContent: [1, 2] },
  odd_hints: { content: [{ type: "text", text: "no hints" }] },
};

/** Returns the response to a request; undefined for a notification. */
export function respondCarelessly({ id, method, params = {} }: Request): Record<string, unknown> | undefined {
  if (id === undefined) return undefined;
  return { jsonrpc: "2.0", id, result: toResult(method, params) };
}

function toResult(method: string, params: Record<string, unknown>): Record<string, unknown> {
  switch (method) {
    case "initialize":
      return {
        protocolVersion: params.protocolVersion,
        capabilities: { tools: {}, resources: {}, prompts: {}, logging: null },
        serverInfo: { name: "careless", version: "1.0.0", title: null },
        instructions: null,
      };
    case "tools/list":
      return { tools: TOOLS, nextCursor: null };
    case "resources/list":
      return { resources: [{ uri: "a:1", name: "One", title: null, size: null }, { uri: "a:2" }], nextCursor: null };
    case "resources/templates/list":
      return { resourceTemplates: [], nextCursor: null };
    case "resources/read":
      return { contents: [{ uri: params.uri, mimeType: null, text: "one" }, { uri: params.uri, mimeType: "a/b" }] };
    case "prompts/list":
      return { prompts: [{ name: "greet", arguments: [{ name: "who", description: null }] }, { name: null }] };
    case "prompts/get":
      return { messages: [{ role: "user", content: [{ type: "text", text: "Hi" }, { type: "poem", verses: 3 }] }] };
    default:
      return RESULTS[String(params.name)] ?? {};
  }
}
