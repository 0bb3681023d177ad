import { CommandError } from "../process/mod.ts";

/** The length of an HMAC-SHA-256 key. */
const MIN_BYTES = 32;

/** @throws {CommandError} If the key that signs the state of multi-step calls is too short. */
export function checkStateKey(stateKey: string | undefined): void {
  const bytes = new TextEncoder().encode(stateKey ?? "").length;
  if (stateKey === undefined || bytes >= MIN_BYTES) return;
  throw new CommandError(
    `SUPPORT_MCP_STATE_KEY is too short: ${bytes} bytes (minimum ${MIN_BYTES}). Set it to the output of ` +
      "openssl rand -hex 32, the same for every replica.",
    2,
  );
}
