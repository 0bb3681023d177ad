/** Results of tools. */

import {
  DAMAGE_MEMBER,
  type Failure,
  FAILURE_MEMBER,
  NAMES_MEMBER,
  REASONS_MEMBER,
} from "../../base/failures/failure.ts";
import type { Reason } from "../../base/failures/reason.ts";
import { ToolError } from "./bridge.ts";

/** A result of a tool. */
export interface ToolResult {
  content?: readonly { type: string; text?: string }[];
  structuredContent?: Record<string, unknown>;
  isError?: boolean;
  _meta?: Record<string, unknown>;
}

/** Returns the error of a call that failed. The article's tools report failures in their structured content. */
export function readError(result: ToolResult): ToolError | undefined {
  const { isError, structuredContent, _meta = {} } = result;
  const failure = _meta[FAILURE_MEMBER] as Failure | undefined;
  if (isError) return new ToolError(readText(result), failure);
  return structuredContent?.success === false ? new ToolError(String(structuredContent.error), failure) : undefined;
}

/**
 * Returns the structured content of a result, with the reasons for its sentences in `why`, and sentences about damaged records in
 * `damaged`, and the names of customers by their addresses in `customer_names`.
 *
 * @throws {ToolError} If the tool failed.
 */
export function readResult<Result = Record<string, unknown>>(result: ToolResult): Result {
  const error = readError(result);
  if (error !== undefined) throw error;
  const { structuredContent: content = { text: readText(result) }, _meta = {} } = result;
  const why = _meta[REASONS_MEMBER] as readonly Reason[] | undefined;
  const damaged = _meta[DAMAGE_MEMBER] as readonly string[] | undefined;
  const names = _meta[NAMES_MEMBER] as Readonly<Record<string, string>> | undefined;
  return { ...content, ...why && { why }, ...damaged && { damaged }, ...names && { customer_names: names } } as Result;
}

function readText({ content = [] }: ToolResult): string {
  return content.flatMap(({ text }) => text ?? []).join("\n");
}
