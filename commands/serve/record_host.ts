import type { Desk, HostDeclaration } from "../../store/mod.ts";
import { DOCTOR_NAME } from "../process/mod.ts";

/** Remembers a host for `support-mcp doctor`. A desk that cannot do so still serves the host. */
export function recordHost(host: HostDeclaration, desk: Promise<Desk>): void {
  if (host.name === DOCTOR_NAME) return;
  desk.then(({ hosts }) => hosts.record(host)).catch(() => {});
}
