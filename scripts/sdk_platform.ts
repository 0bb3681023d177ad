/**
 * What the MCP SDK's server takes from its platform, in the compiled program. Its own module for platforms like ours takes
 * in a JSON Schema validator (ajv) that takes 10 ms to load, and node's `process`, which on some releases of Deno takes
 * more; this has the lighter one of the SDK's two validators. Our server uses none of these: zod validates what comes in,
 * and the transport over standard input and output is our own.
 */

export { CfWorkerJsonSchemaValidator as DefaultJsonSchemaValidator } from "@modelcontextprotocol/server/validators/cf-worker";
/** Where the SDK's own transport would find standard input and output. */
export const process = {};
