import type { Option } from "../dialog/mod.ts";

/** One thing that a form asks for. */
export interface Field {
  /** Its name in the answer. */
  name: string;
  /** What people know it by. */
  label: string;
  description: string | undefined;
  required: boolean;
  /** What stands there at first. */
  default: FieldValue | undefined;
  type: FieldType;
}

/** What a field can hold (MCP, client/elicitation, "Supported schema types"). */
export type FieldValue = string | number | boolean | string[];

export type FieldType =
  | TextType
  | NumberType
  | { kind: "boolean" }
  | { kind: "choice"; options: readonly Option[] }
  | ChoicesType;

export interface TextType {
  kind: "text";
  format: TextFormat | undefined;
  /** In characters, which are Unicode's code points. */
  minLength: number | undefined;
  maxLength: number | undefined;
  /** A regular expression that must be found in the text. */
  pattern: RegExp | undefined;
}

export type TextFormat = "email" | "uri" | "date" | "date-time";

export interface NumberType {
  kind: "number";
  whole: boolean;
  minimum: number | undefined;
  maximum: number | undefined;
}

export interface ChoicesType {
  kind: "choices";
  options: readonly Option[];
  minItems: number | undefined;
  maxItems: number | undefined;
}

/** What a form was filled in with, by the names of its fields; those that were left out aren't there. */
export type FormValues = Record<string, FieldValue>;
