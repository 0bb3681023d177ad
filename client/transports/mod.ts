/** MCP over stdio and HTTP, with child processes and diagnoses of failures. */

export { type DiagnosableTransport, type Diagnosis, toServerError } from "./diagnosis.ts";
export { ForwardingTransport } from "./forwarding_transport.ts";
export { HttpTransport } from "./http_transport.ts";
export { parseServerCommand, type ServerCommand } from "./server_command.ts";
export { ServerProcess } from "./server_process.ts";
export { StdioTransport } from "./stdio_transport.ts";
