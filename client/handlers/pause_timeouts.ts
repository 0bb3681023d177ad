import type { RequestHandlers } from "./request_handlers.ts";
import type { CallTimeouts } from "./call_timeouts.ts";

/** The same answers, for which the clocks stand still. */
export function pauseTimeouts(answers: RequestHandlers, clocks: CallTimeouts): RequestHandlers {
  const { elicit, visit, finish } = answers;
  return {
    ...elicit && { elicit: (form, signal) => clocks.pauseWhile(() => elicit.call(answers, form, signal)) },
    ...visit && { visit: (page, signal) => clocks.pauseWhile(() => visit.call(answers, page, signal)) },
    ...finish && { finish: (page, signal) => clocks.pauseWhile(() => finish.call(answers, page, signal)) },
    sample: (conversation, signal) => clocks.pauseWhile(() => answers.sample(conversation, signal)),
    roots: () => answers.roots(),
  };
}
