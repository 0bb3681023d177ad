/** Shows what servers ask, and what they get for an answer. */

import type { CreateMessageRequestParams, CreateMessageResult, ElicitResult } from "@modelcontextprotocol/client";
import { getPageHostname, type RequestHandlers, type RequiredPage } from "../handlers/mod.ts";
import type { Budget } from "./budget.ts";
import type { AgentView, RequestKind } from "./views/mod.ts";

export interface ReportingOptions {
  /** The name of the server that asks. */
  server: string;
  view: AgentView;
  budget: Budget;
  /** Aborted when the run is to stop: no person is waited for any longer. */
  stop: AbortSignal;
}

/** The same answers, shown as events; the time that people take for theirs isn't counted. */
export function reportRequests(answers: RequestHandlers, options: ReportingOptions): RequestHandlers {
  const { budget, stop } = options;
  const { elicit, visit, finish } = answers;
  const fromPerson = <Asked extends { message: string }>(
    answer: (asked: Asked, signal: AbortSignal) => Promise<ElicitResult>,
  ) =>
  (asked: Asked, signal: AbortSignal) => {
    const answering = () => budget.excludeTime(answer.call(answers, asked, AbortSignal.any([signal, stop])));
    return reportRequest("elicitation", asked.message, answering, options, describeResult);
  };
  return {
    ...elicit && { elicit: fromPerson(elicit) },
    ...visit && { visit: fromPerson(visit) },
    ...finish && {
      finish: (page, signal) => {
        const finishing = () => budget.excludeTime(finish.call(answers, page, AbortSignal.any([signal, stop])));
        return reportConfirmation(page, finishing, options);
      },
    },
    sample: (conversation, signal) =>
      reportRequest(
        "sampling",
        getText(conversation),
        () => answers.sample(conversation, signal),
        options,
        describeResult,
      ),
    roots: () => answers.roots(),
  };
}

/** Who stops the run has not finished: nobody waits for the server to say so. */
async function reportConfirmation(
  page: RequiredPage,
  finishing: () => Promise<boolean | null>,
  options: ReportingOptions,
): Promise<boolean | null> {
  const inWords = (finished: boolean | null) => finished === null ? "no answer" : finished ? "done" : "given up";
  const finished = await reportRequest(
    "elicitation",
    `Are you done at ${getPageHostname(page)}?`,
    finishing,
    options,
    inWords,
  );
  return options.stop.aborted ? finished ?? false : finished;
}

async function reportRequest<Answer>(
  kind: RequestKind,
  message: string,
  answering: () => Promise<Answer>,
  { server, view }: ReportingOptions,
  wordsOf: (answer: Answer) => string,
): Promise<Answer> {
  const question = crypto.randomUUID();
  view.show({ type: "question", question, kind, server, message });
  try {
    const answer = await answering();
    view.show({ type: "answer", question, kind, server, answer: wordsOf(answer) });
    return answer;
  } catch (error) {
    view.show({ type: "answer", question, kind, server, answer: `none: ${(error as Error).message}` });
    throw error;
  }
}

/** A form's contents may be nobody's business: only what was decided is shown. */
function describeResult(answer: ElicitResult | CreateMessageResult): string {
  if ("action" in answer) return answer.action as string;
  return answer.content.type === "text" ? answer.content.text : `[${answer.content.type}]`;
}

function getText({ messages }: CreateMessageRequestParams): string {
  return messages.flatMap(({ content }) => content)
    .map((block) => block.type === "text" ? block.text : `[${block.type}]`)
    .join("\n");
}
