/** The settings of a host in tests, and what it records. */

import type { McpUiHostContext } from "@modelcontextprotocol/ext-apps/app-bridge";
import type { CallToolResult } from "@modelcontextprotocol/client";

export interface HostSettings {
  html: string;
  /** The tokens of the frame's attribute `sandbox`. */
  sandbox: string;
  context: McpUiHostContext;
  input: Record<string, unknown>;
  result: CallToolResult | null;
  /** The host shows the frame and says nothing. */
  isSilent: boolean;
}

/** Messages of the page to the host. */
export interface HostRecord {
  heights: (number | undefined)[];
  messages: unknown[];
  modelContexts: unknown[];
  modes: string[];
}
