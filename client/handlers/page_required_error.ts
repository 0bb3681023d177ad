import { ProtocolErrorCode } from "@modelcontextprotocol/client";
import * as z from "zod";
import { ServerError } from "../errors/mod.ts";

/** A page that a person must visit before a server handles a request. */
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

/** A server did not handle a request because a required page was not visited. */
export class PageRequiredError extends ServerError {
  override name = "PageRequiredError";

  /**
   * @param server The server's display name.
   * @param why The end of the sentence, such as `the person declined`.
   */
  constructor(server: string, page: RequiredPage, why: string, options?: ErrorOptions) {
    super(server, `did nothing: it requires a visit to ${getPageHostname(page)} first, and ${why}`, [], options);
  }
}

/** Returns the host of a page. The rest of the URL may grant access, so only the person sees it. */
export function getPageHostname({ url }: RequiredPage): string {
  return URL.parse(url)?.host || "an invalid URL";
}

/**
 * Returns the pages that an error requires (MCP 2025-11-25, client/elicitation, "URL Elicitation Required Error").
 *
 * @returns An empty list for any other error.
 */
export function getRequiredPages(failure: unknown): RequiredPage[] {
  const cause = failure instanceof ServerError ? failure.cause : undefined;
  return errorSchema.safeParse(cause).data?.data.elicitations ?? [];
}
