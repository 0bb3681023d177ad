import type { RequestHandlers } from "../../handlers/mod.ts";
import type { Approver } from "./approver.ts";

/** A person beside the agent. */
export interface Person {
  approver: Approver;
  /**
   * Creates the handlers with which the person responds to one server.
   *
   * @param server The server's name, as people know it.
   * @param fallback Handles what is not the person's to decide, after they let it pass.
   */
  createRequestHandlers(server: string, fallback: Pick<RequestHandlers, "sample" | "roots">): RequestHandlers;
}
