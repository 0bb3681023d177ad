import { ProtocolErrorCode } from "@modelcontextprotocol/client";
import * as z from "zod";
import { ServerError } from "../errors/mod.ts";

/** A page that a person must have been to before a server does what it was asked for. */
export interface RequiredPage {
  mode: "url";
  url: string;
  message: string;
  elicitationId: string;
}

const errorSchema = z.object({
  code: z.literal(ProtocolErrorCode.UrlElicitationRequired),
  data: z.object({
    elicitations: z.array(z.object({
      mode: z.literal("url").default("url"),
      url: z.string(),
      message: z.string().default(""),
      elicitationId: z.string(),
    })).min(1),
  }),
});

/** A server did nothing, for it wants pages opened first, and they weren't. */
export class PageRequiredError extends ServerError {
  override name = "PageRequired";

  /**
   * @param server The server's name, as people know it.
   * @param why The rest of the sentence, such as `the person declined`.
   */
  constructor(server: string, page: RequiredPage, why: string, options?: ErrorOptions) {
    super(server, `did nothing: it wants a page at ${getPageHostname(page)} opened first, and ${why}`, [], options);
  }
}

/** Where a page is, without what nobody but the person needs to see: the rest of an address may let others in. */
export function getPageHostname({ url }: RequiredPage): string {
  return URL.parse(url)?.host || "an address that is none";
}

/**
 * The pages that an error says are required (MCP 2025-11-25, client/elicitation, "URL Elicitation Required Error").
 *
 * @returns None for any other error.
 */
export function getRequiredPages(failure: unknown): RequiredPage[] {
  const cause = failure instanceof ServerError ? failure.cause : undefined;
  return errorSchema.safeParse(cause).data?.data.elicitations ?? [];
}
