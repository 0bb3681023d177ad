/** Reports requests from servers, and their results, as events. */

import type { CreateMessageRequestParams, CreateMessageResult, ElicitResult } from "@modelcontextprotocol/client";
import { getPageHostname, type RequestHandlers, type RequiredPage } from "../handlers/mod.ts";
import type { Budget } from "./budget.ts";
import type { AgentView, RequestKind } from "./views/mod.ts";

export interface ReportingOptions {
  /** The name of the server that sends the requests. */
  server: string;
  view: AgentView;
  budget: Budget;
  /** Aborted when the run stops: no person is waited for any longer. */
  stop: AbortSignal;
}

/** Wraps handlers so that every request is shown, and the time that people take is not counted. */
export function reportRequests(handlers: RequestHandlers, options: ReportingOptions): RequestHandlers {
  const { budget, stop } = options;
  const { elicit, visit, finish } = handlers;
  const reportElicitation = <Params extends { message: string }>(
    handle: (params: Params, signal: AbortSignal) => Promise<ElicitResult>,
  ) =>
  (params: Params, signal: AbortSignal) => {
    const run = () => budget.excludeTime(handle.call(handlers, params, AbortSignal.any([signal, stop])));
    return reportRequest("elicitation", params.message, run, options, describeResult);
  };
  return {
    ...elicit && { elicit: reportElicitation(elicit) },
    ...visit && { visit: reportElicitation(visit) },
    ...finish && {
      finish: (page, signal) => {
        const run = () => budget.excludeTime(finish.call(handlers, page, AbortSignal.any([signal, stop])));
        return reportConfirmation(page, run, options);
      },
    },
    sample: (conversation, signal) => {
      const run = () => handlers.sample(conversation, signal);
      return reportRequest("sampling", getText(conversation), run, options, describeResult);
    },
    roots: () => handlers.roots(),
  };
}

/** A stopped run counts as not finished, so that nothing waits for the server's confirmation. */
async function reportConfirmation(
  page: RequiredPage,
  run: () => Promise<boolean | null>,
  options: ReportingOptions,
): Promise<boolean | null> {
  const describe = (finished: boolean | null) => finished === null ? "no answer" : finished ? "done" : "given up";
  const finished = await reportRequest("elicitation", `Finished at ${getPageHostname(page)}?`, run, options, describe);
  return options.stop.aborted ? finished ?? false : finished;
}

async function reportRequest<Result>(
  kind: RequestKind,
  message: string,
  run: () => Promise<Result>,
  { server, view }: ReportingOptions,
  describe: (result: Result) => string,
): Promise<Result> {
  const question = crypto.randomUUID();
  view.show({ type: "question", question, kind, server, message });
  try {
    const result = await run();
    view.show({ type: "answer", question, kind, server, answer: describe(result) });
    return result;
  } catch (error) {
    view.show({ type: "answer", question, kind, server, answer: `none: ${(error as Error).message}` });
    throw error;
  }
}

/** Shows only the decision of an elicitation: the form's contents may be private. */
function describeResult(result: ElicitResult | CreateMessageResult): string {
  if ("action" in result) return result.action as string;
  return result.content.type === "text" ? result.content.text : `[${result.content.type}]`;
}

function getText({ messages }: CreateMessageRequestParams): string {
  return messages.flatMap(({ content }) => content)
    .map((block) => block.type === "text" ? block.text : `[${block.type}]`)
    .join("\n");
}
