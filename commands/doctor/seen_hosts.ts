/** Describes the hosts that have connected, by what they declared. */

import type { Desk, SeenHost } from "../../store/mod.ts";
import { formatList } from "../output/mod.ts";
import type { Finding } from "./finding.ts";

/** Older ones are not shown. */
const MAX_HOSTS = 10;

/** Describes the hosts that have connected to a desk over stdio, the latest first. */
export async function describeSeenHosts(desk: Desk): Promise<Finding[]> {
  return (await desk.hosts.list(MAX_HOSTS)).map((host) => ({
    kind: "ok",
    subject: `${host.name} ${host.version}`,
    message: describeHost(host),
  }));
}

/** Describes a host, and the consequences of what it cannot do. */
export function describeHost({ at, protocol, asks, shares, samples, shows }: SeenHost): string {
  const abilities = [
    ...asks ? ["asks a person"] : [],
    ...shares ? ["shares folders"] : [],
    ...samples ? ["answers sampling requests"] : [],
    ...shows ? ["shows Apps"] : [],
  ];
  const time = `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;
  return [
    `Last connected on ${time} with MCP ${protocol}.`,
    abilities.length === 0 ? "It declares no features for people." : `It ${formatList(abilities)}.`,
    ...asks ? [] : ["It cannot ask a person: changes that need approval wait for support-mcp approvals."],
    ...shares ? [] : ["It shares no folders: to read and write files, add --files DIR to serve."],
  ].join(" ");
}
