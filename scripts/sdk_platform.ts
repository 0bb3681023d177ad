/**
 * What the MCP SDK's server takes from its platform, in the compiled program. Its own module for platforms like ours takes
 * in a JSON Schema validator (ajv) that makes every start 10 ms slower; this takes the lighter one of the SDK's two. Our
 * server uses neither: zod validates what comes in.
 */

export { CfWorkerJsonSchemaValidator as DefaultJsonSchemaValidator } from "@modelcontextprotocol/server/validators/cf-worker";
export { default as process } from "node:process";
