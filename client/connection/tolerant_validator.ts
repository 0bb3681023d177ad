import type { JsonSchemaType, JsonSchemaValidator, jsonSchemaValidator } from "@modelcontextprotocol/client";
import { AjvJsonSchemaValidator } from "@modelcontextprotocol/client/validators/ajv";

/** Validates structured results. A schema that cannot be compiled, such as one with a dangling `$ref`, accepts everything. */
export class TolerantValidator implements jsonSchemaValidator {
  readonly #validator = new AjvJsonSchemaValidator();

  getValidator<Value>(schema: JsonSchemaType): JsonSchemaValidator<Value> {
    try {
      return this.#validator.getValidator<Value>(schema);
    } catch {
      return (value) => ({ valid: true, data: value as Value, errorMessage: undefined });
    }
  }
}
