import type { RequestHandlers } from "../../handlers/mod.ts";
import type { Approver } from "./approver.ts";

/** A person at the agent's side. */
export interface Person {
  approver: Approver;
  /**
   * Has them answer what one server asks.
   *
   * @param server Its name, as people know it.
   * @param behind Answers what isn't a person's to answer, once they let it pass.
   */
  createRequestHandlers(server: string, behind: Pick<RequestHandlers, "sample" | "roots">): RequestHandlers;
}
