/** A tool as calls in strict form need it: prepared, without its schemas. */
export interface PreparedTool {
  readonly arguments: ArgumentsSchema;
  /** The paths of the members of its result whose text people wrote. */
  readonly outsideText: readonly string[];
}

/** The part of the JSON Schema of a tool's arguments that decides on them. */
export interface ArgumentsSchema {
  readonly properties: Readonly<Record<string, ValueSchema>>;
  readonly required: readonly string[];
}

/** The keywords that our arguments have, and the forms of texts that JSON Schema has no keyword for. */
export type ValueSchema =
  & { readonly default?: unknown }
  & (
    | {
      readonly type: "string";
      readonly minLength?: number;
      readonly maxLength?: number;
      readonly pattern?: string;
      readonly enum?: readonly string[];
      readonly format?: "ticket_id" | "email" | "key";
    }
    | { readonly type: "integer"; readonly minimum: number; readonly maximum: number }
    | { readonly type: "boolean" }
    | { readonly type: "array"; readonly items: ValueSchema; readonly maxItems?: number }
    /** With any members. */
    | { readonly type: "object" }
  );

/**
 * The tools by their names. In the bundled program this module is replaced by what `scripts/bundle/prepare_tools.ts` computes
 * from the schemas, so that calls in strict form need neither them nor zod. When the program runs from source, nothing is
 * prepared.
 */
export const prepared: Readonly<Record<string, PreparedTool>> | undefined = undefined;
