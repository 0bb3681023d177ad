/**
 * Replaces the platform module of the MCP SDK's server in the compiled program. The SDK's own module imports a JSON Schema
 * validator (ajv) that takes 10 ms to load, and node's `process`, which takes longer on some releases of Deno. This one
 * exports the lighter of the SDK's two validators. Our server uses neither: zod validates its input, and it has its own
 * transport for standard input and output.
 */

export { CfWorkerJsonSchemaValidator as DefaultJsonSchemaValidator } from "@modelcontextprotocol/server/validators/cf-worker";
/** The SDK's own transport would read and write here; ours does not use it. */
export const process = {};
