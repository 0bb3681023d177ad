import type { Option } from "../dialog/mod.ts";

/** A field of a form. */
export interface Field {
  /** The name of its value in the result. */
  name: string;
  /** The label for people. */
  label: string;
  description: string | undefined;
  required: boolean;
  /** The initial value. */
  default: FieldValue | undefined;
  type: FieldType;
}

/** A value of a field (MCP, client/elicitation, "Supported schema types"). */
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
  /** In characters, counted as Unicode code points. */
  minLength: number | undefined;
  maxLength: number | undefined;
  /** A regular expression that must match a part of the text. */
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

/** The values of a form, by field name. Omitted fields are missing. */
export type FormValues = Record<string, FieldValue>;
