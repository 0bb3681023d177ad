/** Conformance scenarios that this program does not support, with the reasons. */

import type { Side } from "../../scripts/conformance/suite.ts";

export interface ExpectedFailure {
  side: Side;
  /** The name of a scenario, or the common start of several names. */
  scenario: string;
  reason: string;
}

export const EXPECTED_FAILURES: readonly ExpectedFailure[] = [
  {
    side: "client",
    scenario: "auth/",
    reason: "the agent is given its token (--header); it doesn't log in by OAuth",
  },
  {
    side: "server",
    scenario: "tasks-",
    reason: "the tasks extension, which is optional, isn't offered: no tool runs for long",
  },
  {
    side: "server",
    scenario: "input-required-result-ignore-extra-params",
    reason: "an answer counts only with the signed state of its question, which the scenario leaves out",
  },
];
